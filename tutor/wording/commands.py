"""What the command line says of itself, and to whoever uses it in a way that it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

HELP: Final[Mapping[str, Sentence]] = {
    "tutor": Sentence("An interactive explanation of backpropagation for the terminal.", "在终端里互动学习反向传播。"),
    "play": Sentence(
        "Open a lesson, at a step if one is named; without a name, go on where you left off.",
        "打开一课，可指定步骤；不写课名则从上次停下的地方继续。",
    ),
    "list": Sentence("List the lessons with your progress, as text.", "以文本列出各课和你的进度。"),
    "derive": Sentence(
        "Print a derivation line by line, with its value and the central difference.",
        "逐行写出求导过程，并给出数值和中心差分。",
    ),
    "progress": Sentence("Show, export, import or reset your own progress.", "查看、导出、导入或重置自己的进度。"),
    "export": Sentence(
        "Print a script that trains a step's network from the same weights on the same data.",
        "输出一个脚本，用相同的初始权重和数据训练某一步的网络。",
    ),
    "check": Sentence(
        "Report every problem of lessons: file, line, column, what is wrong and what to do.",
        "报告课文中的每个问题：文件、行、列、错在哪里、如何修改。",
    ),
    "schema": Sentence(
        "Print the JSON Schema of lessons, courses, glossaries or banks, for editors.",
        "输出课文、课程、术语表或题库的 JSON Schema，供编辑器使用。",
    ),
    "new": Sentence(
        "Write a working lesson with one step of each kind into a course, or begin a course in an empty folder.",
        "在课程中写入一课样例，每种步骤各有一个；在空文件夹中则新建课程。",
    ),
    "translate": Sentence(
        "Complete a course's translation with what it lacks, or say what is missing and stale in it.",
        "补全课程译文中缺少的部分，或列出缺少和过期的文本。",
    ),
    "preview": Sentence(
        "Open a lesson that you are writing, and show it anew whenever it is saved.",
        "打开正在编写的课文，每次保存后重新显示。",
    ),
    "doctor": Sentence(
        "Look at terminal, characters and folders: what works, and what to do about the rest.",
        "检查终端、字符和文件夹：哪些正常，其余的如何处理。",
    ),
}
"""What each command does, by its name."""

OPTIONS: Final[Mapping[str, Sentence]] = {
    "course": Sentence("folder of another course", "另一门课程所在的文件夹"),
    "lang": Sentence("language to speak", "使用的语言"),
    "plain": Sentence(
        "plain lines at a prompt, for screen readers, slow links and pipes",
        "纯文本方式，适合读屏软件、慢速连接和管道",
    ),
    "fps": Sentence("frames a second of moving pictures; 30, over SSH 10", "动态图形每秒的帧数；本地 30，经 SSH 为 10"),
    "reduced_motion": Sentence("show results at once, without pulses on their way", "直接显示结果，不播放传播动画"),
    "step": Sentence("id of the step to open", "要打开的步骤 id"),
    "wrt": Sentence("the variable to differentiate with respect to", "对哪个变量求导"),
    "order": Sentence("which derivative: 2 for the second", "求几阶导数：2 表示二阶"),
    "at": Sentence("values such as w=0.5,x=2", "取值，例如 w=0.5,x=2"),
    "export_to": Sentence(
        "write everything that is kept to a file, or to standard output: -", "把全部记录写入文件；- 表示标准输出"
    ),
    "import_from": Sentence("add what such a file holds", "并入此类文件中的记录"),
    "reset": Sentence("begin this lesson afresh", "让这一课从头开始"),
    "path": Sentence("print where the progress is kept", "显示进度文件的位置"),
    "framework": Sentence("what the script is written for", "脚本使用的框架"),
    "run": Sentence("which run of an experiment, by its number", "实验中的第几次训练"),
    "steps": Sentence("how many updates the script makes", "脚本训练的更新次数"),
    "form": Sentence("how problems are written", "问题的输出格式"),
    "first_only": Sentence("stop at the first error", "遇到第一个错误就停止"),
    "screens": Sentence(
        "also walk through the real interface at 80x24 and report what is cut off",
        "同时在 80x24 的真实界面中走一遍，报告被截断的内容",
    ),
    "watch": Sentence("check again whenever a file is saved", "文件保存后自动重新检查"),
    "status": Sentence("only list what is missing and what is stale", "只列出缺少和过期的文本"),
    "accepted": Sentence(
        "a stale text whose translation is still right, or what contains it",
        "译文仍然正确的过期文本，或包含它的部分",
    ),
    "version": Sentence("print the version", "显示版本"),
}
"""What each option means, by the name of its parameter, in whichever command it stands."""
COURSE_USED: Final = Sentence("Course: {title}", "课程：{title}")
SHOW_HELP: Final = Sentence("print this help", "显示本帮助")
REQUIRED: Final = Sentence("required", "必填")
DEFAULT: Final = Sentence("default {value}", "默认 {value}")

USAGE: Final = Sentence("Usage: {usage}", "用法：{usage}")
OPTIONS_HEAD: Final = Sentence("Options:", "选项：")
COMMANDS_HEAD: Final = Sentence("Commands:", "命令：")
MORE_HELP: Final = Sentence("{command} --help says what can be given.", "输入 {command} --help 查看用法。")

NO_COMMAND: Final = Sentence("There is no command {name}.", "没有命令 {name}。")
NO_OPTION: Final = Sentence("There is no option {name} here.", "这里没有选项 {name}。")
DID_YOU_MEAN: Final = Sentence("{said} Did you mean {name}?", "{said}是不是想输入 {name}？")
TOO_MUCH: Final = Sentence("Too much was given: {words}.", "多出了：{words}。")
MISSING: Final = Sentence("{name} is missing.", "缺少 {name}。")
NEEDS_VALUE: Final = Sentence("{name} needs a value behind it.", "{name} 后面要有值。")
NO_VALUE: Final = Sentence("{name} takes no value.", "{name} 不带值。")
ONE_OF: Final = Sentence("{name} must be one of: {values}.", "{name} 只能是：{values}。")
BETWEEN: Final = Sentence(
    "{name} must be a whole number from {low} to {high}.", "{name} 必须是 {low} 到 {high} 的整数。"
)
AT_LEAST: Final = Sentence("{name} must be a whole number, {low} or more.", "{name} 必须是不小于 {low} 的整数。")
NO_FOLDER: Final = Sentence("{name} must be a folder.", "{name} 必须是文件夹。")
NO_FILE: Final = Sentence("{name} must be a file that exists.", "{name} 必须是已有的文件。")
NO_LANGUAGE: Final = Sentence(
    "{name} must be the tag of a language, such as zh or pt-BR.", "{name} 必须是语言代码，例如 zh 或 pt-BR。"
)
