"""Every English text of the course and of the program: one term for one thing, British spelling, plain sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest

from tests.lessons.said import course_texts, program_texts
from tests.lessons.shipped import link_names
from tutor.wording import LANGUAGES, Language

RIVALS: Final = {
    "activation-value": "activation values?|activity levels?",
    "activation-function": "transfer functions?|squashing functions?|activation curves?",
    "adversarial-example": "adversarial (images?|inputs?|samples?)",
    "backpropagation": "back-propagat|backwards? propagat|backwards pass|back pass|reverse pass",
    "batch": "minibatch|mini batch",
    "batch-normalisation": "batch-norm|batchnorm|layer normalisation",
    "bias": "offsets?|intercepts?",
    "binary-cross-entropy": "log-loss|logistic loss",
    "categorical-cross-entropy": "cross entropy|crossentropy|negative log-likelihood",
    "central-difference": "symmetric difference|two-sided difference|finite central|numerical (gradient|derivative)",
    "chain-rule": "rule of the chain|chaining rule|chained rule",
    "decision-boundary": "decision (border|line|surface)|separating (line|curve)",
    "derivative": "differential quotient|differential coefficient",
    "dropout": "drop-out|drop out",
    "early-stopping": "early-stopping|stopping early",
    "epoch": "(walks?|sweeps?) through (all|the)( training)? examples",
    "error-term": "error signal|sensitivity term|delta term",
    "forward-pass": "forwards? propagat|forwards pass|feed-?forward pass|forward run",
    "gradient-check": "gradient (checking|test|verification)|check of the gradient",
    "gradient-clipping": "gradient (cutting|truncation|capping)",
    "gradient-descent": "steepest descent|descent of the gradient|descent method",
    "initialisation": "initiali[sz]ing values|seeding of the weights",
    "input-gradient": "saliency|sensitivity map",
    "layer": "hidden (nodes?|cells?)|tiers?|nodes?",
    "learning-rate": "step size|rate of learning|learning factor|training rate",
    "local-derivative": "local (gradient|slope|rate)|partial step",
    "logit": "raw scores?|log-odds",
    "loss-function": r"costs? function|error function|objective|criterion|\bthe cost\b|\bcost L\b",
    "mean-squared-error": "mean squares? error|squared mean error|average squared error",
    "momentum": "inertia|momentum term",
    "neuron": "perceptrons?|nerve cells?",
    "overfitting": "over-fit|overtrain|overlearn",
    "parameter": "free numbers|trainable (numbers|values|variables)",
    "pre-activation": "preactivation|(?<!also called )net inputs?|induced field|logit of the unit",
    "regularisation": "regularizer|regulariser|shrinkage",
    "relative-error": "relative (difference|deviation|distance)",
    "softmax": "soft-max|soft max|normalised exponential",
    "target": "ground truth|desired (output|value|answer)|true (value|label)|expected output",
    "upstream-gradient": "upstream derivative|(incoming|arriving|outer|output) gradient|gradient from above",
    "validation-set": "dev(elopment)? set|hold-?out set|held-out set",
    "vanishing-gradients": "(fading|shrinking|dying|disappearing) gradients?",
    "weight": "connection strength|synap|coefficients of the network",
}
"""By the id of a term: names that other books use for the same thing, and that no English text here may use."""

WORDS: Final = {
    "lowest point": "lowest places?|deepest (place|point)",
    "on average": "in the mean",
    "correct": r"told right|tells? [\w$ ]+ right\b",
    "with respect to": r"(derivatives?|differentiat\w+)( of [\w$ ]+)? by (its|each|one|the|\$)",
    "costs": r"\bdear(er)?\b",
    "cures": r"\bheals?\b",
    "is not a": r"(?<!here )is no (name|step|lesson)\b",
    "asks for": r"\b[Aa]sked is\b",
}
"""The same for turns of phrase."""

FAULTS: Final = {
    "American spelling": r"(?i)\b(?!(optimizers?|prizes?|solarized|(batch_)?siz(es?|ed|ing))\b)"
    r"\w*[a-z]iz(e[sd]?|ing|ers?|ation)\b|\b(colou?r(?<!colour)|behavior|centers?|centered|favor\w*|learned|labeled|labeling|neighbor\w*|modeling|gray"
    r"|analyz\w+|canceled|canceling|meters per|program+e)\b",
    "a dash between clauses": r"\w ?[–—] ?\w",
    "three dots": r"\.\.\.",
    "two spaces": r"[\w,;]  +\w",
    "a space before a mark": r"\w [,;:!?](\s|$)",
    "filler": r"\b(very unique|in order to be able|basically|simply put|it is important to note|note that|obviously"
    r"|needless to say|let's|delve|dive into|deep dive|powerful|cutting-edge|state-of-the-art|amazing"
    r"|exciting|game-chang\w+|leverag\w+|seamless\w*|journey|unlock|empower\w*|robust\w*)\b",
}
"""What English here does not do, as patterns."""

NOT_PROSE: Final = re.compile(
    r"\[\[[^\]|]*\||\[\[|\]\]|\*+(?=[^\s*])|(?<=[^\s*])\*+|\$[^$]*\$|```.*?```|`[^`]*`", re.DOTALL
)
"""Ids of terms, brackets, emphasis, formulas, code."""


@cache  # Each of the patterns is looked for in all of them.
def prose(text: str) -> str:
    """`text` without markup; a formula or a piece of code leaves its first mark, so that words stay apart."""
    return NOT_PROSE.sub(lambda part: part[0][0] if part[0][0] in "$`" else "", text)


def found(pattern: str, where: dict[str, str]) -> list[str]:
    wanted = re.compile(pattern)
    return [f"{name}: {hit[0]} in {text}" for name, text in where.items() for hit in wanted.finditer(prose(text))]


def other_name(rivals: str) -> str:
    return rf"(?i)(?<![\w-])({rivals})"


def names() -> dict[str, tuple[str, ...]]:
    """The English title and the other names of every term by its id, and the titles of the lessons."""
    return link_names("en")


@pytest.mark.parametrize(("term", "rivals"), RIVALS.items(), ids=RIVALS)
def test_one_thing_has_one_name(term: str, rivals: str) -> None:
    pattern = other_name(rivals)
    assert not re.search(pattern, names()[term][0])
    assert found(pattern, course_texts("en")) == []
    assert found(pattern, program_texts("en")) == []


@pytest.mark.parametrize(("phrase", "rivals"), WORDS.items(), ids=WORDS)
def test_one_phrase_is_used_for_one_thing(phrase: str, rivals: str) -> None:
    assert found(phrase, course_texts("en")) or found(phrase, program_texts("en"))
    assert found(rivals, course_texts("en")) == []
    assert found(rivals, program_texts("en")) == []


@pytest.mark.parametrize("pattern", FAULTS.values(), ids=FAULTS)
def test_english_is_british_and_plain(pattern: str) -> None:
    assert found(pattern, course_texts("en")) == []
    assert found(pattern, program_texts("en")) == []


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("American spelling", "normalize the batch"),
        ("American spelling", "an initialization"),
        ("American spelling", "what it learned"),
        ("a dash between clauses", "slow — but sure"),
        ("three dots", "and so on..."),
        ("two spaces", "one,  two"),
        ("a space before a mark", "why ?"),
        ("filler", "This is obviously so."),
    ],
)
def test_a_fault_is_found(fault: str, text: str) -> None:
    assert found(FAULTS[fault], {"here": text})


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("loss-function", "The **cost function** is smooth."),
        ("pre-activation", "the net input of the unit"),
        ("target", "the [[ground truth]]"),
        ("upstream-gradient", "its incoming gradient"),
    ],
)
def test_another_name_is_found(term: str, text: str) -> None:
    assert found(other_name(RIVALS[term]), {"here": text})


def test_spelling_that_is_british_is_none() -> None:
    sound = "an optimizer of the size of a prize, normalised, sized and learnt; the colours of a neighbour"
    assert found(FAULTS["American spelling"], {"here": sound}) == []


def test_a_term_is_shown_by_a_name_that_the_glossary_knows() -> None:
    strange = [
        f"{place}: {shown} for {term}"
        for place, text in course_texts("en").items()
        for term, shown in re.findall(r"\[\[([^\]|]+)\|([^\]]+)\]\]", text)
        if not any(name in shown or shown in name for name in names()[term.strip().lower().replace(" ", "-")])
    ]
    assert strange == []


FOUND: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b[Yy]ou (?:have |had |already |just )*(?:found|derived|wrote|measured)\b"),
    "zh": re.compile(
        r"你[^，。！？：；]{0,14}(?:求得过|求过|求出来|算过|推导过|写过|测量过)|你(?:已经|刚刚|刚才)?求得"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_that_the_learner_found_what_may_have_been_skipped(language: Language) -> None:
    assert not [place for place, text in course_texts(language).items() if FOUND[language].search(text)]


NAMED: Mapping[Language, str] = {
    "en": r"\blesson (?:on|about)\b|\*(?:{titles})\*",
    "zh": r"那一课|“(?:{titles})”",
}


def named_without_a_link(language: Language, where: Mapping[str, str]) -> list[str]:
    """Places that speak of another lesson by its title or subject where a link should lead there."""
    titles = "|".join(
        re.escape(title) for one, (title, *_) in link_names(language).items() if one.startswith("lesson:")
    )
    return [place for place, text in where.items() if re.search(NAMED[language].format(titles=titles), text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_lesson_is_named_by_a_link_to_it(language: Language) -> None:
    assert named_without_a_link(language, course_texts(language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "as in *Slopes*"),
        ("en", "see the lesson on code"),
        ("zh", "“斜率”一课里学过"),
        ("zh", "讲代码的那一课里"),
    ],
)
def test_a_lesson_that_is_named_without_a_link_is_noticed(language: Language, text: str) -> None:
    assert named_without_a_link(language, {"here": text}) == ["here"]
