"""The course that ships: walked, read for what it says, and every number in it computed."""
