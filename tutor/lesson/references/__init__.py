"""Names of a well-shaped file that lead nowhere, ids used twice, sizes that do not fit."""
