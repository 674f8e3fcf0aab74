"""What `translate` does: completes a translation, accepts texts, says how it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tutor.figures.lines import Line
from tutor.lesson.writing.translating import Translation, complete, load_translation, save_lock
from tutor.printing import LinePrinter
from tutor.wording import Voice, workshop


def extend(folder: Path, language: str, voice: Voice) -> None:
    """Write what the translation lacks, in the words of the source, and say in which files."""
    _, added, homeless = complete(load_translation(folder, language))
    printer = LinePrinter(sys.stdout)
    for file, count in added.items():
        printer.say(voice(workshop.TEXTS_ADDED, file=str(file), count=count))
    for name in homeless:
        printer.say(voice(workshop.NO_PLACE, name=name))


def accept(folder: Path, language: str, names: Sequence[str]) -> None:
    """Keep that these texts are still right as they are."""
    translation = load_translation(folder, language)
    save_lock(translation, translation.accepted(names))


def show_status(folder: Path, language: str, voice: Voice) -> bool:
    """List what is missing and what is stale; return whether there is anything of either."""
    translation = load_translation(folder, language)
    LinePrinter(sys.stdout).draw(*_status_lines(translation, voice))
    return bool(translation.names("missing") or translation.names("stale"))


def _status_lines(translation: Translation, voice: Voice) -> Iterator[Line]:
    missing, stale = translation.names("missing"), translation.names("stale")
    for names, word, tag in ((missing, workshop.MISSING, "wrong"), (stale, workshop.STALE, "hint")):
        yield from ([(f"{voice(word):<8}", tag), (f" {name}", "")] for name in names)
    total = len(translation.entries())
    words = voice(workshop.STATUS, tag=translation.language, total=total, missing=len(missing), stale=len(stale))
    yield [(words, "wrong" if missing else "hint" if stale else "right")]
    if stale:
        yield [(voice(workshop.HOW_TO_ACCEPT, tag=translation.language), "dim")]
