"""« Mon compte », run for real by somebody signed in."""

import pytest

from circular.actions import accounts
from circular.domain.permissions import Role
from circular.domain.sign_in import SignInRules, Step
from circular.domain.visitors import Visitor
from circular.queries.sessions import presence
from circular.store import sign_in as credentials
from circular.store.connection import Database
from tests.builders.accounts import PASSWORD, add_account, caller, code_of, signed_in
from tests.pages.signed_in import open_with_session, press, type_in, words
from tests.pages_runner import open_page

NEW = "quatre mots tout à fait neufs"


def test_the_password_is_changed_and_the_other_devices_are_out(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(db, administrator)
    other, here = signed_in(db), signed_in(db)
    app = open_with_session(monkeypatch, here.token, "my_account.py")
    type_in(app, "Mot de passe actuel", PASSWORD)
    type_in(app, "Nouveau mot de passe", NEW)
    type_in(app, "Le nouveau, une seconde fois", NEW)

    press(app, "Changer le mot de passe")

    assert not app.exception
    assert presence(db, here.token, now=caller().at) is not None
    assert presence(db, other.token, now=caller().at) is None


def test_a_wrong_current_password_is_said_under_its_field(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = add_account(db, administrator)
    kept = credentials.password_hash(db, account_id)
    app = open_with_session(monkeypatch, signed_in(db).token, "my_account.py")
    type_in(app, "Mot de passe actuel", "ce n’est pas lui")
    type_in(app, "Nouveau mot de passe", NEW)
    type_in(app, "Le nouveau, une seconde fois", NEW)

    press(app, "Changer le mot de passe")

    assert "Ce n’est pas votre mot de passe actuel" in words(app)
    assert credentials.password_hash(db, account_id) == kept


def test_the_second_factor_is_set_up_on_screen_and_its_codes_are_shown_once(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = add_account(db, administrator)
    app = open_with_session(monkeypatch, signed_in(db).token, "my_account.py")
    type_in(app, "Votre mot de passe", PASSWORD)
    press(app, "Mettre en place")
    drawings = [block for block in app.get("html") if "data:image/png" in block.proto.body]
    assert len(drawings) == 1
    type_in(app, "Code à six chiffres", "000000")
    press(app, "Confirmer")
    assert "Ce code ne convient pas" in words(app)

    type_in(app, "Code à six chiffres", code_of(db, account_id))
    press(app, "Confirmer")

    assert "Vos codes de secours" in words(app)
    assert "Il vous reste 10\u00a0codes de secours" in words(app)
    assert len(app.code[0].value.split()) == 10
    press(app, "C’est noté")
    assert "Vos codes de secours" not in words(app)
    assert signed_in(db).step is Step.CODE


def test_a_factor_that_the_role_demands_cannot_be_taken_away(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = add_account(db, administrator)
    token = signed_in(db).token
    app = open_with_session(monkeypatch, token, "my_account.py")
    type_in(app, "Votre mot de passe", PASSWORD)
    press(app, "Mettre en place")
    type_in(app, "Code à six chiffres", code_of(db, account_id))
    press(app, "Confirmer")
    assert "Retirer le second facteur" in [button.label for button in app.button]

    demanded = SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    accounts.change_rules(db, administrator, demanded)
    app.run()

    assert "Retirer le second facteur" not in [button.label for button in app.button]


def test_signing_out_everywhere_shuts_the_page_at_once(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(db, administrator)
    other, here = signed_in(db), signed_in(db)
    app = open_with_session(monkeypatch, here.token, "my_account.py")

    press(app, "Me déconnecter partout")

    assert "Bienvenue dans Circular" in words(app)
    for entry in (other, here):
        assert presence(db, entry.token, now=caller().at) is None


def test_another_device_is_put_out_alone(
    db: Database, administrator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(db, administrator)
    other, here = signed_in(db), signed_in(db)
    app = open_with_session(monkeypatch, here.token, "my_account.py")

    press(app, "Déconnecter")

    assert presence(db, other.token, now=caller().at) is None
    assert presence(db, here.token, now=caller().at) is not None


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_the_page_and_the_demonstration_says_what_it_is(
    db: Database, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, role, "my_account.py")

    assert not app.exception
    assert "Vous êtes dans la démonstration" in words(app)
    assert not app.text_input
