"""Verdicts on answers to questions, where the author's own words do not say enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

GRADES: Final[Mapping[str, Sentence]] = {
    "not-a-number": Sentence(
        en="This is not a number. Digits count here, or a calculation such as 3/2.",
        zh="这不是数值。请输入数字，或 3/2 这样的算式。",
    ),
    "choice-wrong": Sentence(en="Not this one.", zh="不是这一个。"),
    "choices-wrong": Sentence(
        en="{count|statement that you ticked is|statements that you ticked are} wrong.",
        zh="勾选的说法中有 {count} 项不对。",
    ),
    "choices-missing": Sentence(
        en="What you ticked is right, but something is still missing.", zh="勾选的都对，但还有遗漏。"
    ),
    "order-wrong": Sentence(
        en="In place from the top: {count}. Look again at what comes next.",
        zh="从上往下，位置正确的有 {count} 项。再想想接下来是哪一项。",
    ),
    "pairs-wrong": Sentence(en="{count|pair does|pairs do} not belong together.", zh="有 {count} 对配得不对。"),
    "number-wrong": Sentence(en="It is another number.", zh="不是这个数，再算一遍。"),
    "number-right": Sentence(en="More exactly: {near}.", zh="更精确的值：{near}。"),
    "number-too-large": Sentence(en="It is too large.", zh="这个数太大了。"),
    "number-too-small": Sentence(en="It is too small.", zh="这个数太小了。"),
    "number-too-negative": Sentence(en="It is too far below 0.", zh="它比 0 小得太多了。"),
    "number-less-negative": Sentence(en="It is not far enough below 0.", zh="它还应该比 0 小得更多。"),
    "number-far-above": Sentence(
        en="The sign is right, but the size is more than ten times too large.",
        zh="符号对了，但大小超过了正确值的十倍。",
    ),
    "number-far-below": Sentence(
        en="The sign is right, but the size is less than a tenth of the right one.",
        zh="符号对了，但大小还不到正确值的十分之一。",
    ),
    "number-sign-and-size": Sentence(en="The sign is wrong, and the size is too.", zh="符号不对，大小也不对。"),
    "number-not-zero": Sentence(en="It is not 0.", zh="正确的数不是 0。"),
    "number-sign": Sentence(en="The size is right; the sign is turned around.", zh="大小对了，但符号反了。"),
    "number-too-few-digits": Sentence(
        en="Rounded correctly, but with too few digits. Type at least three.",
        zh="舍入是对的，但位数太少。请至少写三位有效数字。",
    ),
    "number-near": Sentence(en="It is near the right number, but another one.", zh="接近正确的数，但不是这个数。"),
    "number-rounded": Sentence(
        en="It is near the right number, but not near enough. Do not round before the end.",
        zh="接近正确的数，但还不够接近。请到最后再舍入。",
    ),
    "number-more-digits": Sentence(
        en="With so few digits the right number and a wrong one cannot be told apart. Type more of them.",
        zh="位数太少，分不清是正确的数还是一个错误的数。请多写几位。",
    ),
    "number-decimal-point": Sentence(
        en="The digits are right; the decimal point is not.", zh="数字对了，但小数点的位置不对。"
    ),
}
"""By the code of a judgement that `ANSWERS` does not have."""
