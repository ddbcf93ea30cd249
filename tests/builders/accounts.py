"""Accounts that can sign in, made through the actions."""

from datetime import UTC, datetime, timedelta

from circular.actions import accounts, invitations, sessions, sign_in
from circular.adapters import tokens, totp
from circular.config import settings
from circular.domain.accounts import AccountDraft
from circular.domain.permissions import Role
from circular.domain.sign_in import Caller, SignedIn
from circular.domain.visitors import Visitor
from circular.store import sign_in as credentials
from circular.store.connection import Database

PASSWORD = "tournesol vélo marmite 47"
EMAIL = "claire.dubreuil@exemple.fr"
ADDRESS = "192.0.2.10"


def caller(*, after: timedelta = timedelta(0), address: str = ADDRESS) -> Caller:
    """Return a request of now, or of a while after."""
    return Caller(address=address, device="Firefox, Windows", at=datetime.now(UTC) + after)


def key() -> bytes:
    """Return the key of the test's installation."""
    return tokens.installation_key(settings().key_file)


def add_account(
    db: Database,
    administrator: Visitor,
    *,
    email: str = EMAIL,
    role: Role = Role.STAFF,
    organisation_id: int | None = None,
    password: str | None = PASSWORD,
) -> int:
    """Invite somebody and, unless `password` is None, let them choose it, then leave."""
    draft = AccountDraft(
        name="Claire Dubreuil", email=email, role=role, organisation_id=organisation_id
    )
    link = accounts.invite(db, administrator, draft)
    assert link.account_id is not None
    if password is not None:
        entry = invitations.choose_password(db, link.kind, link.token, password, caller())
        sessions.sign_out(db, entry.token, caller())
    return link.account_id


def signed_in(db: Database, *, email: str = EMAIL, at: Caller | None = None) -> SignedIn:
    """Sign in with the password of `add_account`."""
    return sign_in.sign_in(db, email=email, password=PASSWORD, caller=at or caller())


def code_of(db: Database, account_id: int, *, at: datetime | None = None) -> str:
    """Return what the person's application shows."""
    from pyotp import TOTP

    factor = credentials.second_factor(db, account_id)
    assert factor is not None
    return TOTP(totp.secret(key(), factor["salt"])).at(at or datetime.now(UTC))
