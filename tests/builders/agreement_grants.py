"""Financial agreements for tests: signed, with one organisation among their parties."""

from circular.domain.visitors import Visitor
from circular.store.connection import Database, write_tx
from circular.store.rows import insert
from tests.builders.agreements import a_project, signed
from tests.builders.organisations import a_partner

SIRET = "20007007500013"


def a_grant(
    db: Database, staff: Visitor, *, funder: str = "CALI", siret: str | None = SIRET
) -> int:
    """Return a financial agreement of 12 months and 30 000 € a year, signed with one funder."""
    made = signed(db, staff, a_project(db, staff, "Atelier"), purpose="Animer l’atelier")
    organisation = a_partner(db, staff, funder)
    with write_tx(db):
        db.conn.execute("UPDATE organisation SET siret = ? WHERE id = ?", [siret, organisation])
        db.conn.execute(
            "UPDATE agreement SET type_key = 'financiere', yearly_amount = 30000.5 WHERE id = ?",
            [made],
        )
        insert(
            db,
            "agreement_party",
            {
                "agreement_id": made,
                "position": 9,
                "kind": "organisation",
                "organisation_id": organisation,
                "name": funder,
            },
        )
    return made
