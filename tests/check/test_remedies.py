"""One mistake after the other, as authors make them: it is named at its place, and its remedy mends the file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.lesson.expectations import said
from tutor.check import check_file

HEAD: Final = """\
format: 1
id: mistake
language: en
title: A mistake
summary: One mistake.
minutes: 5
"""
PROSE: Final = HEAD + "steps:\n  - id: page\n    type: prose\n    body: "
NUMERIC: Final = (
    HEAD
    + """\
steps:
  - id: number
    type: quiz
    kind: numeric
    params:
      w: {int: [1, 4]}
      p: {int: [1, 4]}
    where: ['w != p']
    prompt: |
      How much is it for @{w} and @{p}?
    answer: 'w*p'
    tolerance: 1%
"""
)
CHOICE: Final = (
    HEAD
    + """\
steps:
  - id: which
    type: quiz
    kind: single
    prompt: Which one?
    choices:
      - id: this
        text: This one
        correct: true
        feedback: Yes.
      - id: that
        text: That other one
        feedback: No.
"""
)
FORMULA: Final = (
    HEAD
    + """\
steps:
  - id: formula
    type: quiz
    kind: symbolic
    symbols: [x]
    params:
      p: {int: [2, 4]}
    prompt: |
      Which multiple of x for @{p}?
    answer: 'p*x'
"""
)
DERIVATION: Final = (
    HEAD
    + """\
steps:
  - id: derive
    type: derivation
    graph:
      z: 'w*x'
      a: 'z^2'
    target: a
    wrt: w
    at: {w: 1, x: 2}
    ask: [a/z, z/w]
    wrong:
      - id: half
        factor: a/z
        answer: 'z'
        feedback: The exponent comes down.
"""
)
NETWORK: Final = (
    HEAD
    + """\
networks:
  neuron:
    inputs: [x]
    layers:
      - units: [a]
        activation: sigmoid
        weights: [[0.5]]
        biases: [0.1]
    loss: squared-error
    optimizer: {kind: momentum, learning_rate: 0.1, momentum: 0.5}
    rows:
      - [2, 1]
steps:
  - id: lab
    type: network
    network: neuron
"""
)
TRACE: Final = (
    NETWORK.replace("id: lab\n    type: network", "id: pass\n    type: trace") + "    ask: [a.z]\n    tolerance: 1%\n"
)
FENCE: Final = "|\n      Code:\n\n      ```\n      x = 1\n"
RAW: Final = {
    "formula-in-brackets": [r"\(x\)", r"\begin{align}x\end{align}"],
    "no-images": ["![a](b)"],
    "no-html": ["<b>"],
    "no-links": ["[ref][1]", "[1]: http://a.org", "<a@b.c>"],
    "no-such-markup": ["[^1]", "- [ ] do it", "~~old~~", "__bold__", "_it_", "_a_"],
}

MISTAKES: Final = [
    # The lesson, what is right in it, what is written instead, the code, and the place.
    pytest.param(NUMERIC, "@{p}", "@{p+1}", "not-a-parameter", 16, 35, id="parameter-calculated"),
    pytest.param(NUMERIC, "@{p}", "@{ p }", "not-a-parameter", 16, 35, id="parameter-spaced"),
    pytest.param(NUMERIC, "@{p}", "@{p", "not-a-parameter", 16, 35, id="parameter-open"),
    pytest.param(NUMERIC, "@{p}", "@p", "not-a-parameter", 16, 35, id="parameter-without-braces"),
    pytest.param(NUMERIC, "@{p}", "@ {p}", "not-a-parameter", 16, 35, id="parameter-apart-from-its-sign"),
    pytest.param(NUMERIC, " and @{p}", "", "parameter-not-shown", 13, 7, id="parameter-hidden"),
    pytest.param(FORMULA, " for @{p}", "", "parameter-not-shown", 13, 7, id="parameter-of-a-formula-hidden"),
    pytest.param(NUMERIC, "      p: {", "      q: {int: [1, 2]}\n      p: {", "parameter-unused", 13, 7, id="unused"),
    pytest.param(NUMERIC, "1%", "50%", "tolerance-too-wide", 18, 16, id="tolerance-of-half"),
    pytest.param(NUMERIC, "1%", "2", "tolerance-too-wide", 18, 16, id="tolerance-of-half-absolute"),
    pytest.param(TRACE, "1%", "0.6", "tolerance-too-wide", 24, 16, id="tolerance-of-half-of-a-trace"),
    pytest.param(NUMERIC, "1%", "1％", "look-alike", 18, 17, id="full-width-per-cent"),
    pytest.param(PROSE + "'$x$'\n", "'$x$'", "'\\(x\\)'", "formula-in-brackets", 10, 12, id="formula-in-brackets"),
    pytest.param(PROSE + "'a picture'\n", "a picture", "![a picture](x.png)", "no-images", 10, 12, id="image"),
    pytest.param(PROSE + "'go there'\n", "there", "[there](https://a.org)", "no-links", 10, 15, id="link"),
    pytest.param(PROSE + "'so *this*'\n", "*this*", "<i>this</i>", "no-html", 10, 15, id="html"),
    pytest.param(PROSE + "'a < b'\n", "<", "&lt;", "no-html", 10, 14, id="entity"),
    *(
        pytest.param(PROSE + "so\n", "so", f"'{text}'", code, 10, 12, id=text)
        for code, texts in RAW.items()
        for text in texts
    ),
    *(
        pytest.param(lesson, right, f"'{text}'", code, line, column, id=f"{line}-{text}")
        for code, text in {"plain-words": "$x$", **{code: texts[0] for code, texts in RAW.items()}}.items()
        for lesson, right, line, column in (
            (PROSE + "so\n", "A mistake", 4, 9),
            (PROSE + "so\n", "One mistake.", 5, 11),
            (PROSE + "so\n    title: Here\n", "Here", 11, 13),
        )
    ),
    *(
        pytest.param(PROSE + "so\n", "A mistake", f"'{text}'", "plain-words", 4, 9, id=f"title-{text}")
        for text in ("**b**", "*b*", "`b`", "[[loss]]", "@{p}")
    ),
    pytest.param(PROSE + FENCE + "      ```\n", "x = 1\n      ```", "x = 1", "fence-open", 13, 7, id="fence"),
    pytest.param(PROSE + "'“a”'\n", "'“a”'", "“a: b”", "look-alike", 10, 11, id="smart-quotes"),
    pytest.param(PROSE + "x\n", "id: page", "id: “page”", "look-alike", 8, 9, id="smart-quotes-around-an-id"),
    pytest.param(PROSE + "x\n", "type: prose", "type：prose", "look-alike", 9, 9, id="full-width-colon"),
    pytest.param(PROSE + "x\n", "body: x", "body：x", "look-alike", 10, 9, id="full-width-colon-in-the-last-line"),
    pytest.param(PROSE + "x\n", "- id", "－ id", "look-alike", 8, 3, id="full-width-dash"),
    pytest.param(PROSE + "x\n", "- id", "– id", "look-alike", 8, 3, id="long-dash"),
    pytest.param(DERIVATION, "a/z, z", "a/z，z", "look-alike", 16, 14, id="full-width-comma"),
    pytest.param(DERIVATION, "[a/z, z/w]", "［a/z, z/w］", "look-alike", 16, 10, id="full-width-brackets"),
    pytest.param(
        PROSE + "x\n", "    type", "  \u00a0 type", "look-alike-space", 9, 3, id="no-break-space-before-a-key"
    ),
    pytest.param(PROSE + "x\n", "    type", "\u3000\u3000type", "look-alike-space", 9, 1, id="ideographic-spaces"),
    pytest.param(PROSE + "x\n", "type: ", "type:\u00a0", "look-alike-space", 9, 10, id="no-break-space-behind-a-colon"),
    pytest.param(PROSE + "x\n", "prose", "prose\u00a0", "look-alike-space", 9, 16, id="no-break-space-at-an-end"),
    pytest.param(
        PROSE + "'[a] or b'\n", "'[a] or b'", "[a] or b", "value-begins-with-sign", 10, 11, id="bracket-first"
    ),
    pytest.param(
        PROSE + "'{a} or b'\n", "'{a} or b'", "{a: b} or b", "value-begins-with-sign", 10, 11, id="brace-first"
    ),
    pytest.param(PROSE + "x\n", "    type", "     type", "key-too-deep", 9, 6, id="key-too-deep"),
    pytest.param(PROSE + "x\n", "minutes", " minutes", "key-too-deep", 6, 2, id="key-too-deep-at-the-top"),
    pytest.param(PROSE + "'it is'\n", "A mistake", "'A mistake", "quote-not-closed", 4, 8, id="quote-not-closed"),
    pytest.param(PROSE + "'\\nabla'\n", "A mistake", '"A mistake', "quote-not-closed", 4, 8, id="quote-and-latex"),
    pytest.param(CHOICE, "correct: true", "correct: True", "not-a-flag", 15, 18, id="flag-with-a-capital"),
    pytest.param(CHOICE, "correct: true", 'correct: "true"', "in-quotes", 15, 18, id="flag-in-quotes"),
    pytest.param(CHOICE, "correct: true", "correct: |\n          true", "in-quotes", 15, 18, id="flag-in-a-block"),
    pytest.param(CHOICE, "correct: true", "correct: 'yes'", "not-a-flag", 15, 18, id="no-flag-in-quotes"),
    pytest.param(CHOICE, "minutes: 5", "minutes: '5'", "in-quotes", 6, 10, id="integer-in-quotes"),
    pytest.param(DERIVATION, "w: 1", "w: '1.5'", "in-quotes", 15, 13, id="number-in-quotes"),
    pytest.param(NETWORK, "rate: 0.1", 'rate: "0.1"', "in-quotes", 16, 48, id="rate-in-quotes"),
    pytest.param(CHOICE, "choices:", "choices: |", "in-quotes", 12, 14, id="list-in-a-block"),
    pytest.param(TRACE, "[a.z]", "'[a.z]'", "in-quotes", 23, 10, id="list-in-quotes"),
    pytest.param(CHOICE, "- id: this", "- id this", "colon-missing", 13, 9, id="item-without-colon"),
    pytest.param(PROSE + "x\n", "- id: page", "- id page", "colon-missing", 8, 5, id="step-without-colon"),
    pytest.param(DERIVATION, "w: 1", "w:1", "colon-joined", 15, 10, id="colon-joined-in-braces"),
    pytest.param(DERIVATION, "w: 1", "w=1", "quote-this-text", 15, 10, id="equals-sign-in-braces"),
    pytest.param(NETWORK, "0.1, momentum", "0,1, momentum", "quote-this-text", 16, 50, id="decimal-comma"),
    pytest.param(NUMERIC, "w: {int: [1, 4]}", "w: {int: 1, 4}", "quote-this-text", 12, 19, id="list-without-brackets"),
    pytest.param(NETWORK, "[x]", "x", "not-units", 9, 13, id="one-input-by-name"),
    pytest.param(TRACE, "a.z", "a.q", "network.unknown-quantity", 23, 11, id="no-such-number"),
    pytest.param(PROSE + "'[[lesson:mistake]]'\n", ":mistake", ":course", "unknown-lesson", 10, 11, id="no-lesson"),
    pytest.param(
        PROSE + "x\n", "- id: page\n    type: prose\n    body: x", "- page", "item-without-key", 8, 5, id="item-alone"
    ),
    pytest.param(CHOICE, "type:", "typ:", "misspelt-key", 9, 5, id="misspelt-type"),
    pytest.param(CHOICE, "kind:", "kin:", "misspelt-key", 10, 5, id="misspelt-kind"),
    pytest.param(DERIVATION, "[a/z, z/w]", "[a/x, z/w]", "unknown-factor", 16, 11, id="the-asked-factor-is-to-blame"),
    pytest.param(CHOICE, "language: en", "language: xx", "not-a-language", 3, 11, id="language-that-is-none"),
    pytest.param(NETWORK, "kind: momentum", "kind: adam", "optimizer-ignores-key", 16, 49, id="momentum-of-adam"),
    *(
        pytest.param(
            PROSE + "x\n", "minutes: 5", f"minutes: {'[' * depth}", "bracket-not-closed", 6, 10, id=f"open-{depth}"
        )
        for depth in range(1, 21)
    ),
]


@pytest.mark.parametrize(("lesson", "right", "wrong", "code", "line", "column"), MISTAKES)
def test_a_mistake_is_named_at_its_place_and_mended_by_its_remedy(
    tmp_path: Path, lesson: str, right: str, wrong: str, code: str, line: int, column: int
) -> None:
    file = tmp_path / "mistake.yaml"
    assert lesson.count(right) >= 1
    file.write_text(lesson.replace(right, wrong, 1), encoding="utf-8")
    problems = check_file(file)
    found = [(problem.code, problem.place.line, problem.place.column) for problem in problems]
    assert found[:1] == [(code, line, column)]
    assert {problem.code for problem in problems} == {code}
    assert len(said(problems)) == 2 * len(problems)
    file.write_text(lesson, encoding="utf-8")
    assert said(check_file(file)) == []


@pytest.mark.parametrize("tag", ["xx", "backup"])
def test_a_translation_to_no_language_is_none(tmp_path: Path, tag: str) -> None:
    file = tmp_path / "mistake.yaml"
    file.write_text(PROSE + "x\n", encoding="utf-8")
    translation = tmp_path / f"mistake.{tag}.yaml"
    translation.write_text(f"language: {tag}\ntitle: Ein Fehler\n", encoding="utf-8")
    assert [(problem.code, problem.place.file) for problem in check_file(file)] == [
        ("translation-to-no-language", translation)
    ]
    translation.rename(tmp_path / "mistake.de.yaml").write_text("language: de\ntitle: Ein Fehler\n", encoding="utf-8")
    assert said(check_file(file)) == []


@pytest.mark.parametrize("number", ["0.001", "1e-3", "1E-3", "1e3", "2.5e+2", ".5", "5.", "+3", "-3", "007"])
def test_numbers_are_read_alike_wherever_they_stand(tmp_path: Path, number: str) -> None:
    file = tmp_path / "mistake.yaml"
    graph = DERIVATION.replace("w: 1", f"w: {number}").replace("'z'\n", f"'{number}'\n")
    answer = NUMERIC.replace("'w*p'", f"'{number}'").replace(
        "      p: {int: [1, 4]}", f"      p: {{choice: [{number}, 9]}}"
    )
    for text in (graph, answer, answer.replace("1%", "1e-4%")):
        file.write_text(text, encoding="utf-8")
        assert said(check_file(file)) == []


def test_what_is_meant_to_look_like_markup_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "mistake.yaml"
    text = "W[1][0], x_i_j, [x], ~2, me@w, "
    text += "`<b>` and `\\(x\\)`, $\\left[x\\right](y)$, a < b > c, x<y, f[x](z), R&D; “so”，他说：‘好’\u3000。"
    file.write_text(PROSE + "|\n      " + text + "\n", encoding="utf-8")
    assert said(check_file(file)) == []
