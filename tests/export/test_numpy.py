"""NumPy scripts run for real, in a process of their own, and give the engine's numbers."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from tests.export.networks import EXPORTABLE, everything
from tests.export.running import ENGLISH, STEPS, figures
from tests.network.examples import TWO_TWO_TWO, XOR
from tutor.export.numpy import script
from tutor.network.spec import OPTIMIZERS, NetworkSpec

Networks: TypeAlias = Callable[[], Mapping[str, NetworkSpec]]

OF_A_LAYER: Final = re.compile(r"(W|b|gamma|beta|s|spread|n|z|f|a|d|mask|gW|gb|ggamma|gbeta)[0-9]+")


@pytest.mark.parametrize("networks", [pytest.param(everything, marks=pytest.mark.long), lambda: EXPORTABLE])
def test_every_network_is_written_and_gives_the_engines_numbers(networks: Networks) -> None:
    found = figures("numpy", networks())
    print(found)
    assert not found.refused
    assert not found.failed, next(iter(found.failed.values()))
    assert found.ran == len(networks())
    assert max(found.losses.values()) < 1e-9
    assert max(found.parameters.values()) < 1e-9


def test_every_optimizer_is_among_these_networks() -> None:
    assert {spec.training.optimizer.kind for spec in EXPORTABLE.values()} == set(OPTIMIZERS)


@pytest.mark.parametrize("name", EXPORTABLE)
def test_a_script_is_short_and_fits_its_lines(name: str) -> None:
    lines = script(EXPORTABLE[name], STEPS, ENGLISH).splitlines()
    assert len(lines) < (130 if name == "digits" else 80)
    assert max(map(len, lines)) <= (120 if name == "digits" else 110)
    ast.parse("\n".join(lines))
    assert "".join(lines).isascii()


@pytest.mark.parametrize("networks", [pytest.param(everything, marks=pytest.mark.long), lambda: EXPORTABLE])
def test_a_name_of_a_script_means_one_thing(networks: Networks) -> None:
    """A number at the end of a name is that of a layer; nothing takes a name of Python's or of a library's."""
    for name, spec in networks().items():
        given = set(_given(script(spec, 1, ENGLISH)))
        numbered = {each for each in given if each[-1].isdigit() and "_" not in each}
        assert all(OF_A_LAYER.fullmatch(each) for each in numbered), name
        assert not given & ({"np", "math", "pairwise"} | set(dir(builtins)) | set(keyword.kwlist)), name


def _given(text: str) -> Iterator[str]:
    """Every name that a script gives to something."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def test_a_script_run_as_a_program_prints_the_famous_losses(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(script(TWO_TWO_TWO, 10_001, ENGLISH), encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "net.py")], capture_output=True, text=True, check=True)
    assert done.stdout == "loss before the first update 0.2983711088, before the last 3.510187783e-05\n"


def test_what_is_not_used_is_not_written() -> None:
    text = script(XOR, 10, ENGLISH)
    for word in ("mask", "gamma", "velocities", "clip", "sign", "rows", "learning_rate * gW1"):
        assert (word in text) == (word == "learning_rate * gW1")
