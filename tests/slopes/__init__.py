"""Mirrors tutor/slopes."""
