"""A rule that is named for a factor, and what is said where it is another one."""

from __future__ import annotations

import pytest

from tests.lessons.shipped import lesson
from tutor.activity import activity_for
from tutor.activity.derivation import RULE_SUFFIX, DerivationActivity
from tutor.check.walk import questions
from tutor.errors import Argument

HELD: dict[str, Argument] = {"this": "v", "that": "h"}


@pytest.mark.parametrize(
    ("label", "raw", "code", "named"),
    [
        ("s/h", "product", "rule-held", {"rule": "product", **HELD}),
        ("s/h", "sum", "rule-wrong", {"rule": "sum"}),
        ("h/z", "product", "rule-wrong", {"rule": "product"}),
        ("s/h", "constant-multiple", "", {}),
    ],
)
def test_of_a_product_in_which_one_factor_stands_still_it_is_said_which_one(
    label: str, raw: str, code: str, named: dict[str, Argument], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last operation in s = v·h is a product, so that to look for that would lead to the same mistake again."""
    whole = lesson("backward-pass", "en")
    monkeypatch.setattr(DerivationActivity, "rules_offered", lambda *_: (raw,))
    asked = questions(activity_for(whole, whole.step("alone"), 1))
    activity = next(one for one, question in asked if question.part == label + RULE_SUFFIX)
    verdict = activity.judge(raw)
    assert (verdict.code, verdict.arguments) == (code, named)
