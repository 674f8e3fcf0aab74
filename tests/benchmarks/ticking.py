"""The real program with a clock that ticks on its event loop while SymPy loads; writes the longest gap to a file."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from tutor.opening import study_of
from tutor.ui.app import TutorApp

TICK = 0.001


class TickingApp(TutorApp):
    """Measures the gaps between ticks from the first paint until the symbolic engine is there, then ends."""

    def on_ready(self) -> None:
        """Begin to tick."""
        self.run_worker(self._tick())

    async def _tick(self) -> None:
        gaps: list[float] = []
        start = last = time.perf_counter()
        warm: asyncio.Task[None] | None = None
        while warm is None or not warm.done():
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            gaps.append(now - last - TICK)
            last = now
            if warm is None and "sympy" in sys.modules:
                # The bench has one thread: this is done when all that was begun before it is.
                warm = asyncio.create_task(self.bench.run(lambda: None))
        result = {"longest": max(gaps), "seconds": last - start}
        Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")
        self.exit()


if __name__ == "__main__":
    TickingApp(lambda: study_of(None, print)).run()
