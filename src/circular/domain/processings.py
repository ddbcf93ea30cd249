"""What is done with people's data: the lines of the register of processing that the product keeps.

Source of the columns: article 30 of the RGPD; of the legal grounds: article 6, paragraph 1.
"""

from dataclasses import dataclass, replace

from circular.domain import french
from circular.domain.retention import RetentionKind, RetentionSettings


@dataclass(frozen=True, slots=True)
class Processing:
    """One processing: why, on which ground, of whom, what, seen by whom, kept how long."""

    title: str
    purpose: str
    ground: str
    people: str
    data: str
    recipients: str
    kept: str


_LINES = (
    Processing(
        "Accompagnement des porteurs de projet",
        "Détecter, accompagner et implanter des projets d’économie circulaire",
        "Mission d’intérêt public ou intérêt légitime de l’association",
        "Porteurs de projet et leurs associés",
        "Nom, contacts, commune, genre déclaré, échanges, besoins, financement, documents du site",
        "L’équipe et l’administrateur\u202f; ni les élus ni les partenaires",
        "{holders} après le dernier contact venu de la personne, puis anonymisation",
    ),
    Processing(
        "Revues de situation",
        "Garder ce qui s’est dit d’une situation en commission, et la suite à donner",
        "Mission d’intérêt public ou intérêt légitime de l’association",
        "Porteurs de projet et leurs associés",
        "Date, texte de la note, suite à donner, qui l’a lue et quel jour",
        "L’auteur de la note et les seules personnes qu’il nomme\u202f; chaque lecture est notée",
        "Jusqu’à l’anonymisation d’un porteur du projet ({holders} après son dernier contact), "
        "ou avant si l’auteur la supprime",
    ),
    Processing(
        "Conventions d’accompagnement",
        "Signer, suivre et prouver les conventions",
        "Exécution d’un contrat, puis obligation légale",
        "Signataires",
        "Nom, fonction, date de délibération, copie signée et pièces",
        "L’équipe et l’administrateur\u202f; les élus voient la liste sans les signataires",
        "Durée de la convention, puis {signatories}, à part",
    ),
    Processing(
        "Échanges de matière",
        "Suivre et mesurer ce qu’un producteur cède à un projet",
        "Mission d’intérêt public ou intérêt légitime de l’association",
        "Signataires et interlocuteurs des deux côtés",
        "Réponses aux mises en relation, copie de l’accord, bons de pesée",
        "L’équipe et l’administrateur\u202f; le producteur lit ses seules réponses",
        "Documents\u00a0: {match_documents} après la fin de l’échange, ou avant si plus personne "
        "ne reste dans le projet",
    ),
    Processing(
        "Annuaire des partenaires et des producteurs",
        "Joindre les organismes du territoire",
        "Intérêt légitime de l’association",
        "Personnes référentes des organismes",
        "Nom, adresse électronique et téléphone professionnels",
        "L’équipe et l’administrateur",
        "{referents} après la dernière mise à jour",
    ),
    Processing(
        "Comptes, connexions et journal",
        "Réserver l’accès, prouver qui a fait quoi",
        "Intérêt légitime\u00a0: sécurité des données",
        "Équipe, élus et partenaires qui se connectent",
        "Nom, adresse électronique, empreinte du mot de passe, adresse réseau, actes",
        "L’administrateur",
        "Durée du compte. Le journal reste\u202f; ce qu’il dit des personnes s’efface",
    ),
    Processing(
        "Demandes d’exercice des droits",
        "Répondre dans le mois et pouvoir le prouver",
        "Obligation légale",
        "Personnes qui exercent leurs droits",
        "Nom, contact, demande et réponse",
        "L’équipe et l’administrateur",
        "{requests} après la réponse",
    ),
)


def processings(rules: RetentionSettings) -> tuple[Processing, ...]:
    """Return every processing, with the lengths that the association chose."""
    lengths = {kind.value: _days(rules, kind) for kind in RetentionKind}
    return tuple(replace(line, kept=line.kept.format(**lengths)) for line in _LINES)


def _days(rules: RetentionSettings, kind: RetentionKind) -> str:
    return french.plural(rules.days(kind), "jour", "jours")
