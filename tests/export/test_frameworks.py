"""Scripts for PyTorch, Keras and scikit-learn, run for real where those are installed: `pytest -m frameworks`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from tests.export.networks import DEEP, EXPORTABLE
from tests.export.test_numpy import STEPS, engine
from tutor.errors import TutorError
from tutor.export import keras, pytorch, sklearn
from tutor.network.spec import OPTIMIZERS, NetworkSpec, OptimizerKind, OptimizerSpec, TrainingSpec
from tutor.network.validation import spec_problems

SCRIPTS: Final[Mapping[str, Callable[[NetworkSpec, int], str]]] = {
    "torch": pytorch.script,
    "keras": keras.script,
    "sklearn": sklearn.script,
}

ARRAYS: Final = {
    "torch": "[t.detach().numpy() for layer in made['linear'] for t in (layer.weight.T, layer.bias)]",
    "keras": "[a for layer in made['dense'] for a in layer.get_weights()]",
    "sklearn": "[a for pair in zip(made['model'].coefs_, made['model'].intercepts_) for a in pair]",
}

RUNNER: Final = """
import json, pathlib, runpy, sys, numpy as np
found = {{}}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    made = runpy.run_path(str(file))
    arrays = {arrays}
    flat = np.concatenate([np.ravel(a) for a in arrays]).tolist()
    found[file.stem] = {{"losses": [float(v) for v in made["losses"]], "arrays": flat}}
print(json.dumps(found))
"""

NOT_ALIKE: Final = {"dropout"}
"""Scripts that draw other masks."""

CLOSE: Final = {"torch": 1e-9, "keras": 2e-4, "sklearn": 1e-8}
"""Keras keeps hyper-parameters in single precision, and clips probabilities at 1e-7."""

REFUSED: Final = {
    "torch": {"adam-keras", "adam-sklearn", "rmsprop-keras", "adamw-keras", "adamw-frozen-weights"},
    "keras": {"adam", "rmsprop", "adamw", "adamw-frozen-weight", "clip-both", "frozen-weight"},
    "sklearn": {
        "neuron", "two-two-two", "several-sigmoids", *(f"activations-{number}" for number in range(len(DEEP))), "huber",
        "adam", "rmsprop", "rmsprop-keras", "adamw", "adamw-keras", "adamw-frozen-weight", "adamw-frozen-weights",
        "penalties", "clip-value", "clip-norm", "clip-both", "frozen-weight", "frozen-weights", "batch-norm", "dropout",
        "batches", "line",
    },
}  # fmt: skip


def exportable(framework: str) -> dict[str, str]:
    """Return the scripts that the framework can have, by the name of their network."""
    scripts = {}
    for name, spec in EXPORTABLE.items():
        try:
            scripts[name] = SCRIPTS[framework](spec, STEPS)
        except TutorError:
            continue
    return scripts


@pytest.mark.parametrize("framework", SCRIPTS)
def test_which_networks_a_framework_can_not_have(framework: str) -> None:
    assert set(EXPORTABLE) - set(exportable(framework)) == REFUSED[framework]


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_scikit_learn_is_asked_for_no_optimizer_that_it_has_not(kind: OptimizerKind) -> None:
    spec = replace(EXPORTABLE["l2"], training=TrainingSpec(OptimizerSpec(kind, convention="scikit-learn")))
    if not spec_problems(spec):
        assert "solver=" in sklearn.script(spec, STEPS)
        return
    with pytest.raises(TutorError) as refused:
        sklearn.script(spec, STEPS)
    assert refused.value.code == "export.sklearn-optimizer"


@pytest.mark.parametrize("framework", SCRIPTS)
def test_scripts_are_short_python_that_fits_its_lines(framework: str) -> None:
    for name, text in exportable(framework).items():
        compile(text, name, "exec")
        assert len(text.splitlines()) < 85
        assert max(map(len, text.splitlines())) <= 110, name


@pytest.mark.frameworks
@pytest.mark.parametrize("framework", SCRIPTS)
def test_scripts_train_the_same_network(framework: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed")
    for name, text in exportable(framework).items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUNNER.format(arrays=ARRAYS[framework]), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={"KERAS_BACKEND": "torch", **os.environ},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    for name in set(found) - NOT_ALIKE:
        losses, arrays = engine(EXPORTABLE[name], STEPS)
        close = max(CLOSE[framework], 1e-4 if name.startswith("clip-") else 0.0)
        np.testing.assert_allclose(found[name]["losses"], losses, rtol=close, err_msg=name)
        np.testing.assert_allclose(
            found[name]["arrays"], np.concatenate([a.ravel() for a in arrays]), rtol=close, atol=1e-6, err_msg=name
        )
