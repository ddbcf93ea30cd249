"""Bienvenue : se connecter, ou dire qui l'on est sur la démonstration."""

import streamlit as st

from circular.domain.permissions import Role
from circular.ui import accounts, gate, markup

may_choose = gate.may_choose_a_role()

st.title("Bienvenue dans Circular")
if not may_choose:
    st.markdown(
        "Cette installation n’est pas une démonstration ouverte depuis ce poste\u00a0: on y entre "
        "avec son compte."
    )
    accounts.sign_in_card()
    st.stop()

markup.lead(
    "Vous ouvrez **la démonstration** : le territoire est réel, les porteurs sont inventés. "
    "Choisissez votre rôle ; vous pourrez en changer à tout moment."
)
SEEN = {
    Role.STAFF: "La chargée de mission\u00a0: contacts, projets, conventions, gisements, emplois.",
    Role.ELECTED: "L’élue\u00a0: emplois face à l’objectif, conventions, carte\u00a0; aucun nom.",
    Role.PARTNER: "Le partenaire\u00a0: ses gisements, ses installations, les chiffres d’ensemble.",
    Role.ADMINISTRATOR: "L’administratrice\u00a0: tout, et les réglages de l’association.",
}
for role, sentence in SEEN.items():
    markup.role_card(role, sentence)
