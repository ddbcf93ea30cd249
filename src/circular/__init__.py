"""Circular follows circular-economy projects from detection to local set-up."""
