"""Targets on screen: the one in force, the decisions that led to it, and the form of a new one."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from circular.actions import targets as actions
from circular.domain import french
from circular.domain.permissions import Permission
from circular.domain.targets import JOBS_NET, TargetDraft, by_when
from circular.domain.visitors import Visitor
from circular.queries import targets as queries
from circular.queries.dashboard import member_epcis
from circular.queries.indicators import indicator
from circular.queries.targets import Target
from circular.store.connection import Database
from circular.ui import components, dialogs, forms, markup, session
from circular.ui.forms import Form
from circular.ui.history import folded_history

_PAGE = "targets"
WHOLE = "Tout le territoire"


def section(visitor: Visitor) -> None:
    """Draw the target of net jobs for a territory, its history, and the act that revises it."""
    with session.reading() as db:
        members = member_epcis(db)
    place = st.container(horizontal=True, vertical_alignment="bottom")
    chosen = place.selectbox(
        "Territoire de l\u2019objectif",
        ["", *members],
        format_func=lambda each: members.get(each, WHOLE),
        key="target_territory",
        width=320,
    )
    siren = chosen or None
    with session.reading() as db:
        decisions = queries.history(db, JOBS_NET, epci_siren=siren)
    _decisions(decisions)
    if decisions:
        folded_history(visitor, "target", None)
    if visitor.may(Permission.EDIT_JOBS):
        place.button(
            "Réviser l\u2019objectif" if decisions else "Fixer un objectif",
            icon=":material/flag:",
            key="decide_target",
            on_click=partial(dialogs.ask, _PAGE, "decide", siren=siren),
        )
    dialogs.open_asked(_PAGE, {"decide": partial(_decide_dialog, visitor)})


def sentence(target: Target) -> str:
    """Say a target in one sentence: value, due day, source, who decided and when."""
    unit = indicator(target.indicator).label.lower()
    by = f" par {markup.plain(target.decided_by)}" if target.decided_by else ""
    return (
        f"**{french.number(target.value)} {unit}** d\u2019ici {by_when(target.due_on)}, "
        f"décidé le {french.day(target.decided_on)}{by}. "
        f"Source\u00a0: {markup.plain(target.source)}."
    )


def _decisions(decisions: Sequence[Target]) -> None:
    """Draw the target in force in a sentence, then every decision, the latest first."""
    if not decisions:
        components.empty(
            "flag",
            "Aucun objectif",
            "Fixez ce qui est promis, pour quand, et d\u2019où cela vient\u00a0: "
            "les élus verront le chemin parcouru.",
        )
        return
    st.markdown(sentence(decisions[0]))
    markup.table(
        (
            markup.TableColumn("Décidé le"),
            markup.TableColumn("Valeur", numeric=True),
            markup.TableColumn("Période"),
            markup.TableColumn("Source", optional=True),
            markup.TableColumn("Décidé par", optional=True),
        ),
        [
            (
                french.day(target.decided_on),
                french.number(target.value),
                f"{french.day(target.starts_on)}\u00a0– {french.day(target.due_on)}",
                target.source,
                target.decided_by or french.UNKNOWN,
            )
            for target in decisions
        ],
        caption="Décisions sur l\u2019objectif, la dernière en premier",
    )
    for target in decisions:
        if target.note:
            st.caption(f"{french.day(target.decided_on)}\u00a0: {markup.plain(target.note)}")


def _decide_dialog(visitor: Visitor, siren: str | None) -> None:
    @st.dialog(
        "Décider d\u2019un objectif",
        position="right",
        icon=":material/flag:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        with session.reading() as db:
            decisions = queries.history(db, JOBS_NET, epci_siren=siren)
            name = member_epcis(db).get(siren or "", WHOLE)
        last = decisions[0] if decisions else None
        st.caption(
            f"{name}. La décision s\u2019ajoute aux précédentes\u202f; aucune n\u2019est effacée."
        )
        form = forms.begin(f"target_{siren or 'all'}", TargetDraft)
        typed = {"epci_siren": siren, **_fields(form, last)}
        if not forms.submit(form, "Enregistrer la décision", width="stretch"):
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, TargetDraft, typed),
            partial(_decide, visitor, form, last),
            said="Objectif enregistré.",
        )

    ask()


def _decide(
    visitor: Visitor, form: Form, last: Target | None, db: Database, draft: TargetDraft
) -> int:
    """Set the first target of a territory, or revise the last one."""
    today = session.today()
    if last is None:
        return actions.set_target(db, visitor, draft, today=today, token=form.token)
    return actions.revise_target(db, visitor, last.id, draft, today=today, token=form.token)


def _fields(form: Form, last: Target | None) -> dict[str, object]:
    """Draw the fields of a decision, the period of the last one proposed again."""
    typed: dict[str, object] = {
        "value": forms.amount(form, "value", unit="ETP", placeholder="Par exemple 100")
    }
    days = st.columns(2)
    with days[0]:
        typed["starts_on"] = forms.day(form, "starts_on", value=last.starts_on if last else None)
    with days[1]:
        typed["due_on"] = forms.day(form, "due_on", value=last.due_on if last else None)
    typed["source"] = forms.line(form, "source")
    typed["decided_on"] = forms.day(form, "decided_on", value=session.today())
    typed["decided_by"] = forms.line(form, "decided_by")
    typed["note"] = forms.paragraph(form, "note")
    return typed
