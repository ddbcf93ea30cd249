"""What comes to its term on screen: who, since when, keeping longer, anonymising, the lengths."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import retention as actions
from circular.config import settings
from circular.domain import french
from circular.domain.retention import (
    CONFIRMATION,
    LOSSES,
    STARTS,
    RetentionKind,
    RetentionPostponementDraft,
    RetentionSettings,
    RetentionState,
)
from circular.domain.visitors import Visitor
from circular.queries import retention as queries
from circular.queries.retention import RetentionCounts, RetentionLine
from circular.ui import components, dialogs, forms, markup, navigation, session

PAGE = "privacy"
BADGES = {
    RetentionState.DUE: ":red-badge[:material/event_busy: À échéance]",
    RetentionState.SOON: ":orange-badge[:material/schedule: Bientôt]",
    RetentionState.POSTPONED: ":blue-badge[:material/event_upcoming: Reporté]",
    RetentionState.KEPT: ":gray-badge[:material/lock: Conservé]",
    RetentionState.LATER: ":gray-badge[:material/event: Plus tard]",
}
_RECORDS = {
    RetentionKind.HOLDERS: "holder.py",
    RetentionKind.SIGNATORIES: "agreement.py",
    RetentionKind.MATCH_DOCUMENTS: "tracked_match.py",
}
_SHOWN = "_retention_shown_"


def lead(counts: tuple[RetentionCounts, ...]) -> str:
    """Write the sentence that opens the page."""
    due = sum(each.due for each in counts)
    near = sum(each.near for each in counts)
    if due:
        word = "fiche est à l’échéance" if due == 1 else "fiches sont à l’échéance"
        return f"**{french.number(due)} {word}** de conservation."
    if near:
        word = "fiche approche" if near == 1 else "fiches approchent"
        return f"Rien n’est à l’échéance, **{french.number(near)} {word}** de son terme."
    return "Rien n’est à l’échéance, et rien n’en approche."


def due(visitor: Visitor, *, today: date) -> None:
    """Draw who is due or soon will be, kind by kind, with what can be done about it."""
    with session.reading() as db:
        counts = queries.retention_counts(db, visitor, today=today)
        rules = queries.retention_settings(db)
    markup.lead(lead(counts))
    st.caption(
        f"L’avertissement vient {french.plural(rules.warning_days, 'jour', 'jours')} avant le "
        "terme. Anonymiser ne change aucun nombre des tableaux, passés ou présents."
    )
    shown = [each for each in counts if each.near]
    if not shown:
        components.empty(
            "verified_user",
            "Personne n’arrive à son terme",
            "Vous verrez ici les fiches à anonymiser, ou à garder pour une raison à dire.",
        )
    for each in shown:
        _kind(visitor, each, today=today)


def _kind(visitor: Visitor, counts: RetentionCounts, *, today: date) -> None:
    kind, key = counts.kind, f"{_SHOWN}{counts.kind.value}"
    limit = st.session_state.get(key, queries.PAGE)
    with session.reading() as db:
        lines = queries.retention_lines(db, visitor, kind, today=today, limit=limit)
    head = st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    )
    head.header(f"{kind.label}\u00a0· {french.number(counts.near)}", width="content")
    if counts.due:
        head.button(
            f"Anonymiser ce qui est à l’échéance ({french.number(counts.due)})",
            icon=":material/person_off:",
            key=f"anonymise_all_{kind.value}",
            on_click=partial(dialogs.ask, PAGE, "batch", kind=kind, count=counts.due),
        )
    st.caption(f"Terme compté {STARTS[kind]}.")
    for line in lines:
        _row(line)
    if counts.near > len(lines):
        st.button(
            f"Voir la suite ({french.number(counts.near - len(lines))})",
            key=f"more_{kind.value}",
            on_click=partial(_show_more, key, limit),
        )


def _show_more(key: str, shown: int) -> None:
    st.session_state[key] = shown + queries.PAGE


def _row(line: RetentionLine) -> None:
    key = f"{line.kind.value}_{line.subject_id}"
    row = st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key=f"row_{key}",
    )
    left = row.container(gap="xxsmall", width=520)
    _name(line, left)
    left.markdown(f"{BADGES[line.state]} :small[{markup.plain(told(line))}]")
    if line.kept_because:
        left.caption(markup.plain(line.kept_because))
    acts = row.container(horizontal=True, horizontal_alignment="right", width="content")
    acts.button(
        "Reporter",
        icon=":material/event_upcoming:",
        type="tertiary",
        key=f"postpone_{key}",
        on_click=partial(dialogs.ask, PAGE, "postpone", line=line),
    )
    if line.kept_because is None:
        acts.button(
            "Anonymiser",
            icon=":material/person_off:",
            type="tertiary",
            key=f"anonymise_{key}",
            on_click=partial(dialogs.ask, PAGE, "anonymise", line=line),
        )


def _name(line: RetentionLine, place: DeltaGenerator) -> None:
    file = _RECORDS.get(line.kind)
    label = markup.plain(line.label)
    if file is None:
        place.markdown(f"**{label}**")
        return
    place.container(key=f"back_{line.kind.value}_{line.subject_id}").page_link(
        navigation.path_of(file), label=label, query_params={"id": str(line.subject_id)}
    )


def told(line: RetentionLine) -> str:
    """Say the days that count for a line, and why it was kept longer."""
    if line.state is RetentionState.POSTPONED and line.postponed_until is not None:
        reason = f"\u00a0: {line.postponed_for}" if line.postponed_for else ""
        return f"jusqu’au {french.day(line.postponed_until)}{reason}"
    word = "terme passé le" if line.state is RetentionState.DUE else "terme le"
    return f"depuis le {french.day(line.since)}, {word} {french.day(line.due_on)}"


def postpone_dialog(visitor: Visitor, line: RetentionLine) -> None:
    """Ask until when, and why, somebody's data are kept longer."""

    @st.dialog(
        "Garder ces données plus longtemps\u202f?",
        icon=":material/event_upcoming:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        st.markdown(
            f"{markup.plain(line.label)} ne sera pas anonymisé avant le jour que vous donnez, puis "
            "reviendra dans cette liste. La raison doit pouvoir se défendre."
        )
        key = f"postpone_{line.kind.value}_{line.subject_id}"
        form = forms.begin(key, RetentionPostponementDraft)
        values = {"until": forms.day(form, "until"), "reason": forms.paragraph(form, "reason")}
        wanted = forms.submit(form, "Reporter", width="stretch")
        if not wanted:
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, RetentionPostponementDraft, values),
            lambda db, draft: actions.postpone_retention(
                db,
                visitor,
                line.kind,
                line.subject_id,
                draft,
                today=session.today(),
                token=form.token,
            ),
            said="Terme reporté.",
        )

    ask()


def anonymise_dialog(visitor: Visitor, line: RetentionLine) -> None:
    """Ask for the word before one person is anonymised: it cannot be undone."""

    @st.dialog(
        "Anonymiser cette fiche\u202f?", icon=":material/person_off:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        st.markdown(
            f"**{markup.plain(line.label)}**\u00a0: seront effacés {LOSSES[line.kind]}. Les dates, "
            "les étapes et les nombres restent. **Rien ne permet de revenir en arrière.**"
        )
        _confirmed(
            f"anonymise_{line.kind.value}_{line.subject_id}",
            "Garder la fiche",
            lambda typed: session.act(
                visitor,
                "Fiche anonymisée.",
                lambda db: actions.anonymise(
                    db,
                    visitor,
                    line.kind,
                    line.subject_id,
                    confirmation=typed,
                    folder=settings().documents,
                ),
            ),
        )

    ask()


def batch_dialog(visitor: Visitor, kind: RetentionKind, count: int) -> None:
    """Ask for the word before all those at their term are anonymised."""

    @st.dialog(
        "Anonymiser tout ce qui est à l’échéance\u202f?",
        icon=":material/person_off:",
        on_dismiss=dialogs.close,
    )
    def ask() -> None:
        st.markdown(
            f"**{kind.label}, {french.plural(count, 'fiche', 'fiches')}**\u00a0: seront effacés "
            f"{LOSSES[kind]}. Les fiches reportées, ou conservées pour une raison légale, restent "
            "telles quelles. **Rien ne permet de revenir en arrière.**"
        )
        _confirmed(
            f"batch_{kind.value}",
            "Ne rien effacer",
            lambda typed: session.act(
                visitor,
                "Fiches anonymisées.",
                lambda db: actions.anonymise_due(
                    db,
                    visitor,
                    kind,
                    today=session.today(),
                    confirmation=typed,
                    folder=settings().documents,
                ),
            ),
        )

    ask()


def _confirmed(key: str, keep: str, act: Callable[[str], bool]) -> None:
    """Draw the word to type, the way out and the act; close once it went through."""
    typed = st.text_input(f"Écrivez {CONFIRMATION} pour confirmer", key=f"word_{key}", live="300ms")
    row = st.container(horizontal=True, horizontal_alignment="right")
    if row.button(keep, key=f"keep_{key}"):
        dialogs.close_and_rerun()
    if row.button("Anonymiser", type="primary", icon=":material/person_off:", key=f"do_{key}") and (
        act(typed)
    ):
        dialogs.close_and_rerun()


def rules(visitor: Visitor) -> None:
    """Draw how long each kind of data is kept, and what the notice says, to be changed."""
    with session.reading() as db:
        stored = queries.retention_settings(db)
    form = forms.begin("retention", RetentionSettings)
    st.caption(
        "Valeurs proposées\u00a0: trois ans après le dernier contact (recommandation de la CNIL), "
        "dix ans pour ce qui prouve une convention (Code de commerce), "
        "cinq ans pour les demandes et pour les échanges de matière (Code civil)."
    )
    with st.container(width=640):
        values: dict[str, str | None] = {}
        left, right = st.columns(2)
        names = [name for name in RetentionSettings.model_fields if name.endswith("_days")]
        for position, name in enumerate(names):
            with left if position % 2 == 0 else right:
                values[name] = forms.line(form, name, value=str(getattr(stored, name)))
        for name in ("controller", "rights_email", "protection_officer"):
            values[name] = forms.line(form, name, value=getattr(stored, name))
        wanted = forms.submit(form, "Enregistrer les règles")
    draft = forms.draft(form, RetentionSettings, values) if wanted else None
    if draft is None:
        return
    with session.writing(visitor, form) as door:
        actions.change_retention(door.db, visitor, draft, token=form.token)
        door.done("Règles de conservation enregistrées.")
    if door.went_through:
        st.rerun()
