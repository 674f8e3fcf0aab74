"""Every key of the interface, declared once: bindings, footer, help screen and README table come from here."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from textual import events
from textual.binding import Binding, BindingType
from textual.keys import KEY_NAME_REPLACEMENTS

from tutor.text import half_width
from tutor.wording import Sentence
from tutor.wording import keys as words

Place: TypeAlias = Literal[
    "everywhere",
    "home",
    "course",
    "end",
    "lesson",
    "field",
    "choices",
    "order",
    "match",
    "code",
    "figure",
    "lab",
    "bughunt",
    "terms",
    "list",
    "page",
    "leaving",
    "typing",
    "number",
    "derivation",
    "explain",
    "review",
    "review-end",
    "note",
    "search",
    "help",
]
"""Where a key is live: on every screen · on one screen · on the list of the course · at the end of a lesson · always in
a lesson, also inside a text field · only inside one · on a list of choices · on items to put in order · on pairs to
match · on code · in the lab · in a bug hunt · on the terms of a text · on a list of lessons, steps or terms · on a page
to read and close · on leaving with something not saved · while one types · while one types a number of the lab · in a
derivation · while a gradient is explained · in a review · at its end · while a note is written · in the search ·
in the help."""


@dataclass(frozen=True, slots=True)
class Key:
    """One action with its keys: the first is printed; `twins` are other keys for it, such as ways without letters.

    `does` is the action where it is not called as the key, because several keys share it.
    """

    id: str
    key: str
    label: Sentence
    help: Sentence
    place: Place
    twins: tuple[str, ...] = ()
    shown: str = ""
    does: str = ""

    @property
    def action(self) -> str:
        """Return the Textual action, by default named as the id with underscores."""
        return self.does or self.id.replace("-", "_")

    @property
    def printed(self) -> str:
        """Return the key as the footer prints it."""
        return self.shown or self.key


KEYS: Final[tuple[Key, ...]] = (
    Key("continue", "enter", words.CONTINUE, words.CONTINUE_HELP, "home"),
    Key("review", "r", words.REVIEW, words.REVIEW_HELP, "home"),
    Key("search", "slash", words.SEARCH, words.SEARCH_HELP, "home", shown="/"),
    Key("glossary", "g", words.GLOSSARY, words.GLOSSARY_HELP, "home"),
    Key("progress", "p", words.PROGRESS, words.PROGRESS_HELP, "home"),
    Key("lessons", "up", words.LESSONS, words.LESSONS_HELP, "course", ("down", "left", "right"), shown="↑↓←→"),
    Key(
        "lesson-number",
        "1",
        words.LESSON_NUMBER,
        words.LESSON_NUMBER_HELP,
        "course",
        tuple("234567890"),
        shown="1…9",
        does="digit",
    ),
    Key("quit", "q", words.QUIT, words.QUIT_HELP, "home"),
    Key("next-lesson", "enter", words.NEXT_LESSON, words.NEXT_LESSON_HELP, "end"),
    Key("to-do", "s", words.TO_DO, words.TO_DO_HELP, "end"),
    Key("once-more", "a", words.ONCE_MORE, words.ONCE_MORE_HELP, "end"),
    Key("review-at-end", "r", words.REVIEW, words.REVIEW_HELP, "end", does="review"),
    Key("to-course", "escape", words.LEAVE, words.LEAVE_HELP, "end", ("q",), shown="esc"),
    Key("go-on", "enter", words.NEXT, words.GO_ON_HELP, "lesson"),
    Key("next", "n", words.NEXT, words.NEXT_HELP, "lesson", ("right",)),
    Key("previous", "p", words.PREVIOUS, words.PREVIOUS_HELP, "lesson", ("left",)),
    Key("hint", "h", words.HINT, words.HINT_HELP, "lesson"),
    Key("skip", "s", words.SKIP, words.SKIP_HELP, "lesson"),
    Key("again", "a", words.AGAIN, words.AGAIN_HELP, "lesson"),
    Key("every-rule", "v", words.EVERY_RULE, words.EVERY_RULE_HELP, "derivation"),
    Key("know", "K", words.KNOW, words.KNOW_HELP, "lesson"),
    Key("outline", "o", words.OUTLINE, words.OUTLINE_HELP, "lesson"),
    Key("lesson-glossary", "g", words.GLOSSARY, words.GLOSSARY_HELP, "lesson", does="glossary"),
    Key("lesson-search", "slash", words.SEARCH, words.SEARCH_HELP, "lesson", shown="/", does="search"),
    Key("bookmark", "m", words.BOOKMARK, words.BOOKMARK_HELP, "lesson"),
    Key("note", "j", words.NOTE, words.NOTE_HELP, "lesson", does="note('noted')"),
    Key("report", "exclamation_mark", words.REPORT, words.REPORT_HELP, "lesson", shown="!", does="note('reported')"),
    Key("answer", "i", words.ANSWER, words.ANSWER_HELP, "lesson"),
    Key("leave", "escape", words.LEAVE, words.LEAVE_HELP, "field", shown="esc"),
    Key("next-step", "pagedown", words.NEXT, words.NEXT_STEP_HELP, "field", shown="pgdn", does="page(1)"),
    Key("previous-step", "pageup", words.PREVIOUS, words.PREVIOUS_STEP_HELP, "field", shown="pgup", does="page(-1)"),
    Key("scroll-down", "down", words.SCROLL, words.SCROLL_HELP, "field", shown="↓", does="scroll(2)"),
    Key("scroll-up", "up", words.SCROLL_UP, words.SCROLL_UP_HELP, "field", shown="↑", does="scroll(-2)"),
    Key(
        "scroll-list-down",
        "shift+down",
        words.SCROLL,
        words.SCROLL_LIST_HELP,
        "field",
        shown="shift+↓",
        does="scroll(2)",
    ),
    Key(
        "scroll-list-up",
        "shift+up",
        words.SCROLL_UP,
        words.SCROLL_LIST_UP_HELP,
        "field",
        shown="shift+↑",
        does="scroll(-2)",
    ),
    Key("field-hint", "ctrl+g", words.HINT, words.HINT_HELP, "field", shown="^g", does="hint"),
    Key("field-help", "ctrl+o", words.HELP, words.HELP_HELP, "field", shown="^o", does="help"),
    Key("check", "enter", words.CHECK, words.CHECK_HELP, "typing"),
    Key("set-number", "enter", words.SET_NUMBER, words.SET_NUMBER_HELP, "number"),
    Key("leave-field", "escape", words.LEAVE_FIELD, words.LEAVE_FIELD_HELP, "typing", shown="esc"),
    Key("turn", "left", words.TURN, words.TURN_HELP, "figure", shown="←→", does="turn(-1)"),
    Key("turn-up", "right", words.TURN, words.TURN_HELP, "figure", shown="→", does="turn(1)"),
    Key(
        "next-knob", "right_square_bracket", words.NEXT_KNOB, words.NEXT_KNOB_HELP, "figure", shown="]", does="knob(1)"
    ),
    Key("to-figure", "tab", words.TO_FIGURE, words.TO_FIGURE_HELP, "figure"),
    Key("move", "up", words.MOVE, words.MOVE_HELP, "choices", ("down",), shown="↑↓"),
    Key(
        "choice-number",
        "1",
        words.CHOICE_NUMBER,
        words.CHOICE_NUMBER_HELP,
        "choices",
        tuple("234567890"),
        shown="1…9",
        does="digit",
    ),
    Key("tick", "space", words.TICK, words.TICK_HELP, "choices"),
    Key("check-choice", "enter", words.CHECK, words.CHECK_CHOICE_HELP, "choices"),
    Key("carry", "up", words.MOVE, words.CARRY_HELP, "order", ("down",), shown="↑↓"),
    Key("lift", "space", words.LIFT, words.LIFT_HELP, "order"),
    Key("check-order", "enter", words.CHECK, words.CHECK_ORDER_HELP, "order"),
    Key("move-sides", "up", words.MOVE, words.MOVE_SIDES_HELP, "match", ("down",), shown="↑↓"),
    Key("pair", "space", words.PAIR, words.PAIR_HELP, "match"),
    Key("partner", "a", words.PARTNER, words.PARTNER_HELP, "match", ("b", "c", "d", "e", "f"), shown="a b …"),
    Key("check-pairs", "enter", words.CHECK, words.CHECK_PAIRS_HELP, "match"),
    Key("run-network", "r", words.RUN_NETWORK, words.RUN_NETWORK_HELP, "code"),
    Key("operate", "enter", words.OPERATE, words.OPERATE_HELP, "lab"),
    Key("forward", "f", words.FORWARD, words.FORWARD_HELP, "lab"),
    Key("backward", "b", words.BACKWARD, words.BACKWARD_HELP, "lab"),
    Key("update", "u", words.UPDATE, words.UPDATE_HELP, "lab"),
    Key("forward-pass", "F", words.FORWARD_PASS, words.FORWARD_PASS_HELP, "lab"),
    Key("backward-pass", "B", words.BACKWARD_PASS, words.BACKWARD_PASS_HELP, "lab"),
    Key("run", "space", words.RUN, words.RUN_HELP, "lab"),
    Key("run-on", "U", words.RUN_ON, words.RUN_ON_HELP, "lab"),
    Key("pace", "v", words.PACE, words.PACE_HELP, "lab"),
    Key("scrub-back", "comma", words.SCRUB_BACK, words.SCRUB_BACK_HELP, "lab", shown=","),
    Key("scrub-on", "full_stop", words.SCRUB_ON, words.SCRUB_ON_HELP, "lab", shown="."),
    Key("scrub-start", "home", words.SCRUB_START, words.SCRUB_START_HELP, "lab"),
    Key("scrub-end", "end", words.SCRUB_END, words.SCRUB_END_HELP, "lab"),
    Key("select-up", "up", words.SELECT, words.SELECT_HELP, "lab", shown="↑", does="move('up')"),
    Key("select-down", "down", words.SELECT, words.SELECT_HELP, "lab", shown="↓", does="move('down')"),
    Key("select-left", "left", words.SELECT, words.SELECT_HELP, "lab", shown="←", does="move('left')"),
    Key("select-right", "right", words.SELECT, words.SELECT_HELP, "lab", shown="→", does="move('right')"),
    Key("next-part", "tab", words.NEXT_PART, words.NEXT_PART_HELP, "lab"),
    Key("previous-part", "shift+tab", words.PREVIOUS_PART, words.PREVIOUS_PART_HELP, "lab"),
    Key("example", "d", words.EXAMPLE, words.EXAMPLE_HELP, "lab"),
    Key("set", "e", words.SET, words.SET_HELP, "lab"),
    Key("faster", "plus", words.FASTER, words.FASTER_HELP, "lab", ("equals_sign",), shown="+"),
    Key("slower", "minus", words.SLOWER, words.SLOWER_HELP, "lab", shown="-"),
    Key("freeze", "k", words.FREEZE, words.FREEZE_HELP, "lab"),
    Key("explain", "x", words.EXPLAIN, words.EXPLAIN_HELP, "lab"),
    Key("check-all", "c", words.CHECK_ALL, words.GRADIENT_CHECK_HELP, "lab"),
    Key("edges", "w", words.EDGES, words.EDGES_HELP, "lab"),
    Key("panel-inspect", "1", words.PANEL_INSPECT, words.PANEL_HELP, "lab"),
    Key("panel-loss", "2", words.PANEL_LOSS, words.PANEL_HELP, "lab"),
    Key("panel-numbers", "3", words.PANEL_NUMBERS, words.PANEL_HELP, "lab"),
    Key("panel-layers", "4", words.PANEL_LAYERS, words.PANEL_HELP, "lab"),
    Key("panel-map", "5", words.PANEL_MAP, words.PANEL_HELP, "lab"),
    Key("panel-boundary", "6", words.PANEL_BOUNDARY, words.PANEL_HELP, "lab"),
    Key("log-scale", "y", words.LOG_SCALE, words.LOG_SCALE_HELP, "lab"),
    Key("undo", "z", words.UNDO, words.UNDO_HELP, "lab"),
    Key("reset", "r", words.RESET, words.RESET_HELP, "lab"),
    Key("text", "i", words.TEXT, words.TEXT_HELP, "lab"),
    Key("back", "escape", words.BACK_TO_LAB, words.BACK_TO_LAB_HELP, "lab", shown="esc"),
    Key("next-path", "right", words.NEXT_PATH, words.NEXT_PATH_HELP, "explain", shown="→"),
    Key("previous-path", "left", words.PREVIOUS_PATH, words.PREVIOUS_PATH_HELP, "explain", shown="←"),
    Key("gradient-check", "c", words.GRADIENT_CHECK, words.GRADIENT_CHECK_HELP, "bughunt"),
    Key("next-term", "tab", words.TERMS, words.TERMS_HELP, "terms"),
    Key("open-term", "enter", words.OPEN, words.OPEN_TERM_HELP, "terms"),
    Key("unsure", "u", words.UNSURE, words.UNSURE_HELP, "review"),
    Key("field-unsure", "ctrl+n", words.UNSURE, words.UNSURE_HELP, "review", shown="^n"),
    Key("after-review", "enter", words.CONTINUE, words.AFTER_REVIEW_HELP, "review-end"),
    Key("leave-review", "escape", words.LEAVE, words.LEAVE_HELP, "review-end", ("q",), shown="esc", does="to_course"),
    Key("save", "enter", words.SAVE, words.SAVE_HELP, "note"),
    Key("press-key", "enter", words.PRESS_KEY, words.PRESS_KEY_HELP, "help"),
    Key("find-down", "down", words.FIND_DOWN, words.FIND_DOWN_HELP, "search", shown="↓"),
    Key("find-up", "up", words.FIND_UP, words.FIND_UP_HELP, "search", shown="↑"),
    Key("find-open", "enter", words.OPEN, words.FIND_OPEN_HELP, "search"),
    Key("choose", "enter", words.OPEN, words.CHOOSE_HELP, "list"),
    Key("page-down", "pagedown", words.SCROLL, words.SCROLL_PAGE_HELP, "page", ("space",), shown="pgdn"),
    Key("page-up", "pageup", words.SCROLL_UP, words.SCROLL_UP_HELP, "page", shown="pgup"),
    Key("close", "escape", words.CLOSE, words.CLOSE_HELP, "page", ("q",), shown="esc"),
    Key("try-again", "s", words.TRY_AGAIN, words.TRY_AGAIN_HELP, "leaving"),
    Key("leave-unsaved", "q", words.LEAVE_UNSAVED, words.LEAVE_UNSAVED_HELP, "leaving"),
    Key("stay", "escape", words.STAY, words.STAY_HELP, "leaving", shown="esc"),
    Key("language", "l", words.LANGUAGE, words.LANGUAGE_HELP, "everywhere", ("ctrl+l",)),
    Key("theme", "t", words.THEME, words.THEME_HELP, "everywhere"),
    Key("stop", "ctrl+z", words.STOP, words.STOP_HELP, "everywhere", shown="^z"),
    Key("help", "?", words.HELP, words.HELP_HELP, "everywhere", ("question_mark", "f1")),
)

BY_ID: Final = {key.id: key for key in KEYS}


_RENAMED: Final = {
    "pause": replace(BY_ID["run"], label=words.PAUSE),
    "end-course": replace(BY_ID["next-lesson"], label=words.LEAVE),
    "open-lesson": replace(BY_ID["continue"], label=words.OPEN),
    "review-to-course": replace(BY_ID["after-review"], label=words.LEAVE),
    "field-language": replace(BY_ID["language"], key="ctrl+l", twins=(), shown="^l"),
    "reveal": replace(BY_ID["go-on"], label=words.REVEAL),
    "check-figure": replace(BY_ID["go-on"], label=words.CHECK),
    "to-answer": replace(BY_ID["go-on"], label=words.ANSWER),
    "read-on": replace(BY_ID["go-on"], label=words.READ_ON),
    "finish": replace(BY_ID["go-on"], label=words.FINISH),
    "run-check": replace(BY_ID["go-on"], label=words.GRADIENT_CHECK),
    "rate": replace(BY_ID["faster"], shown="+ -", label=words.RATE),
    "next-forward": replace(BY_ID["operate"], label=words.FORWARD),
    "next-backward": replace(BY_ID["operate"], label=words.BACKWARD),
    "next-update": replace(BY_ID["operate"], label=words.UPDATE),
    "close-text": replace(BY_ID["operate"], label=words.BACK_TO_LAB),
    "scroll-page": replace(BY_ID["next-step"], label=words.SCROLL),
    "scroll-page-up": replace(BY_ID["previous-step"], label=words.SCROLL_UP),
}
"""Keys that are called something else at times, by what they do then."""


def meant_key(event: events.Key) -> events.Key:
    """Return the key that was meant: a letter, digit or sign for its full-width form, as input methods send it."""
    typed = event.character or ""
    meant = half_width(typed)
    if meant == typed or len(meant) != 1 or not meant.isascii():
        return event
    if meant.isalnum():
        return events.Key(meant, meant)
    name = unicodedata.name(meant).lower().replace("-", "_").replace(" ", "_")
    return events.Key(KEY_NAME_REPLACEMENTS.get(name, name), meant)


def bindings(*places: Place, acts: Container[str] = (), only: Container[str] = BY_ID) -> list[BindingType]:
    """Return the Textual bindings of all keys that are live in `places`; nothing is shown by Textual's own footer.

    Those in `acts` have one action together, `act`, which is given the key's id. Where some are named, the bindings
    are `only` of those.
    """
    return [
        Binding(",".join((key.key, *key.twins)), action, show=False, id=f"{key.place}.{key.id}")
        for key in KEYS
        if key.place in places and key.id in only
        for action in [f"act({key.id!r})" if key.id in acts else key.action]
    ]


def keys(ids: Iterable[str]) -> tuple[Key, ...]:
    """Return the declared keys with these ids, in the order given."""
    return tuple(_RENAMED.get(key_id) or BY_ID[key_id] for key_id in ids)
