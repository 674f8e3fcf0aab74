"""Backprop Tutor: an interactive explanation of backpropagation for the terminal."""

__version__ = "0.1.0"
