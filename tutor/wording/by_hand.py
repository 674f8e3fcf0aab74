"""What is said when a learner computes a pass by hand, compares runs, or hunts a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

REPLIES: Final[Mapping[str, Sentence]] = {
    "trace-unknown-name": Sentence(
        "“{got}” is not known here; names look like {names}.",
        "已知的数中没有“{got}”。名称的写法如：{names}。",
    ),
    "trace-misspelled-name": Sentence(
        "“{got}” is no number that is known here. Did you mean {name}?",
        "已知的数中没有“{got}”。你是想写 {name} 吗？",
    ),
    "trace-circular": Sentence("“{got}” is what is asked.", "“{got}”正是要求的数。"),
    "trace-not-yet": Sentence(
        "“{got}” is not known yet. Work with the numbers that are.", "“{got}”现在还不知道。请用已知的数来算。"
    ),
    "trace-mistake": Sentence("This number comes out when {what}. {why}", "{what}，就会得到这个数。{why}"),
    "trace-slip": Sentence("This number comes out when {what}.", "{what}，就会得到这个数。"),
    "trace-either": Sentence(
        "This number comes out either when {what}, or when {or}.", "有两种错误会得到这个数：{what}；{or}。"
    ),
    "trace-several": Sentence(
        "Several known mistakes give this number, so it does not tell which of them it was.",
        "好几种常见的错误都会得到这个数，看不出是哪一种。",
    ),
    "trace-near": Sentence(
        "It is near {near}, which comes out when {what}.", "{what}，就会得到 {near}；你的数很接近它。"
    ),
    "trace-sign": Sentence("The size is right, the sign is not.", "大小对了，符号反了。"),
    "trace-other-number": Sentence(
        "That is another number: the {quantity}. The question asks for the {asked}.",
        "这是另一个数：{quantity}。题目求的是：{asked}。",
    ),
    "trace-other-digits": Sentence(
        "This is the {quantity}; the {asked} only rounds to it. Type more digits.",
        "这是{quantity}；{asked}只是舍入后与它相同。请多写几位数字。",
    ),
    "trace-other-by-slip": Sentence(
        "That is another number: the {quantity}. Asked for is the {asked}. It comes out as the other when {what}.",
        "这是另一个数：{quantity}。题目求的是：{asked}。{what}，就会把后者算成前者。",
    ),
    "trace-equal-here": Sentence(
        "{this} and {that} happen to have the same value here, but {that} is the right one.",
        "{this} 和 {that} 在这里恰好数值相同，但应当用的是 {that}。",
    ),
    "trace-by-chance": Sentence(
        "The number is right by chance: with other values of the same names this calculation would not give it.",
        "这个数只是碰巧对了：式中的量换一组数值，这个算式就算不出正确的结果。",
    ),
    "trace-one-name": Sentence("With {that} in place of {this} it would be right.", "把 {this} 换成 {that} 就对了。"),
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
        "这个数不像常见错误的结果。请重算，并直接写量的名称，不要用舍入后的数。",
    ),
    "trace-wrong-exact": Sentence(
        "No mistake that is known here gives this number. Look again at how the one asked for is computed.",
        "这个数不像常见错误的结果。请再看看所求的数是怎样算出来的。",
    ),
}
"""By the code of a verdict or reading."""

SLIPS: Final[Mapping[str, Sentence]] = {
    "left-out": Sentence("{this} is left out", "漏了 {this}"),
    "subtracted": Sentence("{this} is subtracted instead of added", "{this} 该加的却减了"),
    "multiplied-in": Sentence("{this} is multiplied in", "多乘了 {this}"),
    "taken-for": Sentence("{this} is taken in place of {that}", "该用 {that} 的地方用了 {this}"),
    "exchanged": Sentence("{this} and {that} are exchanged", "{this} 和 {that} 用反了"),
    "product-left-out": Sentence("the product of {this} and {that} is left out", "漏了 {this} 与 {that} 的乘积"),
    "weights-into": Sentence("the weights that lead to {this} are taken", "用了通向 {this} 的权重"),
    "weights-out-of": Sentence("the weights that lead out of {this} are taken", "用了从 {this} 出发的权重"),
    "weights-left-out": Sentence("the weights are left out", "漏乘了权重"),
    "sums-for-activations": Sentence(
        "z of the layer before is taken in place of its activations", "该用前一层激活值的地方用了它的 z"
    ),
    "sign-of-sum": Sentence("the sign of z is turned round", "z 的符号弄反了"),
    "not-divided": Sentence("e^z is not divided by the sum of all e^z", "e^z 没有除以各 e^z 之和"),
    "not-exponential": Sentence(
        "z is divided by the sum of all z, without the exponential function", "没有取指数，直接用 z 除以各 z 之和"
    ),
    "activated-twice": Sentence("the activation function is applied twice", "激活函数用了两次"),
    "base-ten": Sentence("the logarithm to base 10 is taken in place of ln", "该用 ln 的地方用了以 10 为底的对数"),
    "half-left-out": Sentence("the ½ is left out", "漏了 ½"),
    "half-too-many": Sentence("a ½ is put in front", "前面多了 ½"),
    "one-term": Sentence("{this} alone is counted of the outputs", "各输出中只算了 {this}"),
    "not-averaged": Sentence("the outputs are added up instead of averaged", "各输出只相加，没有取平均"),
    "not-squared": Sentence("the errors are not squared", "误差没有平方"),
    "sum-squared": Sentence("the errors are added first and squared then", "先把误差相加，再平方"),
    "other-output": Sentence("−ln of {this} is taken", "取的是 {this} 的 −ln"),
    "target-turned": Sentence("every target y is taken as 1 − y", "把每个目标值 y 当成了 1 − y"),
    "target-left-out": Sentence("the target is left out", "漏了目标值"),
    "two-left-out": Sentence("the 2 from differentiating the square is left out", "对平方求导时漏了因子 2"),
    "two-not-cancelled": Sentence("there is a 2 that the ½ should have cancelled", "多了一个本该与 ½ 约掉的 2"),
    "value-for-slope": Sentence("{this} is taken in place of its slope", "该用 {this} 的导数的地方用了 {this} 本身"),
    "slope-of-value": Sentence("the slope is taken at {this} instead of at z", "导数在 {this} 处取值，而不是在 z 处"),
    "one-minus-only": Sentence("1 − {this} alone is taken as the slope", "导数只写了 1 − {this}"),
    "rule-of-other": Sentence(
        "the rule for the slope of {this} is taken for {that}", "用 {this} 的求导公式来算 {that}"
    ),
    "slope-left-out": Sentence("the slope of {this} is left out", "漏乘了 {this} 的激活函数的导数"),
    "slope-left-out-after": Sentence("the slopes of the layer after it are left out", "漏乘了后一层激活函数的导数"),
    "slope-squared": Sentence("the slope of {this} is multiplied in twice", "{this} 的激活函数的导数乘了两次"),
    "slope-multiplied-in": Sentence(
        "the slope of {this} is multiplied in although it has cancelled",
        "{this} 的激活函数的导数已经约掉，却又乘了一次",
    ),
    "one-path": Sentence("only the path through {this} is counted", "只算了经过 {this} 的路径"),
    "path-left-out": Sentence("the path through {this} is left out", "漏了经过 {this} 的路径"),
    "path-subtracted": Sentence(
        "the path through {this} is subtracted instead of added", "经过 {this} 的路径该加的却减了"
    ),
    "rate-in-gradient": Sentence(
        "the learning rate is multiplied in, which belongs to the update", "多乘了学习率，它属于更新那一步"
    ),
    "update-turned": Sentence("the change is added instead of subtracted", "变化量该减的却加了"),
    "update-size": Sentence("only the learning rate times the gradient is computed", "只算了学习率乘以梯度"),
    "update-alone": Sentence("only the change of {this} is computed", "只算了 {this} 的变化量"),
    "frozen-moved": Sentence("{this} is updated although it is frozen", "{this} 已冻结，却仍然更新了"),
    "sign-turned": Sentence("the sign is turned round", "符号弄反了"),
}
"""What a slip in one number is, as a clause; `this` and `that` are quantities."""

QUANTITIES: Final[Mapping[str, Sentence]] = {
    "input": Sentence("input {of}", "输入 {of}"),
    "target": Sentence("target {of}", "目标值 {of}"),
    "parameter": Sentence("parameter {of}", "参数 {of}"),
    "learning-rate": Sentence("learning rate", "学习率"),
    "z": Sentence("pre-activation of {of}", "{of} 的净输入"),
    "a": Sentence("activation of {of}", "{of} 的激活值"),
    "slope": Sentence("slope of the activation function of {of}", "{of} 的激活函数的导数"),
    "upstream": Sentence("upstream gradient at {of}", "传到 {of} 的上游梯度"),
    "delta": Sentence("error term of {of}: gradient of the loss at its z", "{of} 的误差项，即损失对其净输入的梯度"),
    "loss": Sentence("loss", "损失"),
    "gradient": Sentence("gradient of {of}", "损失对 {of} 的梯度"),
    "next": Sentence("value of {of} after the update", "更新后的 {of}"),
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
        "Compare the two numbers of each parameter. A relative error far below a millionth is rounding; one of "
        "several percent or more is a mistake.",
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

LOSS_FALLS = Sentence("Training loss:", "这样训练的损失：")
AT_STEP = Sentence("step {step}", "第 {step} 步")
BACKPROP = Sentence("backprop", "反向传播")
DIFFERENCE = Sentence("difference", "中心差分")
NEXT = Sentence("{of} next", "新的 {of}")
RELATIVE_ERROR = Sentence("relative error", "相对误差")

TYPE_CALCULATION = Sentence(
    "a number, or a calculation with names, such as {example}", "输入数值，也可以是含名称的算式，如 {example}"
)
UNIT = Sentence("unit", "单元")
WEIGHTS = Sentence("comes in", "传入")
BIAS = Sentence("bias", "偏置")
