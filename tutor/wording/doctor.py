"""What `doctor` finds, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

HEADINGS: Final[Mapping[str, Sentence]] = {
    "terminal": Sentence("Terminal", "终端"),
    "text": Sentence("Characters", "字符"),
    "folders": Sentence("Folders", "文件夹"),
    "program": Sentence("Program", "程序"),
}
ALL_WELL: Final = Sentence("Everything works.", "一切正常。")
SOME_HINTS: Final = Sentence(
    "The tutor runs. {count|thing could|things could} be better, marked above.",
    "教程可以使用，但有 {count} 处可以改进，见上。",
)
SOME_PROBLEMS: Final = Sentence(
    "{count|thing needs|things need} mending, marked above.", "有 {count} 处需要解决，见上。"
)
FINDINGS: Final[Mapping[str, Sentence]] = {
    "terminal.none": Sentence(
        "Output goes to a pipe or a file, so only the plain form can run: `python -m tutor --plain`. Run doctor in the "
        "terminal where you learn to see the rest.",
        "输出通向管道或文件，只能使用纯文本方式：`python -m tutor --plain`。"
        "请在学习所用的终端里运行 doctor，以查看其余各项。",
    ),
    "terminal.dumb": Sentence(
        "TERM is {term}: this terminal cannot place text freely. Use `python -m tutor --plain`.",
        "TERM 为 {term}：这个终端不能自由定位文字。请使用 `python -m tutor --plain`。",
    ),
    "terminal.named": Sentence("It is called {term}.", "类型为 {term}。"),
    "size.good": Sentence("The window is {width}×{height}.", "窗口大小为 {width}×{height}。"),
    "size.small": Sentence(
        "The window is {width}×{height}. Make it at least 80×24: in a smaller one lines and diagrams are cut.",
        "窗口大小为 {width}×{height}。请放大到至少 80×24：更小也能读，但文字行和图会被截断。",
    ),
    "colours.true": Sentence("It shows true colours.", "支持真彩色。"),
    "colours.256": Sentence("It shows 256 colours: enough.", "支持 256 色，足够使用。"),
    "colours.few": Sentence(
        "It shows 16 colours. The tutor works; signs and words always stand beside colours. If your terminal can do "
        "more, set TERM=xterm-256color or COLORTERM=truecolor.",
        "只有 16 色。教程可以使用：颜色旁总有符号或文字。"
        "如果终端支持更多颜色，请设置 TERM=xterm-256color 或 COLORTERM=truecolor。",
    ),
    "colours.off": Sentence(
        "NO_COLOR is set, so nothing is coloured. Signs and words say everything that colours say.",
        "已设置 NO_COLOR，因此不显示颜色。颜色所表示的内容都有符号或文字。",
    ),
    "multiplexer": Sentence(
        "It runs inside {name}. If colours look wrong, put this into its settings: `{setting}`",
        "它运行在 {name} 中。如果颜色不对，请在其配置中加入：`{setting}`",
    ),
    "remote": Sentence(
        "It is reached over SSH: fine. A slow link is easier with --plain.",
        "通过 SSH 连接，没有问题。网络很慢时可用 --plain。",
    ),
    "encoding.utf8": Sentence("Text is written as UTF-8.", "文字编码为 UTF-8。"),
    "encoding.other": Sentence(
        "Text is written as {encoding}, so formulas and Chinese are spelled with plain letters or question marks. Set "
        "LANG to a UTF-8 locale such as C.UTF-8, or PYTHONUTF8=1.",
        "文字编码为 {encoding}，公式和中文会显示为普通字母或问号。"
        "请把 LANG 设为 UTF-8 区域（如 C.UTF-8），或设置 PYTHONUTF8=1。",
    ),
    "ambiguous.narrow": Sentence(
        "Characters such as {sample} are one cell wide: diagrams line up.", "{sample} 这类字符占一格，图形能对齐。"
    ),
    "ambiguous.wide": Sentence(
        "Characters such as {sample} are two cells wide, so the tutor draws with plain ones. For lines and Greek "
        "letters, let your terminal treat ambiguous-width characters as narrow.",
        "{sample} 这类字符占两格，因此教程改用普通字符绘图。"
        "若想看到线条和希腊字母，请在终端设置中把“宽度不明确的字符”设为窄字符。",
    ),
    "ambiguous.set": Sentence(
        "TUTOR_AMBIGUOUS is {width}: the width of characters such as {sample} is not measured.",
        "TUTOR_AMBIGUOUS 为 {width}：不再测量 {sample} 这类字符的宽度。",
    ),
    "ambiguous.unknown": Sentence(
        "This terminal does not say how wide it draws characters such as {sample}; one cell is assumed. If diagrams "
        "look torn, set TUTOR_AMBIGUOUS=2.",
        "终端没有回答 {sample} 这类字符占几格，按一格处理。如果图形错位，请设置 TUTOR_AMBIGUOUS=2。",
    ),
    "chinese.right": Sentence("A Chinese character is two cells wide, as it should be.", "汉字占两格，正常。"),
    "chinese.wrong": Sentence(
        "This terminal draws a Chinese character {width|cell|cells} wide instead of two: Chinese text will not line "
        "up. Choose a font with Chinese characters.",
        "这个终端里汉字占 {width} 格而不是两格，中文会错位。请选用含汉字的等宽字体。",
    ),
    "course.good": Sentence("The course is in {folder}: {count|lesson|lessons}.", "课程位于 {folder}，共 {count} 课。"),
    "course.broken": Sentence(
        "The course in {folder} has errors; `python -m tutor check {folder}` lists them. The first: {problem}",
        "{folder} 中的课程有错误；运行 `python -m tutor check {folder}` 可列出全部错误。第一个：{problem}",
    ),
    "progress.good": Sentence(
        "Your progress is kept in {file}: {count|record|records}.", "学习进度保存在 {file}，共 {count} 条记录。"
    ),
    "progress.none": Sentence("Your progress will be kept in {file}.", "学习进度将保存在 {file}。"),
    "progress.empty": Sentence(
        "{file} is empty: no record is kept in it yet. The next start that can write there uses it.",
        "{file} 是空的，还没有任何记录。下次启动时只要能写入，就会使用它。",
    ),
    "progress.unwritable": Sentence(
        "Nothing can be kept: {place} can't be written. Make it writable.",
        "无法保存学习进度：{place} 不可写。请让它可写。",
    ),
    "progress.read-only": Sentence(
        "Nothing can be kept: the disk that holds {place} is read-only. Set TUTOR_HOME to a folder on another disk.",
        "无法保存学习进度：{place} 所在的磁盘为只读。请将 TUTOR_HOME 设为另一个磁盘上的文件夹。",
    ),
    "progress.closed": Sentence(
        "Whether there is progress in {folder} can't be seen, and nothing can be kept there: you may not open that "
        "folder. Make it readable and writable.",
        "没有打开 {folder} 的权限，无从得知其中有无学习进度，也无法保存。请让该文件夹可读写。",
    ),
    "progress.no-folder": Sentence(
        "Nothing can be kept: {file} is a file, not a folder. Move it away.",
        "无法保存学习进度：{file} 是文件，不是文件夹。请将它移走。",
    ),
    "progress.full": Sentence(
        "The disk that holds {folder} is nearly full ({free} MB left): make room, or your progress cannot be kept.",
        "{folder} 所在的磁盘快满了（剩余 {free} MB）：请腾出空间，否则无法保存学习进度。",
    ),
    "progress.damaged": Sentence(
        "{file} is damaged or is not a progress file. The next start that can write there puts what can be read of it "
        "into a new file, and keeps it under another name. For what the backups have besides: "
        "`python -m tutor progress --restore`.",
        "{file} 已损坏或不是进度文件。下次启动时只要能写入，仍可读取的记录就会转入新文件，原文件改名保留。"
        "备份中另有的记录可用 `python -m tutor progress --restore` 找回。",
    ),
    "progress.busy": Sentence(
        "Another program has held {file} for seconds: nothing can be read or saved before it lets go. "
        "Close that program.",
        "另一个程序占用 {file} 已有数秒，在它放开之前无法读取和保存学习进度。请关闭那个程序。",
    ),
    "progress.unreadable": Sentence(
        "{file} can't be read ({detail}), and nothing can be kept. Make it readable and writable.",
        "无法读取 {file}（{detail}），也无法保存学习进度。请让它可读写。",
    ),
    "progress.newer": Sentence(
        "{file} was written by a newer version of this program. Update the program.",
        "{file} 由本程序的较新版本写入，请升级程序。",
    ),
    "backup.good": Sentence(
        "The latest sound backup was made at {made}, {file}: {count|record|records}.",
        "最近一次完好的备份生成于 {made}，文件为 {file}，共 {count} 条记录。",
    ),
    "backup.none": Sentence(
        "There is no backup yet: the first is made when a day of work has ended and the program is open for some "
        "seconds on a later day.",
        "还没有备份：学习一天之后，从第二天起，程序打开几秒后会自动备份。",
    ),
    "backup.more": Sentence(
        "The backup of {day} has {count|record|records} that {file} lacks. To bring them back: "
        "`python -m tutor progress --restore`.",
        "{day} 的备份中有 {count} 条记录是 {file} 所没有的。运行 `python -m tutor progress --restore`，即可找回。",
    ),
    "backup.waits": Sentence(
        "The work of {day} has no backup yet: one is made as soon as the program has been open for some seconds.",
        "{day} 的学习还没有备份：程序打开几秒后会自动备份。",
    ),
    "backup.impossible": Sentence(
        "The work of {day} has no backup, and none can be made before what is said above is mended.",
        "{day} 的学习还没有备份，须先解决上述问题才能备份。",
    ),
    "backup.unreadable": Sentence(
        "The backup {file} can't be read to its end. For what can be read of this and the other "
        "backups: `python -m tutor progress --restore`. After that it may be deleted.",
        "备份 {file} 无法完整读取。运行 `python -m tutor progress --restore`，可找回它和其他备份中仍可读取的记录；"
        "之后可以删除它。",
    ),
    "day.begins": Sentence(
        "A day of reviews begins at {hour}:00; TUTOR_ROLLOVER sets another hour.",
        "新的复习日从 {hour}:00 开始，可用 TUTOR_ROLLOVER 设为别的钟点。",
    ),
    "day.unknown": Sentence(
        "TUTOR_ROLLOVER is {asked}, which is no hour from 0 to 23: a day of reviews begins at {hour}:00.",
        "TUTOR_ROLLOVER 为 {asked}，不是 0 到 23 的整点：新的复习日从 {hour}:00 开始。",
    ),
    "clock.behind": Sentence(
        "The clock says {now}, but something was recorded at {latest}. Reviews still work; set the clock right.",
        "时钟显示 {now}，但最近一条记录的时间是 {latest}。复习仍可使用，请校正时钟。",
    ),
    "versions": Sentence("{names}", "{names}"),
    "package.missing": Sentence(
        "The package {name} is missing: install the program again (`pip install -e .`).",
        "缺少软件包 {name}：请重新安装本程序（`pip install -e .`）。",
    ),
    "python.old": Sentence(
        "Python {version} is too old; 3.11 or newer is needed.", "Python {version} 版本过低，至少需要 3.11。"
    ),
}
