"""« Comptes », run for real by the administrator."""

import pytest
from streamlit.testing.v1 import AppTest

from circular.actions import accounts
from circular.config import settings
from circular.domain.permissions import Role
from circular.domain.sign_in import Step
from circular.domain.visitors import Visitor
from circular.queries.sessions import presence
from circular.store import accounts as store
from circular.store import sign_in as credentials
from circular.store.connection import Database
from tests.builders.accounts import EMAIL, add_account, caller, signed_in
from tests.builders.mailbox import mailbox
from tests.pages.signed_in import open_with_session, press, type_in, words
from tests.pages_runner import open_page


def choose_role(app: AppTest, role: Role) -> None:
    """Choose a role and draw the page again, as the browser does."""
    box = next(each for each in app.selectbox if each.label.startswith("Rôle"))
    box.set_value(role)
    app.run()


def test_the_administrator_invites_somebody_and_gives_the_link_once(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py")
    type_in(app, "Nom et prénom", "Paul Marsan")
    type_in(app, "Adresse électronique", "paul@exemple.fr")
    choose_role(app, Role.STAFF)

    press(app, "Créer le compte et son lien")

    assert not app.exception
    address = next(code.value for code in app.code)
    assert address.startswith("http://localhost:8501/invitation/")
    made = store.by_email(db, "paul@exemple.fr")
    assert made is not None
    press(app, "C’est transmis")
    assert not app.code


def test_a_partner_s_organisation_is_asked_for(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py")
    type_in(app, "Nom et prénom", "Paul Marsan")
    type_in(app, "Adresse électronique", "paul@exemple.fr")
    choose_role(app, Role.PARTNER)
    press(app, "Créer le compte et son lien")
    assert "Choisissez l’organisation" in words(app)

    box = next(each for each in app.selectbox if each.label.startswith("Organisation"))
    box.set_value(box.options and next(iter(store.partners(db)))["id"])
    press(app, "Créer le compte et son lien")

    made = store.by_email(db, "paul@exemple.fr")
    assert made is not None
    assert made["role"] == "partner"


def test_the_link_is_mailed_where_the_association_has_a_server(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox() as post:
        for name, text in {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(post.port),
            "SMTP_SECURITY": "none",
            "SMTP_FROM": "circular@exemple.fr",
            "BASE_URL": "https://circular.exemple.fr",
        }.items():
            monkeypatch.setenv(f"CIRCULAR_{name}", text)
        settings.cache_clear()
        app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py")
        type_in(app, "Nom et prénom", "Paul Marsan")
        type_in(app, "Adresse électronique", "paul@exemple.fr")
        choose_role(app, Role.ELECTED)
        press(app, "Créer le compte et son lien")
        sent = len(post.messages)

    assert sent == 1
    assert "est parti par courrier" in words(app)
    assert app.code[0].value.startswith("https://circular.exemple.fr/invitation/")


def test_a_record_tells_and_changes_an_account(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = add_account(db, administrator)
    token = signed_in(db).token
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py", id=str(account_id))
    assert "Claire Dubreuil" in words(app)
    assert "Connexions ouvertes" in words(app)
    choose_role(app, Role.ELECTED)
    press(app, "Enregistrer")
    found = presence(db, token, now=caller().at)
    assert found is not None
    assert found.visitor.role is Role.ELECTED

    press(app, "Déconnecter partout")
    assert presence(db, token, now=caller().at) is None

    press(app, "Lien de nouveau mot de passe")
    assert "/mot-de-passe/" in app.code[0].value
    press(app, "Fermer le compte")
    assert "Fermé" in words(app)
    press(app, "Rouvrir le compte")
    assert signed_in(db, email=EMAIL).step is Step.OPEN


def test_an_account_that_does_not_exist_is_said_so(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py", id="999999")

    assert not app.exception
    assert "Ce compte n’existe pas" in words(app)


def test_a_second_factor_is_demanded_of_a_role(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "accounts.py")
    app.multiselect[0].set_value([Role.STAFF])
    type_in(app, "Heures sans activité", "4")
    press(app, "Enregistrer les règles")
    assert credentials.second_factor_roles(db) == ["staff"]
    assert credentials.idle_hours(db) == 4

    type_in(app, "Heures sans activité", "mille")
    press(app, "Enregistrer les règles")
    assert "nombre entier" in words(app)


@pytest.mark.parametrize("role", [Role.STAFF, Role.ELECTED, Role.PARTNER])
def test_nobody_else_opens_the_page(
    db: Database, administrator: Visitor, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = add_account(db, administrator)
    app = open_page(monkeypatch, role, "accounts.py", id=str(account_id))

    assert EMAIL not in words(app)
    assert "Créer le compte et son lien" not in [button.label for button in app.button]


def test_a_page_left_open_by_a_closed_account_does_nothing_more(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(db, administrator, email="autre@exemple.fr", role=Role.ADMINISTRATOR)
    account_id = add_account(db, administrator, role=Role.ADMINISTRATOR)
    app = open_with_session(monkeypatch, signed_in(db).token, "accounts.py", id="1")
    assert "Fermer le compte" in [button.label for button in app.button]

    accounts.close_account(db, administrator, account_id)
    press(app, "Fermer le compte")

    assert "Bienvenue dans Circular" in words(app)
    row = store.by_id(db, 1)
    assert row is not None
    assert row["closed_at"] is None
