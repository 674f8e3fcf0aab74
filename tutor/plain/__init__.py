"""The linear front end: the same course as lines of text at a prompt, for screen readers, slow links and pipes.

`walk.walk` and `listing.course_lines` are its doors; what a kind of step needs is loaded with the first such step.
"""
