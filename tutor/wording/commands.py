"""What the command line says of itself."""

from __future__ import annotations

from tutor.wording.sentence import Sentence

COURSE = Sentence("folder of another course", "另一门课程所在的文件夹")
COURSE_USED = Sentence("Course: {title}", "课程：{title}")
LANGUAGE = Sentence("language to speak", "使用的语言")
PLAIN = Sentence(
    "plain lines at a prompt, for screen readers, slow links and pipes", "纯文本方式，适合读屏软件、慢速连接和管道"
)
FPS = Sentence("frames a second of moving pictures; 30, over SSH 10", "动态图形每秒的帧数；本地 30，经 SSH 为 10")
STILL = Sentence("show results at once, without pulses on their way", "直接显示结果，不播放传播动画")
STEP = Sentence("id of the step to open", "要打开的步骤 id")
WRT = Sentence("the variable to differentiate with respect to", "对哪个变量求导")
ORDER = Sentence("which derivative: 2 for the second", "求几阶导数：2 表示二阶")
AT = Sentence("values such as w=0.5,x=2", "取值，例如 w=0.5,x=2")
EXPORT = Sentence(
    "write everything that is kept to a file, or to standard output: -", "把全部记录写入文件；- 表示标准输出"
)
IMPORT = Sentence("add what such a file holds", "并入此类文件中的记录")
RESET = Sentence("begin this lesson afresh", "让这一课从头开始")
PATH = Sentence("print where the progress is kept", "显示进度文件的位置")
FRAMEWORK = Sentence("what the script is written for", "脚本使用的框架")
FORMAT = Sentence("how problems are written", "问题的输出格式")
FIRST_ONLY = Sentence("stop at the first error", "遇到第一个错误就停止")
SCREENS = Sentence(
    "also walk through the real interface at 80x24 and report what is cut off",
    "同时在 80x24 的真实界面中走一遍，报告被截断的内容",
)
WATCH = Sentence("check again whenever a file is saved", "文件保存后自动重新检查")
STATUS = Sentence("only list what is missing and what is stale", "只列出缺少和过期的文本")
ACCEPT = Sentence(
    "a stale text whose translation is still right, or what contains it", "译文仍然正确的过期文本，或包含它的部分"
)
RUN = Sentence("which run of an experiment, by its number", "实验中的第几次训练")
STEPS = Sentence("how many updates the script makes", "脚本训练的更新次数")
