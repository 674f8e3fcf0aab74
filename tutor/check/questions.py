"""Does a question mean something, whether it stands in a lesson or in the bank?"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.check.arranging import match_problems, order_problems
from tutor.check.choices import choice_problems
from tutor.check.numeric import numeric_problems
from tutor.check.parameters import drawn_variants
from tutor.check.symbolic import symbolic_problems
from tutor.errors import Problem
from tutor.lesson.files.document import Node
from tutor.lesson.format import questions


def meaning_of_question(question: questions.Question, node: Node) -> Iterator[Problem]:
    """Yield what is wrong with the answers of the question at `node`, in any of its variants."""
    match question:
        case questions.NumericQuestion():
            yield from numeric_problems(question, node)
            return
        case questions.SymbolicQuestion():
            yield from symbolic_problems(question, node)
            return
        case questions.SingleChoice() | questions.MultipleChoice():
            yield from choice_problems(question, node)
        case questions.OrderQuestion():
            yield from order_problems(question, node)
        case questions.MatchQuestion():
            yield from match_problems(question, node)
    yield from drawn_variants(question, node)[1]
