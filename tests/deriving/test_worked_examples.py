"""Every published derivative comes out of a graph, by reverse accumulation and by the sum over paths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.deriving.graphs import backprop, graph
from tutor.deriving.chain_rule import Graph, chain

CASES: dict[str, Any] = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))["cases"]
}

GRAPHS: dict[str, Graph] = {
    "cs231n_fxyz": graph(q="x + y", out="q*z"),
    "cs231n_sigmoid_neuron": graph(
        w0x0="w0*x0", w1x1="w1*x1", sum2="w0x0 + w1x1", dot="sum2 + w2", neg="-dot", power="e^neg", den="1 + power",
        out="1/den",
    ),
    "karpathy_tanh_neuron": graph(n="x1*w1 + x2*w2 + b", out="tanh(n)"),
    "karpathy_a_plus_a": graph(out="a + a"),
    "micrograd_issue64_toposort": graph(b="a + a", out="b + b"),
    "colah_e": graph(c="a + b", d="b + 1", out="c*d"),
    "relu_homework_221": graph(
        f1="w1*x1 + w2*x2 + b1", h1="relu(f1)", f2="w3*x1 + w4*x2 + b2", h2="relu(f2)", f_out="w5*h1 + w6*h2 + b3",
        h_out="relu(f_out)", out="(h_out - t)^2/2",
    ),
    "mazur_222": graph(
        net_h1="w1*i1 + w2*i2 + b1", net_h2="w3*i1 + w4*i2 + b1", out_h1="sigmoid(net_h1)", out_h2="sigmoid(net_h2)",
        net_o1="w5*out_h1 + w6*out_h2 + b2", net_o2="w7*out_h1 + w8*out_h2 + b2", out_o1="sigmoid(net_o1)",
        out_o2="sigmoid(net_o2)", E_o1="1/2*(t1 - out_o1)^2", E_o2="1/2*(t2 - out_o2)^2", out="E_o1 + E_o2",
    ),
    "softmax_ce_210": graph(
        S="e^z0 + e^z1 + e^z2", p0="e^z0/S", p1="e^z1/S", p2="e^z2/S", L="-ln(p0)",
    ),
    "batchnorm_backward_biased_var": graph(
        mu="(x0 + x1 + x2 + x3)/4",
        var="((x0 - mu)^2 + (x1 - mu)^2 + (x2 - mu)^2 + (x3 - mu)^2)/4",
        s="sqrt(var + eps)",
        **{f"y{row}": f"scale*((x{row} - mu)/s) + shift" for row in range(4)},
        out="d0*y0 + d1*y1 + d2*y2 + d3*y3",
    ),
    "vanishing_chain_4_sigmoids": graph(
        a1="sigmoid(w1*x + b)", a2="sigmoid(w2*a1 + b)", a3="sigmoid(w3*a2 + b)", a4="sigmoid(w4*a3 + b)",
    ),
}  # fmt: skip


def scalar_inputs(case: str) -> dict[str, float]:
    """The inputs of a case by the names of its graph."""
    given = CASES[case]["inputs"]
    if case == "softmax_ce_210":
        return {f"z{index}": value for index, value in enumerate(given["z"])}
    if case == "vanishing_chain_4_sigmoids":
        return {"x": given["x"], "b": given["b"], **{f"w{layer}": given["w"] for layer in range(1, 5)}}
    return {name: float(value) for name, value in given.items()}


def derivatives() -> list[Any]:
    """Every expected derivative of the cases with scalar inputs: case, quantity, variable, value."""
    found = []
    for case, net in GRAPHS.items():
        target = tuple(net.definitions)[-1]
        for expected in CASES[case]["expected"]:
            over, _, under = expected["id"].partition("/")
            if not under:
                continue
            of = {"d_out": target, "dL": "L"}.get(over, over[1:])
            by = {"exp": "power"}.get(under.removeprefix("d_"), under.removeprefix("d_"))
            by = by if by in net.names else by.removeprefix("d")
            found.append(pytest.param(case, of, by, expected["float64"], id=f"{case}: {expected['id']}"))
    return found


def test_no_published_derivative_is_left_out() -> None:
    """Other cases give values of updates, simulations and optimizers, which are no derivatives."""
    published = [name for name, case in CASES.items() for item in case["expected"] if "/d" in item["id"]]
    assert {*published, "batchnorm_backward_biased_var"} == set(GRAPHS)
    assert len(derivatives()) == len(published)


@pytest.mark.parametrize(("case", "of", "by", "published"), derivatives())
def test_a_published_derivative(case: str, of: str, by: str, published: float) -> None:
    at = scalar_inputs(case)
    assert backprop(GRAPHS[case], of, at)[by] == pytest.approx(published, rel=1e-10, abs=1e-300)
    assert chain(GRAPHS[case], of, by, at).total == pytest.approx(published, rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("column", [0, 1])
def test_published_gradients_of_batch_normalisation(column: int) -> None:
    case = CASES["batchnorm_backward_biased_var"]
    given, published = case["inputs"], {item["id"]: item["float64"] for item in case["expected"]}
    at = {f"x{row}": values[column] for row, values in enumerate(given["x"])}
    at |= {f"d{row}": values[column] for row, values in enumerate(given["dy"])}
    at |= {"scale": given["gamma"][column], "shift": given["beta"][column], "eps": given["eps"]}
    gradients = backprop(GRAPHS["batchnorm_backward_biased_var"], "out", at)
    expected = {f"x{row}": published[f"dx{row}{column}"] for row in range(4)}
    expected |= {"scale": published[f"dgamma{column}"], "shift": published[f"dbeta{column}"]}
    assert {name: gradients[name] for name in expected} == pytest.approx(expected, rel=1e-10, abs=1e-13)


def values() -> list[Any]:
    """Every expected value that is a named quantity of a graph."""
    return [
        pytest.param(case, item["id"], item["float64"], id=f"{case}: {item['id']}")
        for case, net in GRAPHS.items()
        if case != "batchnorm_backward_biased_var"
        for item in CASES[case]["expected"]
        if item["id"] in net.definitions
    ]


@pytest.mark.parametrize(("case", "name", "published"), values())
def test_a_published_value_on_the_way(case: str, name: str, published: float) -> None:
    assert GRAPHS[case].values(scalar_inputs(case))[name] == pytest.approx(published, rel=1e-10)
