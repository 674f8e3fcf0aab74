"""Every code that progress and paths can give has its sentence, with just the arguments that come along."""

from __future__ import annotations

import pytest

from tests.wording.placeholders import placeholders
from tutor.progress.failures import REASONS
from tutor.progress.keeping import _UNREAD_CAUSES
from tutor.wording import Sentence
from tutor.wording.doctor import FINDINGS
from tutor.wording.progress import PROBLEMS

ARGUMENTS = (
    {
        "paths.no-course": {"folder"},
        "paths.address": {"address"},
        "paths.device": {"name"},
        "progress.newer": {"file", "found", "supported"},
        "progress.set-aside": {"file", "aside"},
        "progress.recovered": {"file", "aside", "count", "latest"},
        "progress.recovered-in-part": {"file", "aside", "count", "latest", "lost", "time"},
        "progress.recovered-cut-off": {"file", "aside", "count", "latest"},
        "progress.recovered-cut-off-in-part": {"file", "aside", "count", "latest", "lost"},
        "progress.was-folder": {"file", "aside"},
        "progress.put-back": {"count"},
        "progress.in-backup": {"file", "day", "count"},
        "progress.recalled": {"file", "detail"},
        "progress.waiting": {"seconds"},
        "progress.saved-now": set(),
        "progress.read-again": set(),
        "progress.begun-again": {"file", "count"},
        "progress.no-backup": {"detail"},
        "progress.unreadable": {"file", "detail"},
        "progress.export-failed": {"file", "detail"},
        "progress.export-special": {"file"},
        "progress.export-own": {"file"},
        "progress.export-other": {"file"},
        "progress.export-over": {"file", "count"},
        "progress.export-newer": {"file", "found", "supported"},
        "progress.import-failed": {"file", "detail"},
        "progress.import-special": {"file"},
        "progress.import-large": {"file", "most"},
        "progress.import-newer": {"file", "found", "supported"},
        "progress.import-line": {"file", "line"},
        "progress.import-cut-off": {"file", "line"},
        "progress.import-unpacked": {"file", "line"},
        "progress.backup-damaged": {"file", "count"},
        "progress.no-backups": {"folder"},
        "progress.nothing-readable": {"file"},
    }
    | {
        f"progress.{what}.{reason}": {"file", "detail", "place", "count"}
        for what in ("not-kept", "not-saved", "lost")
        for reason in REASONS
    }
    | {
        f"progress.{what}.{cause}": {"file", "detail", "place", "count"}
        for what in ("not-read", "not-looked-at")
        for cause in (*_UNREAD_CAUSES, "failed")
    }
)


def test_no_code_lacks_a_sentence_and_no_sentence_its_code() -> None:
    assert set(PROBLEMS) == set(ARGUMENTS)


@pytest.mark.parametrize("code", ARGUMENTS)
def test_every_placeholder_is_supplied(code: str) -> None:
    assert placeholders(PROBLEMS[code].en) == placeholders(PROBLEMS[code].zh)
    assert placeholders(PROBLEMS[code].en) <= ARGUMENTS[code]


REMEDIES = {
    "not-permitted": ("{place} writable", "{place} 可读写"),
    "read-only": ("TUTOR_HOME", "TUTOR_HOME"),
    "no-folder": ("ove it away", "移走"),
    "full": ("ake room", "腾出空间"),
    "busy": ("lose that", "关闭那个程序"),
    "damaged": ("emove that obstacle", "排除这一障碍"),
}
"""Words of the remedy of each cause, in English and in Chinese."""


def remedies_in(sentence: Sentence) -> list[tuple[str, ...]]:
    """The causes whose remedies stand in `sentence`, in each language."""
    texts = enumerate((sentence.en, sentence.zh))
    return [tuple(cause for cause, words in REMEDIES.items() if words[n] in text) for n, text in texts]


@pytest.mark.parametrize("what", ["not-kept", "not-saved", "lost"])
@pytest.mark.parametrize("reason", REASONS)
def test_each_cause_has_its_own_remedy_and_no_other(what: str, reason: str) -> None:
    expected = (reason,) if reason != "failed" else ()
    assert remedies_in(PROBLEMS[f"progress.{what}.{reason}"]) == [expected, expected]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("unwritable", "not-permitted"),
        ("closed", "not-permitted"),
        ("unreadable", "not-permitted"),
        ("read-only", "read-only"),
        ("no-folder", "no-folder"),
        ("busy", "busy"),
        ("full", "full"),
    ],
)
def test_what_is_found_wrong_has_the_remedy_of_its_cause_and_no_other(code: str, reason: str) -> None:
    sentence = FINDINGS[f"progress.{code}"]
    others = [tuple(cause for cause in causes if cause != "not-permitted") for causes in remedies_in(sentence)]
    assert others == [(() if reason == "not-permitted" else (reason,))] * 2
    for text, words in ((sentence.en, ("writable",)), (sentence.zh, ("可写", "可读写"))):
        assert any(word in text for word in words) == (reason == "not-permitted")
