"""The choice of the weekly digest, in one's own account."""

import streamlit as st

from circular.actions.digests import choose_digest
from circular.config import settings
from circular.domain.visitors import Visitor
from circular.queries.digests import wants_digest
from circular.ui import session


def section(visitor: Visitor) -> None:
    """Draw the switch of the weekly digest; it acts at once."""
    st.header("Courriel de la semaine")
    with session.reading() as db:
        wanted = wants_digest(db, visitor)
    if settings().mail is None:
        st.caption("Aucun serveur de courrier n’est réglé\u00a0: rien ne part pour l’instant.")
    chosen = st.toggle("Recevoir chaque semaine mes échéances proches", wanted, key="digest_wanted")
    st.caption("Rien ne part quand aucune échéance n’est en retard ni proche.")
    if chosen == wanted:
        return
    said = "Le courriel partira chaque semaine." if chosen else "Le courriel ne partira plus."
    if session.act(visitor, said, lambda db: choose_digest(db, visitor, wanted=chosen)):
        st.rerun()
