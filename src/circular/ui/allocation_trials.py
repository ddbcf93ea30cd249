"""« Et si… » : switch a project or a stream off, change a distance, and compare with today."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.allocation import Scenario, Stakes, TrialDraft
from circular.queries import allocation_trials as queries
from circular.queries.allocation_plans import Allocation, NeedName, PlanNames
from circular.queries.allocation_trials import NeedChange
from circular.ui import forms, markup
from circular.ui.forms import Form

SCENARIO = "_plan_scenario"
MOST_CHANGES = 12


def scenario() -> Scenario:
    """Return what this person tries out; nothing at first."""
    found: Scenario = st.session_state.get(SCENARIO) or Scenario()
    return found


def panel(plan: Allocation) -> None:
    """Draw what can be tried out; `plan` is today's."""
    tried = scenario()
    st.header("Et si…")
    st.caption(
        "Mettez de côté un projet, un besoin ou un gisement, changez une distance maximale ou "
        "les règles du calcul\u00a0: le plan est refait sans rien enregistrer. Les tonnes promises "
        "par accord à ce que vous mettez de côté redeviennent libres dans la simulation."
    )
    form = forms.begin("plan_trial", TrialDraft)
    left, right = st.columns(2, gap="large")
    with left:
        typed = _switched_off(form, plan.names)
    with right:
        typed |= _rules(form, plan.names, tried)
    # beside the lists, not under them: a list stays open while several names are chosen
    with right, st.container(horizontal=True, vertical_alignment="center"):
        asked = forms.submit(form, "Simuler", icon=":material/play_arrow:", type="secondary")
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


def _switched_off(form: Form, names: PlanNames) -> dict[str, object]:
    """Draw the lists: any project, need or stream can be searched and switched off."""
    needs = _sorted({key: _need_name(each) for key, each in names.needs.items()})
    return {
        "without_projects": forms.several(form, "without_projects", _sorted(names.projects)),
        "without_needs": forms.several(form, "without_needs", needs),
        "without_streams": forms.several(form, "without_streams", _sorted(names.streams)),
    }


def _rules(form: Form, names: PlanNames, tried: Scenario) -> dict[str, object]:
    """Draw the distance of one need and what the calculation weighs."""
    needs = _sorted({key: _need_name(each) for key, each in names.needs.items()})
    return {
        "need_id": forms.choice(form, "need_id", needs),
        "distance_max_km": forms.amount(form, "distance_max_km", unit="km"),
        "kilometre": forms.amount(
            form,
            "kilometre",
            value=tried.stakes.kilometre,
            help="Les points que chaque kilomètre retire à une note sur 100, pour chaque tonne. "
            "Le point de départ, 0,2, est arbitraire\u00a0: 50\u00a0km pèsent alors autant que "
            "10 points de note. À 0, la distance ne compte que dans la note.",
        ),
        "material_from": forms.amount(
            form,
            "material_from",
            value=tried.material_from,
            help="Un gisement va toujours à un besoin qui nomme son code ou sa famille. Pour un "
            "autre besoin, sa matière doit avoir cette note. Un même sous-chapitre de déchets vaut "
            "60, et 25 quand on sait que la matière diffère.",
        ),
    }


def _need_name(need: NeedName) -> str:
    """Write a need with its project and its distance of today."""
    title, project, far = need
    limit = "sans limite" if far is None else french.kilometres(far)
    return f"{project}\u00a0: {title} ({limit})"


def _sorted(names: Mapping[int, str]) -> dict[int, str]:
    return dict(sorted(names.items(), key=lambda item: (item[1], item[0])))


def _widened(draft: TrialDraft, before: Scenario) -> Scenario:
    """Return what is tried now; distances changed before stay changed."""
    distances = dict(before.distances)
    if draft.need_id is not None and draft.distance_max_km is not None:
        distances[draft.need_id] = draft.distance_max_km
    today = Scenario()
    far, least = draft.kilometre, draft.material_from
    return Scenario(
        without_streams=frozenset(draft.without_streams),
        without_projects=frozenset(draft.without_projects),
        without_needs=frozenset(draft.without_needs),
        distances=frozenset(distances.items()),
        material_from=today.material_from if least is None else least,
        stakes=today.stakes if far is None else Stakes(kilometre=far),
    )


def _drop(form: Form) -> None:
    form.close()
    st.session_state.pop(SCENARIO, None)


def words(tried: Scenario, names: PlanNames) -> list[tuple[str, str]]:
    """Say what is tried out, as the criteria of an export and as the caption of the comparison."""
    today = Scenario()
    needs = {key: f"{each[1]}\u00a0: {each[0]}" for key, each in names.needs.items()}
    parts = {
        "Sans les projets": _chosen(tried.without_projects, names.projects),
        "Sans les besoins": _chosen(tried.without_needs, needs),
        "Sans les gisements": _chosen(tried.without_streams, names.streams),
        "Distances changées": [
            f"{needs[need_id]}, {french.kilometres(far)}"
            for need_id, far in sorted(tried.distances)
            if need_id in needs
        ],
    }
    said = [(label, french.join(chosen)) for label, chosen in parts.items() if chosen]
    if tried.stakes != today.stakes:
        points = french.number(tried.stakes.kilometre)
        usual = french.number(today.stakes.kilometre)
        said.append(("Points par kilomètre", f"{points} au lieu de {usual}"))
    if tried.material_from != today.material_from:
        least = french.number(tried.material_from)
        usual = french.number(today.material_from)
        said.append(("Note de matière exigée", f"{least} au lieu de {usual}"))
    return said


def _chosen(chosen: Collection[int], names: Mapping[int, str]) -> list[str]:
    """Name what is switched off."""
    return [names[key] for key in sorted(chosen) if key in names]


def comparison(before: Allocation, after: Allocation) -> None:
    """Draw today and the trial side by side, then the needs that gain or lose."""
    st.header("Ce que la simulation change")
    changes = queries.need_changes(before, after)
    is_undone = round(before.agreed - after.agreed, 1) != 0
    st.markdown(sentence(before, after, changes))
    markup.table(
        (
            markup.TableColumn(""),
            markup.TableColumn("Aujourd\u2019hui", numeric=True),
            markup.TableColumn("Simulation", numeric=True),
            markup.TableColumn("Écart", numeric=True),
        ),
        [
            _compared("Tonnes placées par le plan", before.tonnes, after.tonnes),
            *([_compared("Tonnes des accords", before.agreed, after.agreed)] * is_undone),
            _compared("Besoins servis", len(before.open_needs), len(after.open_needs)),
            _compared("Besoins fermés", before.closed_count, after.closed_count),
            _compared("Gisements utilisés", before.streams, after.streams),
        ],
        caption="Le plan d\u2019aujourd\u2019hui et celui de la simulation",
    )
    if changes:
        _changes(changes)


def sentence(before: Allocation, after: Allocation, changes: Sequence[NeedChange]) -> str:
    """Say in one sentence what a trial changes."""
    undone = before.agreed - after.agreed
    difference = after.tonnes - before.tonnes - undone
    if not changes and round(difference, 1) == round(undone, 1) == 0:
        return "Rien ne change."
    moved = round(difference)
    more = "de plus" if moved > 0 else "de moins"
    tonnes = f"**{french.tonnes(abs(moved))} {more}** par an" if moved else "Autant de tonnes"
    if round(undone, 1):
        tonnes = f"{tonnes}, accords compris"
    opened = sum(1 for each in changes if each.before == 0)
    closed = sum(1 for each in changes if each.after == 0)
    served = [
        french.plural(opened, "besoin de plus", "besoins de plus") if opened else "",
        french.plural(closed, "besoin de moins", "besoins de moins") if closed else "",
    ]
    told = french.join([each for each in served if each]) if opened or closed else ""
    freed = f" La simulation défait des accords\u00a0: {french.tonnes(round(undone, 1))} par an."
    end = freed if round(undone, 1) else ""
    return f"{tonnes}\u202f; {told} à être servis.{end}" if told else f"{tonnes}.{end}"


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
            markup.TableColumn("Simulation (t)", numeric=True),
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
