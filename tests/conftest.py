"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zlib import crc32

import pytest
from hypothesis import settings

from tests.small_disk import SmallDisk

# A drawn example may take as long as it likes: how long it does says more about the machine than about the program.
# Where a change is judged (`CI` is set), the same examples are drawn every time: the verdict is about the change alone.
# Everywhere else they are drawn anew, which finds what is rare. The long tests draw all, the ordinary ones a third.
for _profile, _examples in (("ordinary", 33), ("long", 100)):
    settings.register_profile(_profile, deadline=None, derandomize="CI" in os.environ, max_examples=_examples)

# Garbage is looked for seldom: an application makes so much that a fifth of a test's time would go into it.
gc.set_threshold(100_000, 20, 20)

# Tests start the program so often that what it is compiled to must be kept, also where the environment says otherwise.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# No test may see, or write to, the progress of whoever runs the tests.
_HOME: Final = TemporaryDirectory(prefix="tutor-home-", ignore_cleanup_errors=True)
os.environ["TUTOR_HOME"] = str(Path(_HOME.name) / "home")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--moments",
        type=int,
        default=4,
        help="random moments of each signal in each place, and kills in proportion (4)",
    )


def is_long(config: pytest.Config) -> bool:
    """Return whether the long tests alone were asked for."""
    return str(config.getoption("markexpr")) == "long"


def pytest_configure(config: pytest.Config) -> None:
    """Say how many examples are drawn, before a test is read."""
    settings.load_profile("long" if is_long(config) else "ordinary")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the long tests those cases of a test that are more of the same; `every` says how many stay.

    Not always the first ones stay: another language or size of each test. What draws examples belongs to both runs.
    """
    cases = Counter(item.nodeid.partition("[")[0] for item in items)
    seen: Counter[str] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        if (mark := item.get_closest_marker("every")) is not None:
            step = min(mark.args[0], cases[name])
            if (seen[name] - crc32(name.encode())) % step:
                item.add_marker("long")
            seen[name] += 1
        if is_long(config) and getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("long")


def pytest_collection_finish() -> None:
    """Look for no garbage in what all tests share."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def moments(request: pytest.FixtureRequest) -> int:
    """At how many random moments a signal is sent; ever so many times as many a process is killed."""
    number = request.config.getoption("--moments")
    assert isinstance(number, int)
    return number


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that can be filled up."""
    disk = SmallDisk(tmp_path / "disk")
    yield disk
    disk.unmount()
