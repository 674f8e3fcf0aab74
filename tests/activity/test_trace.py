"""A pass by hand: the famous example's numbers, what is at hand when, and wrong numbers that name their mistake."""

from __future__ import annotations

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tests.lessons.shipped import lesson as shipped_lesson
from tests.lessons.shipped import steps
from tutor.activity import require_meaning
from tutor.activity.base import Understood, Unreadable
from tutor.activity.trace import TraceActivity
from tutor.errors import TutorError
from tutor.lesson.format.network_block import Network
from tutor.lesson.format.network_steps import TraceStep
from tutor.lesson.format.scalars import Tolerance

PUBLISHED = {
    "h1.z": 0.3775,
    "o1.a": 0.75136507,
    "loss": 0.298371109,
    "o1.delta": 0.138498562,
    "w5.gradient": 0.082167041,
    "w5.next": 0.35891648,
    "w1.gradient": 0.000438568,
}
"""The numbers that the example prints."""

IN_NAMES = {
    "h1.z": "w1*i1 + w2*i2 + h1.bias",
    "o1.a": "sigmoid(w5*h1 + w6*h2 + b_o1)",
    "loss": "1/2(o1 - t1)^2 + ½(o2.a − t2)²",
    "o1.delta": "(o1 - t1)*o1(1 - o1)",
    "w5.gradient": "o1.delta*h1",
    "w5.next": "w5 - lr*dL/dw5",
    "w1.gradient": "(w5*o1.delta + w7*delta_o2)*h1.a*(1 - h1)*i1",
}


def step() -> TraceStep:
    found = lesson().step("by-hand")
    assert isinstance(found, TraceStep)
    return found


def trace(name: str = "", **changes: object) -> TraceActivity:
    """The pass with `name` as its open number."""
    activity = TraceActivity(step().model_copy(update=changes), lesson())
    while name and activity.asked != name:
        activity = record(activity, activity.ladder()[-1].answer)
    return activity


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_numbers_count_as_digits_and_as_calculations_with_names(name: str) -> None:
    activity = trace(name)
    assert activity.judge(str(PUBLISHED[name])).kind == "right"
    reading = activity.read(IN_NAMES[name])
    assert isinstance(reading, Understood)
    assert reading.value == pytest.approx(activity.right(name), rel=1e-12)
    assert activity.judge(IN_NAMES[name]).kind == "right"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_last_hint_is_a_right_answer_after_the_method(name: str) -> None:
    ladder = trace(name).ladder()
    assert [hint.kind for hint in ladder] == ["authored", "method", "answer"]
    assert trace(name).judge(ladder[-1].answer).kind == "right"


def test_what_was_found_goes_on_and_what_is_asked_later_stays_hidden() -> None:
    activity = trace("o1.a")
    assert activity.value("h1.z") == pytest.approx(0.3775)
    assert activity.value("h2.a") is not None, "the layer before was worked"
    assert activity.value("o1.z") is None, "the layer of the question was not"
    assert activity.value("loss") is None
    reading = activity.read("o1.delta")
    assert isinstance(reading, Unreadable)
    assert (reading.code, reading.arguments) == ("trace-not-yet", {"got": "o1.delta"})
    assert (reading.span.start, reading.span.end) == (0, len("o1.delta"))


def test_a_hidden_gradient_must_be_worked_through_its_own_delta() -> None:
    activity = trace("w1.gradient")
    assert activity.value("o2.delta") is not None
    assert activity.value("h1.delta") is None
    assert activity.value("w6.next") is None, "no updated weight lies about that was not found"


def test_four_numbers_stand_on_a_screen() -> None:
    activity = trace()
    assert list(activity.on_screen) == ["h1.z", "o1.a", "loss", "o1.delta"]
    assert list(trace("w5.gradient").on_screen) == ["w5.gradient", "w5.next", "w1.gradient"]


def test_everything_is_at_hand_when_all_are_found() -> None:
    activity = trace("w1.gradient")
    activity = record(activity, "", kind="revealed")
    assert activity.question is None
    assert set(activity.known) == set(activity.names.all)
    assert len(activity.on_screen) == 3


def test_what_more_is_known_of_a_right_number_is_said_of_rounded_digits_only() -> None:
    activity = trace("h1.z")
    rounded = activity.judge("0.378")
    assert (rounded.kind, rounded.code) == ("right", "number-right")
    assert rounded.arguments["near"] == pytest.approx(0.3775)
    assert [activity.judge(text).code for text in ("0.3775", "w1*i1 + w2*i2 + b_h1")] == ["right", ""]


def test_a_mistake_that_was_run_recognises_its_number() -> None:
    activity = trace("w1.gradient")
    for code in ("updated-weight-used", "forgot-activation-slope", "transposed-weight"):
        verdict = activity.judge(f"{activity.mistaken(code, 'w1.gradient'):.4g}")
        assert (verdict.kind, verdict.code, verdict.arguments) == ("wrong", "trace-mistake", {"mistake": code})


@pytest.mark.parametrize("tolerance", [Tolerance(absolute=1e-4), Tolerance(relative=0.5)])
def test_no_tolerance_reaches_as_far_as_a_known_mistake(tolerance: Tolerance) -> None:
    activity = trace("w1.gradient", tolerance=tolerance)
    assert activity.mistaken("updated-weight-used", "w1.gradient") == pytest.approx(0.00036472, rel=1e-4)
    assert activity.judge("0.00036472").arguments == {"mistake": "updated-weight-used"}
    assert activity.judge("0.00044").kind == "right"


def test_words_that_are_true_of_several_mistakes_are_said_for_all() -> None:
    activity = trace("w1.gradient")
    assert activity.judge("-0.000438568").code == "trace-sign", "whether backwards or in the error it was turned"
    first = activity.judge(f"{activity.mistaken('one-path-only', 'w1.gradient'):.6g}")
    assert (first.code, first.arguments) == ("trace-slip", {"slip": "one-path", "this": "o1", "that": ""})


@pytest.mark.parametrize(
    ("name", "text", "code", "arguments"),
    [
        ("h1.z", "-0.3775", "trace-sign", {}),
        ("h1.z", "0.0275", "trace-slip", {"slip": "left-out", "this": "b_h1", "that": ""}),
        ("h1.z", "w1*i1 + w2*i2", "trace-slip", {"slip": "left-out", "this": "b_h1", "that": ""}),
        ("h1.z", "w3*i1 + w2*i2 + b_h1", "trace-slip", {"slip": "taken-for", "this": "w3", "that": "w1"}),
        ("w1.gradient", "w5*delta_o1*h1*(1-h1)*i1", "trace-slip", {"slip": "one-path", "this": "o1", "that": ""}),
        ("w5.gradient", "o1.delta*h1*lr", "trace-slip", {"slip": "rate-in-gradient", "this": "", "that": ""}),
        ("w5.next", "w5 + lr*dL/dw5", "trace-slip", {"slip": "update-turned", "this": "", "that": ""}),
        ("w5.gradient", "0.44", "trace-near", {"slip": "slope-left-out", "this": "o1", "that": ""}),
        ("w5.gradient", "o1.delta*o2*h1", "trace-wrong-exact", {}),
        ("h1.z", "w1*i1", "trace-wrong-exact", {}),
        ("h1.z", "w1*0.051", "trace-wrong", {}),
        ("h1.z", "i1*11/20", "trace-slip", {"slip": "left-out", "this": "b_h1", "that": ""}),
        ("w5.next", "w5 + 0.5*delta_o1*h1", "trace-slip", {"slip": "update-turned", "this": "", "that": ""}),
        ("w5.gradient", "o1.delta*w8", "trace-one-name", {"this": "w8", "that": "h1"}),
        ("h1.z", "12", "trace-wrong", {}),
        ("loss", "0.295089", "number-rounded", {}),
    ],
)
def test_other_wrong_numbers_say_what_they_are(name: str, text: str, code: str, arguments: dict[str, str]) -> None:
    verdict = trace(name).judge(text)
    found = {key: argument for key, argument in verdict.arguments.items() if key != "near"}
    assert (verdict.kind, verdict.code, found) == ("wrong", code, arguments)


@pytest.mark.parametrize(
    ("name", "text", "kind", "code"),
    [
        ("o1.delta", "0.14", "undecided", "number-too-few-digits"),
        ("o1.delta", "0.1", "wrong", "trace-other-digits"),
        ("w5.next", "0.4", "wrong", "trace-other-digits"),
        ("o1.a", "0.75", "undecided", "number-too-few-digits"),
        ("o1.delta", "0.74", "wrong", "trace-other-by-slip"),
        ("w5.next", "0.4000", "wrong", "trace-other-number"),
        ("w5.gradient", "0.08", "undecided", "number-too-few-digits"),
    ],
)
def test_the_right_number_with_few_digits_costs_nothing_unless_they_are_a_wrong_one(
    name: str, text: str, kind: str, code: str
) -> None:
    verdict = trace(name).judge(text)
    assert (verdict.kind, verdict.code) == (kind, code)


@pytest.mark.parametrize(
    ("name", "text", "quantity", "of"),
    [
        ("h1.z", "0.59327", "a", "h1"),
        ("h1.z", "1/(1+exp(-0.3775))", "a", "h1"),
        ("w5.gradient", "0.4", "parameter", "w5"),
        ("w5.gradient", "o1.delta*h2", "gradient", "w6"),
        ("w5.gradient", "o1.delta", "delta", "o1"),
        ("w5.next", "w5", "parameter", "w5"),
    ],
)
def test_another_number_of_the_pass_is_called_what_it_is(name: str, text: str, quantity: str, of: str) -> None:
    verdict = trace(name).judge(text)
    told = {"quantity": quantity, "of": of, "asked": name.partition(".")[2], "asked_of": name.partition(".")[0]}
    assert verdict.kind == "wrong"
    assert told.items() <= verdict.arguments.items()


def test_a_nought_or_a_one_is_called_another_number_only_where_that_is_easily_taken_for_the_right_one() -> None:
    met = set()
    for lesson_id, one in steps():
        if isinstance(one, TraceStep):
            activity = TraceActivity(one, shipped_lesson(lesson_id))
            while asked := activity.asked:
                for text in ("0", "1", "-1"):
                    told = activity.judge(text).arguments
                    if "quantity" in told:
                        met.add(asked)
                        same_owner = told["of"] == told["asked_of"]
                        assert same_owner or told["quantity"] == told["asked"], (lesson_id, asked, text)
                activity = record(activity, activity.ladder()[-1].answer)
    assert met


def test_what_is_asked_is_no_answer_and_costs_nothing() -> None:
    for name, text in (("h1.z", "z_h1"), ("h1.z", "h1.z"), ("loss", "L"), ("w5.gradient", "dL/dw5")):
        verdict = trace(name).judge(text)
        assert (verdict.kind, verdict.code, verdict.arguments) == ("unreadable", "trace-circular", {"got": text})


def twins() -> TraceActivity:
    """The pass where both hidden units have the same weights and biases, so that their numbers are equal."""
    layers = [layer.model_copy(update={"weights": ((0.15, 0.15), (0.2, 0.2))}) for layer in _network().layers[:1]]
    network = _network().model_copy(update={"layers": (*layers, *_network().layers[1:])})
    own = lesson().model_copy(update={"networks": {"two-two-two": network}})
    activity = TraceActivity(step().model_copy(update={"ask": ("h1.z", "h2.z")}), own)
    return record(activity, "0.3775")


def _network() -> Network:
    return lesson().networks["two-two-two"]


@pytest.mark.parametrize(
    ("text", "this", "that"),
    [
        ("w1*i1 + w4*i2 + b_h2", "w1", "w3"),
        ("w3*i1 + w4*i2 + b_h1", "b_h1", "b_h2"),
        ("h1.z", "z_h1", "z_h2"),
        ("w1*i1 + w2*i2 + b_h1", "z_h1", "z_h2"),
    ],
)
def test_equal_numbers_do_not_hide_a_wrong_name(text: str, this: str, that: str) -> None:
    verdict = twins().judge(text)
    assert (verdict.kind, verdict.code, verdict.arguments) == (
        "wrong",
        "trace-equal-here",
        {"this": this, "that": that},
    )


@pytest.mark.parametrize(
    "text",
    ["w3*i1 + w4*i2 + b_h2", "0.15*i1 + 0.2*i2 + 0.35", "0.15*0.05 + w4*i2 + 0.35", "0.3775", "0.378", "151/400"],
)
def test_rounded_numbers_and_names_count_together(text: str) -> None:
    assert twins().judge(text).kind == "right"


def test_a_zero_or_a_factor_of_one_need_not_be_written() -> None:
    network = _network().model_copy(update={"rows": ((1.0, 0.0, 0.01, 0.99),)})
    own = lesson().model_copy(update={"networks": {"two-two-two": network}})
    activity = TraceActivity(step().model_copy(update={"ask": ("h1.z",)}), own)
    assert activity.judge("w1 + b_h1").kind == "right"
    assert activity.judge("w1*i1 + b_h1").kind == "right"
    assert activity.judge("w1*i2 + b_h1").kind == "wrong"


@pytest.mark.parametrize("text", ["0.3775+", "(0.1", "foo", "h3.z", "1/0", "", "w9*i1"])
def test_what_is_no_calculation_costs_nothing(text: str) -> None:
    assert trace("h1.z").judge(text).kind == "unreadable"


@pytest.mark.parametrize("text", ["δ₁*h1", "delta1*h1"])
def test_a_name_that_is_close_to_one_at_hand_is_asked_about(text: str) -> None:
    verdict = trace("w5.gradient").judge(text)
    assert (verdict.code, verdict.arguments["name"]) == ("trace-misspelled-name", "δₒ₁")


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_name_that_an_unknown_one_is_told_can_be_typed(name: str) -> None:
    activity = trace(name)
    verdict = activity.judge("foo*i1")
    assert verdict.code == "trace-unknown-name"
    names = str(verdict.arguments["names"]).split(", ")
    assert len(names) >= 4
    assert all(isinstance(activity.read(one), Understood) for one in names)


def test_default_names_are_read_as_well() -> None:
    network = lesson().networks["xor-net"]
    own = lesson().model_copy(
        update={"networks": {"two-two-two": network.model_copy(update={"data": None, "rows": ((1.0, 0.0, 1.0),)})}}
    )
    activity = TraceActivity(step().model_copy(update={"ask": ("h1.z", "w[x1,h1].gradient"), "diagnose": None}), own)
    assert activity.judge("w[x1,h1]*x1 + w_x2_h1*x2 + h1.bias").kind == "right"
    activity = record(activity, "")
    reading = activity.read("w[x1,h1]")
    assert isinstance(reading, Understood)
    assert reading.value == activity.right("w[x1,h1]")


def test_a_number_to_come_that_is_no_number_of_the_pass_means_nothing_from_the_start() -> None:
    with pytest.raises(TutorError, match="unknown-quantity"):
        require_meaning(trace(ask=["h1.z", "h3.z"]))


def test_what_rounding_leaves_of_numbers_that_cancel_is_nothing() -> None:
    layers = [_network().layers[0].model_copy(update={"weights": ((1.0, 0.25), (2.0, 0.3)), "biases": (-0.3, 0.35)})]
    network = _network().model_copy(
        update={"layers": (*layers, *_network().layers[1:]), "rows": ((0.1, 0.1, 0.01, 0.99),)}
    )
    own = lesson().model_copy(update={"networks": {"two-two-two": network}})
    activity = TraceActivity(step().model_copy(update={"ask": ("h1.z",)}), own)
    assert activity.judge("0").kind == "right"
    assert activity.judge("w1*i1 + w2*i2 + b_h1").kind == "right"
    assert activity.judge("0.001").kind == "wrong"
