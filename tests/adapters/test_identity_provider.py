"""OpenID Connect, against a real provider; forged tokens, against real keys."""

import base64
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from circular.adapters import identity_provider as adapter
from circular.adapters.identity_provider import Flow
from circular.config import IdentityProvider
from circular.domain.identity_provider import (
    Answer,
    Cause,
    Granted,
    IdentityRefusedError,
    ProviderDownError,
)
from tests.provider.people import PEOPLE, SECRET, SIRET
from tests.provider.running import SCOPES, answer_of, free_port, running

PRODUCT = "http://localhost:8633"
BACK = f"{PRODUCT}/connexion/retour"
KEY = RSAKey.generate_key(2048, auto_kid=True)
KEYS = KeySet([RSAKey.import_key(KEY.as_dict(private=False))])
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FLOW = adapter.flow_of(b"k" * 32, "ticket")
ISSUER = "https://connexion.exemple.gouv.fr/api/v2"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Return the address of a running provider."""
    with running(PRODUCT) as address:
        yield address


def settings_for(issuer: str, **more: Any) -> IdentityProvider:
    """Return the settings of a client of the provider."""
    values = {
        "issuer": issuer,
        "client_id": "circular",
        "client_secret": SECRET,
        "label": "ProConnect",
        "scopes": SCOPES,
        **more,
    }
    return IdentityProvider.model_validate(values)


def departure(provider: IdentityProvider, flow: Flow = FLOW) -> str:
    """Return where the provider is entered."""
    with adapter.line_to(provider) as line:
        return adapter.departure(provider, adapter.discover(line), flow, back=BACK)


def brought_back(provider: IdentityProvider, who: str = "claire", flow: Flow = FLOW) -> Answer:
    """Return what the browser brings back once somebody signed in at the provider."""
    said = answer_of(departure(provider, flow), PRODUCT, who).params
    return Answer(state=said["state"], code=said.get("code", ""), issuer=said.get("iss"))


def recognised(
    provider: IdentityProvider, answer: Answer, flow: Flow = FLOW, now: datetime | None = None
) -> Granted:
    """Return what the provider grants on an answer."""
    with adapter.line_to(provider) as line:
        at = now or datetime.now(UTC)
        return adapter.recognise(line, flow, answer, back=BACK, now=at)


def refusal(provider: IdentityProvider, answer: Answer, **more: Any) -> Cause:
    """Return why an answer is refused."""
    with pytest.raises(IdentityRefusedError) as caught:
        recognised(provider, answer, **more)
    return caught.value.cause


@pytest.mark.parametrize(
    "client",
    [
        {"client_id": "circular"},
        {"client_id": "circular-simple", "client_auth": "basic"},
    ],
    ids=["signed userinfo", "plain userinfo"],
)
def test_a_person_is_known_by_the_names_that_proconnect_gives(
    issuer: str, client: dict[str, str]
) -> None:
    provider = settings_for(issuer, **client)

    granted = recognised(provider, brought_back(provider))

    assert granted.identity.email == PEOPLE["claire"].email
    assert granted.identity.given_name == "Claire"
    assert granted.identity.usual_name == "Dubreuil"
    assert granted.identity.siret == SIRET
    assert granted.identity.is_verified is None
    assert granted.expires > datetime.now(UTC)


@pytest.mark.parametrize(("who", "verified"), [("nour", True), ("marc", False)])
def test_what_the_provider_says_of_the_address_is_kept(
    issuer: str, who: str, *, verified: bool
) -> None:
    provider = settings_for(issuer)

    granted = recognised(provider, brought_back(provider, who))

    assert granted.identity.is_verified is verified


def test_the_request_carries_pkce_state_and_nonce_and_nothing_that_proconnect_refuses(
    issuer: str,
) -> None:
    asked = parse_qs(urlsplit(departure(settings_for(issuer))).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"] == [FLOW.challenge]
    assert FLOW.verifier not in str(asked)
    assert len(FLOW.state) >= 32
    assert len(FLOW.nonce) >= 32
    assert set(asked) == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }


def test_what_is_asked_for_is_what_the_provider_announces(issuer: str) -> None:
    asked = parse_qs(urlsplit(departure(settings_for(issuer, scopes=""))).query)

    assert asked["scope"] == ["openid email profile"]


def test_two_tickets_share_nothing() -> None:
    other = adapter.flow_of(b"k" * 32, "autre")

    parts = {FLOW.state, FLOW.nonce, FLOW.verifier, other.state, other.nonce, other.verifier}
    assert len(parts) == 6
    assert adapter.flow_of(b"l" * 32, "ticket").state != FLOW.state


def test_a_code_serves_once(issuer: str) -> None:
    provider = settings_for(issuer)
    answer = brought_back(provider)
    recognised(provider, answer)

    assert refusal(provider, answer) is Cause.CODE


def test_a_code_taken_on_the_way_is_worth_nothing_without_its_verifier(issuer: str) -> None:
    provider = settings_for(issuer)
    stolen = brought_back(provider)
    thief = adapter.flow_of(b"k" * 32, "voleur")

    answer = Answer(state=thief.state, code=stolen.code, issuer=stolen.issuer)
    assert refusal(provider, answer, flow=thief) is Cause.CODE


def test_an_invented_code_is_refused(issuer: str) -> None:
    answer = Answer(state=FLOW.state, code="invente", issuer=issuer)

    assert refusal(settings_for(issuer), answer) is Cause.CODE


def test_a_forged_state_is_refused_before_anything_is_asked() -> None:
    nobody = settings_for(f"http://localhost:{free_port()}")

    for forged in ("", "x", FLOW.state[:-1], "é" * 43):
        assert refusal(nobody, Answer(state=forged, code="code")) is Cause.STATE


def test_the_answer_of_another_provider_is_refused(issuer: str) -> None:
    provider = settings_for(issuer)

    for other in ("https://exemple.com", None):
        answer = Answer(state=FLOW.state, code="code", issuer=other)
        assert refusal(provider, answer) is Cause.ISSUER


def test_a_refusal_at_the_provider_is_one_here(issuer: str) -> None:
    answer = Answer(state=FLOW.state, code="", error="access_denied", issuer=issuer)

    assert refusal(settings_for(issuer), answer) is Cause.PROVIDER


def test_a_token_for_another_request_is_refused(issuer: str) -> None:
    provider = settings_for(issuer)
    other = Flow(state=FLOW.state, nonce="autre" * 9, verifier=FLOW.verifier)

    assert refusal(provider, brought_back(provider), flow=other) is Cause.NONCE


def test_an_expired_token_is_refused(issuer: str) -> None:
    provider = settings_for(issuer)
    later = datetime.now(UTC) + timedelta(days=400)

    assert refusal(provider, brought_back(provider), now=later) is Cause.EXPIRED


def test_a_wrong_secret_lets_nobody_in(issuer: str) -> None:
    answer = brought_back(settings_for(issuer))

    assert refusal(settings_for(issuer, client_secret="autre"), answer) is Cause.CODE


def test_the_end_of_the_session_is_asked_with_the_token(issuer: str) -> None:
    provider = settings_for(issuer)
    with adapter.line_to(provider) as line:
        address = adapter.sign_out_address(
            line, "jeton", back=f"{PRODUCT}/connexion/sortie", state="s" * 32
        )

    assert address is not None
    asked = parse_qs(urlsplit(address).query)
    assert asked["id_token_hint"] == ["jeton"]
    assert asked["post_logout_redirect_uri"] == [f"{PRODUCT}/connexion/sortie"]


def test_a_provider_that_is_down_is_said_to_be() -> None:
    nobody = settings_for(f"http://localhost:{free_port()}")

    with pytest.raises(ProviderDownError, match="ProConnect ne répond pas"):
        departure(nobody)


def claims(**more: Any) -> dict[str, Any]:
    """Return the claims of a token that is right, some of them changed."""
    at = int(NOW.timestamp())
    right = {
        "iss": ISSUER,
        "aud": "circular",
        "sub": "1",
        "iat": at,
        "exp": at + 60,
        "nonce": FLOW.nonce,
    }
    return {name: value for name, value in {**right, **more}.items() if value is not None}


def checked(token: str, *, now: datetime = NOW, nonce: str | None = FLOW.nonce) -> Cause | None:
    """Return why a token is refused, None when it is right."""
    provider = settings_for(ISSUER)
    try:
        adapter.validated(token, KEYS, provider, now=now, nonce=nonce)
    except IdentityRefusedError as refusal:
        return refusal.cause
    return None


def signed(**more: Any) -> str:
    """Sign a token as the provider does."""
    return jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims(**more), KEY)


def test_a_token_signed_by_the_provider_for_us_and_now_is_right() -> None:
    assert checked(signed()) is None
    assert checked(signed(aud=["circular"])) is None
    assert checked(signed(aud=["circular", "autre"], azp="circular")) is None


@pytest.mark.parametrize(
    ("wrong", "cause"),
    [
        ({"iss": "https://exemple.com"}, Cause.ISSUER),
        ({"iss": [ISSUER]}, Cause.ISSUER),
        ({"iss": None}, Cause.ISSUER),
        ({"aud": "autre"}, Cause.AUDIENCE),
        ({"aud": ["autre"]}, Cause.AUDIENCE),
        ({"aud": None}, Cause.AUDIENCE),
        ({"aud": ["circular", "autre"]}, Cause.AUDIENCE),
        ({"azp": "autre"}, Cause.AUDIENCE),
        ({"nonce": "autre"}, Cause.NONCE),
        ({"nonce": None}, Cause.NONCE),
        ({"exp": None}, Cause.TOKEN),
        ({"exp": "demain"}, Cause.TOKEN),
        ({"exp": int(NOW.timestamp()) - 61}, Cause.EXPIRED),
        ({"iat": int(NOW.timestamp()) + 3600}, Cause.TOKEN),
        ({"nbf": int(NOW.timestamp()) + 3600}, Cause.TOKEN),
        ({"sub": None}, Cause.TOKEN),
        ({"sub": ""}, Cause.TOKEN),
    ],
)
def test_a_token_with_one_wrong_claim_is_refused(wrong: dict[str, Any], cause: Cause) -> None:
    assert checked(signed(**wrong)) is cause


def test_a_clock_off_by_a_minute_shuts_nobody_out() -> None:
    assert checked(signed(), now=NOW + timedelta(seconds=115)) is None
    assert checked(signed(), now=NOW - timedelta(seconds=55)) is None
    assert checked(signed(), now=NOW + timedelta(seconds=125)) is Cause.EXPIRED


def plain(part: dict[str, Any]) -> str:
    """Write one part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def test_a_token_that_nobody_signed_is_refused() -> None:
    body = plain(claims())
    for alg in ("none", "None", "NONE", ""):
        assert checked(f"{plain({'alg': alg})}.{body}.") is Cause.SIGNATURE
    assert checked(f"{plain({'alg': 'RS256', 'kid': KEY.kid})}.{body}.") is Cause.SIGNATURE


def test_the_public_key_does_not_serve_as_a_shared_secret() -> None:
    content = f"{plain({'alg': 'HS256', 'kid': KEY.kid})}.{plain(claims())}"
    mark = hmac.digest(KEY.as_pem(private=False), content.encode(), "sha256")
    forged = f"{content}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"
    by_secret = jwt.encode({"alg": "HS256"}, claims(), OctKey.import_key(SECRET))

    assert checked(forged) is Cause.SIGNATURE
    assert checked(by_secret) is Cause.SIGNATURE


def test_a_token_signed_by_another_key_or_changed_on_the_way_is_refused() -> None:
    other = RSAKey.generate_key(2048)
    token = jwt.encode({"alg": "RS256", "kid": KEY.kid}, claims(), other)
    head, _, mark = signed().split(".")

    assert checked(token) is Cause.SIGNATURE
    assert checked(f"{head}.{plain(claims(sub='2'))}.{mark}") is Cause.SIGNATURE
    assert checked(signed()[:-4]) is Cause.SIGNATURE
    assert checked("") is Cause.SIGNATURE
    assert checked("a.b.c") is Cause.SIGNATURE


def answering(answers: dict[str, httpx2.Response]) -> httpx2.Client:
    """Return a network on which each path has its answer."""
    return httpx2.Client(
        transport=httpx2.MockTransport(lambda request: answers[request.url.path]),
    )


def test_a_provider_that_gives_another_name_is_refused() -> None:
    other = httpx2.Response(200, json={"issuer": "https://exemple.com"})
    path = "/api/v2/.well-known/openid-configuration"
    line = adapter.Line(answering({path: other}), settings_for(ISSUER))

    with pytest.raises(IdentityRefusedError) as caught:
        adapter.discover(line)

    assert caught.value.cause is Cause.ISSUER


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>"),
        httpx2.Response(200, json=["issuer"]),
        httpx2.Response(200, json={"issuer": ISSUER}),
        httpx2.Response(200, text="x" * (adapter.MOST_BYTES + 1)),
        httpx2.Response(302, headers={"location": "https://exemple.com"}),
        httpx2.Response(404),
        httpx2.Response(503),
        httpx2.Response(
            200,
            json={
                "issuer": ISSUER,
                "authorization_endpoint": "http://connexion.exemple.gouv.fr/authorize",
                "token_endpoint": "https://connexion.exemple.gouv.fr/token",
                "jwks_uri": "https://connexion.exemple.gouv.fr/jwks",
            },
        ),
        httpx2.Response(
            200,
            json={
                "issuer": ISSUER,
                "authorization_endpoint": "https://connexion.exemple.gouv.fr/authorize",
                "token_endpoint": "http://localhost:1/token",
                "jwks_uri": "https://connexion.exemple.gouv.fr/jwks",
            },
        ),
    ],
    ids=[
        "no json",
        "a list",
        "no doors",
        "too long",
        "elsewhere",
        "unknown",
        "broken",
        "a door without encryption",
        "a door that leads back here",
    ],
)
def test_what_a_provider_may_not_say_is_not_followed(answer: httpx2.Response) -> None:
    path = "/api/v2/.well-known/openid-configuration"
    line = adapter.Line(answering({path: answer}), settings_for(ISSUER))

    with pytest.raises(ProviderDownError):
        adapter.discover(line)
