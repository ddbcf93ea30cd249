"""Paths and settings of the machine, read once from the environment."""

import os
import re
from email.utils import parseaddr
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

ROOT = Path(__file__).resolve().parents[2]


def _network(text: str) -> str:
    return str(ip_network(text.strip(), strict=False))


def _address(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("CIRCULAR_BASE_URL begins with http:// or https://")
    return text.rstrip("/")


def _host(text: str) -> str:
    name = text.strip().lower()
    if not re.fullmatch(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]", name):
        raise ValueError("CIRCULAR_ALLOWED_HOSTS holds names, without scheme, port or wildcard")
    return name


def _tiles(text: str) -> str:
    is_whole = all(sign in text for sign in ("{z}", "{x}", "{y}"))
    bare = text.replace("{z}", "").replace("{x}", "").replace("{y}", "")
    if text and not (is_whole and re.fullmatch(r"https?://[A-Za-z0-9.:-]+/[^\s{}\"';,]*", bare)):
        raise ValueError("CIRCULAR_MAP_TILES is an http(s) address with {z}, {x} and {y}")
    return text


def _sender(text: str) -> str:
    if not parseaddr(text)[1].rpartition("@")[0]:
        raise ValueError("CIRCULAR_SMTP_FROM is the address that messages come from")
    return text


def is_safe_address(text: str) -> bool:
    """Say whether secrets may travel there: over HTTPS, or without leaving this machine."""
    parts = urlsplit(text)
    is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_here)
    )


def _issuer(text: str) -> str:
    if not is_safe_address(text) or urlsplit(text).query or urlsplit(text).fragment:
        raise ValueError("CIRCULAR_OIDC_ISSUER begins with https:// (http:// on localhost only)")
    return text


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
    sender: Annotated[str, AfterValidator(_sender)]


class IdentityProvider(BaseModel):
    """The OpenID Connect provider that people may sign in with, beside their password.

    CIRCULAR_OIDC_ISSUER is its address as it writes it itself, _CLIENT_ID and _CLIENT_SECRET (or
    _CLIENT_SECRET_FILE, of mode 600) what it gave us, _LABEL the name on the button.
    _CLIENT_AUTH (post or basic) says how the secret is sent, _SCOPES what is asked for when it
    differs from what the provider announces. _SESSION_HOURS is the longest session that it grants;
    0: until its identity token expires. _VERIFIED_EMAILS=1 says that the provider vouches for
    every address without writing `email_verified`, as ProConnect does.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: str = Field(min_length=1)
    client_secret: str = Field(min_length=1, repr=False)
    client_auth: Literal["post", "basic"] = "post"
    label: str = Field(min_length=1, max_length=60)
    scopes: str = ""
    session_hours: int = Field(default=12, ge=0, le=720)
    verified_emails: bool = False

    @property
    def is_local(self) -> bool:
        """Say whether the provider runs on this machine, without encryption."""
        return self.issuer.startswith("http://")


class Settings(BaseModel):
    """Where things lie on this machine; each has an environment variable `CIRCULAR_…`."""

    model_config = ConfigDict(frozen=True)

    database: Path
    reference: Path
    pages: Path
    key_file: Path
    documents: Path
    document_megabytes: int = Field(default=20, ge=1, le=200)
    base_url: Annotated[str, AfterValidator(_address)] = ""
    trusted_proxies: tuple[Annotated[str, AfterValidator(_network)], ...] = ()
    allowed_hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    map_tiles: Annotated[str, AfterValidator(_tiles)] = ""
    map_credit: str = ""
    mail: MailServer | None = None
    identity_provider: IdentityProvider | None = None

    @model_validator(mode="after")
    def _knows_its_own_address(self) -> Self:
        if self.identity_provider is not None and not self.base_url:
            raise ValueError("CIRCULAR_OIDC_ISSUER needs CIRCULAR_BASE_URL: people come back there")
        return self

    @property
    def largest_document(self) -> int:
        """The most that a document may weigh, in bytes."""
        return self.document_megabytes << 20

    @property
    def map_tiles_origin(self) -> str:
        """The scheme, host and port that map images come from; empty when there are none."""
        parts = urlsplit(self.map_tiles)
        return f"{parts.scheme}://{parts.netloc}" if self.map_tiles else ""

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
    and forms lies (beside the database otherwise), CIRCULAR_DOCUMENTS the folder of documents
    (beside the database otherwise) and CIRCULAR_DOCUMENT_MEGABYTES what one may weigh,
    CIRCULAR_BASE_URL the address that people type, CIRCULAR_TRUSTED_PROXIES whose X-Forwarded-…
    headers are believed (nobody's otherwise), CIRCULAR_ALLOWED_HOSTS the names that it answers to
    (those of this machine otherwise), besides that of its public address, CIRCULAR_MAP_TILES where
    the images behind maps come from (no background otherwise) and CIRCULAR_MAP_CREDIT whose they
    are.
    """
    database = Path(_variable("DATABASE") or ROOT / "var" / "circular.sqlite3")
    return Settings(
        database=database,
        reference=ROOT / "data" / "reference",
        pages=ROOT / "pages",
        key_file=Path(_variable("KEY_FILE") or database.with_name("circular.key")),
        documents=Path(_variable("DOCUMENTS") or documents_beside(database)),
        document_megabytes=int(_variable("DOCUMENT_MEGABYTES") or 20),
        base_url=_variable("BASE_URL"),
        trusted_proxies=_listed("TRUSTED_PROXIES"),
        allowed_hosts=_listed("ALLOWED_HOSTS"),
        map_tiles=_variable("MAP_TILES"),
        map_credit=_variable("MAP_CREDIT"),
        mail=_mail_server(),
        identity_provider=_identity_provider(),
    )


def documents_beside(database: Path) -> Path:
    """Return where the documents of a database lie when nothing else is said."""
    return database.with_name("documents")


def _identity_provider() -> IdentityProvider | None:
    issuer = _variable("OIDC_ISSUER")
    if not issuer:
        return None
    secret = _variable("OIDC_CLIENT_SECRET_FILE")
    return IdentityProvider.model_validate(
        {
            "issuer": issuer,
            "client_id": _variable("OIDC_CLIENT_ID"),
            "client_secret": read_secret(Path(secret))
            if secret
            else _variable("OIDC_CLIENT_SECRET"),
            "client_auth": _variable("OIDC_CLIENT_AUTH") or "post",
            "label": _variable("OIDC_LABEL") or urlsplit(issuer).hostname,
            "scopes": _variable("OIDC_SCOPES"),
            "session_hours": _variable("OIDC_SESSION_HOURS") or 12,
            "verified_emails": _variable("OIDC_VERIFIED_EMAILS") or False,
        }
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


def _listed(name: str) -> tuple[str, ...]:
    return tuple(each for each in _variable(name).split(",") if each.strip())


def _variable(name: str) -> str:
    return os.environ.get(f"CIRCULAR_{name}", "").strip()
