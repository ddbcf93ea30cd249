"""What the sign-in page and the sign-out know of the identity provider: its button, its traces."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from circular.config import settings
from circular.web import markup, visits

SET_OFF = "/connexion/fournisseur"
COME_BACK = "/connexion/retour"
SIGN_OUT = "/connexion/fournisseur/sortie"
SIGNED_OUT = "/connexion/sortie"

_HINT = "circular_provider"


def button(back: str) -> str:
    """Return the link that leads to the provider, nothing when none is set.

    It is a link and not a form: our policy forbids a form to end on another site.
    """
    provider = settings().identity_provider
    if provider is None:
        return ""
    address = f"{SET_OFF}?retour={quote(back, safe='')}"
    line = markup.link(address, f"Se connecter avec {provider.label}", prominent=True)
    return f'<div class="other">{line}</div>'


def cookie_name(request: Request, name: str) -> str:
    """Return the name of a cookie, protected by the browser itself over HTTPS."""
    return f"__Host-{name}" if visits.is_https(request) else name


def keep_token(request: Request, answer: Response, token: str, *, seconds: int) -> Response:
    """Leave with the browser the token that will end the session at the provider.

    It is kept nowhere here, and scripts cannot read it.
    """
    answer.set_cookie(
        cookie_name(request, _HINT),
        token,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=visits.is_https(request),
    )
    return answer


def kept_token(request: Request) -> str | None:
    """Return the token that `keep_token` left, None for whoever signed in with a password."""
    return request.cookies.get(cookie_name(request, _HINT)) or None


def drop_token(request: Request, answer: Response) -> Response:
    """Take the token away from the browser."""
    answer.delete_cookie(
        cookie_name(request, _HINT),
        httponly=True,
        samesite="lax",
        secure=visits.is_https(request),
    )
    return answer


def after_sign_out(request: Request, otherwise: str) -> str:
    """Return where to go once signed out: to the provider for whoever came from it."""
    came_from_it = settings().identity_provider is not None and kept_token(request) is not None
    return SIGN_OUT if came_from_it else otherwise
