"""Freezing the figures for a sitting, taking one back, and why figures differ afterwards."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft
from circular.domain.errors import Problem
from circular.domain.indicators import Theme
from circular.domain.labels import Labelled
from circular.domain.texts import Line, Paragraph


class SnapshotDraft(Draft):
    """What is asked when figures are frozen: for which sitting, on which day, for which EPCI."""

    title: Line = Field(title="Titre de la séance")
    as_of: FrenchDate = Field(title="Situation au")
    epci_siren: str | None = Field(default=None, title="Territoire")
    note: Paragraph | None = Field(default=None, title="Remarque pour l’équipe")


class WithdrawalDraft(Draft):
    """Why a frozen situation is taken back."""

    reason: Line = Field(title="Pourquoi la retirer")


class Cause(Labelled):
    """Why a figure is no longer the one that was frozen."""

    LATE = "late", "saisie tardive"
    CORRECTION = "correction", "correction"
    NEW = "new", "fait nouveau"
    DEFINITION = "definition", "définition modifiée"
    ADDED = "added", "indicateur ajouté depuis"
    DROPPED = "dropped", "indicateur retiré depuis"
    UNKNOWN = "unknown", "cause non déterminée"


class Topic(Labelled):
    """What a figure is made from: the kind of entries that can change it."""

    JOBS = "jobs", "emplois"
    PROJECTS = "projects", "projets"
    AGREEMENTS = "agreements", "conventions"
    EXCHANGES = "exchanges", "échanges"
    STREAMS = "streams", "gisements"
    MATCHES = "matches", "rapprochements"
    BOOKINGS = "bookings", "réservations"
    SERVICES = "services", "prestations"


_WHOLE_PROJECT = {
    "project/archived": "Projet archivé",
    "project/changed": "Fiche du projet modifiée",
    "project/marked_trial": "Projet mis en essai",
    "project/restored": "Projet repris des archives",
    "project/site_chosen": "Lieu d’implantation choisi",
    "project/implantation_amended": "Lieu d’implantation modifié",
    "project/unmarked_trial": "Projet compté de nouveau",
}

ENTRIES: Mapping[Topic, Mapping[str, str]] = {
    Topic.JOBS: {
        "job/added": "Emploi noté",
        "job/amended": "Emploi corrigé",
        "job/ended": "Fin d’emploi notée",
        "job/removed": "Emploi retiré",
        "job/unverified": "Vérification d’un emploi retirée",
        "job/verified": "Emploi vérifié",
        **_WHOLE_PROJECT,
    },
    Topic.PROJECTS: {
        "project/detected": "Projet détecté",
        "project/move_corrected": "Changement d’étape corrigé",
        "project/moved": "Changement d’étape",
        "project/opened": "Ouverture notée",
        **_WHOLE_PROJECT,
    },
    Topic.AGREEMENTS: {
        "agreement/abandon": "Convention abandonnée",
        "agreement/amendment_signed": "Avenant signé",
        "agreement/archived": "Convention archivée",
        "agreement/back_to_draft": "Convention remise en préparation",
        "agreement/changed": "Convention modifiée",
        "agreement/drafted": "Convention préparée",
        "agreement/end": "Convention terminée",
        "agreement/renew": "Convention renouvelée",
        "agreement/renewal_withdrawn": "Renouvellement retiré",
        "agreement/send_to_review": "Convention mise en relecture",
        "agreement/send_to_sign": "Convention mise à la signature",
        "agreement/sign": "Convention signée",
        "agreement/terminate": "Convention résiliée",
        "project/marked_trial": "Projet mis en essai",
        "project/unmarked_trial": "Projet compté de nouveau",
    },
    Topic.EXCHANGES: {
        "project/exchange_amended": "Échange corrigé",
        "project/exchange_noted": "Échange noté",
    },
    Topic.STREAMS: {
        "stream/added": "Gisement noté",
        "stream/archived": "Gisement archivé",
        "stream/changed": "Gisement modifié",
        "stream/marked_trial": "Gisement mis en essai",
        "stream/measure_noted": "Mesure d’un gisement notée",
        "stream/measure_removed": "Mesure d’un gisement retirée",
        "stream/restored": "Gisement repris des archives",
        "stream/unmarked_trial": "Gisement compté de nouveau",
    },
    Topic.MATCHES: {
        "project/match_decided": "Rapprochement retenu ou écarté",
        "project/match_measure_removed": "Relevé d’un rapprochement retiré",
        "project/match_measured": "Relevé d’un rapprochement noté",
        "project/match_move_corrected": "Étape d’un rapprochement corrigée",
        "project/match_moved": "Étape d’un rapprochement",
        "project/match_undone": "Décision de rapprochement annulée",
        "project/marked_trial": "Projet mis en essai",
        "project/unmarked_trial": "Projet compté de nouveau",
    },
    Topic.BOOKINGS: {
        "facility/archived": "Lieu archivé",
        "facility/booking_cancelled": "Réservation annulée",
        "facility/booking_changed": "Réservation modifiée",
        "facility/booking_confirmed": "Réservation confirmée",
        "facility/booking_restored": "Réservation remise",
        "facility/changed": "Fiche d’un lieu modifiée",
        "facility/closure_added": "Fermeture d’un lieu notée",
        "facility/closure_removed": "Fermeture d’un lieu retirée",
        "facility/added": "Lieu noté",
    },
    Topic.SERVICES: {
        "project/service_amended": "Prestation corrigée",
        "project/service_cancelled": "Prestation annulée",
        "project/service_given": "Prestation rendue",
        "project/service_requested": "Prestation demandée",
        "project/marked_trial": "Projet mis en essai",
        "project/unmarked_trial": "Projet compté de nouveau",
    },
}
"""By topic, the lines of the journal (« record/act ») that can change a figure, in words."""

CORRECTIONS = (
    *("amended", "changed", "corrected", "removed", "cancelled", "restored", "undone", "withdrawn"),
    *("archived", "trial", "unverified", "back_to_draft"),
)
"""Words of an act that mends what was written, rather than adds to it."""

_BY_THEME: Mapping[Theme, tuple[Topic, ...]] = {
    Theme.JOBS: (Topic.JOBS,),
    Theme.PROJECTS: (Topic.PROJECTS,),
    Theme.AGREEMENTS: (Topic.AGREEMENTS,),
    Theme.MATERIALS: (Topic.STREAMS, Topic.MATCHES),
    Theme.FACILITIES: (Topic.BOOKINGS,),
}
_APART: Mapping[str, tuple[Topic, ...]] = {
    "services_given": (Topic.SERVICES,),
    "signature_delay": (Topic.AGREEMENTS, Topic.EXCHANGES),
    "stream_tonnes": (Topic.STREAMS,),
}


def topics_of(key: str, theme: Theme) -> tuple[Topic, ...]:
    """Return what an indicator is made from: its theme says so, but for a few."""
    return _APART.get(key, _BY_THEME[theme])


def entries_of(topics: tuple[Topic, ...]) -> dict[str, str]:
    """Return the lines of the journal that can change figures of these topics, in words."""
    return {key: words for topic in topics for key, words in ENTRIES[topic].items()}


def cause_of_entry(act: str) -> Cause:
    """Say what an entry made after the freezing is, when it speaks of the day or before."""
    return Cause.CORRECTION if any(word in act for word in CORRECTIONS) else Cause.LATE


def refused(draft: SnapshotDraft, *, today: date) -> list[Problem]:
    """Refuse a day to come: what is not there yet cannot be frozen."""
    if draft.as_of <= today:
        return []
    return [
        Problem(
            "as_of",
            f"Le {french.day(draft.as_of)} est à venir\u00a0: choisissez un jour jusqu’à "
            "aujourd’hui.",
        )
    ]
