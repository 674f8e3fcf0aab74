"""Questions: their numbers, drawn afresh, and the judging of answers; pure, without state."""
