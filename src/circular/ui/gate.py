"""The guard of every page: who is this, and may they be here?

`who` is the one place that answers « who is this? »: the cookie of a session, checked against the
database at each run; or, on a database marked as a demonstration and from this very machine, the
role that the visitor picked.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import local

import streamlit as st

from circular.actions import sessions as acts
from circular.adapters import tokens
from circular.config import settings
from circular.domain.addresses import client_address
from circular.domain.demonstration import chosen_role, is_local_request
from circular.domain.permissions import Permission
from circular.domain.sessions import device, session_token
from circular.domain.sign_in import Caller
from circular.domain.visitors import Visitor
from circular.queries import accounts, sessions
from circular.store.connection import open_for
from circular.ui import session

_RUN = local()


def request_headers() -> Mapping[str, str]:
    """Return the headers of the request that opened this page."""
    return st.context.headers.to_dict()


def request_cookies() -> Mapping[str, str]:
    """Return the cookies of the request that opened this page."""
    return st.context.cookies.to_dict()


def who() -> Visitor | None:
    """Return the person in front of the screen, None when nobody said who they are.

    Role, name and organisation are those of the database now, whatever the cookie is worth.
    """
    return _demonstration_visitor() or _signed_in_visitor()


@contextmanager
def one_run() -> Iterator[Visitor | None]:
    """Recognise the visitor once for a whole run, whose readings share one connection."""
    with session.one_reading():
        _RUN.visitor = who()
        try:
            yield _RUN.visitor
        finally:
            del _RUN.visitor


def caller() -> Caller:
    """Return where the browser is, for the acts that count their failures."""
    headers = {name.lower(): value for name, value in request_headers().items()}
    forwarded = headers.get("x-forwarded-for", "")
    peer = st.context.ip_address or "127.0.0.1"  # Streamlit gives None on this very machine
    address = client_address(peer, forwarded, settings().trusted_proxies)
    return Caller(address, device(headers.get("user-agent", "")), datetime.now(UTC))


def sign_out_proof() -> str | None:
    """Return what the sign-out form must carry; None when no session is open."""
    token = _session_token()
    if token is None:
        return None
    return tokens.form_proof(tokens.installation_key(settings().key_file), token)


def _demonstration_visitor() -> Visitor | None:
    role = chosen_role(request_cookies())
    if role is None or not is_local_request(request_headers()):
        return None
    with session.reading() as db:
        return accounts.demonstration_visitor(db, role)


def _signed_in_visitor() -> Visitor | None:
    token = _session_token()
    if token is None:
        return None
    now = datetime.now(UTC)
    with session.reading() as db:
        found = sessions.presence(db, token, now=now)
    if found is None:
        return None
    if found.is_due:
        with open_for(settings().database) as db:
            acts.see(db, found.session_id, now=now)
    return found.visitor


def _session_token() -> str | None:
    return session_token(request_cookies(), https=settings().is_https)


def may_choose_a_role() -> bool:
    """Say whether the demonstration's choice of roles may be shown."""
    if not is_local_request(request_headers()):
        return False
    with session.reading() as db:
        return accounts.is_demonstration(db)


def enter(permission: Permission) -> Visitor:
    """Open a page: stop here unless the visitor is known and holds the permission."""
    visitor: Visitor | None = _RUN.visitor if hasattr(_RUN, "visitor") else who()
    if visitor is None:
        st.info("Connectez-vous d’abord, depuis la page d’accueil.", icon=":material/lock:")
        st.stop()
    if not visitor.may(permission):
        st.info(
            f"Cette page n’est pas ouverte à votre rôle («\u00a0{visitor.role.label}\u00a0»). "
            "Demandez-la à l’administrateur si vous en avez besoin.",
            icon=":material/lock:",
        )
        st.stop()
    return visitor
