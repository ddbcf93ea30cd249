"""The guard of every page: who is this, and may they be here?

`who` is the one place that answers « who is this? ». Today only the demonstration answers: on a
database marked as one, from this very machine, a visitor picks a role.
"""

from collections.abc import Mapping

import streamlit as st

from circular.domain.demonstration import chosen_role, is_local_request
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.ui import session


def request_headers() -> Mapping[str, str]:
    """Return the headers of the request that opened this page."""
    return st.context.headers.to_dict()


def request_cookies() -> Mapping[str, str]:
    """Return the cookies of the request that opened this page."""
    return st.context.cookies.to_dict()


def who() -> Visitor | None:
    """Return the person in front of the screen, None when nobody said who they are."""
    if not is_local_request(request_headers()):
        return None
    role = chosen_role(request_cookies())
    if role is None:
        return None
    with session.reading() as db:
        return accounts.demonstration_visitor(db, role)


def may_choose_a_role() -> bool:
    """Say whether the demonstration's choice of roles may be shown."""
    if not is_local_request(request_headers()):
        return False
    with session.reading() as db:
        return accounts.is_demonstration(db)


def enter(permission: Permission) -> Visitor:
    """Open a page: stop here unless the visitor is known and holds the permission."""
    visitor = who()
    if visitor is None:
        st.info("Dites d’abord qui vous êtes, depuis la page d’accueil.", icon=":material/lock:")
        st.stop()
    if not visitor.may(permission):
        st.info(
            f"Cette page n’est pas ouverte à votre rôle («\u00a0{visitor.role.label}\u00a0»). "
            "Demandez-la à l’administrateur si vous en avez besoin.",
            icon=":material/lock:",
        )
        st.stop()
    return visitor
