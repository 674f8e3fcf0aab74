"""What a network is, plain frozen data in the terms of a lesson's `networks:` block, and what running it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

Activation: TypeAlias = Literal[
    "linear", "sigmoid", "tanh", "relu", "leaky-relu", "softplus", "softsign", "elu", "silu", "gelu", "softmax"
]
ACTIVATIONS: Final[tuple[Activation, ...]] = get_args(Activation)

Loss: TypeAlias = Literal[
    "squared-error",
    "half-squared-error",
    "mean-squared-error",
    "huber",
    "binary-cross-entropy",
    "categorical-cross-entropy",
]
LOSSES: Final[tuple[Loss, ...]] = get_args(Loss)

OptimizerKind: TypeAlias = Literal["sgd", "momentum", "nesterov", "adam", "rmsprop", "adamw"]
OPTIMIZERS: Final[tuple[OptimizerKind, ...]] = get_args(OptimizerKind)

Convention: TypeAlias = Literal["pytorch", "keras", "scikit-learn"]
CONVENTIONS: Final[tuple[Convention, ...]] = get_args(Convention)

Initializer: TypeAlias = Literal["zeros", "uniform", "xavier", "he"]
INITIALIZERS: Final[tuple[Initializer, ...]] = get_args(Initializer)

Dataset: TypeAlias = Literal["line", "xor", "circles", "spirals", "moons", "digits"]
DATASETS: Final[tuple[Dataset, ...]] = get_args(Dataset)

Targets: TypeAlias = Literal["numbers", "probabilities", "distribution"]
"""Any numbers · numbers from 0 to 1 · such as add up to 1; each kind is one of the kind before it as well."""
TARGETS: Final[tuple[Targets, ...]] = get_args(Targets)


class ActivationFacts(NamedTuple):
    """An activation function as a formula of z, its pre-activation, and of `total`, the sum of e^z over its layer.

    `slope` is ∂a/∂z as it is remembered, in z and a; `nanoseconds` is about what a training step pays for one a.
    """

    formula: str
    slope: str
    nanoseconds: float

    @property
    def couples_units(self) -> bool:
        """Whether an activation depends on all pre-activations of its layer."""
        return "total" in self.formula


ACTIVATION_FACTS: Final[Mapping[Activation, ActivationFacts]] = {
    "linear": ActivationFacts("z", "1", 3),
    "sigmoid": ActivationFacts("sigmoid(z)", "a*(1 - a)", 10),
    "tanh": ActivationFacts("tanh(z)", "1 - a^2", 11),
    "relu": ActivationFacts("relu(z)", "relu'(z)", 5.5),
    "leaky-relu": ActivationFacts("leaky_relu(z)", "leaky_relu'(z)", 5.5),
    "softplus": ActivationFacts("softplus(z)", "sigmoid(z)", 20),
    "softsign": ActivationFacts("softsign(z)", "(1 - abs(a))^2", 9),
    "elu": ActivationFacts("elu(z)", "elu'(z)", 10),
    "silu": ActivationFacts("silu(z)", "a + sigmoid(z)*(1 - a)", 19),
    "gelu": ActivationFacts("gelu(z)", "gelu'(z)", 65),
    # The slope of softmax is a matrix; this is its diagonal.
    "softmax": ActivationFacts("e^z/total", "a*(1 - a)", 10),
}


class ConventionFacts(NamedTuple):
    """Where the formulas of a framework differ from those of others.

    `corrects_first`: its Adam corrects the bias before it adds epsilon; `rate_in_velocity`: its momentum remembers
    changes, in which the learning rate is a factor, instead of gradients; `rho`: what its RMSprop keeps of old squares
    by default, and `epsilon_in_root`: it adds epsilon under the root; `decay`: what its AdamW takes by default.
    """

    epsilon: float
    corrects_first: bool
    rate_in_velocity: bool
    rho: float = 0.99
    epsilon_in_root: bool = False
    decay: float = 0.01
    has_rmsprop: bool = True
    has_adamw: bool = True


CONVENTION_FACTS: Final[Mapping[Convention, ConventionFacts]] = {
    "pytorch": ConventionFacts(1e-8, corrects_first=True, rate_in_velocity=False),
    "keras": ConventionFacts(
        1e-7, corrects_first=False, rate_in_velocity=True, rho=0.9, epsilon_in_root=True, decay=0.004
    ),
    "scikit-learn": ConventionFacts(
        1e-8, corrects_first=False, rate_in_velocity=True, has_rmsprop=False, has_adamw=False
    ),
}


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What a generated data set has: `count` examples where the lesson does not say, the sizes that they may have.

    `pictures`: the inputs are the pixels of a square picture.
    """

    count: int
    inputs: tuple[int, ...]
    outputs: int
    targets: Targets
    pictures: bool = False


DATASET_FACTS: Final[Mapping[Dataset, DatasetFacts]] = {
    "line": DatasetFacts(20, (1,), 1, "numbers"),
    "xor": DatasetFacts(4, (2,), 1, "probabilities"),
    "circles": DatasetFacts(100, (2,), 1, "probabilities"),
    "spirals": DatasetFacts(100, (2,), 1, "probabilities"),
    "moons": DatasetFacts(100, (2,), 1, "probabilities"),
    "digits": DatasetFacts(200, tuple(side**2 for side in range(8, 33)), 10, "distribution", pictures=True),
}

FROZEN_GROUPS: Final = ("weights", "biases")
"""Words in `freeze` that stand for many parameters; every other entry is the name of one parameter."""


class LossFacts(NamedTuple):
    """The loss of one example is the sum over its outputs of `term`, or their mean where it is `averaged`.

    Formulas are in a, the activation of an output, and y, its target; `slope` is ∂term/∂a. A loss with a `last`
    activation is stable, and defined, only after that one; `fused_slope` is ∂L/∂z through both, before a mean is
    taken, with t for the sum of all targets.
    """

    term: str
    slope: str
    averaged: bool = False
    targets: Targets = "numbers"
    last: Activation | None = None
    fused_slope: str = ""


LOSS_FACTS: Final[Mapping[Loss, LossFacts]] = {
    "squared-error": LossFacts("(a - y)^2", "2*(a - y)"),
    "half-squared-error": LossFacts("1/2*(a - y)^2", "a - y"),
    "mean-squared-error": LossFacts("(a - y)^2", "2*(a - y)", averaged=True),
    # Huber 1964, with the threshold 1 that PyTorch and Keras take by default.
    "huber": LossFacts(
        "cases(1/2*(a - y)^2, abs(a - y) <= 1, abs(a - y) - 1/2)", "max(-1, min(1, a - y))", averaged=True
    ),
    "binary-cross-entropy": LossFacts(
        "-y*ln(a) - (1 - y)*ln(1 - a)",
        "(1 - y)/(1 - a) - y/a",
        averaged=True,
        targets="probabilities",
        last="sigmoid",
        fused_slope="a - y",
    ),
    "categorical-cross-entropy": LossFacts(
        "-y*ln(a)", "-y/a", targets="distribution", last="softmax", fused_slope="a*t - y"
    ),
}


SECONDS_PER_STEP: Final = 4e-6
SECONDS_PER_LAYER: Final = 1.3e-5
SECONDS_PER_NORM: Final = 3e-5
SECONDS_PER_PRODUCT: Final = 1.4e-10
"""What a step costs, each of its layers, each that is normalised, and each weight with each example; what an
activation costs stands with its function.

All measured on one core: estimates of 2-4-1 to 784-128-10 in batches of 1 to 5000 are right within a factor of two,
which `python -m tests.benchmarks cost` measures anew.
"""

Vector: TypeAlias = tuple[float, ...]
Matrix: TypeAlias = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """One dense layer: a = dropout(f(batch_norm(x·W + b))), the optional parts left out by default.

    `weights[i][j]` leads from unit i of the layer before to unit j of this one. Weights that are not given are drawn
    by `initializer` from the network's seed; biases that are not given are 0. `dropout` is the probability that an
    activation of this layer is dropped in training.
    """

    units: tuple[str, ...]
    activation: Activation = "linear"
    weights: Matrix | None = None
    biases: Vector | None = None
    weight_names: tuple[tuple[str, ...], ...] | None = None
    bias_names: tuple[str, ...] | None = None
    initializer: Initializer = "xavier"
    dropout: float = 0.0
    batch_norm: bool = False


OPTIMIZER_SETTINGS: Final[Mapping[OptimizerKind, frozenset[str]]] = {
    "sgd": frozenset(),
    "momentum": frozenset(["momentum"]),
    "nesterov": frozenset(["momentum"]),
    "adam": frozenset(["beta1", "beta2", "epsilon"]),
    "rmsprop": frozenset(["rho", "epsilon"]),
    "adamw": frozenset(["beta1", "beta2", "epsilon", "weight_decay"]),
}
"""The settings that an optimizer looks at, besides its learning rate and its convention."""


def is_ignored(setting: str, kind: OptimizerKind) -> bool:
    """Return whether other optimizers look at `setting`, but not one of this kind."""
    return setting not in OPTIMIZER_SETTINGS[kind] and any(setting in used for used in OPTIMIZER_SETTINGS.values())


@dataclass(frozen=True, slots=True)
class OptimizerSpec:
    """How a gradient becomes a change of the parameters.

    `convention` says whose formula: frameworks differ in where epsilon and momentum's learning rate stand. `rho`, which
    RMSprop keeps of old squares, `epsilon` and AdamW's `weight_decay` are None for the framework's own default.
    """

    kind: OptimizerKind = "sgd"
    learning_rate: float = 0.1
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    rho: float | None = None
    epsilon: float | None = None
    weight_decay: float | None = None
    convention: Convention = "pytorch"

    @property
    def is_known(self) -> bool:
        """Whether the framework whose convention it is has this optimizer."""
        match self.kind:
            case "sgd" | "momentum" | "nesterov" | "adam":
                return True
            case "rmsprop":
                return CONVENTION_FACTS[self.convention].has_rmsprop
            case "adamw":
                return CONVENTION_FACTS[self.convention].has_adamw

    @property
    def own_epsilon(self) -> float:
        """The epsilon given, else the default of the framework whose convention it is."""
        return CONVENTION_FACTS[self.convention].epsilon if self.epsilon is None else self.epsilon

    @property
    def own_rho(self) -> float:
        """The rho given, else the default of the framework whose convention it is."""
        return CONVENTION_FACTS[self.convention].rho if self.rho is None else self.rho

    @property
    def own_decay(self) -> float:
        """What share of itself, times the learning rate, every parameter loses in a step, beside its gradient.

        It is decoupled from the gradient, and biases lose it too (Loshchilov and Hutter 2019, algorithm 2).
        """
        if is_ignored("weight_decay", self.kind):
            return 0.0
        return CONVENTION_FACTS[self.convention].decay if self.weight_decay is None else self.weight_decay


@dataclass(frozen=True, slots=True)
class TrainingSpec:
    """How a network is trained: optimizer, examples for each step, penalties, clipping.

    `batch_size` is None for all examples at once. The penalties l1·Σ|w| and ½·l2·Σw² count weights, not biases.
    `clip_value` bounds every component of the gradient, then `clip_norm` its Euclidean length; None leaves it alone.
    """

    optimizer: OptimizerSpec = field(default_factory=OptimizerSpec)
    batch_size: int | None = None
    l1: float = 0.0
    l2: float = 0.0
    clip_value: float | None = None
    clip_norm: float | None = None

    @property
    def penalises(self) -> bool:
        """Whether the loss has a penalty on weights."""
        return self.l1 != 0 or self.l2 != 0


@dataclass(frozen=True, slots=True)
class DataSpec:
    """A generated data set: `count` examples (None: as many as the set has by nature) with Gaussian `noise`.

    `validation` examples more are drawn in the same way and never trained on.
    """

    name: Dataset
    count: int | None = None
    noise: float = 0.0
    validation: int = 0

    @property
    def size(self) -> int:
        """How many examples there are to train on."""
        return DATASET_FACTS[self.name].count if self.count is None else self.count


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """A network with its examples and its training; every reader (engine, diagram, check, export) starts from this.

    Examples are either `rows`, each the inputs and then the targets, or `data`. `seed` fixes everything that is drawn:
    initial weights, data, the order of mini-batches, dropout. `freeze` holds names of parameters, or `FROZEN_GROUPS`.
    """

    inputs: tuple[str, ...]
    layers: tuple[LayerSpec, ...]
    loss: Loss = "half-squared-error"
    training: TrainingSpec = field(default_factory=TrainingSpec)
    rows: Matrix | None = None
    data: DataSpec | None = None
    seed: int = 0
    freeze: tuple[str, ...] = ()
    target_names: tuple[str, ...] | None = None

    @property
    def size(self) -> int:
        """How many examples there are to train on."""
        return len(self.rows or ()) if self.data is None else self.data.size

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the units of the last layer."""
        return self.layers[-1].units

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the targets: as given, else `y` for one output and `y1`, `y2` … for several."""
        if self.target_names is not None:
            return self.target_names
        count = len(self.outputs)
        return ("y",) if count == 1 else tuple(f"y{number + 1}" for number in range(count))

    def sources(self, layer: int) -> tuple[str, ...]:
        """Names of what feeds layer number `layer`: the inputs, or the units of the layer before."""
        return self.inputs if layer == 0 else self.layers[layer - 1].units

    def weight_names(self, layer: int) -> tuple[tuple[str, ...], ...]:
        """Names of the weights of layer number `layer`, [source][unit]: as given, else `w[source,unit]`."""
        spec = self.layers[layer]
        if spec.weight_names is not None:
            return spec.weight_names
        return tuple(tuple(f"w[{source},{unit}]" for unit in spec.units) for source in self.sources(layer))

    def bias_names(self, layer: int) -> tuple[str, ...]:
        """Names of the biases of layer number `layer`: as given, else `unit.bias`."""
        spec = self.layers[layer]
        return spec.bias_names if spec.bias_names is not None else tuple(f"{unit}.bias" for unit in spec.units)


def unit_names(layers: Sequence[int | Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the names of the units of each layer, where a number stands for that many default names.

    Units of the last layer are `o1`, `o2` …; those of a single hidden layer `h1`, `h2` … `h10`, `h_11` …, for `h11` is
    unit 1 of layer 1 (shown as h¹₁); of several, unit 2 of hidden layer 1 is `h1_2` (shown as h¹₂).
    """
    hidden = len(layers) - 1

    def default(layer: int, unit: int) -> str:
        """The default name of a unit, counted from 1, of a layer, counted from 0."""
        if layer == hidden:
            return f"o{unit}"
        if hidden == 1:
            return f"h{unit}" if unit <= 10 else f"h_{unit}"
        return f"h{layer + 1}_{unit}"

    return tuple(
        tuple(default(layer, number + 1) for number in range(units)) if isinstance(units, int) else tuple(units)
        for layer, units in enumerate(layers)
    )


def parameter_count(spec: NetworkSpec) -> int:
    """Return how many weights and biases the network has."""
    return sum((len(spec.sources(number)) + 1) * len(layer.units) for number, layer in enumerate(spec.layers))


def seconds_of(spec: NetworkSpec, steps: int) -> float:
    """Return about how long `steps` training steps take."""
    examples = min(spec.training.batch_size or spec.size, spec.size)
    layers = sum(SECONDS_PER_LAYER + SECONDS_PER_NORM * layer.batch_norm for layer in spec.layers)
    return steps * (SECONDS_PER_STEP + layers + _seconds_of_numbers(spec, examples))


def seconds_of_a_pass(spec: NetworkSpec) -> float:
    """Return about how long one pass forward and back over all examples takes, those never trained on included."""
    return _seconds_of_numbers(spec, spec.size + (spec.data.validation if spec.data else 0))


def _seconds_of_numbers(spec: NetworkSpec, examples: int) -> float:
    units = sum(ACTIVATION_FACTS[layer.activation].nanoseconds * len(layer.units) for layer in spec.layers)
    return examples * (SECONDS_PER_PRODUCT * parameter_count(spec) + 1e-9 * units)
