"""Files that the program writes for authors: new lessons, and translations completed."""
