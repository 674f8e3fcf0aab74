"""What scripts for all frameworks share: how each writes the functions, the examples, the weights at the start."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tutor.errors import Argument, TutorError
from tutor.network import digits
from tutor.network.spec import (
    CONVENTION_FACTS,
    DATASET_FACTS,
    FROZEN_GROUPS,
    Activation,
    Convention,
    Dataset,
    DataSpec,
    Initializer,
    Matrix,
    NetworkSpec,
    OptimizerSpec,
    TrainingSpec,
)
from tutor.wording import Sentence, Voice, scripts

_WIDTH: Final = 96
"""Widest line of a script, in characters."""

_OWN_MODULES: Final = {"math.": "import math", "pairwise(": "from itertools import pairwise"}
"""By what lines have in them that need it."""
_DRAWN: Final[dict[Initializer, str]] = {
    "zeros": "np.zeros(({sources}, {units}))",
    "uniform": "random.uniform(-1, 1, ({sources}, {units})) / np.sqrt({sources})",
    "xavier": "random.uniform(-1, 1, ({sources}, {units})) * np.sqrt(6 / ({sources} + {units}))",
    "he": "random.normal(0, 1, ({sources}, {units})) * np.sqrt(2 / {sources})",
}
_REMARKS: Final = re.compile(r'^ *(?:""".*?"""|#.*?)\n', re.DOTALL | re.MULTILINE)
"""Docstrings and comments, which stand on lines of their own."""
_CLASSES: Final = "y = (np.arange({count}) % 2).astype(float)[:, None]"
_ON_CIRCLE: Final = "np.hstack([np.cos(angle), np.sin(angle)])"


@dataclass(frozen=True, slots=True)
class Written:
    """One activation function in the words of NumPy, PyTorch, Keras and scikit-learn."""

    numpy: tuple[str, ...]
    """Lines with `{z}` for the pre-activations and `{f}` for the values."""
    numpy_slope: str
    """An expression in them; empty where no factor is written: it is 1, or in the loss's own slope."""
    pytorch: str
    """The module; empty for none."""
    keras: str
    sklearn: str | None
    """None where scikit-learn has it not in a hidden layer."""
    numpy_lacks: str = ""
    """What NumPy itself has not, and Python's `math` for single numbers."""


WRITTEN: Final[Mapping[Activation, Written]] = {
    "linear": Written(("{f} = {z}",), "", "", '"linear"', "identity"),
    "sigmoid": Written(("{f} = 1 / (1 + np.exp(-{z}))",), "{f} * (1 - {f})", "nn.Sigmoid()", '"sigmoid"', "logistic"),
    "tanh": Written(("{f} = np.tanh({z})",), "1 - {f}**2", "nn.Tanh()", '"tanh"', "tanh"),
    "relu": Written(("{f} = np.maximum({z}, 0)",), "{z} > 0", "nn.ReLU()", '"relu"', "relu"),
    "leaky-relu": Written(
        ("{f} = np.where({z} > 0, {z}, 0.01 * {z})",),
        "np.where({z} > 0, 1, 0.01)",
        "nn.LeakyReLU(0.01)",
        "keras.layers.LeakyReLU(negative_slope=0.01)",
        None,
    ),
    "softplus": Written(("{f} = np.logaddexp(0, {z})",), "1 / (1 + np.exp(-{z}))", "nn.Softplus()", '"softplus"', None),
    "softsign": Written(
        ("{f} = {z} / (1 + np.abs({z}))",), "1 / (1 + np.abs({z})) ** 2", "nn.Softsign()", '"softsign"', None
    ),
    "elu": Written(
        ("{f} = np.where({z} > 0, {z}, np.expm1(np.minimum({z}, 0)))",),
        "np.exp(np.minimum({z}, 0))",
        "nn.ELU()",
        '"elu"',
        None,
    ),
    "silu": Written(
        ("{f} = {z} / (1 + np.exp(-{z}))",), "{f} + (1 - {f}) / (1 + np.exp(-{z}))", "nn.SiLU()", '"silu"', None
    ),
    "gelu": Written(
        ("{f} = {z} * erfc(-{z} / 2**0.5) / 2",),
        "erfc(-{z} / 2**0.5) / 2 + {z} * np.exp(-{z} * {z} / 2) / (2 * np.pi) ** 0.5",
        "nn.GELU()",
        '"gelu"',
        None,
        numpy_lacks="erfc",
    ),
    "softmax": Written(
        ("{f} = np.exp({z} - {z}.max(axis=1, keepdims=True))", "{f} /= {f}.sum(axis=1, keepdims=True)"),
        "",
        "nn.Softmax(dim=1)",
        '"softmax"',
        None,
    ),
}


def script_of(
    spec: NetworkSpec,
    framework: str,
    voice: Voice,
    imports: Sequence[str],
    settings: Sequence[str],
    training: Sequence[str],
    after_data: Sequence[str] = (),
) -> str:
    """Return a script: what it is, `imports`, `settings`, the examples, the weights, `training`, the losses.

    Of Python's own modules it imports those that its lines name. What is made of the examples stands `after_data`.
    """
    shape = "-".join(str(len(names)) for names in (spec.inputs, *(layer.units for layer in spec.layers)))
    made = [
        *settings,
        "",
        comment(voice, scripts.EXAMPLES),
        *_data_lines(spec, voice),
        *after_data,
        "",
        comment(voice, scripts.START),
        *_weight_lines(spec),
    ]
    own = [line for name, line in _OWN_MODULES.items() if any(name in each for each in made)]
    heading = scripts.NUMPY if framework == "NumPy" else scripts.FRAMEWORK
    title = voice(heading, shape=shape, framework=framework)
    printed = voice(scripts.PRINTED, first="{losses[0]:.10g}", last="{losses[-1]:.10g}")
    opening = [f'"""{title}"""', "", *own, *([""] if own else []), *imports, "", *made]
    return "\n".join([*opening, *training, "", f'print(f"{printed}")', ""])


def comment(voice: Voice, sentence: Sentence, **arguments: Argument) -> str:
    """Return a comment of Python that says `sentence`."""
    return f"# {voice(sentence, **arguments)}"


def number(value: float) -> str:
    """Return `value` so that Python reads exactly it."""
    return repr(float(value))


def settings_of(optimizer: OptimizerSpec) -> Mapping[str, str]:
    """Return how Python writes the numbers that an optimizer may use, by the names of the lesson format."""
    return {
        "learning_rate": number(optimizer.learning_rate),
        "momentum": number(optimizer.momentum),
        "beta1": number(optimizer.beta1),
        "beta2": number(optimizer.beta2),
        "rho": number(optimizer.own_rho),
        "epsilon": number(optimizer.own_epsilon),
        "weight_decay": number(optimizer.own_decay),
    }


def refuse_other_numbers(spec: NetworkSpec, own: Convention) -> None:
    """Raise TutorError where a framework, by its `own` convention, would not give the numbers of `spec`.

    `export.masks` for dropout, `export.all-frozen` where nothing is trained, `export.convention` where its optimizer is
    another one. Momentum's conventions give the same numbers while the learning rate stays, as it does in a script.
    """
    if any(layer.dropout for layer in spec.layers):
        raise TutorError("export.masks")
    if set(FROZEN_GROUPS) <= set(spec.freeze) and not any(layer.batch_norm for layer in spec.layers):
        raise TutorError("export.all-frozen")
    optimizer = spec.training.optimizer
    asked, has = CONVENTION_FACTS[optimizer.convention], CONVENTION_FACTS[own]
    match optimizer.kind:
        case "sgd" | "momentum" | "nesterov":
            same = True
        case "adam" | "adamw":
            same = asked.corrects_first == has.corrects_first
        case "rmsprop":
            same = asked.epsilon_in_root == has.epsilon_in_root
    if not same:
        raise TutorError("export.convention", kind=optimizer.kind, own=own, asked=optimizer.convention)


def on_one_line(opening: str, parts: Sequence[str], closing: str) -> list[str]:
    """Return the lines of something in brackets: one where it fits, else one for each part."""
    line = f"{opening}{', '.join(parts)}{closing}"
    return [line] if len(line) <= _WIDTH else [opening, *(f"    {part}," for part in parts), closing]


def _table(name: str, rows: Matrix) -> list[str]:
    """The lines of an assignment of a 2-D array."""
    return on_one_line(f"{name} = np.array([", [bracketed(map(number, row)) for row in rows], "])")


def bracketed(parts: Iterable[str]) -> str:
    """Return `[W1, W2]`."""
    return f"[{', '.join(parts)}]"


def list_of(prefix: str, spec: NetworkSpec) -> str:
    """Return one name for each layer in brackets, `[W1, W2]`."""
    return bracketed(f"{prefix}{place}" for place in range(1, len(spec.layers) + 1))


def _weight_lines(spec: NetworkSpec) -> list[str]:
    """The lines that make W1, b1, W2, b2 …; drawn weights are drawn as the tutor draws them."""
    lines = []
    for place, layer in enumerate(spec.layers, start=1):
        sources, units = len(spec.sources(place - 1)), len(layer.units)
        if layer.weights is not None:
            lines += _table(f"W{place}", layer.weights)
        else:
            lines.append(f"W{place} = " + _DRAWN[layer.initializer].format(sources=sources, units=units))
        given = None if layer.biases is None else f"np.array({bracketed(map(number, layer.biases))})"
        lines.append(f"b{place} = {given or f'np.zeros({units})'}")
    return [f"random = np.random.default_rng({spec.seed})", *lines] if _draw(lines) else lines


def _draw(lines: Sequence[str]) -> bool:
    return any("random." in line for line in lines)


def _data_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Return the lines that make x (examples, inputs) and y (examples, outputs), the tutor's own numbers."""
    if spec.data is None:
        rows, inputs = spec.rows or (), len(spec.inputs)
        return [*_table("x", tuple(row[:inputs] for row in rows)), *_table("y", tuple(row[inputs:] for row in rows))]
    told = [comment(voice, scripts.DIGITS)] if DATASET_FACTS[spec.data.name].pictures else []
    return [*told, *_GENERATED[spec.data.name](spec, spec.data)]


_DataWriter: TypeAlias = Callable[[NetworkSpec, DataSpec], list[str]]


def _generated(*formulas: str, noisy: str = "x") -> _DataWriter:
    """Lines that make x and y of `{count}` examples by formulas, then add the noise to one of them."""

    def write(spec: NetworkSpec, data: DataSpec) -> list[str]:
        """The lines that make the examples of `data`, with a source of random numbers where they draw any."""
        lines = [line.format(count=data.size) for line in formulas]
        if data.noise:
            lines.append(f"{noisy} = {noisy} + {number(data.noise)} * random.normal(size={noisy}.shape)")
        return [_data_random(spec), *lines] if _draw(lines) else lines

    return write


def _digit_lines(spec: NetworkSpec, data: DataSpec) -> list[str]:
    """The pictures are drawn in the script by the code that draws them here, without what it says in one language."""
    code = _REMARKS.sub("", inspect.getsource(digits).partition("\n\n\n")[2])
    return [
        "Array = np.ndarray",
        "",
        "",
        *code.splitlines(),
        "",
        "",
        _data_random(spec),
        f"x, y = draw_digits(random, {data.size}, {len(spec.inputs)}, {number(data.noise)})",
    ]


def _data_random(spec: NetworkSpec) -> str:
    return f"random = np.random.default_rng(({spec.seed}, 1))"


_GENERATED: Final[Mapping[Dataset, _DataWriter]] = {
    "line": _generated("x = np.linspace(-1, 1, {count})[:, None]", "y = 0.8 * x + 0.3", noisy="y"),
    "xor": _generated(
        "x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])[np.arange({count}) % 4]",
        "y = (x.sum(axis=1, keepdims=True) == 1).astype(float)",
    ),
    "circles": _generated(
        _CLASSES,
        "angle = random.uniform(0, 2 * np.pi, ({count}, 1))",
        f"x = (1 - 0.5 * y) * {_ON_CIRCLE}",
    ),
    "spirals": _generated(
        _CLASSES,
        "radius = np.linspace(0.05, 1, {count})[:, None]",
        "angle = np.pi * (3 * radius + y)",
        f"x = radius * {_ON_CIRCLE}",
    ),
    "moons": _generated(
        _CLASSES,
        "angle = np.pi * random.uniform(size=({count}, 1))",
        f"x = {_ON_CIRCLE}",
        "x = np.where(y == 1, [1.0, 0.5] - x, x)",
    ),
    "digits": _digit_lines,
}


def is_batched(spec: NetworkSpec) -> bool:
    """Return whether a step uses only some of the examples."""
    size = spec.training.batch_size
    return size is not None and size < spec.size


def batch_lines(spec: NetworkSpec, voice: Voice) -> list[str]:
    """Return the lines that choose `rows` for step number `step`, in the tutor's order."""
    size = spec.training.batch_size
    return [
        comment(voice, scripts.BATCHES, size=str(size)),
        f"epoch, part = divmod(step, -(-len(x) // {size}))",
        f"order = np.random.default_rng(({spec.seed}, 3, epoch)).permutation(len(x))",
        f"rows = order[part * {size} : (part + 1) * {size}]",
    ]


@dataclass(frozen=True, slots=True)
class FrozenElement:
    """A parameter that is frozen by its own name: an element of `array` of layer number `place`, from 1."""

    name: str
    array: Literal["W", "b", "gamma", "beta"]
    place: int
    row: int
    column: int

    @property
    def place_in_numpy(self) -> str:
        """The element as NumPy scripts have it; only weights have rows."""
        row = f"{self.row}, " if self.array == "W" else ""
        return f"{self.array}{self.place}[{row}{self.column}]"


def frozen_elements(spec: NetworkSpec) -> tuple[FrozenElement, ...]:
    """Return where the parameters are that `freeze` names one by one."""
    return tuple(element for element in _elements(spec) if element.name in spec.freeze)


def _elements(spec: NetworkSpec) -> Iterator[FrozenElement]:
    """Yield every parameter under each of its names."""
    for number_, layer in enumerate(spec.layers):
        place = number_ + 1
        for row, (source, names) in enumerate(zip(spec.sources(number_), spec.weight_names(number_), strict=True)):
            for column, (unit, name) in enumerate(zip(layer.units, names, strict=True)):
                for own in {name, f"w[{source},{unit}]"}:
                    yield FrozenElement(own, "W", place, row, column)
        for column, (unit, name) in enumerate(zip(layer.units, spec.bias_names(number_), strict=True)):
            for own in {name, f"{unit}.bias"}:
                yield FrozenElement(own, "b", place, 0, column)
            yield FrozenElement(f"{unit}.gamma", "gamma", place, 0, column)
            yield FrozenElement(f"{unit}.beta", "beta", place, 0, column)


def clip_norm_lines(training: TrainingSpec, gradients: str, library: str) -> list[str]:
    """Return the lines that shorten the list `gradients` to `clip_norm`, with the square root of a library."""
    if training.clip_norm is None:
        return []
    bound = number(training.clip_norm)
    return [
        f"length = {library}.sqrt(sum((g**2).sum() for g in {gradients}))",
        f"if length > {bound}:",
        f"    for g in {gradients}:",
        f"        g *= {bound} / length",
    ]


def indented(lines: Sequence[str]) -> list[str]:
    """Return `lines` one level deeper."""
    return [f"    {line}" if line else "" for line in lines]
