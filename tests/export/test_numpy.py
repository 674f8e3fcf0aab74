"""NumPy scripts run for real, in a process of their own, and give the engine's numbers."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.export.networks import EXPORTABLE
from tests.network.examples import TWO_TWO_TWO, XOR
from tutor.export.numpy import script
from tutor.network.functions import Array
from tutor.network.spec import NetworkSpec
from tutor.network.training import initial_state, take_step, trainer_of

STEPS = 25


def engine(spec: NetworkSpec, steps: int) -> tuple[list[float], list[Array]]:
    """Return the losses before each update, and weights and biases after the last."""
    trainer = trainer_of(spec)
    state, losses = initial_state(spec, trainer), []
    for _ in range(steps):
        step = take_step(trainer, state)
        losses.append(step.loss)
        state = step.after
    views = trainer.network.layout.views(state.parameters)
    return losses, [array for view in views for array in (view.weights, view.biases)]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[float]]]:
    """Run every script, all in one process, because starting Python is what takes long."""
    folder = tmp_path_factory.mktemp("scripts")
    for name, spec in EXPORTABLE.items():
        (folder / f"{name}.py").write_text(script(spec, STEPS), encoding="utf-8")
    runner = (
        "import json, runpy, sys, pathlib\n"
        "found = {}\n"
        "for file in sorted(pathlib.Path(sys.argv[1]).glob('*.py')):\n"
        "    made = runpy.run_path(str(file))\n"
        "    arrays = [made[k + str(n)].ravel().tolist() for n in range(1, 9) for k in 'Wb' if k + str(n) in made]\n"
        "    found[file.stem] = {'losses': [float(v) for v in made['losses']], 'arrays': sum(arrays, [])}\n"
        "print(json.dumps(found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", runner, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, list[float]]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", EXPORTABLE)
def test_a_script_gives_the_same_numbers(name: str, results: dict[str, dict[str, list[float]]]) -> None:
    losses, arrays = engine(EXPORTABLE[name], STEPS)
    np.testing.assert_allclose(results[name]["losses"], losses, rtol=1e-9)
    np.testing.assert_allclose(
        results[name]["arrays"], np.concatenate([a.ravel() for a in arrays]), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("name", EXPORTABLE)
def test_a_script_is_short_and_fits_its_lines(name: str) -> None:
    lines = script(EXPORTABLE[name], STEPS).splitlines()
    assert len(lines) < 80
    assert max(map(len, lines)) <= 110
    ast.parse("\n".join(lines))


def test_a_script_run_as_a_program_prints_the_famous_losses(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(script(TWO_TWO_TWO, 10_001), encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "net.py")], capture_output=True, text=True, check=True)
    assert done.stdout == "loss before the first update 0.2983711088, before the last 3.510187783e-05\n"


def test_what_is_not_used_is_not_written() -> None:
    text = script(XOR, 10)
    for word in ("mask", "gamma", "velocities", "clip", "sign", "rows", "learning_rate * gW1"):
        assert (word in text) == (word == "learning_rate * gW1")
