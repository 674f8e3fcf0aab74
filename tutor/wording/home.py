"""What the course list and the end of a lesson say."""

from __future__ import annotations

from typing import Final

from tutor.wording.sentence import Sentence

PROGRAM: Final = Sentence("Backprop Tutor · ", "反向传播教程 · ")
LESSONS_DONE: Final = Sentence("{done} of {total}", "{done}/{total} 课")
GO_ON: Final = Sentence("Go on", "继续")
ALL_DONE: Final = Sentence("The whole course is done", "整门课程已学完")
OPEN: Final = Sentence("Open", "打开")
STEP_OF: Final = Sentence("step {number} of {total}", "第 {number}/{total} 步")
FACTS: Final = Sentence("{minutes} min · {steps|step|steps}", "{minutes} 分钟 · {steps} 步")
TO_DO: Final = Sentence("{count} to do", "待补 {count} 步")
ALREADY_DONE: Final = Sentence("done", "已学完")
REVIEW: Final = Sentence("{count|card|cards} to review · {minutes} min", "{count} 张卡片待复习 · {minutes} 分钟")
REVIEW_NEW: Final = Sentence(
    "{count|new card|new cards} to review · {minutes} min", "{count} 张新卡片待复习 · {minutes} 分钟"
)
REVIEW_SOME_NEW: Final = Sentence(
    "{count|card|cards} to review, {new} of them new · {minutes} min",
    "{count} 张卡片待复习，其中 {new} 张是新的 · {minutes} 分钟",
)
FIRST_TRIES: Final = Sentence("{count} on the first try", "已有 {count} 题一次答对")
WILL_BE_ABLE: Final = Sentence("You will be able to", "学完之后，你能够")
TEACHES: Final = Sentence("It teaches", "这一课教")
BUILDS_ON: Final = Sentence("Builds on: {names}", "先修：{names}")

# The end of a lesson
AT_THE_END: Final = Sentence("This is the end of {title}.", "《{title}》到此结束。")
