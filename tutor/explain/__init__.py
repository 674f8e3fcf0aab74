"""Any gradient of a network as symbol, as number and checked: the only room that knows both engines."""

from tutor.explain.explanation import Explanation, explain
from tutor.explain.measure import input_gradient

__all__ = ["Explanation", "explain", "input_gradient"]
