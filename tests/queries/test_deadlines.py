"""Deadlines as each role reads them."""

from datetime import timedelta

from circular.domain.commitments import CommitmentLight
from circular.domain.deadlines import DeadlineFilters, DeadlineKind, DeadlinePeriod
from circular.domain.visitors import Visitor
from circular.queries import deadlines as queries
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import ORGANISATION, promised, with_partner
from tests.builders.limits import LIBOURNAIS


def test_each_role_reads_its_own(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    promised(db, staff, agreement, label="Bilan de Naïma", due_on=TODAY - timedelta(days=1))
    promised(db, staff, agreement, party=ORGANISATION, label="Prêter la benne")
    asked = DeadlineFilters()
    whole = queries.deadlines(db, staff, asked, today=TODAY)
    assert (whole.total, whole.late, whole.soon, whole.shown, whole.pages) == (4, 1, 1, 4, 1)
    assert [each.what for each in whole.rows][:2] == ["Bilan de Naïma", "Prêter la benne"]
    assert whole.rows[0].light is CommitmentLight.LATE
    seen = queries.deadlines(db, elected, asked, today=TODAY).rows
    assert [(each.what, each.who) for each in seen][:2] == [
        ("Bilan ou rapport", "Porteur de projet"),
        ("Bilan ou rapport", "Syndicat d’essai"),
    ]
    assert [each.who for each in seen][2:] == [None, None]
    [own] = queries.deadlines(db, partner, asked, today=TODAY).rows
    assert (own.what, own.project) == ("Prêter la benne", None)
    nowhere = partner.model_copy(update={"organisation_id": None})
    assert queries.deadlines(db, nowhere, asked, today=TODAY).total == 0


def test_filters_and_territory_narrow_the_list(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    promised(db, staff, signed(db, staff))
    late = DeadlineFilters(period=DeadlinePeriod.LATE)
    assert queries.deadlines(db, staff, late, today=TODAY).shown == 0
    kind = DeadlineFilters(kind=DeadlineKind.REPORT)
    assert queries.deadlines(db, staff, kind, today=TODAY).shown == 1
    assert queries.deadlines(db, staff, kind, today=TODAY, page=None).rows
    here = elected.model_copy(update={"epci_sirens": (LIBOURNAIS,)})
    assert queries.deadlines(db, here, kind, today=TODAY).total == 3
    elsewhere = elected.model_copy(update={"epci_sirens": ("200000000",)})
    assert queries.deadlines(db, elsewhere, kind, today=TODAY).total == 0
