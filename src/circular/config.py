"""Paths and settings of the machine, read once from the environment."""

import os
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

ROOT = Path(__file__).resolve().parents[2]


def _network(text: str) -> str:
    return str(ip_network(text.strip(), strict=False))


def _address(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("CIRCULAR_BASE_URL begins with http:// or https://")
    return text.rstrip("/")


class MailServer(BaseModel):
    """The server that sends the messages: CIRCULAR_SMTP_HOST, _PORT, _SECURITY, _USER, _FROM.

    The password comes from CIRCULAR_SMTP_PASSWORD, or from the file (mode 600) that
    CIRCULAR_SMTP_PASSWORD_FILE names; it is shown nowhere.
    """

    model_config = ConfigDict(frozen=True)

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = Field(default="", repr=False)
    sender: str


class Settings(BaseModel):
    """Where things lie on this machine; each has an environment variable `CIRCULAR_…`."""

    model_config = ConfigDict(frozen=True)

    database: Path
    reference: Path
    pages: Path
    key_file: Path
    base_url: Annotated[str, AfterValidator(_address)] = ""
    trusted_proxies: tuple[Annotated[str, AfterValidator(_network)], ...] = ()
    mail: MailServer | None = None

    @property
    def is_https(self) -> bool:
        """Say whether the product is published over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def can_mail_links(self) -> bool:
        """Say whether a link may be mailed: by a server, with an address that nobody can forge."""
        return self.mail is not None and bool(self.base_url)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this machine.

    CIRCULAR_DATABASE says where the database lies, CIRCULAR_KEY_FILE where the key of the codes
    and forms lies (beside the database otherwise), CIRCULAR_BASE_URL the address that people type,
    CIRCULAR_TRUSTED_PROXIES whose X-Forwarded-… headers are believed (nobody's otherwise).
    """
    database = Path(_variable("DATABASE") or ROOT / "var" / "circular.sqlite3")
    return Settings(
        database=database,
        reference=ROOT / "data" / "reference",
        pages=ROOT / "pages",
        key_file=Path(_variable("KEY_FILE") or database.with_name("circular.key")),
        base_url=_variable("BASE_URL"),
        trusted_proxies=tuple(
            each for each in _variable("TRUSTED_PROXIES").split(",") if each.strip()
        ),
        mail=_mail_server(),
    )


def _mail_server() -> MailServer | None:
    if not _variable("SMTP_HOST"):
        return None
    secret = _variable("SMTP_PASSWORD_FILE")
    return MailServer.model_validate(
        {
            "host": _variable("SMTP_HOST"),
            "port": _variable("SMTP_PORT") or 587,
            "security": _variable("SMTP_SECURITY") or "starttls",
            "user": _variable("SMTP_USER"),
            "password": read_secret(Path(secret)) if secret else _variable("SMTP_PASSWORD"),
            "sender": _variable("SMTP_FROM") or _variable("SMTP_USER"),
        }
    )


def read_secret(path: Path) -> str:
    """Return the secret that a file holds.

    Raises:
        PermissionError: others than its owner may read the file.
    """
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} : d'autres peuvent lire ce fichier ; faites chmod 600.")
    return path.read_text(encoding="utf-8").strip()


def _variable(name: str) -> str:
    return os.environ.get(f"CIRCULAR_{name}", "").strip()
