"""Ten questions of our own, and learners' mistakes made in them by rules that know nothing of the judge."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.judging.questions import pair, question
from tutor.judging.diagnosis import Judge

Path = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Own:
    """A question in plain text; `slopes` are wrong local derivatives by factor, with the code each must get."""

    name: str
    names: Mapping[str, str | None]
    wrt: str
    original: str
    paths: Sequence[Path]
    slopes: Sequence[tuple[str, str, str]] = ()
    domain: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def answer(self) -> str:
        return " + ".join(_product(path) for path in self.paths)

    @cached_property
    def judge(self) -> Judge:
        return Judge(
            question(
                self.answer,
                self.names,
                original=self.original,
                wrt=self.wrt,
                domain=self.domain,
                leibniz={label: text for path in self.paths for label, text in path},
            )
        )

    def judge_of(self, label: str) -> Judge | None:
        """The judge of one local derivative, None where nothing is defined that it could be of."""
        of, by = pair(label)
        original, right = self.names.get(of), dict(entry for path in self.paths for entry in path)[label]
        if not original:
            return None
        asked = question(right, self.names, asked=(label, right), original=original, wrt=by, domain=self.domain)
        return Judge(asked)


def _product(path: Path) -> str:
    return "*".join(f"({text})" for _, text in path)


def _neuron(activation: str, loss: str) -> dict[str, str | None]:
    return {"x": None, "w": None, "b": None, "y": None, "z": "w*x + b", "a": f"{activation}(z)", "L": loss}


_SIGMOID = (
    ("{s}", "original_function"),
    ("1-{s}", "sigmoid_rule_only_1ms"),
    ("{s}*(1+{s})", "sigmoid_rule_plus"),
    ("1-{s}^2", "sigmoid_rule_square"),
    ("{z}*(1-{z})", "used_input_not_output"),
    ("sigmoid({s})*(1-sigmoid({s}))", "sigmoid_applied_twice"),
)
_TANH = (
    ("{s}", "original_function"),
    ("1+{s}^2", "tanh_rule_plus"),
    ("1-{s}", "tanh_rule_no_square"),
    ("{s}*(1-{s})", "sigmoid_rule_for_tanh"),
    ("{s}^2", "tanh_rule_only_square"),
    ("1-{z}^2", "used_input_not_output"),
)


def _slopes(label: str, table: Sequence[tuple[str, str]], s: str, z: str) -> list[tuple[str, str, str]]:
    return [(label, text.format(s=s, z=z), code) for text, code in table]


OWN = (
    Own(
        "half squared error of a sigmoid",
        _neuron("sigmoid", "(a-y)^2/2"),
        "w",
        "(a-y)^2/2",
        [[("dL/da", "a-y"), ("da/dz", "a*(1-a)"), ("dz/dw", "x")]],
        [*_slopes("da/dz", _SIGMOID, "a", "z"), ("dL/da", "a+y", "sum_for_difference")],
    ),
    Own(
        "softplus",
        _neuron("softplus", "(a-y)^2"),
        "w",
        "(a-y)^2",
        [[("dL/da", "2*(a-y)"), ("da/dz", "sigmoid(z)"), ("dz/dw", "x")]],
        [("dL/da", "a-y", "forgot_power_factor"), ("dL/da", "2*(a+y)", "sum_for_difference"),
         ("dL/da", "(a-y)^2", "original_function"), ("dL/da", "2*(a-y)^2", "exponent_kept"),
         ("da/dz", "softplus(z)", "original_function")],
    ),
    Own(
        "two layers of tanh",
        {"x": None, "t": None, "w": None, "v": None, "u": "w*x", "h": "tanh(u)", "o": "v*h", "L": "(o-t)^2/2"},
        "w",
        "(o-t)^2/2",
        [[("dL/do", "o-t"), ("do/dh", "v"), ("dh/du", "1-h^2"), ("du/dw", "x")]],
        [*_slopes("dh/du", _TANH, "h", "u"), ("dL/do", "o+t", "sum_for_difference"),
         ("do/dh", "h", "other_derivative"), ("du/dw", "w", "other_derivative")],
    ),
    Own(
        "two layers of sigmoids",
        {"x": None, "t": None, "w": None, "v": None, "u": "w*x", "h": "sigmoid(u)", "z": "v*h", "o": "sigmoid(z)",
         "L": "(o-t)^2"},
        "w",
        "(o-t)^2",
        [[("dL/do", "2*(o-t)"), ("do/dz", "o*(1-o)"), ("dz/dh", "v"), ("dh/du", "h*(1-h)"), ("du/dw", "x")]],
        [*_slopes("do/dz", _SIGMOID, "o", "z"), *_slopes("dh/du", _SIGMOID, "h", "u"),
         ("dL/do", "o-t", "forgot_power_factor")],
    ),
    Own(
        "a fork into a sigmoid and a tanh",
        {"h": None, "v1": None, "v2": None, "t1": None, "t2": None, "o1": "sigmoid(v1*h)", "o2": "tanh(v2*h)",
         "L": "((o1-t1)^2 + (o2-t2)^2)/2"},
        "h",
        "((o1-t1)^2 + (o2-t2)^2)/2",
        [[("dL/do1", "o1-t1"), ("do1/dh", "o1*(1-o1)*v1")], [("dL/do2", "o2-t2"), ("do2/dh", "(1-o2^2)*v2")]],
        [("do1/dh", "o1*v1", "sigmoid_rule_only_s"), ("do1/dh", "(1-o1)*v1", "sigmoid_rule_only_1ms"),
         ("do2/dh", "(1+o2^2)*v2", "tanh_rule_plus"), ("do2/dh", "o2*v2", "tanh_itself"),
         ("dL/do1", "o1+t1", "sum_for_difference"), ("dL/do2", "o2+t2", "sum_for_difference")],
    ),
    Own(
        "leaky ReLU",
        _neuron("leaky_relu", "(a-y)^2"),
        "b",
        "(a-y)^2",
        [[("dL/da", "2*(a-y)"), ("da/dz", "leaky_relu'(z)")]],
        [("dL/da", "a-y", "forgot_power_factor"), ("dL/da", "2*(a+y)", "sum_for_difference"),
         ("dL/da", "2*(a-y)^2", "exponent_kept"), ("da/dz", "leaky_relu(z)", "original_function")],
    ),
    Own(
        "an exponential of a sine",
        {"x": None},
        "x",
        "exp(sin(x))",
        [[("dy/du", "exp(sin(x))"), ("du/dx", "cos(x)")]],
        slopes=[("du/dx", "sin(x)", "slope_at_point"), ("dy/du", "sin(x)*exp(sin(x)-1)", "exponential_as_power")],
    ),
    Own(
        "a power of a line",
        {"x": None},
        "x",
        "(2*x - 3)^4",
        [[("dy/du", "4*(2*x - 3)^3"), ("du/dx", "2")]],
        slopes=[("dy/du", "(2*x - 3)^3", "forgot_power_factor"), ("dy/du", "4*(2*x - 3)^4", "exponent_kept"),
                ("dy/du", "4*(2*x - 3)^2", "exponent_not_this"), ("dy/du", "4*x^3", "outer_at_wrong_place"),
                ("dy/du", "4*(2*x - 3)^5", "exponent_not_this"), ("dy/du", "3*(2*x - 3)^4", "exponent_in_wrong_place"),
                ("dy/du", "4*(2*x + 3)^3", "sum_for_difference"), ("du/dx", "2*x", "factor_extra")],
    ),
    Own(
        "a root of a square",
        {"x": None, "c": None},
        "x",
        "sqrt(x^2 + c^2)",
        [[("dy/du", "1/(2*sqrt(x^2 + c^2))"), ("du/dx", "2*x")]],
        [("dy/du", "sqrt(x^2 + c^2)", "outer_not_differentiated"), ("du/dx", "x", "forgot_power_factor")],
    ),
    Own(
        "cross-entropy by the weight",
        _neuron("sigmoid", "-(y*ln(a) + (1-y)*ln(1-a))"),
        "w",
        "-(y*ln(a) + (1-y)*ln(1-a))",
        [[("dL/da", "(a-y)/(a*(1-a))"), ("da/dz", "a*(1-a)"), ("dz/dw", "x")]],
        [("da/dz", "a", "original_function"), ("da/dz", "1-a", "sigmoid_rule_only_1ms"),
         ("da/dz", "1-a^2", "sigmoid_rule_square"), ("dL/da", "(a+y)/(a*(1-a))", "sum_for_difference"),
         ("dL/da", "a*(1-a)/(a-y)", "inverted_slope")],
        {"y": [0.05, 0.95]},
    ),
)  # fmt: skip


def mistakes(own: Own) -> Iterator[tuple[str, str]]:
    """Yield the text of a wrong answer and the code that it must get."""
    answer = own.answer
    yield f"-({answer})", "sign_of_slope"
    yield f"3*({answer})", "factor_extra"
    yield f"({answer})/7", "divisor_extra"
    yield f"{answer} + 1", "term_extra"
    yield f"{answer} - 2", "term_extra"
    yield f"-0.1*({answer})", "step_not_gradient"
    yield f"{own.wrt} - 0.5*({answer})", "weight_after_step"
    yield f"{own.wrt} - 0.1*({answer})", "weight_after_step"
    yield f"0.9999999999*({answer})", "not_exact"
    yield f"0.99*({answer})", "not_exact"
    yield f"1.003*({answer})", "not_exact"
    yield "0", "flat_everywhere"
    yield f"1/({answer})", "inverted_slope"
    if own.original not in _products(own):
        yield own.original, "original_function"
    yield f"{answer} + q", "unknown_name"
    yield f"{answer} + {own.wrt.upper()}", "wrong_case"
    for label, wrong, code in own.slopes:
        if own.judge_of(label) is None:
            yield _with_factor(own, label, wrong), code


def slopes(own: Own) -> Iterator[tuple[Judge, str, str]]:
    """Yield the judge of a local derivative, a wrong one, and the code that it must get."""
    for label, wrong, code in own.slopes:
        if (judge := own.judge_of(label)) is not None:
            yield judge, wrong, code


def _products(own: Own) -> set[str]:
    return {text for path in own.paths for _, text in path}


def _with_factor(own: Own, label: str, wrong: str) -> str:
    return " + ".join(_product([(name, wrong if name == label else text) for name, text in path]) for path in own.paths)


def generated(seed: int, count: int) -> list[tuple[Judge, str, str]]:
    """Return `count` wrong answers with the code that each must get, drawn from all questions alike."""
    everything = [(own.judge, text, code) for own in OWN for text, code in mistakes(own)]
    everything += [case for own in OWN for case in slopes(own)]
    return random.Random(seed).sample(everything, min(count, len(everything)))
