"""A member that is added to a closed set is missed wherever the set is told apart: by the type check or by a test.

Nobody keeps a list of these places: they are found in the sources, and mypy says what is told apart there. A value that
is only handed on is no such place, nor is one that cannot be the new member, such as a choice when an order is added.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from tests.forgotten.closed_sets import CLOSED_SETS, Kinds, Words
from tests.forgotten.distinctions import Distinction
from tests.forgotten.house import House
from tutor.formulas.vocabulary import STANDARD
from tutor.network.spec import OPTIMIZERS

Place: TypeAlias = tuple[str, str, str]
"""A closed set, a file, and in it the function, the method or the constant that tells its members apart."""

NEEDS_NO_MEMBER: Final[Mapping[Place, str]] = {
    ("question kind", "tutor/check/choices.py", "habits"): "speaks of the single choices of a lesson and nothing else",
    ("form of an answer", "tutor/figures/answers.py", "_in_words"): "names the arguments of sentences",
    ("panel", "tutor/plain/lab.py", "LabDesk._obey"): "compares the words of commands",
    ("shown", "tutor/wording/lab.py", "NOTHING_LEFT"): "speaks of the two directions of a pass",
    ("panel", "tutor/wording/lab.py", "NOT_HERE"): "speaks of the panels that some networks cannot have",
    ("phase", "tutor/wording/lab.py", "NOTHING_LEFT"): "is a table of the two passes",
    ("task", "tutor/network/goals.py", "OPEN"): "is a table of the states of goals",
}
"""The places that may stay as they are when a member is added, each with its reason."""

PLANTED: Final = "tutor/export/planted.py"
CARELESS: Final = '''"""What a careless hand writes beside what a careful one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.lesson.format.model import ProseStep, Step
from tutor.network.spec import Activation, OptimizerKind

FORGETFUL_TABLE = {"sgd": 1, "momentum": 2, "nesterov": 3, "adam": 4}
FORGETFUL_LIST: Final = ("momentum", "nesterov")
CAREFUL_TABLE: Final[Mapping[OptimizerKind, int]] = {
    ROWS
}


def forgetful(kind: OptimizerKind) -> bool:
    return kind == "adam"


class Hand:
    def forgetful(self, activation: Activation) -> list[Activation]:
        return [activation] if activation in ("relu", "leaky-relu") else []


def forgetful_of_classes(step: Step) -> str:
    return f"ä {step.body if isinstance(step, ProseStep) else ''}"


def careful(kind: OptimizerKind) -> int:
    match kind:
        case KINDS:
            return 1


def handed_on(kind: OptimizerKind, step: Step) -> tuple[OptimizerKind, Step]:
    return kind, step
'''.replace("ROWS", ", ".join(f'"{kind}": 1' for kind in OPTIMIZERS)).replace(
    "KINDS", " | ".join(f'"{kind}"' for kind in OPTIMIZERS)
)
FORGETFUL: Final = {
    ("optimizer", PLANTED, "FORGETFUL_TABLE"),
    ("optimizer", PLANTED, "FORGETFUL_LIST"),
    ("optimizer", PLANTED, "forgetful"),
    ("activation", PLANTED, "Hand.forgetful"),
    ("step kind", PLANTED, "forgetful_of_classes"),
}
CAREFUL: Final = {("optimizer", PLANTED, "CAREFUL_TABLE"), ("optimizer", PLANTED, "careful")}


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_a_forgotten_member_is_missed_wherever_its_set_is_told_apart(tmp_path: Path) -> None:
    house = House(tmp_path, {PLANTED: CARELESS})
    told = consumers(house)
    assert house.complaints() == [], "without a new member there is nothing to say"
    missed: set[Place] = set()
    for names in apart(told):
        with house.changed(with_newcomers(names, house.sources)):
            missed |= {(name, complaint.file, complaint.name) for complaint in house.complaints() for name in names}
    silent = told.keys() - missed
    assert silent >= FORGETFUL, "places that forget are found"
    assert told.keys() & missed >= CAREFUL, "places that do not forget are heard"
    unexpected = silent - FORGETFUL - NEEDS_NO_MEMBER.keys()
    assert not unexpected, report({place: told[place] for place in unexpected})
    assert NEEDS_NO_MEMBER.keys() <= silent, "an exception that is none"


def consumers(house: House) -> dict[Place, list[Distinction]]:
    """Every place that tells members of a closed set apart, with what it does there."""
    with house.changed(with_newcomers(CLOSED_SETS, house.sources)):
        revealed = house.revealed()
    elsewhere = other_words(house.sources)
    found: dict[Place, list[Distinction]] = {}
    for name, closed_set in CLOSED_SETS.items():
        words, classes = closed_set.words(house.sources), closed_set.classes(house.sources)
        for distinction, said in revealed.items():
            if not (distinction.words & words or distinction.classes & classes):
                continue
            if closed_set.may_be_new(said, house.sources) or _speaks_for_itself(distinction, said, words, elsewhere):
                found.setdefault((name, distinction.file, distinction.name), []).append(distinction)
    return found


def with_newcomers(names: Collection[str], sources: Mapping[str, str]) -> dict[str, str]:
    """Return the files that change where each of these closed sets gets a new member."""
    changed: dict[str, str] = {}
    for name in names:
        changed |= CLOSED_SETS[name].with_newcomer({**sources, **changed})
    return changed


def apart(told: Collection[Place]) -> list[list[str]]:
    """Return all closed sets in groups that no place tells apart two of: a complaint says which of a group it means.

    Sets of models stand alone: a new model is spoken of in many places that tell nothing apart.
    """
    places = {name: {place[1:] for place in told if place[0] == name} for name in CLOSED_SETS}
    groups: list[list[str]] = []
    for name, closed_set in CLOSED_SETS.items():
        for group in groups if isinstance(closed_set, Words) else ():
            if not any(places[name] & places[other] or isinstance(CLOSED_SETS[other], Kinds) for other in group):
                group.append(name)
                break
        else:
            groups.append([name])
    return groups


def other_words(sources: Mapping[str, str]) -> list[frozenset[str]]:
    """The vocabularies that are no closed set of these and share words with one: of other Literals, of formulas."""
    ours = [closed_set.words(sources) for closed_set in CLOSED_SETS.values()]
    found = [frozenset(STANDARD)]
    for source in sources.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
                constants = [part.value for part in ast.walk(node.slice) if isinstance(part, ast.Constant)]
                words = frozenset(word for word in constants if isinstance(word, str))
                if not any(words <= members for members in ours):
                    found.append(words)
    return found


def report(places: Mapping[Place, Collection[Distinction]]) -> str:
    """Return which rooms forget members, and where."""
    lines = ["a new member is forgotten, and nobody says so:"]
    for (name, file, within), distinctions in sorted(places.items(), key=lambda item: (item[0][0], item[0][1:])):
        room = file.split("/")[1].removesuffix(".py")
        for distinction in distinctions:
            named = ", ".join(sorted(distinction.words | distinction.classes))
            lines.append(f"{name}: {room} ({file}:{distinction.line}, {within}) tells apart {named}")
    return "\n".join(lines)


def _speaks_for_itself(
    distinction: Distinction, said: str, words: frozenset[str], elsewhere: Collection[frozenset[str]]
) -> bool:
    """Whether the names alone show that members of the set are told apart: where the value is any text or anything.

    Then the words are all of this set, and of no other. A mypy that says nothing of a value knows nothing of it either.
    """
    if not distinction.words:
        return said in ("", '"Any"', '"object"', '"builtins.object"')
    if "Literal[" in said and not distinction.is_collection:
        return False
    distinctive = distinction.words - {""}
    return bool(distinctive) and distinction.words <= words and not any(distinctive <= other for other in elsewhere)
