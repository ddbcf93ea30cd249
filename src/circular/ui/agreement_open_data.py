"""« Données ouvertes »: the financial agreements in the SCDL dialect, and what each one lacks."""

from functools import partial

import streamlit as st

from circular.actions.exports import ExportTrace, record_export
from circular.domain import french
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.exports.agreement_open_data import COLUMNS, MEDIA_TYPE, to_scdl
from circular.exports.tables import file_name
from circular.queries.agreement_open_data import Grant, grants
from circular.ui import markup, session
from circular.ui.agreement_filters import worded

TITLE = "Données ouvertes (SCDL subventions)"
_SHOWN = 8


def open_data(visitor: Visitor, filters: AgreementFilters) -> None:
    """Draw, for whoever prepares agreements, the file to publish and what to complete in it."""
    if not visitor.may(Permission.EDIT_AGREEMENTS):
        return
    with session.reading() as db:
        found = grants(db, visitor, filters)
    st.markdown(f"**{TITLE}**")
    if not found:
        st.caption(
            "Aucune convention financière signée dans cette liste\u00a0: rien à publier.", width=380
        )
        return
    st.caption(told(found), width=380)
    for grant in found[:_SHOWN]:
        number = markup.plain(grant.number or french.UNKNOWN)
        st.caption(f"N°\u00a0{number}, il manque\u00a0: {french.join(list(grant.missing))}.")
    if len(found) > _SHOWN:
        rest = len(found) - _SHOWN
        st.caption(f"Et {french.plural(rest, 'autre convention', 'autres conventions')}.")
    st.download_button(
        "CSV (SCDL)",
        data=partial(scdl_file, visitor, filters),
        file_name=file_name("subventions-scdl", session.today(), "csv"),
        mime=MEDIA_TYPE,
        icon=":material/download:",
        on_click="ignore",
        key="export_scdl_csv",
    )


def told(found: tuple[Grant, ...]) -> str:
    """Say how many financial agreements there are, and that nothing is made up."""
    count = french.plural(
        len(found), "convention financière signée", "conventions financières signées"
    )
    return (
        f"{count}. L’attribuant est le seul organisme signataire, le bénéficiaire votre "
        "association. Ce que le produit ne sait pas reste vide\u00a0: complétez et relisez le "
        "fichier, surtout l’objet, avant de le publier."
    )


def scdl_file(visitor: Visitor, filters: AgreementFilters) -> bytes:
    """Write the file, leave its trace, and hand it over."""
    with session.reading() as db:
        found = grants(db, visitor, filters)
    content = to_scdl(found)
    trace = ExportTrace(
        title=TITLE,
        form="CSV",
        criteria=worded(visitor, filters),
        columns=COLUMNS,
        row_count=len(found),
    )
    with session.recording(visitor) as db:
        record_export(db, visitor, trace)
    return content
