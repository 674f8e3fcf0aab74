"""Generated networks meet every pair of members of the format's closed sets; a setting that is forgotten fails here."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from tests.export.generated import SETS, every_pair, generated, impossible
from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec

NAMED_OTHERWISE: Final = {
    "activation": ("first", "second", "last"),
    "weights": ("given",),
    "biases": ("given",),
    "weight_names": ("names",),
    "bias_names": ("names",),
    "units": ("outputs", "names"),
    "layers": ("second",),
    "rows": ("examples", "targets", "size"),
    "data": ("examples",),
    "name": ("examples",),
    "count": ("size",),
}
"""By which sets a field of a specification is varied, where none has its name."""

NOT_VARIED: Final = {
    "learning_rate": "any factor",
    "seed": "drawn for each network",
    "validation": "never trained on",
    "inputs": "as many as the data has",
    "target_names": "in no script",
    "optimizer": "its fields are",
    "training": "its fields are",
}


def test_every_pair_that_can_be_is_in_one_of_them() -> None:
    met = set().union(*(made.pairs for made in generated()))
    assert [pair for pair in every_pair() if pair not in met and not impossible(pair)] == []
    assert not [pair for pair in met if impossible(pair)]
    assert len(generated()) >= 300


def test_every_setting_of_a_network_is_varied() -> None:
    settings = {
        field.name for spec in (NetworkSpec, LayerSpec, TrainingSpec, OptimizerSpec, DataSpec) for field in fields(spec)
    }
    assert settings - set(SETS) == {*NAMED_OTHERWISE, *NOT_VARIED}
    assert {name for names in NAMED_OTHERWISE.values() for name in names} <= set(SETS)
