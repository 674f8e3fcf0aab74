"""Every Chinese text of course, program and README: one term for one thing, Chinese punctuation, even spacing."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pytest

from tests.lessons.said import course_texts, program_texts, readme_texts
from tests.lessons.shipped import course, link_names
from tests.test_house import sentences
from tutor.lesson.format.markup import parse
from tutor.prose.compose import compose
from tutor.text import Cells

RIVALS: Final = {
    "activation-function": "激励函数|激活函式|传递函数",
    "adversarial-example": "对抗样例|敌对样本",
    "automatic-differentiation": "自动求导|自动求微",
    "backpropagation": "反传播|反向传递|反向传导|后向传播|向后传播|逆传播",
    "batch": "批次",
    "batch-normalisation": "批归一|批标准化|批规范化|批量标准化|批量规范化",
    "bias": "偏差(?!校正)|偏移量|偏值|阈值|门限|截距",
    "binary-cross-entropy": "互熵|交互熵|二分类交叉熵|二值交叉熵",
    "categorical-cross-entropy": "多类交叉熵|类别交叉熵",
    "central-difference": "中央差分|中间差分|双边差分|数值梯度|数值导数",
    "chain-rule": "连锁|链锁|链规则|链式规则|链式求导",
    "composition": "合成函数|嵌套函数",
    "decision-boundary": "判定边界|分类边界|决策面",
    "dropout": "丢弃|暂退|随机丢",
    "early-stopping": "提前停止|提早停止",
    "epoch": "世代|回合|训练周期",
    "error-term": "误差信号|敏感项|灵敏度",
    "forward-pass": "正向传播|前馈传播|前向传递|向前传播",
    "gradient-check": "梯度检查|梯度校验|梯度验证|梯度核对",
    "gradient-clipping": "梯度剪裁|梯度截断|梯度修剪",
    "gradient-descent": "最速下降|梯度下降法",
    "layer": "隐含层|隐层|隐单元|隐节点",
    "learning-rate": "学习速率|学习步长|学习因子|步幅",
    "local-derivative": "局部梯度|本地导数|局部微分",
    "loss-function": "代价函数|成本函数|(?<!高斯)(?<!余)误差函数|目标函数|损耗|损失值",
    "mean-squared-error": "均方差|平均平方误差|方均误差",
    "momentum": "冲量|动量项",
    "neuron": "神经细胞|感知机|感知器",
    "overfitting": "过度拟合|过学习|过适应",
    "pre-activation": "预激活|激活前|加权输入|净激活",
    "regularisation": "正规化|规则化|正则项",
    "relative-error": "相对偏差",
    "target": "标签值|期望输出",
    "upstream-gradient": "上层梯度|上流梯度|外来梯度",
    "validation-set": "校验集|检验集|开发集",
    "vanishing-gradients": "梯度弥散|梯度消散|梯度消逝|梯度爆发",
    "weight": "权值|权数|权系数",
}
"""By the id of a term: names that other books use for the same thing, and that no Chinese text here may use."""

WORDS: Final = {
    "临界值": "临界点|临界学习率",
    "偏差校正": "偏差修正|偏差纠正",
    "准确率": "正确率|判对|精确率",
    "商的求导法则": "除法法则|商的法则|商法则",
    "惩罚项": "罚函数|处罚项",
    "手算": "动手算|手动计算",
    "折点": "尖点|拐点|扭结",
}
"""The same for words that need no entry in the glossary."""

CLUMSY: Final = {
    "lesson": "课文",
    "logit": r"对数几率(?!，也就是)",
    "why not chosen": "没有选它是对的",
    "non-linearity": "没有曲线|曲线有什么用|缺的是弯曲|弯曲的东西|弯曲的激活|没有弯曲的",
    "will have": "你将亲手|亲眼看过",
    "the output": r"(应该|应当|一律|总)回答(?!“)|回答 ?(的是 )?\$|的回答(减|是|在)|回答\*\*|回答减去",
    "one-sided difference": "单边",
    "what comes in": "经过它进来|经过它传进",
    "the norm of a gradient": "梯度有多长|梯度的长度|向量的长度|按长度裁剪",
    "more than one": "大多超过它",
    "balance": "达成一致",
    "penalty left out": "没有付的代价",
    "to recognise": "认手写|认数字",
    "to be called": "叫做",
    "how to prevent": "怎样对付",
    "another number": "应当是另一个数",
    "known mistakes": "已知的错误都得不出",
    "rules of differentiation": "(?<!求导)[和商幂积数根]法则",
    "formulas of derivatives": r"(正弦|余弦|正切|函数|绝对值|sigmoid |ReLU )求导$",
    "switched off": "裁剪 ?无|隐藏层 \\{?\\w+\\}? 个",
    "weights beside": "权重旁边的权重",
    "due cards": "到期：",
    "prerequisites": "不需要任何先修",
}
"""What reads as if it were translated word for word: by what is meant, wordings that no Chinese text here may use."""

FAULTS: Final = {
    "half-width punctuation": r"{han}[,;:!?]|[,;:!?]{han}|{han}\.(?![\w/.*])|\({han}|{han}\)",
    "a straight quotation mark": r'{han}"|"{han}',
    "a space beside full-width punctuation": r" [，。；、！？”）]|[，。；、！？“（] ",
    "two marks in a row": r"[，。；：、][，。；：、！？]",
    "a space between Chinese characters": r"{han} {han}",
    "no space between Chinese and other letters": r"{han}[A-Za-z0-9$`]|[A-Za-z0-9$`%]{han}",
    "three dots": r"{han}(\.\.\.|…(?!…))",
}
"""What Chinese typesetting does not allow, as patterns; {han} stands for one Chinese character."""

NOT_PROSE: Final = re.compile(r"\[\[[^\]|]*\||\[\[|\]\]|\*\*|\$\$[^$]*\$\$|\$[^$]*\$|`[^`]*`|'[^']*'|“\w+: \w+”")
"""Ids of terms, brackets, emphasis, formulas, code, what an author types."""


def titles() -> dict[str, str]:
    """The Chinese title of every term by its id."""
    return {term.id: term.title for term in course().glossary.in_language("zh").terms}


def chinese() -> dict[str, str]:
    """Every Chinese text that is read, by its place."""
    return course_texts("zh") | program_texts("zh") | readme_texts("zh")


@cache  # Each of the patterns is looked for in all of them.
def prose(text: str) -> str:
    """`text` without markup: of a formula, of code, only the first and the last mark are left."""
    return NOT_PROSE.sub(lambda part: part[0][0] + part[0][-1] if part[0][0] in "$`'“" else "", text)


def found(pattern: str, where: dict[str, str]) -> list[str]:
    wanted = re.compile(pattern.replace("{han}", "[㐀-鿿]"))
    return [f"{name}: {hit[0]} in {text}" for name, text in where.items() for hit in wanted.finditer(prose(text))]


each_term = pytest.mark.parametrize(("term", "rivals"), RIVALS.items(), ids=RIVALS)
each_fault = pytest.mark.parametrize("pattern", FAULTS.values(), ids=FAULTS)


@each_term
def test_one_thing_has_one_name(term: str, rivals: str) -> None:
    assert not re.search(rivals, titles()[term])
    assert found(rivals, chinese()) == []


@pytest.mark.parametrize(("word", "rivals"), WORDS.items(), ids=WORDS)
def test_one_word_is_used_for_one_thing(word: str, rivals: str) -> None:
    assert found(word, chinese())
    assert found(rivals, chinese()) == []


@pytest.mark.parametrize("wordings", CLUMSY.values(), ids=CLUMSY)
def test_nothing_reads_as_translated_word_for_word(wordings: str) -> None:
    assert found(wordings, chinese()) == []


@each_fault
def test_everything_is_set_as_chinese_is(pattern: str) -> None:
    assert found(pattern, chinese()) == []


def test_no_half_width_mark_stands_between_formulas() -> None:
    """In texts that mark formulas and code, so that every other mark belongs to a sentence."""
    mark = r"[A-Za-z0-9$`%）][,;:!?](?:\s|$)| \(|\) "
    assert found(mark, course_texts("zh") | readme_texts("zh")) == []
    assert all(found(mark, {"here": text}) for text in ("$a$, $b$ 和 $c$", "损失 (MSE) 下降", "是 $w$: 权重"))


@pytest.mark.parametrize("filling", ["学习率", "《链式法则》", "已完成。", "sigmoid", "0.5", "a 与 b", "∂L/∂w"])
def test_a_sentence_is_set_as_chinese_is_whatever_fills_it(filling: str) -> None:
    filled = {name: one.say("zh", **dict.fromkeys(one.names, filling)) for name, one in sentences() if one.names}
    faults = [pattern for fault, pattern in FAULTS.items() if "space" in fault]
    assert [fault for pattern in faults for fault in found(pattern, filled)] == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("half-width punctuation", "权重,偏置"),
        ("half-width punctuation", "学习率(步长)"),
        ("a straight quotation mark", '"猫"'),
        ("a space beside full-width punctuation", "输入 $x$ ，输出 $y$"),
        ("two marks in a row", "就是这样。，"),
        ("a space between Chinese characters", "梯度 下降"),
        ("no space between Chinese and other letters", "输入$x$"),
        ("no space between Chinese and other letters", "用ReLU"),
        ("three dots", "训练中…"),
    ],
)
def test_a_fault_is_found(fault: str, text: str) -> None:
    assert found(FAULTS[fault], {"here": text})


def test_a_term_is_shown_by_a_name_that_the_glossary_knows() -> None:
    names = link_names("zh")
    strange = [
        f"{place}: {shown} for {term}"
        for place, text in course_texts("zh").items()
        for term, shown in re.findall(r"\[\[([^\]|]+)\|([^\]]+)\]\]", text)
        if not any(shown in name for name in names[term.strip().lower().replace(" ", "-")])
    ]
    assert strange == []


@pytest.mark.parametrize("width", [60, 76, 116])
@pytest.mark.every(3)
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int) -> None:
    cells = Cells()
    lines = [
        f"{place}: {line}"
        for place, text in course_texts("zh").items()
        for line in ("".join(run.text for run in runs).strip() for runs in compose(parse(text), width, cells).lines)
        if line and (line[0] in "，。：；、！？”）》" or line[-1] in "“（《")
    ]
    assert lines == []
