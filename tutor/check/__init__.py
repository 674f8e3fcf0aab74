"""Tries out what lessons say: formulas parse, answers pass, mistakes fail, goals are reachable."""

from tutor.check.course import THINGS, Checked, Thing, check, check_each, check_file

__all__ = ["THINGS", "Checked", "Thing", "check", "check_each", "check_file"]
