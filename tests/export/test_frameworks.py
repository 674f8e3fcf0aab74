"""Scripts for PyTorch, Keras and scikit-learn, run for real where those are installed: `pytest -m frameworks`."""

from __future__ import annotations

import ast
import importlib.util
import re
import tokenize
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from itertools import product
from typing import ClassVar, Final

import pytest

from tests.export.networks import EXPORTABLE, everything
from tests.export.running import ENGLISH, SCRIPTS, STEPS, figures
from tutor.errors import Argument, TutorError
from tutor.export import sklearn
from tutor.network.spec import CONVENTIONS, OPTIMIZERS, NetworkSpec, OptimizerKind, OptimizerSpec, TrainingSpec
from tutor.network.validation import spec_problems
from tutor.wording import Sentence, Voice, scripts
from tutor.wording.network import PROBLEMS

FRAMEWORKS: Final = ("torch", "keras", "sklearn")

CLOSE: Final = {"torch": 1e-9, "keras": 1e-4, "sklearn": 1e-9}
"""How far losses may be apart, and parameters ten times: Keras computes in single precision, and says so."""

FIRST: Final = {"torch": 1e-12, "keras": 1e-6, "sklearn": 1e-12}
"""How far the losses before the first update may be apart: six digits of Keras's are equal."""

ROUNDED: Final = {"sklearn": {"saturated"}}
"""Whose losses are cut off, which the script says."""

REFUSED: Final[Mapping[str, Mapping[str, str]]] = {
    "torch": {
        "export.convention": "adam-keras adam-sklearn rmsprop-keras adamw-keras adamw-frozen-weights",
        "export.all-frozen": "all-frozen",
        "export.masks": "dropout",
    },
    "keras": {
        "export.convention": "adam rmsprop adamw",
        "export.keras-freeze": "adamw-frozen-weight frozen-weight batch-norm-adam",
        "export.keras-clip": "clip-both",
        "export.all-frozen": "all-frozen",
        "export.masks": "dropout",
    },
    "sklearn": {
        "export.sklearn-loss": "neuron activations-0 activations-1 huber line",
        "export.sklearn-last-activation": "two-two-two adamw-frozen-weight frozen-weight",
        "export.sklearn-targets": "several-sigmoids",
        "export.convention": "adam",
        "export.sklearn-optimizer": "rmsprop rmsprop-keras adamw adamw-keras",
        "export.sklearn-feature": "adamw-frozen-weights penalties clip-value clip-norm clip-both frozen-weights "
        "batch-norm batch-norm-adam all-frozen dropout batches",
        "export.sklearn-classes": "two-classes",
    },
}
"""Which networks a framework cannot have, by the reason."""


def refused(framework: str, networks: Mapping[str, NetworkSpec]) -> Mapping[str, list[str]]:
    """The names of the networks that a framework cannot have, by the code of the reason."""
    found: dict[str, list[str]] = {}
    for name, spec in networks.items():
        try:
            SCRIPTS[framework](spec, STEPS, ENGLISH)
        except TutorError as error:
            found.setdefault(error.code, []).append(name)
    return found


def written(framework: str) -> Iterator[tuple[str, str]]:
    """The scripts that the framework can have, with the name of their network."""
    for name, spec in EXPORTABLE.items():
        with suppress(TutorError):
            yield name, SCRIPTS[framework](spec, STEPS, ENGLISH)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_which_networks_a_framework_can_not_have(framework: str) -> None:
    found = refused(framework, EXPORTABLE)
    assert {code: " ".join(names) for code, names in found.items()} == REFUSED[framework]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_convention_that_a_refusal_names_is_written(framework: str) -> None:
    for name in refused(framework, EXPORTABLE).get("export.convention", []):
        spec = EXPORTABLE[name]
        with pytest.raises(TutorError) as error:
            SCRIPTS[framework](spec, STEPS, ENGLISH)
        (own,) = [convention for convention in CONVENTIONS if convention == error.value.arguments["own"]]
        optimizer = replace(spec.training.optimizer, convention=own)
        other = replace(spec, training=replace(spec.training, optimizer=optimizer))
        assert SCRIPTS[framework](other, STEPS, ENGLISH)


@pytest.mark.long
def test_every_reason_to_refuse_is_that_of_some_network() -> None:
    codes = {code for framework in FRAMEWORKS for code in refused(framework, everything())}
    assert codes == {code for code in PROBLEMS if code.startswith("export.")}


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_scikit_learn_is_asked_for_no_optimizer_that_it_has_not(kind: OptimizerKind) -> None:
    spec = replace(EXPORTABLE["l2"], training=TrainingSpec(OptimizerSpec(kind, convention="scikit-learn")))
    if not spec_problems(spec):
        assert "solver=" in sklearn.script(spec, STEPS, ENGLISH)
        return
    with pytest.raises(TutorError) as refused:
        sklearn.script(spec, STEPS, ENGLISH)
    assert refused.value.code == "export.sklearn-optimizer"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_scripts_are_short_python_that_fits_its_lines(framework: str) -> None:
    for name, text in written(framework):
        compile(text, name, "exec")
        assert text.isascii(), "whatever encoding it is saved in"
        assert len(text.splitlines()) < (130 if name == "digits" else 85)
        assert max(map(len, text.splitlines())) <= (120 if name == "digits" else 110), name


@pytest.mark.parametrize("framework", SCRIPTS)
def test_a_script_stands_alone(framework: str) -> None:
    """It imports nothing of this program, and nothing but the framework, NumPy and what Python has."""
    for name, text in written(framework):
        nodes = list(ast.walk(ast.parse(text)))
        imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        tops = {module.partition(".")[0] for module in imported}
        assert tops <= {framework, "numpy", "math", "itertools"}, name


@pytest.mark.frameworks
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_script_that_is_written_gives_the_same_numbers(framework: str) -> None:
    """With a warning as an error. Shown with `-rP`: how many were asked for, refused by reason, ran."""
    if importlib.util.find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed")
    found = figures(framework, everything())
    print(found)
    assert not found.failed, next(iter(found.failed.items()))
    exact = {name: apart for name, apart in found.losses.items() if name not in ROUNDED.get(framework, ())}
    rough = {name for name in found.losses if framework == "keras" and normed(everything()[name])}
    assert {name for name, apart in exact.items() if apart > CLOSE[framework]} <= rough
    assert max(exact.values()) < 2e-3
    assert found.losses.get("in-code/live", 0.0) < 1e-5, "the lesson says: to five digits"
    assert max(found.first[name] for name in exact) < FIRST[framework]
    assert max(found.parameters[name] for name in found.parameters if name not in rough) < 10 * CLOSE[framework]


def normed(spec: NetworkSpec) -> bool:
    """Whether rounding can grow: the gradient of what is normalised is small, and Adam divides by its size."""
    return any(layer.batch_norm for layer in spec.layers)


class Listening(Voice):
    """A voice that keeps what it was asked to say."""

    said: ClassVar[set[Sentence]] = set()

    def __call__(self, sentence: Sentence, /, **arguments: Argument) -> str:
        self.said.add(sentence)
        return super().__call__(sentence, **arguments)


def test_everything_that_a_script_says_is_a_sentence_and_every_sentence_is_said() -> None:
    """Of two scripts of one network nothing but comments, the heading and the printed line is in a language."""
    english, chinese = Listening("en"), Listening("zh")
    for script, spec in product(SCRIPTS.values(), EXPORTABLE.values()):
        with suppress(TutorError):
            one, other = script(spec, STEPS, english), script(spec, STEPS, chinese)
            code, _ = _parted(one)
            other_code, remarks = _parted(other)
            assert code == other_code
            assert all(re.search("[\u3400-\u9fff]", said) for said in remarks)
    words = [*vars(scripts).values(), *scripts.FROZEN_GROUPS.values()]
    assert Listening.said == {word for word in words if isinstance(word, Sentence)}


def _parted(script: str) -> tuple[list[str], list[str]]:
    """Its code, token by token, and what it says: the heading, the comments, the line that it prints."""
    heading, *lines, printed = script.splitlines()
    tokens = list(tokenize.generate_tokens(StringIO("\n".join(lines)).readline))
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return [token.string for token in tokens if token.type != tokenize.COMMENT], [heading, *comments, printed]
