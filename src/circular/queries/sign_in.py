"""Questions about signing in: the rules, one's second factor, whether anybody can sign in."""

from dataclasses import dataclass

from circular.adapters import totp
from circular.domain.permissions import Role
from circular.domain.sign_in import SignInRules
from circular.store import accounts, meta
from circular.store import sign_in as store
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class OwnFactor:
    """Where one's second factor stands."""

    is_set: bool
    is_begun: bool
    is_demanded: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an application needs to know of a second factor: typed by hand, or read as a QR code."""

    secret: str
    address: str


def rules(db: Database) -> SignInRules:
    """Return what is demanded of those who sign in."""
    roles = frozenset(Role(role) for role in store.second_factor_roles(db))
    return SignInRules(idle_hours=store.idle_hours(db), second_factor_roles=roles)


def own_factor(db: Database, account_id: int, role: Role) -> OwnFactor:
    """Return where the second factor of an account stands."""
    row = store.second_factor(db, account_id)
    is_set = row is not None and row["confirmed_at"] is not None
    return OwnFactor(
        is_set=is_set,
        is_begun=row is not None and not is_set,
        is_demanded=role.value in store.second_factor_roles(db),
        codes_left=store.recovery_codes_left(db, account_id),
    )


def enrolment(db: Database, account_id: int, *, key: bytes, issuer: str) -> Enrolment | None:
    """Return the secret to show while a second factor waits for its first code, None otherwise."""
    row = store.second_factor(db, account_id)
    account = accounts.by_id(db, account_id)
    if row is None or row["confirmed_at"] is not None or account is None:
        return None
    secret = totp.secret(key, row["salt"])
    label = account["email"] or account["name"]
    return Enrolment(secret, totp.address(secret, account=label, issuer=issuer))


def awaits_first_administrator(db: Database) -> bool:
    """Say whether a database that is not a demonstration has nobody to manage it yet."""
    return not meta.is_demonstration(db) and not accounts.has_administrator(db)
