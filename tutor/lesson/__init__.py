"""Lessons as data: the format, its loader, translations and markup."""
