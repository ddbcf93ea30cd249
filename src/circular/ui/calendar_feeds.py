"""One's own calendar address on screen: what it is for, giving one, revoking it."""

from urllib.parse import urlsplit

import streamlit as st

from circular.actions import calendar_feeds as actions
from circular.config import settings
from circular.domain import french
from circular.domain.calendar_feeds import path_of
from circular.domain.visitors import Visitor
from circular.queries.calendar_feeds import own_feed
from circular.ui import session

_GIVEN = "calendar_address_to_copy"


def section(visitor: Visitor) -> None:
    """Draw the address of one's calendar: nothing, one to copy, or one that serves."""
    st.header("Mon calendrier")
    with session.reading() as db:
        feed = own_feed(db, visitor)
    st.markdown(
        "Une adresse privée montre vos échéances dans l’agenda de votre téléphone ou de votre "
        "messagerie\u00a0: fins de convention, préavis, engagements. Elle suit vos droits."
    )
    if feed is None:
        st.session_state.pop(_GIVEN, None)
        if st.button("Créer mon adresse", icon=":material/event_upcoming:", key="give_calendar"):
            _give(visitor)
        return
    _address_to_copy()
    read = f"lue le {french.day(feed.read_on)}" if feed.read_on else "pas encore lue"
    st.caption(
        f"Adresse créée le {french.day(feed.created_at.date())}, {read}. Elle sert jusqu’au "
        f"{french.day(feed.expires_at.date())}."
    )
    with st.container(horizontal=True):
        if st.button("Créer une nouvelle adresse", key="give_calendar"):
            _give(visitor)
        if st.button("Révoquer l’adresse", icon=":material/link_off:", key="revoke_calendar"):
            _revoke(visitor)


def _address_to_copy() -> None:
    """Show a new address until the page is left: it is kept nowhere."""
    address = st.session_state.get(_GIVEN)
    if not address:
        return
    with st.container(border=True, key="card_calendar"):
        st.markdown(
            "**Copiez cette adresse maintenant\u00a0:** elle ne sera plus montrée. Dans votre "
            "agenda, choisissez «\u00a0S’abonner à un calendrier\u00a0» ou «\u00a0À partir d’une "
            "URL\u00a0», puis collez-la. Qui la connaît lit vos échéances\u00a0: ne la donnez pas."
        )
        st.code(address, language=None, wrap_lines=True)


def _give(visitor: Visitor) -> None:
    with session.writing(visitor) as door:
        st.session_state[_GIVEN] = f"{_base()}{path_of(actions.give_feed(door.db, visitor))}"
        door.done("Adresse de calendrier créée.")
    if door.went_through:
        st.rerun()


def _revoke(visitor: Visitor) -> None:
    st.session_state.pop(_GIVEN, None)
    if session.act(
        visitor,
        "Adresse révoquée\u00a0: elle ne sert plus.",
        lambda db: actions.revoke_feed(db, visitor),
    ):
        st.rerun()


def _base() -> str:
    """Return the address that people type: the one of the settings, else the one of this page."""
    if settings().base_url:
        return settings().base_url
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""
