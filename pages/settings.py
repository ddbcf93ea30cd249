"""Réglages."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import (
    agreement_templates,
    agreement_types,
    benefit_factors,
    choice_lists,
    components,
    gate,
    match_weights,
    settings,
)
from circular.ui.history import folded_history

visitor = gate.enter(Permission.EDIT_SETTINGS)
components.title("Réglages")
own, lists, kinds, models, weights, factors, about = st.tabs(
    [
        "Association",
        "Listes de choix",
        "Types de convention",
        "Modèles",
        "Poids des rapprochements",
        "Facteurs de bénéfice",
        "À propos",
    ]
)
with own:
    settings.association(visitor)
    folded_history(visitor, "settings", None)
with lists:
    choice_lists.lists(visitor)
    folded_history(visitor, "list_entry", None)
with kinds:
    agreement_types.types(visitor)
    folded_history(visitor, "agreement_type", None)
with models:
    agreement_templates.templates(visitor)
with weights:
    match_weights.weights(visitor)
    folded_history(visitor, "match_weights", None)
with factors:
    benefit_factors.editor(visitor)
    folded_history(visitor, "benefit_factor", None)
with about:
    settings.about_circular()
