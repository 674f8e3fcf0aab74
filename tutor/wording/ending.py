"""What is said at the end of a lesson."""

from __future__ import annotations

from typing import Final

from tutor.wording.sentence import Sentence

YOU_CAN_NOW: Final = Sentence("You can now", "现在，你能够")
WITH_ALL_DONE: Final = Sentence("With every step done, you can", "每一步都做完之后，你能够")
FIRST_TRY: Final = Sentence(
    "{right} of {tried} right on the first try without a hint", "{tried} 题中不看提示一次答对 {right} 题"
)
STILL_OPEN: Final = Sentence("{count|step|steps} still open", "还有 {count} 步没做完")
NEW_CARDS_TODAY: Final = Sentence(
    "{count|new review card|new review cards}, due from today on", "新增 {count} 张复习卡片，今天起到期"
)
NEW_CARDS_TOMORROW: Final = Sentence(
    "{count|new review card|new review cards}, due from tomorrow on", "新增 {count} 张复习卡片，明天起到期"
)
NEW_CARDS_LATER: Final = Sentence(
    "{count|new review card|new review cards}, due in {days} days or later",
    "新增 {count} 张复习卡片，{days} 天后起到期",
)
NEXT: Final = Sentence("Next", "下一课")
GOES_ON: Final = Sentence("Next", "接下来")
NEXT_LESSON: Final = Sentence("{number}  {title} · {minutes} min", "{number}  {title} · {minutes} 分钟")
ALL_DONE: Final = Sentence(
    "That was the last one: every step of the course is done. What you answered comes back in the review.",
    "这是最后一课，整门课程的每一步都已完成。答过的题目会在复习中回来。",
)
NONE_WAITS: Final = Sentence(
    "No other lesson waits. What is still open can be done at any time.",
    "没有别的课在等你了。没做完的步骤，随时可以补上。",
)
