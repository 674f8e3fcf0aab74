"""The learner's progress: events that are only ever added, safe against crashes, full disks and several terminals."""

from tutor.progress.keeping import RECALLED, UNREAD, Opened, open_progress
from tutor.progress.records import MemoryProgress, Notice, Progress, reset_lesson
from tutor.progress.transfer import Imported, export_progress, export_text, import_progress

__all__ = [
    "RECALLED",
    "UNREAD",
    "Imported",
    "MemoryProgress",
    "Notice",
    "Opened",
    "Progress",
    "export_progress",
    "export_text",
    "import_progress",
    "open_progress",
    "reset_lesson",
]
