"""Plans that take time: worked out aside, watched, stopped, and kept for whoever asks the same.

A small plan is worked out at once. A long one runs in a thread of its own, one at a time for the
whole server: numpy and HiGHS leave the others their turn. Stopping lets the thread go: between two
steps it ends at once, inside HiGHS when its time limit comes, and its answer is thrown away. The
next one does not wait for that: its turn comes as soon as the other is stopped.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Condition, Event, Semaphore, Thread

import streamlit as st

from circular.domain.allocation import AllocationStep
from circular.queries.allocation import AllocationQuestion, answer
from circular.queries.allocation_plans import Allocation

TIME_LIMIT = 60.0  # seconds of the clock: other calculations may share the machine
MOST_KEPT = 8
SHARES = {
    AllocationStep.READING: (0.0, 0.02),
    AllocationStep.SCORING: (0.02, 0.35),
    AllocationStep.SHARING: (0.35, 0.65),
    AllocationStep.MINIMUMS: (0.65, 0.95),
    AllocationStep.TELLING: (0.95, 1.0),
}


class StoppedError(Exception):
    """Somebody asked the calculation to stop."""


@dataclass(slots=True, eq=False)
class Run:
    """One calculation: how far it is, then its answer, or why there is none.

    `mark` is the fingerprint of the question.
    """

    asked: AllocationQuestion
    mark: bytes = b""
    step: AllocationStep = AllocationStep.READING
    share: float = 0.0
    answer: Allocation | None = None
    error: Exception | None = None
    turn: "Turn | None" = None
    stop: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    @property
    def is_stopped(self) -> bool:
        """Tell whether somebody stopped it before its end."""
        return self.stop.is_set() and self.answer is None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is to be waited for."""
        return self.over.is_set() or self.is_stopped

    def tell(self, step: AllocationStep, share: float) -> None:
        """Note how far it is; raise when it has to stop."""
        if self.stop.is_set():
            raise StoppedError
        start, end = SHARES[step]
        self.step, self.share = step, start + (end - start) * share

    def halt(self) -> None:
        """Stop it, and let the next one begin without waiting for its end."""
        self.stop.set()
        if self.turn is not None:
            self.turn.leave(self)

    def work(self) -> None:
        """Work the plan out, when its turn has come."""
        try:
            if self.turn is not None:
                self.turn.wait_for(self)
            self.tell(AllocationStep.READING, 1.0)
            self.answer = answer(self.asked, time_limit=TIME_LIMIT, tell=self.tell)
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001  # raised again by the page that shows the run
            self.error = error
        finally:
            self.over.set()
            if self.turn is not None:
                self.turn.leave(self)


class Turn:
    """Whose turn it is: one calculation at a time, which leaves when it ends or is stopped."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._change = Condition()
        self._holder: object | None = None

    def wait_for(self, run: Run) -> None:
        """Wait until nobody else has the turn, or until this one is stopped."""
        with self._change:
            self._change.wait_for(lambda: self._holder is None or run.stop.is_set())
            if not run.stop.is_set():
                self._holder = run

    def leave(self, run: object) -> None:
        """Let the next one begin; whoever does not have the turn changes nothing."""
        with self._change:
            if self._holder is run:
                self._holder = None
            self._change.notify_all()


@dataclass(slots=True)
class Runs:
    """The calculations of the server, the latest last."""

    found: OrderedDict[Hashable, Run] = field(default_factory=OrderedDict)
    guard: Semaphore = field(default_factory=Semaphore)
    turn: Turn = field(default_factory=Turn)


@st.cache_resource
def _runs() -> Runs:
    return Runs()


def run_for(key: Hashable, ask: Callable[[], AllocationQuestion]) -> Run:
    """Return the calculation of a question, begun now unless it is known already.

    `key` says everything that the answer depends on, and who may see it. After a change that
    touches nothing of the question, a note or a call, the calculation known before stands.
    """
    runs = _runs()
    with runs.guard:
        known = runs.found.get(key)
        if known is not None:
            runs.found.move_to_end(key)
            return known
    asked = ask()
    mine = Run(asked, asked.fingerprint)
    with runs.guard:
        run = runs.found.setdefault(key, _alike(runs, mine) or mine)
        while len(runs.found) > MOST_KEPT:
            _, oldest = runs.found.popitem(last=False)
            if oldest not in runs.found.values():
                oldest.halt()
    if run is mine:
        _begin(run, runs)
    return run


def _alike(runs: Runs, mine: Run) -> Run | None:
    """Return a calculation of the same question that nobody stopped and that did not fail."""
    for known in runs.found.values():
        if known.mark == mine.mark and not known.is_stopped and known.error is None:
            return known
    return None


def _begin(run: Run, runs: Runs) -> None:
    """Work a small plan out at once, a long one in a thread when its turn has come."""
    if run.asked.is_small:
        run.work()
    else:
        run.turn = runs.turn
        Thread(target=run.work, daemon=True, name="allocation").start()


def forget(key: Hashable) -> None:
    """Let a question be worked out again."""
    runs = _runs()
    with runs.guard:
        run = runs.found.pop(key, None)
        for other in [each for each, known in runs.found.items() if known is run]:
            del runs.found[other]
    if run is not None:
        run.halt()


@st.fragment(run_every=1.0)
def waiting(run: Run, *, name: str) -> None:
    """Draw how far a calculation is, and the button that stops it; then draw the page anew."""
    if run.is_over:
        st.rerun()
    st.progress(min(run.share, 1.0), text=f"{run.step.label}\u2026")
    st.caption(
        f"{len(run.asked.streams)} gisements et {len(run.asked.needs)} besoins. "
        f"Au bout de {round(TIME_LIMIT)}\u00a0secondes, le meilleur plan trouvé est montré."
    )
    if st.button("Arrêter le calcul", icon=":material/close:", key=f"stop_{name}"):
        run.halt()
        st.rerun()
