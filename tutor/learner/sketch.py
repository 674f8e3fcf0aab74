"""What the list says of a course before its files are read by all rules: from a quick look at what stands in them.

Of a lesson it tells what the list says while nothing of it is on record: names of skills, and titles that steps have
from the bank, are left out. A look that leaves anything in doubt tells nothing: then the file is read by all rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from tutor.learner.facts import CourseFacts, LessonFacts, LessonPlace, ListedCourse, PartFacts
from tutor.lesson.files.source import FileError, read_surface

_FORMAT: Final = "1"
_KEYS_OF_A_COURSE: Final = {"format", "id", "language", "title", "summary", "lessons", "parts", "skills"}


class _DoubtError(ValueError):
    """What stands there is not what a file without errors has."""


def sketched_course(folder: Path) -> ListedCourse | None:
    """Return what the list says of the course in `folder`, None where a look leaves that in doubt."""
    with suppress(FileError, _DoubtError):
        file = folder / "course.yaml"
        data = _mapping(read_surface(file, folder))
        if not set(data) <= _KEYS_OF_A_COURSE:
            return None
        id_, language, facts = _text(data.get("id")), _own_language(data), _course_facts(data)
        others = {_language_of(sibling): _translation(sibling) for sibling in sorted(folder.glob("course.*.yaml"))}
        versions = {other: _translated_course(facts, texts) for other, texts in others.items() if other != language}
        return ListedCourse(id_, language, {language: facts, **versions})
    return None


def sketched_lesson(folder: Path, lesson: str, language: str) -> LessonFacts | None:
    """Return what the list says in `language` of a lesson in `folder`, None where a look leaves that in doubt."""
    with suppress(FileError, _DoubtError):
        data = _mapping(read_surface(folder / f"{lesson}.yaml", folder))
        if data.get("id") != lesson:
            return None
        sibling = folder / f"{lesson}.{language}.yaml"
        is_translated = language != _own_language(data) and sibling.exists()
        return _lesson_facts(data, _translation(sibling) if is_translated else {})
    return None


# A course.


def _course_facts(data: Mapping[str, Any]) -> CourseFacts:
    places = {place.id: place for place in map(_place, _items(data.get("lessons")))}
    parts = tuple(map(_part, _items(data["parts"]))) if "parts" in data else (PartFacts("", "", tuple(places)),)
    in_order = [lesson for part in parts for lesson in part.lessons]
    if not places or sorted(in_order) != sorted(_text(one.get("id")) for one in _items(data["lessons"])):
        raise _DoubtError
    for number, lesson in enumerate(in_order):
        if not set(places[lesson].builds_on) <= set(in_order[:number]):
            raise _DoubtError
    return CourseFacts(_text(data.get("title")), tuple(places[lesson] for lesson in in_order), parts)


def _place(data: Mapping[str, Any]) -> LessonPlace:
    return LessonPlace(_text(data.get("id")), _texts(data.get("builds_on", [])))


def _part(data: Mapping[str, Any]) -> PartFacts:
    return PartFacts(_text(data.get("id")), _text(data.get("title")), _texts(data.get("lessons", [])))


def _translated_course(facts: CourseFacts, texts: Mapping[str, Any]) -> CourseFacts:
    of_parts = _below(texts, "parts")
    parts = (part._replace(title=_said(part.title, _below(of_parts, part.id))) for part in facts.parts)
    return facts._replace(title=_said(facts.title, texts), parts=tuple(parts))


# A lesson.


def _lesson_facts(data: Mapping[str, Any], texts: Mapping[str, Any]) -> LessonFacts:
    outcomes, teaches = _texts(data.get("outcomes", [])), _texts(data.get("teaches", []))
    if teaches and not outcomes:
        raise _DoubtError  # The list names the skills, of which the glossary knows more.
    said = texts.get("outcomes")
    steps = dict(_step_titles(data, _below(texts, "steps")))
    minutes = _text(data.get("minutes"))
    if not steps or not minutes.isdecimal():
        raise _DoubtError
    return LessonFacts(
        _said(_text(data.get("title")), texts),
        _said(_text(data.get("summary")), texts, "summary"),
        _said(_text(data["question"]), texts, "question") if "question" in data else "",
        _texts(said) if isinstance(said, list) and len(said) == len(outcomes) else outcomes,
        int(minutes),
        (),
        len(steps),
        steps,
        _text(data.get("title")),
    )


def _step_titles(data: Mapping[str, Any], texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    present = [step for step in _items(data.get("steps")) if step.get("retired", "false") != "true"]
    # A title that the bank gives is wanted of the first step alone: there a lesson begins.
    if any("use" in step and "title" not in step for step in present[:1]):
        raise _DoubtError
    for step in present:
        id_, title = _text(step.get("id")), _text(step["title"]) if "title" in step else ""
        yield id_, _said(title, _below(texts, id_))


# Texts.


def _translation(file: Path) -> Mapping[str, Any]:
    """The texts of a translation; none where it cannot be read, so that the source speaks in its place."""
    with suppress(FileError):
        return _below({"": read_surface(file, file.parent)}, "")
    return {}


def _language_of(translation: Path) -> str:
    return translation.name.split(".", 1)[1].removesuffix(".yaml")


def _own_language(data: Mapping[str, Any]) -> str:
    if data.get("format") != _FORMAT:
        raise _DoubtError
    return _text(data.get("language"))


def _said(source: str, texts: Mapping[str, Any], key: str = "title") -> str:
    """What a translation says in the place of one line of the source."""
    text = texts.get(key)
    text = text.strip() if isinstance(text, str) else ""
    return text if source and text and "\n" not in text else source


def _below(texts: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    below = texts.get(key)
    return below if isinstance(below, dict) else {}


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _DoubtError
    return value


def _items(value: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise _DoubtError
    return [_mapping(item) for item in value]


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _DoubtError
    return tuple(map(_text, value))


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or "\n" in text:
        raise _DoubtError
    return text
