"""« Ce qui demande une décision »: a few sentences, each with its rule and the way to its rows."""

from collections.abc import Mapping, Sequence

import streamlit as st

from circular.domain.indicators import Perimeter
from circular.domain.visitors import Visitor
from circular.exports import decision_words
from circular.queries.decisions import TEAM_KINDS, Decision, DecisionKind, Decisions
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
    """Draw what waits for the board, or say that nothing does, then what the team follows up.

    The latter is folded on screen: paper, which unfolds nothing, has it in full.
    """
    of_board = [each for each in found.shown if each.kind not in TEAM_KINDS]
    of_team = [each for each in found.shown if each.kind in TEAM_KINDS]
    with st.container(key="decisions", gap=None):
        st.header("Ce qui demande une décision")
        if not of_board:
            st.markdown(decision_words.NOTHING)
        for each in of_board:
            _line(visitor, each, perimeter)
        if of_team:
            _followed_up(visitor, of_team, perimeter)
        if found.left_out:
            st.caption(decision_words.left_out(found.left_out))


def _followed_up(visitor: Visitor, found: Sequence[Decision], perimeter: Perimeter) -> None:
    heading = "À suivre par l’équipe"
    with st.expander(f"{heading}\u00a0: {len(found)}", type="compact"):
        for each in found:
            _line(visitor, each, perimeter)
    with st.container(key="paper_decisions", gap=None):
        st.caption(heading)
        for each in found:
            st.markdown(decision_words.sentence(each, perimeter))


def _line(visitor: Visitor, decision: Decision, perimeter: Perimeter) -> None:
    row = st.container(
        horizontal=True, vertical_alignment="center", key=f"decision_{decision.kind}"
    )
    row.markdown(
        decision_words.sentence(decision, perimeter), help=decision.kind.label, width="content"
    )
    figure_link(visitor, perimeter, FIGURES[decision.kind], _LABELS[decision.kind], place=row)
