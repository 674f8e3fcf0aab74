"""What a line does inside a lesson: answers, slips, commands, hints, the lab, the language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parts_course import STEPS, parts_course
from tests.plain.learner import DiligentLearner, own_study, study_in, typed
from tests.small_lesson import TEXT
from tutor.events import Event
from tutor.learner.study import Study
from tutor.lesson.format.questions import SingleChoice
from tutor.lesson.loading.course import load_course
from tutor.plain.console import PROMPT
from tutor.progress import MemoryProgress
from tutor.wording import Language

NEURON = "neuron-faded"
"""A derivation: one factor worked, then a rule and a formula asked, twice."""


def after(output: str, line: str) -> str:
    """What was written between the last time that `line` was typed and the next prompt."""
    return output.rpartition(f"{PROMPT}{line}\n")[2].partition(f"\n{PROMPT}")[0]


def kept(folder: Path) -> list[Event]:
    """What is on record."""
    study = study_in(folder)
    try:
        return study.progress.history()
    finally:
        study.close()


def answers(folder: Path) -> list[tuple[str, str]]:
    """The answers on record with their verdicts."""
    return [(event.raw, event.verdict) for event in kept(folder) if event.kind == "answered"]


# Answers


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_wrong_choice_gets_its_feedback(tmp_path: Path, language: str) -> None:
    study = study_in(tmp_path)
    step = study.lesson("chain-rule", language).step("nudge")
    assert isinstance(step, SingleChoice)
    wrong = [number for number, choice in enumerate(step.choices, 1) if not choice.correct]
    output = typed(study, map(str, wrong), language=language)  # type: ignore[arg-type]
    for number in wrong:
        said = after(output, str(number))
        first_words = step.choices[number - 1].feedback.split("$")[0].strip()[:12]
        assert said.startswith("✗ ")
        assert first_words in said


@pytest.mark.parametrize("line", ["3", " 3 ", "３", "3.", "(3)"])
def test_choices_are_typed_by_number(tmp_path: Path, line: str) -> None:
    assert "✓ Right" in typed(study_in(tmp_path), [line])


@pytest.mark.parametrize("line", ["5", "0", "three", "-1", "3 4", "33333333333333333333"])
def test_what_is_no_choice_costs_nothing(tmp_path: Path, line: str) -> None:
    output = typed(study_in(tmp_path), [line])
    assert "Type the number of your answer, 1 to 4." in after(output, line)
    assert answers(tmp_path) == []


@pytest.mark.parametrize("line", ["2,4", "4 2", "2，4", "２、４", "2, 4", "2;4"])
def test_several_choices_are_typed_in_many_ways(tmp_path: Path, line: str) -> None:
    typed(study_in(tmp_path), [line], step="stuck")
    assert answers(tmp_path) == [("flat-slope,product", "right")]


@pytest.mark.parametrize("line", ["4", "sigmoid", "sigmoid rule", "Sigmoid", "sigmoid 求导"])
def test_rules_are_typed_by_number_or_name(tmp_path: Path, line: str) -> None:
    typed(study_in(tmp_path), ["", line], step=NEURON)
    assert answers(tmp_path) == [("sigmoid", "right")]


def test_a_wrong_rule_is_answered_with_what_it_says(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "tanh"], step=NEURON)
    assert "The tanh rule says (tanh u)′ = 1 − tanh² u." in after(output, "tanh")


@pytest.mark.parametrize("line", ["a(1-a)", "σ(z)(1−σ(z))", "a - a^2", "a（1－a）", "sigma(z)*(1-sigma(z))"])
def test_every_form_of_a_formula_counts(tmp_path: Path, line: str) -> None:
    output = typed(study_in(tmp_path), ["", "sigmoid", line], step=NEURON)
    said = after(output, line)
    assert said.startswith("read as ")
    assert "≈ 0.197\n✓ Right\nda/dz = a·(1 − a) ≈ 0.197   (sigmoid rule)" in said


def test_a_wrong_formula_gets_the_reason(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "sigmoid", "a", "2(a-y)"], step=NEURON)
    assert "That is a itself." in after(output, "a")
    assert "That is dL/da; here da/dz is asked for." in after(output, "2(a-y)")


def test_the_unreadable_is_shown_with_its_place_and_costs_nothing(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "sigmoid", "a(1-", "a（1－"], step=NEURON)
    assert after(output, "a(1-").split("\n") == [
        "  a(1-",
        "   ^",
        "The ( at character 2 is never closed.",
        "This costs nothing; change it and try again.",
    ]
    # Below the second cell: the bracket is two cells wide.
    assert after(output, "a（1－").split("\n")[:2] == ["  a（1－", "   ^^"]
    assert answers(tmp_path) == [("sigmoid", "right")]


def test_control_characters_in_an_answer_never_come_back(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "sigmoid", "\x1b]52;c;aGk=\x07", ":\x1b[31m", "\x9b2J"], step=NEURON)
    assert not set(output) & {"\x1b", "\x07", "\x9b"}
    assert answers(tmp_path) == [("sigmoid", "right")]


def test_the_same_wrong_answer_twice_is_one_answer(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["1", "1", "2"])
    assert output.count("✗ Not yet") == 3
    assert [raw for raw, _ in answers(tmp_path)] == ["product", "sum"]


# Enter


def test_enter_skips_no_question_and_says_what_is_wanted(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "", ""])
    assert output.count("This question is still open;") == 3
    assert "Step 2" not in output


def test_after_a_right_answer_the_prompt_says_what_enter_does(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["3", ""])
    assert after(output, "3").endswith("Enter goes on to the next step.")
    assert output.count("Step 2 of 14") == 1


def test_enter_shows_the_worked_factors_one_after_the_other(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", ""], step="square")
    assert "dy/dg = 2·g = 8   (power rule)\ndy/dx = 2·g · dg/dx" in output
    assert "dy/dx = 8·3 = 24\ncentral difference  24  ✓ agrees" in output
    assert [event.kind for event in kept(tmp_path)] == ["visited", "revealed", "revealed"]


def test_an_answer_where_nothing_is_asked_is_no_answer(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["24"], step="rule")
    assert after(output, "24") == "No answer is asked for here.\nEnter goes on to the next step."
    output = typed(study_in(tmp_path), ["24"], step="square")
    assert "Press Enter to see the first factor, dy/dg." in after(output, "24")
    assert answers(tmp_path) == []


# Commands


@pytest.mark.parametrize("line", [":?", "：？", "?", ":help", ":帮助", ": ?"])
def test_help_lists_every_command(tmp_path: Path, line: str) -> None:
    said = after(typed(study_in(tmp_path), [line]), line)
    assert all(f":{letter} " in said for letter in "nphsavorcgl?q")


def test_going_on_and_back_and_jumping(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":n", ":p", ":s", ":o 5", "：ｏ sigma-parts", ":o5", ":o 99", ":p"])
    heads = [line.split(":")[0] for line in output.split("\n") if line.startswith("Step ")]
    assert [head.split(" ")[1] for head in heads] == ["1", "2", "1", "2", "5", "6", "5", "4"]
    assert "“99” is not a step." in output


def test_the_outline_tells_where_the_learner_is_and_was(tmp_path: Path) -> None:
    said = after(typed(study_in(tmp_path), [":s", "", ":o"]), ":o")
    assert " 1  Two machines in a row · question · skipped\n" in said
    assert " 2  Rates multiply · text · done\n" in said
    assert " 3  A first derivation · derivation · begun · you are here\n" in said


def test_the_first_step_goes_back_to_the_course(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":p", ":n", ":q"])
    assert "Enter opens The chain rule." in after(output, ":p")
    assert after(output, ":n") == ":n works only inside a lesson."


def test_an_unknown_command_is_no_answer(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":x", ":"])
    assert after(output, ":x") == "There is no command :x. :? lists them all."


def test_a_misspelt_command_is_asked_about(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":outlin", ":目碌录"])
    assert after(output, ":outlin") == "There is no command :outlin. Did you mean :outline? :? lists all commands."
    assert "Did you mean :目录?" in after(output, ":目碌录")
    assert answers(tmp_path) == []


def test_the_glossary_is_found_by_title_by_other_words_and_by_part_of_a_word(tmp_path: Path) -> None:
    output = typed(
        study_in(tmp_path),
        [":g", ":g learning rate", ":g slope", ":g gradient desc", ":g gradient", ":g descent", ":g nonsense"],
    )
    assert "learning rate" in after(output, ":g")
    assert after(output, ":g learning rate").startswith("learning rate\n")
    assert after(output, ":g slope").startswith("derivative\n")
    assert after(output, ":g gradient desc").startswith("gradient descent\n")
    assert after(output, ":g gradient").startswith("gradient\n")
    assert after(output, ":g descent").startswith("Several terms fit “descent”. Which one?\n")
    assert after(output, ":g nonsense") == "The glossary has no “nonsense”. :g lists its terms."


@pytest.mark.parametrize("name", ["batch-normalisation", "BN", "Batch Norm", "批量归一化", "批归一化"])
def test_a_term_is_looked_up_by_any_of_its_names_in_any_language(tmp_path: Path, name: str) -> None:
    output = typed(study_in(tmp_path), [f":g {name}", ":l", f":g {name} "])
    english, chinese = output.split(f":g {name}")[1:]
    assert "\nbatch normalisation\nalso: batch norm, batch normalization, BN; 批量归一化, 批归一化" in english
    assert "\n批量归一化\n又称：批归一化、批标准化、批规范化；batch" in chinese


def test_again_asks_anew_and_repeat_writes_the_same(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    output = typed(study, [":r", ":a"], step="inner")
    first, second, third = (part for part in output.split("Let y = ")[1:])
    assert first.split(".")[0] == second.split(".")[0] != third.split(".")[0]


def test_the_language_is_switched_in_the_middle_of_a_question(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["", "sigmoid", ":h", ":l", "a", ":l"], step=NEURON)
    switched = after(output, "a")
    assert "这是 a 本身" in switched or "a 本身" in switched
    chinese = output.partition(f"{PROMPT}:l\n")[2]
    assert "提示" in chinese
    assert "dL/da = 2·(a − y) ≈ 0.538  （幂函数求导公式）" in chinese
    assert "Not yet" in after(output, ":l")
    assert [event.language for event in kept(tmp_path) if event.kind == "answered"] == ["en", "zh"]


def test_the_rules_behind_the_factors_can_be_unfolded(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":v", "", "", ":v"], step="neuron")
    assert output.count("No factor of a derivation stands here yet.") == 1
    said = after(output, ":v")
    assert said.startswith("dL/da\n")
    assert "chain rule: f(u)′ = f′(u)·u′" in said
    assert "\nda/dz\n" in said
    assert "dz/dw" not in said


# Hints


def test_hints_become_stronger_and_the_last_one_is_the_answer(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), [":h", ":h", ":h", ":h", ":h"])
    assert "Follow the extra 0.1 through one machine at a time." in output
    assert output.count("Type :h for a stronger hint.") == 2
    assert output.count("The next :h shows the answer and closes the question.\n> :h\nThe answer: By 0.2") == 1
    assert "The answer: By 0.2\nShown to you\n" in output
    assert after(output, ":h") == "There is no hint here."
    assert answers(tmp_path) == []


@pytest.mark.parametrize(
    ("step", "before", "hints", "said"),
    [
        (NEURON, ["", "1"], 2, "The answer: sigmoid rule"),
        (NEURON, ["", "4"], 3, "da/dz = a·(1 − a) ≈ 0.197   (sigmoid rule)"),
        ("stuck", [], 4, "The answer: The factor da/dz is close to 0 · One factor close to 0"),
        ("live", ["3"], 4, "The answer: lr = 2"),
        ("sigma-slope", [], 4, "The answer: a·(1 − a)"),
    ],
)
def test_an_answer_is_shown_in_words(tmp_path: Path, step: str, before: list[str], hints: int, said: str) -> None:
    assert said in typed(study_in(tmp_path), [*before, *[":h"] * hints], step=step)


# The lab


def test_the_lab_is_worked_with_words(tmp_path: Path) -> None:
    output = typed(
        study_in(tmp_path), ["1", "f", "反向", "Ｕ", "运行 2", "lr ＝ 2", "nonsense", "x = 3", ""], step="live"
    )
    assert "Your prediction: By more" in after(output, "1")
    assert "a         1.1    0.750        –" in after(output, "f")
    assert "w              0.5    −0.187    0.594" in after(output, "反向")
    assert after(output, "Ｕ").startswith("step 1 · L = (a − y)² ≈ 0.0435 · lr 0.5")
    assert "loss by step: 1: 0.0435 · 2: 0.0330 · 3: 0.0264" in after(output, "运行 2")
    assert "✗ It turned out differently." in after(output, "运行 2")
    assert "lr 2\n" in after(output, "lr ＝ 2")
    assert "Type reset and run from the start." in after(output, "lr ＝ 2")
    assert after(output, "nonsense").startswith("This could not be read. Type f (forward pass)")
    assert "x stays as it is in this step." in after(output, "x = 3")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lr = 1/20", "lr 0.05"),
        ("w = -1/4", "−0.25         –"),
        ("foo = 3", "Nothing called foo can be set here."),
        ("=5", "This could not be read."),
        ("w = 1/0", "This could not be read."),
        ("w = v", "This could not be read."),
    ],
)
def test_what_is_set_is_a_number_or_a_calculation_for_what_can_be_set(tmp_path: Path, line: str, said: str) -> None:
    assert said in after(typed(study_in(tmp_path), ["1", line], step="live"), line)


def test_a_run_that_misses_says_so_and_what_was_set_stays_for_the_next_one(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["3", "run 5", "lr=2", "reset", "run 5"], step="live")
    assert "Nothing was changed for the task yet." in output
    assert "✓ Right\nMet after 2 steps.\n\nTask 2 of 2" in after(output, "run 5")
    assert answers(tmp_path)[-1] == ("learning_rate=2.0", "right")


def test_a_run_that_misses_with_something_set_is_a_try(tmp_path: Path) -> None:
    output = typed(
        study_in(tmp_path), ["3", "run 5", "lr = 0.001", "reset", "run 5", "f", "lr=2", "r", "run 5"], step="live"
    )
    assert "Not within" in output
    assert answers(tmp_path)[-2:] == [("learning_rate=0.001", "wrong"), ("learning_rate=2.0", "right")]


@pytest.mark.parametrize("name", ["学习率", "Learning rate", "α", "学习率 "])
def test_a_setting_is_typed_by_the_name_that_is_shown(tmp_path: Path, name: str) -> None:
    typed(study_in(tmp_path), ["3", f"{name}＝2", "run 5"], step="live")
    assert answers(tmp_path)[-1] == ("learning_rate=2.0", "right")


def test_a_trained_network_is_not_made_by_hand(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    lines = ["3", "run 1000", "w1 = 2.3", "f", "r", "b2 = -1, w1 = 1", "f"]
    output = typed(study, lines, lesson="mappings", step="live")
    assert "Met by hand" not in after(output, "w1 = 2.3") + after(output, "f")
    assert "By hand counts what is set at the start: r goes back, and what you set stays." in after(output, "w1 = 2.3")


@pytest.mark.parametrize("word", ["outcome", "结果"])
def test_a_word_leads_to_the_outcome_of_a_prediction_without_what_was_set(tmp_path: Path, word: str) -> None:
    output = typed(study_in(tmp_path), ["1", "lr = 0.06", word, "undo"], lesson="faq", step="edge")
    assert "the unchanged run: outcome runs it, undo returns." in after(output, "lr = 0.06")
    assert "✗ It turned out differently." in after(output, word)
    assert "step 10 " in after(output, word)
    assert "Not within" not in after(output, word)
    assert "lr 0.06" in after(output, "undo")


def test_a_word_for_the_outcome_does_what_of_the_first_step_shows_it_and_says_where_none_is_open(
    tmp_path: Path,
) -> None:
    output = typed(study_in(tmp_path), ["3", "b2 = 1", "outcome", "结果"], lesson="mappings", step="live")
    assert "You predicted it." in after(output, "outcome")
    assert after(output, "结果") == "No prediction is open here."


@pytest.mark.parametrize("typed_help", ["?", ":?", ":help"])
def test_help_in_a_lab_begins_with_what_can_be_typed_there(tmp_path: Path, typed_help: str) -> None:
    output = after(typed(study_in(tmp_path), ["3", typed_help], step="live"), typed_help)
    assert output.startswith("Type f (forward pass)")
    assert ":n (next)" in output
    asked = after(typed(study_in(tmp_path / "other"), [typed_help], step="live"), typed_help)
    assert "forward pass" not in asked, "a prediction comes first"


@pytest.mark.parametrize("typed_name", ["inspect", "inspect x"])
def test_what_is_inspected_names_no_keys_that_the_prompt_does_not_have(tmp_path: Path, typed_name: str) -> None:
    output = after(typed(study_in(tmp_path), ["3", typed_name], step="live"), typed_name)
    assert output
    assert "Arrow keys" not in output
    assert "e changes" not in output


def test_reset_at_the_start_takes_the_settings_back(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["3", "lr = 2, w = 3", "u", "reset", "f", ":r", "reset"], step="live")
    assert "lr 2" in after(output, "f")
    assert "lr 0.5" in after(output, "reset")
    assert "w              0.5" in after(output, "reset")


def test_settings_that_cannot_be_are_refused_together(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["3", "w = -4, lr = -1", "f", "run 999999"], step="live")
    assert after(output, "w = -4, lr = -1") == "The learning rate must be above 0."
    assert "w              0.5" in after(output, "f")
    assert after(output, "run 999999") == "At most 100,000 updates at a time."


@pytest.mark.parametrize(
    ("language", "said"), [("en", "f shows whether the task is met."), ("zh", "f 看是否达到目标。")]
)
def test_an_edit_by_hand_says_what_judges_it(tmp_path: Path, language: Language, said: str) -> None:
    lines = ["3", "w1 = 6, w2 = 6, b = -9"]
    assert said not in typed(study_in(tmp_path), lines[:1], lesson="neuron", step="live", language=language)
    assert said in typed(study_in(tmp_path), lines, lesson="neuron", step="live", language=language)


def test_a_network_that_diverges_says_how_to_begin_again(tmp_path: Path) -> None:
    study = own_study(tmp_path, small=TEXT.replace("activation: sigmoid", "activation: linear"))
    output = typed(study, ["2", "lr = 1e200", "run 5", "reset", "f"], lesson="small", step="lab")
    assert after(output, "run 5").endswith("The loss has diverged. Type reset to start again.")
    assert "diverged" not in after(output, "f")


def test_a_lab_can_be_played_with_when_its_tasks_are_done(tmp_path: Path) -> None:
    study = study_in(tmp_path)
    lines = ["3", "lr = 2", "run 5", "w = -4", "reset", "run 50", "reset", "u", ""]
    output = typed(study, lines, step="live")
    assert "No task is left." in after(output, "run 50")
    assert after(output, "u").startswith("step 1")
    assert "Step 11 of 14" in output


def test_any_gradient_of_the_lab_is_explained_in_lines(tmp_path: Path) -> None:
    output = typed(study_in(tmp_path), ["3", "x", "x w", "explain a.z", "解释 b.bias", "x nothing"], step="live")
    assert "one of w, b.bias, a.z, x" in " ".join(after(output, "x").split()) or "one of w, b" in after(output, "x")
    for line in (
        "∂L/∂a = 2·(a − y) ≈ −0.499",
        "∂a/∂z = a·(1 − a) ≈ 0.187",
        "∂z/∂w = x = 2",
        "∂L/∂w ≈ (−0.499)·0.187·2 ≈ −0.187",
        "✓ agrees",
    ):
        assert line in after(output, "x w"), line
    assert "∂z/∂w" not in after(output, "explain a.z")
    assert "✓ agrees" in after(output, "explain a.z")
    assert after(output, "x nothing") == "There is no number called nothing in this network."


# Coming back


def test_a_step_that_was_done_shows_its_verdict_again(tmp_path: Path) -> None:
    typed(study_in(tmp_path), ["2", "3"])
    output = typed(study_in(tmp_path), [])
    assert "Step 1 of 14: Two machines in a row (done)" in output
    assert "your answer: By 0.2\n✓ Right" in output
    assert output.count("Enter goes on to the next step.") == 1


def test_an_answer_that_was_shown_is_there_again_and_not_the_wrong_one(tmp_path: Path) -> None:
    typed(study_in(tmp_path), ["1", ":h", ":h", ":h", ":h"])
    output = typed(study_in(tmp_path), [])
    assert "The answer: By 0.2\n" in output
    assert "your answer" not in output


def test_hints_and_the_last_wrong_answer_are_there_again(tmp_path: Path) -> None:
    typed(study_in(tmp_path), [":h", "2"])
    output = typed(study_in(tmp_path), [])
    assert "Follow the extra 0.1" in output
    assert "✗ Not yet" in output
    assert DiligentLearner(study_in(tmp_path), "en").player.step.id == "nudge"


def test_the_lab_steps_scrubs_freezes_checks_and_takes_back(tmp_path: Path) -> None:
    lines = ["3", "next", "u", "u", "step 1", "freeze w", "undo", "check", "inspect w", "inspect nothing"]
    output = typed(study_in(tmp_path), lines, step="live")
    assert "a         1.1" in after(output, "next")
    assert "Step 1 of 2, as it was." in after(output, "step 1")
    assert "the run is not judged: w." in after(output, "freeze w")
    assert "Taken back." in after(output, "undo")
    assert "2 gradients agree with the central difference" in after(output, "check")
    assert "∂L/∂w = 2(a − y) · a(1 − a) · x" in after(output, "inspect w")
    assert "There is no number called nothing" in after(output, "inspect nothing")


def test_a_run_that_meets_two_tasks_has_met_both(tmp_path: Path) -> None:
    task = "      - {id: more, text: Below 0.02., goal: 'loss[-1] < 0.02', within: 5, witness: {learning_rate: 2}}\n"
    output = typed(own_study(tmp_path, small=TEXT + task), ["2", "lr = 2", "run 5"], lesson="small", step="lab")
    assert "No task is left." in after(output, "run 5")


# The end of a lesson


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Finished: The wave and the mystery. 4 of 4 steps done.",
                "",
                "You can now",
                "  ✓ multiply the slopes along a chain of two machines",
                "  ✓ find both factors of a derivative",
                "  ✓ count from 0 to 1",
                "",
                "2 of 3 right on the first try without a hint · 2 new review cards, due from tomorrow on",
                "",
                "Next: 2  Networks are nested functions · 15 min",
                "If x turns u 2 times, and y is the square of u: how fast does x turn y?",
            ],
        ),
        (
            "zh",
            [
                "学完一课：浪潮与谜题。已完成 4/4 步。",
                "",
                "现在，你能够",
                "  ✓ 把两台机器的斜率沿着链乘起来",
                "  ✓ 求出一个导数的两个因子",
                "  ✓ 从 0 数到 1",
                "",
                "3 题中不看提示一次答对 2 题 · 新增 2 张复习卡片，明天起到期",
                "",
                "下一课：2  网络就是函数的嵌套 · 15 分钟",
                "x 转一圈，u 转 2 圈，y 又是 u 的平方：x 动一点，y 动多少？",
            ],
        ),
    ],
)
def test_a_lesson_ends_with_what_it_has_given_and_what_comes_next(
    tmp_path: Path, language: Language, said: list[str]
) -> None:
    study = Study(load_course(parts_course(tmp_path / "course")), MemoryProgress())
    session = study.session("welcome", "en")
    for position in range(STEPS):
        session.go(position)
        if session.player.step.id == "next":
            session.answer("-1")
        while (question := session.player.activity.question) is not None:
            session.answer("" if question.form == "reveal" else session.player.activity.ladder()[-1].answer)
    output = typed(study, [""], "welcome", "twice", language)
    end = output.partition(f"{PROMPT}\n")[2].partition(f"\n\n{study.course(language).title}")[0]
    assert end.split("\n") == said
