"""The page of the journal, for the administrator: filters, records, exports, its check."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions.accounts import invite
from circular.domain.accounts import AccountDraft
from circular.domain.journal import JournalFilters
from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.exports.tables import Format, written
from circular.queries import journal_chain
from circular.store.connection import Database
from circular.ui.journal import journal_table
from tests.builders.agreements import a_project
from tests.builders.journal import tamper, write_lines
from tests.pages.record_forms import words
from tests.pages_runner import open_page


def the_page(monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """Open the journal as the administrator."""
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "journal.py", **parameters)
    assert not app.exception
    return app


def test_an_empty_journal_says_so(monkeypatch: pytest.MonkeyPatch, store_path: object) -> None:
    assert "Rien n’a encore été noté" in words(the_page(monkeypatch))


def test_lines_are_shown_with_their_author_and_what_they_changed(
    monkeypatch: pytest.MonkeyPatch, db: Database, staff: Visitor
) -> None:
    write_lines(db, staff, 40)

    app = the_page(monkeypatch)

    shown = words(app)
    assert "Acte 39." in shown
    assert "Acte 9." not in shown
    assert "40</b> sur 40 lignes" in shown.replace("\u202f", "")
    assert "Nom\u00a0: «\u00a0Ida 39\u00a0» devient «\u00a0Ida 40\u00a0»" in shown
    assert staff.name in shown.replace("\\", "")


def test_filters_of_the_address_are_obeyed(
    monkeypatch: pytest.MonkeyPatch, db: Database, staff: Visitor, administrator: Visitor
) -> None:
    write_lines(db, staff, 2)
    draft = AccountDraft(name="Zoé Martin", email="zoe@exemple.fr", role=Role.ELECTED)
    invite(db, administrator, draft)

    app = the_page(monkeypatch, acte="Comptes et droits")

    assert "Zoé Martin invité·e" in words(app)
    assert "Acte 1." not in words(app)
    assert "1</b> sur 3 lignes" in words(app)


def test_a_line_leads_to_its_record(
    monkeypatch: pytest.MonkeyPatch, db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff)

    links = [link.proto for link in the_page(monkeypatch, fiche="Projet").get("page_link")]

    assert any(link.page.endswith("projet") and f"id={project_id}" in str(link) for link in links)


def test_the_check_says_that_the_journal_is_whole_and_gives_its_head(
    monkeypatch: pytest.MonkeyPatch, db: Database, staff: Visitor
) -> None:
    write_lines(db, staff, 3)
    head = journal_chain.head(db)
    assert head is not None

    app = the_page(monkeypatch)
    app.button(key="check").click().run()

    assert app.success[0].value == "Le journal est entier\u00a0: 3\u00a0lignes."
    assert app.code[0].value == head.written


def test_the_check_names_the_first_broken_line(
    monkeypatch: pytest.MonkeyPatch, db: Database, staff: Visitor
) -> None:
    write_lines(db, staff, 3)
    tamper(db, "UPDATE journal SET sentence = 'x' WHERE id = 2")

    app = the_page(monkeypatch)
    app.button(key="check").click().run()

    assert "La ligne n°\u00a02" in app.error[0].value


@pytest.mark.parametrize("form", [each for each in Format if each is not Format.GEOJSON])
def test_a_file_holds_every_line_and_says_its_filters(
    db: Database, staff: Visitor, administrator: Visitor, form: Format
) -> None:
    write_lines(db, staff, 40)
    filters = JournalFilters(account_id=staff.account_id, since=date(2026, 11, 1))

    table = journal_table(administrator, filters)

    assert len(table.rows) == 40
    assert table.criteria == [("Qui", staff.name), ("Depuis le", "01/11/2026")]
    assert len(written(table, form)) > 1000
