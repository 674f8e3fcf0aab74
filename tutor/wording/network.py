"""Names of the parts of a network, of known mistakes, and what can be wrong with a network, a goal or an edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

ACTIVATIONS: Final[Mapping[str, Sentence]] = {
    "linear": Sentence(en="linear", zh="线性"),
    "sigmoid": Sentence(en="sigmoid", zh="sigmoid"),
    "tanh": Sentence(en="tanh", zh="tanh"),
    "relu": Sentence(en="ReLU", zh="ReLU"),
    "leaky-relu": Sentence(en="leaky ReLU", zh="带泄漏的 ReLU"),
    "softplus": Sentence(en="softplus", zh="softplus"),
    "softsign": Sentence(en="softsign", zh="softsign"),
    "elu": Sentence(en="ELU", zh="ELU"),
    "silu": Sentence(en="SiLU (swish)", zh="SiLU（Swish）"),
    "gelu": Sentence(en="GELU", zh="GELU"),
    "softmax": Sentence(en="softmax", zh="softmax"),
}

LOSSES: Final[Mapping[str, Sentence]] = {
    "squared-error": Sentence(en="squared error", zh="平方误差"),
    "half-squared-error": Sentence(en="half the squared error", zh="平方误差的一半"),
    "mean-squared-error": Sentence(en="mean squared error", zh="均方误差"),
    "huber": Sentence(en="Huber loss", zh="Huber 损失"),
    "binary-cross-entropy": Sentence(en="binary cross-entropy", zh="二元交叉熵"),
    "categorical-cross-entropy": Sentence(en="categorical cross-entropy", zh="多分类交叉熵"),
}

OPTIMIZERS: Final[Mapping[str, Sentence]] = {
    "sgd": Sentence(en="gradient descent", zh="梯度下降"),
    "momentum": Sentence(en="momentum", zh="动量法"),
    "nesterov": Sentence(en="Nesterov momentum", zh="Nesterov 动量法"),
    "adam": Sentence(en="Adam", zh="Adam"),
    "rmsprop": Sentence(en="RMSprop", zh="RMSprop"),
    "adamw": Sentence(en="AdamW", zh="AdamW"),
}

CONVENTIONS: Final[Mapping[str, Sentence]] = {
    "pytorch": Sentence(en="as in PyTorch", zh="按 PyTorch 的写法"),
    "keras": Sentence(en="as in Keras", zh="按 Keras 的写法"),
    "scikit-learn": Sentence(en="as in scikit-learn", zh="按 scikit-learn 的写法"),
}

INITIALIZERS: Final[Mapping[str, Sentence]] = {
    "zeros": Sentence(en="all zero", zh="全部为零"),
    "uniform": Sentence(en="uniform", zh="均匀分布"),
    "xavier": Sentence(en="Xavier (Glorot)", zh="Xavier（Glorot）"),
    "he": Sentence(en="He", zh="He"),
}

DATASETS: Final[Mapping[str, Sentence]] = {
    "line": Sentence(en="points on a line", zh="直线上的点"),
    "xor": Sentence(en="XOR", zh="异或"),
    "circles": Sentence(en="two circles", zh="两个同心圆"),
    "spirals": Sentence(en="two spirals", zh="两条螺线"),
    "moons": Sentence(en="two moons", zh="两弯月牙"),
    "digits": Sentence(en="drawn digits", zh="画出来的数字"),
}

MISTAKES: Final[Mapping[str, Sentence]] = {
    "updated-weight-used": Sentence(
        en="the already updated weight was used for the hidden gradient", zh="算隐藏层梯度时用了已经更新过的权重"
    ),
    "activation-for-slope": Sentence(en="f(z) was used in place of f′(z)", zh="该用 f′(z) 的地方用了 f(z)"),
    "slope-at-activation": Sentence(en="f′ was taken at a instead of at z", zh="f′ 在 a 处取值，而不是在 z 处"),
    "forgot-activation-slope": Sentence(
        en="the slope of the activation function was left out", zh="漏乘了激活函数的导数"
    ),
    "one-path-only": Sentence(
        en="only the first of several paths to the loss was counted", zh="通往损失的几条路径只算了第一条"
    ),
    "overwritten-at-fork": Sentence(
        en="at a fork the last path overwrote the others", zh="在分叉处，最后一条路径覆盖了其他路径"
    ),
    "mean-for-sum": Sentence(en="the paths were averaged instead of added", zh="各条路径取了平均，而不是相加"),
    "transposed-weight": Sentence(
        en="the weight matrix was read along the wrong axis", zh="反向传播时权重矩阵的行列读反了"
    ),
    "flipped-sign": Sentence(en="the hidden gradients have the wrong sign", zh="隐藏层梯度的符号反了"),
    "stops-at-last-layer": Sentence(
        en="nothing flows back beyond the last layer", zh="梯度到最后一层就停了，没有继续往回传"
    ),
    "pre-activation-used": Sentence(
        en="δ was multiplied by z of the layer before instead of its activation",
        zh="δ 乘的是前一层的净输入 z，而不是激活值",
    ),
    "bias-forgotten": Sentence(en="the gradient of the biases was forgotten", zh="忘了计算偏置的梯度"),
    "last-example-only": Sentence(en="only the last example of the batch counts", zh="一批样本中只有最后一个起了作用"),
    "sum-for-mean": Sentence(
        en="the examples' gradients were added but not divided by their number", zh="各样本的梯度相加后没有除以样本数"
    ),
    "error-reversed": Sentence(en="y − a was used in place of a − y", zh="该用 a − y 的地方用了 y − a"),
    "error-unbounded": Sentence(
        en="a − y was taken for the slope of Huber's loss where it is only ±1",
        zh="Huber 损失的导数本应只是 ±1 的地方，用了 a − y",
    ),
    "factor-two-forgotten": Sentence(
        en="the 2 from differentiating the square was forgotten", zh="对平方求导时漏了因子 2"
    ),
    "slope-counted-twice": Sentence(
        en="a − y was multiplied by the slope of the activation function once more",
        zh="a − y 又多乘了一次激活函数的导数",
    ),
    "jacobian-diagonal-only": Sentence(
        en="softmax was differentiated as if its outputs did not share one sum",
        zh="对 softmax 求导时，没有考虑各输出共用一个分母",
    ),
    "gradients-not-reset": Sentence(
        en="gradients of earlier steps were not set back to zero", zh="前面各步的梯度没有清零"
    ),
    "one-step-late": Sentence(
        en="the backward pass used activations from before the last update", zh="反向传播用的是上次更新之前的激活值"
    ),
    "learning-rate-twice": Sentence(en="the learning rate was applied twice", zh="学习率乘了两次"),
    "learning-rate-forgotten": Sentence(en="the learning rate was forgotten", zh="忘了乘学习率"),
    "update-added": Sentence(en="the update was added instead of subtracted", zh="更新时加上了梯度，而不是减去"),
    "momentum-sign": Sentence(en="the old velocity was subtracted instead of added", zh="旧速度被减去，而不是加上"),
    "adam-without-correction": Sentence(en="Adam's bias correction was left out", zh="漏了 Adam 的偏差校正"),
    "root-forgotten": Sentence(
        en="the gradient was divided by the average of its squares, without the root",
        zh="除以了梯度平方的平均，漏了开平方",
    ),
    "decay-in-gradient": Sentence(
        en="the weight decay was added to the gradient instead of being taken off beside it",
        zh="权重衰减加进了梯度，而没有单独减去",
    ),
    "penalty-forgotten": Sentence(en="the gradient leaves out the penalty on the weights", zh="梯度里漏了权重的惩罚项"),
    "dropout-mask-forgotten": Sentence(
        en="the backward pass ignored which activations were dropped", zh="反向传播没有理会哪些激活值被略去"
    ),
    "statistics-as-constants": Sentence(
        en="mean and variance of batch normalisation were treated as constants", zh="把批量归一化的均值和方差当成了常数"
    ),
}
"""What went wrong, as a clause."""

MISTAKE_DESCRIPTIONS: Final[Mapping[str, Sentence]] = {
    "updated-weight-used": Sentence(
        en="All gradients of one step belong to the weights from before it. Here the later layer was updated "
        "first, and "
        "the hidden layer's δ was then computed with its new weights.",
        zh="同一步的所有梯度都应当用更新前的权重来算。这里后一层先更新了，隐藏层的 δ 用的却是它的新权重。",
    ),
    "activation-for-slope": Sentence(
        en="The chain rule needs how fast the activation changes at z, not its value there.",
        zh="链式法则要的是激活函数在 z 处变化得多快，而不是它在那里的值。",
    ),
    "slope-at-activation": Sentence(
        en="The slope belongs to z, which went into f. At a = f(z) it is the slope at another place.",
        zh="导数要在送入 f 的 z 处取值；a = f(z) 是另一个位置，那里的导数不同。",
    ),
    "forgot-activation-slope": Sentence(
        en="δ is ∂L/∂a times ∂a/∂z. Without the second factor the gradient is as if every unit were linear.",
        zh="δ 是 ∂L/∂a 乘以 ∂a/∂z。少了第二个因子，就好像每个单元都是线性的。",
    ),
    "one-path-only": Sentence(
        en="A hidden unit acts on the loss through every unit that it feeds; the effects along these paths add up.",
        zh="隐藏单元通过它连到的每个单元影响损失，这些路径上的影响应当相加。",
    ),
    "overwritten-at-fork": Sentence(
        en="Where one value is used several times, each use adds its share. Here `=` stands where `+=` "
        "belongs, so that "
        "only the last share is left.",
        zh="一个值被用了几次，每次都要加上一份梯度。这里该写 `+=` 的地方写了 `=`，只剩下最后一份。",
    ),
    "mean-for-sum": Sentence(
        en="The total effect of a value is the sum over its paths; an average makes it smaller by their number.",
        zh="一个值的总影响是各条路径之和；取平均会让它缩小到几分之一。",
    ),
    "transposed-weight": Sentence(
        en="Backward, δ goes through the transposed matrix: unit i receives w_ij from unit j. Here i and j "
        "are mixed up.",
        zh="反向时 δ 要乘转置矩阵：单元 i 从单元 j 那里收到的是 w_ij。这里 i 和 j 弄混了。",
    ),
    "flipped-sign": Sentence(
        en="With it the hidden layers move uphill while the last layer moves downhill.",
        zh="这样一来，隐藏层在往上坡走，最后一层在往下坡走。",
    ),
    "stops-at-last-layer": Sentence(
        en="The earlier layers get a gradient of zero and stay as they were drawn; only the last layer learns.",
        zh="前面各层得到的梯度是零，一直停在初始值；只有最后一层在学习。",
    ),
    "pre-activation-used": Sentence(
        en="A weight multiplies the activation of the layer before, so ∂z/∂w is that activation, not its z.",
        zh="权重乘的是前一层的激活值，所以 ∂z/∂w 就是那个激活值，而不是它的净输入 z。",
    ),
    "bias-forgotten": Sentence(
        en="A bias has a gradient as well: δ itself, since ∂z/∂b = 1. Here it is zero, and the biases never move.",
        zh="偏置也有梯度，就是 δ 本身，因为 ∂z/∂b = 1。这里它是零，偏置一直不动。",
    ),
    "last-example-only": Sentence(
        en="The gradient of a mean loss is the mean over all examples; here each example overwrote the one before it.",
        zh="平均损失的梯度是所有样本梯度的平均；这里每个样本都覆盖了前一个。",
    ),
    "sum-for-mean": Sentence(
        en="The loss is a mean, its gradient too. A sum is larger by the number of examples, as if the "
        "learning rate were.",
        zh="损失是平均值，它的梯度也是。求和的结果是平均值的样本数倍，相当于学习率变大了。",
    ),
    "error-reversed": Sentence(
        en="With y − a every gradient changes its sign, and each step climbs.",
        zh="用 y − a，所有梯度都变号，每一步都在往上坡走。",
    ),
    "error-unbounded": Sentence(
        en="Beyond an error of 1 Huber's loss is a straight line. Its slope there is 1 or −1, however large the error.",
        zh="误差超过 1 以后，Huber 损失是一条直线：误差再大，导数也只是 1 或 −1。",
    ),
    "factor-two-forgotten": Sentence(
        en="(a − y)² has the derivative 2(a − y); only with ½ in front does the 2 cancel.",
        zh="(a − y)² 的导数是 2(a − y)；只有前面带 ½ 时，2 才会约掉。",
    ),
    "slope-counted-twice": Sentence(
        en="With cross-entropy, a − y is already ∂L/∂z: the slope of the activation function has cancelled.",
        zh="用交叉熵时，a − y 已经是 ∂L/∂z：激活函数的导数约掉了。",
    ),
    "jacobian-diagonal-only": Sentence(
        en="Raising one z lowers all other probabilities. Without these cross terms only the true class gets "
        "a gradient.",
        zh="一个 z 变大，其他概率都会变小。漏了这些交叉项，就只有正确的那一类有梯度。",
    ),
    "gradients-not-reset": Sentence(
        en="Each step starts from zero. Here gradients pile up; the first step is still right, the second is not.",
        zh="每一步都应当从零开始。这里梯度越积越多；第一步还是对的，第二步就错了。",
    ),
    "one-step-late": Sentence(
        en="After an update the forward pass must be made again. Here old activations meet new weights.",
        zh="更新之后必须重新做一次前向传播。这里旧的激活值遇上了新的权重。",
    ),
    "learning-rate-twice": Sentence(
        en="The gradient was multiplied by α, and the update multiplied by α once more.",
        zh="梯度先乘了一次 α，更新时又乘了一次。",
    ),
    "learning-rate-forgotten": Sentence(
        en="The gradients are right, but the whole gradient was subtracted, as if α were 1.",
        zh="梯度是对的，但更新时减去了整个梯度，相当于 α = 1。",
    ),
    "update-added": Sentence(
        en="The gradients are right; they point uphill, so the update must subtract them.",
        zh="梯度是对的；它指向上坡，所以更新时应当减去。",
    ),
    "momentum-sign": Sentence(
        en="The gradients are right. Momentum keeps going where it went; here each step turns back against "
        "the last one.",
        zh="梯度是对的。动量应当沿原方向继续；这里每一步都在抵消上一步。",
    ),
    "adam-without-correction": Sentence(
        en="The gradients are right. Adam's averages start at zero and are too small at first; dividing by 1 "
        "− βᵗ mends it.",
        zh="梯度是对的。Adam 的滑动平均从零开始，起初偏小；除以 1 − βᵗ 才能纠正。",
    ),
    "root-forgotten": Sentence(
        en="The gradients are right. The root of the average of g² is the usual size of g; without it small gradients "
        "make huge steps.",
        zh="梯度是对的。g² 的平均要开平方，才是 g 平常的大小；不开平方，梯度越小，步子反而越大。",
    ),
    "decay-in-gradient": Sentence(
        en="In AdamW the decay is decoupled: αλw is taken off by itself. In the gradient it would be averaged and "
        "divided like the rest, as an L2 penalty is in Adam.",
        zh="AdamW 的权重衰减与梯度解耦：单独减去 αλw。若加进梯度，它就会一起被平均、被除，成了 Adam 里的 L2 惩罚。",
    ),
    "penalty-forgotten": Sentence(
        en="The loss contains a penalty on the weights, so its gradient must contain the penalty's derivative too.",
        zh="损失里有权重的惩罚项，所以梯度里也要有它的导数。",
    ),
    "dropout-mask-forgotten": Sentence(
        en="A dropped activation had no influence on this loss, so no gradient may flow back through it.",
        zh="被略去的激活值对这次的损失没有影响，所以梯度也不应当从它那里流回去。",
    ),
    "statistics-as-constants": Sentence(
        en="Mean and variance depend on every example of the batch, so the gradient flows through them as well.",
        zh="均值和方差依赖这一批的每个样本，所以梯度也要从它们那里流过。",
    ),
}
"""Why it is wrong, in a sentence or two."""

_GOALS: Final[Mapping[str, Sentence]] = {
    "goal.too-long": Sentence(en="the goal is too long", zh="目标太长"),
    "goal.too-deep": Sentence(
        en="column {column}: too many brackets inside each other", zh="第 {column} 个字符：括号层数太多"
    ),
    "goal.unknown-character": Sentence(
        en="column {column}: '{found}' has no meaning in a goal", zh="第 {column} 个字符：目标里不能有 '{found}'"
    ),
    "goal.unknown-word": Sentence(
        en="column {column}: '{found}' is unknown; a goal knows loss[k], steps, diverged, and, or, not",
        zh="第 {column} 个字符：不认识 '{found}'；目标里可用 loss[k]、steps、diverged、and、or、not",
    ),
    "goal.unexpected": Sentence(
        en="column {column}: '{found}' is left over; join conditions with 'and' or 'or'",
        zh="第 {column} 个字符：多出了 '{found}'；条件之间用 'and' 或 'or' 连接",
    ),
    "goal.expected-number": Sentence(
        en="column {column}: a number, loss[k] or steps is missing here",
        zh="第 {column} 个字符：这里缺一个数、loss[k] 或 steps",
    ),
    "goal.expected-comparison": Sentence(
        en="column {column}: a comparison is missing, such as < 0.05", zh="第 {column} 个字符：缺少比较，例如 < 0.05"
    ),
    "goal.expected-diverged": Sentence(
        en="column {column}: 'not' stands only before 'diverged'", zh="第 {column} 个字符：'not' 后面只能是 'diverged'"
    ),
    "goal.expected-index": Sentence(
        en="column {column}: a whole number is missing, as in loss[0] or loss[-1]",
        zh="第 {column} 个字符：这里要一个整数，例如 loss[0] 或 loss[-1]",
    ),
    "goal.expected-bracket": Sentence(
        en="column {column}: '{found}' is missing", zh="第 {column} 个字符：缺少 '{found}'"
    ),
}

_LAB: Final[Mapping[str, Sentence]] = {
    "network.unknown-quantity": Sentence(
        en="there is no number called '{name}' in this network; compare the names in 'networks', which are such as "
        "x1, h1.z, o1.delta, h1.bias, w[x1,h1] where you give none",
        zh="这个网络里没有叫 '{name}' 的数；请与 'networks' 里的名称核对，"
        "没有自取名称时是 x1、h1.z、o1.delta、h1.bias、w[x1,h1] 等",
    ),
    "network.not-editable": Sentence(
        en="'{name}' is computed; only weights, biases, inputs, targets and the learning rate can be changed",
        zh="'{name}' 是算出来的；只有权重、偏置、输入、目标值和学习率可以改",
    ),
    "network.not-finite": Sentence(en="'{name}' must be an ordinary number", zh="'{name}' 必须是普通的数"),
    "network.learning-rate-not-positive": Sentence(en="the learning rate must be above 0", zh="学习率必须大于 0"),
    "network.unknown-mistake": Sentence(
        en="there is no known mistake called '{name}'", zh="没有叫 '{name}' 的已知错误"
    ),
}

SPEC_PROBLEMS: Final[Mapping[str, Sentence]] = {
    "network.loss-needs-activation": Sentence(
        en="the loss {loss} needs {needed} in the last layer", zh="损失函数 {loss} 要求最后一层用 {needed}"
    ),
    "network.convention-lacks": Sentence(
        en="{convention} has no {kind}; choose another convention", zh="{convention} 没有 {kind}；请换一种 convention"
    ),
    "network.softmax-place": Sentence(
        en="softmax belongs in the last layer, before categorical-cross-entropy",
        zh="softmax 只能用在最后一层，后面接 categorical-cross-entropy",
    ),
    "network.output-dropout": Sentence(
        en="the last layer has no dropout: it would drop answers", zh="最后一层不能用随机失活，否则略去的是答案"
    ),
    "network.target-not-probability": Sentence(
        en="binary-cross-entropy needs targets from 0 to 1", zh="binary-cross-entropy 的目标值必须在 0 到 1 之间"
    ),
    "network.targets-not-distribution": Sentence(
        en="categorical-cross-entropy needs targets from 0 on that sum to 1",
        zh="categorical-cross-entropy 的目标值不能为负，且总和必须为 1",
    ),
    "network.norm-needs-batch": Sentence(
        en="{count|example|examples} in batches of {batch} leave a step with one, too few for batch normalisation;"
        " change 'batch_size' or the examples",
        zh="{count} 个样本每批 {batch} 个，会有一步只剩一个样本，无法做批量归一化；请改 'batch_size' 或样本数",
    ),
    "network.dataset-shape": Sentence(
        en="the data set {data} needs {inputs|input|inputs} and {targets|output|outputs}",
        zh="数据集 {data} 需要 {inputs} 个输入、{targets} 个输出",
    ),
    "network.digits-shape": Sentence(
        en="the data set digits needs a square number of inputs from 64 to 1024, such as 64 or 784, and 10 outputs",
        zh="数据集 digits 的输入个数须是 64 到 1024 之间的平方数，如 64 或 784，输出为 10 个",
    ),
    "network.dataset-not-classes": Sentence(
        en="the targets of this data set are not classes; use a squared error",
        zh="这个数据集的目标值不是类别；请用平方误差",
    ),
    "network.dataset-not-one-hot": Sentence(
        en="this data set has one target from 0 to 1; use binary-cross-entropy or a squared error",
        zh="这个数据集只有一个 0 到 1 的目标值；请用 binary-cross-entropy 或平方误差",
    ),
}

_EXPORT: Final[Mapping[str, Sentence]] = {
    "export.masks": Sentence(
        en="With `dropout` a framework draws masks of its own: other numbers. `--to numpy` draws the tutor's.",
        zh="使用 `dropout` 时，框架会自己抽取掩码，数值会不同。`--to numpy` 抽取的掩码与这里相同。",
    ),
    "export.all-frozen": Sentence(
        en="`freeze` leaves nothing to train, which frameworks refuse. `--to numpy` takes it.",
        zh="`freeze` 冻结了全部参数，框架不接受这样的训练。`--to numpy` 可以。",
    ),
    "export.convention": Sentence(
        en="The {kind} of {own} has epsilon in another place than that of {asked}, which this network asks for: the "
        "numbers would differ. `convention: {own}` in the lesson makes them the same; `--to numpy` writes both.",
        zh="{own} 的 {kind} 里 epsilon 的位置与这个网络要求的 {asked} 不同，数值会不一样。在这一课的网络里写 "
        "`convention: {own}` 即可一致；`--to numpy` 两种都能写。",
    ),
    "export.keras-freeze": Sentence(
        en="Keras can `freeze` whole weights or biases of a layer, not {name} alone. `--to numpy` can.",
        zh="Keras 只能用 `freeze` 冻结一层的全部权重或全部偏置，不能单独冻结 {name}。`--to numpy` 可以。",
    ),
    "export.keras-penalty": Sentence(
        en="Keras leaves `l1` and `l2` of frozen weights out of the loss. `--to numpy` counts them.",
        zh="权重被冻结时，Keras 不把它们的 `l1` 和 `l2` 计入损失。`--to numpy` 会计入。",
    ),
    "export.keras-clip": Sentence(
        en="Keras clips by `clip_value` or by `clip_norm`, not by both. `--to numpy` does.",
        zh="Keras 只能按 `clip_value` 或按 `clip_norm` 裁剪梯度，不能两者都用。`--to numpy` 可以。",
    ),
    "export.keras-one-class": Sentence(
        en="Keras has categorical-cross-entropy for two outputs or more. `--to numpy` takes one.",
        zh="Keras 的 categorical-cross-entropy 至少要有两个输出。`--to numpy` 可以只有一个。",
    ),
    "export.sklearn-loss": Sentence(
        en="scikit-learn has no {loss}; its networks have half-squared-error or a cross-entropy. `--to numpy` has it.",
        zh="scikit-learn 没有 {loss}；它的网络只有 half-squared-error 和交叉熵。`--to numpy` 可以写它。",
    ),
    "export.sklearn-last-activation": Sentence(
        en="With {loss}, scikit-learn always puts {needed} in the last layer. `--to numpy` takes any activation.",
        zh="用 {loss} 时，scikit-learn 的最后一层一定是 {needed}。`--to numpy` 可用任何激活函数。",
    ),
    "export.sklearn-optimizer": Sentence(
        en="scikit-learn has no {kind}. `--to numpy` writes it.", zh="scikit-learn 没有 {kind}。`--to numpy` 可以写它。"
    ),
    "export.sklearn-activation": Sentence(
        en="scikit-learn has no {activation}; it has linear, sigmoid, tanh and relu. `--to numpy` has all.",
        zh="scikit-learn 没有 {activation}；它有 linear、sigmoid、tanh 和 relu。`--to numpy` 都有。",
    ),
    "export.sklearn-hidden-differ": Sentence(
        en="In scikit-learn all hidden layers have the same activation. `--to numpy` takes different ones.",
        zh="在 scikit-learn 里，所有隐藏层的激活函数必须相同。`--to numpy` 可以各不相同。",
    ),
    "export.sklearn-feature": Sentence(
        en="scikit-learn's networks have no `{feature}` as the tutor's do. `--to numpy` writes it.",
        zh="scikit-learn 的网络没有与这里相同的 `{feature}`。`--to numpy` 可以写它。",
    ),
    "export.sklearn-classes": Sentence(
        en="scikit-learn has softmax for three classes or more; here it is {outputs}. `--to numpy` writes it.",
        zh="scikit-learn 只在三个或更多类别时用 softmax，这里是 {outputs} 个。`--to numpy` 可以写它。",
    ),
    "export.sklearn-targets": Sentence(
        en="scikit-learn learns classes from labels: each target must be 0 or 1, for one class an example. "
        "`--to numpy` takes others.",
        zh="scikit-learn 用标签学习分类：目标值必须是 0 或 1，每个样本属于一类。`--to numpy` 可用其他目标值。",
    ),
}

PROBLEMS: Final[Mapping[str, Sentence]] = {**_GOALS, **_LAB, **_EXPORT}
"""What the engine and the exports refuse, by the code of their TutorErrors."""
