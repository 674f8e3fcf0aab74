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
ADVICE: Final[Mapping[str, Sentence]] = {
    "review": Sentence("Review {count|card|cards}", "复习 {count} 张卡片"),
    "continue": Sentence("Go on with {lesson}", "继续学习《{lesson}》"),
    "begin": Sentence("Begin {lesson}", "开始学习《{lesson}》"),
    "skipped": Sentence("Fill in what you skipped in {lesson}", "补上《{lesson}》中跳过的步骤"),
    "weak": Sentence("Practise {skill} again", "再练习：{skill}"),
    "all-done": Sentence("Nothing is left: every lesson is done", "所有课都已学完"),
}
REASONS: Final[Mapping[str, Sentence]] = {
    "review": Sentence(
        "You are about to forget them: now is when going over them helps most. About {minutes|minute|minutes}.",
        "这些内容快要忘了，现在复习效果最好。大约需要 {minutes} 分钟。",
    ),
    "continue": Sentence("You have begun it: {count} of {total} steps done.", "已经开始：完成 {count}/{total} 步。"),
    "begin": Sentence(
        "You have met what it builds on. {total|step|steps}.", "所需的先修内容你都学过了。共 {total} 步。"
    ),
    "begin-first": Sentence("It needs nothing before it. {total|step|steps}.", "不需要先修其他课。共 {total} 步。"),
    "skipped": Sentence("{count|step|steps} of {total} still unanswered.", "{total} 步中还有 {count} 步没有回答。"),
    "weak": Sentence(
        "You answered {count} of {total} questions on it on the first try.",
        "这方面的 {total} 道题，你一次答对了 {count} 道。",
    ),
    "all-done": Sentence("The review keeps it fresh.", "复习能让你记得更牢。"),
}
ACTIVE: Final = Sentence("You worked on {count} of the last 7 days.", "最近 7 天中有 {count} 天在学习。")
SKILLS_EXPLAINED: Final = Sentence("steps done; right on the first try", "已完成的步骤；一次答对的题数")
SKILLS_TO_COME: Final = Sentence("{count|skill|skills} to come", "还有 {count} 项技能待学")
KINDS: Final[Mapping[str, Sentence]] = {
    "bookmarked": Sentence("bookmark", "书签"),
    "noted": Sentence("note", "笔记"),
    "reported": Sentence("problem", "问题"),
}
