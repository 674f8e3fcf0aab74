"""What the progress screen says: what to do next and why, skills, days, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

TITLE: Final = Sentence("Progress", "学习进度")
NEXT: Final = Sentence("What to do next", "接下来")
LESSONS: Final = Sentence("Lessons", "各课")
SKILLS: Final = Sentence("Skills", "技能")
DAYS: Final = Sentence("The last four weeks", "最近四周")
REMARKS: Final = Sentence("Your notes and bookmarks", "笔记与书签")
NO_REMARKS: Final = Sentence(
    "None yet. In a lesson, m bookmarks a step, j writes a note on it.", "还没有。学习时按 m 加书签，按 j 写笔记。"
)
NO_REMARKS_YET: Final = Sentence("No notes or bookmarks yet.", "还没有笔记或书签。")
STEP_GONE: Final = Sentence("a step that the lesson has no more", "这一课中已经没有的步骤")
ADVICE: Final[Mapping[str, Sentence]] = {
    "review": Sentence("Review {count|card|cards}", "复习 {count} 张卡片"),
    "continue": Sentence("Go on with {lesson}", "继续学习《{lesson}》"),
    "begin": Sentence("Begin {lesson}", "开始学习《{lesson}》"),
    "skipped": Sentence("Fill in what you skipped in {lesson}", "补上《{lesson}》中跳过的步骤"),
    "weak": Sentence("Practise {skill} again", "再练习：{skill}"),
    "all-done": Sentence("Every lesson is done", "所有课都已学完"),
}
REASONS: Final[Mapping[str, Sentence]] = {
    "due": Sentence("Answered before, and due again.", "以前答过，现在又到期了。"),
    "new": Sentence("New: not answered yet.", "新卡片：还没有答过。"),
    "due-and-new": Sentence(
        "{due} answered before and due again, {new} new: not answered yet.",
        "{due} 张以前答过，现在又到期；{new} 张是新卡片，还没有答过。",
    ),
    "begun": Sentence("You have begun it: {count} of {total} steps done.", "已经开始：完成 {count}/{total} 步。"),
    "first": Sentence("It builds on no other lesson. {total|step|steps}.", "不需要先修其他课。共 {total} 步。"),
    "prepared": Sentence(
        "You have gone through what it builds on. {total|step|steps}.", "它的先修课你都学过了。共 {total} 步。"
    ),
    "in-order": Sentence("The next in the course. {total|step|steps}.", "按课程顺序，下一课就是它。共 {total} 步。"),
    "skipped": Sentence("{count|step|steps} of {total} still open.", "{total} 步中还有 {count} 步没有完成。"),
    "weak": Sentence(
        "{count} of {total} questions on it right on the first try, without a hint.",
        "这方面的 {total} 道题，不看提示一次答对了 {count} 道。",
    ),
    "all-done": Sentence("All {count|lesson|lessons}, to the last step.", "共 {count} 课，每一步都已完成。"),
}
ACTIVE: Final = Sentence("You answered something on {count} of the last 7 days.", "最近 7 天中有 {count} 天答过题。")
SKILLS_EXPLAINED: Final = Sentence(
    "steps done; right on the first try without a hint", "完成的步骤；不看提示一次答对的题数"
)
SKILLS_TO_COME: Final = Sentence("{count|skill|skills} not begun yet", "还有 {count} 项技能没有开始")
KINDS: Final[Mapping[str, Sentence]] = {
    "bookmarked": Sentence("bookmark", "书签"),
    "noted": Sentence("note", "笔记"),
    "reported": Sentence("problem", "问题"),
}
