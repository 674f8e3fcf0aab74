"""The Textual front end: it draws sessions and sends them what the learner does; the only room that knows Textual."""
