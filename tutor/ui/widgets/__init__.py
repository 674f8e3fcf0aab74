"""Widgets that take data and emit messages; they know no lesson, no session and no application."""
