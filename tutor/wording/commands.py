"""What the command line says of itself, and to whoever uses it in a way that it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

HELP: Final[Mapping[str, Sentence]] = {
    "tutor": Sentence("An interactive explanation of backpropagation for the terminal.", "在终端里互动学习反向传播。"),
    "play": Sentence(
        "Open a lesson; without a name, go on where you left off.", "打开一课；不写课名则从上次停下处继续。"
    ),
    "list": Sentence("List the lessons with your progress, as text.", "以文本列出各课和你的进度。"),
    "derive": Sentence(
        "Print a derivation line by line, with its value and a check.", "逐行写出求导过程、数值和检验。"
    ),
    "progress": Sentence(
        "Show, export, import, restore, repair or reset your own progress.",
        "查看、导出、导入、恢复、修复或重置自己的进度。",
    ),
    "export": Sentence("Print a script that trains the network of a step.", "输出一个脚本，用来训练某一步的网络。"),
    "check": Sentence("Report every problem of lessons, and what to do about it.", "报告各课中的每个问题和修改办法。"),
    "schema": Sentence(
        "Print the JSON Schema of the files, or the LaTeX of formulas.",
        "输出各种文件的 JSON Schema，或公式支持的 LaTeX。",
    ),
    "new": Sentence("Write a working lesson into a course, or begin a course.", "在课程中写入一课样例，或新建课程。"),
    "translate": Sentence("Complete a translation, or list what it lacks.", "补全译文，或列出缺少和过期的文本。"),
    "preview": Sentence("Show a lesson while you write it, anew at every save.", "边写边看这一课，每次保存后更新。"),
    "doctor": Sentence("Look at terminal, characters and folders.", "检查终端、字符和文件夹。"),
}
"""What each command does, by its name."""

OPTIONS: Final[Mapping[str, Sentence]] = {
    "course": Sentence("folder of another course", "另一门课程所在的文件夹"),
    "lang": Sentence("language to speak", "使用的语言"),
    "plain": Sentence(
        "plain lines, for screen readers, slow links and pipes", "纯文本方式，适合读屏软件、慢速连接和管道"
    ),
    "fps": Sentence("frames a second of moving pictures; 30, over SSH 10", "动态图形每秒的帧数；本地 30，经 SSH 为 10"),
    "reduced_motion": Sentence("show results at once, without pulses on their way", "直接显示结果，不播放传播动画"),
    "step": Sentence("id of the step to open", "要打开的步骤 id"),
    "wrt": Sentence("the variable to differentiate with respect to", "对哪个变量求导"),
    "order": Sentence("which derivative: 2 for the second", "求几阶导数：2 表示二阶"),
    "at": Sentence("values such as w=0.5,x=2", "取值，例如 w=0.5,x=2"),
    "export_to": Sentence("write all records to a file; - for standard output", "把全部记录写入文件；- 表示标准输出"),
    "import_from": Sentence("add what such a file holds", "并入导出文件中的记录"),
    "reset": Sentence("begin this lesson afresh", "让这一课从头开始"),
    "restore": Sentence("bring back what the dated backups have", "找回各日备份中的记录"),
    "repair": Sentence("bring back what damaged files still have", "找回损坏文件中仍可读取的记录"),
    "path": Sentence("print where the progress is kept", "显示进度文件的位置"),
    "framework": Sentence("what the script is written for", "脚本使用的框架"),
    "run": Sentence("which run of an experiment, by its number", "实验中的第几次训练"),
    "steps": Sentence("how many updates the script makes", "脚本进行多少次更新"),
    "form": Sentence("how problems are written", "问题的输出格式"),
    "first_only": Sentence("stop at the first error", "遇到第一个错误就停止"),
    "screens": Sentence("also report what the interface cuts off at 80x24", "同时报告 80x24 的界面中被截断的内容"),
    "watch": Sentence("check again whenever a file is saved", "文件保存后自动重新检查"),
    "status": Sentence("only list what is missing and what is stale", "只列出缺少和过期的文本"),
    "accepted": Sentence("record the translation of this stale text as still right", "把这段过期译文记为仍然正确"),
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
MORE_HELP: Final = Sentence("`{command} --help` says what can be given.", "输入 `{command} --help` 查看用法。")

NO_COMMAND: Final = Sentence("There is no command {name}.", "没有命令 {name}。")
NO_OPTION: Final = Sentence("There is no option {name} here.", "这里没有选项 {name}。")
DID_YOU_MEAN: Final = Sentence("{said} Did you mean {name}?", "{said}是不是想输入 {name}？")
TOO_MUCH: Final = Sentence("Too much was given: {words}.", "多出了：{words}。")
MISSING: Final = Sentence("{name} is missing.", "缺少 {name}。")
NEEDS_VALUE: Final = Sentence("{name} needs a value behind it.", "{name} 后面要有值。")
NO_VALUE: Final = Sentence("{name} takes no value.", "{name} 不带值。")
ONE_OF: Final = Sentence("Give one of these at a time: {names}.", "这些选项每次只能用一个：{names}。")
TAKES: Final = Sentence("{name} takes {value}.", "{name} 只接受 {value}。")
NOT_THERE: Final = Sentence("{name}: there is no {kind} {path}.", "{name}：没有{kind} {path}。")
OTHER_KIND: Final = Sentence("{name}: {path} is no {kind}.", "{name}：{path} 不是{kind}。")
NOT_READABLE: Final = Sentence("{name}: there is no permission to read {path}.", "{name}：没有权限读取 {path}。")
FILE: Final = Sentence("file", "文件")
FOLDER: Final = Sentence("folder", "文件夹")
NO_LANGUAGE: Final = Sentence(
    "{text} is no tag of a language, such as zh or pt-BR.", "{text} 不是语言代码（如 zh、pt-BR）。"
)
