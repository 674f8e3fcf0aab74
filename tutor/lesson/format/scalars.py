"""The scalar types of the format: strict, because what YAML makes of `no`, `010`, `1_000` or `.nan` surprises.

Every plain scalar of a file arrives here as the text that was written. Ready Python values are taken as well, so that a
model can be built without a file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Final, Literal, NoReturn, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from tutor.errors import Argument
from tutor.files import DEVICES, is_device
from tutor.lesson.format.markdown_rules import is_nested_too_deeply
from tutor.lesson.format.quoted import QuotedText

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)", re.ASCII)
_MOST_DIGITS: Final = 20
_FLAG: Final = re.compile("true|false")
_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}", re.ASCII)
_DEVICE: Final = "|".join("".join(f"[{sign.upper()}{sign}]" for sign in name) for name in DEVICES if name.isascii())
_LONGEST_NAME: Final = 32
_LONGEST_UNIT: Final = 16
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}", re.ASCII)
_UNIT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}", re.ASCII)
_FACTOR: Final = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,31}) */ *([A-Za-z][A-Za-z0-9_]{0,31})", re.ASCII)
_QUANTITY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,15}(?:\[\w{1,16},\w{1,16}\])?(?:\.[a-z]{1,16}){0,2}", re.ASCII)
_LINES: Final = re.compile(r"[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})?", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_CODES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv "
    "ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne "
    "ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss "
    "st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
FORMAT: Final = 1
LARGEST: Final = 999_999_999_999
"""No whole number of the format is larger; a float holds it exactly."""
LARGEST_NUMBER: Final = "1.79e308"
"""No number of the format is larger, for a float holds none."""
LONGEST_TEXT: Final = 20_000
LONGEST_LINE: Final = 300
LONGEST_FORMULA: Final = 500
LONGEST_PIECE: Final = 60
"""Characters of a piece of code to fill in."""
WIDEST_TOLERANCE: Final = 50
"""Per cent of the right number: from here on nearly any number of its size would do."""


class Translatable:
    """Marks a type whose values are words: a translation replaces them and no grade depends on them."""


class OneLine(Translatable):
    """Marks words that stay on one line, such as titles."""


class Ungraded:
    """Marks a field on which no verdict depends although it is not text."""


TRANSLATABLE: Final = Translatable()
ONE_LINE: Final = OneLine()
UNGRADED: Final = Ungraded()


def refuse(code: str, **arguments: Argument) -> NoReturn:
    """Raise the error that pydantic collects; the loader turns it into the Problem `code`."""
    raise PydanticCustomError(code, code, arguments)


def shortened(value: object) -> str:
    """Return `value` as one short line for a message: a list or mapping is named, not printed."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return "[…]"
        case dict():
            return "{…}"
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= 40 else text[:39] + "…"


def _scalar(value: Any, code: str) -> str:
    """Return the text of a scalar; anything else is refused under `code`."""
    if value is None:
        refuse("no-value")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        refuse(code, value=shortened(value))
    return value


def _plain(value: Any, pattern: re.Pattern[str], code: str) -> str:
    """Return the text of a scalar that is no text; in quotes it would be some to editors and other readers of YAML."""
    text = _scalar(value, code).strip()
    if not pattern.fullmatch(text):
        refuse(code, value=shortened(text))
    return refuse("in-quotes", value=shortened(text)) if isinstance(value, QuotedText) else text


def _number_text(value: Any) -> str:
    text = _plain(value, _NUMBER, "not-a-number")
    _finite(text)
    return text.removeprefix("+")


def _finite(text: str) -> float:
    """The number that `text` says, unless it is too large for a float."""
    number = float(text)
    if number == math.inf:
        refuse("too-large", limit=LARGEST_NUMBER)
    return refuse("too-small", limit=f"-{LARGEST_NUMBER}") if number == -math.inf else number


def _number(value: Any) -> float:
    return float(_number_text(value))


def integer(value: Any, code: str = "not-an-integer") -> int:
    """Return a whole number from its text, or refuse it under `code`.

    Of one with more digits than any bound has, the first ones are taken: too large for whatever the field allows.
    """
    return int(_plain(value, _INTEGER, code)[:_MOST_DIGITS])


def _or_none(value: Any, read: Callable[[Any], Any]) -> Any:
    if value is None or value == "none":
        return None
    number = read(value)
    if number > LARGEST and isinstance(number, int):
        refuse("too-large", limit=LARGEST)
    return number if number > 0 else refuse("not-above", limit=0)


def _flag(value: Any) -> bool:
    return _plain(value, _FLAG, "not-a-flag") == "true"


def _text(value: Any) -> str:
    text = _scalar(value, "not-a-text").strip()
    if not text:
        refuse("no-value")
    if len(text) > LONGEST_TEXT:
        refuse("text-too-long", most=LONGEST_TEXT)
    return text


def _prose(value: Any) -> str:
    text = _text(value)
    return refuse("text-nested-too-deeply") if is_nested_too_deeply(text) else text


def _line(value: Any) -> str:
    text = _text(value)
    if "\n" in text:
        refuse("not-one-line", value=shortened(text))
    if len(text) > LONGEST_LINE:
        refuse("text-too-long", most=LONGEST_LINE)
    return text


def _piece(value: Any, code: str, most: int, too_long: str) -> str:
    """Return one line of at most `most` characters, or refuse it."""
    text = _scalar(value, code).strip()
    if not text:
        refuse("no-value")
    if "\n" in text or len(text) > most:
        refuse(too_long, most=most)
    if text[0] in "‘’“”＂＇":
        refuse(code, value=shortened(text))
    return text


def _matched(value: Any, pattern: re.Pattern[str], code: str, most: int = 0) -> str:
    text = _scalar(value, code)
    if not pattern.fullmatch(text):
        _refuse_name(text, code, most)
    return text


def _refuse_name(text: str, code: str, most: int) -> NoReturn:
    """Refuse `text`: for its first name of more than `most` characters, 0 for any number of them, else as `code`."""
    long = next((word for word in re.findall(r"\w+", text) if len(word) > most), "") if most else ""
    if long:
        refuse("name-too-long", value=shortened(long), most=most)
    refuse(code, value=shortened(text))


def _file_stem(value: Any) -> str:
    text = _matched(value, _IDENTIFIER, "not-an-identifier")
    return refuse("device-name", value=text) if is_device(text) else text


def unit_name(value: Any) -> str:
    """Return the name of a unit or weight, or refuse it."""
    return _matched(value, _UNIT, "not-a-name", _LONGEST_UNIT)


def _matching(pattern: re.Pattern[str], code: str, most: int = 0) -> BeforeValidator:
    return BeforeValidator(partial(_matched, pattern=pattern, code=code, most=most))


def _words(most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": most})


def _pattern(pattern: re.Pattern[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


def _factor(value: Any) -> str:
    text = _scalar(value, "not-a-factor")
    match = _FACTOR.fullmatch(text)
    if not match:
        _refuse_name(text, "not-a-factor", _LONGEST_NAME)
    return f"{match[1]}/{match[2]}"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may be from the right one: `relative` to its size, or an `absolute` distance."""

    relative: float = 0.0
    absolute: float = 0.0

    def accepts(self, value: float, expected: float) -> bool:
        """Return whether `value` counts as `expected`; a tolerance of 0 leaves room for the rounding of floats alone.

        There is no smallest size: 0 is not 1.6·10⁻¹⁹.
        """
        if not math.isfinite(value):
            return False
        room = max(self.relative * abs(expected), self.absolute, 1e-12 * abs(expected))
        return abs(value - expected) <= room


def _tolerance(value: Any) -> Tolerance:
    if isinstance(value, Tolerance):
        return value
    text = _scalar(value, "not-a-tolerance")
    digits = text.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(digits) or float(digits) < 0:
        refuse("not-a-tolerance", value=shortened(text))
    size = _finite(digits)
    if text.endswith("%") and size >= WIDEST_TOLERANCE:
        refuse("tolerance-too-wide", value=shortened(text), most=WIDEST_TOLERANCE)
    return Tolerance(relative=size / 100) if text.endswith("%") else Tolerance(absolute=size)


Number: TypeAlias = Annotated[float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
"""A finite decimal number such as `0.5` or `1e-3`."""

NumberText: TypeAlias = Annotated[str, BeforeValidator(_number_text), WithJsonSchema({"type": "number"})]
"""A number that is shown with the digits that the author wrote."""

NumberOrNone: TypeAlias = Annotated[
    float | None,
    BeforeValidator(partial(_or_none, read=_number)),
    WithJsonSchema({"oneOf": [{"type": "number", "exclusiveMinimum": 0}, {"const": "none"}]}),
]
"""A number above 0, or `none`."""

IntegerOrNone: TypeAlias = Annotated[
    int | None,
    BeforeValidator(partial(_or_none, read=integer)),
    WithJsonSchema({"oneOf": [{"type": "integer", "minimum": 1, "maximum": LARGEST}, {"const": "none"}]}),
]
"""A whole number from 1 on, or `none`."""

Integer: TypeAlias = Annotated[int, BeforeValidator(integer), WithJsonSchema({"type": "integer"})]
"""A whole number without leading zeros."""

Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
"""`true` or `false`, nothing else."""

Prose: TypeAlias = Annotated[str, BeforeValidator(_prose), TRANSLATABLE, _words(LONGEST_TEXT)]
"""Markdown with `$…$` maths, `[[terms]]` and `@{parameters}`."""

Line: TypeAlias = Annotated[str, BeforeValidator(_line), ONE_LINE, _words(LONGEST_LINE)]
"""One line of plain words, such as a title."""

Source: TypeAlias = Annotated[str, BeforeValidator(_text), _words(LONGEST_TEXT)]
"""Text that is no language's: LaTeX, program code."""

CodePiece: TypeAlias = Annotated[
    str,
    BeforeValidator(partial(_piece, code="not-code", most=LONGEST_PIECE, too_long="code-piece-too-long")),
    WithJsonSchema({"type": ["string", "number"], "maxLength": LONGEST_PIECE}),
]
"""A piece of one line of code."""

LineRange: TypeAlias = Annotated[str, _matching(_LINES, "not-lines"), _pattern(_LINES)]
"""A line by its number, `3`, or several, `1-2`."""

Formula: TypeAlias = Annotated[
    str,
    BeforeValidator(partial(_piece, code="not-a-formula", most=LONGEST_FORMULA, too_long="formula-too-long")),
    WithJsonSchema({"type": ["string", "number"], "maxLength": LONGEST_FORMULA}),
]
"""A formula or condition as the learner would type it; what it means is read by `symbolic`, not here."""

Identifier: TypeAlias = Annotated[str, _matching(_IDENTIFIER, "not-an-identifier"), _pattern(_IDENTIFIER)]
"""What progress and translations hang on: letters, digits, `-` and `_`, a letter first."""

LessonId: TypeAlias = Annotated[
    str,
    BeforeValidator(_file_stem),
    WithJsonSchema({"type": "string", "pattern": f"^(?!({_DEVICE})$){_IDENTIFIER.pattern}$"}),
]
"""An identifier that is the name of a file, too."""

Name: TypeAlias = Annotated[str, _matching(_NAME, "not-a-name", _LONGEST_NAME), _pattern(_NAME)]
"""A quantity in a formula: letters, digits and `_`, a letter first."""

UnitName: TypeAlias = Annotated[str, BeforeValidator(unit_name), _pattern(_UNIT)]
"""A unit of a network or one of its weights."""

QuantityName: TypeAlias = Annotated[str, _matching(_QUANTITY, "not-a-quantity", _LONGEST_UNIT), _pattern(_QUANTITY)]
"""A number of a network by name: `loss`, `h1.z`, `w5.gradient`, `w[x1,h1].next`."""

Factor: TypeAlias = Annotated[str, BeforeValidator(_factor), _pattern(_FACTOR)]
"""A local derivative by its two quantities: `a/z` is ∂a/∂z."""


def is_language(text: str) -> bool:
    """Return whether `text` is the tag of a language: one that begins with two letters has a code of ISO 639-1."""
    code = text.partition("-")[0]
    return bool(_LANGUAGE.fullmatch(text)) and (len(code) > 2 or code in _CODES.split())


def _language(value: Any) -> str:
    text = _scalar(value, "not-a-language")
    return text if is_language(text) else refuse("not-a-language", value=shortened(text))


LanguageTag: TypeAlias = Annotated[str, BeforeValidator(_language), _pattern(_LANGUAGE)]
"""A language such as `en` or `zh`."""


def _format(value: Any) -> int:
    number = integer(value)
    if number != FORMAT:
        refuse("unknown-format", value=shortened(value), known=FORMAT)
    return number


FormatNumber: TypeAlias = Annotated[int, BeforeValidator(_format), WithJsonSchema({"const": FORMAT})]
"""The version of the format in which a file is written."""

RelativeOrAbsolute: TypeAlias = Annotated[
    Tolerance,
    BeforeValidator(_tolerance),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[0-9.eE+-]+ *%?$"}),
]
"""`1%` is relative, `0.001` absolute."""


def _ask(value: Any) -> Literal["all", "none"] | tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(_factor(item) for item in value)
    text = _scalar(value, "not-factors")
    if text == "all":
        return "all"
    if text == "none":
        return "none"
    refuse("not-factors", value=shortened(text))


Ask: TypeAlias = Annotated[
    Literal["all", "none"] | tuple[str, ...],
    BeforeValidator(_ask),
    WithJsonSchema(
        {"oneOf": [{"enum": ["all", "none"]}, {"type": "array", "items": {"type": "string", "pattern": "/"}}]}
    ),
]
"""Which factors the learner supplies: a list such as `[a/z, z/w]`, or `all`, or `none`."""
