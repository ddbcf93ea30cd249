"""The column « Bientôt » of the day: what is to be signed, answered, decided or reminded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from circular.domain import french
from circular.domain.settings import AssociationSettings
from circular.queries import my_day as queries
from circular.queries.my_day import Soon, SoonItem
from circular.queries.settings import association_settings
from circular.store.connection import Database
from circular.ui import markup, navigation, session


@dataclass(frozen=True, slots=True)
class Watch:
    """Whose things to watch, and on which day; None is the whole team."""

    owner: int | None
    today: date
    settings: AssociationSettings


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the column « Bientôt »: its words, where it leads, and the question it asks.

    `is_deadline` tells that the day is one to keep, so that a day gone by is said to be late.
    """

    icon: str
    one: str
    many: str
    page: str
    day_word: str
    ask: Callable[[Database, Watch], Soon]
    is_deadline: bool = False


GROUPS = (
    Group(
        "signature",
        "convention à signer",
        "conventions à signer",
        "agreement.py",
        "le",
        lambda db, watch: queries.agreements_to_sign(db, owner=watch.owner),
        is_deadline=True,
    ),
    Group(
        "rate_review",
        "convention en relecture",
        "conventions en relecture",
        "agreement.py",
        "signature prévue le",
        lambda db, watch: queries.agreements_in_review(db, owner=watch.owner),
        is_deadline=True,
    ),
    Group(
        "event_busy",
        "convention expire",
        "conventions expirent",
        "agreement.py",
        "le",
        lambda db, watch: queries.agreements_expiring(
            db,
            owner=watch.owner,
            today=watch.today,
            within_days=watch.settings.expiring_within_days,
        ),
    ),
    Group(
        "campaign",
        "préavis à décider",
        "préavis à décider",
        "agreement.py",
        "au plus tard le",
        lambda db, watch: queries.notices_due(db, owner=watch.owner, today=watch.today),
        is_deadline=True,
    ),
    Group(
        "task",
        "engagement à tenir",
        "engagements à tenir",
        "agreement.py",
        "pour le",
        lambda db, watch: queries.commitments_due(db, owner=watch.owner, today=watch.today),
        is_deadline=True,
    ),
    Group(
        "bedtime",
        "dossier dormant",
        "dossiers dormants",
        "project.py",
        "dernier échange le",
        lambda db, watch: queries.dormant_projects(
            db,
            owner=watch.owner,
            today=watch.today,
            dormant_after_days=watch.settings.dormant_after_days,
        ),
    ),
    Group(
        "gavel",
        "décision attendue",
        "décisions attendues",
        "project.py",
        "le",
        lambda db, watch: queries.decisions_awaited(db, owner=watch.owner),
    ),
    Group(
        "call",
        "personne à appeler",
        "personnes à appeler",
        "project.py",
        "le",
        lambda db, watch: queries.people_to_call(db, owner=watch.owner),
    ),
    Group(
        "event_upcoming",
        "réservation commence cette semaine",
        "réservations commencent cette semaine",
        "facility.py",
        "le",
        lambda db, watch: queries.bookings_starting(db, owner=watch.owner, today=watch.today),
    ),
    Group(
        "event_available",
        "réservation à confirmer",
        "réservations à confirmer",
        "facility.py",
        "à partir du",
        lambda db, watch: queries.bookings_to_confirm(db, owner=watch.owner, today=watch.today),
    ),
    Group(
        "outgoing_mail",
        "mise en relation à relancer",
        "mises en relation à relancer",
        "tracked_match.py",
        "depuis le",
        lambda db, watch: queries.introductions_to_remind(
            db,
            owner=watch.owner,
            today=watch.today,
            reminder_days=watch.settings.introduction_reminder_days,
        ),
    ),
    Group(
        "shield_person",
        "demande RGPD à répondre",
        "demandes RGPD à répondre",
        "privacy.py",
        "avant le",
        lambda db, _: queries.data_requests_open(db),
        is_deadline=True,
    ),
)


def soon(*, owner: int | None, today: date) -> None:
    """Draw what comes soon: signatures, expiries, silences, decisions, calls."""
    st.header("Bientôt")
    with session.reading() as db:
        watch = Watch(owner, today, association_settings(db))
        found = [(group, group.ask(db, watch)) for group in GROUPS]
    with st.container(border=True, key="card_soon"):
        if not any(answer.total for _, answer in found):
            st.markdown("Rien à signer, rien à relancer.")
        for group, answer in found:
            if answer.total:
                _group(group, answer, today=today)


def _group(group: Group, answer: Soon, *, today: date) -> None:
    counted = french.plural(answer.total, group.one, group.many)
    st.markdown(f":material/{group.icon}: **{counted}**")
    for position, item in enumerate(answer.items):
        with st.container(gap=None, key=f"soon_{group.icon}_{position}"):
            st.page_link(
                navigation.path_of(group.page),
                label=markup.plain(item.label),
                query_params={"id": str(item.id)},
            )
            details = _item_words(item, group, today=today)
            if details:
                st.caption(details)
    if answer.total > len(answer.items):
        st.caption(f"et {french.number(answer.total - len(answer.items))} de plus")


def _item_words(item: SoonItem, group: Group, *, today: date) -> str:
    """Write the act that is awaited and the day that counts, as far as they are known."""
    when = f"{group.day_word}\u00a0{french.day(item.day)}" if item.day else None
    late = ":red[en retard]" if group.is_deadline and item.day and item.day < today else None
    return ", ".join(each for each in (markup.plain(item.note or ""), when, late) if each)
