"""The way projects go through the stages during a period: what is asked, and what a number opens.

A cohort is made of the projects that arrived in a stage during the period, by an entry or an
advance; each project counts once in it, and has one outcome on the day of the page.
"""

from dataclasses import dataclass
from datetime import date

from circular.domain.labels import Labelled
from circular.domain.stages import ExitKind, MoveKind, Stage


class Outcome(Labelled):
    """What became, by a day, of a project that arrived in a stage; exactly one is true."""

    WENT_ON = "went_on", "Allés plus loin"
    LEFT = "left", "Sortis"
    WENT_BACK = "went_back", "Revenus en arrière"
    STILL_THERE = "still_there", "Toujours là"
    ARCHIVED = "archived", "Archivés"


class JourneyPart(Labelled):
    """What a number of the page counts; its code stands in the address."""

    COHORT = "arrives", "Arrivés pendant la période"
    ENDED = "finis", "Séjours terminés"
    OPEN = "encours", "Encore dans l’étape"
    MOVES = "passages", "Passages"
    EXITS = "sorties", "Sorties"
    WAITING = "attente", "Projets qui attendent"


@dataclass(frozen=True, slots=True)
class JourneyFilters:
    """What is asked: a period (None: since the origin), and the projects that are looked at.

    Adviser, sector and origin are those noted today: their past is not kept.
    """

    as_of: date
    since: date | None = None
    epci_siren: str | None = None
    adviser_id: int | None = None
    sector: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class JourneyRows:
    """A number to be opened: what it counts, and the stage, outcome, move or exit that narrows it.

    The parts without meaning for what is counted are None.
    """

    part: JourneyPart
    stage: Stage | None = None
    outcome: Outcome | None = None
    move: MoveKind | None = None
    origin: Stage | None = None
    exit_kind: ExitKind | None = None
    reason: str | None = None

    @property
    def code(self) -> str:
        """The number as the address writes it."""
        parts = (self.part, self.stage, self.outcome, self.move, self.origin, self.exit_kind)
        return ".".join([each.value if each else "" for each in parts] + [self.reason or ""])

    @classmethod
    def read(cls, text: str) -> "JourneyRows | None":
        """Read what an address asks for; None when it asks for nothing that exists."""
        words = text.split(".")
        if len(words) != len(cls.__dataclass_fields__):
            return None
        part, stage, outcome, move, origin, exit_kind, reason = words
        try:
            return cls(
                JourneyPart(part),
                Stage(stage) if stage else None,
                Outcome(outcome) if outcome else None,
                MoveKind(move) if move else None,
                Stage(origin) if origin else None,
                ExitKind(exit_kind) if exit_kind else None,
                reason or None,
            )
        except ValueError:
            return None

    @property
    def title(self) -> str:
        """The number in words, over its rows."""
        if self.part is JourneyPart.EXITS and self.exit_kind:
            taken_up = ", repris depuis" if self.move is MoveKind.RETURN else ""
            what = f"Sorties\u00a0: {self.exit_kind.label.lower()}{taken_up}"
        elif self.part is JourneyPart.MOVES and self.move:
            what = _MOVED[self.move]
        else:
            what = (self.outcome or self.part).label
        if self.stage is None:
            return what
        if self.part is JourneyPart.COHORT and self.outcome:
            return f"Arrivés {self.stage.reached}, {what.lower()}"
        where = f", depuis {self.origin.label.lower()}" if self.origin else ""
        return f"{what}, {self.stage.reached}{where}"


COHORT = (
    "Projets arrivés dans l’étape pendant la période, par une entrée ou un passage, chacun une "
    "fois\u202f; puis ce que chacun est devenu au dernier jour. Une étape sautée n’est pas une "
    "arrivée, une reprise ou un retour en arrière non plus."
)
CONVERSION = (
    "Part des projets arrivés qui sont allés plus loin depuis, même s’ils sont sortis après. Ceux "
    "qui attendent encore comptent parmi les arrivés\u202f; «\u00a0Prévision\u00a0» les laisse "
    "de côté, d’où une part plus haute pour le même passage."
)
STAYS = (
    "Séjours terminés pendant la période (passage, retour en arrière ou sortie), en jours. "
    "Médiane\u00a0: autant au-dessous qu’au-dessus\u202f; un sur quatre, trois sur quatre et neuf "
    "sur dix ont duré au plus ce nombre de jours."
)
OPEN = "Projets dans l’étape au dernier jour, ni sortis ni archivés, et depuis combien de jours."
EXITS = (
    "Sorties dont la date d’effet est dans la période\u202f; sont dits repris les projets revenus "
    "ensuite dans le parcours."
)
WAITING = (
    "Projets en cours, du plus ancien au plus récent dans son étape. Le suivi n’y est pas\u00a0: "
    "un projet installé n’attend rien."
)
_MOVED = {
    MoveKind.ENTRY: "Entrées dans le parcours",
    MoveKind.ADVANCE: "Passages",
    MoveKind.BACK: "Retours en arrière",
    MoveKind.RETURN: "Reprises",
    MoveKind.EXIT: "Sorties",
}
