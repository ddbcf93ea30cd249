"""Jobs on screen: the record's tab, its drawers, and the sums that every job screen shows."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from circular.actions import jobs as actions
from circular.domain import french
from circular.domain.jobs import Evidence, JobEndDraft, JobKind, JobLineDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.queries import jobs as queries
from circular.queries import reference
from circular.queries.agreements import projects_to_choose
from circular.queries.jobs import JobFigures, JobLine, JobSum
from circular.ui import components, dialogs, forms, markup, session, versions
from circular.ui.forms import Form

_PAGE = "project_jobs"
_ALL = "jobs"
_GONE = "Cette ligne d\u2019emplois n\u2019existe plus."
_BADGES = {
    Evidence.VERIFIED: ":green-badge[:material/verified: Vérifié]",
    Evidence.DECLARED: ":gray-badge[:material/person_raised_hand: Déclaré]",
}


def project_tab(visitor: Visitor, project_id: int) -> None:
    """Draw the jobs of a project: their sums today, then each line with its acts."""
    with session.reading() as db:
        lines = queries.lines_of_project(db, project_id)
        figures = queries.figures_of_project(db, project_id, as_of=session.today())
    may_edit = visitor.may(Permission.EDIT_JOBS)
    place = st.container()
    if lines:
        place.markdown(sums_sentence(figures))
    else:
        place = components.empty(
            "work",
            "Aucun emploi noté",
            "Notez ici les emplois prévus, créés ou sauvegardés par ce projet, "
            "en ETP et en personnes.",
        )
    if may_edit:
        place.button(
            "Noter des emplois",
            icon=":material/add:",
            key="add_jobs",
            on_click=partial(dialogs.ask, _PAGE, "add"),
        )
    for line in lines:
        _row(visitor, line, may_edit=may_edit)
    dialogs.open_asked(
        _PAGE,
        {
            "add": partial(_add_dialog, visitor, project_id),
            "amend": partial(_amend_dialog, visitor),
            "end": partial(_end_dialog, visitor),
            "remove": partial(_remove_dialog, visitor),
        },
    )


def note_button(visitor: Visitor, place: DeltaGenerator) -> None:
    """Draw, for those who may, the button that notes jobs of a project still to choose."""
    if visitor.may(Permission.EDIT_JOBS):
        place.button(
            "Noter des emplois",
            icon=":material/add:",
            type="primary",
            key="note_jobs",
            on_click=partial(dialogs.ask, _ALL, "note"),
        )


def open_dialogs(visitor: Visitor) -> None:
    """Open, on the page of all jobs, the dialog that was asked for."""
    dialogs.open_asked(_ALL, {"note": partial(_note_dialog, visitor)})


def sums_sentence(figures: JobFigures) -> str:
    """Write the sums of a day in one sentence: net, verified, safeguarded, planned."""
    parts = [f"**{_counted(figures.net, 'nets')}**{_verified(figures.net)}"]
    if figures.created.fte != figures.net.fte:
        parts.append(f"{french.full_time_equivalents(figures.created.fte)} créés depuis le début")
    if figures.safeguarded.lines:
        kept = figures.safeguarded
        parts.append(f"{_counted(kept, 'sauvegardés')}{_verified(kept)}")
    if figures.planned.lines:
        parts.append(_counted(figures.planned, "prévus"))
    return f"Au {french.day(figures.as_of)}\u00a0: " + "\u202f; ".join(parts) + "."


def _counted(total: JobSum, word: str) -> str:
    """Write FTE with the heads beside them, « 6,5 ETP nets (8 personnes) »."""
    jobs = f"{french.full_time_equivalents(total.fte)} {word}"
    if total.lines == 0:
        return jobs
    heads = total.known_heads
    if heads is None:
        return f"{jobs} (personnes\u00a0: non renseigné)"
    more = " au moins" if total.lines_without_heads else ""
    return f"{jobs} ({french.plural(heads, 'personne', 'personnes')}{more})"


def _verified(total: JobSum) -> str:
    if total.fte == 0:
        return ""
    return f", dont {french.number(total.verified_fte)} vérifiés"


def line_title(line: JobLine) -> str:
    """Write what a line counts, « 3 ETP créés, 3 personnes dont 2 femmes, CDI »."""
    words = [f"{french.full_time_equivalents(line.full_time_equivalent)} {line.kind.label.lower()}"]
    if line.heads is not None:
        women = (
            "" if line.women is None else f" dont {french.plural(line.women, 'femme', 'femmes')}"
        )
        words.append(french.plural(line.heads, "personne", "personnes") + women)
    if line.contract_label:
        words.append(line.contract_label)
    return ", ".join(words)


def _row(visitor: Visitor, line: JobLine, *, may_edit: bool) -> None:
    with st.container(key=f"row_job_{line.id}", gap="xsmall"):
        head = st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        )
        head.markdown(f"**{markup.plain(line_title(line))}**", width="content")
        if line.kind is not JobKind.PLANNED:
            head.markdown(_BADGES[line.how_sure], width="content")
        st.caption(_caption(line))
        if line.note:
            markup.prose(line.note)
        if may_edit:
            _acts(visitor, line)


def _caption(line: JobLine) -> str:
    since = "À partir du" if line.kind is JobKind.PLANNED else "Depuis le"
    parts = [f"{since} {french.day(line.starts_on)}"]
    if line.ends_on is not None:
        parts = [f"Du {french.day(line.starts_on)} au {french.day(line.ends_on)}"]
    if line.evidence:
        parts.append(f"justificatif\u00a0: {markup.plain(line.evidence)}")
    if line.verified_on is not None:
        by = f" par {markup.plain(line.verified_by)}" if line.verified_by else ""
        parts.append(f"vérifié le {french.day(line.verified_on)}{by}")
    return "\u00a0· ".join(parts)


def _acts(visitor: Visitor, line: JobLine) -> None:
    """Draw the acts on a line, the one most asked for first."""
    row = st.container(horizontal=True, gap="small", key=f"noprint_job_acts_{line.id}")
    if line.kind is not JobKind.PLANNED:
        row.button(
            "Vérifier" if line.verified_on is None else "Annuler la vérification",
            icon=":material/verified:",
            type="tertiary",
            key=f"verify_job_{line.id}",
            on_click=partial(_verify, visitor, line),
        )
    row.button(
        "Corriger",
        type="tertiary",
        icon=":material/edit:",
        key=f"amend_job_{line.id}",
        on_click=partial(dialogs.ask, _PAGE, "amend", line_id=line.id),
    )
    if line.ends_on is None:
        row.button(
            "Noter la fin",
            type="tertiary",
            icon=":material/event_busy:",
            key=f"end_job_{line.id}",
            on_click=partial(dialogs.ask, _PAGE, "end", line_id=line.id),
        )
    row.button(
        "Retirer",
        type="tertiary",
        icon=":material/delete:",
        key=f"remove_job_{line.id}",
        on_click=partial(dialogs.ask, _PAGE, "remove", line_id=line.id),
    )


def _verify(visitor: Visitor, line: JobLine) -> None:
    if line.verified_on is not None:
        session.act(
            visitor,
            "Vérification annulée\u00a0: les emplois sont de nouveau déclarés.",
            lambda db: actions.unverify_job_line(db, visitor, line.id, version=line.version),
        )
        return
    today = session.today()
    session.act(
        visitor,
        "Emplois vérifiés.",
        lambda db: actions.verify_job_line(db, visitor, line.id, version=line.version, today=today),
    )


def _add_dialog(visitor: Visitor, project_id: int) -> None:
    @st.dialog(
        "Noter des emplois", position="right", icon=":material/work:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        _add(visitor, project_id)

    ask()


def _note_dialog(visitor: Visitor) -> None:
    @st.dialog(
        "Noter des emplois", position="right", icon=":material/work:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        with session.reading() as db:
            titles = projects_to_choose(db)
        project_id = st.selectbox(
            "Projet\u00a0*",
            list(titles),
            index=None,
            format_func=lambda each: titles[each],
            placeholder="Cherchez un projet",
            key="note_jobs_project",
        )
        if project_id is None:
            st.caption("Choisissez d\u2019abord le projet qui crée, garde ou prévoit ces emplois.")
            return
        _add(visitor, project_id)

    ask()


def _add(visitor: Visitor, project_id: int) -> None:
    """Draw the form of a new line of a project, and note it once sent."""
    form = forms.begin(f"add_job_{project_id}", JobLineDraft)
    typed = _fields(form, None)
    if not forms.submit(form, "Noter ces emplois", width="stretch"):
        return
    today = session.today()
    dialogs.save(
        visitor,
        form,
        forms.draft(form, JobLineDraft, typed),
        lambda db, draft: actions.add_job_line(
            db, visitor, project_id, draft, today=today, token=form.token
        ),
        said="Emplois notés.",
    )


def _amend_dialog(visitor: Visitor, line_id: int) -> None:
    @st.dialog(
        "Corriger des emplois", position="right", icon=":material/edit:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        line = _read(line_id)
        if line is None:
            return
        form = forms.begin(f"amend_job_{line_id}", JobLineDraft)
        version = versions.opened(form, line.version)
        typed = _fields(form, line)
        if line.verified_on is not None:
            st.caption("Si les chiffres changent, ces emplois seront de nouveau à vérifier.")
        if not forms.submit(form, "Enregistrer la correction", width="stretch"):
            return
        draft = forms.draft(form, JobLineDraft, typed)
        if draft is None:
            return
        with session.writing(visitor, form) as door:
            actions.amend_job_line(
                door.db,
                visitor,
                line_id,
                draft,
                version=version,
                today=session.today(),
                token=form.token,
            )
            door.done("Emplois corrigés.")
        versions.settle(form, door, line.version)
        if door.went_through:
            dialogs.close_and_rerun()

    ask()


def _end_dialog(visitor: Visitor, line_id: int) -> None:
    @st.dialog(
        "Noter la fin d\u2019emplois", icon=":material/event_busy:", on_dismiss=dialogs.close
    )
    def ask() -> None:
        line = _read(line_id)
        if line is None:
            return
        st.markdown(markup.plain(line_title(line)))
        form = forms.begin(f"end_job_{line_id}", JobEndDraft)
        typed = {"ends_on": forms.day(form, "ends_on", value=session.today())}
        st.caption("À partir de ce jour, ces emplois ne comptent plus dans les emplois nets.")
        if not forms.submit(form, "Noter la fin", width="stretch"):
            return
        dialogs.save(
            visitor,
            form,
            forms.draft(form, JobEndDraft, typed),
            lambda db, draft: actions.end_jobs(
                db, visitor, line_id, draft, version=line.version, token=form.token
            ),
            said="Fin notée.",
        )

    ask()


def _remove_dialog(visitor: Visitor, line_id: int) -> None:
    @st.dialog("Retirer ces emplois\u202f?", icon=":material/delete:", on_dismiss=dialogs.close)
    def ask() -> None:
        line = _read(line_id)
        if line is None:
            return
        st.markdown(
            f"{markup.plain(line_title(line))}, {_caption(line).lower()}. La ligne disparaît des "
            "sommes, à toutes les dates\u202f; l\u2019historique garde ce qu\u2019elle disait. "
            "Des emplois qui ont existé ne se retirent pas\u00a0: notez leur fin."
        )
        with st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Garder la ligne", key="keep_job"):
                dialogs.close_and_rerun()
            if st.button("Retirer", type="primary", icon=":material/delete:", key="confirm_remove"):
                dialogs.close()
                if session.act(
                    visitor,
                    "Emplois retirés\u00a0; l\u2019historique les garde.",
                    lambda db: actions.remove_job_line(db, visitor, line_id, version=line.version),
                ):
                    st.rerun()

    ask()


def _read(line_id: int) -> JobLine | None:
    with session.reading() as db:
        line = queries.job_line(db, line_id)
    if line is None:
        st.info(_GONE, icon=":material/info:")
    return line


def _fields(form: Form, line: JobLine | None) -> dict[str, object]:
    """Draw the fields of a job line and return what is typed."""
    with session.reading() as db:
        contracts = {each.key: each.label for each in reference.entries(db, "contract_kinds")}
    if line is not None and line.contract is not None:
        contracts.setdefault(line.contract, line.contract_label or line.contract)
    kinds = {kind: kind.label for kind in JobKind}
    typed: dict[str, object] = {
        "kind": forms.pills(form, "kind", kinds, value=line.kind if line else None),
        "full_time_equivalent": forms.amount(
            form,
            "full_time_equivalent",
            value=line.full_time_equivalent if line else None,
            unit="ETP",
        ),
    }
    people = st.columns(2)
    with people[0]:
        typed["heads"] = forms.line(form, "heads", value=_whole(line.heads if line else None))
    with people[1]:
        typed["women"] = forms.line(form, "women", value=_whole(line.women if line else None))
    typed["contract"] = forms.choice(
        form, "contract", contracts, value=line.contract if line else None
    )
    days = st.columns(2)
    with days[0]:
        typed["starts_on"] = forms.day(form, "starts_on", value=line.starts_on if line else None)
    with days[1]:
        typed["ends_on"] = forms.day(form, "ends_on", value=line.ends_on if line else None)
    typed["evidence"] = forms.line(form, "evidence", value=line.evidence if line else None)
    typed["note"] = forms.paragraph(form, "note", value=line.note if line else None)
    return typed


def _whole(count: int | None) -> str | None:
    return None if count is None else str(count)
