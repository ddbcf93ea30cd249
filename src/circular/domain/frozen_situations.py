"""What is frozen for a sitting: the figures as they were shown, in a form of its own.

The form does not follow the screens: a later version reads what an earlier one froze. No text that
people typed is in it but the source of the target, so that nothing has to be erased. `SCHEMA` is
raised by whoever takes a field away or changes its meaning.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from circular.domain import french
from circular.domain.french import MASK_BELOW
from circular.domain.indicators import KEPT_BACK, RESERVED, Unit
from circular.domain.stages import ExitKind, Stage

SCHEMA = 1
PLURAL_FROM = 2  # French keeps the singular below


class _Frozen(BaseModel):
    """Never changed once read; a field that this version does not know is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class FrozenFigure(_Frozen):
    """An indicator as it was measured, with the words that declared it then."""

    key: str
    label: str
    name: str = ""
    unit: Unit
    definition: str
    source: str
    more_is_better: bool = True
    value: float | None
    missing: int = 0
    records: int | None = None
    smallest: float | None = None
    withheld: int = 0
    kept_back: bool = False

    @property
    def whole_name(self) -> str:
        """The name in full, where there is room."""
        return self.name or self.label

    @property
    def is_small(self) -> bool:
        """Whether it could single somebody out: few people, or a share that tells few apart."""
        if self.value is None:
            return False
        if self.kept_back or (self.smallest is not None and self.smallest < MASK_BELOW):
            return True
        return self.unit is Unit.PEOPLE and 0 < self.value < MASK_BELOW

    def written(self, *, masked: bool) -> str:
        """Write the figure with its unit; what could single somebody out is masked where asked."""
        if not (masked and self.is_small):
            is_reserved = self.value is None and self.withheld
            return RESERVED if is_reserved else written(self.unit, self.value)
        return self.masked_words

    @property
    def masked_words(self) -> str:
        """What is written in the place of a value that is masked."""
        return KEPT_BACK if self.kept_back else self.unit.few


class FrozenTarget(_Frozen):
    """The target of net jobs that was in force.

    `corners` are the points to join to draw its path, none where it has no line; None: what was
    frozen before they were kept.
    """

    value: float
    starts_on: date
    due_on: date
    source: str
    corners: tuple[tuple[date, float], ...] | None = None


class FrozenMonth(_Frozen):
    """Net jobs in FTE at a day of the path, and what the path asks for there, if anything."""

    day: date
    net_fte: float
    path_fte: float | None


class FrozenStage(_Frozen):
    """A stage of the funnel: projects in it, median days of the stays that were over.

    `stays` counts them; None: it was not kept yet.
    """

    stage: Stage
    projects: int
    median_days: float | None
    stays: int | None = None


class FrozenExit(_Frozen):
    """How many projects left in one way since 1 January."""

    kind: ExitKind
    projects: int


class FrozenAgreement(_Frozen):
    """A row of agreement as shared views showed it; no title, which may come to name someone."""

    number: str | None
    state: str
    signing_on: date | None
    jobs_committed: float | None
    project_id: int


class FrozenAgreements(_Frozen):
    """How many agreements there were, and the first of them."""

    signed: int
    in_force: int
    to_come: int
    to_sign: int
    total: int
    rows: tuple[FrozenAgreement, ...] = ()


class FrozenPlace(_Frozen):
    """Net jobs in FTE of an EPCI; no SIREN for « elsewhere » and « unknown »."""

    siren: str | None
    name: str
    net_fte: float


class FrozenWords(_Frozen):
    """The sentences that the page said; those that an earlier version did not keep are empty.

    `decisions` are for the board, never empty once kept; `followed_up` are for the team.
    """

    lead: str = ""
    why: str = ""
    decisions: tuple[str, ...] = ()
    followed_up: tuple[str, ...] = ()
    left_out: str = ""
    pace: str = ""
    jobs: str = ""
    revised: str = ""
    funnel: str = ""
    exits: str = ""
    agreements: str = ""
    places: str = ""


class FrozenSituation(_Frozen):
    """Everything that was shown for a day and a territory.

    `rows_seal` is the fingerprint of the rows that are kept beside it; empty: none are.
    """

    schema_version: int = SCHEMA
    association: str
    as_of: date
    epci_siren: str | None
    epci_name: str | None
    tiles: tuple[str, ...]
    figures: tuple[FrozenFigure, ...]
    target: FrozenTarget | None
    months: tuple[FrozenMonth, ...]
    stages: tuple[FrozenStage, ...]
    exits: tuple[FrozenExit, ...]
    agreements: FrozenAgreements
    places: tuple[FrozenPlace, ...]
    words: FrozenWords = FrozenWords()
    rows_seal: str = ""

    def figure(self, key: str) -> FrozenFigure | None:
        """Return an indicator, None when it was not declared yet."""
        return next((each for each in self.figures if each.key == key), None)

    @property
    def canonical(self) -> str:
        """The one way to write it: keys in order, no space; its fingerprint is taken from it."""
        return json.dumps(
            self.model_dump(mode="json"),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )


def fingerprint(contents: str) -> str:
    """Return the SHA-256 of what was frozen, in hexadecimal."""
    return hashlib.sha256(contents.encode()).hexdigest()


def seal_of(rows: Mapping[str, str]) -> str:
    """Return the fingerprint of the rows kept for each figure; empty when none are."""
    if not rows:
        return ""
    return fingerprint(json.dumps(dict(rows), sort_keys=True, separators=(",", ":")))


def written(unit: Unit, value: float | None) -> str:
    """Write a figure with its unit, in the singular below two; what is unknown is « – »."""
    if value is None:
        return french.UNKNOWN
    noun = unit.label.removesuffix("s") if abs(value) < PLURAL_FROM else unit.label
    return f"{french.number(value)}\u00a0{noun}"
