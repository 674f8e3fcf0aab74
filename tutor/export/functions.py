"""How each framework writes an activation function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.network.spec import Activation


@dataclass(frozen=True, slots=True)
class Written:
    """One activation function in the words of NumPy, PyTorch, Keras and scikit-learn."""

    numpy: tuple[str, ...]
    """Lines with `{z}` for the pre-activations and `{f}` for the values."""
    numpy_slope: str
    """An expression in them; empty where no factor is written: it is 1, or in the loss's own slope."""
    pytorch: str
    """The module; empty for none."""
    keras: str
    sklearn: str | None
    """None where scikit-learn has it not in a hidden layer."""
    numpy_lacks: str = ""
    """What NumPy itself has not, and Python's `math` for single numbers."""


WRITTEN: Final[Mapping[Activation, Written]] = {
    "linear": Written(("{f} = {z}",), "", "", '"linear"', "identity"),
    "sigmoid": Written(("{f} = 1 / (1 + np.exp(-{z}))",), "{f} * (1 - {f})", "nn.Sigmoid()", '"sigmoid"', "logistic"),
    "tanh": Written(("{f} = np.tanh({z})",), "1 - {f}**2", "nn.Tanh()", '"tanh"', "tanh"),
    "relu": Written(("{f} = np.maximum({z}, 0)",), "{z} > 0", "nn.ReLU()", '"relu"', "relu"),
    "leaky-relu": Written(
        ("{f} = np.where({z} > 0, {z}, 0.01 * {z})",),
        "np.where({z} > 0, 1, 0.01)",
        "nn.LeakyReLU(0.01)",
        "keras.layers.LeakyReLU(negative_slope=0.01)",
        None,
    ),
    "softplus": Written(("{f} = np.logaddexp(0, {z})",), "1 / (1 + np.exp(-{z}))", "nn.Softplus()", '"softplus"', None),
    "softsign": Written(
        ("{f} = {z} / (1 + np.abs({z}))",), "1 / (1 + np.abs({z})) ** 2", "nn.Softsign()", '"softsign"', None
    ),
    "elu": Written(
        ("{f} = np.where({z} > 0, {z}, np.expm1(np.minimum({z}, 0)))",),
        "np.exp(np.minimum({z}, 0))",
        "nn.ELU()",
        '"elu"',
        None,
    ),
    "silu": Written(
        ("{f} = {z} / (1 + np.exp(-{z}))",), "{f} + (1 - {f}) / (1 + np.exp(-{z}))", "nn.SiLU()", '"silu"', None
    ),
    "gelu": Written(
        ("{f} = {z} * erfc(-{z} / 2**0.5) / 2",),
        "erfc(-{z} / 2**0.5) / 2 + {z} * np.exp(-{z} * {z} / 2) / (2 * np.pi) ** 0.5",
        "nn.GELU()",
        '"gelu"',
        None,
        numpy_lacks="erfc",
    ),
    "softmax": Written(
        ("{f} = np.exp({z} - {z}.max(axis=1, keepdims=True))", "{f} /= {f}.sum(axis=1, keepdims=True)"),
        "",
        "nn.Softmax(dim=1)",
        '"softmax"',
        None,
    ),
}
