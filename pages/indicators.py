"""Indicators: every figure as of any day, compared, and opened to the rows that make it."""

import streamlit as st

from circular.domain.permissions import Permission
from circular.ui import components, figure_rows, gate, indicators

visitor = gate.enter(Permission.SEE_DASHBOARD)
components.title("Indicateurs")
question = indicators.asked(visitor)
asked = st.query_params.get(indicators.KEY, "")
if question is None:
    st.stop()
if not asked:
    indicators.figures(visitor, question)
elif indicators.is_declared(asked):
    figure_rows.figure(visitor, asked, question)
else:
    components.empty(
        "query_stats",
        "Cet indicateur n\u2019existe pas",
        "L\u2019adresse est peut-être incomplète\u00a0: choisissez un indicateur dans la liste.",
    )
