"""What a network of a lesson is: units, layers, loss, training and data as the author writes them."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, TypeAdapter, WithJsonSchema

from tutor.lesson.format.part import Part
from tutor.lesson.format.scalars import (
    LARGEST,
    Flag,
    Integer,
    Number,
    QuantityName,
    UnitName,
    integer,
    refuse,
    shortened,
    unit_name,
)
from tutor.network.spec import (
    DATASETS,
    Activation,
    Convention,
    Dataset,
    DataSpec,
    Initializer,
    LayerSpec,
    Loss,
    NetworkSpec,
    OptimizerKind,
    OptimizerSpec,
    TrainingSpec,
    unit_names,
)

MOST_UNITS = 1000
MOST_EXAMPLES = 5000


def _units(value: Any) -> int | tuple[str, ...]:
    if isinstance(value, list | tuple):
        if not 1 <= len(value) <= MOST_UNITS:
            refuse("not-in-range", value=len(value), least=1, most=MOST_UNITS)
        return tuple(unit_name(item) for item in value)
    count = integer(value, "not-units")
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
                {"type": "array", "items": TypeAdapter(UnitName).json_schema(), "minItems": 1, "maxItems": MOST_UNITS},
            ]
        }
    ),
]
"""How many units, or their names."""

Fraction: TypeAlias = Annotated[Number, Field(ge=0, lt=1)]
Positive: TypeAlias = Annotated[Number, Field(gt=0)]
NotNegative: TypeAlias = Annotated[Number, Field(ge=0)]


class Layer(Part):
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
    initializer: Initializer = "xavier"
    """How weights that are not given are drawn."""
    dropout: Fraction = 0.0
    """The probability with which an activation is dropped in training."""
    batch_norm: Flag = False

    def spec(self, units: tuple[str, ...]) -> LayerSpec:
        """Return the layer with its units named."""
        return LayerSpec(**{**dict(self), "units": units})


class Optimizer(Part):
    """How a gradient becomes an update."""

    kind: OptimizerKind = "sgd"
    learning_rate: Positive
    momentum: Fraction = 0.9
    beta1: Fraction = 0.9
    beta2: Fraction = 0.999
    rho: Fraction | None = None
    """What RMSprop keeps of old squares; without it 0.99, by the convention of Keras 0.9."""
    epsilon: Positive | None = None
    weight_decay: NotNegative | None = None
    """What AdamW takes off a parameter, times the learning rate; without it 0.01, by the convention of Keras 0.004."""
    convention: Convention = "pytorch"
    """Whose formula, where frameworks differ."""


class Data(Part):
    """A generated data set."""

    name: Dataset
    count: Annotated[Integer, Field(ge=1, le=MOST_EXAMPLES)] | None = None
    """How many examples."""
    noise: Annotated[Number, Field(ge=0, le=10)] = 0.0
    validation: Annotated[Integer, Field(ge=0, le=MOST_EXAMPLES)] = 0
    """How many examples more are drawn that are never trained on."""


def _data(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class _OrItsName:
    """Tells the schema that a data set may be given by its name alone."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"enum": list(DATASETS)}, handler(schema)]}


class Network(Part):
    """A network with its data, as it stands before training."""

    inputs: Units
    """How many inputs, or their names."""
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=24)]
    loss: Loss
    optimizer: Optimizer
    batch_size: Annotated[Integer, Field(ge=1, le=LARGEST)] | None = None
    """Examples for each step; all of them without it."""
    l1: NotNegative = 0.0
    l2: NotNegative = 0.0
    clip_value: Positive | None = None
    clip_norm: Positive | None = None
    freeze: tuple[QuantityName, ...] = ()
    """What training leaves as it is: `weights`, `biases`, or names of single ones."""
    rows: Annotated[tuple[tuple[Number, ...], ...], Field(min_length=1, max_length=MOST_EXAMPLES)] | None = None
    """The examples: inputs, then targets."""
    data: Annotated[Data, BeforeValidator(_data), _OrItsName()] | None = None
    """A data set, by name or with its size and noise, instead of `rows`."""
    targets: tuple[UnitName, ...] | None = None
    """Names of the targets; without them `y`, or `y1`, `y2` …"""
    seed: Annotated[Integer, Field(ge=0, le=LARGEST)] = 0
    """Fixes everything that is drawn: weights that are not given, the data set, the order of batches."""

    def spec(self) -> NetworkSpec:
        """Return the network as the engine takes it."""
        names = unit_names([layer.units for layer in self.layers])
        training = TrainingSpec(
            OptimizerSpec(**dict(self.optimizer)), self.batch_size, self.l1, self.l2, self.clip_value, self.clip_norm
        )
        return NetworkSpec(
            inputs=self.inputs if isinstance(self.inputs, tuple) else _input_names(self.inputs),
            layers=tuple(layer.spec(units) for layer, units in zip(self.layers, names, strict=True)),
            loss=self.loss,
            training=training,
            rows=self.rows,
            data=DataSpec(**dict(self.data)) if self.data else None,
            seed=self.seed,
            freeze=self.freeze,
            target_names=self.targets,
        )


def _input_names(count: int) -> tuple[str, ...]:
    return ("x",) if count == 1 else tuple(f"x{number + 1}" for number in range(count))
