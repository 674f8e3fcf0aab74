"""What the program costs on this machine, always beside something known: `python -m tests.benchmarks`."""
