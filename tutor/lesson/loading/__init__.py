"""From files to lessons, courses and banks in every language, with all their problems."""
