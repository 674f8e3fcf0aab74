"""Answers: whether a typed formula is the right one, and which mistake made it wrong."""
