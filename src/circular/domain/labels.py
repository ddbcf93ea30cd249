"""Enumerations whose members bear the French word that people read."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A coded value with its French label: `STAFF = "staff", "Équipe"`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Build the member from its stored code and its label; `Role("staff")` finds it again."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
