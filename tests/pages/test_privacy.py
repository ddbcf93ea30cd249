"""Personal data on one page: terms, requests, search and rules, as staff live them."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from circular.domain.permissions import Role
from circular.domain.personal_data import ANONYMISED_NAME
from circular.domain.visitors import Visitor
from circular.queries.retention import retention_settings
from circular.store.connection import Database
from circular.store.rows import one, value
from circular.ui import person_files
from tests.builders.agreements import signed
from tests.builders.data_requests import a_request
from tests.builders.holders import a_holder
from tests.builders.retention import EMAIL, NAME, an_old_contact
from tests.pages.record_forms import buttons, fill, submit, words
from tests.pages_runner import open_page

PAGE = "privacy.py"


@pytest.fixture
def naima(db: Database, staff: Visitor) -> int:
    """Return somebody whose term is long past, on any day on which the tests run."""
    return an_old_contact(db, staff)[0]


def opened(monkeypatch: pytest.MonkeyPatch, role: Role = Role.STAFF) -> AppTest:
    app = open_page(monkeypatch, role, PAGE)
    assert not app.exception
    return app


def name_of(db: Database, holder_id: int) -> str:
    return str(value(db, "SELECT name FROM holder WHERE id = ?", [holder_id]))


def test_an_empty_store_says_that_all_is_well(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = words(opened(monkeypatch))

    assert "Personne n’arrive à son terme" in shown
    assert "Aucune demande n’attend de réponse." in shown
    assert "Aucune demande notée" in shown


def test_a_person_is_anonymised_after_its_word_and_not_before(
    db: Database, monkeypatch: pytest.MonkeyPatch, naima: int
) -> None:
    app = opened(monkeypatch)
    assert "1 fiche est à l’échéance" in words(app)
    app.button(key=f"anonymise_holders_{naima}").click().run()
    app.button(key=f"do_anonymise_holders_{naima}").click().run()
    assert "Écrivez ANONYMISER pour confirmer. Rien n’a été effacé." in [
        error.value for error in app.error
    ]
    assert name_of(db, naima) == NAME

    app.text_input(key=f"word_anonymise_holders_{naima}").set_value("anonymiser").run()
    app.button(key=f"do_anonymise_holders_{naima}").click().run()
    assert name_of(db, naima) == ANONYMISED_NAME
    assert "Personne n’arrive à son terme" in words(app)


def test_keeping_the_record_keeps_it(
    db: Database, monkeypatch: pytest.MonkeyPatch, naima: int
) -> None:
    app = opened(monkeypatch)
    app.button(key=f"anonymise_holders_{naima}").click().run()
    app.button(key=f"keep_anonymise_holders_{naima}").click().run()

    assert name_of(db, naima) == NAME
    assert f"do_anonymise_holders_{naima}" not in [button.key for button in app.button]


def test_the_batch_leaves_out_who_is_postponed(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch, naima: int
) -> None:
    other, _ = an_old_contact(db, staff, name="Bruno Castagnet")
    app = opened(monkeypatch)
    app.button(key=f"postpone_holders_{naima}").click().run()
    form = f"postpone_holders_{naima}"
    fill(app, form, until="31/02/2027", reason=" ")
    app = submit(app, form)
    assert "n’existe pas dans le calendrier" in words(app)
    assert value(db, "SELECT COUNT(*) FROM retention_postponement") == 0
    fill(app, form, until="01/03/2030", reason="Contentieux en cours.")
    app = submit(app, form)
    assert "jusqu’au 01/03/2030" in words(app)

    app.button(key="anonymise_all_holders").click().run()
    app.text_input(key="word_batch_holders").set_value("ANONYMISER").run()
    app.button(key="do_batch_holders").click().run()
    assert (name_of(db, naima), name_of(db, other)) == (NAME, ANONYMISED_NAME)


def test_who_is_kept_by_law_cannot_be_anonymised_and_the_page_says_why(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder_id, project_id = an_old_contact(db, staff)
    signed(db, staff, project_id)
    app = opened(monkeypatch)

    assert "Une convention est en vigueur" in words(app)
    assert f"anonymise_holders_{holder_id}" not in [button.key for button in app.button]


def test_a_request_is_noted_then_answered(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_holder(db, staff)
    app = opened(monkeypatch)
    app.button(key="note_request").click().run()
    app = submit(app, "data_request_new")
    assert "Renseignez «\u00a0De qui\u00a0»" in words(app)
    fill(app, "data_request_new", kind="access", requester="Ida Lacoste", request="=cmd|'/C'!A0")
    app = submit(app, "data_request_new")
    row = one(db, "SELECT * FROM data_request")
    assert row is not None
    assert (row["requester"], row["request"]) == ("Ida Lacoste", "=cmd|'/C'!A0")
    assert "1 demande attend" in words(app)

    app.button(key=f"answer_request_{row['id']}").click().run()
    form = f"data_answer_{row['id']}"
    fill(app, form, outcome="refused")
    app = submit(app, form)
    assert "un refus, même en partie, se motive" in words(app)
    fill(app, form, answer="Identité non établie.")
    app = submit(app, form)
    assert value(db, "SELECT outcome FROM data_request") == "refused"
    assert "Aucune demande n’attend de réponse." in words(app)

    app.button(key=f"history_request_{row['id']}").click().run()
    assert "à répondre avant le" in words(app)
    assert "répondue le" in words(app)


def test_a_late_request_is_flagged_here_and_in_the_day(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = a_request(db, staff)
    db.conn.execute("UPDATE data_request SET received_on = '2020-01-01', due_on = '2020-02-01'")
    db.conn.commit()

    assert "En retard" in words(opened(monkeypatch))
    assert "demande RGPD à répondre" in words(open_page(monkeypatch, Role.STAFF, "my_day.py"))
    assert request_id


def test_a_search_leads_to_the_file_and_to_a_request(
    db: Database, monkeypatch: pytest.MonkeyPatch, naima: int
) -> None:
    app = opened(monkeypatch)
    app.text_input(key="person_search").set_value("zzz").run()
    assert "Personne de ce nom" in words(app)
    app.text_input(key="person_search").set_value("terrass").run()

    assert EMAIL.replace("@", "\\@") in words(app) or "Fiche porteur" in words(app)
    app.button(key=f"request_of_{naima}").click().run()
    fill(app, f"data_request_{naima}", kind="erasure")
    submit(app, f"data_request_{naima}")
    row = one(db, "SELECT kind, holder_id, requester FROM data_request")
    assert row == {"kind": "erasure", "holder_id": naima, "requester": NAME}


def test_the_click_makes_the_file_and_leaves_a_line(
    db: Database, staff: Visitor, naima: int
) -> None:
    content = person_files.maker(staff, naima)()

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert EMAIL in archive.read("dossier.html").decode("utf-8")
    assert value(db, "SELECT COUNT(*) FROM journal WHERE act = 'file_taken'") == 1


def test_the_rules_are_changed_and_bad_ones_refused(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(monkeypatch)
    fill(app, "retention", holders_days="12", rights_email="pas une adresse")
    app = submit(app, "retention")
    assert "30 au moins" in words(app)
    assert retention_settings(db).holders_days == 1095
    fill(app, "retention", holders_days="730", rights_email="droits@exemple.fr")
    app = submit(app, "retention")
    rules = retention_settings(db)
    assert (rules.holders_days, rules.rights_email) == (730, "droits@exemple.fr")


def test_only_the_administrator_sees_the_way_to_everything(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Emporter toutes les données" in words(opened(monkeypatch, Role.ADMINISTRATOR))
    assert "Emporter toutes les données" not in words(opened(monkeypatch))


def test_an_anonymised_record_is_closed(
    db: Database, monkeypatch: pytest.MonkeyPatch, naima: int
) -> None:
    app = opened(monkeypatch)
    app.button(key=f"anonymise_holders_{naima}").click().run()
    app.text_input(key=f"word_anonymise_holders_{naima}").set_value("ANONYMISER").run()
    app.button(key=f"do_anonymise_holders_{naima}").click().run()

    record = open_page(monkeypatch, Role.STAFF, "holder.py", id=str(naima))
    assert not record.exception
    assert "Cette personne est anonymisée" in words(record)
    assert not {"Archiver", "Sortir des archives"} & set(buttons(record))
