"""JSON Schema of the format, for editors: made from the declaration itself."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Course, Glossary
from tutor.lesson.format.model import WrittenLesson

Kind: TypeAlias = Literal["lesson", "course", "glossary", "bank"]

_MODELS: Final[Mapping[Kind, type[BaseModel]]] = {
    "lesson": WrittenLesson,
    "course": Course,
    "glossary": Glossary,
    "bank": Bank,
}


def schema(kind: Kind = "lesson") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a lesson, a course, a glossary or a bank."""
    made = _MODELS[kind].model_json_schema(schema_generator=_ForEditors)
    return {"$schema": GenerateJsonSchema.schema_dialect, **made}


@cache
def schema_text(kind: Kind = "lesson") -> str:
    """Return the schema as it is written to a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


class _ForEditors(GenerateJsonSchema):
    """Leaves out what only clutters an editor: titles that repeat the key, and defaults that mean "nothing"."""

    def model_schema(self, schema: Any) -> dict[str, Any]:
        """A key is explained by what stands below its field."""
        made = super().model_schema(schema)
        described = _descriptions(schema["cls"])
        for key, part in made["properties"].items():
            if key in described:
                part["description"] = described[key]
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A title would only repeat the key."""
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:
        """A default is shown where it says something."""
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or value not in (None, "", [], {})}

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        """A key without a value is an error, so `null` is never offered."""
        return self.generate_inner(schema["schema"])


def _descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What stands below the fields of a model, those of its bases among them.

    Pydantic would look for it when the classes are made, for which the first lesson would have to wait.
    """
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found = {key: text for key, text in found.items() if key not in base.__annotations__}
            found.update(_described_in(base))
    return found


def _described_in(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    for field, below in pairwise(definition.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(key)), ast.Expr(ast.Constant(str(text))):
                yield key, inspect.cleandoc(text)
            case _:
                pass
