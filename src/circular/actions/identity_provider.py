"""Signing in with an identity provider: it proves who one is, and gives no account and no right."""

from dataclasses import dataclass
from datetime import datetime

from circular.actions import refusals, sessions, sign_in
from circular.adapters import identity_provider as adapter
from circular.adapters.identity_provider import Flow
from circular.config import IdentityProvider
from circular.domain.identity_provider import (
    Answer,
    Cause,
    Granted,
    Identity,
    IdentityRefusedError,
    ProviderDownError,
    granted_until,
    speaks_of,
)
from circular.domain.permissions import Role
from circular.domain.personal_data import private
from circular.domain.sign_in import AttemptKind, Caller, SignedIn
from circular.store import accounts
from circular.store import identity_provider as store
from circular.store import sign_in as attempts
from circular.store.connection import Database, write_tx
from circular.store.rows import Row

DOWN = "provider_down"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody let in: their session, and the token that ends the one at the provider."""

    signed_in: SignedIn
    token: str
    expires: datetime


def set_off(
    db: Database, provider: IdentityProvider, flow: Flow, *, back: str, caller: Caller
) -> str:
    """Return the address at the provider where a person signs in, then comes back to `back`.

    Raises:
        ProviderDownError: the provider does not answer; the journal says so.
        IdentityRefusedError: another provider answers; the journal says so.
    """
    try:
        with adapter.line_to(provider) as line:
            return adapter.departure(provider, adapter.discover(line), flow, back=back)
    except ProviderDownError:
        _note_down(db, provider, caller)
        raise
    except IdentityRefusedError as refusal:
        with write_tx(db):
            _note_refusal(db, provider, caller, refusal.cause)
        raise


def come_back(
    db: Database,
    provider: IdentityProvider,
    flow: Flow,
    answer: Answer,
    *,
    back: str,
    caller: Caller,
    replacing: str | None = None,
) -> Entry:
    """Let in whoever comes back from the provider with a valid answer.

    `replacing` is the token of the session that the browser came with. What is wrong is said in
    the journal only.

    Raises:
        IdentityRefusedError: the answer is forged, replayed or out of date, or the person has no
            open account here.
        ProviderDownError: the provider does not answer; it does not count as a failure.
        TooManyAttemptsError: too many failures, for this state or this network address.
    """
    attempt = sign_in.claim_attempt(db, AttemptKind.PROVIDER, answer.state, caller)
    try:
        with adapter.line_to(provider) as line:
            granted = adapter.recognise(line, flow, answer, back=back, now=caller.at)
    except ProviderDownError:
        with write_tx(db):
            attempts.prove_right(db, attempt)
        _note_down(db, provider, caller)
        raise
    except IdentityRefusedError as refusal:
        with write_tx(db):
            _note_refusal(db, provider, caller, refusal.cause)
        raise
    entry = enter(db, provider, granted, caller=caller, replacing=replacing)
    with write_tx(db):
        attempts.prove_right(db, attempt)
    return Entry(signed_in=entry, token=granted.token, expires=granted.expires)


def enter(
    db: Database,
    provider: IdentityProvider,
    granted: Granted,
    *,
    caller: Caller,
    replacing: str | None = None,
) -> SignedIn:
    """Open the session of the account that bears the address which the provider proved.

    The account's name, role and organisation stay what the administrator wrote; the second factor
    is asked as after a password. The session ends when the provider's grant does.

    Raises:
        IdentityRefusedError: no open account bears this address, the provider does not prove it,
            or the person comes for another organisation than the partner account's.
    """
    identity = granted.identity
    with write_tx(db):
        found = accounts.by_email(db, identity.email) if identity.email else None
        known = found if found is not None and found["closed_at"] is None else None
        cause = _objection(db, provider, identity, known)
        if known is not None and cause is None:
            _note_recognised(db, provider, identity, known, caller)
            limit = granted_until(caller.at, granted.expires, hours=provider.session_hours)
            return sign_in.enter(db, known, caller, replacing=replacing, granted_until=limit)
        _note_refusal(db, provider, caller, cause or Cause.ACCOUNT, known)
    raise IdentityRefusedError(cause or Cause.ACCOUNT, provider.label)


def _objection(
    db: Database, provider: IdentityProvider, identity: Identity, account: Row | None
) -> Cause | None:
    """Return why an identity does not open an account, None when it does."""
    if not identity.proves_its_address(vouched=provider.verified_emails):
        return Cause.EMAIL
    if account is None:
        return Cause.ACCOUNT
    if account["role"] != Role.PARTNER.value:
        return None
    siret = store.organisation_siret(db, account["organisation_id"])
    return None if speaks_of(identity, siret) else Cause.ORGANISATION


def _note_recognised(
    db: Database, provider: IdentityProvider, identity: Identity, account: Row, caller: Caller
) -> None:
    """Journal who vouched for a person, and under which name when it is not the account's."""
    differs = identity.name and identity.name.casefold() != account["name"].casefold()
    more = f" Nom chez le fournisseur\u00a0: {private(identity.name)}." if differs else ""
    sentence = f"Identité confirmée par {provider.label}.{more}"
    sessions.note(db, caller.at, _person(account), act="recognised", sentence=sentence)


def _note_refusal(
    db: Database,
    provider: IdentityProvider,
    caller: Caller,
    cause: Cause,
    account: Row | None = None,
) -> None:
    sentence = f"Connexion avec {provider.label} refusée\u00a0: {cause.label}."
    person = _person(account) if account else None
    sessions.note(db, caller.at, person, act="refused", sentence=sentence, recognised=False)


def _note_down(db: Database, provider: IdentityProvider, caller: Caller) -> None:
    sentence = f"{provider.label} ne répond pas\u00a0: connexion impossible par ce moyen."
    with write_tx(db):
        refusals.note_once(db, caller, act=DOWN, sentence=sentence)


def _person(account: Row) -> Row:
    return {"account_id": account["id"], "name": account["name"]}
