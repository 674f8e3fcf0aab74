"""The same thing of a course in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Translated(Generic[Model]):
    """The same lesson, course or glossary in every language that it has."""

    source: Model
    versions: Mapping[str, Model] = field(default_factory=dict)
    """By language, with the source's words where the translation has none; the source language is not among them."""

    def in_language(self, language: str) -> Model:
        """Return the version in `language`, or the source where there is none."""
        return self.versions.get(language, self.source)
