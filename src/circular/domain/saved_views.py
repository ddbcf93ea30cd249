"""Saved views: the filters, columns and order of a list that a person keeps under a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.french import quoted
from circular.domain.labels import Labelled
from circular.domain.texts import Line
from circular.domain.words import fold

MOST_VIEWS = 50
LONGEST_ADDRESS = 4_000

Address = Mapping[str, Sequence[str]]
"""What the address of a page asks for: each name with its values."""


class ViewedList(Labelled):
    """A list of which one may keep views."""

    AGREEMENTS = "agreements", "Conventions"


class SavedViewDraft(Draft):
    """The name that a person gives to a view."""

    name: Line = Field(title="Nom de la vue")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view that a person keeps: its name and what the address of the page asks for."""

    id: int
    name: str
    address: Address


def view_problem(name: str, others: Sequence[str]) -> Problem | None:
    """Say that one of one's other views bears this name, None when none does."""
    if fold(name) not in {fold(each) for each in others}:
        return None
    return Problem(
        "name", f"Vous avez déjà une vue {quoted(name)}. Donnez un autre nom à celle-ci."
    )


def room_problem(count: int, address_length: int) -> Problem | None:
    """Say that one keeps as many views as one may, or that this one is too long to be kept."""
    if count >= MOST_VIEWS:
        return Problem(
            "", f"Vous gardez déjà {MOST_VIEWS} vues de cette liste. Supprimez-en une d’abord."
        )
    if address_length > LONGEST_ADDRESS:
        return Problem("", "Cette recherche est trop longue pour être gardée. Raccourcissez-la.")
    return None
