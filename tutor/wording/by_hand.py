"""What is said when a learner computes a pass by hand, compares runs, or hunts a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

REPLIES: Final[Mapping[str, Sentence]] = {
    "trace-unknown-name": Sentence(
        "“{got}” is not a number on this screen. Use a name from the table: w1, h1, z_h1, delta_o1, dL/dw5.",
        "这里没有名为“{got}”的数。请用表中的名字：w1、h1、z_h1、delta_o1、dL/dw5。",
    ),
    "trace-mistake": Sentence(
        "Exactly this number comes out when {what}. {why}", "恰好是犯这个错误时得到的数：{what}。{why}"
    ),
    "trace-sign": Sentence("The size is right, the sign is not.", "大小对了，符号反了。"),
    "trace-other-number": Sentence(
        "That is another number: {quantity}. The question asks for {asked}.",
        "这是另一个数：{quantity}。要求的是{asked}。",
    ),
    "gradient-agrees": Sentence(
        "For {parameter} backprop and the central difference agree but for rounding. Look for two numbers that do not.",
        "对 {parameter} 来说，反向传播与中心差分只差舍入误差，是一致的。请找两个数不一致的参数。",
    ),
    "mistake-named": Sentence("{why}", "{why}"),
    "other-mistake": Sentence(
        "With that mistake the gradient of {parameter} would be {expected}; here it is {found}.",
        "犯那个错误时，对 {parameter} 的梯度会是 {expected}；这里是 {found}。",
    ),
    "trace-wrong": Sentence(
        "No mistake that is known here gives this number. Work it out again, with names instead of rounded numbers.",
        "已知的错误都得不出这个数。请再算一遍，用名字代替四舍五入后的数。",
    ),
}
"""By the code of a verdict or reading."""

QUANTITIES: Final[Mapping[str, Sentence]] = {
    "input": Sentence("input {of}", "输入 {of}"),
    "target": Sentence("target {of}", "目标值 {of}"),
    "parameter": Sentence("parameter {of}", "参数 {of}"),
    "learning-rate": Sentence("learning rate", "学习率"),
    "z": Sentence("pre-activation of {of}", "{of} 的净输入"),
    "a": Sentence("activation of {of}", "{of} 的激活值"),
    "slope": Sentence("slope of the activation function of {of}", "{of} 的激活函数的导数"),
    "upstream": Sentence("upstream gradient at {of}", "传到 {of} 的上游梯度"),
    "delta": Sentence("error term of {of}, the gradient of the loss at its z", "{of} 的误差项，即损失对其净输入的梯度"),
    "loss": Sentence("loss", "损失"),
    "gradient": Sentence("gradient of {of}", "损失对 {of} 的梯度"),
    "next": Sentence("{of} after the update", "更新后的 {of}"),
}
"""What a number is, by its kind; `of` is its unit or parameter."""

METHODS: Final[Mapping[str, Sentence]] = {
    "input": Sentence("It is given.", "它是给定的。"),
    "target": Sentence("It is given.", "它是给定的。"),
    "parameter": Sentence("It is given.", "它是给定的。"),
    "learning-rate": Sentence("It is given.", "它是给定的。"),
    "z": Sentence(
        "Multiply what comes in on each weight by that weight, add these products, and add the bias.",
        "把每条连线上的输入乘以它的权重，相加，再加上偏置。",
    ),
    "a": Sentence("Put z of this unit into its activation function.", "把这个单元的 z 代入它的激活函数。"),
    "slope": Sentence(
        "Differentiate the activation function and put z of this unit in; for σ that is a·(1 − a).",
        "对激活函数求导，再代入这个单元的 z；对 σ 来说就是 a·(1 − a)。",
    ),
    "loss": Sentence(
        "Put activations and targets of all outputs into the formula of the loss.",
        "把所有输出单元的激活值和目标值代入损失公式。",
    ),
    "upstream-of-output": Sentence(
        "Differentiate the formula of the loss with respect to this activation.", "把损失公式对这个激活值求导。"
    ),
    "upstream": Sentence(
        "Along each weight that leads out of this unit, multiply it by δ at its end; add these products.",
        "沿着从这个单元出发的每条连线，把权重乘以另一端的 δ，再相加。",
    ),
    "delta-of-output": Sentence(
        "Differentiate the loss with respect to the activation; multiply by the slope of the activation function at z.",
        "把损失对激活值求导，再乘以激活函数在 z 处的导数。",
    ),
    "delta": Sentence(
        "Multiply each weight that leads out by δ at its end, with the weights from before the update; add these "
        "products; multiply by the slope of the activation function at z.",
        "把从这个单元出发的每个权重（更新之前的）乘以另一端的 δ，相加，再乘以激活函数在 z 处的导数。",
    ),
    "gradient": Sentence(
        "Multiply δ of the unit that this weight leads to by what comes in on it.",
        "把这个权重所到单元的 δ，乘以从它传入的值。",
    ),
    "gradient-of-bias": Sentence(
        "A bias is added to z as it is: its gradient is δ of its unit.", "偏置直接加到 z 上：它的梯度就是该单元的 δ。"
    ),
    "wrong-gradient": Sentence(
        "Compare the two numbers of each parameter. Rounding makes a relative error far below one in a million; a "
        "mistake makes one of several percent or more.",
        "比较每个参数的两个数。舍入造成的相对误差远小于百万分之一；错误造成的则有百分之几甚至更大。",
    ),
    "next": Sentence(
        "Take the learning rate times the gradient away from the old value.", "用旧值减去学习率乘以梯度。"
    ),
}
"""How a number is computed, by its kind."""

HUNT: Final[Mapping[str, Sentence]] = {
    "gradient-check": Sentence(
        "There is a mistake in this backward pass. Press Enter to check its gradients.",
        "这次反向传播里藏着一个错误。按 Enter 检验各个梯度。",
    ),
    "wrong-gradient": Sentence("Choose a parameter whose gradient is wrong.", "请选出一个梯度有误的参数。"),
    "mistake": Sentence("Which mistake was made?", "犯了哪个错误？"),
}
"""What is asked in each part of a bug hunt."""

LOSS_FALLS = Sentence("Loss with these gradients:", "用这些梯度训练的损失：")
AT_STEP = Sentence("step {step}", "第 {step} 步")
BACKPROP = Sentence("backprop", "反向传播")
DIFFERENCE = Sentence("difference", "差分")
RELATIVE_ERROR = Sentence("relative error", "相对误差")

TYPE_CALCULATION = Sentence(
    "a number, or a calculation with names, such as {example}", "输入数值，也可以是含名字的算式，如 {example}"
)
UNIT = Sentence("unit", "单元")
WEIGHTS = Sentence("comes in", "传入")
BIAS = Sentence("bias", "偏置")
