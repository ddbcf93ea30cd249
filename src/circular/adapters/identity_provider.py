"""The identity provider: OpenID Connect, code flow, with PKCE, state and nonce.

The requests are ours, with httpx2; signatures and claims are checked by joserfc. Nothing is kept
between two sign-ins: a key that the provider changes is known at once.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from circular.adapters import tokens
from circular.config import IdentityProvider, is_safe_address
from circular.domain.identity_provider import (
    CLOCKS,
    Answer,
    Cause,
    Granted,
    Identity,
    IdentityRefusedError,
    ProviderDownError,
)
from circular.domain.sessions import ABSOLUTE

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
)
"""Signatures that only the provider can make: neither `none`, nor HS256 and its shared secret."""

ASKED = ("openid", "email", "profile", "given_name", "usual_name", "siret")
"""What is asked for, as far as the provider announces it; ProConnect has a scope per claim."""

SECONDS = 10
MOST_BYTES = 512 * 1024
_SERVER_ERROR = 500
_CAUSES = {"iss": Cause.ISSUER, "aud": Cause.AUDIENCE, "azp": Cause.AUDIENCE, "nonce": Cause.NONCE}


@dataclass(frozen=True, slots=True)
class Line:
    """An open line to a provider."""

    client: httpx2.Client
    provider: IdentityProvider

    def refused(self, cause: Cause) -> IdentityRefusedError:
        """Return the refusal of what this provider answered."""
        return IdentityRefusedError(cause, self.provider.label)

    @property
    def down(self) -> ProviderDownError:
        """Return what to raise when this provider does not answer."""
        return ProviderDownError(self.provider.label)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where the provider says its doors are."""

    authorization: str
    token: str
    keys: str
    user_info: str | None
    end_session: str | None
    scopes: tuple[str, ...]
    names_itself: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """What ties a return to its departure; only this installation can compute it."""

    state: str
    nonce: str
    verifier: str

    @property
    def challenge(self) -> str:
        """The digest that PKCE sends ahead of the verifier."""
        return _base64(hashlib.sha256(self.verifier.encode()).digest())


def flow_of(key: bytes, ticket: str) -> Flow:
    """Return the flow of a ticket: what a browser keeps between its departure and its return."""
    parts = ("state", "nonce", "verifier")
    state, nonce, verifier = (
        _base64(tokens.derived(key, f"identity provider {part}", ticket)) for part in parts
    )
    return Flow(state=state, nonce=nonce, verifier=verifier)


@contextmanager
def line_to(provider: IdentityProvider) -> Iterator[Line]:
    """Open the line to a provider: its certificate is checked, no redirect is followed."""
    limits = httpx2.Timeout(SECONDS, connect=SECONDS / 2)
    with httpx2.Client(
        timeout=limits, follow_redirects=False, trust_env=not provider.is_local
    ) as client:
        yield Line(client, provider)


def discover(line: Line) -> Metadata:
    """Ask the provider where its doors are.

    Raises:
        ProviderDownError: it does not answer, or what it says cannot be read.
        IdentityRefusedError: it is another than the one that was asked.
    """
    address = f"{line.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    said = _object(line, _body(line, "GET", address))
    if said.get("issuer") != line.provider.issuer:
        raise line.refused(Cause.ISSUER)
    authorization = _door(line, said.get("authorization_endpoint"))
    token, keys = _door(line, said.get("token_endpoint")), _door(line, said.get("jwks_uri"))
    if authorization is None or token is None or keys is None:
        raise line.down
    return Metadata(
        authorization=authorization,
        token=token,
        keys=keys,
        user_info=_door(line, said.get("userinfo_endpoint")),
        end_session=_door(line, said.get("end_session_endpoint")),
        scopes=tuple(each for each in said.get("scopes_supported") or () if isinstance(each, str)),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )


def departure(provider: IdentityProvider, metadata: Metadata, flow: Flow, *, back: str) -> str:
    """Return the address at the provider where a person signs in, then comes back to `back`.

    Nothing more is asked than this: ProConnect refuses a parameter that it does not know.
    """
    announced = [each for each in ASKED if each in metadata.scopes]
    return _with_query(
        metadata.authorization,
        {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": back,
            "scope": provider.scopes or " ".join(announced or ASKED[:3]),
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        },
    )


def recognise(line: Line, flow: Flow, answer: Answer, *, back: str, now: datetime) -> Granted:
    """Turn what the browser brought back into an identity that the provider signed.

    Raises:
        IdentityRefusedError: forged state, replayed code, token that is not valid for us here.
        ProviderDownError: the provider does not answer.
    """
    if not hmac.compare_digest(answer.state.encode(), flow.state.encode()):
        raise line.refused(Cause.STATE)
    metadata = discover(line)
    _require_same_issuer(line, metadata, answer)
    if answer.error or not answer.code:
        raise line.refused(Cause.PROVIDER)
    access, token = _exchange(line, metadata, flow, answer.code, back)
    keys = _keys(line, metadata)
    claims = validated(token, keys, line.provider, now=now, nonce=flow.nonce)
    about = claims
    if metadata.user_info:
        about = _user_info(line, metadata, keys, access, now)
        if about.get("sub") != claims["sub"]:
            raise line.refused(Cause.TOKEN)
    seconds = min(claims["exp"] - now.timestamp(), ABSOLUTE.total_seconds())
    expires = now + timedelta(seconds=seconds)
    return Granted(identity=_identity(about), token=token, expires=expires)


def validated(
    token: str,
    keys: KeySet,
    provider: IdentityProvider,
    *,
    now: datetime,
    nonce: str | None = None,
) -> Mapping[str, Any]:
    """Return the claims of a token once its signature, issuer, audience and dates are checked.

    With a `nonce`, it is an identity token: `nonce`, `exp` and `iat` must be there.

    Raises:
        IdentityRefusedError: it is not valid for us, here and now.
    """
    is_identity = nonce is not None
    registry = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(CLOCKS.total_seconds()),
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": is_identity},
        iat={"essential": is_identity},
        azp={"value": provider.client_id},
        nonce={"essential": True, "value": nonce} if nonce is not None else {},
    )
    try:
        claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        registry.validate(claims)
    except ExpiredTokenError as error:
        raise IdentityRefusedError(Cause.EXPIRED, provider.label) from error
    except ClaimError as error:
        cause = _CAUSES.get(error.claim, Cause.TOKEN)
        raise IdentityRefusedError(cause, provider.label) from error
    except (JoseError, ValueError) as error:
        raise IdentityRefusedError(Cause.SIGNATURE, provider.label) from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
        raise IdentityRefusedError(Cause.AUDIENCE, provider.label)
    return claims


def sign_out_address(line: Line, token: str, *, back: str, state: str) -> str | None:
    """Return where the session at the provider ends too; None when it announces no such place.

    Raises:
        ProviderDownError: the provider does not answer.
        IdentityRefusedError: it is another than the one that was asked.
    """
    metadata = discover(line)
    if metadata.end_session is None:
        return None
    asked = {"id_token_hint": token, "post_logout_redirect_uri": back, "state": state}
    if _has_several_audiences(token):
        asked["client_id"] = line.provider.client_id
    return _with_query(metadata.end_session, asked)


def _require_same_issuer(line: Line, metadata: Metadata, answer: Answer) -> None:
    """Refuse the answer of another provider (RFC 9207), when this one signs its answers."""
    is_silent = answer.issuer is None and not metadata.names_itself
    if not is_silent and answer.issuer != line.provider.issuer:
        raise line.refused(Cause.ISSUER)


def _exchange(
    line: Line,
    metadata: Metadata,
    flow: Flow,
    code: str,
    back: str,
) -> tuple[str, str]:
    """Exchange the code, which serves once, for the access token and the identity token."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": flow.verifier,
    }
    identified = {
        "client_id": line.provider.client_id,
        "client_secret": line.provider.client_secret,
    }
    by_form = line.provider.client_auth == "post"
    body = _body(
        line,
        "POST",
        metadata.token,
        refusal=Cause.CODE,
        data={**form, **identified} if by_form else form,
        auth=None if by_form else (line.provider.client_id, line.provider.client_secret),
    )
    said = _object(line, body)
    access, token = said.get("access_token"), said.get("id_token")
    if not isinstance(access, str) or not isinstance(token, str):
        raise line.refused(Cause.TOKEN)
    return access, token


def _keys(line: Line, metadata: Metadata) -> KeySet:
    """Return the keys that the provider publishes."""
    said = _object(line, _body(line, "GET", metadata.keys))
    try:
        return KeySet.import_key_set({"keys": list(said["keys"])})
    except (JoseError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise line.down from error


def _user_info(
    line: Line,
    metadata: Metadata,
    keys: KeySet,
    access: str,
    now: datetime,
) -> Mapping[str, Any]:
    """Ask who the person is: the answer is an object or, as at ProConnect, a signed token."""
    body = _body(
        line,
        "GET",
        metadata.user_info or "",
        refusal=Cause.TOKEN,
        headers={"Authorization": f"Bearer {access}"},
    )
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("{"):
        return _object(line, body)
    return validated(text, keys, line.provider, now=now)


def _identity(claims: Mapping[str, Any]) -> Identity:
    """Read the claims under ProConnect's names, `family_name` being everybody else's."""
    verified = claims.get("email_verified")
    return Identity(
        subject=_text(claims, "sub"),
        email=_text(claims, "email"),
        is_verified=None if verified is None else verified in (True, "true"),
        given_name=_text(claims, "given_name"),
        usual_name=_text(claims, "usual_name") or _text(claims, "family_name"),
        siret="".join(_text(claims, "siret").split()),
    )


def _body(
    line: Line,
    method: str,
    address: str,
    *,
    refusal: Cause | None = None,
    **more: Any,
) -> bytes:
    """Send one request and return its body; `refusal` is what an answer of 4xx means."""
    deadline = time.monotonic() + SECONDS
    body = b""
    try:
        with line.client.stream(method, address, **more) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES or time.monotonic() > deadline:
                    raise line.down
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise line.down from error
    if response.status_code == httpx2.codes.OK:
        return body
    if refusal is not None and response.status_code < _SERVER_ERROR:
        raise line.refused(refusal)
    raise line.down


def _object(line: Line, body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError as error:
        raise line.down from error
    if not isinstance(said, dict):
        raise line.down
    return said


def _door(line: Line, address: object) -> str | None:
    """Return an address that the provider announces, provided secrets may travel there."""
    if not isinstance(address, str) or not is_safe_address(address):
        return None
    is_encrypted = urlsplit(address).scheme == "https"
    return address if is_encrypted or line.provider.is_local else None


def _has_several_audiences(token: str) -> bool:
    """Say whether a provider cannot tell from the token alone whose it is."""
    body = token.split(".")[1] if token.count(".") == 2 else ""  # noqa: PLR2004  # three parts
    try:
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except ValueError:
        return False
    return isinstance(claims, dict) and isinstance(claims.get("aud"), list)


def _with_query(address: str, values: Mapping[str, str]) -> str:
    sign = "&" if urlsplit(address).query else "?"
    return f"{address}{sign}{urlencode(values)}"


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found.strip() if isinstance(found, str) else ""


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
