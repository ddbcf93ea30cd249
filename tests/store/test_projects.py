"""Projects in the store: health in lists is the health of the domain; filters, orders, pages."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from circular.domain.health import Signs, dormant_since, health
from circular.domain.projects import Order, ProjectFilters, Scope
from circular.domain.stages import Health, Stage
from circular.domain.words import fold
from circular.store import projects
from circular.store.connection import Database
from circular.store.projects import Clock
from circular.store.rows import insert

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0)
DAYS = 60
CLOCK = Clock(TODAY, dormant_since(TODAY, dormant_after_days=DAYS))


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def project(db: Database, title: str = "Couches", **values: Any) -> int:
    record = {
        "title": title,
        "folded_title": fold(title),
        "stage": "detection",
        "stage_since": ago(10),
        "detected_on": ago(10),
        "origin": "appel",
    }
    return projects.add(db, record | values, created_by=None, now=NOW)


def exchanged(db: Database, project_id: int, days: int) -> None:
    insert(
        db,
        "exchange",
        {
            "project_id": project_id,
            "happened_on": ago(days),
            "kind": "call",
            "direction": "to_person",
            "created_at": "2026",
        },
    )


def due(db: Database, project_id: int, days: int, *, done: bool = False) -> None:
    insert(
        db,
        "next_action",
        {
            "project_id": project_id,
            "label": f"Dans {days} jours",
            "kind": "call",
            "due_on": ago(-days),
            "done_on": ago(0) if done else None,
            "created_at": "2026",
        },
    )


def titles(
    db: Database, filters: ProjectFilters | None = None, order: Order = Order.URGENCY
) -> list[str]:
    asked = filters or ProjectFilters()
    return [row["title"] for row in projects.listed(db, asked, CLOCK, order=order, limit=None)]


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blocked=st.booleans(),
    detected=st.integers(0, 130),
    exchanges=st.lists(st.integers(0, 130), max_size=2),
    actions=st.lists(st.tuples(st.integers(-5, 5), st.booleans()), max_size=3),
)
def test_the_health_of_lists_is_the_health_of_the_domain(
    db: Database,
    *,
    blocked: bool,
    detected: int,
    exchanges: list[int],
    actions: list[tuple[int, bool]],
) -> None:
    reason = "Avis attendu" if blocked else None
    project_id = project(db, detected_on=ago(detected), blocked_reason=reason)
    for days in exchanges:
        exchanged(db, project_id, days)
    for days, done in actions:
        due(db, project_id, days, done=done)
    open_days = [days for days, done in actions if not done]
    signs = Signs(
        is_blocked=blocked,
        detected_on=TODAY - timedelta(days=detected),
        last_exchange_on=TODAY - timedelta(days=min(exchanges)) if exchanges else None,
        earliest_due_on=TODAY + timedelta(days=min(open_days)) if open_days else None,
    )

    rows = projects.listed(db, ProjectFilters(), CLOCK, order=Order.TITLE, limit=None)
    found = {row["id"]: row["health"] for row in rows}

    assert Health(found[project_id]) is health(signs, today=TODAY, dormant_after_days=DAYS)


def test_what_has_left_or_is_archived_has_no_health(db: Database) -> None:
    project(db, "Sorti", exit_kind="refused", exit_reason="hors_missions", blocked_reason="x")
    project(db, "Archivé", archived_at="2026-01-01T00:00:00")

    rows = projects.listed(db, ProjectFilters(scope=Scope.ALL), CLOCK, order=Order.TITLE, limit=9)

    assert [(row["title"], row["health"]) for row in rows] == [("Archivé", None), ("Sorti", None)]


def test_each_scope_shows_its_projects_only(db: Database) -> None:
    project(db, "En cours")
    project(db, "Sorti", exit_kind="refused", exit_reason="hors_missions")
    project(
        db,
        "Archivé",
        exit_kind="refused",
        exit_reason="hors_missions",
        archived_at="2026-01-01T00:00:00",
    )

    assert titles(db) == ["En cours"]
    assert titles(db, ProjectFilters(scope=Scope.EXITED)) == ["Sorti"]
    assert titles(db, ProjectFilters(scope=Scope.ARCHIVED)) == ["Archivé"]
    assert len(titles(db, ProjectFilters(scope=Scope.ALL))) == 3
    assert projects.scope_counts(db) == {"current": 1, "exited": 1, "archived": 1, "trials": 0}


def test_the_most_urgent_come_first(db: Database) -> None:
    due(db, project(db, "Dans un mois"), 30)
    project(db, "Rien de prévu")
    dormant = project(db, "Dormant", detected_on=ago(90))
    due(db, project(db, "En retard"), -2)
    due(db, project(db, "Très en retard"), -9)
    due(db, project(db, "Demain"), 1)

    assert dormant
    assert titles(db) == [
        "Très en retard",
        "En retard",
        "Demain",
        "Dans un mois",
        "Dormant",
        "Rien de prévu",
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.TITLE, ["Abeilles", "Étain", "Zinc"]),
        (Order.STAGE, ["Étain", "Zinc", "Abeilles"]),
        (Order.HEALTH, ["Zinc", "Étain", "Abeilles"]),
        (Order.COMMUNE, ["Zinc", "Abeilles", "Étain"]),
        (Order.JOBS, ["Abeilles", "Zinc", "Étain"]),
        (Order.DUE, ["Étain", "Abeilles", "Zinc"]),
    ],
)
def test_a_list_is_sorted_as_asked_and_the_unknown_comes_last(
    db: Database, order: Order, expected: list[str]
) -> None:
    project(db, "Zinc", stage="qualification", blocked_reason="x", commune_code="33138")
    project(db, "Abeilles", stage="support", jobs_planned=8, commune_code="33243")
    db.conn.execute("UPDATE project SET jobs_planned = 2 WHERE title = 'Zinc'")
    due(db, project(db, "Étain"), -1)
    due(db, 2, 5)

    assert titles(db, order=order) == expected


def test_words_are_searched_in_title_people_and_commune(db: Database) -> None:
    project_id = project(db, "Couches en compost", commune_code="33243")
    project(db, "Palettes")
    holder = insert(
        db,
        "holder",
        {
            "name": "Naïma Terrasson",
            "folded_name": "naima terrasson",
            "created_at": "2026",
            "updated_at": "2026",
        },
    )
    db.conn.execute(
        "INSERT INTO project_holder (project_id, holder_id, role) VALUES (?, ?, 'porteur')",
        [project_id, holder],
    )

    for text in ("COMPOST", "Naïma", "libourne", "terrasson libourne couch"):
        assert titles(db, ProjectFilters(text=text)) == ["Couches en compost"]
    assert titles(db, ProjectFilters(text="naima palettes")) == []
    assert titles(db, ProjectFilters(text="100%")) == []


def test_filters_by_epci_adviser_and_health_narrow_together(db: Database) -> None:
    adviser = insert(db, "account", {"name": "Claire", "role": "staff", "created_at": "2026"})
    project(db, "Ici", commune_code="33243", adviser_id=adviser, blocked_reason="x")
    project(db, "Ici aussi", commune_code="33243")
    project(db, "Ailleurs", commune_code="87199", adviser_id=adviser)

    assert titles(db, ProjectFilters(epci_siren="200070092"), Order.TITLE) == ["Ici", "Ici aussi"]
    assert titles(db, ProjectFilters(adviser_id=adviser), Order.TITLE) == ["Ailleurs", "Ici"]
    assert titles(db, ProjectFilters(healths=(Health.BLOCKED, Health.LATE))) == ["Ici"]
    assert [row["name"] for row in projects.epcis_used(db)] == [
        "CA du Libournais",
        "CC Porte Océane du Limousin",
    ]


def test_counts_and_sums_are_exact_whatever_the_cards_shown(db: Database) -> None:
    for number in range(7):
        project(db, f"P{number}", jobs_planned=1.5 if number < 3 else None)
    project(db, "Q", stage="qualification")
    limits = dict.fromkeys(Stage, 2)

    totals = {
        row["stage"]: (row["count"], row["jobs"])
        for row in projects.column_totals(db, ProjectFilters(), CLOCK)
    }
    cards = projects.cards(db, ProjectFilters(), CLOCK, limits=limits)

    assert totals == {"detection": (7, 4.5), "qualification": (1, None)}
    assert [row["stage"] for row in cards] == ["detection", "detection", "qualification"]


def test_pages_follow_each_other_without_loss(db: Database) -> None:
    for number in range(5):
        project(db, f"P{number}")

    pages = [
        [
            row["title"]
            for row in projects.listed(
                db, ProjectFilters(), CLOCK, order=Order.TITLE, limit=2, offset=offset
            )
        ]
        for offset in (0, 2, 4)
    ]

    assert pages == [["P0", "P1"], ["P2", "P3"], ["P4"]]
    assert projects.count(db, ProjectFilters(), CLOCK) == 5


def test_the_usual_origins_are_those_most_often_noted(db: Database) -> None:
    for _ in range(3):
        project(db, origin="presse")
    project(db, origin="elu")

    usual = [row["key"] for row in projects.usual_origins(db, limit=3)]

    assert usual == ["appel", "elu", "presse"]


def test_pillars_are_written_in_place_of_the_former_ones(db: Database) -> None:
    project_id = project(db)
    projects.set_pillars(db, project_id, ["recyclage", "ecoconception", "recyclage"])
    projects.set_pillars(db, project_id, ["recyclage", "duree_usage"])

    assert [row["key"] for row in projects.pillars_of(db, project_id)] == [
        "duree_usage",
        "recyclage",
    ]


def test_a_change_of_the_form_raises_the_version_and_a_move_does_not(db: Database) -> None:
    project_id = project(db)
    projects.set_columns(db, project_id, {"stage": "qualification"}, now=NOW)

    assert projects.change(db, project_id, {"title": "Autre"}, version=1, now=NOW)
    assert not projects.change(db, project_id, {"title": "Encore"}, version=1, now=NOW)
    found = projects.bare(db, project_id)
    assert found is not None
    assert (found["title"], found["stage"], found["version"]) == ("Autre", "qualification", 2)


def test_look_alikes_share_the_beginning_of_a_word(db: Database) -> None:
    project_id = project(db, "Couches en compost")
    project(db, "Palettes")

    found = projects.with_title_beginnings(db, ["com"], but_not=None)

    assert [row["title"] for row in found] == ["Couches en compost"]
    assert projects.with_title_beginnings(db, ["com"], but_not=project_id) == []
    assert projects.with_title_beginnings(db, [], but_not=None) == []
