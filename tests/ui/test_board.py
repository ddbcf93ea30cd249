"""What a card and a column say."""

from datetime import date
from typing import Any

import pytest

from circular.domain.stages import Stage
from circular.queries.projects import BoardColumn, ProjectRow
from circular.ui.board import card_text, column_caption


def row(**values: Any) -> ProjectRow:
    known = dict.fromkeys(ProjectRow.model_fields)
    base = {
        "id": 1,
        "title": "Couches",
        "stage": "support",
        "stage_since": date(2026, 3, 12),
        "health": "active",
        "is_fictitious": False,
        "is_trial": False,
    }
    return ProjectRow.model_validate(known | base | values)


def test_a_card_says_place_jobs_health_and_what_comes_next() -> None:
    text = card_text(
        row(
            commune_name="Libourne",
            jobs_planned=2.5,
            health="late",
            next_action="Rappeler *vite*",
            due_on=date(2026, 11, 14),
            is_fictitious=True,
        )
    )

    assert text.split("  \n") == [
        ":small[:gray[Libourne\u00a0· 2,5\u00a0emplois]]",
        ":orange-badge[:material/schedule: En retard] :gray-badge[Fictif]",
        ":small[**14/11** Rappeler \\*vite\\*]",
    ]


def test_what_is_unknown_is_not_written_as_zero() -> None:
    assert card_text(row()) == ":small[:gray[Commune à préciser]]"
    assert "0\u00a0emploi" in card_text(row(jobs_planned=0))


def test_a_project_that_left_shows_its_exit_instead_of_a_health() -> None:
    text = card_text(row(exit_kind="refused", health=None))

    assert ":gray-badge[:material/logout: Sorti\u00a0: refus]" in text


@pytest.mark.parametrize(
    ("count", "jobs", "expected"),
    [
        (0, None, "0\u00a0projet"),
        (1, 0, "1\u00a0projet\u00a0· 0\u00a0emploi"),
        (1234, 12.5, "1\u202f234\u00a0projets\u00a0· 12,5\u00a0emplois"),
    ],
)
def test_a_column_says_how_many_projects_and_jobs(
    count: int, jobs: float | None, expected: str
) -> None:
    column = BoardColumn(stage=Stage.SUPPORT, count=count, jobs_planned=jobs, cards=())

    assert column_caption(column) == expected
