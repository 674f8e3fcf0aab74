"""The learner's progress: events that are only ever added, safe against crashes, full disks and several terminals.

Export and import are in `transfer`, which no start needs.
"""

from tutor.progress.keeping import RECALLED, UNREAD, Opened, open_progress
from tutor.progress.records import MemoryProgress, Notice, Progress, reset_lesson

__all__ = [
    "RECALLED",
    "UNREAD",
    "MemoryProgress",
    "Notice",
    "Opened",
    "Progress",
    "open_progress",
    "reset_lesson",
]
