"""Health of a file, apart from its stage: blocked, dormant, late or active."""

from dataclasses import dataclass
from datetime import date, timedelta

from circular.domain.stages import Health


@dataclass(frozen=True, slots=True)
class Signs:
    """What health is read from: the block, the last exchange either way, the earliest open act."""

    is_blocked: bool
    detected_on: date
    last_exchange_on: date | None
    earliest_due_on: date | None


def health(signs: Signs, *, today: date, dormant_after_days: int) -> Health:
    """Return the first that applies: bloqué, dormant, en retard, actif.

    Dormant: no exchange in either direction for `dormant_after_days` days, counted from the day of
    detection when there was none. Late: an open action was due before today.
    """
    if signs.is_blocked:
        return Health.BLOCKED
    last = signs.last_exchange_on or signs.detected_on
    if last <= dormant_since(today, dormant_after_days=dormant_after_days):
        return Health.DORMANT
    if signs.earliest_due_on is not None and signs.earliest_due_on < today:
        return Health.LATE
    return Health.ACTIVE


def dormant_since(today: date, *, dormant_after_days: int) -> date:
    """Return the day on or before which the last exchange makes a file dormant."""
    return today - timedelta(days=dormant_after_days)
