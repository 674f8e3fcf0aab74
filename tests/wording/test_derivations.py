"""Every code of derivations, graphs and checks has its sentence in both languages, with the right placeholders."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import tutor.deriving
import tutor.explain
from tests.wording.placeholders import placeholders
from tutor.deriving.derive import RULE_CODES
from tutor.formulas.functions import FUNCTIONS
from tutor.wording.derivations import PROBLEMS, RULES
from tutor.wording.sentence import Sentence
from tutor.wording.slopes import VERDICTS

ROOMS = [Path(room.__file__).parent for room in (tutor.deriving, tutor.explain) if room.__file__]


def raised() -> dict[str, set[str]]:
    """Codes of derivations, graphs and explanations that are raised, with the arguments that they are given."""
    found: dict[str, set[str]] = {}
    for file in (file for room in ROOMS for file in room.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                code = node.args[0].value
                if isinstance(code, str) and code.startswith(("graph.", "derivation.", "explain.")):
                    found.setdefault(code, set()).update(keyword.arg or "" for keyword in node.keywords)
    return found


def test_every_rule_has_its_words() -> None:
    assert RULES.keys() == RULE_CODES


@pytest.mark.parametrize("code", sorted(RULE_CODES))
def test_a_rule_is_the_same_formula_in_every_language(code: str) -> None:
    words = set(re.findall(r"[a-z_]{2,}", RULES[code].formula))
    assert words <= {*FUNCTIONS, "relu"}


def test_every_problem_that_is_raised_has_its_sentence() -> None:
    assert set(PROBLEMS) == set(raised())


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_sentences_use_what_is_supplied(code: str) -> None:
    sentence = PROBLEMS[code]
    assert placeholders(sentence.en) == placeholders(sentence.zh)
    assert placeholders(sentence.en) <= raised()[code]


@pytest.mark.parametrize("code", sorted(RULES))
def test_rules_name_at_most_the_variable(code: str) -> None:
    wording = RULES[code]
    for sentence in (wording.name, wording.said):
        assert placeholders(sentence.en) == placeholders(sentence.zh) <= {"wrt"}
    assert "{wrt}" not in wording.said.say("en", wrt="w")


def test_no_two_rules_share_a_name() -> None:
    for language in ("en", "zh"):
        assert len({wording.name.in_language(language) for wording in RULES.values()}) == len(RULES)


def all_sentences() -> list[Sentence]:
    """Every sentence of the topic."""
    rules = [sentence for rule in RULES.values() for sentence in (rule.name, rule.said)]
    return [*rules, *VERDICTS.values(), *PROBLEMS.values()]


def test_both_languages_say_something_of_their_own() -> None:
    assert all(sentence.en and sentence.zh and sentence.en != sentence.zh for sentence in all_sentences())
