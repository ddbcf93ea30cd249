"""Making the report: what it is about, what it will say, its files, and checking a signature."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from circular.actions import reports as actions
from circular.actions.exports import ExportTrace, record_export
from circular.config import settings
from circular.domain import french, reports
from circular.domain.errors import DomainError
from circular.domain.permissions import Permission
from circular.domain.reports import ForewordDraft, ReportDraft, Section, Signature
from circular.domain.visitors import Visitor
from circular.exports import report_words
from circular.exports import reports as files
from circular.exports.report_chapters import key_figures
from circular.exports.reports import ReportFormat
from circular.queries import reports as queries
from circular.queries.reports import Report
from circular.ui import dashboard_filters, markup, session

FREE = "libre"
PERIOD, SINCE, UNTIL, SECTIONS, FOREWORD = (
    *("periode", "du", "au"),
    *("report_sections", "report_foreword"),
)
KEPT = 16
_MADE = "_report_files"
_SAID = {
    ReportFormat.DOCX: "DOCX, à modifier",
    ReportFormat.PDF: "PDF, à diffuser",
    ReportFormat.XLSX: "XLSX, les tableaux",
}


@dataclass(frozen=True, slots=True)
class Made:
    """Files already made: what they were asked from, and each one's name and bytes."""

    report: Report
    contents: dict[ReportFormat, tuple[str, bytes]]


def choices(visitor: Visitor) -> ReportDraft | None:
    """Draw what the report is about; None, with the reason in French, when it cannot be made."""
    members = dashboard_filters.members_of(visitor)
    with session.reading() as db:
        kept = queries.foreword(db)
    place = st.container(key="noprint_report")
    with place:
        since, until = _period()
        siren = dashboard_filters.choose_territory(visitor, place, members)
        sections = st.multiselect(
            "Parties, dans l\u2019ordre où vous les choisissez",
            list(Section),
            default=list(Section),
            format_func=lambda each: each.label,
            placeholder="Choisissez au moins une partie",
            key=SECTIONS,
            persist_state="session",
        )
        foreword = _foreword(visitor, kept)
    draft, problems = reports.asked(
        {
            "since": since,
            "until": until,
            "epci_siren": siren,
            "sections": sections,
            "foreword": foreword,
        }
    )
    if draft is not None:
        problems = tuple(reports.refusals(draft, today=session.today(), members=members))
    for problem in problems:
        st.error(problem.sentence, icon=":material/error:")
    return None if problems else draft


def _period() -> tuple[Any, Any]:
    """Draw the period: a named one, or two days."""
    named = {each.key: each for each in reports.periods(session.today())}
    key = st.selectbox(
        "Période",
        [*named, FREE],
        format_func=lambda each: named[each].label if each in named else "Dates libres",
        key=PERIOD,
        bind="query-params",
    )
    if key in named:
        period = named[key].period
        st.caption(period.written[:1].upper() + period.written[1:])
        return period.since, period.until
    usual = next(iter(named.values())).period
    left, right = st.columns(2)
    with left:
        since = _day("Du", usual.since, SINCE)
    with right:
        until = _day("Au", usual.until, UNTIL)
    return since, until


def _day(label: str, value: date, key: str) -> Any:
    return st.date_input(
        label,
        value=value,
        min_value=reports.EARLIEST,
        format="DD/MM/YYYY",
        key=key,
        bind="query-params",
    )


def _foreword(visitor: Visitor, kept: str | None) -> str:
    """Draw the words that open the report; those of the team are kept for the next one."""
    may_keep = visitor.may(Permission.EDIT_PIPELINE)
    if FOREWORD not in st.session_state:
        st.session_state[FOREWORD] = kept or ""
    typed: str = st.text_area(
        "Avant-propos (facultatif)",
        key=FOREWORD,
        height=110,
        max_chars=4000,
        help="Le mot de la présidence, par exemple. Il paraît après la couverture."
        + (" Il est gardé d\u2019un bilan à l\u2019autre." if may_keep else ""),
        persist_state="session",
        on_change=_keep(visitor) if may_keep else None,
    )
    return typed


def _keep(visitor: Visitor) -> Callable[[], None]:
    """Return what keeps the foreword as soon as it was changed."""

    def keep() -> None:
        typed = ForewordDraft(foreword=st.session_state.get(FOREWORD) or None)
        with session.writing(visitor) as door:
            actions.keep_foreword(door.db, visitor, typed)
            door.done("Avant-propos gardé.")

    return keep


def read(visitor: Visitor, draft: ReportDraft) -> Report | None:
    """Return the figures to look at, from memory while the data have not changed.

    None when refused. What takes long to compute waits for the files to be asked for.
    """
    quick = draft.model_copy(update={"sections": (Section.SUMMARY,), "foreword": None})
    found = _found(visitor, quick)
    return None if found is None else replace(found, draft=draft)


def _found(visitor: Visitor, draft: ReportDraft) -> Report | None:
    version = session.data_version()
    try:
        return _read(str(settings().database), version, visitor, draft, session.today())
    except DomainError as refusal:
        session.show_refusal(refusal)
        return None


@st.cache_resource(
    max_entries=KEPT,
    show_spinner="Lecture des chiffres",
    hash_funcs={Visitor: repr, ReportDraft: repr},
)
def _read(path: str, version: int, visitor: Visitor, draft: ReportDraft, today: date) -> Report:
    del path, version
    with session.reading() as db:
        return queries.report(db, visitor, draft, today=today)


def preview(report: Report) -> None:
    """Draw what the summary will say: the same sentences and figures as the files."""
    st.header("Ce que dira le résumé")
    markup.lead(report_words.lead(report))
    for sentence in report_words.of_period(report):
        st.markdown(sentence)
    markup.table(
        (
            markup.TableColumn("Chiffre clé"),
            markup.TableColumn("Fin de période", numeric=True),
            markup.TableColumn("Avant"),
        ),
        [(each.label, each.value, each.before or french.UNKNOWN) for each in key_figures(report)],
        caption=f"Chiffres clés du bilan {report.period.written}",
    )


def make(visitor: Visitor, place: Any, report: Report) -> None:
    """Draw the one button that makes the files, then each file, kept for this visit alone."""
    is_asked = place.button(
        "Faire le bilan", type="primary", icon=":material/summarize:", key="make_report"
    )
    if is_asked:
        _make(visitor, report.draft)
    made: Made | None = st.session_state.get(_MADE)
    if made is None:
        st.caption("Le bilan se fait en quelques secondes, en trois fichiers.")
        return
    version = made.report.signature.data_version
    if version != report.signature.data_version or made.report.draft != report.draft:
        st.caption("Vos choix ou les données ont changé\u00a0: refaites le bilan.")
        return
    with st.container(horizontal=True, key="noprint_report_files"):
        for form, (name, content) in made.contents.items():
            st.download_button(
                _SAID[form],
                data=taking(visitor, made.report, form, content),
                file_name=name,
                mime=form.media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"report_{form.value}",
            )
    st.caption(f"Signature des données\u00a0: {made.report.signature.code}")


def _make(visitor: Visitor, draft: ReportDraft) -> None:
    """Write the three files, saying which one is under way."""
    contents: dict[ReportFormat, tuple[str, bytes]] = {}
    with st.status("Le bilan se prépare", expanded=True) as status:
        st.write("Lecture des chiffres")
        report = _found(visitor, draft)
        if report is None:
            return
        for form in ReportFormat:
            st.write(f"Fichier {form.label}")
            content = files.written(report, form, author=visitor.name)
            contents[form] = (files.name_of(report, form), content)
        status.update(label="Le bilan est prêt", state="complete", expanded=False)
    st.session_state[_MADE] = Made(report, contents)


def taking(
    visitor: Visitor, report: Report, form: ReportFormat, content: bytes
) -> Callable[[], bytes]:
    """Return what a click runs: leave a trace in the journal, hand the file over."""

    def take() -> bytes:
        trace = ExportTrace(
            title=report_words.title(report),
            form=form.label,
            criteria=(
                ("Territoire", report_words.territory(report)),
                ("Période", report.period.written),
                ("Signature", report.signature.code),
            ),
            columns=[section.label for section in report.draft.sections],
            row_count=len(report.readings),
        )
        with session.recording(visitor) as db:
            record_export(db, visitor, trace)
        return content

    return take


def check(visitor: Visitor) -> None:
    """Draw the check of a signature: are the figures of a report still what they were?"""
    with st.expander("Vérifier la signature d\u2019un bilan", type="compact", key="noprint_check"):
        st.caption(
            "Collez la signature de la dernière page d\u2019un bilan\u00a0: les calculs sont "
            "refaits sur les données d\u2019aujourd\u2019hui, pour la même période et le même "
            "territoire."
        )
        typed = st.text_input("Signature", key="report_signature", persist_state="session")
        if not typed:
            return
        try:
            signature = Signature.parse(typed)
            with session.reading() as db:
                now = queries.same_figures(db, visitor, signature, today=session.today())
        except DomainError as refusal:
            session.show_refusal(refusal)
        except ValueError as wrong:
            st.error(str(wrong), icon=":material/error:")
        else:
            _verdict(signature, now)


def _verdict(signature: Signature, now: Signature) -> None:
    about = f"Bilan {signature.period.written}"
    if signature.digest == now.digest:
        st.success(
            f"{about}\u00a0: **mêmes chiffres** aujourd\u2019hui.", icon=":material/check_circle:"
        )
        return
    st.warning(
        f"{about}\u00a0: **les chiffres ont changé** depuis (données de la version "
        f"{french.number(signature.data_version)}, aujourd\u2019hui "
        f"{french.number(now.data_version)}). Un fait a été noté ou corrigé après coup, ou une "
        "définition a changé\u00a0: refaites le bilan pour comparer les deux.",
        icon=":material/difference:",
    )
