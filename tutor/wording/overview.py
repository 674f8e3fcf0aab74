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
    "skipped": Sentence("Fill in what is still open in {lesson}", "补上《{lesson}》中还没做完的步骤"),
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
    "in-order": Sentence("Not opened yet. {total|step|steps}.", "还没有打开过。共 {total} 步。"),
    "skipped": Sentence("{count|step|steps} of {total} still open.", "{total} 步中还有 {count} 步没有完成。"),
    "weak": Sentence(
        "{count} of {total} questions on it right on the first try, without a hint.",
        "这方面的 {total} 道题，不看提示一次答对了 {count} 道。",
    ),
    "all-done": Sentence("All {count|lesson|lessons}, to the last step.", "共 {count} 课，每一步都已完成。"),
}
ACTIVE: Final = Sentence("You answered something on {count} of the last 7 days.", "最近 7 天中有 {count} 天答过题。")
SKILLS_EXPLAINED: Final = Sentence(
    "Bar: steps done; number: right on the first try without a hint.",
    "横条：完成的步骤；数字：不看提示一次答对的题数。",
)
SKILLS_TO_COME: Final = Sentence("{count|skill|skills} not begun yet", "还有 {count} 项技能没有开始")
KINDS: Final[Mapping[str, Sentence]] = {
    "bookmarked": Sentence("bookmark", "书签"),
    "noted": Sentence("note", "笔记"),
    "reported": Sentence("problem", "问题"),
}

SLIPS: Final = Sentence("What comes back", "反复出现的错误")
NO_SLIPS: Final = Sentence("No slip has come back so far.", "目前还没有反复出现的错误。")
EYES: Final = Sentence("Predictions that came true", "说中的预测")
EYES_EXPLAINED: Final = Sentence(
    "The first one in each step counts, made before its outcome was seen.", "每一步只算第一次预测，当时结果还没有揭晓。"
)
IN_LESSON: Final = Sentence("in {lesson}", "在《{lesson}》中")
IN_REVIEW: Final = Sentence("in a review", "在复习中")
LAST: Final = Sentence("{count|time|times}, last {where}.", "{count} 次，最近一次{where}。")
SINCE: Final = Sentence(
    "{count|time|times}, last {where}; {right|right answer|right answers} since without it.",
    "{count} 次，最近一次{where}；此后答对 {right} 题，没有再犯。",
)
HABITS: Final[Mapping[str, Sentence]] = {
    "slope-left-out": Sentence("An inner slope left out, such as σ′", "漏乘内层函数的导数，例如 σ′"),
    "value-for-slope": Sentence("The function itself where its slope belongs", "该写导数的地方写了函数本身"),
    "slope-elsewhere": Sentence("A slope taken at the wrong place", "导数取值的位置不对"),
    "activation-rule": Sentence("The slope of an activation function by a wrong rule", "激活函数的求导公式记错"),
    "power-rule": Sentence("The rule for powers", "幂的求导法则用错"),
    "product-rule": Sentence("The rules for products and quotients", "积与商的求导法则用错"),
    "constants": Sentence("What does not change: kept, or left out", "常数项的处理：该去的留了，或该留的去了"),
    "sign": Sentence("A sign turned round", "符号弄反"),
    "paths": Sentence("A path to the loss not counted", "通往损失的路径没有算全"),
    "factors": Sentence("A factor or a term left out", "漏了因子或漏了一项"),
    "turned-over": Sentence("A quotient turned over, or its two sides exchanged", "分数上下颠倒，或运算的两边写反"),
    "means": Sentence("A mean not divided, or an example not counted", "求平均时没有除，或漏算了样本"),
    "update": Sentence("The update and the gradient taken for one another", "把更新量与梯度混为一谈"),
    "another": Sentence("One quantity taken for another", "把一个量当成了另一个量"),
    "brackets": Sentence("Brackets, and what they hold together", "括号的范围弄错"),
    "digits": Sentence("Too few digits, or rounded too early", "位数不够，或过早舍入"),
}
"""Slips that come back, by their kind: each is true of every code of its kind."""
