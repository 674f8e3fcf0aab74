"""The reasons why a formula is wrong, as codes; each has a sentence."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

RuleCode: TypeAlias = Literal[
    "sigmoid_rule_only_s", "sigmoid_rule_only_1ms", "sigmoid_rule_plus", "sigmoid_rule_square",
    "sigmoid_applied_twice", "used_input_not_output", "tanh_itself", "tanh_rule_plus", "tanh_rule_no_square",
    "tanh_rule_only_square", "sigmoid_rule_for_tanh", "relu_itself", "relu_reversed", "forgot_power_factor",
    "exponent_kept", "exponent_in_wrong_place", "power_not_differentiated", "constant_kept",
    "term_not_differentiated", "forgot_inner_derivative", "derivative_inside", "outer_at_wrong_place",
    "outer_not_differentiated", "exponential_as_power", "product_rule_multiplied", "product_rule_one_term",
    "product_rule_minus", "quotient_rule_divided", "quotient_rule_plus", "quotient_rule_square",
]  # fmt: skip
"""A rule of differentiation that was broken."""

DerivativeCode: TypeAlias = Literal[
    "original_function", "other_derivative", "whole_derivative", "factor_is_variable", "step_not_gradient",
    "weight_after_step", "sign_of_slope", "inverted_slope", "flat_everywhere", "slope_at_point", "no_slope_at_point",
]  # fmt: skip
"""What else can be said of a derivative only."""

FormulaCode: TypeAlias = Literal[
    "bracketing", "values_for_letters", "quantity_itself", "zero_everywhere", "sign_of_whole", "upside_down",
    "sign_of_part", "sum_for_difference", "difference_for_sum", "sum_for_product", "operands_swapped",
    "part_upside_down", "complement", "part_not_this", "names_swapped", "number_not_this", "exponent_not_this",
    "term_extra", "factor_extra", "divisor_extra", "exponent_extra", "function_not_this", "function_extra",
    "function_missing", "term_missing", "constant_missing", "factor_missing", "factor_missing_in", "number_missing",
    "number_missing_in", "divisor_missing", "exponent_missing", "sum_taken_apart", "power_of_part",
    "partly_distributed", "not_exact", "nearly_exact", "unrelated_symbol", "unused_symbol", "another_number",
    "value_at_point", "no_value_at_point", "too_close_to_tell",
]  # fmt: skip
"""What can be said of any formula."""

ReasonCode: TypeAlias = RuleCode | DerivativeCode | FormulaCode

OF_DERIVATIVES: Final[frozenset[str]] = frozenset(get_args(RuleCode) + get_args(DerivativeCode))
"""The reasons that are given only where something is differentiated."""
