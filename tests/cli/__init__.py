"""The command line: each command on a real database."""
