"""Where a learner stands: the walk through a lesson and its commits, what is due, how it goes, what is found."""
