"""Files as data: YAML with the line and column of every key and value, and errors of shape."""
