"""What the instructor's commands say: what they wrote, and why they could not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

PROBLEMS: Final[Mapping[str, Sentence]] = {
    "workshop.installed": Sentence(
        en="{folder} comes with the program, and the next update replaces it; nothing was written. Copy the folder and "
        "name the copy with `--course DIR`.",
        zh="{folder} 是程序自带的课程，更新时会被替换，因此未写入任何内容。"
        "请复制该文件夹，并用 `--course DIR` 指定副本。",
    ),
    "new.not-an-identifier": Sentence(
        en="“{id}” can't be the id of a lesson. Use letters, digits, - and _, a letter first, and none of course, "
        "glossary, bank, nor the name of a device on Windows, such as aux.",
        zh="“{id}”不能作为课的 id。请用字母、数字、- 和 _，以字母开头，且不能是 course、glossary、bank，"
        "也不能是 aux 之类的 Windows 设备名。",
    ),
    "new.exists": Sentence(
        en="{file} is there already; nothing was written. Choose another id.",
        zh="{file} 已经存在，未写入任何内容。请换一个 id。",
    ),
    "new.no-course": Sentence(
        en="{folder} holds files but no course.yaml; nothing was written. Name a course, or an empty folder, with "
        "`--course DIR`.",
        zh="{folder} 里有文件，却没有 course.yaml，未写入任何内容。请用 `--course DIR` 指定一门课程或一个空文件夹。",
    ),
    "new.listed": Sentence(
        en="course.yaml lists a lesson {id} already; nothing was written.",
        zh="course.yaml 已经列出了课 {id}，未写入任何内容。",
    ),
    "new.not-listed": Sentence(
        en="The lessons in {file} can't be extended as they are written there; nothing was written. Write each on a "
        "line of its own, such as `  - id: {id}`.",
        zh="按 {file} 中 lessons 现在的写法，无法自动加入新课，未写入任何内容。"
        "请让每一课各占一行，例如 `  - id: {id}`。",
    ),
    "new.not-written": Sentence(en="{file} could not be written: {detail}.", zh="无法写入 {file}：{detail}。"),
    "translate.source-language": Sentence(
        en="The course itself is written in {tag}; name another language.",
        zh="这门课程本身就是用 {tag} 写的；请指定另一种语言。",
    ),
    "translate.broken": Sentence(
        en="A translation cannot be read; nothing was written. {problem}",
        zh="有一个翻译文件无法读取，未写入任何内容。{problem}",
    ),
    "translate.lock": Sentence(
        en="Line {line} of {file} was not written by `translate`. Take the file back from your version control, or "
        "delete it: then every translation counts as current.",
        zh="{file} 第 {line} 行不是 translate 写入的。请从版本库恢复这个文件，或将它删除：删除后所有译文都视为最新。",
    ),
    "translate.unknown-text": Sentence(
        en="No text of this course is called {name}. --status lists the names, such as {example}.",
        zh="这门课程中没有名为 {name} 的文本。--status 会列出名称，例如 {example}。",
    ),
    "preview.not-checked": Sentence(
        en="`check` ended with {code} on {file}; run it yourself to see why.",
        zh="对 {file} 运行 check 时以代码 {code} 结束；请自行运行以查看原因。",
    ),
    "preview.not-a-lesson": Sentence(
        en="{file} is not a lesson. Preview the file of a lesson; `python -m tutor check {file}` checks this one.",
        zh="{file} 不是一课的文件。请预览某一课的文件；用 `python -m tutor check {file}` 可以检查这个文件。",
    ),
    "preview.no-terminal": Sentence(
        en="A preview needs a terminal; `python -m tutor check {file}` needs none.",
        zh="预览需要终端；`python -m tutor check {file}` 则不需要。",
    ),
    "translate.not-written": Sentence(en="{file} could not be written: {detail}.", zh="无法写入 {file}：{detail}。"),
}

COURSE: Final = Sentence(en="Course: {folder}", zh="课程：{folder}")
TEXTS_ADDED: Final = Sentence(
    en="{file}: {count|text|texts} added in the words of the source; translate them there.",
    zh="{file}：已按原文补入 {count} 处文本，请在文件中翻译。",
)
NO_PLACE: Final = Sentence(
    en="No place for {name}: what stands around it is written in braces. Write that on lines of its own.",
    zh="无法补入 {name}：它所在的部分写在花括号里。请改为分行书写。",
)
MISSING: Final = Sentence(en="missing", zh="缺少")
STALE: Final = Sentence(en="stale", zh="过期")
STATUS: Final = Sentence(
    en="{tag}: {total|text|texts}, {missing} not translated, {stale} stale.",
    zh="{tag}：共 {total} 处文本，{missing} 处未翻译，{stale} 处过期。",
)
HOW_TO_ACCEPT: Final = Sentence(
    en="A stale text whose translation is still right: `python -m tutor translate {tag} --accept NAME`",
    zh="译文仍然正确的过期文本：`python -m tutor translate {tag} --accept 名称`",
)

WROTE_LESSON: Final = Sentence(
    en="Wrote {file} and listed it in {course}. To check every save: `python -m tutor check --watch {file}`",
    zh="已写入 {file}，并列入 {course}。编辑时可用以下命令在每次保存后检查：`python -m tutor check --watch {file}`",
)

NOTHING_WRONG: Final = Sentence(en="{file} as saved: no problems.", zh="{file}（已保存的内容）：没有问题。")
NO_COURSE_HERE: Final = Sentence(
    en="There is no course.yaml in {folder} or above it: the course that comes with the program is checked.",
    zh="{folder} 及其上级文件夹中没有 course.yaml：以下检查的是程序自带的课程。",
)
NOTHING_YET: Final = Sentence(
    en=" Nothing of it can be shown yet; it appears when a save can.",
    zh=" 还没有可以显示的内容；改好并保存后就会出现。",
)
SHOWN_BEFORE: Final = Sentence(
    en=" What was saved last cannot be shown; this is the save before it.",
    zh=" 最近保存的内容无法显示，这里是之前的版本。",
)
