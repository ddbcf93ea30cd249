"""How often a network address may ask: kept in memory only, never written."""

from collections import deque
from threading import Lock

MOST_ADDRESSES = 5_000
MINUTE = 60.0  # seconds


class Pace:
    """How often each network address asked within the last minute."""

    def __init__(self, most: int) -> None:
        """Let each address ask `most` times a minute."""
        self._most = most
        self._asked: dict[str, deque[float]] = {}
        self._lock = Lock()

    def allows(self, address: str, *, now: float) -> bool:
        """Say whether this address may ask once more, and count that it did."""
        with self._lock:
            if len(self._asked) >= MOST_ADDRESSES:
                self._asked = {
                    each: times for each, times in self._asked.items() if times[-1] > now - MINUTE
                }
            times = self._asked.setdefault(address, deque(maxlen=self._most))
            if len(times) == self._most and times[0] > now - MINUTE:
                return False
            times.append(now)
            return True
