"""The frame of every page: who is here, the menu of their role, the look, the flash message."""

import streamlit as st

from circular.domain.logos import png_of
from circular.domain.visitors import Visitor
from circular.queries.settings import association_settings
from circular.ui import (
    accounts,
    dashboard_filters,
    gate,
    markup,
    navigation,
    quick_capture,
    session,
)

STATIC = "/app/static"  # where the browser finds our files: it keeps them, no run reads them again


def frame(visitor: Visitor) -> None:
    """Draw what stays the same from page to page."""
    with session.reading() as db:
        association = association_settings(db)
    own = png_of(association.logo) or association.logo
    st.logo(own or f"{STATIC}/circular-logo.svg", size="large")
    with st.sidebar:
        quick_capture.button(visitor, st.container(), key="sidebar", primary=False)
        markup.signed_in(visitor, demonstration=visitor.session_id is None)
        proof = gate.sign_out_proof()
        if visitor.session_id is not None and proof is not None:
            accounts.sign_out(proof)


st.set_page_config(
    page_title="Circular",
    page_icon=f"{STATIC}/circular-mark.png",
    layout="wide",
    initial_sidebar_state=248,
)
with gate.one_run() as visitor:
    if visitor is None:
        page = st.navigation([navigation.welcome()], position="hidden")
    else:
        page = st.navigation(navigation.pages_for(visitor), expanded=True)
        frame(visitor)
        quick_capture.open_if_asked(visitor, page.url_path)
    st.set_page_config(page_title=f"{page.title} – Circular")
    session.show_flash()
    dashboard_filters.turn_to(page.url_path)
    page.run()
