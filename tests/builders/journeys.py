"""A handful of projects whose journeys are known by heart."""

from dataclasses import dataclass

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.projects import in_support, left, moved, ready_to_qualify


@dataclass(frozen=True, slots=True)
class Story:
    """The projects of the story, by what became of them."""

    supported: int
    qualified: int
    gone: int
    taken_up: int
    gone_back: int
    waiting: int


def a_story(db: Database, author: Visitor) -> Story:
    """Tell six journeys; everybody is detected on 8 January 2026.

    One reaches accompagnement (10 February, 12 March); one is qualified on 10 February and stays;
    one leaves from qualification on 20 March (entered on 18 February); one leaves from détection
    on 20 January and is taken up on 1 June; one is qualified on 28 January and sent back on 8 May;
    one has been waiting in détection ever since.
    """
    supported = in_support(db, author, "Naïma Terrasson")
    qualified = ready_to_qualify(db, author, "Bob Second")
    moved(db, author, qualified, kind="advance", stage="qualification", day="10/02/2026")
    gone = ready_to_qualify(db, author, "Carole Tierce")
    moved(db, author, gone, kind="advance", stage="qualification", day="18/02/2026")
    left(db, author, gone, "20/03/2026")
    taken_up = a_project(db, author, "Palettes reprises")
    left(db, author, taken_up, "20/01/2026")
    moved(db, author, taken_up, kind="return", stage="detection", day="01/06/2026")
    gone_back = ready_to_qualify(db, author, "Denise Quart")
    moved(db, author, gone_back, kind="advance", stage="qualification", day="28/01/2026")
    moved(db, author, gone_back, kind="back", stage="detection", day="08/05/2026")
    return Story(
        supported, qualified, gone, taken_up, gone_back, a_project(db, author, "Verre en attente")
    )
