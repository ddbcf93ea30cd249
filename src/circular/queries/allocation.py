"""The plan of all streams and needs, asked in two times so that it can be worked out aside.

`question` reads everything once from the database; `answer` computes, without database nor
visitor, for as long as it takes. What a scenario changes is changed in the question only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from circular.analysis.allocation import TIME_LIMIT, Line, Plan, allocate, silent
from circular.analysis.matching import Need, Ranking, Rarity, Stream, rank
from circular.analysis.neighbours import ClosedNeed, closed_needs
from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.domain.allocation import (
    AllocationStep,
    Scenario,
    gap_sentence,
    method_sentence,
    rule_sentence,
)
from circular.domain.errors import DomainError
from circular.domain.french import quoted
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.matches import MatchWeights, exclusion_sentence
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor, require
from circular.queries.allocation_plans import (
    Allocation,
    Around,
    ClosedLine,
    Pair,
    PlanLine,
    PlanNames,
    Point,
)
from circular.queries.matches import came_back, is_aside, is_live, pair_of
from circular.queries.streams import sight_of
from circular.queries.word_rarity import word_rarity
from circular.store import matches as store
from circular.store.connection import Database
from circular.store.match_weights import current
from circular.store.rows import Row

Tell = Callable[[AllocationStep, float], None]
AT_ONCE = 400_000  # pairs to look at that nobody has to wait for


@dataclass(frozen=True, slots=True, eq=False)
class AllocationQuestion:
    """Everything a plan is made of, read at a moment; nothing in it speaks to the database."""

    streams: Sequence[Stream]
    needs: Sequence[Need]
    stream_rows: Mapping[str, Row]
    need_rows: Mapping[str, Row]
    left_out: frozenset[tuple[str, str]]
    kept: frozenset[tuple[str, str]]
    promised: Mapping[str, float]
    rare: Rarity
    scenario: Scenario
    weights: MatchWeights
    today: date

    @property
    def is_small(self) -> bool:
        """Tell whether the answer comes at once."""
        return len(self.streams) * len(self.needs) <= AT_ONCE

    @property
    def fingerprint(self) -> bytes:
        """Return what is the same for two questions that have the same answer."""
        read = list(self.stream_rows.values()), list(self.need_rows.values())
        pairs = sorted(self.left_out), sorted(self.kept), sorted(self.promised.items())
        changed = self.scenario, self.weights, self.today
        digest = blake2b(digest_size=16)
        for part in (*read, *pairs, *changed):
            digest.update(repr(part).encode())
        return digest.digest()


def question(
    db: Database,
    visitor: Visitor,
    scenario: Scenario,
    *,
    today: date,
    weights: MatchWeights | None = None,
) -> AllocationQuestion:
    """Read all streams and the needs of the projects under way, without what a scenario takes out.

    `weights` None stands for those in force. Pairs that were set aside are left out, until a fact
    of them changes. Agreements take their tonnes from streams and from needs, but for those with a
    stream, a need or a project that the scenario switches off: their tonnes are free again.

    Raises:
        NotAllowedError: the visitor may not see matches.
    """
    require(visitor, Permission.SEE_MATCHES)
    freed = store.Freed(scenario.without_streams, scenario.without_needs, scenario.without_projects)
    streams = [
        row
        for row in store.streams(db, sight_of(visitor), today=today, freed=freed)
        if row["id"] not in scenario.without_streams
    ]
    distances = dict(scenario.distances)
    needs = [
        {**row, "distance_max_km": distances.get(row["id"], row["distance_max_km"])}
        for row in store.needs(db)
        if row["project_id"] not in scenario.without_projects
        and row["id"] not in scenario.without_needs
    ]
    stream_rows = {str(row["id"]): row for row in streams}
    need_rows = {str(row["id"]): row for row in needs}
    decisions = store.decisions(db)
    returned = came_back(decisions, stream_rows, need_rows).keys()
    return AllocationQuestion(
        streams=[ranked_stream(row) for row in streams],
        needs=[ranked_need(row) for row in needs],
        stream_rows=stream_rows,
        need_rows=need_rows,
        left_out=frozenset(pair_of(row) for row in decisions if is_aside(row)) - returned,
        kept=frozenset(pair_of(row) for row in decisions if is_live(row)),
        promised=store.promised_to_needs(db, today=today, freed=freed),
        rare=word_rarity(db, today=today),
        scenario=scenario,
        weights=weights or current(db),
        today=today,
    )


def answer(
    asked: AllocationQuestion, *, time_limit: float = TIME_LIMIT, tell: Tell = silent
) -> Allocation:
    """Work the plan out, within `time_limit` seconds; whatever `tell` raises stops it."""
    plan, closed = _worked_out(asked, time_limit, tell)
    received: dict[int, float] = {}
    for line in plan.lines:
        received[int(line.need_key)] = received.get(int(line.need_key), 0.0) + line.tonnes
    return Allocation(
        lines=tuple(_line(asked, line) for line in plan.lines),
        tonnes=plan.tonnes,
        agreed=sum(asked.promised.values()),
        offered=sum(stream.tonnes_offered or 0.0 for stream in asked.streams),
        streams=len({line.stream_key for line in plan.lines}),
        needs=len(asked.needs),
        open_needs=received,
        closed=tuple(_closed(asked, each) for each in closed),
        closed_count=len(plan.closed),
        unlimited=tuple(asked.need_rows[key]["title"] for key in plan.unlimited),
        unknown_tonnes=len(plan.unknown_tonnes),
        value=plan.value,
        gap=plan.gap,
        hit_limit=plan.hit_limit,
        method=plan.method,
        method_sentence=method_sentence(plan.method, pairs=plan.pairs, kept=plan.kept),
        gap_sentence=gap_sentence(plan.gap, hit_limit=plan.hit_limit),
        rule_sentence=rule_sentence(asked.scenario),
        names=_names(asked),
        seconds=plan.seconds,
    )


def _worked_out(
    asked: AllocationQuestion, time_limit: float, tell: Tell
) -> tuple[Plan, tuple[ClosedNeed, ...]]:
    """Plan, then look around what stays closed."""
    plan = allocate(
        asked.streams,
        asked.needs,
        asked.weights,
        stakes=asked.scenario.stakes,
        today=asked.today,
        rare=asked.rare,
        left_out=asked.left_out,
        wanted=asked.kept,
        material_from=asked.scenario.material_from,
        promised=asked.promised,
        time_limit=time_limit,
        tell=tell,
    )
    closed = closed_needs(
        plan,
        asked.streams,
        asked.needs,
        asked.weights,
        today=asked.today,
        rare=asked.rare,
        material_from=asked.scenario.material_from,
        promised=asked.promised,
    )
    return plan, closed


def _names(asked: AllocationQuestion) -> PlanNames:
    """Name what a plan was made of."""
    return PlanNames(
        streams={
            row["id"]: " \u00b7 ".join(filter(None, (row["title"], row["commune_name"])))
            for row in asked.stream_rows.values()
        },
        projects={row["project_id"]: row["project_title"] for row in asked.need_rows.values()},
        needs={
            row["id"]: (row["title"], row["project_title"], row["distance_max_km"])
            for row in asked.need_rows.values()
        },
    )


def decision_drafts(
    db: Database,
    visitor: Visitor,
    pairs: Sequence[Pair],
    *,
    today: date,
    weights: MatchWeights | None = None,
) -> tuple[DecisionDraft, ...]:
    """Return what keeping these pairs would store: score and components as they are today.

    A scenario never comes in: what is kept can be replayed with what is noted.

    Raises:
        NotAllowedError: the visitor may not see matches.
        DomainError: a pair no longer exists, or a filter of today keeps it apart.
    """
    asked = question(db, visitor, Scenario(), today=today, weights=weights)
    ranking = rank(asked.streams, asked.needs, asked.weights, today=today, rare=asked.rare)
    return tuple(_draft(asked, ranking, pair) for pair in pairs)


def _draft(asked: AllocationQuestion, ranking: Ranking, pair: Pair) -> DecisionDraft:
    """Return what keeping one pair would store."""
    stream, need = str(pair[0]), str(pair[1])
    if stream not in asked.stream_rows or need not in asked.need_rows:
        raise DomainError(
            "Un gisement ou un besoin de ces lignes n\u2019est plus en cours. "
            "Rien n\u2019a été retenu\u00a0: le plan est à refaire."
        )
    pairing = ranking.pair(stream, need)
    if pairing.exclusions:
        titles = asked.stream_rows[stream]["title"], asked.need_rows[need]["title"]
        raise DomainError(
            f"{quoted(titles[0])} ne peut pas aller à {quoted(titles[1])}\u00a0: "
            f"{exclusion_sentence(pairing.exclusions[0])}. Changez d\u2019abord la fiche. "
            "Rien n\u2019a été retenu."
        )
    return DecisionDraft.model_validate(
        {
            "stream_id": pair[0],
            "need_id": pair[1],
            "decision": Decision.KEPT,
            "score": pairing.score,
            "components": {part.component: part.value for part in pairing.components},
            "weights": ranking.weights,
        }
    )


def _line(asked: AllocationQuestion, line: Line) -> PlanLine:
    """Name both ends of a line."""
    stream, need = asked.stream_rows[line.stream_key], asked.need_rows[line.need_key]
    return PlanLine(
        stream_id=stream["id"],
        stream_title=stream["title"],
        family=stream["family_label"],
        commune=stream["commune_name"],
        start=_point(stream),
        need_id=need["id"],
        need_title=need["title"],
        project_id=need["project_id"],
        project_title=need["project_title"],
        project_commune=need["commune_name"],
        end=_point(need),
        tonnes=line.tonnes,
        score=line.score,
        kilometres=line.kilometres,
        is_kept=(line.stream_key, line.need_key) in asked.kept,
    )


def _point(row: Row) -> Point | None:
    """Return a place, None when it is unknown; (0, 0) is what an empty cell becomes."""
    if row["latitude"] is None or row["longitude"] is None:
        return None
    point = (row["longitude"], row["latitude"])
    return None if point == (0, 0) else point


def _closed(asked: AllocationQuestion, found: ClosedNeed) -> ClosedLine:
    """Name a closed need and the streams around it."""
    row = asked.need_rows[found.need_key]
    return ClosedLine(
        need_id=row["id"],
        need_title=row["title"],
        project_id=row["project_id"],
        project_title=row["project_title"],
        minimum=found.minimum,
        distance_max_km=row["distance_max_km"],
        within=found.within,
        free=found.free,
        unnamed=found.unnamed,
        around=found.around,
        opens_at=found.opens_at,
        why=found.why,
        neighbours=tuple(
            Around(
                stream_id=asked.stream_rows[each.stream_key]["id"],
                title=asked.stream_rows[each.stream_key]["title"],
                commune=asked.stream_rows[each.stream_key]["commune_name"],
                tonnes=each.tonnes,
                kilometres=each.kilometres,
                is_within_reach=each.is_within_reach,
            )
            for each in found.neighbours
        ),
    )
