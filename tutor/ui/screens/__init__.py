"""The screens of the tutor."""
