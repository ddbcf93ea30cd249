"""Financial agreements as open data reads them: who gives, how much, since when."""

from sqlite_utils import Database

from circular.store.agreement_lists import Scope, listed
from circular.store.agreement_situations import FINANCIAL
from circular.store.rows import Row, rows

_GIVERS = """
(SELECT count(*) FROM agreement_party y WHERE y.agreement_id = a.id AND y.kind = 'organisation')
"""


def grants(db: Database, scope: Scope) -> list[Row]:
    """Return the agreements of a scope, the first signed first, each with its one funder.

    The funder is the only organisation among the parties; none when there are several, or when it
    is confidential.
    """
    kept = {row["id"] for row in listed(db, scope, sort="signed", descending=False)}
    found = rows(
        db,
        f"""SELECT a.id, a.number, a.signed_on, a.purpose, a.yearly_amount, a.starts_on, a.ends_on,
            {_GIVERS} AS givers, o.name AS giver, o.siret AS giver_siret
        FROM agreement a
        LEFT JOIN agreement_party y ON y.agreement_id = a.id AND y.kind = 'organisation'
            AND {_GIVERS} = 1
        LEFT JOIN organisation o ON o.id = y.organisation_id AND o.is_confidential = 0
        WHERE {FINANCIAL} AND a.signed_on IS NOT NULL ORDER BY a.signed_on, a.id""",
    )
    return [row for row in found if row["id"] in kept]
