"""What experiments say: settings that differ between runs, what is drawn, how runs end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

SETUP = Sentence("{runs} runs of {steps|step|steps} each:", "{runs} 次运行，每次 {steps} 步：")
TRAINING = Sentence("Training … step {made} of {steps}", "训练中……第 {made} 步，共 {steps} 步")
LAST_VALUES = Sentence("{by}, with the last value", "{by}，附最后的值")
"""What curves differ by, where their names in the legend are followed by what they ended with."""
START = Sentence("at the start", "开始时")
END = Sentence("at the end", "结束时")
UNSEEN = Sentence("validation", "验证集")
TOLD_RIGHT = Sentence("correct: {share}", "准确率 {share}")
UNSEEN_RIGHT = Sentence("validation: {share}", "验证集 {share}")
DIVERGED = Sentence("diverged", "发散")
SAME_CURVE = Sentence(
    "“{name}” has the same values as “{other}”, whose curve hides its own.",
    "“{name}”与“{other}”数值完全相同，曲线被后者挡住。",
)
HIDDEN_CURVE = Sentence(
    "Steps {first} to {last}: the curve “{name}” is hidden behind “{other}”.",
    "第 {first} 步到第 {last} 步，“{name}”的曲线被“{other}”的曲线挡住。",
)
CLASSES: Final = (
    Sentence("{mark} example of the first class", "{mark} 第一类样本"),
    Sentence("{mark} of the second class", "{mark} 第二类样本"),
    Sentence("{mark} of both", "{mark} 两类都有"),
)
"""What the marks on a plane stand for."""
PLANE = Sentence("across: {x} from {left} to {right}", "横轴：{x} 从 {left} 到 {right}")
PLANE_UP = Sentence("up: {y} from {bottom} to {top}", "纵轴：{y} 从 {bottom} 到 {top}")
LAYER = Sentence("layer {number}", "第 {number} 层")
WITH_NORM = Sentence("with batch norm", "有批量归一化")
WITHOUT_NORM = Sentence("without batch norm", "无批量归一化")

SETTINGS: Final[Mapping[str, Sentence]] = {
    "learning_rate": Sentence("learning rate {value}", "学习率 {value}"),
    "momentum": Sentence("momentum {value}", "动量 {value}"),
    "batch_size": Sentence("batches of {value}", "批大小 {value}"),
    "depth": Sentence("hidden layers: {value}", "{value} 个隐藏层"),
    "width": Sentence("units per layer: {value}", "每层 {value} 个单元"),
    "dropout": Sentence("dropout {value}", "随机失活 {value}"),
    "l1": Sentence("L1 {value}", "L1 {value}"),
    "l2": Sentence("L2 {value}", "L2 {value}"),
    "clip_value": Sentence("clipped by value: {value}", "按值裁剪 {value}"),
    "clip_norm": Sentence("clipped by norm: {value}", "按范数裁剪 {value}"),
    "noise": Sentence("noise {value}", "噪声 {value}"),
    "count": Sentence("{value} examples", "{value} 个样本"),
    "seed": Sentence("seed {value}", "种子 {value}"),
}
"""A setting with its value in one run."""

KEYS: Final[Mapping[str, Sentence]] = {
    "learning_rate": Sentence("by learning rate", "按学习率"),
    "optimizer": Sentence("by optimizer", "按优化器"),
    "momentum": Sentence("by momentum", "按动量"),
    "batch_size": Sentence("by batch size", "按批大小"),
    "activation": Sentence("by activation", "按激活函数"),
    "initializer": Sentence("by initialisation", "按初始化方法"),
    "depth": Sentence("by hidden layers", "按隐藏层数"),
    "width": Sentence("by units per layer", "按每层单元数"),
    "dropout": Sentence("by dropout", "按随机失活"),
    "batch_norm": Sentence("by batch norm", "按批量归一化"),
    "l1": Sentence("by L1", "按 L1"),
    "l2": Sentence("by L2", "按 L2"),
    "clip_value": Sentence("by clipping", "按梯度裁剪"),
    "clip_norm": Sentence("by clipping", "按梯度裁剪"),
    "noise": Sentence("by noise", "按噪声"),
    "count": Sentence("by examples", "按样本数"),
    "seed": Sentence("by seed", "按种子"),
}
"""What the runs differ by, behind what is drawn."""

OFF: Final[Mapping[str, Sentence]] = {
    "batch_size": Sentence("all examples at once", "每步用全部样本"),
    "dropout": Sentence("no dropout", "不用随机失活"),
    "l1": Sentence("no L1", "不用 L1"),
    "l2": Sentence("no L2", "不用 L2"),
    "clip_value": Sentence("not clipped", "不裁剪"),
    "clip_norm": Sentence("not clipped", "不裁剪"),
}
"""What stands for the setting and its value where it is off."""

PLOTS: Final[Mapping[str, Sentence]] = {
    "loss": Sentence("Loss over training steps", "损失随训练步数的变化"),
    "accuracy": Sentence("Share of examples classified correctly, over training steps", "准确率随训练步数的变化"),
    "weights": Sentence(
        "Length of the vector of all weights, over training steps", "全部权重组成的向量的模，随训练步数的变化"
    ),
    "boundary": Sentence("Where each network sees the second class ({shade})", "各网络把哪里判为第二类（{shade}）"),
    "gradient-norm-by-layer": Sentence(
        "Length of each layer's weight gradient (log scale)", "各层权重梯度的模（对数刻度）"
    ),
}
"""What is drawn."""
