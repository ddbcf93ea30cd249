"""The list of people, the record, and who may already be known."""

import pytest

from circular.actions.holders import archive_holder
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.holders import (
    ROWS_A_PAGE,
    holder_list,
    holder_record,
    likely_duplicates,
    searched_words,
)
from circular.store.connection import Database
from tests.builders.holders import VAYRES_33, VAYRES_87, a_contact, a_holder
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import read


def test_a_row_tells_commune_projects_and_last_contact(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff, commune_code=VAYRES_33)
    an_exchange(db, staff, project_id)
    a_holder(db, staff, "Hugo", commune_code=VAYRES_87, email="hugo@exemple.fr")

    hugo, naima = holder_list(db, staff).rows

    assert (naima.shown_commune, naima.project_count, naima.reach) == (
        "Vayres\u00a0(33)",
        1,
        "06 12 34 56 78",
    )
    assert naima.last_contact_on is not None
    assert (hugo.shown_commune, hugo.project_count, hugo.last_contact_on, hugo.reach) == (
        "Vayres\u00a0(87)",
        0,
        None,
        "hugo@exemple.fr",
    )


def test_an_exchange_with_somebody_else_is_not_a_contact(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    naima = read(db, staff, project_id).people[0].id
    hugo = a_holder(db, staff, "Hugo")
    db.conn.execute(
        "INSERT INTO project_holder (project_id, holder_id, role) VALUES (?, ?, 'associe')",
        [project_id, hugo],
    )
    an_exchange(db, staff, project_id, holder_id=naima)

    contacts = {row.name: row.last_contact_on for row in holder_list(db, staff).rows}

    assert contacts["Hugo"] is None
    assert contacts["Naïma Terrasson"] is not None


def test_a_search_says_n_of_n(db: Database, staff: Visitor) -> None:
    a_holder(db, staff)
    a_holder(db, staff, "Hugo")

    found = holder_list(db, staff, text="HUGO")

    assert ([row.name for row in found.rows], found.shown, found.total) == (["Hugo"], 1, 2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Naïma  l’Œuvre", ("naima", "l", "oeuvre")),
        ("+33 6 12 34 56 78", ("0612345678",)),
        ("Hugo@Exemple.fr", ("hugo@exemple.fr",)),
        ("", ()),
    ],
)
def test_phones_and_emails_are_searched_as_such(typed: str, expected: tuple[str, ...]) -> None:
    assert searched_words(typed) == expected


def test_people_come_fifty_a_page(db: Database, staff: Visitor) -> None:
    for number in range(ROWS_A_PAGE + 1):
        a_holder(db, staff, f"Personne {number:03}")

    first, second = (holder_list(db, staff, page=page) for page in (1, 2))

    assert (len(first.rows), len(second.rows), first.pages) == (ROWS_A_PAGE, 1, 2)
    assert len(holder_list(db, staff, page=None).rows) == ROWS_A_PAGE + 1


def test_the_record_lists_the_projects_of_the_person(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    person = read(db, staff, project_id).people[0]

    record = holder_record(db, staff, person.id)

    assert [(each.id, each.standing, each.role) for each in record.projects] == [
        (project_id, "○ Détection", "Porteur principal")
    ]
    with pytest.raises(NotFoundError):
        holder_record(db, staff, 999)


@pytest.mark.parametrize(
    ("name", "reach", "reason"),
    [
        ("Terrasson naima", None, "nom proche"),
        ("Inconnu", "06.12.34.56.78", "même téléphone"),
        (None, "+33612345678", "même téléphone"),
        ("Inconnu", "NAIMA@exemple.fr", "même adresse électronique"),
    ],
)
def test_a_likely_duplicate_says_why(
    db: Database, staff: Visitor, name: str | None, reach: str | None, reason: str
) -> None:
    a_contact(db, staff, reach="0612345678, naima@exemple.fr", idea="Couches")

    (found,) = likely_duplicates(db, staff, name=name, reach=reach)

    assert (found.name, found.commune, found.project_title, found.reason) == (
        "Naïma Terrasson",
        "Libourne\u00a0(33)",
        "Couches",
        reason,
    )


def test_a_person_in_the_archives_is_still_a_duplicate(db: Database, staff: Visitor) -> None:
    archive_holder(db, staff, a_holder(db, staff))

    assert [each.is_archived for each in likely_duplicates(db, staff, name="Naïma Terrasson")] == [
        True
    ]


def test_nobody_is_a_duplicate_of_nothing(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)

    assert likely_duplicates(db, staff, name=None, reach=None) == ()
    assert likely_duplicates(db, staff, name="Na", reach="rien") == ()
    assert likely_duplicates(db, staff, name="Naïma Terrasson", but_not=holder_id) == ()


def test_elected_and_partner_see_nobody(db: Database, elected: Visitor, partner: Visitor) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            holder_list(db, visitor)
        with pytest.raises(NotAllowedError):
            likely_duplicates(db, visitor, name="Naïma")
        with pytest.raises(NotAllowedError):
            holder_record(db, visitor, 1)
