"""What is said about a formula that was typed: why it cannot be read, and what a teacher sees in a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tutor.wording.sentence import Sentence

_UNREADABLE: Final[Mapping[str, Sentence]] = {
    "empty": Sentence(en="Type a formula first.", zh="请先输入公式。"),
    "too_long": Sentence(
        en="That is longer than {limit} characters. A shorter form will do.",
        zh="公式超过 {limit} 个字符，请写得短一些。",
    ),
    "too_complex": Sentence(
        en="That formula has more than {limit} parts. Write it more simply.",
        zh="公式的组成部分超过 {limit} 个，请写得简单一些。",
    ),
    "too_deep": Sentence(
        en="At character {place} more than {limit} brackets, signs or powers stand inside each other. Use fewer.",
        zh="第 {place} 个字符处，括号、符号或幂的嵌套超过 {limit} 层，请减少层数。",
    ),
    "control_char": Sentence(
        en="Character {place} is an invisible control character ({character}). Delete it.",
        zh="第 {place} 个字符是不可见的控制字符（{character}），请删除。",
    ),
    "bad_char": Sentence(
        en="I cannot read “{character}” at character {place}. Formulas use letters, digits, + - * / ^ and brackets.",
        zh="无法识别第 {place} 个字符“{character}”。公式里用字母、数字、+ - * / ^ 和括号。",
    ),
    "latex": Sentence(
        en="{got} at character {place} is LaTeX that no formula here needs. Type a/b, sigma, x^2 instead.",
        zh="第 {place} 个字符处的 {got} 是这里用不到的 LaTeX。可以直接写 a/b、sigma、x^2。",
    ),
    "latex_argument": Sentence(
        en="The LaTeX command at character {place} lacks an argument in braces.",
        zh="第 {place} 个字符处的 LaTeX 命令缺少花括号里的参数。",
    ),
    "sum_sign": Sentence(
        en="{got} at character {place} is not read. Write the terms out: a1 + a2 + a3.",
        zh="无法识别第 {place} 个字符处的 {got}。请逐项写出，例如 a1 + a2 + a3。",
    ),
    "integral_sign": Sentence(
        en="Integrals are not read here. Write out what the integral is.", zh="这里不识别积分号，请写出积分的结果。"
    ),
    "gradient_sign": Sentence(
        en="∇ stands for many derivatives at once; a formula here is one number. Write a single derivative.",
        zh="∇ 表示许多导数，而这里的公式是一个数。请只写一个导数。",
    ),
    "infinity": Sentence(en="∞ is no number to calculate with.", zh="∞ 不是可以参与计算的数。"),
    "remainder": Sentence(
        en="The remainder of a division ({got}) is not among the operations here.", zh="这里没有求余运算（{got}）。"
    ),
    "differentiation": Sentence(
        en="{got} is the instruction to differentiate. Write what differentiating gives.",
        zh="{got} 表示“求导”这个动作。请写出求导的结果。",
    ),
    "transpose": Sentence(
        en="Formulas here are of numbers, not of matrices: nothing is transposed. T as an exponent: x^(T).",
        zh="这里的公式只含数，不含矩阵，没有转置。若 T 是指数，请写 x^(T)。",
    ),
    "index": Sentence(
        en="Formulas here are of single numbers: the index in {got} belongs to no name here.",
        zh="这里的公式只含单个的数：{got} 里的上标或下标不属于任何可用的名字。",
    ),
    "unknown_function": Sentence(
        en="“{name}” is not a known function. Known are {known}. For a product, write {name}*(…).",
        zh="没有名为“{name}”的函数。可用的函数：{known}。如果是乘积，请写 {name}*(…)。",
    ),
    "misspelled_before_bracket": Sentence(
        en="“{got}” is not a known function. Did you mean {name}? For a product, write {got}*(…).",
        zh="没有名为“{got}”的函数。你是想写 {name} 吗？如果是乘积，请写 {got}*(…)。",
    ),
    "word_in_product": Sentence(
        en="“{got}” is neither an operation nor a function here. If it is a name, put * beside it.",
        zh="“{got}”在这里既不是运算也不是函数。如果是一个名字，请在它旁边写上 *。",
    ),
    "number_after_name": Sentence(
        en="Is the {number} in {got} a factor or a power? Write it in front, or put * or ^ before it.",
        zh="{got} 中的 {number} 是系数还是指数？请把它写到前面，或在它前面加上 * 或 ^。",
    ),
    "chinese_full_stop": Sentence(
        en="Character {place} is a Chinese full stop. Delete it, or type . for a decimal point.",
        zh="第 {place} 个字符是中文句号。请删除，或用 . 作小数点。",
    ),
    "comma": Sentence(
        en="The comma at character {place} is out of place here. For a decimal point, type a dot: 0.5.",
        zh="第 {place} 个字符处的逗号不合适。小数点请用“.”，例如 0.5。",
    ),
    "number_too_long": Sentence(
        en="The number at character {place} has more than {limit} digits. Use a shorter one or a fraction.",
        zh="第 {place} 个字符处的数超过 {limit} 位，请用更短的数或分数。",
    ),
    "scientific_notation": Sentence(
        en="Is {got} a power of ten or the number e? Write 0.001 for the one, and a * beside e for the other.",
        zh="{got} 是十的幂，还是含有常数 e？前者写成 0.001 这样的小数，后者在 e 旁边加上 *。",
    ),
    "two_numbers": Sentence(
        en="At character {place} two numbers stand side by side. Put an operator between them, such as *.",
        zh="第 {place} 个字符处有两个数并排，请在中间写上运算符，例如 *。",
    ),
    "unknown_name": Sentence(
        en="“{got}” is not a name here. The names that count: {names}.",
        zh="这里没有名为“{got}”的量。可用的名字：{names}。",
    ),
    "misspelled_name": Sentence(
        en="“{got}” is not a name here. Did you mean {name}? The names that count: {names}.",
        zh="这里没有名为“{got}”的量。你是想写 {name} 吗？可用的名字：{names}。",
    ),
    "misspelled_function": Sentence(
        en="“{got}” is not known here. Did you mean {name}?", zh="这里没有“{got}”。你是想写 {name} 吗？"
    ),
    "name_for_number": Sentence(
        en="“{got}” is a name, but here only numbers count.", zh="“{got}”是名字，而这里只能用数。"
    ),
    "wrong_case": Sentence(
        en="Capitals matter: you typed {got}, but the quantity is called {name}.",
        zh="大小写有区别：你输入的是 {got}，而这个量叫 {name}。",
    ),
    "unknown_derivative": Sentence(
        en="{got} cannot stand for its own formula here. Write out what it is equal to.",
        zh="这里不能直接写 {got}，请写出它等于什么。",
    ),
    "open_without_close": Sentence(
        en="The {got} at character {place} is never closed.", zh="第 {place} 个字符处的 {got} 没有配对的右括号。"
    ),
    "close_without_open": Sentence(
        en="The {got} at character {place} closes nothing. Delete it or open a bracket before.",
        zh="第 {place} 个字符处的 {got} 没有配对的左括号，请删除它，或在前面补上左括号。",
    ),
    "bracket_mismatch": Sentence(
        en="At character {place} stands {got}, but {opened} is closed by {wanted}.",
        zh="第 {place} 个字符处是 {got}，但 {opened} 要用 {wanted} 来配对。",
    ),
    "unexpected_end": Sentence(
        en="The formula breaks off after {after}. What comes next?", zh="公式在 {after} 之后中断了，后面还应有什么？"
    ),
    "operator_without_left": Sentence(
        en="Something is missing before the {got} at character {place}.",
        zh="第 {place} 个字符处的 {got} 前面缺少内容。",
    ),
    "unexpected": Sentence(
        en="I did not expect {got} at character {place}. Is an operator or a bracket missing before it?",
        zh="第 {place} 个字符处不应出现 {got}。前面是不是少了运算符或括号？",
    ),
    "equation": Sentence(
        en="Write only the right side: the = at character {place} splits the formula in two.",
        zh="只需写等号右边：第 {place} 个字符处的 = 把公式分成了两半。",
    ),
    "comparison": Sentence(
        en="A comparison with {got} stands in brackets, as in (z > 0): 1 where it holds, 0 where not.",
        zh="含 {got} 的比较要写在括号里，如 (z > 0)：成立时为 1，否则为 0。",
    ),
    "chained_comparison": Sentence(
        en="Two comparisons in a row are not read. Multiply them: (0 < z)*(z < 1).",
        zh="不能连写两个比较。请写成乘积：(0 < z)*(z < 1)。",
    ),
    "function_needs_argument": Sentence(
        en="{name} needs an argument: {name}(…).", zh="{name} 后面要有自变量：{name}(…)。"
    ),
    "ambiguous_argument": Sentence(
        en="How far the argument of {name} reaches could be meant in two ways. Put it in brackets: {name}(…).",
        zh="{name} 的自变量到哪里为止，可以有两种理解。请给它加上括号：{name}(…)。",
    ),
    "arity": Sentence(
        en="{name} takes {wanted|argument|arguments}, but here it has {got}.",
        zh="{name} 需要 {wanted} 个自变量，这里有 {got} 个。",
    ),
    "inverse_function": Sentence(
        en="{name}⁻¹ can mean two things. Write 1/{name}(…) for the reciprocal.",
        zh="{name}⁻¹ 有两种含义。若指倒数，请写 1/{name}(…)。",
    ),
    "cases_shape": Sentence(
        en="{name} takes a value and its condition in turn, and last the value otherwise: {name}(z, z > 0, 0).",
        zh="{name} 依次写值和条件，最后写其余情形的值：{name}(z, z > 0, 0)。",
    ),
    "prime_on_symbol": Sentence(
        en="A prime follows the name of a function, as in σ′(z); at character {place} it follows something else.",
        zh="撇号要写在函数名之后，如 σ′(z)；第 {place} 个字符处的撇号不是这样。",
    ),
    "second_derivative": Sentence(
        en="One prime after {name} is enough: second derivatives are not needed here.",
        zh="{name} 后面写一个撇号就够了：这里用不到二阶导数。",
    ),
    "exponent_too_large": Sentence(
        en="The exponent at character {place} is beyond {limit}. Use a smaller one.",
        zh="第 {place} 个字符处的指数超过 {limit}，请用小一些的指数。",
    ),
    "number_too_large": Sentence(
        en="The number at character {place} becomes too large to work with.",
        zh="第 {place} 个字符处的数太大，无法计算。",
    ),
    "no_value": Sentence(
        en="The part at character {place} has no value: it divides by zero, or takes ln, a root or arcsin of a number "
        "that has none.",
        zh="第 {place} 个字符处的部分没有值：除数为零，或对数、根号、反正弦里的数不合适。",
    ),
}

_VERDICTS: Final[Mapping[str, Sentence]] = {
    "right": Sentence(en="Right.", zh="正确。"),
    "too_extreme": Sentence(
        en="I cannot tell: this form has no value, or values too extreme to compare. Write it more simply.",
        zh="无法判断：这种写法没有值，或值过于极端，没法比较。请写得简单一些。",
    ),
    "form_derivative_names": Sentence(
        en="True, but write it out: without names of derivatives such as dL/da.",
        zh="没有错，但请具体写出来，不要用 dL/da 这样的导数记号。",
    ),
    "form_primes": Sentence(
        en="True, but write it out: what is the primed function in terms of the others?",
        zh="没有错，但请具体写出来：带撇号的函数用其他量怎么表示？",
    ),
    "misconception": Sentence(en="Not yet.", zh="还不对。"),
    "different": Sentence(
        en="With numbers put in, this gives other values. Go back to the rule, one step at a time.",
        zh="代入数值后，结果对不上。请回到法则，一步一步来。",
    ),
    "domain_undefined": Sentence(
        en="Here the formula has a value at only {found} of {wanted} points. Give a domain where it is defined.",
        zh="在给定范围内，公式只在 {wanted} 个点中的 {found} 个点上有值。请给出公式有定义的范围。",
    ),
    "ambiguous_division": Sentence(
        en="This was read as {read}. If you meant {other}, put brackets around what stands below the line.",
        zh="这里读作 {read}。如果你想写的是 {other}，请给分母加上括号。",
    ),
    "zero": Sentence(
        en="This is 0 everywhere, which would mean that nothing happens when the variable is nudged.",
        zh="这个式子处处为 0，这等于说变量动一动，结果毫无变化。",
    ),
    "rounded_number": Sentence(
        en="Nearly: a number in it was rounded. Use the exact one, as a fraction if need be.",
        zh="差一点：其中有个数是近似值。请用精确值，必要时写成分数。",
    ),
    "sign_flipped": Sentence(
        en="The sign is turned around. If the variable grows a little, does the result grow or fall?",
        zh="符号反了。变量增大一点时，结果是增大还是减小？",
    ),
    "constant_factor": Sentence(
        en="The shape is right, but a number in front is not. Check the constants.",
        zh="形式对了，但前面的数不对。请检查常数。",
    ),
    "constant_offset": Sentence(
        en="A constant is added that does not belong. What is the derivative of a constant?",
        zh="多加或少加了一个常数。常数的导数是多少？",
    ),
    "extra_factor": Sentence(
        en="There is one factor too many: {factor} appears once more than it should.",
        zh="多乘了一个因子：{factor} 多出现了一次。",
    ),
    "missing_symbol": Sentence(
        en="Nearly: one quantity is missing from the product, or divides where it should multiply.",
        zh="差一点：乘积里缺了一个量，或者该乘的写成了除。",
    ),
    "unrelated_symbol": Sentence(
        en="The answer does not depend on {names}. How did it get in?", zh="答案与 {names} 无关。它是怎么出现的？"
    ),
    "original_function": Sentence(
        en="That is the function itself. How fast does it change?", zh="这是函数本身。它变化得有多快？"
    ),
    "wrong_variable": Sentence(
        en="That is the derivative with respect to {name}. Which variable is asked for?",
        zh="这是对 {name} 的导数。题目问的是对哪个变量？",
    ),
    "other_factor": Sentence(
        en="That is {factor}, another factor of the product. Which one is asked for now?",
        zh="这是 {factor}，是乘积中的另一个因子。现在问的是哪一个？",
    ),
    "inverted": Sentence(
        en="Upside down: this says how fast the variable changes with the result.",
        zh="上下颠倒了：这说的是变量随结果变化的快慢。",
    ),
    "only_some_paths": Sentence(
        en="The variable reaches the result along more paths than this. Add what each path brings.",
        zh="变量影响结果的路径不止这些。请把每条路径的贡献都加起来。",
    ),
    "paths_multiplied": Sentence(
        en="Along a path effects multiply, but from path to path they add.", zh="同一条路径上相乘，不同路径之间要相加。"
    ),
    "paths_subtracted": Sentence(
        en="What the paths bring is added. Where does the minus come from?", zh="各条路径的贡献要相加。减号从哪里来？"
    ),
    "forgot_factor": Sentence(en="One link of the chain is missing: {factor}.", zh="链条中少了一环：{factor}。"),
    "forgot_factors": Sentence(en="Links of the chain are missing: {factors}.", zh="链条中少了几环：{factors}。"),
    "forgot_part": Sentence(
        en="One factor of the product is missing. Which inner change has not been counted yet?",
        zh="乘积里少了一个因子。还有哪一层的变化没有算进去？",
    ),
    "factor_twice": Sentence(
        en="The factor {factor} is counted twice, or stands above the line instead of below.",
        zh="因子 {factor} 算了两次，或者该在分母里的写到了分子上。",
    ),
    "divided_by_factor": Sentence(
        en="You divided by {factor}. The factors of a chain multiply.",
        zh="你除以了 {factor}。链式法则中各因子是相乘的。",
    ),
    "sum_not_product": Sentence(
        en="You added the factors. Along one path the effects multiply.",
        zh="你把各因子相加了。同一条路径上的影响要相乘。",
    ),
    "factor_not_differentiated": Sentence(
        en="In place of {factor} stands the quantity itself. How fast does it change?",
        zh="{factor} 的位置上写的是这个量本身。它变化得有多快？",
    ),
    "factor_is_variable": Sentence(
        en="In {factor} the variable itself is left over. What multiplies it?",
        zh="{factor} 里留下的是变量本身。和它相乘的是什么？",
    ),
    "step_not_gradient": Sentence(
        en="That is the update, with its learning rate. The gradient alone is asked for.",
        zh="这是带学习率的更新量。题目只问梯度本身。",
    ),
}

_SLIPS: Final[Mapping[str, Sentence]] = {
    "sigmoid_rule_only_s": Sentence(
        en="Here σ stands where its slope belongs. Where is σ steep, and where is it flat?",
        zh="该写 σ 的斜率的地方写成了 σ 本身。σ 在哪里陡，在哪里平？",
    ),
    "sigmoid_rule_only_1ms": Sentence(
        en="The slope of σ has two parts; one of them is missing. The slope must be small at both ends.",
        zh="σ 的斜率由两部分组成，少了一部分。曲线两端的斜率都应该很小。",
    ),
    "sigmoid_rule_plus": Sentence(
        en="Check the sign inside the slope of σ: it must be small where σ is close to 1.",
        zh="检查 σ 的斜率里的符号：σ 接近 1 时，斜率应该很小。",
    ),
    "sigmoid_rule_square": Sentence(
        en="There is a square in the slope of σ that does not belong. Is this tanh's rule?",
        zh="σ 的斜率里多了一个平方。是不是记成了 tanh 的公式？",
    ),
    "sigmoid_rule_sign": Sentence(
        en="σ only ever rises, so its slope cannot be negative.", zh="σ 总是上升的，斜率不可能为负。"
    ),
    "sigmoid_applied_twice": Sentence(
        en="σ is applied twice: the activation is already the output of σ.", zh="σ 用了两次：激活值已经是 σ 的输出了。"
    ),
    "used_input_not_output": Sentence(
        en="The rule is right, but it wants the activation's output, not its input.",
        zh="公式的样子对，但要代入激活函数的输出，而不是输入。",
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
        zh="tanh 的斜率在 0 的左右是对称的，你的式子不是：少了一个幂。",
    ),
    "tanh_rule_only_square": Sentence(
        en="At 0 tanh is steepest, but your slope is 0 there.", zh="tanh 在 0 处最陡，而你的斜率在那里是 0。"
    ),
    "tanh_rule_sign": Sentence(
        en="tanh only ever rises, so its slope cannot be negative.", zh="tanh 总是上升的，斜率不可能为负。"
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
    "exponent_raised": Sentence(
        en="The exponent went up. Differentiating lowers it; integrating raises it.",
        zh="指数升高了。求导降次，积分才升次。",
    ),
    "exponent_lowered_twice": Sentence(
        en="The exponent is too low: differentiating lowers it once only.", zh="指数太小：求导只降一次。"
    ),
    "exponent_in_wrong_place": Sentence(
        en="Which number comes to the front, and which stays as the exponent? They are swapped.",
        zh="哪个数移到前面，哪个数留作指数？这里弄反了。",
    ),
    "square_not_differentiated": Sentence(
        en="The square is still there. Its slope is asked for.", zh="平方还在。要求的是它的斜率。"
    ),
    "power_not_differentiated": Sentence(
        en="The power is still there. Its slope is asked for.", zh="幂还在。要求的是它的斜率。"
    ),
    "sum_for_difference": Sentence(
        en="A plus stands where a minus belongs. Compare with the definition.",
        zh="该写减号的地方写成了加号。请和定义对照。",
    ),
    "difference_for_sum": Sentence(
        en="A minus stands where a plus belongs. Compare with the definition.",
        zh="该写加号的地方写成了减号。请和定义对照。",
    ),
    "difference_reversed": Sentence(
        en="A difference is the wrong way around, which flips the sign.", zh="有一处减法的顺序反了，所以符号也反了。"
    ),
    "forgot_term": Sentence(
        en="In one bracket a term is missing. Compare with the definition.", zh="有一个括号里少了一项。请和定义对照。"
    ),
    "fraction_inverted": Sentence(en="A fraction is upside down.", zh="有一个分数上下颠倒了。"),
    "forgot_denominator": Sentence(en="Something that divides has been lost.", zh="漏掉了一个分母。"),
    "lost_minus": Sentence(en="A minus sign has been lost on the way.", zh="中途丢了一个负号。"),
    "function_for_slope": Sentence(
        en="A function stands where its slope belongs.", zh="该写斜率的地方写成了函数本身。"
    ),
    "forgot_inner_derivative": Sentence(
        en="The outer function is differentiated. Now the inner one changes, too: by how much?",
        zh="外层函数已经求导了。内层函数也在变化：变化多快？",
    ),
    "derivative_inside": Sentence(
        en="The inner derivative went inside. It multiplies from outside; inside, the function stays as it was.",
        zh="内层的导数放到了函数里面。它应该乘在外面，里面保持原样。",
    ),
    "outer_at_wrong_place": Sentence(
        en="The outer slope is taken at the wrong place: at the variable, not at the inner function.",
        zh="外层的斜率取错了位置：应该在内层函数的值处取，而不是在变量处。",
    ),
    "outer_not_differentiated": Sentence(
        en="The inner function is differentiated, the outer one is still itself.", zh="内层求导了，外层还是原来的函数。"
    ),
    "exponential_as_power": Sentence(
        en="The power rule is for a variable below. Here the variable is in the exponent.",
        zh="幂法则用于变量在底数的情形。这里变量在指数上。",
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
        zh="乘积法则的两部分是相加的，减号属于商法则。",
    ),
    "quotient_rule_divided": Sentence(
        en="The slope of a quotient is not the quotient of the slopes.", zh="商的导数不是导数的商。"
    ),
    "quotient_rule_plus": Sentence(
        en="In the quotient rule the two parts are subtracted.", zh="商法则中两部分是相减的。"
    ),
    "quotient_rule_square": Sentence(
        en="Look at what stands below the line in the quotient rule: which power of the denominator?",
        zh="看看商法则的分母：是原分母的几次方？",
    ),
}

ANSWERS: Final[Mapping[str, Sentence]] = MappingProxyType({**_UNREADABLE, **_VERDICTS, **_SLIPS})
"""By the code of a `FormulaError` or a `Judgement`."""
