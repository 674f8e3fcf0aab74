"""All measurements in one run; a dozen starts each, about two minutes in all."""

from __future__ import annotations

import platform
import sys

from tests.benchmarks.derivations import measure_derivations
from tests.benchmarks.keys import measure_keys
from tests.benchmarks.stall import measure_stall
from tests.benchmarks.start import measure_start, measure_version

if __name__ == "__main__":
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}; medians, taken in turns\n")
    missed = 0
    for measure in (measure_version, measure_start, measure_stall, measure_keys, measure_derivations):
        for one in measure():
            print(one, flush=True)
            missed += not one.met
    sys.exit(1 if missed else 0)
