"""The texts that the RGPD asks for, and the full take-out, under the rules of retention."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports import privacy_documents as exports
from circular.queries.retention import retention_settings
from circular.queries.settings import association_settings
from circular.ui import session

TAKE_OUT = "/sortie-complete"


def documents(visitor: Visitor) -> None:
    """Draw the notice and the register to download and, for the administrator, the take-out."""
    with session.reading() as db:
        rules = retention_settings(db)
        association = association_settings(db).association_name
    st.header("Textes à remettre et à tenir")
    st.caption(
        "Ils suivent les règles ci-dessus et s’ouvrent dans un navigateur ou un traitement "
        "de texte."
    )
    today = session.today()
    with st.container(horizontal=True):
        for label, name, write in (
            ("Notice d’information", "notice-information", exports.notice),
            ("Registre des traitements", "registre-traitements", exports.register),
        ):
            st.download_button(
                label,
                data=write(rules, association=association, made_on=today),
                file_name=f"{name}-{today:%Y-%m-%d}.html",
                mime="text/html",
                icon=":material/download:",
                on_click="ignore",
                key=f"privacy_{name}",
            )
    if visitor.may(Permission.TAKE_EVERYTHING_OUT):
        st.header("Emporter toutes les données")
        st.caption(
            "Un seul fichier\u00a0: chaque table en CSV, les documents, un dictionnaire. "
            "Il sert à changer d’installation, ou à partir."
        )
        st.link_button("Préparer la sortie complète", TAKE_OUT, icon=":material/folder_zip:")
