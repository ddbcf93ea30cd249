"""Rules of the house, read in the source."""
