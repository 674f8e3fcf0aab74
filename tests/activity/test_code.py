"""Steps on code: passages in the order of their lines, and what counts in a blank."""

from __future__ import annotations

import pytest

from tests.activity.bank import code_activity
from tests.activity.events import record
from tests.lessons.shipped import steps
from tutor.activity.code import comparable, judged_blank
from tutor.lesson.format.code_step import Blank, CodeStep, WrongBlank

BLANK = Blank(
    id="act",
    line=1,
    answer="'relu'",
    accept=("tf.nn.relu",),
    wrong=(WrongBlank(id="sigmoid", answer="'sigmoid'", feedback="Look at its slope."),),
)
LINE = "model.add(Dense(3, activation='relu'))"


def test_passages_come_in_the_order_of_their_lines_a_note_before_the_blanks_of_its_lines() -> None:
    assert [passage.part for passage in code_activity().passages] == [
        "lines-1", "lines-5-6", "slope", "lines-8", "times-x",
    ]  # fmt: skip
    assert [passage.part for passage in code_activity("keras").passages] == ["lines-1-2", "act"]


def test_notes_are_read_and_blanks_are_filled_in_until_nothing_is_left() -> None:
    activity = code_activity()
    forms = []
    while (question := activity.question) is not None:
        forms.append(question.form)
        if question.form == "reveal":
            assert activity.judge("").kind == ""
            activity = record(activity, "", kind="revealed", verdict="")
        else:
            answer = activity.ladder()[-1].answer
            assert activity.judge(answer).kind == "right"
            activity = record(activity, answer)
    assert forms == ["reveal", "reveal", "code", "reveal", "code"]
    assert activity.filled("slope")
    assert activity.script == "code/neuron"
    assert code_activity("keras").script == ""


def test_a_wrong_piece_of_code_leaves_the_blank_open() -> None:
    activity = code_activity("keras")
    activity = record(activity, "", kind="revealed", verdict="")
    verdict = activity.judge("sigmoid")
    activity = record(activity, "sigmoid", verdict="wrong")
    assert (verdict.kind, verdict.code) == ("wrong", "code-wrong")
    assert activity.question is not None
    assert activity.question.part == "act"
    assert not activity.filled("act")


@pytest.mark.parametrize("typed", ["'relu'", '"relu"', "“relu”", " 'relu' ", "＇relu＇", "tf . nn . relu"])
def test_spaces_full_width_forms_and_the_sort_of_quotes_never_matter(typed: str) -> None:
    assert judged_blank(BLANK, typed, LINE).kind == "right"


@pytest.mark.parametrize(
    "typed",
    [
        "backward", "backward()", "loss.backward", "loss.backward()", "loss . backward ( )", "loss.backward()  # back",
        "run.backward",
    ],
)  # fmt: skip
def test_a_piece_counts_with_what_stands_beside_it_in_its_line(typed: str) -> None:
    blank = Blank(id="back", line=1, answer="backward", accept=("run.backward",))
    assert judged_blank(blank, typed, "    loss.backward()  # back").kind == "right"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("loss.Backward()", "code-case"), ("loss.forward()", "misconception"), ("x.backward()", "code-wrong")],
)
def test_a_whole_line_is_told_what_its_piece_would_be(typed: str, code: str) -> None:
    wrong = WrongBlank(id="way", answer="forward", feedback="That was before.")
    blank = Blank(id="back", line=1, answer="backward", wrong=(wrong,))
    assert judged_blank(blank, typed, "loss.backward()").code == code


@pytest.mark.parametrize(
    ("line", "answer", "typed", "got"),
    [
        ("y = x @ w", "x", "x @ w", "@ w"),
        ("y = x @ w  # scores", "x", "v@w", "@ w"),
        ("y = f(x @ w)", "x", "x @ w", "@ w"),
        ("w = w - lr * g", "lr", "lr * g", "* g"),
        ("w = w - lr * g", "lr", "w - lr", "w -"),
        (LINE, "'relu'", "activation='relu'", "activation ="),
        (LINE, "'relu'", "activation='tanh'", "activation ="),
    ],
)
def test_what_stands_beside_the_blank_is_not_asked_for_and_costs_nothing(
    line: str, answer: str, typed: str, got: str
) -> None:
    verdict = judged_blank(Blank(id="blank", line=1, answer=answer), typed, line)
    assert (verdict.code, verdict.arguments) == ("code-repeats", {"got": got})
    assert verdict.costs_nothing


def test_a_listed_answer_may_say_again_what_stands_beside_the_blank() -> None:
    twice = WrongBlank(id="twice", answer="x @ w", feedback="Once is enough.")
    blank = Blank(id="blank", line=1, answer="x", wrong=(twice,), accept=("w @ w",))
    assert judged_blank(blank, "x @ w", "y = x @ w").code == "misconception"
    assert judged_blank(blank, "w @ w", "y = x @ w").right


@pytest.mark.parametrize("typed", ["-lr", "- lr", "lr *"])
def test_a_sign_that_stands_there_already_does_not_count_twice(typed: str) -> None:
    assert judged_blank(Blank(id="rate", line=1, answer="lr"), typed, "w = w - lr * g").kind == "wrong"


def test_in_every_program_of_the_course_the_whole_line_counts() -> None:
    blanks = [
        (blank, step.lines[blank.line - 1])
        for _, step in steps()
        if isinstance(step, CodeStep)
        for blank in step.blanks
    ]
    assert blanks
    for blank, line in blanks:
        assert judged_blank(blank, line, line).right, line
        for wrong in blank.wrong:
            assert not judged_blank(blank, line.replace(blank.answer, wrong.answer), line).right, line


@pytest.mark.parametrize(
    ("typed", "code", "feedback"),
    [
        ('"sigmoid"', "misconception", ("act.sigmoid",)),
        ("'ReLU'", "code-case", ()),
        ("relu", "code-quotes", ()),
        ("'tanh'", "code-wrong", ()),
    ],
)
def test_a_wrong_piece_of_code_is_told_why(typed: str, code: str, feedback: tuple[str, ...]) -> None:
    verdict = judged_blank(BLANK, typed, LINE)
    assert (verdict.kind, verdict.code, verdict.feedback) == ("wrong", code, feedback)


@pytest.mark.parametrize(("text", "code"), [("", "code-empty"), ("   ", "code-empty"), ("x" * 500, "too_long")])
def test_nothing_and_too_much_cost_nothing(text: str, code: str) -> None:
    activity = code_activity("keras")
    activity = record(activity, "", kind="revealed", verdict="")
    verdict = activity.judge(text)
    assert (verdict.kind, verdict.code) == ("unreadable", code)


def test_words_stay_apart_when_spaces_are_dropped() -> None:
    assert comparable("not  x") == "not x" != comparable("notx")
    assert comparable("f( a , b )") == comparable("f(a,b)")
