"""« Ce qui demande une décision »: a few sentences, each with its rule and the way to its rows."""

from collections.abc import Mapping

import streamlit as st

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.exports import decision_words
from circular.queries.decisions import DecisionKind, Decisions
from circular.ui.figure_links import figure_link

FIGURES: Mapping[DecisionKind, str] = {
    DecisionKind.TO_SIGN: "agreements_signing_late",
    DecisionKind.JOBS_BEHIND: "jobs_net",
    DecisionKind.ENDING: "agreements_ending",
    DecisionKind.OPENINGS_LATE: "openings_late",
    DecisionKind.TO_MEASURE: "tonnes_measured",
    DecisionKind.SILENT: "projects_silent",
}
"""The figure whose rows hold what a sentence speaks of."""

_LABELS: Mapping[DecisionKind, str] = {
    DecisionKind.TO_SIGN: "Voir ces conventions",
    DecisionKind.JOBS_BEHIND: "Voir les emplois",
    DecisionKind.ENDING: "Voir ces conventions",
    DecisionKind.OPENINGS_LATE: "Voir ces projets",
    DecisionKind.TO_MEASURE: "Voir les tonnes mesurées",
    DecisionKind.SILENT: "Voir ces projets",
}


def decisions(visitor: Visitor, found: Decisions, perimeter: Perimeter) -> None:
    """Draw what waits for a decision, or say that nothing does."""
    with st.container(key="decisions", gap=None):
        st.header("Ce qui demande une décision")
        if not found.shown:
            st.markdown(decision_words.NOTHING)
        for each in found.shown:
            row = st.container(
                horizontal=True, vertical_alignment="center", key=f"decision_{each.kind}"
            )
            row.markdown(
                decision_words.sentence(each, perimeter), help=each.kind.label, width="content"
            )
            figure_link(visitor, perimeter, FIGURES[each.kind], _LABELS[each.kind], place=row)
        if found.left_out:
            st.caption(decision_words.left_out(found.left_out))
