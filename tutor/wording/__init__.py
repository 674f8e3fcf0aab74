"""Every sentence of the program in both languages; the core speaks in codes, and only front ends come here."""

from tutor.wording.sentence import LANGUAGES, Language, Sentence, Voice

__all__ = ["LANGUAGES", "Language", "Sentence", "Voice"]
