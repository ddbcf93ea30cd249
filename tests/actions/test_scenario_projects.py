"""One project of the demonstration goes through the journey that its lines tell."""

from datetime import date, timedelta

from circular.actions.scenario_projects import load_project
from circular.domain.scenario_projects import ScenarioProject
from circular.domain.visitors import Visitor
from circular.store.connection import Database

LINE = ScenarioProject.model_validate(
    {
        "title": "Palettes réparées",
        "detected": -200,
        "origin": "appel",
        "commune": "33243",
        "summary": "Réparer des palettes.",
        "pillars": ["duree_usage"],
        "legal_planned": "sas",
        "jobs_planned": 0,
        "people": [["Ida Jolivet", "porteur", "woman", "ida@exemple.fr"]],
        "exchanges": [[-200, "call", "from_person", "Premier appel."]],
        "actions": [["Rappeler", "call", -10, -9]],
        "services": [["sourcing", -150, -140, "Équipe", "Deux entreprises"]],
        "agreement": {
            "state": "signed",
            "drafted": -140,
            "signed": -120,
            "starts": -120,
            "months": 12,
            "jobs": 2,
        },
        "moves": [["qualification", -180], ["support", -110]],
        "block": "Attend le permis.",
    }
)


def test_a_project_is_loaded_with_its_history(db: Database, staff: Visitor, today: date) -> None:
    project_id = load_project(
        staff, LINE, db=db, day=lambda offset: today + timedelta(days=offset), known={}
    )

    stage, reason = db.conn.execute(
        "SELECT stage, blocked_reason FROM project WHERE id = ?", [project_id]
    ).fetchone()
    assert (stage, reason) == ("support", "Attend le permis.")
    days = db.conn.execute(
        "SELECT effective_on FROM project_move WHERE project_id = ? ORDER BY id", [project_id]
    ).fetchall()
    assert [date.fromisoformat(row[0]) for row in days] == [
        today + timedelta(days=offset) for offset in (-200, -180, -110)
    ]
    number, signed = db.conn.execute("SELECT number, signed_on FROM agreement").fetchone()
    assert number == "2026-001"
    assert signed == (today + timedelta(days=-120)).isoformat()
    done = db.conn.execute("SELECT done_on FROM next_action").fetchone()[0]
    assert done == (today + timedelta(days=-9)).isoformat()
