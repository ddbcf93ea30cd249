"""The sentences of the figures of the agreements."""

from datetime import date

from circular.queries.agreement_figures import AgreementFigures, JobsInAll, YearOfDelays
from circular.ui.agreement_figures import jobs_sentence, lead

DAY = date(2026, 11, 22)


def figures(*, net: float | None = 11.5) -> AgreementFigures:
    return AgreementFigures(
        day=DAY,
        in_force=3,
        delays=(YearOfDelays(2026, 180, 1, 0), YearOfDelays(None, 180, 1, 0)),
        terms=(),
        services=(),
        jobs=JobsInAll(3, 28, 1, net),
        job_rows=(),
    )


def test_the_lead_says_the_day_and_the_cases() -> None:
    assert lead(figures()) == (
        "**3\u00a0conventions en vigueur** au 22/11/2026\u202f; il a fallu 180\u00a0jours du "
        "premier contact à la signature (médiane depuis l’origine, 1\u00a0convention)."
    )


def test_few_jobs_are_said_as_they_are() -> None:
    told = jobs_sentence(figures(net=3.5))
    assert "3,5\u00a0ETP nets créés" in told
    assert "1\u00a0convention ne dit rien des emplois." in told
