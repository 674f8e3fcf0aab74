"""Tries out what lessons say: formulas parse, answers pass, mistakes fail, goals are reachable."""

from tutor.check.course import check, check_file, check_lesson, problems_by_file

__all__ = ["check", "check_file", "check_lesson", "problems_by_file"]
