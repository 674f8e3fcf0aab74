"""Any gradient of a network as symbol, number and proof: the only room that knows both engines."""

from tutor.explain.explanation import Explanation, explain

__all__ = ["Explanation", "explain"]
