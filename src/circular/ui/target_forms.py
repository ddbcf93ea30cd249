"""The forms of targets: deciding, revising, putting a decision right, taking it away."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from circular.actions import targets as actions
from circular.domain import french
from circular.domain.dates import parse_day
from circular.domain.errors import Problem
from circular.domain.target_paths import MOST_POINTS, PathPoint, year_ends
from circular.domain.targets import (
    AIMS,
    JOBS_NET,
    Aim,
    PathKind,
    TargetCorrectionDraft,
    TargetDraft,
    TargetWithdrawalDraft,
    by_when,
    problems_so_far,
)
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports import target_words as words
from circular.queries.dashboard import member_epcis
from circular.queries.indicators import indicator
from circular.queries.targets import Target, decision, history, named
from circular.ui import dialogs, forms, markup, session
from circular.ui.forms import Form

PAGE = "targets"
FEWEST_ROWS = 2
SHOWN_NEXT = "_target_shown_next"
KEPT = "La décision s\u2019ajoute aux précédentes\u202f; aucune n\u2019est effacée."


def decide_button(place: Any) -> None:
    """Draw the button that decides a first target."""
    place.button(
        "Fixer un objectif",
        icon=":material/flag:",
        type="primary",
        key="decide_target",
        on_click=partial(dialogs.ask, PAGE, "decide"),
    )


def acts_on(target: Target, *, is_last: bool) -> None:
    """Draw what may be done with a decision: revise the last one, correct or take away any."""
    row = st.container(horizontal=True, key=f"noprint_target_acts_{target.id}")
    acts = [("correct", "Corriger", "edit"), ("withdraw", "Retirer", "undo")]
    if is_last:
        acts.insert(0, ("revise", "Réviser l\u2019objectif", "flag"))
    for name, label, icon in acts:
        row.button(
            label,
            icon=f":material/{icon}:",
            type="secondary" if name == "revise" else "tertiary",
            key=f"{name}_target_{target.id}",
            on_click=partial(dialogs.ask, PAGE, name, target_id=target.id),
        )


def open_dialogs(visitor: Visitor) -> None:
    """Open the dialog that was asked for, if there is one."""
    dialogs.open_asked(
        PAGE,
        {
            "decide": partial(_decide, visitor),
            "revise": partial(_revise, visitor),
            "correct": partial(_correct, visitor),
            "withdraw": partial(_withdraw, visitor),
        },
    )


def _decide(visitor: Visitor) -> None:
    @st.dialog(
        "Fixer un objectif", position="right", icon=":material/flag:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        form = forms.begin("target_new", TargetDraft)
        about = _about(form)
        last = _already(about)
        if last is not None:
            _rather_revise(last)
            return
        typed = {**about, **_fields(form, None, str(about["indicator"]))}
        if forms.submit(form, "Enregistrer la décision", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, TargetDraft, typed, also=_so_far(typed)),
                lambda db, draft: _show_next(
                    actions.set_target(db, visitor, draft, today=session.today(), token=form.token)
                ),
                said="Objectif enregistré.",
            )

    ask()


def _already(about: Mapping[str, object]) -> Target | None:
    """Return the last decision on what is being chosen, None when there is none yet."""
    return next(iter(_history(about)), None)


def _history(about: Mapping[str, object]) -> tuple[Target, ...]:
    siren = str(about["epci_siren"] or "") or None
    with session.reading() as db:
        return history(db, str(about["indicator"]), epci_siren=siren)


def _rather_revise(last: Target) -> None:
    """Say that there is a target already, and lead to its revision."""
    unit = indicator(last.indicator).unit
    st.warning(
        f"Un objectif existe déjà ici\u00a0: {words.amount(unit, last.value)} d\u2019ici "
        f"{by_when(last.due_on)}, décidé le {french.day(last.decided_on)}. Révisez-le, ou "
        "choisissez un autre indicateur ou un autre territoire.",
        icon=":material/flag:",
    )
    if st.button(
        "Réviser cet objectif",
        icon=":material/flag:",
        type="primary",
        key="revise_instead",
        width="stretch",
    ):
        dialogs.ask(PAGE, "revise", target_id=last.id)
        st.rerun()


def _so_far(typed: Mapping[str, object]) -> list[Problem]:
    """Return what speaks against what was typed, be it still incomplete."""
    decisions = [each.decided_on for each in _history(typed)]
    return problems_so_far(typed, decisions, today=session.today())


def _show_next(target_id: int) -> None:
    """Ask the page to tell this target in full at its next drawing."""
    st.session_state[SHOWN_NEXT] = target_id


def _revise(visitor: Visitor, target_id: int) -> None:
    @st.dialog(
        "Réviser un objectif", position="right", icon=":material/flag:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        last = _read(target_id)
        st.caption(f"{markup.plain(_named(last))}. {KEPT}")
        form = forms.begin(f"target_revise_{target_id}", TargetDraft)
        typed = {**_same(last), **_fields(form, last, last.indicator)}
        if forms.submit(form, "Enregistrer la révision", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, TargetDraft, typed, also=_so_far(typed)),
                lambda db, draft: actions.revise_target(
                    db, visitor, target_id, draft, today=session.today(), token=form.token
                ),
                said="Révision enregistrée.",
            )

    ask()


def _correct(visitor: Visitor, target_id: int) -> None:
    @st.dialog(
        "Corriger une décision mal notée\u202f?",
        position="right",
        icon=":material/edit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        wrong = _read(target_id)
        st.markdown(
            f"{markup.plain(_named(wrong))}, décidé le {french.day(wrong.decided_on)}. Les "
            "chiffres suivront ce que vous écrivez ici\u202f; l\u2019historique gardera les deux. "
            "Si l\u2019association a changé d\u2019avis, révisez plutôt l\u2019objectif."
        )
        form = forms.begin(f"target_correct_{target_id}", TargetCorrectionDraft)
        typed = {
            **_same(wrong),
            **_fields(form, wrong, wrong.indicator, is_correction=True),
            **_why(form),
        }
        if forms.submit(form, "Corriger la décision", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, TargetCorrectionDraft, typed),
                lambda db, draft: actions.correct_target(
                    db, visitor, target_id, draft, today=session.today(), token=form.token
                ),
                said="Décision corrigée\u202f; l\u2019historique garde les deux.",
            )

    ask()


def _withdraw(visitor: Visitor, target_id: int) -> None:
    @st.dialog("Retirer une décision\u202f?", icon=":material/undo:", on_dismiss=dialogs.close)
    def ask() -> None:
        wrong = _read(target_id)
        st.markdown(
            f"{markup.plain(_named(wrong))}\u00a0: {french.number(wrong.value)}, décidé le "
            f"{french.day(wrong.decided_on)}. L\u2019objectif redeviendra celui de la décision "
            "d\u2019avant, s\u2019il y en a une\u202f; l\u2019historique gardera celle-ci."
        )
        form = forms.begin(f"target_withdraw_{target_id}", TargetWithdrawalDraft)
        typed = _why(form)
        if forms.submit(form, "Retirer la décision", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, TargetWithdrawalDraft, typed),
                lambda db, draft: actions.withdraw_target(
                    db, visitor, target_id, draft, token=form.token
                ),
                said="Décision retirée\u202f; l\u2019historique la garde.",
            )

    ask()


def _read(target_id: int) -> Target:
    with session.reading() as db:
        found = decision(db, target_id)
    if found is None:  # another person's database: nothing to mend
        dialogs.close_and_rerun()
        raise AssertionError
    return found


def _named(target: Target) -> str:
    return named(target.indicator, target.epci_name)


def _same(target: Target) -> dict[str, object]:
    """Return the indicator and the territory, which a new decision does not change."""
    return {"indicator": target.indicator, "epci_siren": target.epci_siren}


def _about(form: Form) -> dict[str, object]:
    """Draw the choice of the indicator and of the territory."""
    with session.reading() as db:
        members = member_epcis(db)
    labels = {key: f"{indicator(key).name} ({indicator(key).unit.label})" for key in AIMS}
    chosen = forms.choice(form, "indicator", labels, value=JOBS_NET)
    if chosen:
        st.caption(f"{indicator(chosen).definition} {AIMS[chosen].label}.")
    siren = forms.choice(form, "epci_siren", {"": WHOLE, **members}, value="")
    return {"indicator": chosen, "epci_siren": siren}


def _fields(
    form: Form, last: Target | None, key: str, *, is_correction: bool = False
) -> dict[str, object]:
    """Draw the fields of a decision; what the last one said is proposed again.

    A correction starts from the whole decision, a revision from its period and path.
    """
    was = last if is_correction else None
    values = st.columns(2)
    typed: dict[str, object] = {}
    with values[0]:
        typed["value"] = forms.amount(
            form, "value", value=was.value if was else None, placeholder="Par exemple 100"
        )
        if last and not is_correction:
            st.caption(f"Objectif actuel\u00a0: {words.amount(indicator(key).unit, last.value)}")
    with values[1]:
        typed["baseline"] = forms.amount(
            form,
            "baseline",
            value=last.baseline if last else None,
            placeholder="0 si rien n\u2019est écrit"
            if AIMS.get(key) is Aim.GROWTH
            else "Si elle est connue",
        )
    days = st.columns(2)
    with days[0]:
        typed["starts_on"] = forms.day(form, "starts_on", value=last.starts_on if last else None)
    with days[1]:
        typed["due_on"] = forms.day(form, "due_on", value=last.due_on if last else None)
    typed |= _path(form, last, typed)
    typed["source"] = forms.line(form, "source", value=was.source if was else None)
    typed["decided_on"] = forms.day(
        form, "decided_on", value=was.decided_on if was else session.today()
    )
    typed["decided_by"] = forms.line(form, "decided_by", value=was.decided_by if was else None)
    st.caption(
        "À dire si vous le savez\u00a0: l\u2019instance (bureau, conseil…). Sans elle, "
        "«\u00a0Qualité des données\u00a0» le redemandera."
    )
    typed["note"] = forms.paragraph(form, "note", value=was.note if was else None)
    return typed


def _path(form: Form, last: Target | None, typed: Mapping[str, object]) -> dict[str, object]:
    """Draw the kind of the path and, when it has some, its points row by row."""
    kinds = {kind.value: kind.label for kind in PathKind}
    first = last.path_kind if last else PathKind.LINEAR
    kind = forms.choice(form, "path_kind", kinds, value=first.value)
    points: list[tuple[object, object]] = []
    known = last.points if last and kind == last.path_kind else ()
    if kind == PathKind.STEPPED:
        st.caption("Chaque palier est atteint d\u2019un coup, ce jour-là, et tenu ensuite.")
        points = _steps(form, known)
    elif kind == PathKind.YEARLY:
        points = _years(form, known, typed)
    forms.slot(form, "points")
    return {"path_kind": kind, "points": tuple(points)}


def _steps(form: Form, known: Sequence[PathPoint]) -> list[tuple[object, object]]:
    """Draw a row a step, and the button that adds one."""
    key = form.widget("rows")
    count = st.session_state.setdefault(key, max(FEWEST_ROWS, len(known)))
    rows = [
        _row(form, rank, known[rank - 1] if rank <= len(known) else None)
        for rank in range(1, count + 1)
    ]
    if count < MOST_POINTS:
        st.button(
            "Ajouter un palier",
            icon=":material/add:",
            type="tertiary",
            key=form.widget("add_row"),
            on_click=partial(_one_more, key),
        )
    return rows


def _one_more(key: str) -> None:
    st.session_state[key] += 1


def _row(form: Form, rank: int, known: PathPoint | None) -> tuple[object, object]:
    cells = st.columns(2)
    on = cells[0].text_input(
        f"Palier {rank}, jour",
        value=french.day(known.on) if known else "",
        placeholder="jj/mm/aaaa",
        key=form.widget(f"step_{rank}_on"),
        persist_state="page",
    )
    value = cells[1].text_input(
        f"Palier {rank}, valeur",
        value=french.number(known.value) if known else "",
        key=form.widget(f"step_{rank}_value"),
        persist_state="page",
    )
    return on, value


def _years(
    form: Form, known: Sequence[PathPoint], typed: Mapping[str, object]
) -> list[tuple[object, object]]:
    """Draw a field a year, once the period is known."""
    period = _period(typed)
    if period is None:
        st.caption("Écrivez d\u2019abord le début et l\u2019échéance\u00a0: les années suivront.")
        return []
    st.caption("Le total à avoir atteint à la fin de chaque année, en ligne droite entre deux.")
    before = {point.on: french.number(point.value) for point in known}
    return [
        (
            day,
            st.text_input(
                f"Au {french.day(day)}",
                value=before.get(day, ""),
                key=form.widget(f"year_{day.isoformat()}"),
                persist_state="page",
            ),
        )
        for day in year_ends(*period)
    ]


def _period(typed: Mapping[str, object]) -> tuple[date, date] | None:
    """Return the period as typed, None while it cannot be read or is too long for rows."""
    with suppress(ValueError):
        first, last = (parse_day(str(typed[name] or "")) for name in ("starts_on", "due_on"))
        if first < last and len(year_ends(first, last)) <= MOST_POINTS:
            return first, last
    return None


def _why(form: Form) -> dict[str, object]:
    """Draw why a decision is put right, and the box that confirms it."""
    return {"why": forms.line(form, "why"), "is_confirmed": forms.tick(form, "is_confirmed")}
