"""Pictures as grids of characters and colours; nothing here knows Textual, lessons or networks that run."""
