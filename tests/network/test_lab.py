import math
from dataclasses import replace

import pytest

from tests.network.examples import LINEAR_NEURON, NEURON, TWO_TWO_TWO, XOR
from tutor.errors import TutorError
from tutor.network.lab import Lab, Phase
from tutor.network.spec import TrainingSpec


def assert_phase(lab: Lab, phase: Phase) -> None:
    assert lab.phase == phase


def test_a_number_is_hidden_until_its_operation_is_done() -> None:
    lab = Lab(NEURON)
    assert (lab.phase, lab.value("w"), lab.value("x"), lab.value("y"), lab.value("a.z")) == (
        "idle",
        0.5,
        2.0,
        1.0,
        None,
    )
    lab.forward()
    assert (lab.phase, lab.value("a.z"), lab.value("a.a")) == ("forward", 1.1, None)
    lab.forward()
    assert lab.value("a.a") == pytest.approx(0.7502601055951177)
    assert lab.value("loss") is None
    lab.forward()
    assert_phase(lab, "forward-done")
    assert lab.forward() == ()
    assert lab.value("loss") == pytest.approx(0.0623700, rel=1e-5)
    lab.backward()
    assert_phase(lab, "backward")
    assert lab.value("a.delta") == pytest.approx(-0.0935880, rel=1e-5)
    assert lab.value("w.gradient") is None
    lab.backward()
    assert_phase(lab, "backward-done")
    assert lab.value("w.gradient") == pytest.approx(2 * lab.hidden_value("b.gradient"))
    assert lab.value("w.next") == pytest.approx(0.5 + 0.187176, rel=1e-5)


def test_strides_of_one_unit_a_layer_and_a_pass() -> None:
    lab = Lab(TWO_TWO_TWO)
    assert [(op.computes, op.layer, op.unit) for op in lab.forward("unit")] == [("z", 0, 0)]
    assert [(op.computes, op.layer, op.unit) for op in lab.forward()] == [("z", 0, 1)]
    assert len(lab.forward("pass")) == 2 + 4 + 1
    assert [(op.computes, op.layer) for op in lab.backward()] == [("delta", 1), ("delta", 1)]
    assert lab.known("o2.delta")
    assert not lab.known("h1.delta")
    assert len(lab.backward("pass")) == 6
    assert lab.phase == "backward-done"


def test_update_finishes_the_step_and_begins_the_next() -> None:
    lab = Lab(NEURON)
    following = lab.hidden_value("w.next")
    lab.update()
    assert (lab.step, lab.phase, lab.value("w")) == (1, "idle", following)
    assert len(lab.loss_history) == 2
    assert lab.loss_history[1] == lab.loss < lab.loss_history[0]


def test_the_famous_example_through_the_lab() -> None:
    lab = Lab(TWO_TWO_TWO)
    lab.run(1)
    assert lab.loss == pytest.approx(0.29102777369359933, rel=1e-13)
    lab.run(9999)
    assert lab.loss == pytest.approx(3.510187782978846e-05, rel=1e-10)
    assert lab.hidden_value("o1.a") == pytest.approx(0.015913620443550627, rel=1e-10)


def test_run_keeps_to_its_time_budget() -> None:
    ticks = iter(range(100))
    lab = Lab(XOR, clock=lambda: next(ticks))
    assert lab.run(1000, seconds=5) == 5


def test_run_stops_where_the_loss_diverges() -> None:
    lab = Lab(LINEAR_NEURON)
    lab.edit("learning_rate", 0.4)
    made = lab.run(1000)
    assert lab.diverged
    assert made == lab.step < 50
    assert lab.loss > 1000 * lab.loss_history[0]
    assert lab.run(10) == 0


def test_overflow_is_a_state() -> None:
    lab = Lab(LINEAR_NEURON)
    lab.edit("learning_rate", 1e200)
    lab.run(5)
    lab.update()
    lab.update()
    assert lab.diverged
    assert not math.isfinite(lab.loss)


@pytest.mark.parametrize(("rate", "expected"), [(0.19, "falls"), (0.20, "stays"), (0.21, "grows")])
def test_the_sharp_edge_of_a_linear_neuron(rate: float, expected: str) -> None:
    lab = Lab(LINEAR_NEURON)
    lab.edit("learning_rate", rate)
    lab.run(49)
    first, last = lab.loss_history[0], lab.loss
    assert expected == ("stays" if last == pytest.approx(first) else "falls" if last < first else "grows")


def test_scrubbing_shows_exactly_what_was() -> None:
    lab = Lab(XOR)
    names = lab.trainer.network.layout.names
    seen = []
    for _ in range(40):
        seen.append([lab.hidden_value(f"{name}{suffix}") for name in names for suffix in ("", ".gradient", ".next")])
        lab.update()
    for step in (39, 0, 17, 23):
        lab.scrub(step)
        assert [lab.hidden_value(f"{n}{s}") for n in names for s in ("", ".gradient", ".next")] == seen[step]
        assert (lab.step, lab.phase, lab.last_step) == (step, "backward-done", 40)


def test_going_on_after_scrubbing_repeats_the_run() -> None:
    lab = Lab(XOR)
    lab.run(30)
    losses = list(lab.loss_history)
    lab.scrub(10)
    lab.run(20)
    assert list(lab.loss_history) == losses


def test_an_edit_starts_a_branch_and_undo_leads_back() -> None:
    lab = Lab(XOR)
    lab.run(30)
    losses = list(lab.loss_history)
    lab.scrub(10)
    lab.edit("h1.bias", 3.0)
    assert lab.value("h1.bias") == 3.0
    assert lab.last_step == 10
    assert lab.loss != losses[10]
    assert lab.edited_midway
    lab.run(5)
    assert list(lab.loss_history[:10]) == losses[:10]
    lab.scrub(3)
    assert lab.loss == losses[3]
    lab.undo()
    assert (lab.step, lab.last_step, list(lab.loss_history)) == (10, 30, losses[:11])
    assert not lab.edited_midway
    assert not lab.can_undo


def test_reset_returns_to_the_lesson_and_can_be_undone() -> None:
    lab = Lab(NEURON)
    lab.edit("w", -1.0)
    lab.edit("x", 3.0)
    lab.run(3)
    loss = lab.loss
    lab.reset()
    assert (lab.step, lab.value("w"), lab.value("x"), lab.edits) == (0, 0.5, 2.0, ())
    lab.undo()
    assert (lab.step, lab.loss) == (3, loss)


def test_edits_before_the_first_update_are_start_values() -> None:
    lab = Lab(NEURON)
    lab.edit("learning_rate", 2.0)
    lab.run(5)
    assert not lab.edited_midway
    assert [(edit.step, edit.name, edit.value) for edit in lab.edits] == [(0, "learning_rate", 2.0)]


def test_editing_a_target_moves_the_loss_at_once() -> None:
    lab = Lab(NEURON)
    lab.forward("pass")
    lab.edit("y", 0.75)
    assert lab.phase == "forward-done"
    assert lab.value("loss") == pytest.approx((0.7502601055951177 - 0.75) ** 2)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("nonsense", 1.0, "network.unknown-quantity"),
        ("a.z", 1.0, "network.not-editable"),
        ("w", math.nan, "network.not-finite"),
        ("learning_rate", 0.0, "network.learning-rate-not-positive"),
    ],
)
def test_refused_edits_change_nothing(name: str, value: float, code: str) -> None:
    lab = Lab(NEURON)
    with pytest.raises(TutorError) as refused:
        lab.edit(name, value)
    assert refused.value.code == code
    assert (lab.edits, lab.can_undo) == ((), False)


def test_numbers_are_known_after_their_pass() -> None:
    lab = Lab(TWO_TWO_TWO)
    lab.forward("pass")
    assert lab.value("h1.z") == pytest.approx(0.3775)
    assert lab.value("h1.delta") is None
    lab.backward("pass")
    assert lab.value("w5.gradient") == pytest.approx(0.08216704056423078, rel=1e-12)
    assert lab.value("w5.next") == pytest.approx(0.3589164797178846, rel=1e-12)
    assert lab.value("h1.bias.next") == 0.35


def test_freezing_holds_a_parameter_and_undo_thaws_it() -> None:
    lab = Lab(NEURON)
    lab.freeze("w")
    lab.update()
    assert lab.value("w") == 0.5
    assert lab.frozen == {"w"}
    assert lab.value("b") != 0.1
    lab.freeze("w", frozen=False)
    assert lab.frozen == frozenset()
    lab.undo()
    lab.undo()
    assert (lab.step, lab.frozen) == (0, frozenset())


def test_default_names_work_beside_given_ones() -> None:
    lab = Lab(NEURON)
    assert lab.hidden_value("w[x,a].gradient") == lab.hidden_value("w.gradient")
    assert lab.hidden_value("a.bias") == lab.hidden_value("b") == 0.1
    lab.freeze("a.bias")
    assert lab.frozen == {"b"}


def test_a_bug_changes_gradients_but_never_the_loss_of_the_same_parameters() -> None:
    right, wrong = Lab(TWO_TWO_TWO), Lab(TWO_TWO_TWO, bug="one-path-only")
    assert wrong.loss == right.loss
    assert wrong.hidden_value("w5.gradient") == right.hidden_value("w5.gradient")
    assert wrong.hidden_value("w1.gradient") != right.hidden_value("w1.gradient")
    wrong.run(3)
    wrong.reset()
    assert wrong.hidden_value("w1.gradient") != right.hidden_value("w1.gradient")


def test_units_of_a_chosen_example_sum_to_the_batch() -> None:
    lab = Lab(XOR)
    deltas = []
    for lab.example in range(4):
        deltas.append(lab.hidden_value("o1.delta"))
        assert lab.hidden_value("x1") == lab.trainer.examples.inputs[lab.example, 0]
    assert lab.hidden_value("o1.bias.gradient") == pytest.approx(sum(deltas) / 4)


def test_edits_in_a_batch_change_the_example_that_is_shown() -> None:
    lab = Lab(replace(XOR, training=TrainingSpec(batch_size=2), seed=1))
    lab.example = 1
    rows = lab.current.drawn.rows
    assert rows is not None
    lab.edit("x1", 5.0)
    assert lab.value("x1") == 5.0
    assert lab.trainer.examples.inputs[rows[1], 0] == 5.0
    lab.update()
    lab.reset()
    assert lab.trainer.examples.inputs.max() == 1.0


def test_the_loss_includes_its_penalty() -> None:
    lab = Lab(replace(NEURON, training=TrainingSpec(l2=2.0)))
    assert lab.loss == pytest.approx(lab.current.trace.loss + 0.25)
    lab.forward("pass")
    assert lab.value("loss") == lab.loss
