"""The menu: each page with its French title, address, icon and the permission that opens it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import local

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page as StreamlitPage

from circular.config import settings
from circular.domain.permissions import PERMISSIONS, Permission, Role
from circular.domain.visitors import Visitor

_RUN = local()  # the pages of the run of a thread, by file
LONGEST_ID = 9  # digits: SQLite would not take the number of a mistyped address


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its file in `pages/`, French title and address, permission and icon.

    Hidden pages are reached from another page.
    """

    file: str
    title: str
    address: str
    permission: Permission
    icon: str | None = None
    hidden: bool = False


MENU: Mapping[str, tuple[Entry, ...]] = {
    "Piloter": (
        Entry("my_day.py", "Ma journée", "ma-journee", Permission.EDIT_PIPELINE, "today"),
        Entry(
            "dashboard.py", "Tableau des élus", "tableau", Permission.SEE_DASHBOARD, "monitoring"
        ),
        Entry("journeys.py", "Parcours", "parcours", Permission.SEE_PIPELINE, "conversion_path"),
        Entry("activity.py", "Activité", "activite", Permission.SEE_PIPELINE, "timeline"),
        Entry(
            "data_quality.py",
            "Qualité des données",
            "qualite",
            Permission.SEE_PIPELINE,
            "fact_check",
        ),
    ),
    "Rendre compte": (
        Entry(
            "indicators.py",
            "Indicateurs",
            "indicateurs",
            Permission.SEE_DASHBOARD,
            "format_list_bulleted",
        ),
        Entry("targets.py", "Objectifs", "objectifs", Permission.SEE_DASHBOARD, "flag"),
        Entry("forecast.py", "Prévision", "prevision", Permission.SEE_DASHBOARD, "trending_up"),
        Entry("survival.py", "Survie", "survie", Permission.SEE_DASHBOARD, "storefront"),
        Entry(
            "snapshots.py",
            "Situations figées",
            "situations-figees",
            Permission.SEE_DASHBOARD,
            "ac_unit",
        ),
        Entry("report.py", "Bilan", "bilan", Permission.SEE_AGREEMENTS, "summarize"),
    ),
    "Détecter": (
        Entry("holders.py", "Porteurs", "porteurs", Permission.SEE_PEOPLE, "person_search"),
        Entry("holder.py", "Fiche porteur", "porteur", Permission.SEE_PEOPLE, hidden=True),
    ),
    "Accompagner": (
        Entry("projects.py", "Projets", "projets", Permission.SEE_PIPELINE, "view_kanban"),
        Entry("project.py", "Fiche projet", "projet", Permission.SEE_PIPELINE, hidden=True),
        Entry(
            "agreements.py", "Conventions", "conventions", Permission.SEE_AGREEMENTS, "signature"
        ),
        Entry("agreement.py", "Convention", "convention", Permission.SEE_AGREEMENTS, hidden=True),
        Entry(
            "agreement_figures.py",
            "Chiffres",
            "chiffres-des-conventions",
            Permission.SEE_AGREEMENTS,
            "query_stats",
        ),
        Entry("deadlines.py", "Échéances", "echeances", Permission.SEE_DEADLINES, "event_upcoming"),
        Entry(
            "case_notes.py",
            "Notes de revue",
            "notes-de-revue",
            Permission.READ_CASE_NOTES,
            "lock_person",
        ),
    ),
    "Valoriser": (
        Entry(
            "materials.py", "Matières", "matieres", Permission.SEE_MATERIALS, "stacked_bar_chart"
        ),
        Entry("streams.py", "Gisements", "gisements", Permission.SEE_STREAMS, "recycling"),
        Entry("stream.py", "Fiche gisement", "gisement", Permission.SEE_STREAMS, hidden=True),
        Entry(
            "matches.py", "Rapprochements", "rapprochements", Permission.SEE_MATCHES, "join_inner"
        ),
        Entry(
            "allocation.py", "Répartition", "repartition", Permission.SEE_MATCHES, "account_tree"
        ),
        Entry(
            "tracked_matches.py",
            "Suivi",
            "suivi-rapprochements",
            Permission.SEE_MATCHES,
            "handshake",
        ),
        Entry(
            "tracked_match.py",
            "Rapprochement",
            "rapprochement",
            Permission.SEE_MATCHES,
            hidden=True,
        ),
        Entry(
            "unmatched.py",
            "À prospecter",
            "a-prospecter",
            Permission.SEE_MATCHES,
            "travel_explore",
        ),
        Entry("benefits.py", "Bénéfices", "benefices", Permission.SEE_DASHBOARD, "eco"),
        Entry(
            "introductions.py",
            "Mises en relation",
            "mises-en-relation",
            Permission.ANSWER_INTRODUCTIONS,
            "outgoing_mail",
        ),
    ),
    "Implanter": (
        Entry("facilities.py", "Locaux", "locaux", Permission.SEE_FACILITIES, "domain"),
        Entry("facility.py", "Fiche lieu", "lieu", Permission.SEE_FACILITIES, hidden=True),
        Entry(
            "facility_bookings.py",
            "Réservations",
            "reservations",
            Permission.SEE_FACILITIES,
            "calendar_month",
        ),
        Entry("jobs.py", "Emplois", "emplois", Permission.SEE_JOBS, "work"),
    ),
    "Réseau": (
        Entry("partners.py", "Partenaires", "partenaires", Permission.SEE_PARTNERS, "hub"),
        Entry("territory.py", "Territoire", "territoire", Permission.SEE_TERRITORY, "map"),
    ),
    "Administrer": (
        Entry("settings.py", "Réglages", "reglages", Permission.EDIT_SETTINGS, "settings"),
        Entry("accounts.py", "Comptes", "comptes", Permission.MANAGE_ACCOUNTS, "manage_accounts"),
        Entry(
            "privacy.py",
            "Données personnelles",
            "donnees-personnelles",
            Permission.MANAGE_PERSONAL_DATA,
            "shield_person",
        ),
        Entry("journal.py", "Journal", "journal", Permission.SEE_JOURNAL, "history"),
        Entry("rights.py", "Qui peut quoi", "droits", Permission.SEE_RIGHTS, "rule"),
        Entry(
            "first_run.py", "Premiers pas", "premiers-pas", Permission.MANAGE_ACCOUNTS, hidden=True
        ),
        Entry(
            "my_account.py",
            "Mon compte",
            "mon-compte",
            Permission.MANAGE_OWN_ACCOUNT,
            "account_circle",
        ),
    ),
}

HOME: Mapping[Role, str] = {
    Role.STAFF: "my_day.py",
    Role.ADMINISTRATOR: "my_day.py",
    Role.ELECTED: "dashboard.py",
    Role.PARTNER: "streams.py",
}


def asked_id(name: str = "id") -> int | None:
    """Return the record that the page's address asks for, None when it asks for none or is odd."""
    asked = st.query_params.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) <= LONGEST_ID else None


def path_of(file: str) -> str:
    """Return the absolute path of a page's file, as `st.page_link` and `st.switch_page` want it."""
    return str(settings().pages / file)


def link(
    file: str,
    label: str,
    *,
    icon: str = "",
    place: DeltaGenerator | None = None,
    asked: Mapping[str, str] | None = None,
) -> None:
    """Draw the way to another page of the menu in `place`, of the width of its words.

    `asked` is what its address says. The page itself is given where the run knows it: from its
    path, Streamlit would look for its file at each link.
    """
    pages: Mapping[str, StreamlitPage] = getattr(_RUN, "pages", {})
    (place or st).page_link(
        pages.get(file) or path_of(file),
        label=label,
        icon=f":material/{icon}:" if icon else "",
        width="content",
        query_params=asked,
    )


def open_record(file: str, record_id: int) -> None:
    """Go to the page of a record."""
    st.switch_page(path_of(file), query_params={"id": str(record_id)})


def entries() -> list[Entry]:
    """Return every page of the menu, hidden ones included."""
    return [entry for section in MENU.values() for entry in section]


def pages_for(visitor: Visitor) -> dict[str, list[StreamlitPage]]:
    """Return the sections that a visitor's role opens; what is not returned cannot be reached."""
    sections = _sections(visitor.role, settings().pages)
    _RUN.pages = {file: copy(page) for pages in sections.values() for file, page in pages.items()}
    return {section: [_RUN.pages[file] for file in pages] for section, pages in sections.items()}


def welcome() -> StreamlitPage:
    """Return the only page of a visitor who has not said who they are."""
    return st.Page(path_of("welcome.py"), title="Bienvenue", url_path="bienvenue", default=True)


@cache
def _sections(role: Role, folder: Path) -> dict[str, dict[str, StreamlitPage]]:
    """Make the pages of a role once, by section and file; a run marks copies of its own.

    Streamlit looks for the file of each, which costs more than to draw a menu.
    """
    made = {
        section: {
            entry.file: _made(entry, folder)
            for entry in group
            if entry.permission in PERMISSIONS[role]
        }
        for section, group in MENU.items()
    }
    home = st.Page(folder / "home.py", title="Accueil", default=True, visibility="hidden")
    return {**{name: pages for name, pages in made.items() if pages}, "": {"home.py": home}}


def _made(entry: Entry, folder: Path) -> StreamlitPage:
    return st.Page(
        folder / entry.file,
        title=entry.title,
        url_path=entry.address,
        icon=f":material/{entry.icon}:" if entry.icon else None,
        visibility="hidden" if entry.hidden else "visible",
    )
