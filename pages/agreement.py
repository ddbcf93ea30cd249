"""Convention."""

from functools import partial

import streamlit as st

from circular.domain.errors import NotFoundError
from circular.domain.permissions import Permission
from circular.queries.agreement_records import agreement_record
from circular.ui import (
    agreement_moves,
    agreement_parts,
    agreement_pieces,
    agreement_renewals,
    amendment_parties,
    amendments,
    components,
    dialogs,
    gate,
    session,
)
from circular.ui.agreement_records import record_page
from circular.ui.agreements import change_dialog
from circular.ui.navigation import asked_id, path_of

visitor = gate.enter(Permission.SEE_AGREEMENTS)

try:
    with session.reading() as db:
        record = agreement_record(db, visitor, asked_id() or 0)
except NotFoundError as refusal:
    components.back(path_of("agreements.py"), "Conventions", key="agreements")
    st.info(refusal.sentence, icon=":material/info:")
    st.stop()

record_page(visitor, record)

if visitor.may(Permission.EDIT_AGREEMENTS):
    dialogs.open_asked(
        agreement_moves.PAGE,
        {
            "change": partial(change_dialog, visitor),
            "sign": partial(agreement_moves.sign_dialog, visitor),
            "add_amendment": partial(amendments.amendment_dialog, visitor),
            "change_amendment": partial(amendments.amendment_dialog, visitor),
            "amendment_party": partial(amendment_parties.party_dialog, visitor),
            "sign_amendment": partial(amendments.sign_dialog, visitor),
            "delete_amendment": partial(amendments.delete_dialog, visitor),
            "renew": partial(agreement_renewals.renew_dialog, visitor),
            "withdraw_renewal": partial(agreement_renewals.withdraw_dialog, visitor),
            "delete": partial(agreement_moves.delete_dialog, visitor),
            "end": partial(agreement_moves.end_dialog, visitor),
            "terminate": partial(agreement_moves.terminate_dialog, visitor),
            "abandon": partial(agreement_moves.abandon_dialog, visitor),
            "party": partial(agreement_parts.party_dialog, visitor, record.id),
            "pieces": partial(agreement_pieces.pieces_dialog, visitor, record.id),
            "services": partial(agreement_parts.services_dialog, visitor, record.id),
        },
    )
