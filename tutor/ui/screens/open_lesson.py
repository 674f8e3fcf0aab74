"""A lesson as its screen has it: the walk that is drawn, what was said to the last answer, what stands unfinished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutor.activity.base import Question
from tutor.activity.living.pose import Pose, first_pose
from tutor.events import ANNOTATIONS, Verdict
from tutor.learner.course import BEHIND, SEEN
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.lesson.format.model import Lesson
from tutor.text import Cells
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.steps import load_view
from tutor.ui.steps.scene import Scene, StepView
from tutor.wording.names import in_symbols

if TYPE_CHECKING:
    # The engine is imported with the first lab.
    from tutor.activity.network import NetworkActivity
    from tutor.figures.living import Living


@dataclass(frozen=True, slots=True)
class Said:
    """What is said to an answer: the verdict, and the answer that it is about; None where nothing new is said."""

    verdict: Verdict | None = None
    judged: str = ""


class OpenLesson:
    """One session with what its screen shows beside it; what blocks is left to whoever has a thread for it."""

    def __init__(
        self,
        session: Session,
        texts: Callable[[str], Lesson],
        lesson_title: Callable[[str, str], str] = lambda lesson, language: lesson,
        drafts: dict[tuple[str, str], str] | None = None,
        kept: dict[str, object] | None = None,
        *,
        can_be_known: bool = False,
        makes_up: bool = False,
    ) -> None:
        """Say by `texts` what stands in the lesson in a language, and by `lesson_title` what another one is called.

        It has questions enough to show that one knows it where it `can_be_known`. Whoever `makes_up` what is still open
        goes on to nothing else.
        """
        self.session, self.texts, self._lesson_title = session, texts, lesson_title
        self.player = session.player
        """The walk as it is drawn: no act changes it, the next one is taken when it is over."""
        self.drafts = {} if drafts is None else drafts
        """What stands unfinished, by step and part, or kind of note."""
        self._can_be_known, self._makes_up = can_be_known, makes_up
        self._said = Said()
        self.hints_before = 0
        """Hints on what is asked that came before anything was said to an answer."""
        self._shown = ""
        """The step that was shown last, nothing where that is to be forgotten."""
        self._kept = {} if kept is None else kept
        """What the views of steps have given to be found again, by step."""
        self._living: Living | None = None
        self._poses: dict[str, Pose] = {}

    @property
    def question(self) -> Question | None:
        """Return what is asked."""
        return self.player.activity.question

    @property
    def judges(self) -> bool:
        """Return whether an answer to what is asked gets a verdict."""
        return self.question is not None and not self.question.shows_next

    @property
    def answer_is_next(self) -> bool:
        """Return whether the next hint is the answer."""
        ladder, given = self.player.activity.ladder(), len(self.player.hints_given())
        return ladder[given : given + 1] != () and ladder[given].kind == "answer"

    @property
    def is_first(self) -> bool:
        """Return whether no step comes before the open one."""
        return self.player.position == 0

    @property
    def offers_knowing(self) -> bool:
        """Return whether the learner, who is at its start and has done nothing of it, may show to know it."""
        standing = self.player.standing
        first, *others = standing.states.values()
        untouched = not standing.known and not BEHIND[first] and not any(SEEN[state] for state in others)
        return self._can_be_known and self.is_first and untouched

    @property
    def is_last(self) -> bool:
        """Return whether no step comes after the open one on this way."""
        return self._following(self.player) is None

    def _following(self, player: Player) -> int | None:
        """The position of the step that comes next."""
        wanted = player.standing.undone if self._makes_up else player.standing.states
        later = range(player.position + 1, len(player.steps))
        return next((at for at in later if player.steps[at].id in wanted), None)

    def progress(self, cells: Cells) -> tuple[str, str]:
        """Return how far the open step is along the lesson, as a bar and in numbers."""
        total, here = len(self.player.steps), self.player.position + 1
        return cells.glyphs.filled * here + cells.glyphs.empty * (total - here), f" {here}/{total}"

    def scene(self, display: Display, bench: Bench) -> Scene:
        """Return the open step as it is to be drawn."""
        player, language = self.player, display.voice.language
        return Scene(
            step=self.texts(language).step(player.step.id),
            activity=player.activity,
            display=display,
            bench=bench,
            verdict=self._said.verdict,
            judged=self._said.judged,
            hints=player.hints_given(),
            hinted_last=bool(player.attempt) and player.attempt[-1].kind == "hinted",
            hints_before=self.hints_before,
            lesson_title=lambda lesson: self._lesson_title(lesson, language),
            draft=self._draft,
            last_step=self.is_last,
            kept=self._kept.get(player.step.id),
            living=self._living,
            pose=self._pose,
        )

    @property
    def _pose(self) -> Pose | None:
        """How the figure of the open step stands: as it was left, else as the step shows it at first."""
        step = self.player.step
        if self._living is None or step.figure is None:
            return None
        first = first_pose(self._living.figure, step.figure, self.player.activity.drawn, open_=not self.player.complete)
        kept = self._poses.get(step.id)
        return first if kept is None else replace(kept, locked=first.locked)

    @property
    def _draft(self) -> str:
        """What stands unfinished in the field of an open question, else what was answered or shown last."""
        player, question = self.player, self.question
        if question is None or question.shows_next:
            return player.raw_again
        return self.drafts.get((player.step.id, question.part), player.raw_again)

    # What changes it.

    def take_up(self, said: object = None) -> bool:
        """Take the walk as it is after an act, which has `said` something; return whether something else is asked."""
        asked = (self._shown, self._part)
        self.player = self.session.player
        moved = (self.player.step.id, self._part) != asked
        is_first = moved or self._said.verdict is None
        # What was said to an answer stays while worked parts are shown, so that no press of Enter skips it.
        if isinstance(said, Said):
            if said.verdict is not None and said.verdict.kind:
                self._said = said
        elif moved or self._said.verdict is None or not self._said.verdict.costs_nothing:
            # What costs nothing is recorded nowhere: a hint leaves it standing here.
            self._said = Said(self.player.verdict, self.player.raw_again)
        if is_first:
            given = len(self.player.hints_given())
            self.hints_before = given if isinstance(said, Said) else _hints_before_answer(self.player)
        return moved

    @property
    def _part(self) -> str:
        return self.question.part if self.question else ""

    def keep(self, view: StepView | None) -> bool:
        """Keep what the step's next view is to find again from `view`, in whose place the open step is shown now.

        Return whether that is another one.
        """
        if view is not None and self._shown:
            self._kept[self._shown] = view.kept()
            if view.living is not None:
                self._poses[self._shown] = view.living.pose
        before, self._shown = self._shown, self.player.step.id
        return before != self._shown

    def forget(self) -> None:
        """Forget what stands unfinished in the open step."""
        here = self.player.step.id
        for place in [(step, part) for step, part in self.drafts if step == here and part not in ANNOTATIONS]:
            del self.drafts[place]
        self._kept.pop(here, None)
        self._poses.pop(here, None)
        self._shown = ""

    def draft(self, part: str, text: str) -> None:
        """Keep an unfinished answer."""
        question = _open_part(self.player, part)
        self.drafts[self.player.step.id, part] = in_symbols(text, question.symbols) if question else text

    def asks(self, part: str) -> bool:
        """Return whether `part` is asked."""
        return _open_part(self.player, part) is not None

    # What blocks.

    def do(self, operation: Callable[[], object]) -> object:
        """Do `operation`, and load what draws the step that is open then: to import it takes long."""
        said = operation()
        player = self.session.player
        load_view(player.step)
        from tutor.figures.living import living_of

        use = player.step.figure
        self._living = None if use is None else living_of(player.lesson.figures[use.of], use)
        return said

    def free_lab(self, network: str, language: str) -> NetworkActivity:
        """Return a lab without tasks of one of the lesson's networks."""
        from tutor.activity.network import NetworkActivity

        return NetworkActivity.free(self.texts(language), network)

    def answer(self, part: str, raw: str) -> Said:
        """Answer the part, unless an answer that came before has closed it: Enter may be pressed twice."""
        question = _open_part(self.session.player, part)
        if question is None:
            return Said()
        judged = in_symbols(raw, question.symbols)
        return Said(self.session.answer(judged), judged)

    def go_on(self) -> None:
        """Go to what comes after the step that is open when this comes to its turn, if anything does."""
        following = self._following(self.session.player)
        if following is not None:
            self.session.go(following)

    def go_back(self) -> None:
        """Go to the step before the one that is open when this comes to its turn, if there is one."""
        if self.session.player.position:
            self.session.go(self.session.player.position - 1)


def _hints_before_answer(player: Player) -> int:
    """How many hints were shown for the open question before it was answered for the first time."""
    part = player.activity.question.part if player.activity.question is not None else ""
    answers = (event for event in player.attempt if event.kind == "answered" and event.part == part)
    return next((event.hints for event in answers), 0)


def _open_part(player: Player, part: str) -> Question | None:
    """The question that is open in a walk, if it is that of `part`."""
    question = player.activity.question
    return question if question is not None and question.part == part else None
