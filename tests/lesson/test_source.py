"""YAML as lessons use it: what is kept as text, where it stands, and what hostile files cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml.scanner import ScannerError

from tests.patience import drawn
from tutor.errors import Place
from tutor.lesson.files import source
from tutor.lesson.files.source import DEEPEST, MOST_BYTES, FileError, read_source

FILE = Path("lesson.yaml")


def _code(text: str) -> str:
    with pytest.raises(FileError) as caught:
        read_source(text, FILE)
    return caught.value.code


@pytest.mark.parametrize(
    "scalar", ["1e-3", "no", "010", "1:30", "null", "~", "2024-01-01", "0x1F", "1_000", ".inf", "=", "y"]
)
def test_a_plain_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert read_source(f"key: {scalar}", FILE).data == {"key": scalar}


def test_a_missing_value_is_told_from_an_empty_text() -> None:
    assert read_source("a:\nb: ''\nc: [x]", FILE).data == {"a": None, "b": "", "c": ["x"]}


def test_keys_and_values_know_their_places() -> None:
    document = read_source("a: 1\nb:\n  - 中: x\n    d: |\n      text\n", FILE)
    assert document.key_place(("b", 0, "d")) == Place(FILE, 4, 5)
    value = document.value_place(("b", 0, "中"))
    assert (value.line, value.column) == (3, 8)
    missing = document.value_place(("b", 0, "e", 3))
    assert (missing.line, missing.column) == (3, 5)


def test_comments_that_look_like_comments_are_no_lost_text() -> None:
    text = "a: 1 # one\nb: x  #   two\n# three\n#four\nc: 'y' #5\nd: |\n  z #6\n"
    assert read_source(text, FILE).lost_texts == ()
    assert [lost for _, lost in read_source("a: weight #3 grows", FILE).lost_texts] == ["#3 grows"]


@pytest.mark.parametrize(
    "command", ["frac", "nabla", "theta", "times", "rho", "beta", "alpha", "vec", "Phi", "neq", "sigma", "text"]
)
def test_latex_in_double_quotes_is_refused(command: str) -> None:
    assert _code(f'a: "x \\{command} y"') == "latex-in-double-quotes"
    assert read_source(f"a: 'x \\{command} y'", FILE).data == {"a": f"x \\{command} y"}
    assert read_source(f'a: "x \\\\{command} y"', FILE).data == {"a": f"x \\{command} y"}


def test_ordinary_escapes_in_double_quotes_are_kept() -> None:
    assert read_source(r'a: "one\ntwo\n\nthree\t\"4\" \\ \u4e2d"', FILE).data == {"a": 'one\ntwo\n\nthree\t"4" \\ 中'}


BILLION_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BILLION_LAUGHS, "value-begins-with-sign"),
        ("[" * 100_000, "nested-too-deeply"),
        ("a: " + "{a: " * 50_000, "nested-too-deeply"),
        ("- " * 60_000 + "x", "nested-too-deeply"),
        ("? " * 60_000, "key-not-a-word"),
        ("- a\n" * 60_000, "too-many-values"),
        ("&a " * 60_000, "value-begins-with-sign"),
        ("x: '" + "a" * 1_000_000 + "'", "file-too-large"),
        ("#" * (MOST_BYTES - 1), "empty-file"),
        ("a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested-too-deeply"),
        ("a: \x00", "control-character"),
        ("a: \x1b]52;c;aGk=\x07", "control-character"),
        ("a: \x9b31m", "control-character"),
        ("a: x\u202ey", "control-character"),
        ("a: x\u2028b: y", "control-character"),
        ("a: x\x85b: y", "control-character"),
        ("a: \ufeff", "control-character"),
        ('a: "\\u202e"', "control-character"),
        ('a: "\\e[31m"', "control-character"),
        ("a: \ud800", "not-utf8"),
        ("!!python/object/apply:os.system ['true']", "value-begins-with-sign"),
        ("%YAML 1.1\n---\na: b", "several-documents"),
        ("<<: *x\n", "value-begins-with-sign"),
        ("[a, b]: c", "key-not-a-word"),
        ("{? a : b}", "key-not-a-word"),
        ("a: [b", "bracket-not-closed"),
        ("", "empty-file"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_hostile_text_is_refused(text: str, code: str) -> None:
    assert _code(text) == code


LOADERS = [getattr(yaml, name) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("limit", [DEEPEST + 2, 100, 1000])
@pytest.mark.parametrize(("before", "depth"), [("", 0), ("a: ", 1), ("a:\n  b: {c: ", 3), ("- x\n- - ", 2)])
def test_too_deep_is_told_by_our_own_count(
    before: str, depth: int, limit: int, loader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parsers read ahead to a limit of their own, and say so in words of their own, before they tell of any bracket."""
    parse = yaml.parse

    def read_ahead(text: str, _: object) -> Iterator[yaml.Event]:
        first = text.index("[")
        for event in parse(text, loader):
            if text.count("[") > limit and getattr(event.end_mark, "index", 0) > first:
                mark = yaml.Mark("", first + limit, 0, limit, None, 0)
                raise ScannerError("in words", mark, "of its own", mark)
            yield event

    monkeypatch.setattr(yaml, "parse", read_ahead)
    with pytest.raises(FileError) as caught:
        read_source(before + "[" * 1500, FILE)
    assert (caught.value.code, caught.value.arguments) == ("nested-too-deeply", {"most": DEEPEST})
    last_line = before.rpartition("\n")[2]
    assert caught.value.position == (before.count("\n") + 1, len(last_line) + DEEPEST + 2 - depth)


def test_brackets_in_quotes_nest_nothing() -> None:
    assert _code("a: '" + "[" * 2000) == "quote-not-closed"
    assert _code("a: ['" + "[" * 100_000) == "quote-not-closed"
    assert _code("a: '" + "[" * 100 + "' b") == "text-after-quote"
    assert read_source("a: '" + "[" * 2000 + "'", FILE).data == {"a": "[" * 2000}


MISTAKES = {
    "a: b: c": ("colon-in-plain-value", 1, 5),
    "a: {b: : c}": ("colon-in-plain-value", 1, 8),
    "a: - b": ("dash-in-plain-value", 1, 4),
    'a: "x \\qb"': ("latex-in-double-quotes", 1, 4),
    'a: "x \\xq0"': ("latex-in-double-quotes", 1, 4),
    'a: "x\n\\qb"': ("latex-in-double-quotes", 1, 4),
    "a: 'b": ("quote-not-closed", 1, 4),
    'a: "b \\n': ("quote-not-closed", 1, 4),
    "a: '''b": ("quote-not-closed", 1, 4),
    "a: 'b\n---\n": ("quote-not-closed", 1, 4),
    'a: "b\n...\n': ("quote-not-closed", 1, 4),
    "a: [b $\\frac{c}{d}$]": ("braces-in-list", 1, 4),
    "a:\n  - b: c\n  -d: e\n": ("dash-joined", 3, 3),
    "a: b\nc:5\nd: e": ("colon-joined", 2, 1),
    "a:\n  - b: c\n    b: d\n": ("duplicate-key-in-item", 3, 5),
    "a: b\u00adc": ("control-character", 1, 5),
    "a: [b\nc: d": ("bracket-not-closed", 1, 4),
    "a: {b: c\nd: e": ("bracket-not-closed", 1, 4),
    "a: [\n": ("bracket-not-closed", 1, 4),
    "a: [\n---\n": ("bracket-not-closed", 1, 4),
    "a: [x, {b: [1,\n": ("bracket-not-closed", 1, 12),
    "a: [x, {b: [1],\n": ("bracket-not-closed", 1, 8),
    "a: [b}": ("bracket-not-closed", 1, 4),
    "a: | b": ("text-beside-block-sign", 1, 6),
    "a: >b\n  c": ("text-beside-block-sign", 1, 5),
    "a:\nb\nc: d": ("colon-missing", 2, 1),
    "a:\n'b'\nc: d": ("colon-missing", 2, 1),
    'a:\n"b"\nc: d': ("colon-missing", 2, 1),
    "a:\nb": ("colon-missing", 2, 1),
    f"a:\n{'b' * 1030}: c": ("colon-missing", 2, 1),
    f"a:\n'{'b' * 1030}': c": ("colon-missing", 2, 1),
    f"a:\n{'b ' * 600}and: c\nd: e": ("colon-missing", 2, 1),
    "a: 'b'c": ("text-after-quote", 1, 7),
    "a:\n  b: c\n d: e": ("wrong-indentation", 3, 2),
    "- a\nb: c": ("wrong-indentation", 2, 1),
    "a:\n\tb: c": ("tab-as-indentation", 2, 1),
    "a: ]b": ("value-begins-with-sign", 1, 4),
    "a: ,b": ("value-begins-with-sign", 1, 4),
    "a: @b": ("value-begins-with-sign", 1, 4),
    "a: `b`": ("value-begins-with-sign", 1, 4),
    "a: %b": ("value-begins-with-sign", 1, 4),
    "a: * b": ("value-begins-with-sign", 1, 4),
    "a: &": ("value-begins-with-sign", 1, 4),
    "a: !b!c d": ("value-begins-with-sign", 1, 4),
    "%": ("several-documents", 1, 1),
    "%\tb": ("several-documents", 1, 1),
    "a: ? b": ("yaml-syntax", 1, 4),
}
"""What is wrong with a text, and where, whatever words a parser has for it."""


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", MISTAKES)
def test_no_word_of_a_parser_decides_what_a_mistake_is(text: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = yaml.parse

    def in_other_words(text: str, _: object) -> Iterator[yaml.Event]:
        try:
            yield from parse(text, loader)
        except yaml.MarkedYAMLError as error:
            raise type(error)("in other words", error.context_mark, "so", error.problem_mark) from error

    monkeypatch.setattr(yaml, "parse", in_other_words)
    with pytest.raises(FileError) as caught:
        read_source(text, FILE)
    assert (caught.value.code, *caught.value.position) == MISTAKES[text]


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
@settings(max_examples=drawn(300), deadline=None)
@given(text=st.text(alphabet="ab:-[]{}|>'\"#\\ \n,?&", max_size=30))
def test_both_loaders_read_the_same_or_refuse(text: str) -> None:
    readings = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        source._LOADER, kept = loader, source._LOADER  # type: ignore[misc]
        try:
            readings.append(read_source(text, FILE).data)
        except FileError:
            readings.append(FileError)
        finally:
            source._LOADER = kept  # type: ignore[misc]
    if FileError not in readings:
        assert readings[0] == readings[1]
