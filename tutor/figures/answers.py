"""What is said about an answer: how it was read, the verdict, the hints; and lesson text laid out for a width."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from tutor.activity.base import Hint, Question, Reading, Understood, Unreadable
from tutor.errors import Argument
from tutor.events import Verdict, VerdictKind
from tutor.figures.formulas import symbol_text, word_text
from tutor.figures.lines import Line, Run, beside, flowed, labelled, plain, width_of, worded, wrapped
from tutor.figures.quantities import quantity_text
from tutor.lesson.format.markup import fill, parse
from tutor.lesson.format.model import Step
from tutor.lesson.format.network_steps import PredictedChoice
from tutor.numerals import numeral
from tutor.prose.compose import compose, linear
from tutor.text import WIDEST, Cells
from tutor.typesetting.formula import Formula
from tutor.typesetting.layout import lay_out
from tutor.typesetting.line import plain_line
from tutor.typesetting.typeset import from_expression
from tutor.wording import Sentence, Voice, by_hand, code, interface
from tutor.wording.derivations import RULES
from tutor.wording.network import MISTAKE_DESCRIPTIONS, MISTAKES
from tutor.wording.replies import SAID

_INDENT: Final = 2
"""Cells by which a feedback stands further in than what it is about."""
TALLEST_ECHO: Final = 3
"""Rows of an echo; a taller formula is echoed in one line."""
_BETWEEN_RULES: Final = 3
"""Cells between two columns of formulas."""
_QUANTITIES: Final = ("this", "that", "this2", "that2")
"""Arguments of a verdict on a number that are quantities, as formulas write them."""
_LACKS: Final[Mapping[str, Sentence]] = {
    **dict.fromkeys(
        ("empty", "nothing-chosen", "order-incomplete", "pairs-missing", "pairs-shared", "code-empty"),
        interface.INCOMPLETE,
    ),
    "code-repeats": interface.TOO_MUCH,
}
"""What is said in a word to an answer that could be read and is no whole answer, or more than one."""
_TICKS: Final[Mapping[str, Sentence]] = {
    "choices-wrong": interface.NOT_RIGHT, "choices-missing": interface.MISSING
}  # fmt: skip
"""What is wrong about the choices that the feedback of a verdict names, by its code."""
_NEAR_DIGITS: Final = 5
"""Significant digits of a number to which another one is near."""
_TAGS: Final[Mapping[VerdictKind, str]] = {
    "": "", "right": "right", "wrong": "wrong", "unreadable": "hint", "undecided": "hint"
}  # fmt: skip


def text_lines(text: str, drawn: Mapping[str, str], cells: Cells, width: int, *, in_lines: bool = False) -> list[Line]:
    """Return lesson text laid out at `width`, with the numbers of this attempt in it.

    With `in_lines`, here and below, formulas have one line only, so that everything can be read line after line.
    """
    document = parse(fill(text, drawn))
    page = compose(linear(document) if in_lines else document, min(width, WIDEST), cells)
    return [list(line) for line in page.lines]


def barred(lines: Sequence[Line], tag: str) -> list[Line]:
    """Return `lines` with a bar at their left, coloured by `tag`."""
    return [[("▌ ", tag), *line] for line in lines]


def verdict_lines(
    verdict: Verdict,
    step: Step,
    drawn: Mapping[str, str],
    voice: Voice,
    cells: Cells,
    width: int,
    *,
    echoed: bool = False,
    remark: str = "",
) -> list[Line]:
    """Return the verdict in a word with a `remark`, and the author's feedback or the sentence for its code below.

    `echoed` says that the echo of the answer already tells why it could not be read.
    """
    head, *said = verdict_words(verdict, step, drawn, voice, cells, width - 2)
    head = [*head, *([("  " + cells.truncate(remark, width // 2), "dim")] if remark else [])]
    # Of an empty field there is no echo.
    told = echoed and not verdict.readable and verdict.code != "empty"
    return barred([head] if told else [head, *said], _TAGS[verdict.kind])


def shown_lines(
    verdict: Verdict, step: Step, drawn: Mapping[str, str], voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return that the answer was shown, and below it what the `verdict` on the right one says."""
    return barred(shown_words(verdict, step, drawn, voice, cells, width - 2), "hint")


def shown_words(
    verdict: Verdict,
    step: Step,
    drawn: Mapping[str, str],
    voice: Voice,
    cells: Cells,
    width: int,
    *,
    in_lines: bool = False,
) -> list[Line]:
    """Return what `shown_lines` does, without the bar beside it."""
    _, *said = verdict_words(verdict, step, drawn, voice, cells, width, in_lines=in_lines)
    return [[(voice(interface.WAS_SHOWN), "hint")], *said]


def last_was_right_lines(verdict: Verdict, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return that the answer to the part before the open one was right, and what more the `verdict` says of it."""
    head: Line = [(f"{cells.glyphs.done} {voice(interface.LAST_WAS_RIGHT)}", "right")]
    more = "" if verdict.code == "right" else sentence_of(verdict, voice, cells)
    return barred([head, *(worded(more, "", cells, width - 2) if more else [])], "right")


def verdict_words(
    verdict: Verdict,
    step: Step,
    drawn: Mapping[str, str],
    voice: Voice,
    cells: Cells,
    width: int,
    *,
    in_lines: bool = False,
) -> list[Line]:
    """Return the verdict as `verdict_lines` does, without the bar beside it."""
    head: list[Run] = [(_in_a_word(verdict, voice, cells), _TAGS[verdict.kind])]
    if verdict.costs_nothing:
        head.append(("  " + voice(interface.COSTS_NOTHING), "dim"))
    slip = _TICKS.get(verdict.code)
    label = voice(interface.LABELLED, label=voice(slip)) if slip else ""
    feedback = [
        line
        for id_ in verdict.feedback
        for line in _feedback_lines(id_, label, step, drawn, cells, width, in_lines=in_lines)
    ]
    # A right answer needs no second word for it.
    words = "" if feedback or verdict.code == "right" else sentence_of(verdict, voice, cells)
    return [head, *feedback, *(worded(words, "", cells, min(width, WIDEST)) if words else [])]


def _feedback_lines(
    feedback: str, label: str, step: Step, drawn: Mapping[str, str], cells: Cells, width: int, *, in_lines: bool
) -> list[Line]:
    """What the author says, below the choice that it is about with its `label`; nothing where there is no text now."""
    text, subject = step.feedback_named(feedback)
    if subject is None or not text:
        return text_lines(text, drawn, cells, width, in_lines=in_lines) if text else []
    number: Run = (f"{subject.number} " if subject.number else "", "key")
    head, indent = [number, (label, "wrong")], width_of([number], cells) or _INDENT
    named, *more = text_lines(subject.text, drawn, cells, width - width_of(head, cells) - 2, in_lines=True)
    said = text_lines(text, drawn, cells, width - indent, in_lines=in_lines)
    words = plain(named) + (cells.glyphs.ellipsis if more else "")
    return [[*head, (words, "dim")], *([(" " * indent, ""), *line] for line in said)]


def _in_a_word(verdict: Verdict, voice: Voice, cells: Cells) -> str:
    match verdict.kind:
        case "right":
            return f"{cells.glyphs.done} {voice(interface.RIGHT)}"
        case "wrong":
            return f"{cells.glyphs.wrong} {voice(interface.WRONG)}"
        case "unreadable":
            return f"? {voice(_LACKS.get(verdict.code, interface.UNREADABLE))}"
        case "undecided":
            return f"? {voice(interface.UNDECIDED)}"
        case "":
            return ""


def hint_lines(
    hint: Hint,
    step: Step,
    part: str,
    drawn: Mapping[str, str],
    voice: Voice,
    cells: Cells,
    width: int,
    head: Sequence[Line] = (),
) -> list[Line]:
    """Return one hint: the author's words, or the rule that helps; below what stands in its `head`, if anything."""
    first, *body = hint_words(hint, step, part, drawn, voice, cells, width - 2)
    return barred([*(flowed(head, 2, width - 2, cells) or [first]), *body], "hint")


def hint_head(number: int, ladder: Sequence[Hint], voice: Voice, *, newest: bool) -> list[Line]:
    """Return which of the hints on `ladder` number `number` is; behind the `newest` one, what the next gives away."""
    count = sum(hint.kind != "answer" for hint in ladder)
    head: list[Line] = [[(voice(interface.HINT_OF, number=number, count=count), "hint")]]
    following = [hint.kind for hint in ladder[number:]]
    if newest and following[:1] == ["answer"]:
        head.append([(voice(interface.ANSWER_FOLLOWS), "dim")])
    elif newest and following[1:2] == ["answer"]:
        head.append([(voice(interface.NEARLY_FOLLOWS), "dim")])
    return head


def hint_words(
    hint: Hint,
    step: Step,
    part: str,
    drawn: Mapping[str, str],
    voice: Voice,
    cells: Cells,
    width: int,
    *,
    in_lines: bool = False,
) -> list[Line]:
    """Return one hint as `hint_lines` does, without the bar beside it."""
    head: Line = [(voice(interface.HINT), "hint")]
    match hint.kind:
        case "method":
            return [head, *wrapped(voice(by_hand.METHODS[hint.rule]), "", cells, min(width, WIDEST))]
        case "rules" if not in_lines:
            return [head, *_numbered_rules(hint.rules, cells, width)]
        case "rule" | "rules":
            rules = [RULES[code] for code in hint.rules or (hint.rule,)]
            named = [voice(interface.LABELLED, label=voice(rule.name)) for rule in rules]
            return [head, *([(name, ""), (rule.formula, "maths")] for name, rule in zip(named, rules, strict=True))]
        case "authored":
            return [head, *text_lines(step.hints_on(part)[hint.index], drawn, cells, width, in_lines=in_lines)]
        case "answer":
            raise ValueError("an answer is shown where it is asked for, not as a hint")


def _numbered_rules(rules: Sequence[str], cells: Cells, width: int) -> list[Line]:
    """The formulas of rules that stand above as choices, with their numbers there, in two columns if there is room."""
    lines: list[Line] = [[(f"{number}  ", ""), (RULES[code].formula, "maths")] for number, code in enumerate(rules, 1)]
    rows = -(-len(lines) // 2)
    left, right = lines[:rows], lines[rows:]
    second = max(width_of(line, cells) for line in left) + _BETWEEN_RULES
    fits = all(second + width_of(line, cells) <= width for line in right)
    return beside(left, right, second, cells) if fits else lines


def placeholder(question: Question, voice: Voice, cells: Cells) -> str:
    """Return what an empty field says: the names that count in a formula, or how a number is typed."""
    match question.form:
        case "code":
            return voice(code.TYPE_CODE)
        case "number" if question.symbols:
            return voice(by_hand.TYPE_CALCULATION, example=question.example)
        case "number":
            return voice(interface.TYPE_NUMBER, example=question.example)
        case "formula":
            names = ", ".join(symbol_text(name, cells) for name in question.symbols)
            return voice(interface.NAMES_WITH_Z if "z" in question.symbols else interface.NAMES, names=names)
        case "choice" | "choices" | "order" | "match" | "rule" | "reveal" | "task":
            return ""


def echo_lines(
    reading: Reading,
    text: str,
    voice: Voice,
    cells: Cells,
    width: int,
    label: Sentence = interface.READ_AS,
    *,
    tallest: int = TALLEST_ECHO,
) -> list[Line]:
    """Return what was read, in at most `tallest` rows, with its value; or the place where reading stopped."""
    if isinstance(reading, Unreadable):
        start, end = reading.span.start, max(reading.span.end, reading.span.start + 1)
        told = wrapped(voice(SAID[reading.code], **reading.arguments), "hint", cells, width)
        if tallest == 1 and "got" in reading.arguments:
            # The sentence says itself what could not be read.
            return told
        marked: Line = [(text[:start], "dim"), (text[start:end] or "▁", "bad-place"), (text[end:], "dim")]
        return [marked, *told]
    head = voice(label) + "  "
    if reading.expression is None:
        return [[(head, "dim"), (text, "")]]
    formula = from_expression(reading.expression, otherwise=voice(interface.OTHERWISE))
    block = lay_out(formula, cells)
    value = _value(reading, formula, voice, cells)
    if block.height > tallest or block.width > width - cells.width(head) - 14:
        return [[(head, "dim"), (plain_line(formula, cells), "maths"), *value]]
    indent = " " * cells.width(head)
    return [
        [
            (head if row == block.baseline else indent, "dim"),
            *((run.text, "maths") for run in runs),
            *(value if row == block.baseline else []),
        ]
        for row, runs in enumerate(block.runs())
    ]


def echo_line(reading: Understood, voice: Voice, cells: Cells) -> Line:
    """Return the formula that was read in one line, with its value; empty where none was read."""
    if reading.expression is None:
        return []
    formula = from_expression(reading.expression, otherwise=voice(interface.OTHERWISE))
    read: Run = (plain_line(formula, cells), "maths")
    return [(voice(interface.READ_AS) + " ", "dim"), read, *_value(reading, formula, voice, cells, gap=" ")]


def predicted_lines(choice: PredictedChoice, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return what the learner has predicted."""
    head: Line = [(voice(interface.PREDICTED), "dim")]
    return labelled(head, text_lines(choice.text, {}, cells, width - width_of(head, cells)), cells)


def came_true_lines(choice: PredictedChoice, true: bool, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return whether a prediction came `true`, with the author's word on it."""
    sign = cells.glyphs.done if true else cells.glyphs.wrong
    said = voice(interface.PREDICTION_RIGHT if true else interface.PREDICTION_WRONG)
    head: Line = [(f"{sign} {said}", "right" if true else "wrong")]
    return [head, *(text_lines(choice.feedback, {}, cells, width) if choice.feedback else [])]


def _value(reading: Understood, formula: Formula, voice: Voice, cells: Cells, gap: str = "  ") -> list[Run]:
    """The value of what was read, unless that is the number as it stands."""
    if reading.value is None:
        return []
    if math.isnan(reading.value):
        return [(gap + voice(interface.NO_VALUE), "hint")]
    number = numeral(reading.value)
    if number.text == plain_line(formula, cells):
        return []
    return [(f"{gap}{number.relation} ", "dim"), (number.text, "value")]


def sentence_of(verdict: Verdict, voice: Voice, cells: Cells) -> str:
    """Return the sentence for the code of `verdict`.

    It is empty where a verdict of an older program has a code that is not said any more, or lacks what the sentence
    needs.
    """
    sentence, arguments = SAID.get(verdict.code), _in_words(verdict.arguments, voice, cells)
    return voice(sentence, **arguments) if sentence is not None and sentence.names <= arguments.keys() else ""


def _in_words(arguments: Mapping[str, Argument], voice: Voice, cells: Cells) -> Mapping[str, Argument]:
    """The arguments of a verdict with rules, mistakes and numbers named instead of coded.

    What an older program recorded by a code that there is no more is left out.
    """
    coded = {key: str(arguments[key]) for key in ("rule", "mistake", "quantity", "asked") if key in arguments}
    named = {key: value for key, value in arguments.items() if key not in coded}
    if rule := RULES.get(coded.get("rule", "")):
        named |= {"rule": voice(rule.name), "formula": rule.formula}
    if (mistake := coded.get("mistake", "")) in MISTAKES:
        named |= {"what": voice(MISTAKES[mistake]), "why": voice(MISTAKE_DESCRIPTIONS[mistake])}
    if "parameter" in named:
        named["parameter"] = quantity_text(str(named["parameter"]), cells)
    owners = {"quantity": arguments.get("of", ""), "asked": arguments.get("asked_of", arguments.get("of", ""))}
    for key, owner in owners.items():
        if quantity := by_hand.QUANTITIES.get(coded.get(key, "")):
            named[key] = voice(quantity, of=quantity_text(str(owner), cells))
    if "near" in named:
        named["near"] = numeral(float(named["near"]), _NEAR_DIGITS).text
    named |= {key: word_text(str(named[key]), voice, cells) for key in _QUANTITIES if key in named}
    for number, word in (("", "what"), ("2", "or")):
        if words := _slip_words(named, number, voice):
            named[word] = words
    return named


def _slip_words(arguments: Mapping[str, Argument], number: str, voice: Voice) -> str:
    """What a slip, or a known mistake, did; empty where it is not told or there is no such slip any more."""
    code = str(arguments.get(f"slip{number}", ""))
    names = {key: arguments.get(f"{key}{number}", "") for key in ("this", "that")}
    sentence = MISTAKES.get(code) or by_hand.SLIPS.get(code)
    return voice(sentence, **names) if sentence else ""
