"""The linear front end: the same course as lines of text at a prompt, for screen readers, slow links and pipes."""

from tutor.plain.course import course_lines
from tutor.plain.walk import walk

__all__ = ["course_lines", "walk"]
