"""Why a formula is wrong, as a teacher says it: each sentence is true of every formula that gets its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

_RULES: Final[Mapping[str, Sentence]] = {
    "sigmoid_rule_only_s": Sentence(
        en="Here σ stands where its slope belongs. Where is σ steep, and where is it flat?",
        zh="该写 σ 的斜率的地方写成了 σ 本身。σ 在哪里陡，在哪里平？",
    ),
    "sigmoid_rule_only_1ms": Sentence(
        en="The slope of σ is a product of two; one of them is missing. It must be small at both ends.",
        zh="σ 的斜率是两个因子的乘积，这里少了一个。曲线两端的斜率都应该很小。",
    ),
    "sigmoid_rule_plus": Sentence(
        en="Check the sign inside the slope of σ: it must be small where σ is close to 1.",
        zh="检查 σ 的斜率里的符号：σ 接近 1 时，斜率应该很小。",
    ),
    "sigmoid_rule_square": Sentence(
        en="There is a square in the slope of σ that does not belong. Is this tanh's rule?",
        zh="σ 的斜率里多了一个平方。是不是记成了 tanh 的公式？",
    ),
    "sigmoid_applied_twice": Sentence(
        en="σ is applied twice: the activation is already the output of σ.", zh="σ 用了两次：激活值已经是 σ 的输出了。"
    ),
    "used_input_not_output": Sentence(
        en="The rule is right, but it wants the activation's output, not its input.",
        zh="公式对了，但要代入激活函数的输出，而不是输入。",
    ),
    "tanh_itself": Sentence(
        en="Here tanh stands where its slope belongs. At 0 tanh is 0; is it flat there?",
        zh="该写 tanh 的斜率的地方写成了 tanh 本身。tanh 在 0 处的值是 0，那里是平的吗？",
    ),
    "tanh_rule_plus": Sentence(
        en="Check the sign inside the slope of tanh: it must be small where tanh is close to 1.",
        zh="检查 tanh 的斜率里的符号：tanh 接近 1 时，斜率应该很小。",
    ),
    "tanh_rule_no_square": Sentence(
        en="The slope of tanh is the same left and right of 0. Yours is not: a power is missing.",
        zh="tanh 的斜率在 0 的左右是对称的，你的式子不对称：少了一个乘方。",
    ),
    "tanh_rule_only_square": Sentence(
        en="At 0 tanh is steepest, but your slope is 0 there.", zh="tanh 在 0 处最陡，而你的斜率在那里是 0。"
    ),
    "sigmoid_rule_for_tanh": Sentence(
        en="That is the slope of σ. The activation here is tanh.", zh="这是 σ 的斜率公式，而这里的激活函数是 tanh。"
    ),
    "relu_itself": Sentence(
        en="Here ReLU stands where its slope belongs. How steep is it right of 0?",
        zh="该写 ReLU 的斜率的地方写成了 ReLU 本身。它在 0 的右边有多陡？",
    ),
    "relu_reversed": Sentence(
        en="The two sides are swapped: on which side of 0 does ReLU rise?", zh="左右反了：ReLU 在 0 的哪一边上升？"
    ),
    "forgot_power_factor": Sentence(
        en="The exponent comes down in front when a power is differentiated. It is missing.",
        zh="对幂求导时，指数要移到前面作系数。这里漏掉了。",
    ),
    "exponent_kept": Sentence(
        en="The exponent is one too high: differentiating lowers it.", zh="指数大了 1：求导时指数要降一次。"
    ),
    "exponent_in_wrong_place": Sentence(
        en="Which number comes to the front, and which stays as the exponent? They are swapped.",
        zh="哪个数移到前面，哪个数留作指数？这里弄反了。",
    ),
    "power_not_differentiated": Sentence(
        en="The power still stands there as it was. How fast does it change?", zh="这个幂还是原来的样子，没有求导。"
    ),
    "forgot_inner_derivative": Sentence(
        en="The outer function is differentiated. Now the inner one changes, too: by how much?",
        zh="外层函数已经求导了。内层函数也在变化：它变化得有多快？",
    ),
    "derivative_inside": Sentence(
        en="The inner derivative went inside. It multiplies from outside; inside, the function stays as it was.",
        zh="内层函数的导数写到了外层函数里面。它应该乘在外面，里面保持原样。",
    ),
    "outer_at_wrong_place": Sentence(
        en="The outer slope is taken at the wrong place: at the variable, not at the inner function.",
        zh="外层函数的导数取错了位置：应该在内层函数的值处取，而不是在变量的值处取。",
    ),
    "outer_not_differentiated": Sentence(
        en="The inner function is differentiated, the outer one is still itself.",
        zh="内层函数求导了，外层函数还是原来的样子。",
    ),
    "exponential_as_power": Sentence(
        en="The power rule is for a variable below. Here the variable is in the exponent.",
        zh="幂函数求导公式只适用于变量在底数上的情形，而这里变量在指数上。",
    ),
    "product_rule_multiplied": Sentence(
        en="The slope of a product is not the product of the slopes: each factor changes while the other waits.",
        zh="乘积的导数不是导数的乘积：一个因子变化时，另一个保持不变。",
    ),
    "product_rule_one_term": Sentence(
        en="Both factors change. Only one of the two changes is counted.", zh="两个因子都在变化，这里只算了其中一个。"
    ),
    "product_rule_minus": Sentence(
        en="The two parts of the product rule are added. The minus belongs to quotients.",
        zh="积的求导法则里，两部分相加；商的求导法则里才相减。",
    ),
    "quotient_rule_divided": Sentence(
        en="The slope of a quotient is not the quotient of the slopes.", zh="商的导数不是导数的商。"
    ),
    "quotient_rule_plus": Sentence(
        en="In the quotient rule the two parts are subtracted.", zh="商的求导法则里，分子上的两部分是相减的。"
    ),
    "quotient_rule_square": Sentence(
        en="Look at what stands below the line in the quotient rule: which power of the denominator?",
        zh="看看商的求导法则里的分母：它是原分母的几次方？",
    ),
    "constant_kept": Sentence(
        en="A term that does not change has slope 0; here such a term is still there.",
        zh="不变的项，导数为 0；这里却还留着这样一项。",
    ),
    "term_not_differentiated": Sentence(
        en="One term still stands there as it was. How fast does it change?",
        zh="有一项还是原来的样子。它变化得有多快？",
    ),
}
"""Of rules of differentiation that were broken."""

_DERIVATIVES: Final[Mapping[str, Sentence]] = {
    "original_function": Sentence(
        en="That is the function itself. How fast does it change?", zh="这是函数本身。它变化得有多快？"
    ),
    "other_derivative": Sentence(
        en="That is {got}; here {wanted} is asked for.", zh="这是 {got}，而这里问的是 {wanted}。"
    ),
    "whole_derivative": Sentence(
        en="That is {got} along every path. Here only the direct dependence counts, all other quantities at rest.",
        zh="这是沿所有路径得到的 {got}。这里只看直接的依赖关系，其余的量都视为不变。",
    ),
    "factor_is_variable": Sentence(
        en="In {factor} the variable itself is left over. What multiplies it?",
        zh="{factor} 里留下的是变量本身。和它相乘的是什么？",
    ),
    "step_not_gradient": Sentence(
        en="That is the update, with its learning rate. The gradient alone is asked for.",
        zh="这是带学习率的更新量。题目只问梯度本身。",
    ),
    "weight_after_step": Sentence(
        en="That is the value after an update. The gradient alone is asked for.",
        zh="这是更新之后的值。题目只问梯度本身。",
    ),
    "sign_of_slope": Sentence(
        en="The sign is turned around. If the variable grows a little, does the result grow or fall?",
        zh="符号反了。变量增大一点时，结果是增大还是减小？",
    ),
    "inverted_slope": Sentence(
        en="Upside down: this says how fast the variable changes with the result.",
        zh="上下颠倒了：这说的是变量随结果变化的快慢。",
    ),
    "flat_everywhere": Sentence(
        en="This is 0 everywhere, which would mean that nothing happens when the variable is nudged.",
        zh="这个式子处处为 0，这等于说变量动一动，结果毫无变化。",
    ),
    "slope_at_point": Sentence(
        en="At {point} yours gives {yours}; the slope is {right}.",
        zh="在 {point} 处，你的式子的值：{yours}；正确的斜率：{right}。",
    ),
    "no_slope_at_point": Sentence(
        en="At {point} yours has no value; the slope is {right}.",
        zh="在 {point} 处，你的式子没有意义；正确的斜率：{right}。",
    ),
}
"""Said only where something is differentiated."""

_FORMULAS: Final[Mapping[str, Sentence]] = {
    "bracketing": Sentence(
        en="This was read as {read}. Did you mean {other}? Then it needs brackets.",
        zh="这个式子读作 {read}。你想写的是 {other} 吗？如果是，就需要加括号。",
    ),
    "values_for_letters": Sentence(
        en="That is its value at the numbers of this step. Keep as letters: {names}.",
        zh="这是代入这一步的数值后得到的结果。请保留字母：{names}。",
    ),
    "quantity_itself": Sentence(en="That is {name}. Something else is asked for.", zh="这是 {name}。题目问的不是它。"),
    "zero_everywhere": Sentence(en="This is 0, whatever the letters are.", zh="无论字母取什么值，这个式子都是 0。"),
    "sign_of_whole": Sentence(en="The sign of the whole is turned around.", zh="整个式子的符号反了。"),
    "upside_down": Sentence(
        en="The whole is upside down: yours is 1 over the right one.", zh="整个式子上下颠倒了：它是正确答案的倒数。"
    ),
    "sign_of_part": Sentence(en="The sign of {part} is turned around.", zh="{part} 的符号反了。"),
    "sum_for_difference": Sentence(
        en="In {part}, a plus stands where a minus belongs.", zh="{part} 里该写减号的地方写成了加号。"
    ),
    "difference_for_sum": Sentence(
        en="In {part}, a minus stands where a plus belongs.", zh="{part} 里该写加号的地方写成了减号。"
    ),
    "sum_for_product": Sentence(
        en="In {part}, two things are added that should be multiplied.", zh="{part} 里该相乘的两部分写成了相加。"
    ),
    "operands_swapped": Sentence(en="{part} is the wrong way around.", zh="{part} 的前后顺序反了。"),
    "part_upside_down": Sentence(
        en="{part} is upside down: it multiplies where it should divide, or divides where it should multiply.",
        zh="{part} 上下颠倒了：该除的写成了乘，或该乘的写成了除。",
    ),
    "complement": Sentence(en="Where {part} stands, 1 minus that belongs.", zh="写 {part} 的地方，应该是 1 减去它。"),
    "part_not_this": Sentence(en="{got} stands where another quantity belongs.", zh="写 {got} 的地方应该是另一个量。"),
    "names_swapped": Sentence(en="Two names have changed places: {names}.", zh="有两个量的位置互换了：{names}。"),
    "number_not_this": Sentence(
        en="The number {got} is not the right one; all else is right.", zh="数字 {got} 不对，其余都对。"
    ),
    "exponent_not_this": Sentence(
        en="The exponent {got} is not the right one; all else is right.", zh="指数 {got} 不对，其余都对。"
    ),
    "term_extra": Sentence(en="One term is too many: {part}.", zh="多了一项：{part}。"),
    "factor_extra": Sentence(en="One factor is too many: {part}.", zh="多乘了一个因子：{part}。"),
    "divisor_extra": Sentence(en="One divisor is too many: {part}.", zh="多除了一个因子：{part}。"),
    "exponent_extra": Sentence(en="The exponent in {part} does not belong there.", zh="{part} 里多了指数。"),
    "function_not_this": Sentence(
        en="{function} stands where another function belongs.", zh="写 {function} 的地方应该是另一个函数。"
    ),
    "function_extra": Sentence(en="{function} is applied once too often.", zh="函数 {function} 多用了一次。"),
    "function_missing": Sentence(en="{function} is missing in one place.", zh="有一处漏写了函数 {function}。"),
    "term_missing": Sentence(en="A term is missing: one with {names}.", zh="少了一项：含 {names} 的一项。"),
    "constant_missing": Sentence(
        en="Only the number that is added or taken away is missing, or not the right one.",
        zh="只差常数项：漏了，或者不对。",
    ),
    "factor_missing": Sentence(en="A factor is missing: one with {names}.", zh="少了一个因子：含 {names} 的因子。"),
    "factor_missing_in": Sentence(en="{part} lacks the factor {names}.", zh="{part} 漏乘了因子 {names}。"),
    "number_missing": Sentence(
        en="The form is right, but not the number in front of it.", zh="式子的形式对了，但前面的系数不对。"
    ),
    "number_missing_in": Sentence(
        en="The number in front of {part} is missing, or not the right one.", zh="{part} 前面漏了系数，或者系数不对。"
    ),
    "divisor_missing": Sentence(
        en="Something is missing that should divide: one with {names}.", zh="漏了一个除数：含 {names} 的式子。"
    ),
    "exponent_missing": Sentence(en="An exponent is missing.", zh="漏写了一个指数。"),
    "sum_taken_apart": Sentence(
        en="What is done to a sum as a whole is done here to each term by itself. That gives something else.",
        zh="对整个和式做的运算，这里却对每一项分别做了，两者的结果并不相同。",
    ),
    "power_of_part": Sentence(
        en="The exponent belongs to the whole product, not to one factor of it.",
        zh="这个指数属于整个乘积，而不只属于其中一个因子。",
    ),
    "partly_distributed": Sentence(
        en="What stands before or under a bracket belongs to every term in it; here one term went without.",
        zh="括号外的因子、除数或负号对括号里的每一项都起作用，这里漏掉了一项。",
    ),
    "not_exact": Sentence(
        en="Nearly: {got} is not exact. Use the exact number, as a fraction if need be.",
        zh="差一点：{got} 不是精确值。请用精确的数，必要时写成分数。",
    ),
    "nearly_exact": Sentence(
        en="Nearly: this is close to the right value, but not equal to it. Use exact numbers, as fractions if need be.",
        zh="差一点：它和正确的值很接近，但不相等。请用精确的数，必要时写成分数。",
    ),
    "unrelated_symbol": Sentence(
        en="Yours holds {names|and}, on which the answer does not depend.", zh="你的式子里有 {names}，而答案与之无关。"
    ),
    "unused_symbol": Sentence(
        en="The answer depends on {names|and}, and yours does not.", zh="答案与 {names} 有关，而你的式子与之无关。"
    ),
    "another_number": Sentence(en="A number is right here, but another one.", zh="答案确实是一个数，但不是这个数。"),
    "value_at_point": Sentence(
        en="At {point} yours gives {yours}; the right value is {right}.",
        zh="在 {point} 处，你的式子的值：{yours}；正确的值：{right}。",
    ),
    "no_value_at_point": Sentence(
        en="At {point} yours has no value; the right value is {right}.",
        zh="在 {point} 处，你的式子没有意义；正确的值：{right}。",
    ),
    "too_close_to_tell": Sentence(
        en="This differs from the answer by so little that no example can show it, but it does differ.",
        zh="它和答案的差别小到举不出例子来，但确实不相等。",
    ),
}
"""Said of any formula, so that no word speaks of a derivative."""

REASONS: Final[Mapping[str, Sentence]] = {**_RULES, **_DERIVATIVES, **_FORMULAS}
"""By the code of the reason."""
