"""Mon compte."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import calendar_feeds, components, digests, gate, markup, my_account

visitor = gate.enter(Permission.MANAGE_OWN_ACCOUNT)
components.title("Mon compte")
markup.lead(f"**{visitor.name}**, dans le rôle «\u00a0{visitor.role.label}\u00a0».")
if visitor.session_id is None:
    st.info(
        "Vous êtes dans la démonstration\u00a0: ce compte n’a ni mot de passe ni connexion.",
        icon=":material/science:",
    )
    calendar_feeds.section(visitor)
    digests.section(visitor)
    st.stop()
left, right = st.columns(2, gap="large")
with left:
    my_account.password(visitor)
with right:
    my_account.second_factor(visitor)
calendar_feeds.section(visitor)
digests.section(visitor)
my_account.sessions(visitor)
