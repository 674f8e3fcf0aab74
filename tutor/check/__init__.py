"""Tries out what lessons say: formulas parse, answers pass, mistakes fail, goals are reachable."""

from tutor.check.course import THINGS, Checked, Look, Thing, check, check_each, check_file, unseen

__all__ = ["THINGS", "Checked", "Look", "Thing", "check", "check_each", "check_file", "unseen"]
