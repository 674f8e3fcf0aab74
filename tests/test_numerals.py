"""Numbers are shown with three significant digits, and never look more exact than they are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.numerals import MINUS, numeral, signed

FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text: str) -> float:
    """The number that a reader takes from `text`."""
    mantissa, _, exponent = text.replace(MINUS, "-").partition("·10")
    return float(f"{mantissa}e{exponent.translate(_RAISED) or '0'}")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.1, "= 1.1"),
        (0.7502601, "≈ 0.750"),
        (-0.49947974, f"≈ {MINUS}0.499"),
        (0.0, "= 0"),
        (-0.0, "= 0"),
        (0.1 + 0.2, "= 0.3"),
        (1234.0, "= 1234"),
        (1234.5, "≈ 1235"),
        (-1234.5, f"≈ {MINUS}1235"),
        (0.3925, "≈ 0.393"),
        (0.39249999999999996, "≈ 0.393"),
        (0.3824999999, "≈ 0.382"),
        (9.99999e-5, "≈ 1.00·10⁻⁴"),
        (4e-18, "= 4·10⁻¹⁸"),
        (999.5, "≈ 1000"),
        (7960.0, "= 7960"),
        (1e6, "= 1·10⁶"),
        (2.5e-5, "= 2.5·10⁻⁵"),
        (3.51018778e-05, "≈ 3.51·10⁻⁵"),
        (0.0001, "= 0.0001"),
        (0.00037085, "≈ 0.000371"),
        (math.inf, "= ∞"),
        (-math.inf, f"= {MINUS}∞"),
        (math.nan, "= nan"),
    ],
)
def test_how_numbers_look(value: float, shown: str) -> None:
    number = numeral(value)
    assert f"{number.relation} {number}" == shown


def test_more_digits_on_request() -> None:
    assert numeral(0.3747401, 6).text == "0.374740"
    assert numeral(2 / 3, 2).text == "0.67"


@given(FINITE)
def test_what_is_shown_is_near_and_exact_where_it_says_so(value: float) -> None:
    number = numeral(value)
    shown = read(number.text)
    assert shown == pytest.approx(value, rel=5.1e-3, abs=0)
    if number.exact:
        assert shown == pytest.approx(value, rel=1e-13, abs=0)


@given(FINITE)
def test_there_is_no_negative_zero_and_no_hyphen(value: float) -> None:
    text = numeral(value).text
    assert "-" not in text
    assert text.startswith(MINUS) == (value < 0)


@given(st.integers(-999_999, 999_999))
def test_whole_numbers_below_a_million_are_shown_whole(value: int) -> None:
    number = numeral(float(value))
    assert number.exact
    assert number.text.replace(MINUS, "-") == str(value)


@given(FINITE)
def test_rounded_numbers_keep_their_zeros_and_exact_ones_have_none(value: float) -> None:
    number = numeral(value)
    mantissa = number.text.partition("·")[0]
    if number.exact and "." in mantissa:
        assert not mantissa.endswith("0")
    if not number.exact and 1e-4 <= abs(value) < 999:
        digits = mantissa.replace(MINUS, "").replace(".", "").lstrip("0")
        assert len(digits) in (3, 4)  # 4 where rounding made 9.995 to 10.00


@given(FINITE)
def test_a_sign_can_be_the_message(value: float) -> None:
    assert signed(value)[0] == ("+" if value > 0 else MINUS if value < 0 else "0")
