"""Networks over the product of all that the format lets a network choose, so that every pair of choices meets in one.

What can be chosen comes from the closed sets themselves: a new activation, loss, optimizer or data set is among the
networks by construction.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product
from typing import Any, Final, TypeAlias

from tutor.network.spec import (
    ACTIVATION_FACTS,
    ACTIVATIONS,
    CONVENTIONS,
    DATASET_FACTS,
    DATASETS,
    INITIALIZERS,
    LOSS_FACTS,
    LOSSES,
    OPTIMIZERS,
    DataSpec,
    LayerSpec,
    Matrix,
    NetworkSpec,
    OptimizerSpec,
    TrainingSpec,
    Vector,
    unit_names,
)
from tutor.network.validation import spec_problems

Choice: TypeAlias = Mapping[str, Any]
"""One member of each set, by the set's name."""

AWKWARD: Final = (
    "lambda", "np", "torch", "class", "None", "print", "locals", "length", "W1", "beta1", "gamma1", "nn", "keras",
    "losses", "range", "random", "layer", "import", "z1", "step", "beta2", "a", "model", "self",
)  # fmt: skip
"""Legal names of units, weights and biases that mean something in Python or in a script."""

SETS: Final[Mapping[str, tuple[Any, ...]]] = {
    "first": tuple(name for name in ACTIVATIONS if not ACTIVATION_FACTS[name].couples_units),
    "second": (None, *(name for name in ACTIVATIONS if not ACTIVATION_FACTS[name].couples_units)),
    "last": ACTIVATIONS,
    "loss": LOSSES,
    "kind": OPTIMIZERS,
    "convention": CONVENTIONS,
    "initializer": INITIALIZERS,
    "examples": ("rows", *DATASETS),
    "outputs": (1, 2, 3),
    "targets": ("each class", "fractions", "one class"),
    "size": (8, 1),
    "noise": (0.0, 0.1),
    "batch_size": (None, 3, 4, 100),
    "given": (False, True),
    "dropout": (0.0, 0.3),
    "batch_norm": (False, True),
    "l1": (0.0, 0.01),
    "l2": (0.0, 0.02),
    "clip_value": (None, 0.02),
    "clip_norm": (None, 0.05),
    "freeze": ("nothing", "weights", "biases", "both", "some", "norm"),
    "names": ("default", "awkward"),
    "momentum": (0.9, 0.0),
    "beta1": (0.9, 0.0),
    "beta2": (0.999, 0.5),
    "rho": (None, 0.0),
    "epsilon": (None, 1e-3),
    "weight_decay": (None, 0.0, 0.3),
}
"""What a network can be; the first of two members is the ordinary one."""


@dataclass(frozen=True)
class Generated:
    """A network, and what was chosen for it."""

    choice: Choice
    spec: NetworkSpec

    @property
    def pairs(self) -> set[Pair]:
        return {frozenset(pair) for pair in combinations(self.choice.items(), 2)}


Pair: TypeAlias = frozenset[tuple[str, Any]]


def every_pair() -> Iterator[Pair]:
    """Every member of one set with every member of another."""
    for one, other in combinations(SETS, 2):
        for left, right in product(SETS[one], SETS[other]):
            yield frozenset(((one, left), (other, right)))


def impossible(pair: Pair) -> bool:
    """Whether no network can have both: said by the facts of the sets, one line a reason."""
    chosen = dict(pair)
    loss, data = LOSS_FACTS.get(chosen.get("loss", "")), DATASET_FACTS.get(chosen.get("examples", ""))
    last, outputs = chosen.get("last"), chosen.get("outputs")
    ordinary = {"targets": "each class", "noise": 0.0, "freeze": "nothing"}
    coupled = last is not None and ACTIVATION_FACTS[last].couples_units
    return any(
        (
            loss is not None and last is not None and (loss.last or (last if not coupled else None)) != last,
            data is not None and outputs is not None and outputs != min(data.outputs, 3),
            data is not None and chosen.get("targets", ordinary["targets"]) != ordinary["targets"],
            chosen.get("examples") == "rows" and chosen.get("noise", 0.0) != 0.0,
            chosen.get("noise", 0.0) != 0.0 and outputs == 2,
            chosen.get("noise", 0.0) != 0.0 and chosen.get("targets", ordinary["targets"]) != ordinary["targets"],
            data is not None and loss is not None and not _fits(data.targets, loss.targets),
            data is not None and coupled and data.targets != "distribution",
            chosen.get("kind") is not None
            and chosen.get("convention") is not None
            and not OptimizerSpec(chosen["kind"], convention=chosen["convention"]).is_known,
            chosen.get("batch_norm") and chosen.get("size") == 1,
            chosen.get("batch_norm") is False and chosen.get("freeze") == "norm",
            chosen.get("freeze") == "norm" and chosen.get("size") == 1,
        )
    )


def _fits(has: str, wanted: str) -> bool:
    order = ("numbers", "probabilities", "distribution")
    return order.index(has) >= order.index(wanted)


@cache
def generated() -> tuple[Generated, ...]:
    """The networks, always the same ones: those that the pairs need, and plain ones, which every framework may have."""
    draw = random.Random(2)
    networks: list[Generated] = []
    missing = {pair: None for pair in every_pair() if not impossible(pair)}
    while missing:
        pair = next(iter(missing))
        made = _made(dict(pair), draw)
        networks.append(made)
        for met in made.pairs:
            missing.pop(met, None)
    plain = {name: SETS[name][0] for name in ("dropout", "batch_norm", "l1", "clip_value", "clip_norm")}
    for first, loss, _ in product(SETS["first"], LOSSES, range(2)):
        shape = {"first": first, "second": draw.choice((None, first)), "loss": loss}
        rest = {"last": LOSS_FACTS[loss].last or "linear", "batch_size": None, "freeze": "nothing"}
        networks.append(_made({**plain, **shape, **rest}, draw))
    return tuple(networks)


def _made(chosen: Choice, draw: random.Random) -> Generated:
    """A network with what is `chosen`, the rest drawn: options are rare in some networks and common in others."""
    for _ in range(1500):
        common = draw.choice((0.1, 0.5))
        choice = {
            name: chosen.get(name, members[0] if len(members) == 2 and draw.random() > common else draw.choice(members))
            for name, members in SETS.items()
        }
        needed = LOSS_FACTS[choice["loss"]].last
        if needed is not None and "last" not in chosen:
            choice["last"] = needed
        if "outputs" not in chosen and choice["examples"] in DATASET_FACTS:
            choice["outputs"] = min(DATASET_FACTS[choice["examples"]].outputs, 3)
        if any(impossible(frozenset(pair)) for pair in combinations(choice.items(), 2)):
            continue
        spec = network(choice, draw)
        if not spec_problems(spec):
            return Generated(choice, spec)
    raise AssertionError(f"no network has {chosen}")


def network(choice: Choice, draw: random.Random) -> NetworkSpec:
    """The network of a choice; numbers in it that are not chosen are drawn."""
    data = DATASET_FACTS.get(choice["examples"])
    inputs = (
        ("x",)
        if data and data.inputs == (1,)
        else tuple(f"x{n}" for n in range(1, (64 if data and data.pictures else 2) + 1))
    )
    outputs = data.outputs if data else choice["outputs"]
    sizes = [3, outputs] if choice["second"] is None else [3, 2, outputs]
    names = iter(AWKWARD) if choice["names"] == "awkward" else None
    units = unit_names([[next(names) for _ in range(size)] for size in sizes] if names and outputs < 10 else sizes)
    activations = [choice["first"], *([choice["second"]] if choice["second"] else []), choice["last"]]
    hidden = {"batch_norm": choice["batch_norm"], "dropout": choice["dropout"]}
    layers = [
        LayerSpec(layer, activation, initializer=choice["initializer"], **({} if layer is units[-1] else hidden))
        for layer, activation in zip(units, activations, strict=True)
    ]
    if choice["given"]:
        rows = tuple(tuple(round(draw.gauss(0, 0.5), 3) for _ in units[0]) for _ in inputs)
        layers[0] = replace(layers[0], weights=rows, biases=(0.1, -0.2, 0.3))
    if names and len(inputs) <= 2:
        named = tuple(tuple(next(names) for _ in units[0]) for _ in inputs)
        layers[0] = replace(layers[0], weight_names=named, bias_names=tuple(next(names) for _ in units[0]))
    size, settings = choice["size"], ("momentum", "beta1", "beta2", "rho", "epsilon", "weight_decay")
    optimizer = OptimizerSpec(
        choice["kind"], learning_rate=0.03, convention=choice["convention"], **{name: choice[name] for name in settings}
    )
    training = {name: choice[name] for name in ("batch_size", "l1", "l2", "clip_value", "clip_norm")}
    spec = NetworkSpec(
        inputs,
        tuple(layers),
        choice["loss"],
        TrainingSpec(optimizer, **training),
        rows=None if data else _rows(choice, len(inputs), draw),
        data=DataSpec(choice["examples"], size, choice["noise"]) if data else None,
        seed=draw.randrange(1000),
    )
    return replace(spec, freeze=_frozen(choice["freeze"], spec))


def _rows(choice: Choice, inputs: int, draw: random.Random) -> Matrix:
    targets = _targets(choice, draw)
    return tuple((*(round(draw.gauss(0, 1), 3) for _ in range(inputs)), *row) for row in targets)


def _targets(choice: Choice, draw: random.Random) -> list[Vector]:
    """Targets that the loss can have: of every class in turn, of one class alone, or between classes."""
    outputs, rows = choice["outputs"], range(choice["size"])
    if outputs == 1 and LOSS_FACTS[choice["loss"]].targets == "distribution":
        return [(1.0,) for _ in rows]
    if choice["targets"] == "fractions":
        shares = [[draw.choice((1, 2, 3)) for _ in range(outputs)] for _ in rows]
        return [tuple(share / (sum(row) if outputs > 1 else 4) for share in row) for row in shares]
    classes = [0 if choice["targets"] == "one class" else row for row in rows]
    if outputs == 1:
        return [(float(number % 2),) for number in classes]
    return [tuple(float(number % outputs == output) for output in range(outputs)) for number in classes]


def _frozen(which: str, spec: NetworkSpec) -> tuple[str, ...]:
    unit, last = spec.layers[0].units[0], len(spec.layers) - 1
    frozen = {
        "nothing": (),
        "weights": ("weights",),
        "biases": ("biases",),
        "both": ("weights", "biases"),
        "some": (spec.weight_names(last)[1][0], f"{unit}.bias"),
        "norm": (f"{unit}.gamma", f"{unit}.beta"),
    }
    return frozen[which]
