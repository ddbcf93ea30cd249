"""Where a project counts: one rule in SQL, shared by every figure that is cut by EPCI.

A project counts where it is set up (its address, else the facility lent to it), else in its own
commune, else in the EPCI that was noted. A commune belongs to the EPCI that the association's
territory gives it, else to the one of the official list. A trial counts nowhere: `in_scope` leaves
it out, and a statement that joins `place` asks `real("place")`. The table `project_place`, kept by
triggers, holds the answer: see `store.summaries`.
"""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from circular.store.rows import Row, rows
from circular.store.trials import of_real_project

PLACES = "place AS (SELECT project_id, epci_siren, is_trial FROM project_place)"


def in_scope(project: str) -> str:
    """Return the condition that a project (a column name) counts in `:epci`, NULL meaning all.

    A trial counts in none.
    """
    return (
        f"{of_real_project(project)} AND"
        f" (:epci IS NULL OR {project} IN (SELECT project_id FROM place WHERE epci_siren = :epci))"
    )


def within(epci: str) -> str:
    """Return the condition that an EPCI (a column name) is one of `:within`; none: no limit."""
    return f"(:within = '[]' OR {epci} IN (SELECT value FROM json_each(:within)))"


def among(only: Sequence[str]) -> dict[str, str]:
    """Return the value of `:within` for a list of SIREN; empty: no limit."""
    return {"within": json.dumps(list(only))}


def epcis_named(db: Database, sirens: Sequence[str]) -> list[Row]:
    """Return some EPCI with their names, members or not, by name."""
    return rows(
        db,
        "SELECT siren, name FROM ref_epci WHERE siren IN (SELECT value FROM json_each(?))"
        " ORDER BY name",
        [json.dumps(list(sirens))],
    )


def member_epcis(db: Database, only: Sequence[str] = ()) -> list[Row]:
    """Return the EPCI of the association's territory, in its own order, or some `only`."""
    return rows(
        db,
        "SELECT e.siren, e.name FROM territory_epci t JOIN ref_epci e ON e.siren = t.epci_siren"
        f" WHERE {within('t.epci_siren')} ORDER BY t.position, e.name",
        among(only),
    )
