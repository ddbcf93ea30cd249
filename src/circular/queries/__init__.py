"""One function per question; frozen rows out; nothing is ever written here."""
