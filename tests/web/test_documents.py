"""A document handed over: whole, as a file to keep, to whom may have it, with its line."""

import pytest

from circular.config import settings
from circular.domain.demonstration import ROLE_COOKIE
from circular.domain.documents import DocumentSubject
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from circular.web.documents import disposition
from tests.builders.documents import a_document
from tests.builders.files import pdf
from tests.builders.tracked_matches import a_match, an_introduction
from tests.web.visitors import browser

HERE = "http://localhost:8501"
LINES = "SELECT COUNT(*) FROM journal WHERE act = 'document_taken'"


def test_the_file_is_the_one_that_was_stored_and_cannot_open(db: Database, staff: Visitor) -> None:
    document = a_document(db, staff, name="Bail de Zoé.pdf")
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.STAFF.value)
        head = client.head(f"/documents/{document}")
        assert value(db, LINES) == 0
        answer = client.get(f"/documents/{document}")

    assert (head.status_code, answer.status_code) == (200, 200)
    assert answer.content == pdf()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Bail de Zoe.pdf\"; filename*=UTF-8''Bail%20de%20Zo%C3%A9.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert value(db, LINES) == 1
    assert value(db, "SELECT account_id FROM journal ORDER BY id DESC") == staff.account_id


@pytest.mark.parametrize("role", [Role.ELECTED, Role.PARTNER, None])
def test_nobody_else_has_it(db: Database, staff: Visitor, role: Role | None) -> None:
    document = a_document(db, staff)
    with browser(HERE) as client:
        if role is not None:
            client.cookies.set(ROLE_COOKIE, role.value)
        answer = client.get(f"/documents/{document}")

    assert answer.status_code == 403
    assert b"%PDF" not in answer.content
    assert "Convention" not in answer.text
    assert value(db, LINES) == 0


def test_a_document_of_a_match_goes_to_the_team_and_not_to_the_partner_of_the_stream(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    match_id = a_match(db, staff, organisation_id=partner.organisation_id)
    an_introduction(db, staff, match_id)
    document = a_document(db, staff, of=match_id, subject=DocumentSubject.MATCH)
    answers = {}
    with browser(HERE) as client:
        for role in Role:
            client.cookies.set(ROLE_COOKIE, role.value)
            answers[role] = client.get(f"/documents/{document}")

    allowed = {role for role, answer in answers.items() if answer.status_code == 200}
    assert allowed == {Role.STAFF, Role.ADMINISTRATOR}
    assert answers[Role.STAFF].content == answers[Role.ADMINISTRATOR].content == pdf()
    for role in (Role.PARTNER, Role.ELECTED):
        assert answers[role].status_code == 403
        assert b"%PDF" not in answers[role].content
        assert "Convention" not in answers[role].text
    assert value(db, LINES) == 2


@pytest.mark.parametrize("number", ["99", "abc", "%20", "9" * 30, "-1", "²"])
def test_what_is_no_document_is_not_found(db: Database, number: str) -> None:
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.STAFF.value)
        answer = client.get(f"/documents/{number}")

    assert answer.status_code == 404
    assert "n’existe pas, ou plus" in answer.text


def test_an_altered_or_missing_file_is_said_and_not_handed_over(
    db: Database, staff: Visitor
) -> None:
    document = a_document(db, staff)
    (path,) = settings().documents.iterdir()
    with browser(HERE) as client:
        client.cookies.set(ROLE_COOKIE, Role.STAFF.value)
        path.write_bytes(pdf(2))
        altered = client.get(f"/documents/{document}")
        path.unlink()
        missing = client.get(f"/documents/{document}")

    assert (altered.status_code, missing.status_code) == (410, 410)
    assert "a été modifié sur le serveur" in altered.text
    assert "manque sur le serveur" in missing.text
    assert value(db, LINES) == 0


def test_a_hostile_name_stays_inside_its_header() -> None:
    written = disposition('a"; filename="x.exe\r\nSet-Cookie: y – é.pdf')

    assert "\r" not in written
    assert written.count('"') == 2
    assert "filename*=UTF-8''a%22%3B%20filename%3D%22x.exe%0D%0ASet-Cookie%3A" in written
