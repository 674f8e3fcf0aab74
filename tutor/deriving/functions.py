"""The functions of neural networks that SymPy does not have, as SymPy functions.

Nothing here evaluates itself: a formula stays as its author wrote it. `fdiff` serves SymPy's own `diff`, which tests
use as an oracle; derivations come from `tutor.deriving.rules` alone.
"""

from __future__ import annotations

from typing import Final

import sympy as sp

from tutor.formulas import vocabulary

LEAKY_SLOPE: Final = sp.Float(float(vocabulary.LEAKY_SLOPE))
"""Slope of the leaky ReLU at zero and below."""


class Sigmoid(sp.Function):
    """The logistic function 1/(1 + e^(−z))."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return σ(z)·(1 − σ(z))."""
        return self * (1 - self)

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return (1 / (1 + sp.exp(-self.args[0])))._eval_evalf(precision)


class Softplus(sp.Function):
    """The smooth ReLU, ln(1 + e^z)."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return σ(z)."""
        return Sigmoid(self.args[0])

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.log(1 + sp.exp(self.args[0]))._eval_evalf(precision)


class Step(sp.Function):
    """1 above zero, 0 at zero and below: the slope of ReLU, with the frameworks' convention relu′(0) = 0."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 0: the step is flat wherever it is smooth."""
        return sp.S.Zero

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.Piecewise((1, self.args[0] > 0), (0, True))._eval_evalf(precision)


class Relu(sp.Function):
    """The rectified linear unit: z above zero, 0 below."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return the step function."""
        return Step(self.args[0])

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.Piecewise((self.args[0], self.args[0] > 0), (0, True))._eval_evalf(precision)


class LeakyRelu(sp.Function):
    """z above zero, a small multiple of z at zero and below."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 1 above zero and the leak below."""
        return sp.Piecewise((1, self.args[0] > 0), (LEAKY_SLOPE, True))

    def _eval_evalf(self, precision: int) -> sp.Expr:
        z = self.args[0]
        return sp.Piecewise((z, z > 0), (LEAKY_SLOPE * z, True))._eval_evalf(precision)


class Maximum(sp.Function):
    """The larger of two values; unlike `sympy.Max` it keeps their order."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 1 where this argument is the larger one."""
        this, other = self.args if argindex == 1 else self.args[::-1]
        return sp.Piecewise((1, this > other), (0, True))

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.Max(*self.args)._eval_evalf(precision)


class Minimum(sp.Function):
    """The smaller of two values; unlike `sympy.Min` it keeps their order."""

    nargs = 2

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 1 where this argument is the smaller one."""
        this, other = self.args if argindex == 1 else self.args[::-1]
        return sp.Piecewise((1, this < other), (0, True))

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.Min(*self.args)._eval_evalf(precision)
