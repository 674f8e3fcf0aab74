"""What a network of a lesson is: units, layers, loss, optimizer and data as the author writes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tutor.lesson.scalars import Identifier, Integer, Number, UnitName, integer, refuse, shortened, unit_name

MOST_UNITS = 1000

Activation: TypeAlias = Literal["linear", "sigmoid", "tanh", "relu", "leaky-relu", "softplus", "softmax"]
Loss: TypeAlias = Literal[
    "half-squared-error", "mean-squared-error", "binary-cross-entropy", "categorical-cross-entropy"
]


class Block(BaseModel):
    """A part of a network; unknown keys are errors and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _units(value: Any) -> int | tuple[str, ...]:
    if isinstance(value, list | tuple):
        if not value:
            refuse("too-few", least=1)
        return tuple(unit_name(item) for item in value)
    count = integer(value)
    if not 1 <= count <= MOST_UNITS:
        refuse("not-in-range", value=shortened(count), least=1, most=MOST_UNITS)
    return count


Units: TypeAlias = Annotated[
    int | tuple[str, ...],
    BeforeValidator(_units),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "integer", "minimum": 1, "maximum": MOST_UNITS},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""How many units, or their names."""


class Layer(Block):
    """One dense layer and its activation function."""

    units: Units
    """A number gives default names; a list of names makes `h1.z`, `h1.a`, `h1.delta`, `h1.bias`."""
    activation: Activation = "linear"
    weights: tuple[tuple[Number, ...], ...] | None = None
    """`weights[i][j]` leads from unit i of the layer before to unit j of this one."""
    biases: tuple[Number, ...] | None = None
    weight_names: tuple[tuple[UnitName, ...], ...] | None = None
    """Names in the places of the weights; without them a weight is called `w[x1,h1]`."""
    bias_names: tuple[UnitName, ...] | None = None
    initialiser: Literal["zeros", "uniform", "xavier", "he"] | None = None
    """How weights that are not given are drawn."""


class Optimizer(Block):
    """How a gradient becomes an update."""

    kind: Literal["sgd", "momentum", "nesterov", "adam"] = "sgd"
    learning_rate: Annotated[Number, Field(gt=0)]


class Network(Block):
    """A network with its data, as it stands before training."""

    inputs: Units
    """How many inputs, or their names."""
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=24)]
    loss: Loss
    optimizer: Optimizer
    freeze: tuple[str, ...] = ()
    """What training leaves as it is: `weights`, `biases`, or names of single ones."""
    rows: Annotated[tuple[tuple[Number, ...], ...], Field(min_length=1, max_length=2000)] | None = None
    """The examples: inputs, then targets."""
    data: Identifier | None = None
    """A data set by name, instead of `rows`."""
    seed: Annotated[Integer, Field(ge=0)] = 0
    """Fixes the weights that are not given, and the data set."""
