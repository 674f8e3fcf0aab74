"""What is said about a formula that was typed: why it cannot be read, and what a teacher sees in a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tutor.wording.reasons import REASONS
from tutor.wording.sentence import Sentence

_UNREADABLE: Final[Mapping[str, Sentence]] = {
    "empty": Sentence(en="Type a number or a formula first.", zh="请先输入一个数或公式。"),
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
        zh="第 {place} 个字符“{character}”无法识别。公式里用字母、数字、+ - * / ^ 和括号。",
    ),
    "foreign_char": Sentence(
        en="I cannot read “{character}” ({number}) at character {place}. Formulas use letters, digits, + - * / ^ and "
        "brackets.",
        zh="第 {place} 个字符“{character}”（{number}）无法识别。公式里用字母、数字、+ - * / ^ 和括号。",
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
        zh="第 {place} 个字符处的 {got} 无法识别。请逐项写出，例如 a1 + a2 + a3。",
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
        zh="这里的公式只含单个的数：{got} 里的上标或下标不属于任何可用的名称。",
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
        zh="“{got}”在这里既不是运算也不是函数。如果是一个名称，请在它旁边写上 *。",
    ),
    "number_after_name": Sentence(
        en="Is the {number} in {got} a factor or a power? Write it in front, or put * or ^ before it.",
        zh="{got} 中的 {number} 是系数还是指数？请把它写到前面，或在它前面加上 * 或 ^。",
    ),
    "number_after_function": Sentence(
        en="{got} runs a function and its number together. Write {meant}.",
        zh="{got} 把函数和它的自变量连在一起了。请写成 {meant}。",
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
    "two_points": Sentence(
        en="The number at character {place} has more than one decimal point.",
        zh="第 {place} 个字符处的数有不止一个小数点。",
    ),
    "scientific_notation": Sentence(
        en="Is {got} a power of ten or the number e? Write {number} for the one, and a * beside e for the other.",
        zh="{got} 是十的幂，还是含有常数 e？前者写成 {number}，后者在 e 旁边加上 *。",
    ),
    "two_numbers": Sentence(
        en="At character {place} two numbers stand side by side. Put an operator between them, such as *.",
        zh="第 {place} 个字符处有两个数并排，请在中间写上运算符，例如 *。",
    ),
    "unknown_name": Sentence(
        en="“{got}” is not a name here. The names that count: {names}.",
        zh="这里没有名为“{got}”的量。可用的名称：{names}。",
    ),
    "misspelled_name": Sentence(
        en="“{got}” is not a name here. Did you mean {name}? The names that count: {names}.",
        zh="这里没有名为“{got}”的量。你是想写 {name} 吗？可用的名称：{names}。",
    ),
    "misspelled_function": Sentence(
        en="“{got}” is not known here. Did you mean {name}?", zh="这里没有“{got}”。你是想写 {name} 吗？"
    ),
    "name_for_number": Sentence(
        en="“{got}” is a name, but here only numbers count.", zh="“{got}”是名称，而这里只能用数。"
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
    "number_too_small": Sentence(
        en="The number at character {place} is too small to work with.",
        zh="第 {place} 个字符处的数太小，无法计算。",
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
    "misconception": Sentence(en="Not yet.", zh="还不对。"),
    "domain_undefined": Sentence(
        en="Here the formula has a value at only {found} of {wanted} points. Give a domain where it is defined.",
        zh="在给定范围内，公式只在 {wanted} 个点中的 {found} 个点上有值。请给出公式有定义的范围。",
    ),
}

ANSWERS: Final[Mapping[str, Sentence]] = MappingProxyType({**_UNREADABLE, **_VERDICTS, **REASONS})
"""By the code of a `FormulaError` or a `Verdict`."""
