"""Figures of what waits for a decision: each opens the very rows that a sentence speaks of."""

from circular.domain.indicators import Theme, Unit
from circular.queries import indicator_measures as measures
from circular.queries.indicator_measures import CONVENTIONS, MOVES, Indicator

SILENT = (
    "Projets suivis sans échange, dans un sens ou dans l\u2019autre, depuis le seuil fixé "
    "dans les réglages\u202f; les dossiers bloqués y sont."
)
OPENINGS_LATE = (
    "Projets suivis dont la date d\u2019ouverture prévue est passée et qui n\u2019ont pas "
    "encore ouvert."
)
SIGNING_LATE = (
    "Conventions à signer, envoyées à la signature depuis 30\u00a0jours ou plus, ou dont "
    "la date de signature prévue est passée."
)
ENDING = (
    "Conventions en vigueur dont la fin, telle que connue à cette date, approche sans "
    "renouvellement décidé\u202f; le délai d\u2019alerte est celui des réglages."
)

PROJECTS = (
    Indicator(
        key="projects_silent",
        label="Sans échange",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition=SILENT,
        source=f"échanges notés par l\u2019équipe et {MOVES}",
        measure=measures.of_rows("projects_silent"),
        more_is_better=False,
        long_name="Projets sans échange récent",
    ),
    Indicator(
        key="openings_late",
        label="En retard",
        unit=Unit.PROJECTS,
        theme=Theme.PROJECTS,
        definition=OPENINGS_LATE,
        source=f"dates d\u2019ouverture prévues et {MOVES}",
        measure=measures.of_rows("openings_late"),
        more_is_better=False,
        long_name="Ouvertures en retard",
    ),
)
AGREEMENTS = (
    Indicator(
        key="agreements_signing_late",
        label="Signature en retard",
        unit=Unit.AGREEMENTS,
        theme=Theme.AGREEMENTS,
        definition=SIGNING_LATE,
        source=CONVENTIONS,
        measure=measures.of_rows("agreements_signing_late"),
        more_is_better=False,
        long_name="Conventions dont la signature tarde",
    ),
    Indicator(
        key="agreements_ending",
        label="Bientôt finies",
        unit=Unit.AGREEMENTS,
        theme=Theme.AGREEMENTS,
        definition=ENDING,
        source=CONVENTIONS,
        measure=measures.of_rows("agreements_ending"),
        more_is_better=False,
        long_name="Conventions bientôt finies",
    ),
)
