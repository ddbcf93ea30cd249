"""How long the report takes, file by file, on a base of real size: `python bench/report.py [BASE]`.

Without an argument the base is the one that CIRCULAR_DATABASE names. A first round pays for what
is loaded once (the library that draws, its list of fonts); the medians are those of the next ones.
"""

import resource
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from circular.config import settings
from circular.domain.permissions import Role
from circular.domain.reports import ReportDraft, Section
from circular.domain.visitors import Visitor
from circular.exports.reports import ReportFormat, written
from circular.queries.reports import Report, report
from circular.store.connection import open_for

ROUNDS = 5
OFFICIAL = Visitor(account_id=None, name="Mesure", role=Role.ELECTED)


def main(base: Path) -> None:
    """Print what the figures and each file cost, the first time and then."""
    today = date.today()

    def read(sections: Sequence[Section]) -> Report:
        draft = ReportDraft(since=date(today.year, 1, 1), until=today, sections=sections)
        with open_for(base, read_only=True) as db:
            return report(db, OFFICIAL, draft, today=today)

    made = read(tuple(Section))
    acts: dict[str, Callable[[], object]] = {
        "aperçu": lambda: read((Section.SUMMARY,)),
        "chiffres": lambda: read(tuple(Section)),
        **{
            form.label: lambda form=form: written(made, form, author="Mesure")  # type: ignore[misc]
            for form in ReportFormat
        },
    }
    print(f"{'bilan':<10}{'première fois':>16}{'médiane':>10}")
    for name, act in acts.items():
        first, *others = (_seconds(act) for _ in range(ROUNDS + 1))
        print(f"{name:<10}{first:>14.2f} s{median(others):>8.2f} s")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"Mémoire au plus haut : {peak:.0f} Mo")


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else settings().database)
