"""The keys of a lab in the order in which its learner needs them: first those that are named in what is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tutor.network.lab import Phase
from tutor.ui.lab.workbench import Workbench
from tutor.wording import Sentence, interface
from tutor.wording import lab as words

NAMED: Final[Mapping[Sentence, tuple[str, ...]]] = {
    words.CHANGES_RATE: ("rate", "set"),
    words.CHANGES_THESE: ("set",),
    words.CHANGES_ANY: ("set", "next-part"),
    words.LEAVES_NEXT: ("leave",),
    words.NO_HISTORY: ("update",),
    words.SET_ASIDE: ("undo",),
    words.PREDICTED_UNCHANGED: ("run-on", "undo"),
    **dict.fromkeys((*words.SETTLES.values(), words.SETTLES_LATER), ("run-on",)),
    words.BRANCHED: ("undo",),
    words.FORWARD_SHOWS: ("forward-pass",),
    words.SELECT_TO_FREEZE: ("next-part",),
    words.FROZEN_NOW: ("freeze",),
    **dict.fromkeys((words.RESET_DONE, words.RESET_UNSET), ("undo",)),
    words.RESET_KEPT: ("reset", "undo"),
    interface.TASK_EDITED["training"]: ("reset",),
    interface.TASK_EDITED["hand"]: ("reset",),
    **dict.fromkeys(
        (interface.TASK_FROZEN, interface.TASK_MISSED, interface.TASK_UNTRIED, interface.DIVERGED), ("reset",)
    ),
    interface.PHASES["idle"]: ("run",),
    interface.PHASES["running"]: ("pause",),
}
"""By sentence the ids of its keys. Enter, which sentences call by what it does next, is the first in any footer."""

NEXT_OPERATION: Final[Mapping[Phase, str]] = {
    "idle": "forward",
    "forward": "forward",
    "forward-done": "backward",
    "backward": "backward",
    "backward-done": "update",
}
_ENTER: Final[Mapping[Phase, str]] = {
    "idle": "next-forward",
    "forward": "next-forward",
    "forward-done": "next-backward",
    "backward": "next-backward",
    "backward-done": "next-update",
}
"""What Enter is called while it does that."""


def keys_of(workbench: Workbench, named: Iterable[str], *, running: bool) -> Sequence[str]:
    """Return the ids of the keys that do something now, the first one first; `named` are those that words name."""
    lab, is_through = workbench.lab, workbench.activity.is_through
    on = "go-on" if is_through else _ENTER[lab.phase]
    is_large = workbench.view.large
    run_on = ("run-on",) if workbench.run.awaited and not running else ()
    pause, run = (("pause",), ()) if running else ((), () if lab.diverged else ("run",))
    first, later = (("back",), ("set",)) if is_large else (("set",), ())
    hint = ("hint",) if workbench.activity.question else ()
    update = () if on == "next-update" else ("update",)
    turn = () if is_through else ("next-step",)
    reset = ("reset",) if lab.last_step or lab.edits else ()
    scrub = ("scrub-back",) if lab.step else ()
    # Once the step is through, Enter leads on from it, and words name the key of the operation itself.
    own = (NEXT_OPERATION[lab.phase],) if is_through and not running else ()
    parts = ("next-part",) if workbench.view.selected is not None else ()
    return tuple(
        dict.fromkeys((
            on, *named, *own, *run_on, *pause, *first, *hint, "previous", "explain", *later, *run, *update, *parts,
            *turn, *reset, "check-all", "text", *scrub, "edges", "pace", *(() if is_large else ("leave",)), "help",
        ))
    )  # fmt: skip
