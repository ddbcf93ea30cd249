"""Données personnelles."""

from functools import partial

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import (
    components,
    data_requests,
    dialogs,
    gate,
    person_files,
    privacy_documents,
    retention,
    session,
)

visitor = gate.enter(Permission.MANAGE_PERSONAL_DATA)
today = session.today()

components.title("Données personnelles")
terms, register, people, rules = st.tabs(["À échéance", "Demandes", "Une personne", "Réglages"])
with terms:
    retention.due(visitor, today=today)
with register:
    data_requests.register(visitor, today=today)
with people:
    person_files.search(visitor)
with rules:
    retention.rules(visitor)
    privacy_documents.documents(visitor)
dialogs.open_asked(
    retention.PAGE,
    {
        "postpone": partial(retention.postpone_dialog, visitor),
        "anonymise": partial(retention.anonymise_dialog, visitor),
        "batch": partial(retention.batch_dialog, visitor),
        "request": partial(data_requests.request_dialog, visitor),
        "answer": partial(data_requests.answer_dialog, visitor),
        "history": partial(data_requests.history_dialog, visitor),
    },
)
