"""A derivative taken factor by factor: each is worked, or asked, first by its rule, then as a formula."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, authored
from tutor.activity.formula import read_formula
from tutor.activity.left_sides import Asked, other_left_side
from tutor.deriving.chain_rule import ChainRule, Factor, Graph, chain
from tutor.deriving.derive import RuleCode
from tutor.events import Verdict
from tutor.formulas.expression import Call, Leibniz, Symbol
from tutor.formulas.parse import LeftSide, parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.formulas.write import one_line
from tutor.judging.diagnosis import Judge
from tutor.judging.probes import Domain
from tutor.judging.question import Factor as AskedFactor
from tutor.judging.question import FormulaQuestion
from tutor.lesson.format.model import DerivationStep

RULE_SUFFIX = ":rule"
"""The question for a factor's rule has the factor's label and this."""

CHOICES = 4
"""How many rules a question for a rule offers."""

COMMON_RULES: tuple[RuleCode, ...] = (
    "power", "product", "sum", "constant-multiple", "quotient", "exponential", "logarithm", "sigmoid",
    "hyperbolic-tangent",
)  # fmt: skip
"""Rules that a question offers beside the right one."""


FactorForm: TypeAlias = Literal["reveal", "rule", "formula"]
"""What is to be done about a factor: see it, name its rule, write it."""


def label(factor: Factor) -> str:
    """Return how lessons name a factor: `a/z` for da/dz."""
    return f"{factor.of}/{factor.by}"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to do about a factor."""

    id: str
    factor: Factor
    form: FactorForm


class DerivationActivity(Activity):
    """The chain rule on the lesson's graph."""

    def __init__(self, step: DerivationStep) -> None:
        self.step = step
        names = Vocabulary(tuple(step.graph), open=True)
        definitions = {name: parse(formula, names) for name, formula in step.graph.items()}
        self.graph = Graph(definitions)
        self.chain: ChainRule = chain(self.graph, step.target, step.wrt, dict(step.at))
        self.factors: tuple[Factor, ...] = tuple(
            {label(factor): factor for path in self.chain.paths for factor in path.factors}.values()
        )
        self._judges: dict[str, Judge] = {}
        self._parts = {part.id: part for factor in self.factors for part in self._parts_of(factor)}

    @property
    def question(self) -> Question | None:
        """Return what is asked about the first factor that is not finished."""
        part = self.part
        if part is None:
            return None
        match part.form:
            case "rule":
                return Question(part.id, "rule", self.rules_offered(part.factor))
            case "formula":
                return Question(part.id, "formula", symbols=self.graph.names)
            case "reveal":
                return Question(part.id, "reveal")

    @property
    def part(self) -> Part | None:
        """Return the first part that is not done."""
        return next((part for id_, part in self._parts.items() if id_ not in self.behind), None)

    @property
    def shown(self) -> Sequence[str]:
        """Return the labels of the factors that stand on the screen, in the order in which they came."""
        return self._labels_behind("formula", "reveal")

    @property
    def named(self) -> Sequence[str]:
        """Return the labels of the factors whose rule was found or shown."""
        return self._labels_behind("rule")

    def _labels_behind(self, *forms: FactorForm) -> Sequence[str]:
        parts = [self._parts[id_] for id_ in self.behind if id_ in self._parts]
        return [label(part.factor) for part in parts if part.form in forms]

    @property
    def numbers(self) -> Mapping[str, float]:
        """Return the value of every quantity, and of every factor by its name `dL/da`."""
        named = {Leibniz(factor.of, factor.by).name: factor.value for factor in self.factors}
        return {**self.chain.values, **named}

    @property
    def is_partial(self) -> bool:
        """Return whether it is written with ∂: where the lesson says so, or the variable acts on several paths."""
        return self.step.partial or len(self.chain.paths) > 1

    def is_asked(self, factor: Factor) -> bool:
        """Return whether the learner supplies this factor."""
        ask = self.step.ask
        return ask == "all" or (ask != "none" and label(factor) in ask)

    def rules_offered(self, factor: Factor) -> tuple[RuleCode, ...]:
        """Return the rules to choose from, the right one among them; the same ones every time."""
        right = factor.derivation.headline
        used = set(factor.derivation.rules)
        others = [rule for rule in COMMON_RULES if rule not in used]
        # The step's own id fixes which rules stand beside the right one, so that a resumed question looks the same.
        chosen = random.Random(self.step.id + label(factor)).sample(others, CHOICES - 1)
        order = {rule: index for index, rule in enumerate((*COMMON_RULES, right))}
        return tuple(sorted((right, *chosen), key=lambda rule: order[rule]))

    def question_of(self, factor: Factor) -> FormulaQuestion:
        """Return what is asked where a factor is to be written as a formula."""
        others = [other for other in self.factors if other is not factor]
        names = Vocabulary(self.graph.names)
        return FormulaQuestion(
            answer=factor.formula,
            definitions={name: self.graph.definitions.get(name) for name in self.graph.names},
            domain=Domain(dict(self.step.domain)),
            wrt=factor.by,
            original=self.graph.definitions[factor.of],
            asked=self._labelled(factor),
            known=tuple(map(self._labelled, others)),
            leibniz={(other.of, other.by): other.formula for other in others},
            misconceptions={
                wrong.id: parse(wrong.answer, names) for wrong in self.step.wrong if wrong.factor == label(factor)
            },
            numbers=self.chain.values,
        )

    def form_of(self, part: str) -> Form:
        """A rule is named, a factor is a formula."""
        return "rule" if part.endswith(RULE_SUFFIX) else "formula"

    def read(self, text: str) -> Reading:
        """Read a rule's code, or a formula in the graph's names with its value at the step's numbers."""
        part = self.part
        if part is None:
            return Unreadable("nothing-asked")
        match part.form:
            case "rule":
                offered = text in self.rules_offered(part.factor)
                return Understood(chosen=(text,)) if offered else Unreadable("unknown-choice")
            case "reveal":
                return Understood()
            case "formula":
                judge = self._judge_of(part.factor)
                return read_formula(text, judge, self._asked(part.factor, judge.question.vocabulary), self.numbers)

    def judge(self, raw: str) -> Verdict:
        """Judge a rule by the derivation, a formula by probes with the graph's definitions."""
        part, reading = self.part, self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        assert part is not None
        match part.form:
            case "reveal":
                return Verdict("")
            case "rule":
                return self._verdict_on_rule(raw, part.factor)
            case "formula":
                assert reading.expression is not None
                return self._judge_of(part.factor).judge(reading.expression)

    def _verdict_on_rule(self, raw: str, factor: Factor) -> Verdict:
        """The verdict on the rule with the code `raw`.

        Where one of two factors stands still, a product or a quotient is what is seen there: it is said what moves.
        """
        right = factor.derivation.headline
        if raw == right:
            return Verdict("right")
        held = [name for name in self.graph.parents(factor.of) if name != factor.by]
        if right == "constant-multiple" and raw in ("product", "quotient") and len(held) == 1:
            return Verdict("wrong", "rule-held", {"rule": raw, "this": held[0], "that": factor.by})
        return Verdict("wrong", "rule-wrong", {"rule": raw})

    def ladder(self) -> tuple[Hint, ...]:
        """Return the author's hints, or the rule where there are none, and at last the answer.

        Which rule it is, is helped by the formulas of those to choose from.
        """
        part = self.part
        if part is None:
            return ()
        match part.form:
            case "reveal":
                return ()
            case "rule":
                offered = self.rules_offered(part.factor)
                return (Hint("rules", rules=offered), Hint("answer", answer=part.factor.derivation.headline))
            case "formula":
                rule = Hint("rule", rule=part.factor.derivation.headline)
                return (*(authored(self.step.hints) or (rule,)), Hint("answer", answer=one_line(part.factor.formula)))

    def _parts_of(self, factor: Factor) -> list[Part]:
        name = label(factor)
        if not self.is_asked(factor):
            return [Part(name, factor, "reveal")]
        formula = Part(name, factor, "formula")
        return [Part(name + RULE_SUFFIX, factor, "rule"), formula] if self.step.ask_rule else [formula]

    def _judge_of(self, factor: Factor) -> Judge:
        name = label(factor)
        if name not in self._judges:
            self._judges[name] = Judge(self.question_of(factor))
        return self._judges[name]

    def _asked(self, factor: Factor, vocabulary: Vocabulary) -> Asked:
        """What may stand before the formula of dz/dw: `dz/dw`, `z'`, `z'(w)`, and `σ'(w)` where z is σ(w)."""

        def refused(left: LeftSide) -> Unreadable | None:
            """Why `left` may not stand there, None where it may."""
            of, by = vocabulary.symbol(left.of), vocabulary.symbol(left.by)
            if of is None and Call(vocabulary.function(left.of) or "", (Symbol(by or ""),)) == definition:
                of = factor.of
            names_it = left.order == 1 and of == factor.of and (not left.by or by == factor.by)
            return None if names_it else other_left_side(left, self._labelled(factor).label)

        definition = self.graph.definitions[factor.of]
        return refused

    def _labelled(self, factor: Factor) -> AskedFactor:
        return AskedFactor(factor.of, factor.by, factor.formula, self.is_partial)
