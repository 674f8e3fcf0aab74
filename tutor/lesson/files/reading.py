"""Reading a course's files, nothing outside its folder, and writing them as a whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from tutor.errors import Place, Problem
from tutor.files import SpecialFileError, is_device, read_file, replace_file
from tutor.lesson.files.document import Document
from tutor.lesson.files.source import MOST_BYTES, SourceError, read_source
from tutor.text import first_control_character


class FileError(Exception):
    """A file that cannot be read as a lesson, a course or a glossary."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_document(file: Path, folder: Path) -> Document:
    """Return what stands in `file`; FileError when it is no readable YAML, or leads out of `folder`."""
    try:
        return read_source(read_text(file, folder), file)
    except SourceError as error:
        raise FileError(error.problem(file)) from error


def replace_text(file: Path, text: str) -> None:
    """Write `text` to `file` as a whole or not at all, line ends as they are; a file that has it is left alone.

    Raises:
        OSError: it could not be written, or a link leads out of the folder of `file`.
    """
    real = file.resolve()
    if not real.is_relative_to(file.parent.resolve()):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(file))
    content = text.encode()
    if not (real.is_file() and real.read_bytes() == content):
        replace_file(real, content)


def read_text(file: Path, folder: Path, most: int = MOST_BYTES) -> str:
    """Return the text of a regular file below `folder`, symbolic links followed; FileError for anything else.

    At most `most` bytes are read.
    """
    if found := first_control_character(file.name):
        raise FileError(Problem("file-name", Place(file), {"character": found.character}))
    if is_device(file.name):
        raise FileError(Problem("device-name", Place(file), {"value": file.name}))
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise FileError(Problem("outside-folder", Place(file)))
        content = read_file(real, most)
    except SpecialFileError as error:
        raise FileError(Problem("not-a-file", Place(file))) from error
    except FileNotFoundError as error:
        raise FileError(Problem("no-such-file", Place(file))) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise FileError(Problem("unreadable-file", Place(file))) from error
    if len(content) > most:
        raise FileError(Problem("file-too-large", Place(file), {"most": most // 1024}))
    return _decoded(content, file)


def _decoded(content: bytes, file: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        raise FileError(Problem("not-utf8", Place(file, before.count(b"\n") + 1, column))) from error
