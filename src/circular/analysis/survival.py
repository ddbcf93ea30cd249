"""Survival of companies by the product-limit estimator of Kaplan and Meier, with its interval.

Sources: E. L. Kaplan and P. Meier, « Nonparametric Estimation from Incomplete Observations »,
JASA 53, 1958; the variance is Greenwood's; the interval is taken on log(-log S), so that it stays
between 0 and 1 (J. D. Kalbfleisch and R. L. Prentice, « The Statistical Analysis of Failure Time
Data », 1980).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

NORMAL_95 = 1.959963984540054  # two-sided 95 % of the normal law


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share still alive after a time, in [0, 1], and its 95 % interval.

    `at_risk` counts those followed that long at least. `share` is None once nobody is followed any
    more and somebody may still be alive; the bounds are None where the interval has no meaning:
    before the first end, and once everybody has ended.
    """

    time: float
    at_risk: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: at each time with an end, the share still alive just after it.

    `variance` is the sum of Greenwood's terms up to that time. `followed` holds every duration, in
    order.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    variance: tuple[float, ...]
    followed: tuple[float, ...]

    @property
    def last(self) -> float:
        """How long the one followed longest was followed; 0 for nobody."""
        return self.followed[-1] if self.followed else 0.0

    def at(self, time: float) -> Estimate:
        """Return the estimate at a time."""
        at_risk = len(self.followed) - int(np.searchsorted(self.followed, time, side="left"))
        passed = int(np.searchsorted(self.times, time, side="right"))
        share = self.shares[passed - 1] if passed else 1.0
        if not self.followed or (time > self.last and share > 0):
            return Estimate(time, at_risk, None, None, None)
        low, high = self._interval(passed, share)
        return Estimate(time, at_risk, share, low, high)

    def _interval(self, passed: int, share: float) -> tuple[float | None, float | None]:
        if not passed or not 0 < share < 1:
            return None, None
        logarithm = np.log(share)
        spread = NORMAL_95 * np.sqrt(self.variance[passed - 1]) / abs(logarithm)
        low, high = np.exp(logarithm * np.exp(spread)), np.exp(logarithm * np.exp(-spread))
        return float(low), float(high)


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool]) -> Curve:
    """Estimate survival from how long each was followed, and whether it ended then.

    Who did not end was lost from sight then: alive, and unknown afterwards. Of an end and a loss at
    the same time, the loss comes after. Durations are in any one unit of time.

    Raises:
        ValueError: the two are not of one length, or a duration is negative.
    """
    times, events = np.asarray(durations, dtype=float), np.asarray(ended, dtype=bool)
    if times.shape != events.shape or (times < 0).any():
        raise ValueError("a duration is positive, and each says whether it ended")
    followed = np.sort(times)
    at, ends = np.unique(times[events], return_counts=True)
    at_risk = len(followed) - np.searchsorted(followed, at, side="left")
    alive = at_risk - ends
    shares = np.cumprod(alive / at_risk)
    variance = np.cumsum(np.where(alive > 0, ends / (at_risk * np.maximum(alive, 1)), 0.0))
    return Curve(
        times=tuple(at.tolist()),
        shares=tuple(shares.tolist()),
        variance=tuple(variance.tolist()),
        followed=tuple(followed.tolist()),
    )
