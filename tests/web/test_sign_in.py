"""Signing in and out through the real routes."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from circular.actions import accounts
from circular.config import settings
from circular.domain.permissions import Role
from circular.domain.sessions import COOKIE, SECURE_COOKIE
from circular.domain.sign_in import REFUSED, SignInRules
from circular.domain.visitors import Visitor
from circular.queries.sessions import open_sessions, presence
from circular.store.connection import Database, write_tx
from circular.store.rows import value
from circular.web.visits import FORM_COOKIE
from tests.builders.accounts import EMAIL, PASSWORD, add_account, caller, code_of
from tests.web.visitors import browser, fill_in, hidden


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    """Return a browser on a store that is not a demonstration."""
    with write_tx(db):
        db.conn.execute("UPDATE meta SET value = '0' WHERE key = 'demonstration'")
    with browser() as opened:
        yield opened


@pytest.fixture
def person(client: TestClient, db: Database, administrator: Visitor) -> int:
    """Return an account that can sign in, beside an administrator who can too."""
    add_account(db, administrator, email="admin@exemple.fr", role=Role.ADMINISTRATOR)
    return add_account(db, administrator)


def sign_in(client: TestClient, password: str = PASSWORD, email: str = EMAIL) -> str:
    """Sign in and return where one is led; what the browser receives stays with it."""
    answer = fill_in(client, "/connexion", email=email, password=password)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def is_signed_in(client: TestClient, db: Database) -> bool:
    """Say whether the browser's cookie opens a session."""
    token = client.cookies.get(COOKIE) or ""
    return presence(db, token, now=caller().at) is not None


def test_the_right_password_sets_a_cookie_that_scripts_and_other_sites_do_not_get(
    client: TestClient, person: int, db: Database
) -> None:
    answer = fill_in(client, "/connexion", email=EMAIL, password=PASSWORD)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(COOKIE))

    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie
    assert is_signed_in(client, db)


def test_over_https_the_cookie_is_secure_and_bears_the_protected_name(
    person: int, db: Database
) -> None:
    with browser("https://circular.exemple.fr") as client:
        answer = fill_in(client, "/connexion", email=EMAIL, password=PASSWORD)
    cookies = answer.headers.get_list("set-cookie")

    assert any(each.startswith(SECURE_COOKIE) and "Secure" in each for each in cookies)
    assert not any(each.startswith(f"{COOKIE}=") for each in cookies)


@pytest.mark.parametrize("trusted", [False, True])
def test_https_said_by_a_proxy_counts_when_the_proxy_is_trusted(
    client: TestClient, person: int, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    monkeypatch.setenv("CIRCULAR_TRUSTED_PROXIES", "127.0.0.1" if trusted else "")
    settings.cache_clear()
    client._transport.client = ("127.0.0.1", 50000)  # type: ignore[attr-defined]
    client.headers["x-forwarded-proto"] = "https"

    page = client.get("/connexion")

    assert ("Secure" in page.headers["set-cookie"]) is trusted


def test_a_wrong_password_and_an_unknown_account_get_the_same_page(
    client: TestClient, person: int
) -> None:
    wrong = fill_in(client, "/connexion", email=EMAIL, password="pas le bon du tout")
    unknown = fill_in(client, "/connexion", email="x@exemple.fr", password="pas le bon du tout")

    assert wrong.status_code == unknown.status_code == 422
    assert REFUSED in wrong.text
    assert "pas le bon du tout" not in wrong.text
    assert wrong.text.replace(EMAIL, "") == unknown.text.replace("x@exemple.fr", "")


def test_too_many_failures_are_told_to_wait(client: TestClient, person: int) -> None:
    for _ in range(5):
        fill_in(client, "/connexion", email=EMAIL, password="pas le bon du tout")
    answer = fill_in(client, "/connexion", email=EMAIL, password=PASSWORD)

    assert answer.status_code == 429
    assert "Trop d’essais. Attendez" in answer.text


def test_a_forged_header_does_not_hide_who_tries(client: TestClient, person: int) -> None:
    for number in range(21):
        client.headers["x-forwarded-for"] = f"192.0.2.{number}"
        answer = fill_in(client, "/connexion", email=f"{number}@exemple.fr", password="x")

    assert answer.status_code == 429


def test_one_comes_back_to_the_page_asked_for_and_nowhere_else(
    client: TestClient, person: int
) -> None:
    asked = client.get("/projet?id=3")
    assert asked.headers["location"] == "/connexion?retour=%2Fprojet%3Fid%3D3"
    answer = fill_in(client, asked.headers["location"], email=EMAIL, password=PASSWORD)
    assert answer.headers["location"] == "/projet?id=3"
    client.cookies.clear()

    answer = fill_in(client, "/connexion?retour=//exemple.com", email=EMAIL, password=PASSWORD)
    assert answer.headers["location"] == "/"


def test_whoever_is_signed_in_passes(client: TestClient, person: int) -> None:
    sign_in(client)

    assert client.get("/projets").status_code == 200
    assert client.get("/connexion?retour=/projets").headers["location"] == "/projets"


@pytest.mark.parametrize("path", ["/", "/projets", "/comptes"])
def test_a_stranger_is_led_to_the_sign_in(client: TestClient, person: int, path: str) -> None:
    assert client.get(path).headers["location"].startswith("/connexion?retour=")


@pytest.mark.parametrize("path", ["/healthz", "/connexion", "/static/x.js", "/_stcore/health"])
def test_what_is_no_page_is_left_alone(client: TestClient, person: int, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_tampered_cookie_opens_nothing(client: TestClient, person: int, db: Database) -> None:
    sign_in(client)
    token = client.cookies[COOKIE]
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), token.upper(), "' OR 1=1 --"):
        client.cookies.clear()
        client.cookies.set(COOKIE, forged)
        assert client.get("/projets").status_code == 303
    told = value(db, "SELECT COUNT(*) FROM journal WHERE act = 'cookie_refused'")
    assert told == 1, "one line says it, however long somebody insists"


def test_a_session_fixed_by_another_is_never_opened(
    client: TestClient, person: int, db: Database
) -> None:
    client.cookies.set(COOKIE, "jeton-du-pirate")
    answer = fill_in(client, "/connexion", email=EMAIL, password=PASSWORD)
    given = answer.headers["set-cookie"].split(";")[0].partition("=")[2]

    assert given != "jeton-du-pirate"
    assert presence(db, "jeton-du-pirate", now=caller().at) is None
    told = value(db, "SELECT entity_id FROM journal WHERE act = 'cookie_refused'")
    assert told == person


def test_signing_out_ends_the_session_in_both_tabs(
    client: TestClient, person: int, db: Database
) -> None:
    sign_in(client)
    first, second = hidden(client.get("/deconnexion")), hidden(client.get("/deconnexion"))
    token = client.cookies[COOKIE]

    answer = client.post("/deconnexion", data=first)
    assert answer.headers["location"] == "/connexion?deconnecte"
    assert presence(db, token, now=caller().at) is None
    again = client.post("/deconnexion", data=second)
    assert again.headers["location"] == "/connexion?deconnecte"
    assert "Vous êtes déconnecté·e" in client.get("/connexion?deconnecte").text


def test_the_sign_out_of_the_menu_is_proved_by_the_session_itself(
    client: TestClient, person: int, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from circular.ui import gate

    sign_in(client)
    token = client.cookies[COOKIE]
    monkeypatch.setattr(gate, "request_cookies", lambda: {COOKIE: token})
    proof = gate.sign_out_proof()
    assert proof is not None
    client.cookies.delete(FORM_COOKIE)

    answer = client.post("/deconnexion", data={"form_proof": proof})

    assert answer.status_code == 303
    assert presence(db, token, now=caller().at) is None


@pytest.mark.parametrize("path", ["/connexion", "/deconnexion"])
@pytest.mark.parametrize("proof", ["", "forged", "0" * 64])
def test_a_form_that_we_did_not_draw_is_refused(
    client: TestClient, person: int, db: Database, path: str, proof: str
) -> None:
    sign_in(client)
    client.get("/deconnexion")

    answer = client.post(path, data={"form_proof": proof, "email": EMAIL, "password": PASSWORD})

    assert answer.status_code == 403
    assert "Rien n’a été enregistré" in answer.text
    assert is_signed_in(client, db)


def test_the_proof_of_one_browser_is_nothing_in_another(client: TestClient, person: int) -> None:
    stolen = hidden(client.get("/connexion"))
    with browser() as other:
        other.get("/connexion")
        values = {**stolen, "email": EMAIL, "password": PASSWORD}
        assert other.post("/connexion", data=values).status_code == 403


@pytest.mark.parametrize("origin", ["https://exemple.com", "null", "http://exemple.fr"])
def test_a_form_sent_by_another_site_is_refused(
    client: TestClient, person: int, origin: str
) -> None:
    values = {**hidden(client.get("/connexion")), "email": EMAIL, "password": PASSWORD}

    answer = client.post("/connexion", data=values, headers={"origin": origin})

    assert answer.status_code == 403


def test_what_is_no_form_of_ours_is_refused(client: TestClient, person: int) -> None:
    values = hidden(client.get("/connexion"))

    large = client.post("/connexion", data={**values, "email": "x" * 20_000})
    many = client.post("/connexion", data={**values, **{f"f{n}": "" for n in range(30)}})
    typed = client.post("/connexion", json=values)
    broken = client.post(
        "/connexion",
        content=b"form_proof=%ff%fe",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )

    assert {each.status_code for each in (large, many, typed, broken)} == {403}


def test_the_second_factor_comes_between(
    client: TestClient, person: int, db: Database, administrator: Visitor
) -> None:
    accounts.change_rules(
        db, administrator, SignInRules(second_factor_roles=frozenset({Role.STAFF}))
    )
    assert sign_in(client) == "/connexion/second-facteur?retour=/"
    assert client.get("/projets").status_code == 303
    assert client.get("/connexion/code").status_code == 200
    wrong = fill_in(client, "/connexion/second-facteur", code="000000")
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.text

    page = fill_in(client, "/connexion/second-facteur", code=code_of(db, person))
    assert len(re.findall(r"<li>(?:[a-z2-7]{4}-){3}[a-z2-7]{4}</li>", page.text)) == 10
    assert is_signed_in(client, db)

    client.cookies.clear()
    assert sign_in(client) == "/connexion/code?retour=/"
    replayed = fill_in(client, "/connexion/code", code=code_of(db, person))
    assert replayed.status_code == 422
    recovery = re.findall(r"<li>([a-z2-7-]{19})</li>", page.text)[0]
    answer = fill_in(client, "/connexion/code", code=recovery)
    assert answer.headers["location"] == "/"
    assert is_signed_in(client, db)


@pytest.mark.parametrize("path", ["/connexion/code", "/connexion/second-facteur"])
def test_nobody_gives_a_code_before_a_password(client: TestClient, person: int, path: str) -> None:
    assert client.get(path).headers["location"] == "/connexion"
    values = {**hidden(client.get("/connexion")), "code": "000000"}
    assert client.post(path, data=values).headers["location"] == "/connexion"


def test_a_session_remembers_the_device_and_the_address(
    client: TestClient, person: int, db: Database
) -> None:
    client.headers["user-agent"] = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0"
    sign_in(client)

    last = open_sessions(db, now=caller().at, account_id=person)[0]

    assert last.device == "Firefox, Windows"


def test_these_pages_need_no_script_and_are_kept_by_no_cache(
    client: TestClient, person: int
) -> None:
    page = client.get("/connexion")

    assert "<script" not in page.text
    assert '<html lang="fr">' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-frame-options"] == "DENY"
    assert 'autocomplete="username"' in page.text
    assert 'autocomplete="current-password"' in page.text
    assert client.get("/connexion/style.css").headers["content-type"].startswith("text/css")


def test_what_people_type_is_escaped(client: TestClient, person: int) -> None:
    answer = fill_in(client, "/connexion", email='"><script>alert(1)</script>', password="x")

    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_database_that_awaits_its_administrator_says_so(client: TestClient) -> None:
    page = client.get("/connexion")

    assert "attend son premier administrateur" in page.text
    assert "<form" not in page.text


def test_an_installation_without_a_database_says_what_to_do(
    client: TestClient, person: int
) -> None:
    settings().database.unlink()

    assert client.get("/projets").headers["location"].startswith("/connexion")
    page = client.get("/connexion")
    assert page.status_code == 503
    assert "circular init" in page.text
