"""What the instructor's commands say: what they wrote, and why they could not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

PROBLEMS: Final[Mapping[str, Sentence]] = {
    "new.not-an-identifier": Sentence(
        en="“{id}” can't be the id of a lesson. Use letters, digits, - and _, a letter first, and none of course, "
        "glossary, bank.",
        zh="“{id}”不能作为课的 id。请用字母、数字、- 和 _，以字母开头，且不能是 course、glossary、bank。",
    ),
    "new.exists": Sentence(
        en="{file} is there already; nothing was written. Choose another id.",
        zh="{file} 已经存在，未写入任何内容。请换一个 id。",
    ),
    "new.no-course": Sentence(
        en="{folder} holds files but no course.yaml; nothing was written. Name a course, or an empty folder, with "
        "--course DIR.",
        zh="{folder} 里有文件，却没有 course.yaml，未写入任何内容。请用 --course DIR 指定一门课程或一个空文件夹。",
    ),
    "new.listed": Sentence(
        en="course.yaml lists a lesson {id} already; nothing was written.",
        zh="course.yaml 已经列出了课 {id}，未写入任何内容。",
    ),
    "new.not-listed": Sentence(
        en="The lessons in {file} can't be extended as they are written there; nothing was written. Write each on a "
        "line of its own, such as   - id: {id}",
        zh="{file} 中 lessons 的写法无法自动添加，未写入任何内容。请让每一课各占一行，例如   - id: {id}",
    ),
    "new.not-written": Sentence(en="{file} could not be written: {detail}.", zh="无法写入 {file}：{detail}。"),
}

WROTE_LESSON: Final = Sentence(
    en="Wrote {file} and listed it in {course}. Edit it, and watch it with: python -m tutor preview {file}",
    zh="已写入 {file}，并列入 {course}。编辑时可用以下命令预览：python -m tutor preview {file}",
)
