"""Financial agreements in the SCDL dialect « subventions »: commas, UTF-8, ISO days, points.

Source: schéma SCDL « Subventions » 2.0, OpenDataFrance; arrêté du 17 novembre 2017.
"""

import csv
import io
from collections.abc import Sequence

from circular.exports.columns import text_only
from circular.exports.tables import harmless
from circular.queries.agreement_open_data import Grant

COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
)
"""The fourteen columns of the schema, in its order."""

MONEY, WHOLE = "aide en numéraire", "1.00"
MEDIA_TYPE = "text/csv; charset=utf-8"


def to_scdl(grants: Sequence[Grant]) -> bytes:
    """Return the file: what nobody noted is left empty, never made up."""
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for grant in grants:
        writer.writerow(
            {
                "nomAttribuant": _text(grant.giver),
                "idAttribuant": grant.giver_siret or "",
                "dateConvention": grant.signed_on.isoformat(),
                "nomBeneficiaire": _text(grant.receiver),
                "objet": _text(grant.purpose),
                "montant": "" if grant.amount is None else f"{grant.amount:.2f}",
                "nature": "" if grant.amount is None else MONEY,
                "pourcentageSubvention": WHOLE,
            }
        )
    return output.getvalue().encode("utf-8")


def _text(text: str | None) -> str:
    return "" if text is None else harmless(" ".join(text_only(text).split()))
