"""Formulas as data: reading them safely, their values in any arithmetic, and writing them; no SymPy."""
