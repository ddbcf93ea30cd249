"""The weights of matches on screen: what they are, what others would change, their versions."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from pydantic import ValidationError

from circular.actions import match_weights as actions
from circular.config import settings
from circular.domain import french
from circular.domain.errors import StaleRecordError
from circular.domain.match_weights import (
    WeightsDraft,
    WeightsVersion,
    hundred_sentence,
    points_of,
    weights_words,
)
from circular.domain.matches import Component, MatchWeights
from circular.domain.quantities import PERCENTAGE, measured
from circular.domain.visitors import Visitor
from circular.queries import accounts
from circular.queries import match_weights as queries
from circular.queries.match_weights import Trial
from circular.queries.proposals import Proposal
from circular.ui import forms, markup, session
from circular.ui.forms import Form

KEY = "match_weights"
_SEEN = "_match_weights_seen"
_KEPT_TRIALS = 16
_EXPLANATION = (
    "La note d\u2019un rapprochement réunit six composantes. Le poids de chacune dit combien elle "
    "compte\u202f; ensemble ils font 100. Une donnée absente est laissée de côté et les autres "
    "poids se partagent la note. Un rapprochement déjà décidé garde la note et les poids de son "
    "jour\u00a0: sa carte permet de les revoir."
)


def weights(visitor: Visitor) -> None:
    """Draw the weights, what a change would do, and the versions."""
    with session.reading() as db:
        current, versions = queries.current_weights(db), queries.weights_versions(db)
    st.markdown(_EXPLANATION)
    st.caption(f"En vigueur\u00a0: version {current.version}, {weights_words(current)}.")
    form = forms.begin(KEY, WeightsDraft)
    seen = st.session_state.setdefault(_SEEN, current)
    typed = _fields(form, seen)
    wanted = _tried(typed, current)
    if wanted is not None:
        _preview(visitor, wanted)
    if forms.submit(form, "Enregistrer ces poids"):
        _save(visitor, form, typed, seen, current)
    st.header("Versions")
    _versions(visitor, versions, current)


def _fields(form: Form, seen: MatchWeights) -> dict[str, Any]:
    """Draw the six weights, their sum, and the reason."""
    typed: dict[str, Any] = {}
    with st.container(width=720):
        row = st.container(horizontal=True)
        for each in Component:
            with row.container(width=104):
                typed[each.value] = forms.amount(
                    form, each.value, value=points_of(seen, each), placeholder="0"
                )
        gap = _gap(typed)
        if gap is not None:
            st.caption(gap)
        typed["reason"] = forms.line(
            form,
            "reason",
            placeholder="Par exemple\u00a0: nos projets n\u2019ont pas de camion",
        )
    return typed


def _points(typed: dict[str, Any]) -> list[float] | None:
    """Read what was typed; None as soon as one is no number between 0 and 100."""
    try:
        return [float(measured(typed[each.value] or "", PERCENTAGE)) for each in Component]
    except ValueError:
        return None


def _gap(typed: dict[str, Any]) -> str | None:
    points = _points(typed)
    return None if points is None else hundred_sentence(points)


def _tried(typed: dict[str, Any], current: MatchWeights) -> MatchWeights | None:
    """Return the weights typed when they are whole and differ from those in force."""
    try:
        draft = WeightsDraft.model_validate({**typed, "reason": typed["reason"] or "essai"})
    except ValidationError:
        return None
    found = draft.weights(current.version + 1)
    return None if found.in_order() == current.in_order() else found


def _preview(visitor: Visitor, wanted: MatchWeights) -> None:
    """Say what the weights typed would do to the first streams of a few projects."""
    st.header("Ce que cela changerait")
    with session.reading() as db:
        key = (str(settings().database), accounts.data_version(db), session.today())
    trials = _trials(key, wanted, visitor)
    if not trials:
        st.caption("Aucun projet en cours n\u2019a de gisement proposé\u00a0: rien à comparer.")
        return
    st.markdown(trials_sentence(trials))
    markup.table(
        [
            markup.TableColumn("Projet"),
            markup.TableColumn("Aujourd\u2019hui"),
            markup.TableColumn("Avec ces poids"),
        ],
        [(each.project_title, _listed(each.now), _listed(each.then)) for each in trials],
        caption="Premiers gisements de quelques projets, aujourd\u2019hui et avec ces poids",
    )


@st.cache_data(max_entries=_KEPT_TRIALS, show_spinner="Comparaison en cours…")
def _trials(
    key: tuple[str, int, date], wanted: MatchWeights, _visitor: Visitor
) -> tuple[Trial, ...]:
    """Compare once for each version of the data; who gets here sees every stream."""
    with session.reading() as db:
        return queries.trials(db, _visitor, wanted, today=key[2])


def trials_sentence(trials: Sequence[Trial]) -> str:
    """Say how many of the projects compared keep their first stream, and their order."""
    same = sum(each.keeps_its_order for each in trials)
    if same == len(trials):
        noun = french.plural(len(trials), "projet comparé", "projets comparés")
        return f"{noun}\u00a0: mêmes gisements, dans le même ordre. Seules les notes changent."
    moved = sum(not each.keeps_its_first for each in trials)
    compared = french.plural(len(trials), "projet comparé", "projets comparés")
    firsts = (
        "tous gardent leur premier gisement"
        if moved == 0
        else f"{french.number(moved)} changent de premier gisement"
        if moved > 1
        else "un seul change de premier gisement"
    )
    return f"{compared}\u00a0: {firsts}."


def _listed(proposals: Sequence[Proposal]) -> str:
    """Write streams in order with their note out of 100."""
    told = [f"{each.stream_title} ({round(100 * (each.score or 0))})" for each in proposals]
    return ", ".join(told) or french.UNKNOWN


def _save(
    visitor: Visitor, form: Form, typed: dict[str, Any], seen: MatchWeights, current: MatchWeights
) -> None:
    """Write a new version through the writing door."""
    draft = forms.draft(form, WeightsDraft, typed)
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        version = actions.choose_weights(
            door.db, visitor, draft, seen=seen.version, token=form.token
        )
        door.done(f"Poids enregistrés\u00a0: version {version}.")
    if door.went_through:
        st.session_state.pop(_SEEN, None)
        st.rerun()
    if isinstance(door.refusal, StaleRecordError):
        st.session_state[_SEEN] = current
        st.info(
            "Pour les remplacer par les vôtres, enregistrez de nouveau.",
            icon=":material/sync_problem:",
        )


def _versions(visitor: Visitor, versions: Sequence[WeightsVersion], current: MatchWeights) -> None:
    """Draw each version with who chose it and why; an older one may be taken up again."""
    for each in versions:
        row = st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            key=f"row_weights_{each.weights.version}",
        )
        with row.container(gap="xxsmall"):
            now = " :green-badge[En vigueur]" if each.weights.version == current.version else ""
            st.markdown(f"**Version {each.weights.version}**{now} {markup.plain(each.reason)}")
            st.caption(markup.plain(_said(each)))
        if each.weights.in_order() != current.in_order():
            row.button(
                "Reprendre ces poids",
                type="tertiary",
                icon=":material/undo:",
                key=f"restore_weights_{each.weights.version}",
                on_click=partial(_restore, visitor, each.weights.version),
            )


def _said(version: WeightsVersion) -> str:
    """Write the weights of a version, who chose them and when."""
    words = weights_words(version.weights)
    if version.decided_at is None:
        return f"{words[:1].upper()}{words[1:]}. Donnés par Circular."
    who = f" par {version.author}" if version.author else ""
    return f"{words[:1].upper()}{words[1:]}. Choisis{who} le {french.day(version.decided_at)}."


def _restore(visitor: Visitor, version: int) -> None:
    """Take up an older version; the form then starts from it."""
    forms.begin(KEY, WeightsDraft).close()
    st.session_state.pop(_SEEN, None)
    session.act(
        visitor,
        f"Poids de la version {version} repris.",
        lambda db: actions.restore_weights(db, visitor, version),
    )
