"""SymPy's own `diff` and numbers, which know none of our functions, agree with ours: a second oracle."""

from __future__ import annotations

import pytest
import sympy as sp

from tests.deriving.oracle import DEFINITIONS, in_sympy
from tests.deriving.test_derive import CHOSEN
from tests.deriving.truth import formula
from tutor.deriving.convert import CLASSES, symbol, to_sympy
from tutor.deriving.derive import derive
from tutor.formulas.evaluate import value
from tutor.formulas.expression import symbols


@pytest.mark.parametrize(("text", "wrt"), sorted({(text, wrt) for text, wrt, _, _ in CHOSEN}))
def test_sympy_derives_the_same(text: str, wrt: str) -> None:
    written = formula(text)
    at = {name: 0.37 + 0.19 * index for index, name in enumerate(sorted(symbols(written) | {wrt}))}
    theirs = sp.diff(in_sympy(to_sympy(written)), symbol(wrt)).subs(
        {symbol(name): number for name, number in at.items()}
    )
    assert float(theirs.evalf()) == pytest.approx(value(derive(written, wrt).result, at), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("z", [-2.5, -0.1, 0.0, 0.7, 3.0])
@pytest.mark.parametrize(
    "text",
    ["sigmoid(z)", "softplus(z)", "softsign(z)", "elu(z)", "silu(z)", "gelu(z)", "erf(z)", "erfc(z)", "step(z)",
     "relu(z)", "leaky_relu(z)", "sech(z)", "max(z, 1 - z)", "min(z, 1 - z)", "[z <= 0]", "[z >= 0]", "[z == 0]",
     "[z < 0.7]", "cases(z^2, z > 1, 1)"],
)  # fmt: skip
def test_sympy_evaluates_the_same(text: str, z: float) -> None:
    written = formula(text)
    theirs = in_sympy(to_sympy(written)).subs({symbol("z"): z}).evalf()
    assert float(theirs) == pytest.approx(value(written, {"z": z}), rel=1e-12)


def test_the_oracle_defines_every_function_that_sympy_has_not() -> None:
    assert {name for name, made in CLASSES.items() if not made.__module__.startswith("sympy.functions")} == set(
        DEFINITIONS
    )
