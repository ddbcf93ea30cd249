"""Picking a role on the demonstration: a cookie set by a full page load."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from circular.config import settings
from circular.domain.demonstration import ROLE_COOKIE, is_local_request
from circular.domain.permissions import Role
from circular.store import meta
from circular.store.connection import open_for


def pick_role(request: Request) -> Response:
    """Remember the picked role and go home; 404 unless demonstration, local and no proxy."""
    if not is_local_request(dict(request.headers)) or not _on_demonstration():
        return PlainTextResponse("Adresse inconnue.", 404)
    role = request.path_params["role"]
    answer = RedirectResponse("/", 303)
    if role in set(Role):
        answer.set_cookie(ROLE_COOKIE, role, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(ROLE_COOKIE)
    return answer


def _on_demonstration() -> bool:
    if not settings().database.exists():
        return False
    with open_for(settings().database, read_only=True) as db:
        return meta.is_demonstration(db)
