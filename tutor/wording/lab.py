"""What the lab says: its panels, what is selected, what its keys have done, and what cannot be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

# Panels
PANELS: Final[Mapping[str, Sentence]] = {
    "inspect": Sentence("Inspect", "查看"),
    "loss": Sentence("Loss", "损失"),
    "boundary": Sentence("Boundary", "边界"),
    "numbers": Sentence("Numbers", "数值"),
    "layers": Sentence("Layers", "各层"),
    "map": Sentence("Map", "等高线"),
}
LARGER = Sentence("{key}: larger", "按 {key} 放大")
SMALLER = Sentence("{key}: smaller", "按 {key} 缩小")
NOT_HERE: Final[Mapping[str, Sentence]] = {
    "boundary": Sentence(
        "A decision boundary needs a network of two inputs that tells two classes apart.",
        "决策边界只适用于两个输入、区分两类的网络。",
    ),
    "map": Sentence(
        "A map of the loss needs two parameters at least, and a network that is not too large.",
        "损失的等高线图至少要有两个参数，网络也不能太大。",
    ),
}

# Layers of the diagram
INPUT = Sentence("input", "输入")
HIDDEN = Sentence("hidden", "隐藏层")
HIDDEN_NUMBER = Sentence("hidden {number}", "隐藏层 {number}")
OUTPUT = Sentence("output", "输出")

# Inspector
CHOOSE = Sentence(
    "Arrow keys choose a unit, a click chooses a unit or a weight; x explains any gradient.",
    "用方向键选取单元，也可点击单元或权重；按 x 解释任一梯度。",
)
FACTS = Sentence(
    "{parameters|parameter|parameters} · {examples|example|examples}", "{parameters} 个参数 · {examples} 个样本"
)
STEPS = Sentence("steps", "步数")
DECAY = Sentence("weight decay", "权重衰减")
UPDATE = Sentence("{optimizer}, learning rate {rate}", "{optimizer}，学习率 {rate}")
VALUE = Sentence("value", "当前值")
AFTER_UPDATE = Sentence("after the update", "更新后")
FROZEN = Sentence("frozen", "已冻结")
FROZEN_LEGEND = Sentence("{bars}: frozen, training leaves it as it is", "{bars}：已冻结，训练不改变它")
EXAMPLE_LEGEND = Sentence("units: {example}, d: the next", "各单元：{example}，按 d 看下一个")
GRADIENT_LATER = Sentence("The backward pass computes its gradient.", "反向传播会求出它的梯度。")
DELTA_LATER = Sentence("The backward pass computes its δ.", "反向传播会求出它的 δ。")
VALUES_LATER = Sentence("The forward pass computes its z and a.", "前向传播会求出它的 z 和 a。")
GIVEN = Sentence("a given number", "给定的数值")
TARGET_OF = Sentence("target {name}", "目标值 {name}")
OF_EXAMPLE = Sentence("example {number} of {count}", "样本 {number}/{count}")
TERMS: Final[Mapping[str, Sentence]] = {
    "examples": Sentence("mean of the examples", "各样本平均"),
    "l1": Sentence("L1 penalty", "L1 惩罚"),
    "l2": Sentence("L2 penalty", "L2 惩罚"),
    "frozen": Sentence("frozen", "冻结"),
    "clipping": Sentence("clipping", "裁剪"),
}
"""What the update's gradient is made of, by code of `tutor.network.training`."""
USED = Sentence("used", "实际使用")
BEFORE_NORM = Sentence("of the weighted sum, before batch normalisation", "批量归一化之前，加权和的 δ")
NORMALISED = Sentence("after batch normalisation", "批量归一化之后")

# Panels in words
TOLD_RIGHT = Sentence("{share} correct", "准确率 {share}")
EXAMPLE_OF = Sentence("target {target}", "目标值 {target}")
BOTH_CLASSES = Sentence("both", "两类都有")
UNSURE = Sentence("between: unsure", "中间：不确定")
PATH_START = Sentence("start", "起点")
PATH_STEPS = Sentence("on the way", "途中")
PATH_NOW = Sentence("now", "现在")
OF_STEP = Sentence("(step {step})", "（第 {step} 步）")
"""Behind heights that were measured at a step before."""
MORE_BELOW = Sentence("… 1 shows it all", "…… 按 1 查看全部")
LAYER = Sentence("layer {number}", "第 {number} 层")
GRADIENT_NORMS = Sentence("length of each layer's weight gradient", "每层权重梯度的模")
LOSS_LATER = Sentence(
    "The forward pass computes the loss; each update adds a point.", "前向传播求出损失；每更新一步，曲线上添一点。"
)
LAYERS_LATER = Sentence("The backward pass computes the gradients of the layers.", "反向传播会求出各层的梯度。")

# What keys do for a task
CHANGES_RATE = Sentence(
    "+ and - double and halve the learning rate; e sets it to a number.",
    "按 + 或 - 使学习率加倍或减半；按 e 设为任意数值。",
)
CHANGES_THESE = Sentence(
    "e changes a number by its name, as in {name}\u00a0=\u00a00.5. Here: {names}.",
    "按 e 后写“名称 = 数值”来修改，如 {name}\u00a0=\u00a00.5。这里可改：{names}。",
)
CHANGES_ANY = Sentence(
    "e changes what Tab has selected, or a number by its name, as in lr\u00a0=\u00a00.5.",
    "按 e 修改用 Tab 选中的量，或写“名称 = 数值”，如 lr\u00a0=\u00a00.5。",
)

# What keys have done
ENTER = "Enter"
"""The key that does what comes next, as sentences name it."""
NOTHING_LEFT: Final[Mapping[str, Sentence]] = {
    "forward": Sentence(
        "The forward pass is done; {key} goes back for the gradients.", "前向传播已完成；按 {key} 反向求梯度。"
    ),
    "backward": Sentence("The backward pass is done; {key} takes the step.", "反向传播已完成；按 {key} 更新一步。"),
}
BEGUN_AGAIN = Sentence(
    "The forward pass of step {step} begins again: “?” marks what is yet to be computed. {key} goes on.",
    "第 {step} 步的前向传播重新开始：? 处还没有算出。按 {key} 继续。",
)
SUMS_THERE = Sentence("z is there; {key} goes on from z to a.", "z 已经算出；按 {key} 由 z 求 a。")
LEAVES_NEXT = Sentence("The field is closed already; esc once more leaves.", "输入框已经关闭；再按一次 esc 才会离开。")
NO_HISTORY = Sentence("There is no earlier step yet; u makes one.", "还没有更早的步；按 u 更新一步。")
SET_ASIDE = Sentence(
    "This is the unchanged run: what you set is put aside, z brings it back.",
    "这是未改动的运行：你的设定先放在一边，按 z 恢复。",
)
NOTHING_OPEN = Sentence("No prediction is open here.", "这里没有待定的预测。")
PREDICTED_UNCHANGED = Sentence(
    "Your prediction is about the unchanged run: U runs it, z returns.",
    "预测针对未改动的运行：按 U 从头运行，再按 z 返回。",
)
SETTLES: Final[Mapping[str, Sentence]] = {
    "forward": Sentence("U does the forward pass and shows the outcome.", "按 U 完成前向传播，看预测的结果。"),
    "backward": Sentence("U does both passes and shows the outcome.", "按 U 完成前向和反向传播，看预测的结果。"),
    "update": Sentence("U updates once and shows the outcome.", "按 U 更新一步，看预测的结果。"),
}
"""What settles a prediction about the first step."""
SETTLES_LATER = Sentence(
    "U runs on to step {step}, where your prediction is settled.", "按 U 运行到第 {step} 步，预测在那里见分晓。"
)
SCRUBBED = Sentence(
    "Step {step} of {last}, as it was. {key} goes on from here; an edit here begins a new branch.",
    "回到第 {step} 步（共 {last} 步），数值与当时完全相同。按 {key} 继续；在此修改则另起分支。",
)
CHANGED = Sentence("{name}: {before} {arrow} {after}", "{name}：{before} {arrow} {after}")
BRANCHED = Sentence(
    "A new branch begins at step {step}; what came after it is set aside. z takes the edit back.",
    "从第 {step} 步另起一条分支，之后的各步先放在一边。按 z 撤销修改。",
)
INPUT_NOT_FROZEN = Sentence(
    "An input cannot be frozen: training moves only weights and biases.", "输入不能冻结：训练只改变权重和偏置。"
)
FORWARD_SHOWS = Sentence("F shows whether the task is met.", "按 F 看是否达到目标。")
SELECT_TO_FREEZE = Sentence("Select a weight or a bias first (Tab).", "请先选取一个权重或偏置（Tab）。")
FROZEN_NOW = Sentence(
    "Frozen: training leaves it as it is, and this run is not judged. k thaws it.",
    "已冻结：训练不再改变它，本次运行不计入任务。按 k 解冻。",
)
FROZEN_CHECKED = Sentence(
    "{frozen} of them frozen: the gradient is there, training just does not use it.",
    "其中 {frozen} 个已冻结：梯度照样有，只是训练不用它。",
)
FROZEN_EXPLAINED = Sentence(
    "It is frozen: it has a gradient, but training leaves it as it is.", "它已冻结：梯度照样有，但训练不改变它。"
)
THAWED_NOW = Sentence("Thawed: training moves it again.", "已解冻：训练会再改变它。")
RESET_DONE = Sentence("Back at the start. z takes the reset back.", "已回到起点。按 z 撤销重置。")
RESET_UNSET = Sentence(
    "Back at the start, without what you set. z brings it back.", "已回到起点，你设定的数值已撤去。按 z 恢复。"
)
RESET_KEPT = Sentence(
    "Back at step 0, with what you set; r again undoes that too, z takes the reset back.",
    "已回到第 0 步，你设定的数值保留；再按 r 一并撤销，按 z 撤销重置。",
)
UNDONE = Sentence("Taken back.", "已撤销。")
NOTHING_TO_UNDO = Sentence("There is nothing to take back.", "没有可以撤销的改动。")
EXAMPLE_SHOWN = Sentence(
    "Units show example {number} of {count}; gradients of weights belong to all of them.",
    "各单元显示样本 {number}/{count}；权重的梯度属于全部样本。",
)
ONE_EXAMPLE = Sentence("This step trains on one example only.", "这一步只用一个样本训练。")
WRITTEN: Final[Mapping[str, Sentence]] = {
    "weights": Sentence("The edges show the weights.", "连线上显示权重。"),
    "gradients": Sentence(
        "The edges show the gradients, as far as they are known.", "连线上显示梯度（已求出的部分）。"
    ),
    "both": Sentence("The edges show weights and gradients.", "连线上显示权重和梯度。"),
    "nothing": Sentence("The edges show no numbers.", "连线上不显示数值。"),
}
PACES: Final[Mapping[str, Sentence]] = {
    "slow": Sentence("Pace: two steps a second.", "速度：每秒 2 步。"),
    "steady": Sentence("Pace: twelve steps a second, later more.", "速度：每秒 12 步，之后逐渐加快。"),
    "fast": Sentence("Pace: 200 steps a second.", "速度：每秒 200 步。"),
    "full": Sentence("Pace: as fast as it goes.", "速度：尽可能快。"),
}
CHECKING = Sentence("Checking {count|gradient|gradients} …", "正在检验 {count} 个梯度……")
NEW_NUMBER = Sentence("new {name} (now {value}), or name = number", "{name} 的新值（现为 {value}），或“名称 = 数值”")
READ_ON = Sentence("i shows the rest", "按 i 读全文")
