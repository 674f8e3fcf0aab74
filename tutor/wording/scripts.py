"""What an exported script says: its heading, its comments and the line that it prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

NUMPY = Sentence(
    "A {shape} network trained in NumPy, forward and backward pass written out.",
    "用 NumPy 训练一个 {shape} 网络，前向传播和反向传播都逐行写出。",
)
FRAMEWORK = Sentence(
    "A {shape} network trained in {framework}, from the weights that the tutor starts from.",
    "用 {framework} 训练一个 {shape} 网络，初始权重与教程相同。",
)
EXAMPLES = Sentence("The examples, one a row.", "样本，每行一个。")
DIGITS = Sentence(
    "Pictures of the digits 0 to 9 in turn, from 0 (paper) to 1 (ink), drawn stroke by stroke.",
    "依次是数字 0 到 9 的图像，逐笔画出；像素从 0（纸）到 1（墨）。",
)
START = Sentence(
    "Where training starts: W[i, j] leads from unit i to unit j of the next layer.",
    "训练的起点：W[i, j] 从单元 i 通向下一层的单元 j。",
)
BATCHES = Sentence(
    "Each epoch goes through all examples in a new order, {size} a step; its last step takes what is left.",
    "每一轮按新的顺序用完全部样本，每步 {size} 个；最后一步用剩下的。",
)
FULL_BATCH = Sentence(
    "All examples in every step, so that an epoch is one update.", "每一步都用全部样本，所以一轮就是一次更新。"
)
PRINTED = Sentence(
    "loss before the first update {first}, before the last {last}", "第一次更新前的损失 {first}，最后一次更新前 {last}"
)

FORWARD = Sentence("Forward: layer by layer to the loss.", "前向传播：逐层算到损失。")
DROPOUT = Sentence(
    "Dropout: 0 for dropped activations, and the others larger in return.",
    "随机失活：失活的激活值为 0，其余的相应放大。",
)
CROSS_ENTROPY = Sentence(
    "The cross-entropy with ln a written in z, so that no logarithm of 0 is taken.",
    "交叉熵，其中的 ln a 用 z 写出，这样不会对 0 取对数。",
)
BACKWARD = Sentence("Backward: from the loss to every gradient.", "反向传播：从损失算到每个梯度。")
CANCELLED = Sentence("dL/dz: the slope of the {activation} cancels", "dL/dz：{activation} 的导数已约去")
NORMALISED = Sentence(
    "Through a normalisation, as its mean and spread depend on every example.",
    "还要穿过归一化，因为它的均值和标准差依赖于每个样本。",
)
UPDATE = Sentence("Update.", "更新。")
FROZEN_GROUPS: Final[Mapping[str, Sentence]] = {
    "weights": Sentence("All weights are frozen.", "所有权重都已冻结。"),
    "biases": Sentence("All biases are frozen.", "所有偏置都已冻结。"),
}
OVERFLOW = Sentence("where exp(-z) is too large, 1 / (1 + exp(-z)) is 0", "exp(-z) 太大时，1 / (1 + exp(-z)) 为 0")
LACKING = Sentence("NumPy has none", "NumPy 没有这个函数")
MEMORY = Sentence(
    "What training changes, and what the optimizer remembers of each.",
    "训练要改变的参数，以及优化器为每个参数记住的量。",
)
FROZEN = Sentence("{name} is frozen", "{name} 已冻结")
NO_DECAY = Sentence("what is frozen does not decay", "冻结的参数不衰减")
EPSILON = Sentence(
    "Epsilon is added before the correction, as in {convention}.", "epsilon 加在校正之前，与 {convention} 相同。"
)

IN_LOSS = Sentence("the {activation} of the last layer is inside the loss", "最后一层的 {activation} 包含在损失里")
PRECISION = Sentence(
    "Double precision, but Keras computes some of it in single: at first six digits are the tutor's, later fewer.",
    "双精度；但 Keras 仍有一部分用单精度计算：起初与教程约有六位数字相同，后来更少。",
)
KERAS_L2 = Sentence("Keras's l2 has no 1/2", "Keras 的 l2 没有 1/2")
TRANSPOSED = Sentence("PyTorch keeps weights as (units, inputs)", "PyTorch 中权重的形状是（单元数，输入数）")
CLIP_NORM = Sentence(
    "nn.utils.clip_grad_norm_ would add 1e-6 to the norm, which gives other numbers.",
    "nn.utils.clip_grad_norm_ 会给范数加上 1e-6，数值就不同了。",
)

LABELS = Sentence("labels 0 and 1", "标签为 0 和 1")
CLASS_NUMBERS = Sentence("the number of the class", "类别的编号")
FIRST_WEIGHTS = Sentence(
    "scikit-learn draws its first weights here and has no public way to give them.",
    "scikit-learn 在这里抽取初始权重，没有公开的办法指定它们。",
)
ONE_UPDATE = Sentence("one update", "一次更新")
DIVIDED_PENALTY = Sentence("the penalty is divided by the number of examples", "惩罚项会除以样本数")
NO_PENALTY = Sentence("no penalty; scikit-learn's default is 0.0001", "没有惩罚项；scikit-learn 的默认值是 0.0001")
CUT_OFF = Sentence(
    "takes no probability as less than 2.2e-16, so no example adds more than 36.1",
    "概率最小按 2.2e-16 计，所以每个样本最多贡献 36.1",
)
MEAN_OF_OUTPUTS = Sentence("scikit-learn reports the mean over the outputs", "scikit-learn 报告的是对各输出的平均")
