"""The best streams of a project and the best projects of a stream, with what was decided.

Streams and needs are read with one statement each. A pair is told when its material has something
in common; only those shown are explained.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from circular.analysis.matching import Need, Stream
from circular.analysis.shortlists import Shortlist, shortlist
from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.domain import french
from circular.domain.match_decisions import Decision
from circular.domain.match_facts import changes_since, facts_of
from circular.domain.matches import MatchWeights
from circular.domain.permissions import Permission
from circular.domain.tracked_matches import MatchStage
from circular.domain.visitors import Visitor, require
from circular.queries.match_questions import Question, questions_of
from circular.queries.proposals import Matches, Proposal, Taken, as_agreed, proposal_of, proposed_of
from circular.queries.streams import sight_of
from circular.queries.word_rarity import word_rarity
from circular.store import matches as store
from circular.store import needs as needs_store
from circular.store.connection import Database
from circular.store.match_weights import current
from circular.store.rows import Row

MOST_EXCLUDED = 20
FIRST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Table:
    """Both sides of a ranking, by key, as the store gives them and as the ranking reads them.

    `changes` holds the pairs that were set aside and come back, with what changed.
    """

    stream_rows: dict[str, Row]
    need_rows: dict[str, Row]
    streams: Sequence[Stream]
    needs: Sequence[Need]
    decisions: Sequence[Row]
    changes: Mapping[tuple[str, str], tuple[str, ...]]
    questions: Mapping[tuple[str, str], tuple[Question, ...]]

    def project_of(self, need: Need) -> int:
        """Return the project behind a need."""
        return int(self.need_rows[need.key]["project_id"])

    def tonnes(self, keys: set[str]) -> float:
        """Add up what remains of streams in a year, in tonnes."""
        left: list[float | None] = [self.stream_rows[key]["remaining"] for key in keys]
        return sum(tonnes for tonnes in left if tonnes is not None)

    def wanted(self) -> float | None:
        """Add up what the needs ask for in a year at most, in tonnes; None when nothing is said."""
        asked = [row["tonnes_max"] or row["tonnes_min"] for row in self.need_rows.values()]
        known = [tonnes for tonnes in asked if tonnes is not None]
        return sum(known) if known else None


_AGREED = frozenset({MatchStage.AGREED, MatchStage.RUNNING})


def streams_for_project(
    db: Database,
    visitor: Visitor,
    project_id: int,
    *,
    today: date,
    shown: int = FIRST_SHOWN,
    weights: MatchWeights | None = None,
) -> Matches | None:
    """Rank the streams for the needs of a project, each stream once, with the need it fits best.

    `weights` None stands for those in force. Returns None when there is no such project.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    project = needs_store.project(db, project_id)
    if project is None:
        return None
    with_trials = bool(project["is_trial"])
    table = _table(
        store.streams(db, sight_of(visitor), today=today, with_trials=with_trials),
        store.needs(db, project_id=project_id),
        store.decisions(db, project_id=project_id, with_trials=with_trials),
        questions_of(db, project_id=project_id),
    )
    found = _shortlist(db, table, weights, today=today, by_project=False)
    return _matches(project["title"], table, found, shown=shown, by_project=False)


def projects_for_stream(
    db: Database,
    visitor: Visitor,
    stream_id: int,
    *,
    today: date,
    shown: int = FIRST_SHOWN,
    weights: MatchWeights | None = None,
) -> Matches | None:
    """Rank the needs of all projects under way for a stream, each project once.

    `weights` None stands for those in force. Returns None when there is no such
    stream, or when it is in the archives.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    streams = store.streams(db, sight_of(visitor), today=today, stream_id=stream_id)
    if not streams:
        return None
    with_trials = bool(streams[0]["is_trial"])
    needs = store.needs(db, with_trials=with_trials)
    decisions = store.decisions(db, stream_id=stream_id, with_trials=with_trials)
    table = _table(streams, needs, decisions, questions_of(db, stream_id=stream_id))
    found = _shortlist(db, table, weights, today=today, by_project=True)
    return _matches(streams[0]["title"], table, found, shown=shown, by_project=True)


def _table(
    stream_rows: Sequence[Row],
    need_rows: Sequence[Row],
    decisions: Sequence[Row],
    questions: Mapping[tuple[str, str], tuple[Question, ...]],
) -> _Table:
    """Turn what the store holds into what a ranking reads."""
    streams, needs = ({str(row["id"]): row for row in side} for side in (stream_rows, need_rows))
    return _Table(
        stream_rows=streams,
        need_rows=needs,
        streams=[ranked_stream(row) for row in stream_rows],
        needs=[ranked_need(row) for row in need_rows],
        decisions=decisions,
        changes=came_back(decisions, streams, needs),
        questions=questions,
    )


def came_back(
    decisions: Sequence[Row], streams: Mapping[str, Row], needs: Mapping[str, Row]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the pairs that were set aside and are proposed again, with what changed."""
    return {
        pair: said
        for row in decisions
        if is_aside(row)
        and (pair := pair_of(row))[0] in streams
        and pair[1] in needs
        and (said := changes_since(row["facts"], facts_of(streams[pair[0]], needs[pair[1]])))
    }


def is_aside(row: Row) -> bool:
    """Tell whether a pair was set aside, or refused by one of its sides."""
    return bool(row["decision"] == Decision.DISMISSED or row["stage"] == MatchStage.REFUSED)


def is_live(row: Row) -> bool:
    """Tell whether a pair was kept and its life goes on."""
    return row["stage"] is not None and MatchStage(row["stage"]).is_live


def _shortlist(
    db: Database, table: _Table, weights: MatchWeights | None, *, today: date, by_project: bool
) -> Shortlist:
    """Rank what is not decided, or comes back: one line a stream, or one line a project."""
    decided = {pair_of(row) for row in table.decisions} - table.changes.keys()
    kept = [row for row in table.decisions if is_live(row)]
    served = {row["project_id"] if by_project else str(row["stream_id"]) for row in kept}

    def group(stream: Stream, need: Need) -> int | str:
        return table.project_of(need) if by_project else stream.key

    return shortlist(
        table.streams,
        table.needs,
        weights or current(db),
        group=group,
        today=today,
        rare=word_rarity(db, today=today),
        left_out=lambda stream, need: (
            (stream.key, need.key) in decided or group(stream, need) in served
        ),
    )


def _matches(
    title: str, table: _Table, found: Shortlist, *, shown: int, by_project: bool
) -> Matches:
    """Tell the first pairs, what was decided, what a filter keeps apart, and the totals.

    A stream (or a project) is counted once: proposed, else kept, else set aside by somebody, else
    kept apart by a filter.
    """

    def groups(pairs: Iterable[tuple[str, str]]) -> set[object]:
        of_need = {key: row["project_id"] for key, row in table.need_rows.items()}
        return {of_need.get(need) if by_project else stream for stream, need in pairs}

    kept = [row for row in table.decisions if is_live(row)]
    aside = [row for row in table.decisions if is_aside(row) and pair_of(row) not in table.changes]
    set_aside = groups(map(pair_of, aside))
    excluded = [pair for pair in found.excluded if not groups([pair]) & set_aside]
    elsewhere = groups(found.passing) | groups(map(pair_of, kept))
    return Matches(
        title=title,
        need_count=len(table.needs),
        proposals=tuple(_told(table, found, pair) for pair in found.passing[:shown]),
        kept=tuple(_decided(table, found, row) for row in kept),
        dismissed=tuple(_decided(table, found, row) for row in aside),
        dismissed_count=len(set_aside - elsewhere),
        excluded=tuple(_told(table, found, pair) for pair in excluded[:MOST_EXCLUDED]),
        feasible=len(found.passing),
        excluded_count=len(excluded),
        tonnes=table.tonnes({stream for stream, _ in found.passing}),
        wanted=table.wanted(),
        weights=found.ranking.weights,
    )


def _told(table: _Table, found: Shortlist, pair: tuple[str, str]) -> Proposal:
    """Tell a pair with its score, its components and what keeps it apart."""
    told = proposal_of(
        table.stream_rows[pair[0]], table.need_rows[pair[1]], found.ranking.pair(*pair)
    )
    return replace(
        told, changes=table.changes.get(pair, ()), questions=table.questions.get(pair, ())
    )


def _decided(table: _Table, found: Shortlist, row: Row) -> Proposal:
    """Tell a pair that was decided; in the archives since, only its names and note remain."""
    taken = Taken(
        decision=Decision(row["decision"]),
        reason=row["reason_label"],
        author=row["author_name"],
        decided_on=date.fromisoformat(row["decided_on"]),
        match_id=row["match_id"],
        stage=None if row["stage"] is None else MatchStage(row["stage"]),
        proposed=proposed_of(row),
    )
    stream, need = pair_of(row)
    if stream in table.stream_rows and need in table.need_rows:
        told = replace(_told(table, found, (stream, need)), taken=taken)
        return as_agreed(told, taken.proposed) if taken.stage in _AGREED else told
    return Proposal(
        stream_id=row["stream_id"],
        stream_title=row["stream_title"],
        producer=None,
        commune=None,
        quantity=french.UNKNOWN,
        is_hazardous=False,
        is_fictitious=False,
        is_trial_stream=False,
        is_trial_project=False,
        need_id=row["need_id"],
        need_title=row["need_title"],
        need_quantity=None,
        project_id=row["project_id"],
        project_title=row["project_title"],
        project_commune=None,
        score=row["score"],
        completeness=0.0,
        components=(),
        exclusions=(),
        taken=taken,
    )


def pair_of(row: Row) -> tuple[str, str]:
    """Return the keys of a decided pair."""
    return str(row["stream_id"]), str(row["need_id"])
