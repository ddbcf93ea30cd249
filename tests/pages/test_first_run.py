"""« Premiers pas », run for real on a database that has just been prepared."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from circular.actions import invitations
from circular.cli import main
from circular.config import settings
from circular.domain.accounts import FirstAdministratorDraft
from circular.queries.territory import territory_epcis
from circular.store.connection import Database, open_for
from tests.builders.accounts import PASSWORD, caller
from tests.pages.signed_in import open_with_session, press, type_in, words

FIRST = FirstAdministratorDraft(
    name="Ada Martin", email="ada@exemple.fr", password=PASSWORD, again=PASSWORD
)


@pytest.fixture
def prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[Database, str]]:
    """Return a database prepared by the command line, and the token that it printed."""
    monkeypatch.setenv("CIRCULAR_DATABASE", str(tmp_path / "fresh.sqlite3"))
    settings.cache_clear()
    assert main(["init", "--port", "8631"]) == 0
    link = capsys.readouterr().out.strip().splitlines()[-1].strip()
    assert link.startswith("http://localhost:8631/premiere-connexion/")
    with open_for(tmp_path / "fresh.sqlite3") as db:
        yield db, link.rpartition("/")[2]
    settings.cache_clear()


def test_the_first_administrator_chooses_the_territory(
    prepared: tuple[Database, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    db, token = prepared
    entry = invitations.create_first_administrator(db, token, FIRST, caller())
    app = open_with_session(monkeypatch, entry.token, "first_run.py")
    assert not app.exception
    assert "Choisissez votre territoire" in words(app)
    type_in(app, "Chercher une intercommunalité", "libournais")
    app.run()

    press(app, "Ajouter")

    assert list(territory_epcis(db).values()) == ["CA du Libournais"]
    assert "CA du Libournais" in words(app)


def test_a_database_prepared_twice_keeps_its_key_and_changes_its_link(
    prepared: tuple[Database, str], capsys: pytest.CaptureFixture[str]
) -> None:
    db, token = prepared
    key = settings().key_file.read_text()

    assert main(["init"]) == 0

    assert settings().key_file.read_text() == key
    assert settings().database.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Exception, match="Ce lien a déjà servi"):
        invitations.create_first_administrator(db, token, FIRST, caller())


def test_a_database_that_has_its_administrator_is_not_taken_over(
    prepared: tuple[Database, str], capsys: pytest.CaptureFixture[str]
) -> None:
    db, token = prepared
    invitations.create_first_administrator(db, token, FIRST, caller())

    assert main(["init"]) == 1
    assert "déjà son administrateur" in capsys.readouterr().out
    assert main(["password", "personne@exemple.fr"]) == 1
    assert main(["password", "ADA@exemple.fr"]) == 0
    assert "/mot-de-passe/" in capsys.readouterr().out


def test_the_demonstration_never_lands_in_a_prepared_database(
    prepared: tuple[Database, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo"]) == 1
    assert "n'est pas une démonstration" in capsys.readouterr().out
