"""Loading what the parties to an agreement of a demonstration promised, and what they kept."""

from collections.abc import Callable, Sequence
from datetime import date

from circular.actions.commitments import add_commitment, mark_done
from circular.domain.agreements import PartyDraft, PartyKind
from circular.domain.commitments import CommitmentDraft, CommitmentKind, FulfilmentDraft
from circular.domain.scenario_projects import ScenarioCommitment
from circular.domain.visitors import Visitor
from circular.store import agreements as store
from circular.store.connection import Database

FIRST = ("association", "holder")
"""The parties that every agreement of the demonstration has, in their order."""


def organisations_of(db: Database, lines: Sequence[ScenarioCommitment]) -> list[PartyDraft]:
    """Return the organisations that commit, as further parties to an agreement."""
    known = {row["name"]: row["id"] for row in store.organisations_to_choose(db)}
    return [
        PartyDraft(
            kind=PartyKind.ORGANISATION,
            name=name,
            organisation_id=known[name],
            signatory="Dominique Exemple",
            signatory_function="Présidence",
        )
        for name in _others(lines)
    ]


def load_commitments(
    db: Database,
    staff: Visitor,
    agreement_id: int,
    lines: Sequence[ScenarioCommitment],
    *,
    day: Callable[[int], date],
) -> None:
    """Load the commitments of a signed agreement; `day` turns an offset into a date."""
    ranks = {name: rank for rank, name in enumerate((*FIRST, *_others(lines)))}
    for line in lines:
        draft = CommitmentDraft(
            party=ranks[line.who],
            kind=CommitmentKind(line.kind),
            label=line.label,
            due_on=day(line.due),
        )
        made = add_commitment(db, staff, agreement_id, draft)
        if line.kept is not None:
            kept = FulfilmentDraft(done_on=day(line.kept), proof=line.proof or "Vu sur place")
            mark_done(db, staff, made, kept, version=1, today=day(0))


def _others(lines: Sequence[ScenarioCommitment]) -> list[str]:
    return list(dict.fromkeys(line.who for line in lines if line.who not in FIRST))
