"""What is said to answers that are neither formulas nor numbers: rules, choices, predictions, tasks of the lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording import by_hand
from tutor.wording.answers import ANSWERS
from tutor.wording.quiz import GRADES
from tutor.wording.sentence import Sentence

REPLIES: Final[Mapping[str, Sentence]] = {
    "rule-wrong": Sentence(
        "The {rule} says {formula}. Is that what stands here? Look at what is done last.",
        "{rule}是 {formula}。这里是这种形式吗？看看最后做的是哪种运算。",
    ),
    "rule-held": Sentence(
        "Only {that} moves here, and {this} is held constant, like a number. The {rule} is for two things that move.",
        "这里只有 {that} 在变，{this} 保持不变，相当于一个常数。{rule}用于两者都在变的情形。",
    ),
    "prediction": Sentence("Now see what happens.", "现在来看看结果如何。"),
    "goal-met": Sentence("Met after {steps|step|steps}.", "经过 {steps} 步达到目标。"),
    "goal-met-by-hand": Sentence("Met by hand, with what you set.", "达到目标：靠你亲手设的数值。"),
    "goal-not-met": Sentence("With these settings the goal is not met.", "这样设置达不到目标。"),
    "left-side-other": Sentence(
        "Left of the = stands {got}, but what is asked for is {name}.",
        "等号左边写的是 {got}，而这里要求的是 {name}。",
    ),
    "left-side-unknown": Sentence(
        "Leave out “{got} =”: whether this is what is asked for cannot be checked here.",
        "请去掉“{got} =”：这里无法核对它是不是题目所求的量。",
    ),
    "nothing-asked": Sentence("Nothing is asked here.", "这里没有要回答的问题。"),
    "nothing-chosen": Sentence("Nothing is chosen yet.", "还没有选择。"),
    "unknown-choice": Sentence("That is not one of the choices.", "选项中没有这一个。"),
    "order-incomplete": Sentence("Every item is needed, each once.", "每一项都要出现，而且只出现一次。"),
    "pairs-missing": Sentence("Still without a partner: {names}.", "还没有配对的：{names}。"),
    "pairs-shared": Sentence(
        "Two have the same partner; each needs one of its own.", "有两项配了同一个对象；每一项要各配一个。"
    ),
    "code-empty": Sentence("Type what belongs there first.", "请先填写这里的代码。"),
    "code-repeats": Sentence(
        "“{got}” stands there already. Type only what belongs in the blank.",
        "“{got}”已经写在那里了。请只填空里缺少的部分。",
    ),
    "code-case": Sentence("Capital and small letters matter in code.", "代码区分大小写。"),
    "code-quotes": Sentence(
        "Look at the quotes: with them it is a text, without them a name or a number.",
        "注意引号：有引号是字符串，没有引号是名称或数。",
    ),
    "code-wrong": Sentence("Something else stands there in this program.", "这个程序在这里写的不是它。"),
    "unknown-settings": Sentence("These settings cannot be used here.", "这里不能使用这些设置。"),
}

SAID: Final[Mapping[str, Sentence]] = {**ANSWERS, **GRADES, **REPLIES, **by_hand.REPLIES}
"""By the code of any verdict or reading."""
