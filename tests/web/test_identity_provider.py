"""Signing in with a real identity provider, through the real routes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from circular.actions import accounts
from circular.adapters import tokens
from circular.config import settings
from circular.domain.identity_provider import Cause, IdentityRefusedError, ProviderDownError
from circular.domain.permissions import Role
from circular.domain.sessions import COOKIE, SECURE_COOKIE
from circular.domain.sign_in import SignInRules
from circular.domain.visitors import Visitor
from circular.queries.sessions import open_sessions, presence
from circular.store import accounts as account_store
from circular.store import journal, moments, sessions
from circular.store.connection import Database, write_tx
from circular.store.rows import rows, value
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, code_of
from tests.provider.people import PEOPLE, SIRET
from tests.provider.running import LABEL, answer_of, configured, environment, free_port, running
from tests.web.visitors import HOST, browser, fill_in, hidden

REFUSED = IdentityRefusedError(Cause.STATE, LABEL).sentence
DOWN = ProviderDownError(LABEL).sentence


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Return the address of a running provider."""
    with running(HOST) as address:
        yield address


@pytest.fixture
def client(db: Database, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a browser on a store that is not a demonstration, where the provider is set."""
    with write_tx(db):
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    configured(monkeypatch, environment(issuer, HOST))
    with browser() as opened:
        yield opened


@pytest.fixture
def person(client: TestClient, db: Database, administrator: Visitor) -> int:
    """Return an account without a password, beside an administrator who has one."""
    add_account(db, administrator, email="admin@exemple.fr", role=Role.ADMINISTRATOR)
    return add_account(db, administrator, password=None)


def brought_back(client: TestClient, who: str = "claire", back: str = "/") -> str:
    """Set off from the product, sign in at the provider, and return the address that follows."""
    departure = client.get("/connexion/fournisseur", params={"retour": back})
    assert departure.status_code == 303, departure.text
    return str(answer_of(departure.headers["location"], HOST, who))


def through_provider(client: TestClient, who: str = "claire", back: str = "/") -> Response:
    """Sign in with the provider and return the answer to the browser that comes back."""
    return client.get(brought_back(client, who, back))


def is_signed_in(client: TestClient, db: Database) -> bool:
    """Say whether the browser's cookie opens a session."""
    return presence(db, client.cookies.get(COOKIE) or "", now=caller().at) is not None


def last_line(db: Database) -> str:
    """Return the last sentence of the journal."""
    found = rows(db, f"{journal.LINES} ORDER BY j.id DESC LIMIT 1")
    return str(journal.whole(found[0])["sentence"])


def test_a_known_person_comes_in_and_finds_the_page_asked_for(
    client: TestClient, person: int, db: Database
) -> None:
    answer = through_provider(client, back="/projet?id=3")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/projet?id=3"
    assert is_signed_in(client, db)
    found = open_sessions(db, now=caller().at, account_id=person)
    assert len(found) == 1
    told = [line["sentence"] for line in journal.of_record(db, "account", person)]
    assert told[:2] == ["Connexion depuis Navigateur inconnu.", f"Identité confirmée par {LABEL}."]


def test_the_session_ends_when_the_provider_says(
    client: TestClient, person: int, db: Database
) -> None:
    through_provider(client)

    row = sessions.by_token(db, tokens.digest(client.cookies[COOKIE]))
    assert row is not None
    left = moments.read(row["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=11, minutes=58) < left <= timedelta(hours=12)


def test_the_session_may_end_with_the_token_itself(
    client: TestClient, person: int, db: Database, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(monkeypatch, environment(issuer, HOST, SESSION_HOURS="0"))

    through_provider(client)

    row = sessions.by_token(db, tokens.digest(client.cookies[COOKIE]))
    assert row is not None
    left = moments.read(row["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=58) < left <= timedelta(hours=1, minutes=1)


def test_the_button_stands_on_the_page_when_a_provider_is_set(
    client: TestClient, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/connexion?retour=/projets")
    assert f"Se connecter avec {LABEL}" in page.text
    assert "/connexion/fournisseur?retour=%2Fprojets" in page.text

    monkeypatch.delenv("CIRCULAR_OIDC_ISSUER")
    settings.cache_clear()
    assert "/connexion/fournisseur" not in client.get("/connexion").text
    for path in ("/connexion/fournisseur", "/connexion/retour?code=x&state=y"):
        assert client.get(path).headers["location"] == "/connexion"


def test_the_name_and_the_role_stay_what_the_administrator_wrote(
    client: TestClient, person: int, db: Database
) -> None:
    with write_tx(db):
        account_store.change(db, person, {"name": "Claire D.", "role": "elected"})

    through_provider(client)

    row = account_store.by_id(db, person)
    assert row is not None
    assert (row["name"], row["role"]) == ("Claire D.", "elected")
    told = [line["sentence"] for line in journal.of_record(db, "account", person)]
    assert told[1] == (
        f"Identité confirmée par {LABEL}. Nom chez le fournisseur\u00a0: Claire Dubreuil."
    )
    stored = value(db, "SELECT sentence FROM journal WHERE act = 'recognised'")
    assert "Dubreuil" not in stored


@pytest.mark.parametrize("who", ["paul", "marc", "closed"])
def test_whoever_has_no_open_account_or_no_proved_address_meets_one_sentence(
    client: TestClient, person: int, db: Database, administrator: Visitor, who: str
) -> None:
    add_account(db, administrator, email=PEOPLE["marc"].email, password=None)
    if who == "closed":
        with write_tx(db):
            account_store.change(db, person, {"closed_at": "2026-11-01T00:00:00"})
    before = account_store.count(db)

    answer = through_provider(client, "claire" if who == "closed" else who)

    assert answer.status_code == 403
    assert REFUSED in answer.text
    assert "Inconnu" not in answer.text
    assert not is_signed_in(client, db)
    assert account_store.count(db) == before
    cause = Cause.EMAIL if who == "marc" else Cause.ACCOUNT
    assert last_line(db) == f"Connexion avec {LABEL} refusée\u00a0: {cause.label}."


@pytest.mark.usefixtures("person")
def test_an_address_that_nobody_vouches_for_opens_nothing(
    client: TestClient,
    db: Database,
    administrator: Visitor,
    issuer: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configured(monkeypatch, environment(issuer, HOST, VERIFIED_EMAILS=""))
    add_account(db, administrator, email=PEOPLE["nour"].email, password=None)

    assert through_provider(client, "claire").status_code == 403
    assert through_provider(client, "nour").status_code == 303
    assert is_signed_in(client, db)


@pytest.mark.parametrize(
    ("siret", "status"), [(SIRET, 303), ("21730065600022", 303), ("26380030200018", 403)]
)
def test_a_partner_comes_in_for_their_own_organisation_only(
    person: int, db: Database, partner: Visitor, *, siret: str, status: int, client: TestClient
) -> None:
    own = partner.organisation_id
    with write_tx(db):
        db.conn.execute("UPDATE organisation SET siret = ? WHERE id = ?", [siret, own])
        account_store.change(db, person, {"role": "partner", "organisation_id": own})

    assert through_provider(client).status_code == status
    if status == 403:
        assert Cause.ORGANISATION.label in last_line(db)


@pytest.mark.parametrize(
    "query", ["", "?state=x", "?code=x&state=y", "?code=x", "?error=access_denied&state=y"]
)
def test_a_return_without_a_departure_is_refused_and_written_down(
    client: TestClient, person: int, db: Database, query: str
) -> None:
    answer = client.get(f"/connexion/retour{query}")

    assert answer.status_code == 403
    assert REFUSED in answer.text
    assert last_line(db) == f"Connexion avec {LABEL} refusée\u00a0: {Cause.STATE.label}."


def test_a_return_serves_once(client: TestClient, person: int, db: Database) -> None:
    address = brought_back(client)
    tickets = {name: text for name, text in client.cookies.items() if "flow" in name}
    assert client.get(address).status_code == 303
    client.cookies.delete(COOKIE)

    assert client.get(address).status_code == 403
    for name, text in tickets.items():
        client.cookies.set(name, text)
    assert client.get(address).status_code == 403
    assert Cause.CODE.label in last_line(db)
    assert not is_signed_in(client, db)


def test_the_return_of_one_browser_is_nothing_in_another(
    client: TestClient, person: int, db: Database
) -> None:
    stolen = brought_back(client)

    with browser() as other:
        other.get("/connexion/fournisseur")
        assert other.get(stolen).status_code == 403
        assert not is_signed_in(other, db)


def test_a_changed_or_old_ticket_is_worth_nothing(
    client: TestClient, person: int, db: Database
) -> None:
    address = brought_back(client)
    name, ticket = next((n, t) for n, t in client.cookies.items() if "flow" in n)
    secret, moment, page = ticket.split(".")
    for forged in (
        f"{secret}.{int(moment) + 1}.{page}",
        f"{secret}.{int(moment) - 700}.{page}",
        f"{secret}.{moment}.L3BvcnRldXJz",
        f"{secret}.demain.{page}",
        secret,
    ):
        client.cookies.delete(name)
        client.cookies.set(name, forged)
        assert client.get(address).status_code == 403
    assert Cause.STATE.label in last_line(db)


def test_two_tabs_may_set_off_at_once(client: TestClient, person: int, db: Database) -> None:
    first, second = brought_back(client, back="/projets"), brought_back(client, back="/porteurs")

    assert client.get(first).headers["location"] == "/projets"
    assert client.get(second).headers["location"] == "/porteurs"
    assert len(open_sessions(db, now=caller().at, account_id=person)) == 1


def test_giving_up_at_the_provider_leads_back_to_the_password(
    client: TestClient, person: int, db: Database
) -> None:
    departure = client.get("/connexion/fournisseur?retour=/projets").headers["location"]
    asked = parse_qs(urlsplit(departure).query)
    issuer = settings().identity_provider
    assert issuer is not None

    query = {"error": "access_denied", "state": asked["state"][0], "iss": issuer.issuer}
    answer = client.get("/connexion/retour", params=query)

    assert answer.status_code == 403
    assert 'href="/connexion?retour=%2Fprojets"' in answer.text
    assert Cause.PROVIDER.label in last_line(db)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("identifier", ["circular-detourne", "circular-simple"])
def test_a_client_that_the_provider_serves_badly_lets_nobody_in(
    client: TestClient,
    db: Database,
    issuer: str,
    monkeypatch: pytest.MonkeyPatch,
    identifier: str,
) -> None:
    """One gets the tokens of another application; the other refuses a secret sent in the form."""
    configured(monkeypatch, environment(issuer, HOST, CLIENT_ID=identifier))

    assert through_provider(client).status_code == 403
    expected = Cause.AUDIENCE if identifier == "circular-detourne" else Cause.CODE
    assert expected.label in last_line(db)


def test_a_provider_that_is_down_leaves_the_password(
    client: TestClient, person: int, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(monkeypatch, environment(f"http://localhost:{free_port()}", HOST))
    for _ in range(25):
        answer = client.get("/connexion/fournisseur")
    assert answer.status_code == 503
    assert DOWN in answer.text

    page = fill_in(client, "/connexion", email="admin@exemple.fr", password=PASSWORD)

    assert page.headers["location"] == "/"
    assert is_signed_in(client, db)
    assert value(db, "SELECT COUNT(*) FROM journal WHERE act = 'provider_down'") == 1


def test_a_provider_that_goes_down_on_the_way_counts_no_failure(
    client: TestClient, person: int, db: Database, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(monkeypatch, environment(f"http://localhost:{free_port()}", HOST))
    client.cookies.clear()
    monkeypatch.setenv("CIRCULAR_OIDC_ISSUER", issuer)
    settings.cache_clear()
    address = brought_back(client)
    monkeypatch.setenv("CIRCULAR_OIDC_ISSUER", f"http://localhost:{free_port()}")
    settings.cache_clear()

    answer = client.get(address)

    assert answer.status_code == 503
    assert DOWN in answer.text
    failed = "SELECT COUNT(*) FROM sign_in_attempt WHERE kind = 'provider' AND succeeded = 0"
    assert value(db, failed) == 0


def test_too_many_forged_returns_are_told_to_wait(client: TestClient, person: int) -> None:
    for number in range(21):
        answer = client.get(f"/connexion/retour?code=x&state={number}")

    assert answer.status_code == 429
    assert "Trop d’essais. Attendez" in answer.text


def test_the_second_factor_still_comes_and_keeps_the_limit(
    client: TestClient, person: int, db: Database, administrator: Visitor
) -> None:
    rules = SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    accounts.change_rules(db, administrator, rules)

    answer = through_provider(client, back="/projets")
    assert answer.headers["location"] == "/connexion/second-facteur?retour=/projets"
    assert not is_signed_in(client, db)
    page = fill_in(client, "/connexion/second-facteur", code=code_of(db, person))

    assert page.status_code == 200
    assert is_signed_in(client, db)
    row = sessions.by_token(db, tokens.digest(client.cookies[COOKIE]))
    assert row is not None
    assert moments.read(row["expires_at"]) <= datetime.now(UTC) + timedelta(hours=12)


def test_a_password_given_after_the_provider_has_no_limit_of_the_provider(
    client: TestClient, person: int, db: Database, administrator: Visitor
) -> None:
    through_provider(client)

    client.cookies.delete(COOKIE)
    fill_in(client, "/connexion", email="admin@exemple.fr", password=PASSWORD)

    row = sessions.by_token(db, tokens.digest(client.cookies[COOKIE]))
    assert row is not None
    assert row["granted_until"] is None


def test_signing_out_ends_the_session_at_the_provider_too(
    client: TestClient, person: int, db: Database, issuer: str
) -> None:
    through_provider(client)

    answer = client.post("/deconnexion", data=hidden(client.get("/deconnexion")))
    assert answer.headers["location"] == "/connexion/fournisseur/sortie"
    assert not is_signed_in(client, db)
    page = client.get("/connexion/fournisseur/sortie")

    leaving = urlsplit(page.headers["refresh"].removeprefix("0; url="))
    asked = parse_qs(leaving.query)
    assert f"{leaving.scheme}://{leaving.netloc}{leaving.path}" == f"{issuer}/oauth/end_session"
    assert asked["id_token_hint"][0].count(".") == 2
    assert asked["post_logout_redirect_uri"] == [f"{HOST}/connexion/sortie"]
    assert asked["client_id"] == ["circular"]  # this provider addresses its tokens to a list
    assert "circular_provider" not in client.cookies
    after = client.get("/connexion/sortie?state=x")
    assert after.headers["location"] == "/connexion?deconnecte"


def test_signing_out_works_when_the_provider_is_down(
    client: TestClient, person: int, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    through_provider(client)
    configured(monkeypatch, environment(f"http://localhost:{free_port()}", HOST))

    client.post("/deconnexion", data=hidden(client.get("/deconnexion")))

    assert not is_signed_in(client, db)
    page = client.get("/connexion/fournisseur/sortie")
    assert page.headers["location"] == "/connexion?deconnecte"
    assert client.get("/connexion/fournisseur/sortie").status_code == 303


def test_whoever_signed_in_with_a_password_is_not_sent_to_the_provider(
    client: TestClient, person: int, db: Database
) -> None:
    fill_in(client, "/connexion", email="admin@exemple.fr", password=PASSWORD)

    answer = client.post("/deconnexion", data=hidden(client.get("/deconnexion")))

    assert answer.headers["location"] == "/connexion?deconnecte"


def test_over_https_every_cookie_bears_the_protected_name(
    client: TestClient, person: int, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with browser("https://circular.exemple.fr") as secure:
        address = brought_back(secure)
        answer = secure.get(address.replace("http://", "https://"))

    given = [each for each in answer.headers.get_list("set-cookie") if "Max-Age=0" not in each]
    assert {each.partition("=")[0] for each in given} == {
        SECURE_COOKIE,
        "__Host-circular_provider",
    }
    assert all("Secure" in each and "HttpOnly" in each for each in given)
    assert all("SameSite=lax" in each and "Path=/" in each for each in given)


def test_the_address_to_come_back_to_is_ours_whatever_the_request_pretends(
    client: TestClient, person: int
) -> None:
    pretended = client.get("/connexion/fournisseur", headers={"host": "exemple.com"})
    answer = client.get("/connexion/fournisseur", headers={"x-forwarded-host": "exemple.com"})

    assert pretended.status_code == 400  # a name that is not ours gets no answer at all
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{HOST}/connexion/retour"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("back", ["//exemple.com", "https://exemple.com", "/" + "x" * 1200])
def test_one_never_comes_back_elsewhere(
    client: TestClient, person: int, db: Database, back: str
) -> None:
    assert through_provider(client, back=back).headers["location"] == "/"


def test_nothing_of_the_provider_is_kept_in_the_database(
    client: TestClient, person: int, db: Database, store_path: object
) -> None:
    through_provider(client)
    token = client.cookies["circular_provider"]

    content = "\n".join(db.conn.iterdump())

    assert token not in content
    assert token.split(".")[1] not in content
    assert EMAIL in content
