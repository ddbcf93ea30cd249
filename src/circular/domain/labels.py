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


class Badged(Labelled):
    """A coded value with what its badge shows: `SIGNED = "signed", "Signée", "●", "flag", "gray"`.

    `glyph` stands for it where no drawing is possible, `icon` is the name of its icon, `colour`
    that of its badge; the word always stands beside it.
    """

    glyph: str
    icon: str
    colour: str

    def __new__(
        cls, code: str, label: str = "", glyph: str = "", icon: str = "", colour: str = ""
    ) -> Self:
        """Build the member from its stored code, its label and the three parts of its badge."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.glyph, member.icon, member.colour = glyph, icon, colour
        return member

    @property
    def written(self) -> str:
        """The sign and the word, « ● Signée », for the cells of a list."""
        return f"{self.glyph} {self.label}"
