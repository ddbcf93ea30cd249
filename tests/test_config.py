"""The settings of the machine, read from its environment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from circular.config import read_secret, settings


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Read the settings anew."""
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_by_default_nobody_is_trusted_and_nothing_is_mailed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CIRCULAR_DATABASE", str(tmp_path / "a.sqlite3"))

    found = settings()

    assert found.trusted_proxies == ()
    assert found.mail is None
    assert not found.is_https
    assert not found.can_mail_links
    assert found.key_file == tmp_path / "circular.key"
    assert found.documents == tmp_path / "documents"
    assert found.largest_document == 20 << 20


def test_documents_may_lie_elsewhere_and_weigh_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CIRCULAR_DOCUMENTS", str(tmp_path / "kept"))
    monkeypatch.setenv("CIRCULAR_DOCUMENT_MEGABYTES", "30")

    assert (settings().documents, settings().document_megabytes) == (tmp_path / "kept", 30)
    settings.cache_clear()
    monkeypatch.setenv("CIRCULAR_DOCUMENT_MEGABYTES", "0")
    with pytest.raises(ValidationError):
        settings()


def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIRCULAR_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,")

    assert settings().trusted_proxies == ("127.0.0.1/32", "10.0.0.0/8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TRUSTED_PROXIES", "proxy.local"),
        ("BASE_URL", "circular.exemple.fr"),
        ("ALLOWED_HOSTS", "https://circular.exemple.fr"),
        ("ALLOWED_HOSTS", "localhost:8501"),
        ("ALLOWED_HOSTS", "*"),
        ("SMTP_PORT", "vingt-cinq"),
        ("SMTP_SECURITY", "ssl3"),
        ("SMTP_FROM", ""),
        ("SMTP_FROM", "notre association"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv("CIRCULAR_SMTP_HOST", "smtp.exemple.fr")
    monkeypatch.setenv("CIRCULAR_SMTP_FROM", "Circular <circular@exemple.fr>")
    settings.cache_clear()
    settings()
    settings.cache_clear()
    monkeypatch.setenv(f"CIRCULAR_{name}", text)

    with pytest.raises((ValidationError, ValueError)):
        settings()


def test_the_password_of_the_mail_comes_from_a_file_that_only_its_owner_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "smtp"
    path.write_text("secret\n")
    path.chmod(0o640)
    monkeypatch.setenv("CIRCULAR_SMTP_HOST", "smtp.exemple.fr")
    monkeypatch.setenv("CIRCULAR_SMTP_FROM", "nous@exemple.fr")
    monkeypatch.setenv("CIRCULAR_SMTP_PASSWORD_FILE", str(path))
    with pytest.raises(PermissionError, match="chmod 600"):
        settings()

    path.chmod(0o600)
    mail = settings().mail

    assert mail is not None
    assert (mail.password, mail.port, mail.security) == ("secret", 587, "starttls")
    assert read_secret(path) == "secret"


def test_https_is_read_from_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIRCULAR_BASE_URL", "https://circular.exemple.fr/")

    assert settings().is_https
    assert settings().base_url == "https://circular.exemple.fr"


def test_a_map_server_is_an_address_with_its_three_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings().map_tiles_origin == ""
    for wrong in (
        "cartes.exemple/{z}/{x}/{y}",
        "https://a.exemple/{z}/{x}",
        "https://a/{z}{x}{y};x",
    ):
        monkeypatch.setenv("CIRCULAR_MAP_TILES", wrong)
        settings.cache_clear()
        with pytest.raises(ValidationError):
            settings()
    ign = "https://data.geopf.fr/wmts?LAYER=PLAN&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    monkeypatch.setenv("CIRCULAR_MAP_TILES", ign)
    settings.cache_clear()
    assert settings().map_tiles_origin == "https://data.geopf.fr"
