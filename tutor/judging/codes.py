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
    "sum_for_difference", "difference_for_sum", "upside_down", "not_exact", "divisor_missing", "exponent_extra",
    "exponent_missing", "factor_extra", "term_extra", "divisor_extra", "exponent_not_this", "factor_missing_in",
    "factor_missing", "names_swapped", "number_not_this", "power_of_part", "sum_taken_apart", "function_extra",
    "function_not_this", "function_missing", "part_not_this", "term_missing", "number_missing", "number_missing_in",
    "constant_missing", "partly_distributed", "operands_swapped", "part_upside_down", "sum_for_product",
    "complement", "sign_of_part", "bracketing", "values_for_letters", "quantity_itself", "zero_everywhere",
    "sign_of_whole", "nearly_exact", "unrelated_symbol", "unused_symbol", "another_number", "value_at_point",
    "no_value_at_point", "too_close_to_tell",
]  # fmt: skip
"""What can be said of any formula; of several changes that mend one, the first of them here is named."""

ReasonCode: TypeAlias = RuleCode | DerivativeCode | FormulaCode

OF_DERIVATIVES: Final[frozenset[str]] = frozenset(get_args(RuleCode) + get_args(DerivativeCode))
"""The reasons that are given only where something is differentiated."""
