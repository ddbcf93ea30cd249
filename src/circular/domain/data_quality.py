"""What may be wrong in the data: each check declared once, with why it matters and how to repair.

A check looks at records and finds rows to look at; the store holds its SQL under the same key.
What was looked at and is right can be set aside for a record, until the facts change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.dates import add_months
from circular.domain.health import dormant_since
from circular.domain.labels import Labelled
from circular.domain.stages import Place

WAITED_DAYS = 90
"""Days in a stage after which what the next one asks for is worth noting."""
ESTIMATE_YEARS = 2
"""Years after which the figure of a stream is to be asked again."""


class CheckKind(Labelled):
    """What is wrong with a record: something lacks, has grown old, or contradicts another fact."""

    MISSING = "missing", "Manquant"
    STALE = "stale", "À rafraîchir"
    CONTRADICTORY = "contradictory", "Contradictoire"


class Subject(Labelled):
    """The kind of record that a check finds; its code is that of the journal."""

    PROJECT = "project", "Projet"
    JOB = "job", "Emploi"
    AGREEMENT = "agreement", "Convention"
    HOLDER = "holder", "Porteur"
    STREAM = "stream", "Gisement"
    TARGET = "target", "Objectif"


class AsideReason(Labelled):
    """Why a row needs no repair; no free text, so that nobody is ever named there."""

    NORMAL = "normal", "Vérifié, c’est normal"
    UNKNOWABLE = "unknowable", "Vérifié, on ne pourra pas le savoir"
    UNDER_WAY = "under_way", "Demandé, la réponse est attendue"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: key, kind, what it finds and where it is repaired, its words.

    `tells` says the facts of a row: {0} and {1} are their days or names.
    """

    key: str
    kind: CheckKind
    subject: Subject
    place: Place
    label: str
    why: str
    remedy: str
    tells: str = ""


@dataclass(frozen=True, slots=True)
class QualityFilters:
    """What is asked of the rows to look at; the person in charge is that of the project."""

    text: str = ""
    kind: CheckKind | None = None
    adviser_id: int | None = None
    epci_siren: str | None = None


_M, _S, _C = CheckKind.MISSING, CheckKind.STALE, CheckKind.CONTRADICTORY
_P, _J, _A = Subject.PROJECT, Subject.JOB, Subject.AGREEMENT
_FILE, _JOBS, _SITE = Place.FILE, Place.JOBS, Place.IMPLANTATION
_SUM = "Le nombre affiché aux élus en dépend."

CHECKS: tuple[Check, ...] = (
    Check(
        "stage_requirements",
        _M,
        _P,
        _FILE,
        "Projets à qui manque ce que leur étape demande",
        "L’étape ne veut plus dire la même chose pour tous.",
        "Complétez la fiche, ou corrigez l’étape.",
        "{0}",
    ),
    Check(
        "next_requirements",
        _M,
        _P,
        _FILE,
        f"Projets depuis {WAITED_DAYS} jours dans leur étape, à compléter pour la suivante",
        "Le projet attend peut-être une simple information.",
        "Complétez la fiche, ou notez ce qui bloque.",
        "{0}",
    ),
    Check(
        "commune_unknown",
        _M,
        _P,
        _FILE,
        "Projets en cours sans commune",
        "Ils ne sont sur aucune carte, et leur intercommunalité reste une supposition.",
        "Donnez la commune du projet.",
    ),
    Check(
        "district_unknown",
        _M,
        _P,
        _FILE,
        "Projets accompagnés dont on ignore s’ils sont en quartier prioritaire",
        "La part en quartier prioritaire n’est connue que sur les autres.",
        "Dites oui ou non dans la fiche.",
    ),
    Check(
        "notice_missing",
        _M,
        Subject.HOLDER,
        Place.PEOPLE,
        "Porteurs qui n’ont pas reçu l’information sur leurs données",
        "Elle est due à toute personne dont on garde les coordonnées.",
        "Remettez-la et notez le jour.",
    ),
    Check(
        "heads_unknown",
        _M,
        _J,
        _JOBS,
        "Emplois sans nombre de personnes",
        "Un ETP peut être une personne ou plusieurs.",
        "Donnez le nombre de personnes.",
        "depuis le {0}",
    ),
    Check(
        "women_unknown",
        _M,
        _J,
        _JOBS,
        "Emplois créés sans nombre de femmes connu",
        "La part des femmes n’est connue que sur les autres lignes.",
        "Donnez le nombre de femmes\u00a0: 0 est une réponse.",
        "depuis le {0}",
    ),
    Check(
        "job_proof_unknown",
        _M,
        _J,
        _JOBS,
        "Emplois créés sans justificatif ni vérification",
        "Un emploi déclaré seulement ne convainc pas un financeur.",
        "Notez le justificatif, ou vérifiez la ligne.",
        "depuis le {0}",
    ),
    Check(
        "tonnes_unknown",
        _M,
        Subject.STREAM,
        _FILE,
        "Gisements sans tonnage",
        "Ils ne comptent pas dans les tonnes recensées et se rapprochent mal.",
        "Donnez un ordre de grandeur\u00a0: au moins, probable, au plus.",
    ),
    Check(
        "copy_missing",
        _M,
        _A,
        Place.AGREEMENTS,
        "Conventions signées sans copie déposée",
        "La preuve de la signature n’est que sur papier.",
        "Déposez la copie signée.",
        "signée le {0}",
    ),
    Check(
        "opening_proof_missing",
        _M,
        _P,
        _SITE,
        "Ouvertures sans preuve",
        "Une installation sans preuve ne se défend pas dans un bilan.",
        "Ajoutez la preuve\u00a0: bail, convention ou constat.",
        "ouvert le {0}",
    ),
    Check(
        "target_undecided",
        _M,
        Subject.TARGET,
        _JOBS,
        "Objectifs dont on ignore qui les a décidés",
        "Un objectif sans auteur ne se discute pas.",
        "Dites quelle instance l’a décidé.",
        "décidé le {0}",
    ),
    Check(
        "silent_with_action",
        _S,
        _P,
        Place.EXCHANGES,
        "Projets sans nouvelles alors qu’une action est ouverte",
        "L’action a peut-être été faite sans être notée.",
        "Notez le dernier échange, ou refermez l’action.",
        "dernier échange le {0}, action prévue le {1}",
    ),
    Check(
        "estimate_old",
        _S,
        Subject.STREAM,
        _FILE,
        f"Tonnages estimés il y a plus de {ESTIMATE_YEARS} ans",
        "La matière a pu trouver preneur ou changer.",
        "Demandez le chiffre au producteur.",
        "estimé le {0}",
    ),
    Check(
        "signature_past",
        _S,
        _A,
        Place.AGREEMENTS,
        "Signatures prévues dont le jour est passé",
        "Les conventions à venir sont annoncées aux élus.",
        "Notez la signature, ou donnez une nouvelle date.",
        "prévue le {0}",
    ),
    Check(
        "opening_past",
        _S,
        _P,
        _SITE,
        "Ouvertures prévues dont le jour est passé",
        "L’ouverture a eu lieu, ou elle a été repoussée.",
        "Notez l’ouverture, ou donnez une nouvelle date.",
        "prévue le {0}",
    ),
    Check(
        "opened_not_moved",
        _S,
        _P,
        _SITE,
        "Projets ouverts qui ne sont pas passés en suivi",
        "Ils manquent parmi les projets installés.",
        "Passez le projet en suivi, ou corrigez l’ouverture.",
        "ouvert le {0}",
    ),
    Check(
        "agreement_over",
        _S,
        _A,
        Place.AGREEMENTS,
        "Conventions arrivées à leur terme et encore signées",
        "Elles paraissent en cours dans les listes.",
        "Terminez-la, ou notez son renouvellement.",
        "terme le {0}",
    ),
    Check(
        "planned_jobs_past",
        _S,
        _J,
        _JOBS,
        "Emplois prévus dont le jour est passé",
        "L’embauche a eu lieu, ou elle a été repoussée.",
        "Dites que l’emploi est créé, ou changez sa date.",
        "prévus le {0}",
    ),
    Check(
        "siret_missing",
        _C,
        _P,
        _FILE,
        "Projets en suivi sans SIRET",
        "Une activité ouverte a un numéro d’établissement.",
        "Donnez le SIRET, ou corrigez l’étape.",
    ),
    Check(
        "jobs_missing",
        _C,
        _P,
        _JOBS,
        "Projets en suivi sans aucune ligne d’emplois",
        _SUM,
        "Notez au moins une ligne, ou corrigez l’étape.",
    ),
    Check(
        "agreement_missing",
        _C,
        _P,
        Place.AGREEMENTS,
        "Projets accompagnés sans convention signée",
        "L’accompagnement commence par une convention signée.",
        "Faites-la signer, ou corrigez l’étape.",
    ),
    Check(
        "job_before_detection",
        _C,
        _J,
        _JOBS,
        "Emplois créés avant la détection du projet",
        "L’accompagnement n’a pas pu créer un emploi qui existait. " + _SUM,
        "Corrigez la date, ou passez la ligne en sauvegardé.",
        "début le {0}, détection le {1}",
    ),
    Check(
        "job_before_opening",
        _C,
        _J,
        _JOBS,
        "Emplois créés avant l’ouverture",
        "C’est possible, mais c’est souvent une erreur de date.",
        "Corrigez l’une des deux dates.",
        "début le {0}, ouverture le {1}",
    ),
    Check(
        "jobs_on_gone_project",
        _C,
        _J,
        _JOBS,
        "Emplois encore en place sur un projet sorti",
        "Ils comptent toujours dans les emplois nets. " + _SUM,
        "Donnez leur date de fin, si l’activité a cessé.",
        "sortie le {0}",
    ),
    Check(
        "same_lines",
        _C,
        _J,
        _JOBS,
        "Lignes d’emplois exactement pareilles",
        "La même embauche compte peut-être deux fois. " + _SUM,
        "Retirez la ligne en trop.",
        "début le {0}",
    ),
    Check(
        "heads_below_jobs",
        _C,
        _J,
        _JOBS,
        "Emplois avec moins de personnes que d’ETP",
        "Une personne fait un ETP au plus.",
        "Corrigez les ETP ou les personnes.",
        "{0} pour {1}",
    ),
    Check(
        "signed_before_contact",
        _C,
        _A,
        Place.AGREEMENTS,
        "Conventions signées avant le premier contact",
        "Le délai jusqu’à la signature devient négatif.",
        "Corrigez la signature, ou la date de détection.",
        "signée le {0}, premier contact le {1}",
    ),
    Check(
        "end_before_start",
        _C,
        _A,
        Place.AGREEMENTS,
        "Conventions closes avant d’être signées",
        "Cela vient souvent d’une reprise de fichiers.",
        "Corrigez la signature ou la fin.",
        "close le {0}, signée le {1}",
    ),
    Check(
        "opened_before_detection",
        _C,
        _P,
        _SITE,
        "Ouvertures avant la détection du projet",
        "Le parcours du projet ne se lit plus.",
        "Corrigez l’une des deux dates.",
        "ouvert le {0}, détecté le {1}",
    ),
    Check(
        "commune_elsewhere",
        _C,
        _P,
        _FILE,
        "Projets dont la commune n’est pas dans l’intercommunalité notée",
        "Le projet compte dans celle de sa commune.",
        "Corrigez la commune ou l’intercommunalité.",
        "{0}, alors que {1} est noté",
    ),
)
"""Every check, in the order of the page."""

BY_KEY: Mapping[str, Check] = {each.key: each for each in CHECKS}


def check_days(today: date, *, dormant_after_days: int) -> dict[str, str]:
    """Return the days that the checks compare with, as the store writes them."""
    days = {
        "today": today,
        "day": today,
        "silent_since": dormant_since(today, dormant_after_days=dormant_after_days),
        "waited_since": today - timedelta(days=WAITED_DAYS),
        "estimated_before": add_months(today, -12 * ESTIMATE_YEARS),
    }
    return {name: day.isoformat() for name, day in days.items()}
