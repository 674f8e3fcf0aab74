"""Lesson text laid out for a width: lines of runs with tags of meaning, for every front end alike."""
