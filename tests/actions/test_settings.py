"""Settings are changed by administrators, told in the journal, never lost between two windows."""

import json

import pytest

from circular.actions.settings import change_settings
from circular.domain.errors import AlreadyDoneError, NotAllowedError, StaleRecordError
from circular.domain.logos import parse_logo
from circular.domain.settings import AssociationSettings
from circular.domain.visitors import Visitor
from circular.queries.settings import association_settings
from circular.store.connection import Database

LOGO = parse_logo(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def journal(db: Database) -> list[dict[str, list[object]]]:
    """Return the changes that the journal keeps of the settings."""
    found = db.conn.execute("SELECT changes FROM journal WHERE entity = 'settings' ORDER BY id")
    return [json.loads(row[0]) for row in found]


def test_what_changed_is_saved_and_told(db: Database, administrator: Visitor) -> None:
    draft = AssociationSettings(association_name="Nouvel’R", dormant_after_days=45)
    change_settings(db, administrator, draft)
    assert association_settings(db) == draft
    assert journal(db) == [
        {
            "Nom de l’association": ["Circular", "Nouvel’R"],
            "Jours sans échange avant de dire « dormant »": [60, 45],
        }
    ]


def test_the_journal_never_holds_the_drawing_of_the_logo(
    db: Database, administrator: Visitor
) -> None:
    change_settings(db, administrator, AssociationSettings(logo=LOGO))
    assert association_settings(db).logo == LOGO
    assert journal(db) == [{"Logo": ["celui de Circular", "propre à l\u2019association"]}]


def test_saving_the_same_writes_no_line(db: Database, administrator: Visitor) -> None:
    change_settings(db, administrator, AssociationSettings())
    assert journal(db) == []


def test_the_second_window_sees_what_differs(db: Database, administrator: Visitor) -> None:
    seen = association_settings(db)
    first = AssociationSettings(association_name="Première")
    change_settings(db, administrator, first, seen=seen)
    second = AssociationSettings(association_name="Seconde", logo=LOGO)
    with pytest.raises(StaleRecordError) as refusal:
        change_settings(db, administrator, second, seen=seen)
    sentences = [problem.sentence for problem in refusal.value.problems]
    assert sentences == [
        (
            "Nom de l’association\u00a0: «\u00a0Première\u00a0» est enregistré, "
            "vous aviez «\u00a0Seconde\u00a0»"
        ),
        (
            "Logo\u00a0: «\u00a0celui de Circular\u00a0» est enregistré, "
            "vous aviez «\u00a0propre à l\u2019association\u00a0»"
        ),
    ]
    assert association_settings(db) == first


def test_a_second_click_changes_nothing(db: Database, administrator: Visitor) -> None:
    change_settings(db, administrator, AssociationSettings(association_name="A"), token="once")
    with pytest.raises(AlreadyDoneError):
        change_settings(db, administrator, AssociationSettings(association_name="B"), token="once")
    assert association_settings(db).association_name == "A"


def test_only_administrators_change_them(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    for visitor in (staff, elected, partner):
        with pytest.raises(NotAllowedError):
            change_settings(db, visitor, AssociationSettings(association_name="Autre"))
    assert association_settings(db) == AssociationSettings()
