"""How derivations are said: the name of every rule, its formula, and the sentence that goes with its use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.wording.sentence import Sentence


@dataclass(frozen=True, slots=True)
class RuleWording:
    """A rule of differentiation: its short name, its formula on one line, and what is said when it is applied.

    A stroke in the formula is the derivative with respect to `{wrt}`, which sentences may name.
    """

    name: Sentence
    formula: str
    said: Sentence


RULES: Final[Mapping[str, RuleWording]] = {
    "constant": RuleWording(
        Sentence("constant rule", "常数求导公式"),
        "c′ = 0",
        Sentence("Nothing here depends on {wrt}, so the derivative is 0.", "这里没有依赖 {wrt} 的量，所以导数为 0。"),
    ),
    "variable": RuleWording(
        Sentence("variable itself", "自变量求导公式"),
        "x′ = 1",
        Sentence("{wrt} moves exactly as fast as itself.", "{wrt} 对自身的变化率恰好是 1。"),
    ),
    "sum": RuleWording(
        Sentence("sum rule", "和的求导法则"),
        "(f + g)′ = f′ + g′",
        Sentence("Differentiate term by term and add.", "逐项求导，再相加。"),
    ),
    "constant-multiple": RuleWording(
        Sentence("constant multiple", "常数倍的求导法则"),
        "(c·f)′ = c·f′",
        Sentence(
            "What does not depend on {wrt} stays as a factor in front.", "不依赖 {wrt} 的因子保持不变，留在前面。"
        ),
    ),
    "product": RuleWording(
        Sentence("product rule", "积的求导法则"),
        "(f·g)′ = f′·g + f·g′",
        Sentence(
            "Differentiate one factor at a time, keep the others, and add.", "每次对一个因子求导，其余不变，再相加。"
        ),
    ),
    "quotient": RuleWording(
        Sentence("quotient rule", "商的求导法则"),
        "(f/g)′ = (f′·g − f·g′)/g²",
        Sentence(
            "Slope of the top times the bottom, minus the top times slope of the bottom, over the bottom squared.",
            "分子的导数乘分母，减去分子乘分母的导数，再除以分母的平方。",
        ),
    ),
    "power": RuleWording(
        Sentence("power rule", "幂函数求导公式"),
        "(uⁿ)′ = n·uⁿ⁻¹",
        Sentence("Bring the exponent down in front and lower it by one.", "把指数移到前面作系数，指数减 1。"),
    ),
    "general-power": RuleWording(
        Sentence("general power rule", "幂指函数求导公式"),
        "(fᵍ)′ = fᵍ·(g·ln f)′",
        Sentence(
            "Base and exponent both depend on {wrt}: write the power as e^(g·ln f) and differentiate that exponent.",
            "底数和指数都依赖 {wrt}：先写成 e^(g·ln f)，再对这个指数求导。",
        ),
    ),
    "exponential": RuleWording(
        Sentence("exponential rule", "自然指数函数求导公式"),
        "(eᵘ)′ = eᵘ",
        Sentence("The exponential function is its own derivative.", "以 e 为底的指数函数，导数就是它自己。"),
    ),
    "general-exponential": RuleWording(
        Sentence("exponential with another base", "指数函数求导公式"),
        "(cᵘ)′ = cᵘ·ln c",
        Sentence(
            "A power of the constant c grows in proportion to itself, and the proportion is ln c.",
            "常数 c 的指数函数按自身的比例增长，比例系数是 ln c。",
        ),
    ),
    "logarithm": RuleWording(
        Sentence("logarithm rule", "对数函数求导公式"),
        "(ln u)′ = 1/u",
        Sentence("The slope of the logarithm at u is one over u.", "对数函数在 u 处的斜率是 1/u。"),
    ),
    "root": RuleWording(
        Sentence("square root rule", "平方根求导公式"),
        "(√u)′ = 1/(2·√u)",
        Sentence("The slope of the square root is one over twice the root.", "平方根的导数是 1 除以平方根的两倍。"),
    ),
    "sine": RuleWording(
        Sentence("sine rule", "正弦求导公式"),
        "(sin u)′ = cos u",
        Sentence("The slope of the sine is the cosine.", "正弦的导数是余弦。"),
    ),
    "cosine": RuleWording(
        Sentence("cosine rule", "余弦求导公式"),
        "(cos u)′ = −sin u",
        Sentence("The slope of the cosine is minus the sine.", "余弦的导数是负的正弦。"),
    ),
    "tangent": RuleWording(
        Sentence("tangent rule", "正切求导公式"),
        "(tan u)′ = 1 + tan² u",
        Sentence("The slope of the tangent is one plus its square.", "正切的导数是 1 加上它自己的平方。"),
    ),
    "cotangent": RuleWording(
        Sentence("cotangent rule", "余切求导公式"),
        "(cot u)′ = −1 − cot² u",
        Sentence("The slope of the cotangent is minus one, minus its square.", "余切的导数是 −1 减去它自己的平方。"),
    ),
    "secant": RuleWording(
        Sentence("secant rule", "正割求导公式"),
        "(sec u)′ = sec u·tan u",
        Sentence("The slope of the secant is secant times tangent.", "正割的导数是正割乘正切。"),
    ),
    "cosecant": RuleWording(
        Sentence("cosecant rule", "余割求导公式"),
        "(csc u)′ = −csc u·cot u",
        Sentence("The slope of the cosecant is minus cosecant times cotangent.", "余割的导数是负的余割乘余切。"),
    ),
    "arcsine": RuleWording(
        Sentence("arcsine rule", "反正弦求导公式"),
        "(arcsin u)′ = 1/√(1 − u²)",
        Sentence(
            "The slope of the arcsine is one over the root of 1 − u²; it has none where u is 1 or −1.",
            "反正弦的导数是 1 除以 √(1 − u²)；u 为 1 或 −1 时没有导数。",
        ),
    ),
    "arccosine": RuleWording(
        Sentence("arccosine rule", "反余弦求导公式"),
        "(arccos u)′ = −1/√(1 − u²)",
        Sentence(
            "The slope of the arccosine is minus that of the arcsine: the two always add up to π/2.",
            "反余弦的导数是反正弦导数的相反数：两者之和恒为 π/2。",
        ),
    ),
    "arctangent": RuleWording(
        Sentence("arctangent rule", "反正切求导公式"),
        "(arctan u)′ = 1/(1 + u²)",
        Sentence("The slope of the arctangent is one over 1 + u².", "反正切的导数是 1 除以（1 + u²）。"),
    ),
    "hyperbolic-sine": RuleWording(
        Sentence("sinh rule", "双曲正弦求导公式"),
        "(sinh u)′ = cosh u",
        Sentence("The slope of sinh is cosh.", "sinh 的导数是 cosh。"),
    ),
    "hyperbolic-cosine": RuleWording(
        Sentence("cosh rule", "双曲余弦求导公式"),
        "(cosh u)′ = sinh u",
        Sentence("The slope of cosh is sinh, without a minus sign.", "cosh 的导数是 sinh，没有负号。"),
    ),
    "hyperbolic-tangent": RuleWording(
        Sentence("tanh rule", "双曲正切求导公式"),
        "(tanh u)′ = 1 − tanh² u",
        Sentence("The slope of tanh is one minus its square.", "tanh 的导数是 1 减去它自己的平方。"),
    ),
    "hyperbolic-secant": RuleWording(
        Sentence("sech rule", "双曲正割求导公式"),
        "(sech u)′ = −sech u·tanh u",
        Sentence("The slope of sech is minus sech times tanh.", "sech 的导数是负的 sech 乘 tanh。"),
    ),
    "error-function": RuleWording(
        Sentence("erf rule", "高斯误差函数求导公式"),
        "(erf u)′ = 2·e^(−u²)/√π",
        Sentence(
            "erf is defined as the integral of 2·e^(−t²)/√π from 0 to u, so this is its slope.",
            "erf 的定义就是 2·e^(−t²)/√π 从 0 到 u 的积分，所以导数就是它。",
        ),
    ),
    "complementary-error-function": RuleWording(
        Sentence("erfc rule", "余误差函数求导公式"),
        "(erfc u)′ = −2·e^(−u²)/√π",
        Sentence("erfc is 1 − erf, so its slope is minus that of erf.", "erfc 就是 1 − erf，所以导数与 erf 的相反。"),
    ),
    "sigmoid": RuleWording(
        Sentence("sigmoid rule", "sigmoid 求导公式"),
        "σ′ = σ·(1 − σ)",
        Sentence(
            "The slope of the sigmoid is its value times what is missing to 1.",
            "sigmoid 的导数等于它的值乘以（1 减去它的值）。",
        ),
    ),
    "softplus": RuleWording(
        Sentence("softplus rule", "softplus 求导公式"),
        "softplus′(u) = σ(u)",
        Sentence("The slope of softplus is the sigmoid.", "softplus 的导数正好是 sigmoid。"),
    ),
    "softsign": RuleWording(
        Sentence("softsign rule", "softsign 求导公式"),
        "softsign′(u) = 1/(1 + |u|)²",
        Sentence(
            "Softsign is u/(1 + |u|): it has slope 1 at 0, and less the farther away, in the same way on both sides.",
            "softsign 就是 u/(1 + |u|)：在 0 处斜率为 1，离 0 越远越小，两侧相同。",
        ),
    ),
    "elu": RuleWording(
        Sentence("ELU rule", "ELU 求导公式"),
        "elu′(u) = {1, u > 0; eᵘ, u ≤ 0}",
        Sentence(
            "ELU is u where u is positive and eᵘ − 1 elsewhere; at 0 both pieces have the slope 1.",
            "ELU 在 u 为正时等于 u，否则等于 eᵘ − 1；在 0 处，两段的斜率都是 1。",
        ),
    ),
    "silu": RuleWording(
        Sentence("SiLU rule", "SiLU 求导公式"),
        "silu′(u) = σ(u)·(1 + u·(1 − σ(u)))",
        Sentence(
            "SiLU is u·σ(u): by the product rule σ + u·σ′, and σ′ = σ·(1 − σ).",
            "SiLU 就是 u·σ(u)：由积的求导法则得 σ + u·σ′，而 σ′ = σ·(1 − σ)。",
        ),
    ),
    "gelu": RuleWording(
        Sentence("GELU rule", "GELU 求导公式"),
        "gelu′(u) = Φ(u) + u·φ(u)",
        Sentence(
            "GELU is u·Φ(u); Φ(u) = (1 + erf(u/√2))/2 has the slope φ(u) = e^(−u²/2)/√(2π), the bell curve.",
            "GELU 就是 u·Φ(u)；Φ(u) = (1 + erf(u/√2))/2 的导数是 φ(u) = e^(−u²/2)/√(2π)，即钟形曲线。",
        ),
    ),
    "relu": RuleWording(
        Sentence("ReLU rule", "ReLU 求导公式"),
        "relu′(u) = [u > 0]",
        Sentence(
            "ReLU passes changes on where its input is positive and blocks them elsewhere; at 0 we take 0.",
            "输入为正时 ReLU 原样传递变化，否则完全阻断；在 0 处约定取 0。",
        ),
    ),
    "leaky-relu": RuleWording(
        Sentence("leaky ReLU rule", "带泄漏的 ReLU 求导公式"),
        "leaky_relu′(u) = {1, u > 0; 0.01, u ≤ 0}",
        Sentence(
            "Leaky ReLU has slope 1 where its input is positive and the small slope 0.01 elsewhere.",
            "输入为正时，带泄漏的 ReLU 斜率是 1，否则是很小的 0.01。",
        ),
    ),
    "step": RuleWording(
        Sentence("step rule", "阶跃函数求导公式"),
        "step′ = 0",
        Sentence(
            "The step function is flat on both sides of its jump; at the jump itself it has no slope.",
            "阶跃函数在跳跃点两侧都是平的；跳跃点本身没有斜率。",
        ),
    ),
    "abs": RuleWording(
        Sentence("absolute value rule", "绝对值求导公式"),
        "|u|′ = sign(u)",
        Sentence(
            "The absolute value rises with slope 1 right of 0 and falls with slope −1 left of it.",
            "绝对值在 0 右侧以斜率 1 上升，在左侧以斜率 −1 下降。",
        ),
    ),
    "sign": RuleWording(
        Sentence("sign rule", "符号函数求导公式"),
        "sign′ = 0",
        Sentence(
            "The sign is constant on both sides of 0, so its slope is 0.", "符号函数在 0 两侧都是常数，所以斜率为 0。"
        ),
    ),
    "max": RuleWording(
        Sentence("maximum rule", "最大值求导法则"),
        "max(f, g)′ = {f′, f > g; g′, f ≤ g}",
        Sentence("Only the larger one moves the maximum.", "只有较大的那一个会影响最大值。"),
    ),
    "min": RuleWording(
        Sentence("minimum rule", "最小值求导法则"),
        "min(f, g)′ = {f′, f < g; g′, f ≥ g}",
        Sentence("Only the smaller one moves the minimum.", "只有较小的那一个会影响最小值。"),
    ),
    "piecewise": RuleWording(
        Sentence("piece by piece", "分段函数求导法则"),
        "{f, u > 0; g, u ≤ 0}′ = {f′, u > 0; g′, u ≤ 0}",
        Sentence(
            "Differentiate every piece by itself; nothing is said about the borders between them.",
            "对每一段分别求导；段与段的分界点不作断言。",
        ),
    ),
    "chain": RuleWording(
        Sentence("chain rule", "链式法则"),
        "f(u)′ = f′(u)·u′",
        Sentence(
            "Slope of the outer function, taken at the inner one, times the slope of the inner function.",
            "外层函数在内层值处的导数，乘以内层函数的导数。",
        ),
    ),
}
"""By rule code of `tutor.deriving.derive`."""

PROBLEMS: Final[Mapping[str, Sentence]] = {
    "derivation.no-rule": Sentence(
        "I know no rule for the derivative of {function}, and I would rather not guess.",
        "我不知道 {function} 的求导公式，也不愿意乱猜。",
    ),
    "derivation.too-long": Sentence(
        "Its derivation would be too long to read; take the formula in parts, or give its inner functions names.",
        "它的求导过程太长，无法阅读；请把公式拆成几部分，或给内层函数取名。",
    ),
    "derivation.unknown-function": Sentence(
        "{name} is not a function that I can differentiate.", "{name} 不是我能求导的函数。"
    ),
    "graph.cycle": Sentence(
        "These quantities are computed from each other in a circle: {names}. Leave one of them to be an input.",
        "这些量互相依赖，形成了环：{names}。请让其中一个成为输入。",
    ),
    "graph.unknown-name": Sentence(
        "The graph has no quantity named {name}; it has {known}.", "图中没有名为 {name} 的量；已有的是 {known}。"
    ),
    "graph.no-edge": Sentence(
        "{of} is not computed from {by} directly, so there is no factor {of}/{by}.",
        "{of} 不是由 {by} 直接算出的，所以没有因子 {of}/{by}。",
    ),
    "graph.no-path": Sentence(
        "No path leads from {wrt} to {target}: {target} does not depend on {wrt}.",
        "从 {wrt} 到 {target} 没有路径：{target} 不依赖 {wrt}。",
    ),
    "graph.too-many-paths": Sentence(
        "{count} paths lead from {wrt} to {target}, and at most {most} can be shown; use fewer forks.",
        "从 {wrt} 到 {target} 有 {count} 条路径，最多能展示 {most} 条；请减少分叉。",
    ),
    "graph.missing-value": Sentence("{name} needs a value.", "{name} 需要一个数值。"),
    "explain.no-gradient": Sentence(
        "Training computes no gradient for {name}: choose a parameter, an input or a unit.",
        "训练不计算 {name} 的梯度：请选择一个参数、输入或单元。",
    ),
    "explain.fused": Sentence(
        "Here the loss is computed straight from {z}: choose {z} instead of {name}.",
        "这里的损失直接由 {z} 算出：请选择 {z}，而不是 {name}。",
    ),
}
"""By code of a `TutorError` of derivations, graphs and explanations."""
