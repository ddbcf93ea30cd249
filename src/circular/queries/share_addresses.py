"""Questions about the addresses of a frozen situation: those given, and what one of them opens."""

from dataclasses import dataclass
from datetime import date, datetime

from circular.adapters import tokens
from circular.domain.frozen_situations import FrozenSituation, fingerprint
from circular.domain.permissions import Permission
from circular.domain.share_addresses import serves
from circular.domain.visitors import Visitor, require
from circular.queries.dashboard import outline
from circular.store import meta, moments, reference
from circular.store import share_addresses as store
from circular.store.connection import Database
from circular.store.rows import Row

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ShareAddress:
    """What is known of an address: for whom, since when, until when, how often it was read."""

    id: int
    snapshot_id: int
    recipient: str
    created_at: datetime
    created_by: str | None
    expires_at: datetime
    revoked_at: datetime | None
    readings: int
    read_on: date | None

    def state(self, *, now: datetime) -> str:
        """Say in a word whether the address still opens."""
        if self.revoked_at is not None:
            return "révoquée"
        return "ouverte" if now < self.expires_at else "expirée"

    def is_open(self, *, now: datetime) -> bool:
        """Say whether the address still opens."""
        return serves(
            expires_at=self.expires_at,
            revoked=self.revoked_at is not None,
            withdrawn=False,
            now=now,
        )


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What an address opens: the frozen situation alone, and nothing of today.

    `is_demonstration`: the base holds projects that nobody has.
    """

    address_id: int
    title: str
    as_of: date
    frozen_at: datetime
    expires_at: datetime
    situation: FrozenSituation
    outlines: dict[str, tuple[Ring, ...]]
    is_demonstration: bool


def addresses(db: Database, visitor: Visitor, snapshot_id: int) -> tuple[ShareAddress, ...]:
    """Return the addresses of a frozen situation, the newest first.

    Raises:
        NotAllowedError: the visitor may not share figures.
    """
    require(visitor, Permission.FREEZE_FIGURES)
    return tuple(_address(row) for row in store.of_snapshot(db, snapshot_id))


def shared_page(db: Database, token: str, *, now: datetime) -> SharedPage | None:
    """Return what an address opens; None when it is unknown, over, revoked or withdrawn.

    None too when what was frozen is no longer what was sealed: nothing doubtful is handed out.
    """
    row = store.by_token(db, tokens.digest(token))
    if row is None:
        return None
    expires_at = moments.read(row["expires_at"])
    is_open = serves(
        expires_at=expires_at,
        revoked=bool(row["is_revoked"]),
        withdrawn=bool(row["is_withdrawn"]),
        now=now,
    )
    if not is_open or fingerprint(row["contents"]) != row["hash"]:
        return None
    situation = FrozenSituation.model_validate_json(row["contents"])
    return SharedPage(
        address_id=row["id"],
        title=row["title"],
        as_of=date.fromisoformat(row["as_of"]),
        frozen_at=datetime.fromisoformat(row["frozen_at"]),
        expires_at=moments.local(row["expires_at"]),
        situation=situation,
        outlines=_outlines(db, situation),
        is_demonstration=meta.is_demonstration(db),
    )


def _outlines(db: Database, situation: FrozenSituation) -> dict[str, tuple[Ring, ...]]:
    """Return the bundled outlines of the EPCI that were frozen: reference data, never figures."""
    sirens = [each.siren for each in situation.places if each.siren]
    found = reference.epci_contours(db, sirens)
    return {row["code"]: outline(row["geometry"])[0] for row in found if row["geometry"]}


def _address(row: Row) -> ShareAddress:
    return ShareAddress(
        **{
            **row,
            "created_at": moments.local(row["created_at"]),
            "expires_at": moments.read(row["expires_at"]),
            "revoked_at": moments.local_or_none(row["revoked_at"]),
            "read_on": None if row["read_on"] is None else date.fromisoformat(row["read_on"]),
        }
    )
