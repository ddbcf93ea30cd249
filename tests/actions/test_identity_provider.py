"""Letting in whoever a provider vouches for; the network is in the tests of `adapters`."""

from datetime import timedelta

import pytest

from circular.actions import identity_provider as acts
from circular.actions import sign_in
from circular.adapters import identity_provider as adapter
from circular.config import IdentityProvider
from circular.domain.identity_provider import (
    Answer,
    Cause,
    Granted,
    Identity,
    IdentityRefusedError,
    ProviderDownError,
)
from circular.domain.permissions import Role
from circular.domain.sign_in import SignedIn, Step, TooManyAttemptsError
from circular.domain.visitors import Visitor
from circular.queries.sessions import presence
from circular.store import accounts as account_store
from circular.store import sign_in as credentials
from circular.store.connection import Database, write_tx
from circular.store.rows import value
from tests.builders.accounts import EMAIL, add_account, caller, code_of, key
from tests.provider.running import free_port

PROVIDER = IdentityProvider(
    issuer="https://connexion.exemple.gouv.fr",
    client_id="circular",
    client_secret="secret",
    label="ProConnect",
    verified_emails=True,
)
FLOW = adapter.flow_of(b"k" * 32, "ticket")
BACK = "http://localhost:8501/connexion/retour"


@pytest.fixture
def person(db: Database, administrator: Visitor) -> int:
    """Return an account without a password."""
    return add_account(db, administrator, password=None)


def enter(db: Database, email: str = EMAIL, *, provider: IdentityProvider = PROVIDER) -> SignedIn:
    """Come in as a person of the provider."""
    now = caller()
    granted = Granted(Identity("1", email), token="a.b.c", expires=now.at + timedelta(minutes=1))
    return acts.enter(db, provider, granted, caller=now)


def test_a_known_address_opens_a_session_that_the_provider_limits(
    db: Database, person: int
) -> None:
    entry = enter(db, EMAIL.upper())

    found = presence(db, entry.token, now=caller().at)
    assert found is not None
    assert found.visitor.account_id == person
    assert found.visitor.role is Role.STAFF
    assert entry.expires <= caller().at + timedelta(hours=12)
    assert presence(db, entry.token, now=caller(after=timedelta(hours=12)).at) is None


def test_the_limit_may_be_that_of_the_token(db: Database, person: int) -> None:
    entry = enter(db, provider=PROVIDER.model_copy(update={"session_hours": 0}))

    assert presence(db, entry.token, now=caller(after=timedelta(seconds=30)).at) is not None
    assert presence(db, entry.token, now=caller(after=timedelta(seconds=61)).at) is None


def test_a_long_grant_does_not_outlive_our_own_limit(db: Database, person: int) -> None:
    entry = enter(db, provider=PROVIDER.model_copy(update={"session_hours": 720}))

    assert entry.expires <= caller().at + timedelta(days=30)


def test_an_unknown_address_gets_no_account(db: Database, person: int) -> None:
    before = account_store.count(db)

    with pytest.raises(IdentityRefusedError) as caught:
        enter(db, "inconnue@exemple.fr")

    assert caught.value.cause is Cause.ACCOUNT
    assert account_store.count(db) == before
    assert value(db, "SELECT COUNT(*) FROM sign_in_session") == 0


def test_no_address_is_not_the_account_that_has_none(db: Database, person: int) -> None:
    with pytest.raises(IdentityRefusedError) as caught:
        enter(db, "")

    assert caught.value.cause is Cause.EMAIL


def test_the_second_factor_is_asked_and_keeps_the_limit(db: Database, person: int) -> None:
    with write_tx(db):
        credentials.save_rules(db, hours=12, roles=["staff"], now=caller().at)
    waiting = enter(db, provider=PROVIDER.model_copy(update={"session_hours": 2}))
    assert waiting.step is Step.ENROL

    code = code_of(db, person)
    opened, _ = sign_in.enrol(db, waiting.token, code, key=key(), caller=caller())

    assert opened.expires <= caller().at + timedelta(hours=2)


def test_a_forged_return_is_written_down_and_counted(db: Database, person: int) -> None:
    forged = Answer(state="x", code="code")
    for _ in range(5):
        with pytest.raises(IdentityRefusedError):
            acts.come_back(db, PROVIDER, FLOW, forged, back=BACK, caller=caller())

    with pytest.raises(TooManyAttemptsError):
        acts.come_back(db, PROVIDER, FLOW, forged, back=BACK, caller=caller())
    told = "SELECT COUNT(*) FROM journal WHERE act = 'refused' AND account_id IS NULL"
    assert value(db, told) == 5


def test_a_breakdown_is_noted_once_in_a_while_and_counts_for_nothing(
    db: Database, person: int
) -> None:
    down = PROVIDER.model_copy(update={"issuer": f"http://localhost:{free_port()}"})
    answer = Answer(state=FLOW.state, code="code")
    for minutes in (0, 1, 2, 15):
        at = caller(after=timedelta(minutes=minutes))
        with pytest.raises(ProviderDownError):
            acts.set_off(db, down, FLOW, back=BACK, caller=at)
        with pytest.raises(ProviderDownError):
            acts.come_back(db, down, FLOW, answer, back=BACK, caller=at)

    assert value(db, "SELECT COUNT(*) FROM journal WHERE act = 'provider_down'") == 2
    assert value(db, "SELECT COUNT(*) FROM sign_in_attempt WHERE succeeded = 0") == 0
