"""Rows to bytes: the files that a person takes away."""
