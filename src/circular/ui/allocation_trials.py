"""« Et si… » : switch a project or a stream off, change a distance, and compare with today."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.allocation import Scenario, TrialDraft
from circular.domain.visitors import Visitor
from circular.queries import allocation_trials as queries
from circular.queries.allocation import Allocation
from circular.queries.allocation_trials import NeedChange
from circular.ui import forms, markup, session
from circular.ui.forms import Form

SCENARIO = "_plan_scenario"
MOST_CHANGES = 12

Titles = Mapping[int, tuple[str, str, float | None]]


def scenario() -> Scenario:
    """Return what this person tries out; nothing at first."""
    found: Scenario = st.session_state.get(SCENARIO) or Scenario()
    return found


def panel(visitor: Visitor, plan: Allocation) -> None:
    """Draw what can be tried out; `plan` is today's."""
    tried = scenario()
    st.header("Et si…")
    st.caption(
        "Mettez de côté un projet ou un gisement du plan, ou changez une distance maximale\u00a0: "
        "le plan est refait sans rien enregistrer."
    )
    with session.reading() as db:
        titles = queries.need_titles(db, visitor)
    form = forms.begin("plan_trial", TrialDraft)
    typed = _fields(form, plan, titles)
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = forms.submit(form, "Essayer", icon=":material/play_arrow:", type="secondary")
        if not tried.is_today:
            st.button(
                "Revenir au plan d\u2019aujourd\u2019hui",
                type="tertiary",
                icon=":material/close:",
                key="drop_trial",
                on_click=partial(_drop, form),
            )
    if not asked:
        return
    draft = forms.draft(form, TrialDraft, typed)
    if draft is not None:
        st.session_state[SCENARIO] = _widened(draft, tried)
        st.rerun()


def _fields(form: Form, plan: Allocation, titles: Titles) -> dict[str, object]:
    """Draw the fields; only what the plan uses can be switched off: the rest changes nothing."""
    projects = {line.project_id: line.project_title for line in plan.lines}
    streams = {line.stream_id: line.stream_title for line in plan.lines}
    left, right = st.columns(2, gap="large")
    with left:
        typed: dict[str, object] = {
            "without_projects": forms.several(form, "without_projects", _sorted(projects)),
            "without_streams": forms.several(form, "without_streams", _sorted(streams)),
        }
    with right:
        needs = {key: _need_name(each) for key, each in titles.items()}
        typed["need_id"] = forms.choice(form, "need_id", _sorted(needs))
        typed["distance_max_km"] = forms.amount(form, "distance_max_km", unit="km")
    return typed


def _need_name(need: tuple[str, str, float | None]) -> str:
    """Write a need with its project and its distance of today."""
    limit = "sans limite" if need[2] is None else french.kilometres(need[2])
    return f"{need[1]}\u00a0: {need[0]} ({limit})"


def _sorted(names: Mapping[int, str]) -> dict[int, str]:
    return dict(sorted(names.items(), key=lambda item: (item[1], item[0])))


def _widened(draft: TrialDraft, before: Scenario) -> Scenario:
    """Return what is tried now; distances changed before stay changed."""
    distances = dict(before.distances)
    if draft.need_id is not None and draft.distance_max_km is not None:
        distances[draft.need_id] = draft.distance_max_km
    return Scenario(
        without_streams=frozenset(draft.without_streams),
        without_projects=frozenset(draft.without_projects),
        distances=frozenset(distances.items()),
    )


def _drop(form: Form) -> None:
    form.close()
    st.session_state.pop(SCENARIO, None)


def words(tried: Scenario, before: Allocation, titles: Titles) -> list[tuple[str, str]]:
    """Say what is tried out, as the criteria of an export and as the caption of the comparison."""
    projects = {line.project_id: line.project_title for line in before.lines}
    streams = {line.stream_id: line.stream_title for line in before.lines}
    changed = [
        f"{titles[need_id][1]}\u00a0: {french.kilometres(far)}"
        for need_id, far in sorted(tried.distances)
        if need_id in titles
    ]
    parts = {
        "Sans les projets": [
            projects[at] for at in sorted(tried.without_projects) if at in projects
        ],
        "Sans les gisements": [
            streams[at] for at in sorted(tried.without_streams) if at in streams
        ],
        "Distances changées": changed,
    }
    return [(label, french.join(names)) for label, names in parts.items() if names]


def comparison(before: Allocation, after: Allocation, titles: Titles) -> None:
    """Draw today and the trial side by side, then the needs that gain or lose."""
    st.header("Ce que l\u2019essai change")
    changes = queries.need_changes(
        before, after, {key: (each[0], each[1]) for key, each in titles.items()}
    )
    st.markdown(sentence(before, after, changes))
    markup.table(
        (
            markup.TableColumn(""),
            markup.TableColumn("Aujourd\u2019hui", numeric=True),
            markup.TableColumn("Essai", numeric=True),
            markup.TableColumn("Écart", numeric=True),
        ),
        [
            _compared("Tonnes placées", before.tonnes, after.tonnes),
            _compared("Besoins servis", len(before.open_needs), len(after.open_needs)),
            _compared("Besoins fermés", before.closed_count, after.closed_count),
            _compared("Gisements utilisés", before.streams, after.streams),
        ],
        caption="Le plan d\u2019aujourd\u2019hui et celui de l\u2019essai",
    )
    if changes:
        _changes(changes)


def sentence(before: Allocation, after: Allocation, changes: Sequence[NeedChange]) -> str:
    """Say in one sentence what a trial changes."""
    if not changes and round(after.tonnes - before.tonnes, 1) == 0:
        return "Rien ne change."
    moved = round(after.tonnes - before.tonnes)
    more = "de plus" if moved > 0 else "de moins"
    tonnes = f"**{french.tonnes(abs(moved))} {more}** par an" if moved else "Autant de tonnes"
    opened = sum(1 for each in changes if each.before == 0)
    closed = sum(1 for each in changes if each.after == 0)
    return (
        f"{tonnes}\u202f; {french.plural(opened, 'besoin de plus', 'besoins de plus')} et "
        f"{french.plural(closed, 'besoin de moins', 'besoins de moins')} à être servis."
    )


def _compared(label: str, before: float, after: float) -> tuple[str, str, str, str]:
    gap = round(after - before)
    sign = "+" if gap > 0 else ""
    return (
        label,
        french.number(round(before)),
        french.number(round(after)),
        f"{sign}{french.number(gap)}",
    )


def _changes(changes: Sequence[NeedChange]) -> None:
    """Draw the needs that gain or lose tonnes."""
    markup.table(
        (
            markup.TableColumn("Projet"),
            markup.TableColumn("Besoin", optional=True),
            markup.TableColumn("Aujourd\u2019hui (t)", numeric=True),
            markup.TableColumn("Essai (t)", numeric=True),
        ),
        [
            (
                each.project_title,
                each.need_title,
                french.number(round(each.before, 1)),
                french.number(round(each.after, 1)),
            )
            for each in changes[:MOST_CHANGES]
        ],
        caption="Besoins qui gagnent ou perdent des tonnes, les plus grands écarts d\u2019abord",
    )
    if len(changes) > MOST_CHANGES:
        st.caption(f"Et {french.number(len(changes) - MOST_CHANGES)} autres besoins.")
