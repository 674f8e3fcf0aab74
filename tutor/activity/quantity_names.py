"""How the numbers of a network are typed in a calculation: `h1.z` or `z_h1`, `h1`, `o1.delta`, `w5.gradient`, `lr`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tutor.explain.names import LOSS, formula_names
from tutor.formulas.expression import Span
from tutor.formulas.parse import LeftSide
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.quantities import Quantity, QuantityNames, kinds_of
from tutor.network.spec import NetworkSpec
from tutor.network.training import trainer_of

RATE: Final = "alpha"
_OTHER_RATE: Final = "lr"


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """One number of a network with its names in formulas: a symbol, a derivative `(L, w5)`, or both."""

    quantity: Quantity
    symbol: str = ""
    derivative: tuple[str, str] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Return the names under which a formula's value is looked up, the usual one first."""
        symbols = (RATE, _OTHER_RATE) if self.symbol == RATE else (self.symbol,) if self.symbol else ()
        return symbols if self.derivative is None else (*symbols, f"d{self.derivative[0]}/d{self.derivative[1]}")

    def is_named(self, left: LeftSide) -> bool:
        """Return whether `left` is a name of it."""
        if left.order:
            names = Vocabulary(leibniz=frozenset([self.derivative] if self.derivative else []))
            return left.order == 1 and names.derivative(left.of, left.by) is not None
        return not left.by and Vocabulary(self.words).symbol(left.of) is not None


class TypedNames:
    """All numbers of one network under the names that learners type."""

    def __init__(self, spec: NetworkSpec) -> None:
        layout = trainer_of(spec).network.layout
        self._spec = spec
        self._quantities = QuantityNames(spec, layout)
        self._formula = formula_names(spec, layout)
        self._parameters = layout.names

    @cached_property
    def all(self) -> Mapping[str, NamedQuantity]:
        """Return every number by its name in the lab, those that are given first."""
        return {name: self._named(self._quantities.find(name)) for name in self._names()}

    def at(self, text: str, span: Span) -> tuple[str, str]:
        """Return what is typed at `span` of `text`, whole, and the name in the lab of this number, empty for none."""
        if match := self._dotted.match(text, span.start):
            return match[0], match[0]
        word = text[span.start : span.end].strip()
        return word, self._names_by_word.get(word.replace("∂", "d"), "")

    def spelled(self, text: str) -> str:
        """Return `text` with `h1.z` and `w[x1,h1]` as formulas write them; every other character keeps its place."""
        return self._dotted.sub(lambda match: self._spellings[match[0]].ljust(len(match[0])), text)

    def _names(self) -> Iterator[str]:
        yield from (*self._spec.inputs, *self._spec.targets, "learning_rate", *self._parameters, "loss")
        units = [unit for layer in self._spec.layers for unit in layer.units]
        yield from (f"{unit}.{kind}" for kind in kinds_of("unit") for unit in units)
        yield from (f"{parameter}.{kind}" for kind in kinds_of("parameter") for parameter in self._parameters)

    @cached_property
    def _names_by_word(self) -> Mapping[str, str]:
        return {word: name for name, one in self.all.items() for word in one.words}

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {name: one.words[0] for name, one in self.all.items() if name != one.words[0]}

    @cached_property
    def _dotted(self) -> re.Pattern[str]:
        longest_first = sorted(self._spellings, key=len, reverse=True)
        return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9_])")

    def _named(self, quantity: Quantity) -> NamedQuantity:
        formula, layer, index = self._formula, quantity.layer, quantity.index
        match quantity.kind:
            case "input":
                return NamedQuantity(quantity, formula.inputs[index])
            case "parameter":
                return NamedQuantity(quantity, formula.parameters[index])
            case "z":
                return NamedQuantity(quantity, formula.sums[layer][index])
            case "a":
                return NamedQuantity(quantity, formula.units[layer][index])
            case "target":
                return NamedQuantity(quantity, self._spec.targets[index])
            case "loss":
                return NamedQuantity(quantity, LOSS)
            case "learning-rate":
                return NamedQuantity(quantity, RATE)
            case "gradient":
                return NamedQuantity(quantity, derivative=(LOSS, formula.parameters[index]))
            case "next":
                return NamedQuantity(quantity, f"{formula.parameters[index]}_next")
            case "upstream":
                return NamedQuantity(quantity, derivative=(LOSS, formula.units[layer][index]))
            case "delta":
                unit, pre_activation = formula.units[layer][index], formula.sums[layer][index]
                return NamedQuantity(quantity, f"delta_{unit}", (LOSS, pre_activation))
            case "slope":
                unit, pre_activation = formula.units[layer][index], formula.sums[layer][index]
                return NamedQuantity(quantity, f"slope_{unit}", (unit, pre_activation))


def owner_of(name: str) -> str:
    """Return the unit or parameter that a number belongs to; `h1.bias.gradient` belongs to `h1.bias`."""
    owner, _, last = name.rpartition(".")
    return owner if owner and last != "bias" else name
