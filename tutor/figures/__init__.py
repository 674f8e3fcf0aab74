"""What both front ends draw of an activity, as lines of tagged text."""
