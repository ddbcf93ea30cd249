"""Frozen situations on screen: choosing one, freezing one, taking one back."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from circular.actions import snapshots as actions
from circular.domain import french
from circular.domain.frozen_situations import FrozenSituation
from circular.domain.indicators import Perimeter
from circular.domain.permissions import Permission
from circular.domain.snapshots import SnapshotDraft, WithdrawalDraft
from circular.domain.territory import WHOLE
from circular.domain.visitors import Visitor
from circular.exports.frozen_words import words_of
from circular.exports.snapshot_changes import territory
from circular.queries import snapshots as queries
from circular.queries.dashboard import member_epcis
from circular.queries.snapshots import Snapshot
from circular.store.connection import Database
from circular.ui import components, dashboard_filters, dialogs, forms, markup, session
from circular.ui.forms import Form

PAGE = "snapshots"
CHOSEN, OTHER = "situation", "avec"
FREEZE, WITHDRAW = "freeze", "withdraw"


def freeze_button(visitor: Visitor, place: st.delta_generator.DeltaGenerator) -> None:
    """Draw the page's one primary act, for the team."""
    if visitor.may(Permission.FREEZE_FIGURES):
        place.button(
            "Figer une situation",
            icon=":material/ac_unit:",
            type="primary",
            key="freeze",
            on_click=partial(dialogs.ask, PAGE, FREEZE),
        )


def nothing_yet(visitor: Visitor) -> None:
    """Say what will stand here, and who does it."""
    team = visitor.may(Permission.FREEZE_FIGURES)
    components.empty(
        "ac_unit",
        "Aucune situation figée",
        "Figez les chiffres la veille d’une séance\u00a0: ils resteront tels qu’ils ont été "
        "montrés, avec ceux d’aujourd’hui en regard."
        if team
        else "L’équipe fige les chiffres pour une séance\u202f; ils apparaîtront ici, avec ceux "
        "d’aujourd’hui en regard.",
    )


def chosen(found: Sequence[Snapshot]) -> tuple[Snapshot, Snapshot | None]:
    """Draw which situation is read, and what it is compared with: today (None), or another."""
    by_id = {str(each.id): each for each in found}
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="noprint_situations")
    names = {number: name_of(each) for number, each in by_id.items()}
    first = _choice(bar, "Situation", names, CHOSEN) or str(found[0].id)
    others = {"": "Aujourd’hui", **{each: name for each, name in names.items() if each != first}}
    second = _choice(bar, "Comparée à", others, OTHER)
    return by_id[first], by_id.get(second or "")


def _choice(
    place: st.delta_generator.DeltaGenerator, label: str, names: Mapping[str, str], key: str
) -> str | None:
    """Draw a list that the page's address fills in and follows: a link opens what it says."""
    options, asked = list(names), st.query_params.get(key, "")
    chosen = place.selectbox(
        label,
        options,
        index=options.index(asked) if asked in names else 0,
        format_func=lambda each: names[each],
        key=f"choose_{key}_{asked}",
        width=440,
    )
    if chosen != asked:
        st.query_params[key] = chosen or ""
    return chosen


def name_of(snapshot: Snapshot) -> str:
    """Write a frozen situation in a list: its sitting, its day, its territory, its state."""
    where = f", {snapshot.epci_name}" if snapshot.epci_name else ""
    state = " (retirée)" if snapshot.withdrawn_on else ""
    return f"{snapshot.title} – {french.day(snapshot.as_of)}{where}{state}"


def identity(snapshot: Snapshot, *, is_intact: bool) -> None:
    """Say what the frozen situation is, who froze it, and whether it still holds."""
    if snapshot.withdrawn_on is not None:
        who = f" par {markup.plain(snapshot.withdrawn_by)}" if snapshot.withdrawn_by else ""
        st.warning(
            f"Situation retirée le {french.day(snapshot.withdrawn_on)}{who}\u00a0: "
            f"{markup.plain(snapshot.withdrawal_reason or french.UNKNOWN)}. "
            "Seule l’équipe la voit encore\u202f; ses adresses de lecture ne s’ouvrent plus.",
            icon=":material/block:",
        )
    if not is_intact:
        st.error(
            "Les chiffres figés ne sont plus ceux qui ont été scellés\u00a0: leur empreinte ne "
            "correspond pas. Ne vous y fiez pas, et prévenez l’administrateur.",
            icon=":material/gpp_bad:",
        )
    by = f" par {markup.plain(snapshot.frozen_by)}" if snapshot.frozen_by else ""
    st.caption(
        f"{territory(snapshot)}. Figée le {french.moment(snapshot.frozen_at)}{by}, version "
        f"{french.number(snapshot.data_version)} des données, empreinte {snapshot.hash[:12]}…"
    )
    if snapshot.note:
        st.caption(f"Pour l’équipe\u00a0: {markup.plain(snapshot.note)}")


def _read(db: Database, perimeter: Perimeter) -> FrozenSituation:
    return queries.situation(db, perimeter, words_of)


def open_dialogs(visitor: Visitor) -> None:
    """Open the form that was asked for: freezing, or taking back."""
    dialogs.open_asked(
        PAGE,
        {
            FREEZE: partial(_freeze_dialog, visitor),
            WITHDRAW: partial(_withdraw_dialog, visitor),
        },
    )


def asked_freezing(visitor: Visitor) -> None:
    """Open the form when the address asks for it: `?figer=AAAA-MM-JJ`, with a territory if any."""
    if visitor.may(Permission.FREEZE_FIGURES) and dashboard_filters.FREEZE in st.query_params:
        day = _day(st.query_params.pop(dashboard_filters.FREEZE))
        siren = st.query_params.pop(dashboard_filters.PLACE, "")
        dialogs.ask(PAGE, FREEZE, as_of=day, siren=siren or None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _freeze_dialog(visitor: Visitor, as_of: date | None = None, siren: str | None = None) -> None:
    @st.dialog(
        "Figer une situation",
        position="right",
        icon=":material/ac_unit:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        st.caption(
            "Tous les chiffres sont gardés tels qu’ils sont maintenant. Ils ne changeront plus "
            "jamais\u202f; une situation figée par erreur se retire."
        )
        form = forms.begin("freeze", SnapshotDraft)
        typed = _fields(form, as_of, siren)
        if forms.submit(form, "Figer la situation", icon=":material/ac_unit:", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, SnapshotDraft, typed),
                partial(_freeze, visitor, form),
                said="Situation figée.",
            )

    ask()


def _fields(form: Form, as_of: date | None, siren: str | None) -> dict[str, object]:
    with session.reading() as db:
        members = member_epcis(db)
    return {
        "title": forms.line(
            form, "title", placeholder="Par exemple\u00a0: Conseil d’administration de mars"
        ),
        "as_of": forms.day(form, "as_of", value=as_of or session.today()),
        "epci_siren": forms.choice(form, "epci_siren", members, value=siren, placeholder=WHOLE),
        "note": forms.paragraph(form, "note"),
    }


def _freeze(visitor: Visitor, form: Form, db: Database, draft: SnapshotDraft) -> int:
    snapshot_id = actions.freeze_situation(
        db, visitor, draft, _read, today=session.today(), token=form.token
    )
    st.query_params[CHOSEN] = str(snapshot_id)
    return snapshot_id


def withdraw_button(visitor: Visitor, snapshot: Snapshot) -> None:
    """Draw the way to take a situation back, for the team."""
    if visitor.may(Permission.FREEZE_FIGURES) and snapshot.withdrawn_on is None:
        st.button(
            "Retirer cette situation",
            icon=":material/block:",
            type="tertiary",
            key="withdraw",
            on_click=partial(dialogs.ask, PAGE, WITHDRAW, snapshot_id=snapshot.id),
        )


def _withdraw_dialog(visitor: Visitor, snapshot_id: int) -> None:
    @st.dialog("Retirer cette situation\u202f?", icon=":material/block:", on_dismiss=dialogs.close)
    def ask() -> None:
        st.markdown(
            "Les élus et les partenaires ne la verront plus, et ses adresses de lecture ne "
            "s’ouvriront plus. Elle reste listée pour l’équipe. Rien ne la remet en place."
        )
        form = forms.begin(f"withdraw_{snapshot_id}", WithdrawalDraft)
        typed = {"reason": forms.line(form, "reason")}
        if forms.submit(form, "Retirer", icon=":material/block:", width="stretch"):
            dialogs.save(
                visitor,
                form,
                forms.draft(form, WithdrawalDraft, typed),
                lambda db, draft: actions.withdraw_situation(db, visitor, snapshot_id, draft),
                said="Situation retirée.",
            )

    ask()
