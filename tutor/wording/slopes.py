"""What the numerical check of a derivative says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

NUMERICAL_CHECK = Sentence("numerical check", "数值检验")
CENTRAL_DIFFERENCE = Sentence("central difference", "中心差分")

BY_CONVENTION = Sentence("by convention", "按约定")
REMARKED = Sentence("{equation}  ({remark})", "{equation}（{remark}）")

_JUMP = Sentence("at a jump of the function", "位于函数的跳跃点")
_TOO_STEEP = Sentence("not settled by measuring", "测量无法判定")
_UNDEFINED = Sentence("no value here", "此处没有值")
NO_VALUE_OF = Sentence("{part} has no value at {point}.", "在 {point} 处，{part} 没有值。")
"""Of a part that stands in a formula, where it keeps the whole from having one."""
_OVERFLOW = Sentence("too large for a float", "数值过大，超出浮点数范围")

VERDICTS: Final[Mapping[str, Sentence]] = {
    "agrees": Sentence("agrees", "一致"),
    "disagrees": Sentence("disagrees", "不一致"),
    "kink": Sentence(
        "at a kink: slope {left} on the left, {right} on the right", "位于折点：左侧斜率 {left}，右侧斜率 {right}"
    ),
    "jump": _JUMP,
    "too-steep": _TOO_STEEP,
    "undefined": _UNDEFINED,
    "overflow": _OVERFLOW,
}
"""What is said of a derivative, by the verdict of `tutor.slopes.check`."""
KINK_INSIDE = Sentence("a kink inside: the derivative is a convention", "内部有折点：导数按约定取值")
"""The same for a kink at which both sides have one slope."""

BRIEF_VERDICTS: Final[Mapping[str, Sentence]] = {
    "agrees": VERDICTS["agrees"],
    "disagrees": VERDICTS["disagrees"],
    "kink": Sentence("at a kink", "位于折点"),
    "jump": _JUMP,
    "too-steep": _TOO_STEEP,
    "undefined": _UNDEFINED,
    "overflow": _OVERFLOW,
}
"""The same in a row of a table."""

INSPECTED: Final[Mapping[str, Sentence]] = {
    "agrees": Sentence("central difference agrees", "与中心差分一致"),
    "disagrees": Sentence("central difference {difference} disagrees", "与中心差分 {difference} 不一致"),
    "kink": Sentence("at a kink: slopes {left} and {right}", "位于折点：左右斜率 {left} 与 {right}"),
    "jump": _JUMP,
    "too-steep": Sentence("no measured slope settles it here", "此处测得的斜率无法判定"),
    "undefined": _UNDEFINED,
    "overflow": Sentence("the loss is too large for a float", "损失过大，超出浮点数范围"),
}
"""The same beside one gradient of a lab, without the number where it agrees."""

GRADIENTS: Final[Mapping[str, Sentence]] = {
    "agrees": Sentence(
        "{count|gradient agrees|gradients agree} with the central difference; largest relative error {error}.",
        "{count} 个梯度与中心差分一致；最大相对误差 {error}。",
    ),
    "disagrees": Sentence(
        "The central difference contradicts {such} of {count|gradient|gradients}; worst is {name}.",
        "{count} 个梯度中有 {such} 个与中心差分不一致；相差最大的是 {name}。",
    ),
    "kink": Sentence(
        "At a kink, where the derivative is a convention: {such} of {count|gradient|gradients}; none disagrees.",
        "{count} 个梯度中有 {such} 个位于折点，那里的导数按约定取值；其余没有不一致的。",
    ),
    "jump": Sentence(
        "At a jump, where there is no derivative: {such} of {count|gradient|gradients}; none disagrees.",
        "{count} 个梯度中有 {such} 个位于跳跃点，那里没有导数；其余没有不一致的。",
    ),
    "too-steep": Sentence(
        "Not settled by measuring: {such} of {count|gradient|gradients}, {name} for one; the others agree.",
        "{count} 个梯度中有 {such} 个（如 {name}）无法由测量判定；其余一致。",
    ),
    "undefined": Sentence(
        "Without a value here: {such} of {count|gradient|gradients}; none disagrees.",
        "{count} 个梯度中有 {such} 个在此处没有值；其余没有不一致的。",
    ),
    "overflow": Sentence(
        "The loss is too large for a float: {such} of {count|gradient|gradients} cannot be checked.",
        "损失过大，超出浮点数范围：{count} 个梯度中有 {such} 个无法检验。",
    ),
}
"""What the check of all gradients of a step found, by the gravest verdict on one of them."""
SOME_ZERO = Sentence(
    "{count|gradient agrees|gradients agree}, {zero} of them 0 but for rounding; largest relative error of the others "
    "{error}.",
    "{count} 个梯度都一致，其中 {zero} 个在舍入误差内为 0；其余的最大相对误差 {error}。",
)
ALL_ZERO = Sentence(
    "{count|gradient agrees|gradients agree} with the central difference: 0 but for rounding.",
    "{count} 个梯度与中心差分一致：在舍入误差内都为 0。",
)
"""The same where gradients agree that cannot be told from 0, whose relative error says nothing."""
