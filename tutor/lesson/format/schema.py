"""JSON Schema of the format, for editors: made from the declaration itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def schema_text(kind: Kind = "lesson") -> str:
    """Return the schema as it is written to a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


class _ForEditors(GenerateJsonSchema):
    """Leaves out what only clutters an editor: titles that repeat the key, and defaults that mean "nothing"."""

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
