import subprocess
import sys

import pytest

from tests.network.examples import TWO_TWO_TWO, XOR
from tutor.network.spec import unit_names


def test_default_names_of_units() -> None:
    assert unit_names([2]) == (("o1", "o2"),)
    assert unit_names([2, 1]) == (("h1", "h2"), ("o1",))
    assert unit_names([12, 1])[0][8:] == ("h9", "h10", "h_11", "h_12")
    assert unit_names([1, 2, 1]) == (("h1_1",), ("h2_1", "h2_2"), ("o1",))
    assert unit_names([["a", "b"], 1]) == (("a", "b"), ("o1",))


def test_names_of_weights_biases_and_targets() -> None:
    assert TWO_TWO_TWO.weight_names(0) == (("w1", "w3"), ("w2", "w4"))
    assert TWO_TWO_TWO.bias_names(1) == ("o1.bias", "o2.bias")
    assert TWO_TWO_TWO.targets == ("y1", "y2")
    assert XOR.targets == ("y",)
    assert XOR.weight_names(1) == (("w[h1,o1]",), ("w[h2,o1]",), ("w[h3,o1]",), ("w[h4,o1]",))


@pytest.mark.parametrize("module", ["spec", "goals", "validation"])
def test_a_specification_loads_no_numpy(module: str) -> None:
    code = f"import sys, tutor.network.{module}; sys.exit('numpy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
