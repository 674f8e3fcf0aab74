"""Formulas as pictures of cells: LaTeX and expressions to layouts in two dimensions and to single lines."""
