"""Trial records (« essais »): what was made to practise and counts in no figure."""

from collections.abc import Mapping

from circular.domain import french
from circular.domain.labels import Labelled
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor

_NOUNS = {
    "signed": ("convention signée", "conventions signées"),
    "unsigned": ("convention pas encore signée", "conventions pas encore signées"),
    "job_lines": ("ligne d’emplois", "lignes d’emplois"),
    "exchanges": ("échange", "échanges"),
    "actions": ("action à faire", "actions à faire"),
    "needs": ("besoin en matière", "besoins en matière"),
    "kept": ("rapprochement retenu", "rapprochements retenus"),
}


class TrialKind(Labelled):
    """A kind of record that may be a trial; its value is the name that the journal knows."""

    PROJECT = "project", "Projet"
    STREAM = "stream", "Gisement"
    FACILITY = "facility", "Local ou installation"


def may_see_trials(visitor: Visitor) -> bool:
    """Say whether a visitor may see trials: the team only, never elected officials nor partners."""
    return visitor.may(Permission.SEE_PIPELINE)


def marked(title: str, *, is_trial: bool) -> str:
    """Write a title with its mark where only text is possible: « Fiche d’essai : Vélos »."""
    return f"Fiche d’essai\u00a0: {title}" if is_trial else title


def held_sentence(held: Mapping[str, int]) -> str | None:
    """Say what leaves the figures with a project: « 1 convention signée et 3 échanges »."""
    parts = [french.plural(held[name], *nouns) for name, nouns in _NOUNS.items() if held.get(name)]
    return french.join(parts) if parts else None
