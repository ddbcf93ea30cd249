"""One function per intention of a person: rule, write and journal in one transaction."""
