"""What a quiz that draws from the bank says: which question stands there, and how it all went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

QUESTION = Sentence("Question {number} of {total}", "第 {number} 题，共 {total} 题")
ON_TO_NEXT = Sentence("Press Enter for the next question.", "按 Enter 做下一题。")
ON_TO_RESULT = Sentence("Press Enter for the result.", "按 Enter 查看结果。")
RESULT = Sentence("Your result", "你的成绩")
RIGHT_AT_ONCE = Sentence("{right} of {total} right on the first try", "{total} 题中第一次就答对 {right} 题")
OUTCOMES: Final[Mapping[str, Sentence]] = {
    "right": Sentence("first try", "第一次就答对"),
    "helped": Sentence("with help or another try", "看过提示或重试后答对"),
    "shown": Sentence("shown", "看了答案"),
}
"""What each mark below the result means, by the outcome of a question."""
LESSON = Sentence("{lesson}", "《{lesson}》")
TO_REVISIT = Sentence("lesson to revisit", "建议重温的课")
NOTHING_TO_REVISIT = Sentence("Nothing to revisit: everything was right at once.", "全部一次答对，没有需要重温的课。")
AGAIN = Sentence("a draws other questions.", "按 a 另抽一组题。")
AGAIN_PLAIN = Sentence(":a draws other questions.", "输入 :a 另抽一组题。")
