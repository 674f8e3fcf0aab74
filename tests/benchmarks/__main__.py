"""All measurements in one run; a dozen starts each, a few minutes in all. Names of measurements choose some of them."""

from __future__ import annotations

import platform
import sys

from tests.benchmarks.answers import measure_answers
from tests.benchmarks.cost import measure_cost
from tests.benchmarks.derivations import measure_derivations
from tests.benchmarks.drawing import measure_drawing
from tests.benchmarks.idle import measure_idle
from tests.benchmarks.keys import measure_keys
from tests.benchmarks.layout import measure_layout
from tests.benchmarks.network import measure_network
from tests.benchmarks.records import measure_records
from tests.benchmarks.review import measure_review
from tests.benchmarks.stall import measure_stall
from tests.benchmarks.start import measure_start, measure_version
from tests.benchmarks.workshop import measure_workshop

MEASURES = {
    "version": measure_version,
    "start": measure_start,
    "idle": measure_idle,
    "stall": measure_stall,
    "keys": measure_keys,
    "drawing": measure_drawing,
    "derivations": measure_derivations,
    "answers": measure_answers,
    "layout": measure_layout,
    "network": measure_network,
    "cost": measure_cost,
    "review": measure_review,
    "records": measure_records,
    "workshop": measure_workshop,
}

if __name__ == "__main__":
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; medians, taken in turns\n")
    missed = 0
    for name in sys.argv[1:] or MEASURES:
        for one in MEASURES[name]():
            print(one, flush=True)
            missed += not one.met
    sys.exit(1 if missed else 0)
