"""Derivatives by named rules, line by line, graphs and the chain rule along them: the one room that knows SymPy."""
