"""What works here and what doesn't: the terminal, its characters, the folders, the program; and what to do about it."""
