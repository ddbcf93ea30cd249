"""Stages of a project, its exits and the moves between them."""

from circular.domain.labels import Labelled


class Stage(Labelled):
    """Where a project stands on its way from first contact to local set-up."""

    DETECTION = "detection", "Détection"
    QUALIFICATION = "qualification", "Qualification"
    SUPPORT = "support", "Accompagnement"
    IMPLANTATION = "implantation", "Implantation"
    FOLLOW_UP = "follow_up", "Suivi"

    @property
    def rank(self) -> int:
        """Position in the journey, from 0 (détection) to 4 (suivi)."""
        return list(Stage).index(self)

    @property
    def next(self) -> "Stage | None":
        """The stage that follows, None after the last one."""
        stages = list(Stage)
        return stages[self.rank + 1] if self.rank + 1 < len(stages) else None

    @property
    def glyph(self) -> str:
        """The pie that stands for the stage where no drawing is possible: ○ ◔ ◑ ◕ ●."""
        return "○◔◑◕●"[self.rank]


class ExitKind(Labelled):
    """How a project leaves the journey; its coded reason comes from the list exit_reasons."""

    ABANDONED = "abandoned", "Abandon"
    REDIRECTED = "redirected", "Réorientation"
    REFUSED = "refused", "Refus"
    CEASED = "ceased", "Cessation"


class MoveKind(Labelled):
    """What a line of the stage history did."""

    ENTRY = "entry", "Entrée"
    ADVANCE = "advance", "Passage"
    BACK = "back", "Retour en arrière"
    EXIT = "exit", "Sortie"
    RETURN = "return", "Reprise"


class Health(Labelled):
    """State of a file, apart from its stage; the first that applies, from top to bottom."""

    BLOCKED = "blocked", "Bloqué"
    DORMANT = "dormant", "Dormant"
    LATE = "late", "En retard"
    ACTIVE = "active", "Actif"
