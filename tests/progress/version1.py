"""The progress file of the program before verdicts were kept with their reasons, and what stands in it.

`version1.sqlite3.gz` was written by that program itself, of version 1 of the file: one learner went through the whole
shipped course with a clock and seeds that were fixed, answered every question wrongly in up to five ways (what authors
list, slips that the program knows, wrong ticks and left-out ones, mistakes of a pass), took hints and solutions,
skipped, began again, reset a lesson, wrote notes, and answered two days' review cards. `version1.json` lists its
answers, read with sqlite3 alone: the beginning of the id, lesson, step, part, verdict and code.

`version2.sqlite3.gz` is the same file after the program of version 2 had opened it, and added fifty answers and a note
longer than a page; `version3.sqlite3.gz` is that one after the program of version 3 had added an answer. None of these
files changes again, whatever becomes of the course.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

COURSE = "everything-is-a-mapping"
HERE = Path(__file__).parent


def written_in(folder: Path, version: int = 1) -> Path:
    """Write the file of a version into `folder` and return its path."""
    file = folder / "progress.sqlite3"
    file.write_bytes(gzip.decompress((HERE / f"version{version}.sqlite3.gz").read_bytes()))
    return file


def recorded() -> list[list[str]]:
    """Return id, lesson, step, part, verdict and code of every answer, in the order in which they were given."""
    listed: list[list[str]] = json.loads((HERE / "version1.json").read_text(encoding="utf-8"))
    return listed
