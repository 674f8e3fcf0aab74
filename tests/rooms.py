"""The picture of the rooms in CONTRIBUTING.md, drawn from the imports; `python -m tests.rooms` draws it anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import grimp

_ROOT: Final = Path(__file__).parents[1]
CONTRIBUTING: Final = _ROOT / "CONTRIBUTING.md"
_PICTURE: Final = re.compile(r"(<!-- rooms:[^\n]*-->\n).*?(<!-- end of rooms -->)", re.DOTALL)


@dataclass(frozen=True)
class Room:
    """A package or module right below `tutor`."""

    name: str
    lines: int
    imports: tuple[str, ...]
    """The rooms that it imports and does not reach through another one of them."""


def levels() -> list[list[Room]]:
    """Return all rooms as the import contract orders them, those that import others above those others."""
    graph = grimp.build_graph("tutor", cache_dir=None)
    for room in graph.find_children("tutor"):
        graph.squash_module(room)
    contracts = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers: list[str] = next(one["layers"] for one in contracts["contracts"] if one.get("containers") == ["tutor"])
    return [[Room(name, _lines(name), _imports(graph, name)) for name in layer.split(" | ")] for layer in layers]


def _lines(name: str) -> int:
    files = [_ROOT / "tutor" / f"{name}.py", *(_ROOT / "tutor" / name).rglob("*.py")]
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files if file.exists())


def _imports(graph: grimp.ImportGraph, name: str) -> tuple[str, ...]:
    room = f"tutor.{name}"
    # A room's own imports became imports of itself; `tutor` alone holds nothing but the version.
    imported = graph.find_modules_directly_imported_by(room) - {room, "tutor"}
    through = {far for near in imported for far in graph.find_upstream_modules(near) - {near}}
    return tuple(sorted(one.removeprefix("tutor.") for one in imported - through))


def picture(house: Sequence[Sequence[Room]]) -> str:
    """Return the rooms as boxes, each level in a row: about how many lines each has, and which ones it imports."""
    rows = [zip(*map(_box, level), strict=True) for level in house]
    return "".join(f"{' '.join(line)}\n" for row in rows for line in row)


def _box(room: Room) -> tuple[str, str, str]:
    title, content = f"{room.name} · {_about(room.lines)}", f"→ {', '.join(room.imports)}" if room.imports else ""
    width = max(len(title), len(content))
    return f"┌ {title} {'─' * (width - len(title))}┐", f"│ {content:{width}} │", f"└{'─' * (width + 2)}┘"


def _about(lines: int) -> int:
    """Return `lines` with two digits that count: more would be out of date after every change."""
    return int(float(f"{lines:.1e}"))


def with_picture(text: str, drawn: str) -> str:
    """Return `text` with the picture `drawn` in its place."""
    return _PICTURE.sub(lambda match: f"{match[1]}\n```text\n{drawn}```\n\n{match[2]}", text)


if __name__ == "__main__":
    CONTRIBUTING.write_text(with_picture(CONTRIBUTING.read_text(encoding="utf-8"), picture(levels())), encoding="utf-8")
