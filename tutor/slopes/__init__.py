"""The numerical check of a derivative: one for formulas, derivations and networks."""
