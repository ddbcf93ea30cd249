"""The settings of an identity provider, read from the environment."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from circular.config import is_safe_address, settings
from tests.provider.people import SECRET
from tests.provider.running import configured, environment

ISSUER = "https://connexion.exemple.gouv.fr/api/v2"
OURS = "https://circular.exemple.fr"


@pytest.mark.usefixtures("store_path")
def test_without_an_issuer_there_is_no_provider() -> None:
    assert settings().identity_provider is None


@pytest.mark.usefixtures("store_path")
def test_the_usual_settings_are_those_of_proconnect(monkeypatch: pytest.MonkeyPatch) -> None:
    found = configured(monkeypatch, environment(ISSUER, OURS, LABEL="", SCOPES=""))

    assert found.issuer == ISSUER
    assert found.label == "connexion.exemple.gouv.fr"
    assert found.client_auth == "post"
    assert found.session_hours == 12
    assert found.verified_emails


@pytest.mark.usefixtures("store_path")
def test_the_secret_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    configured(monkeypatch, environment(ISSUER, OURS))
    assert SECRET not in repr(settings())

    with pytest.raises(ValidationError) as caught:
        configured(monkeypatch, environment(ISSUER, OURS, SESSION_HOURS="beaucoup"))
    assert SECRET not in str(caught.value)


@pytest.mark.usefixtures("store_path")
def test_the_secret_comes_from_a_file_that_only_its_owner_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "secret"
    path.write_text("dans-un-fichier\n", encoding="utf-8")
    path.chmod(0o600)
    values = environment(ISSUER, OURS, CLIENT_SECRET="", CLIENT_SECRET_FILE=str(path))
    assert configured(monkeypatch, values).client_secret == "dans-un-fichier"

    path.chmod(0o640)
    with pytest.raises(PermissionError):
        configured(monkeypatch, values)


@pytest.mark.usefixtures("store_path")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ISSUER", "http://connexion.exemple.gouv.fr"),
        ("ISSUER", "http://localhost.exemple.com"),
        ("ISSUER", "connexion.exemple.gouv.fr"),
        ("ISSUER", "https://connexion.exemple.gouv.fr?a=b"),
        ("CLIENT_ID", ""),
        ("CLIENT_SECRET", ""),
        ("CLIENT_AUTH", "none"),
        ("SESSION_HOURS", "721"),
        ("VERIFIED_EMAILS", "peut-être"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    with pytest.raises(ValidationError):
        configured(monkeypatch, environment(ISSUER, OURS, **{name: text}))


@pytest.mark.usefixtures("store_path")
def test_a_provider_needs_to_know_where_people_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="CIRCULAR_BASE_URL"):
        configured(monkeypatch, environment(ISSUER, ""))


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://exemple.fr/a", True),
        ("http://localhost:8733", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:80/", True),
        ("http://exemple.fr", False),
        ("http://localhost@exemple.fr", False),
        ("ftp://localhost", False),
        ("https://", False),
        ("", False),
    ],
)
def test_secrets_travel_encrypted_or_not_at_all(address: str, *, is_safe: bool) -> None:
    assert is_safe_address(address) is is_safe
