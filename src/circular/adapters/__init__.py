"""The outside world behind small functions: mail, documents, passwords, identity."""
