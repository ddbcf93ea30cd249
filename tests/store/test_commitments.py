"""Commitments in the store: no text and no name for who may not read them."""

from circular.domain.visitors import Visitor
from circular.store import commitments as store
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed
from tests.builders.commitments import ORGANISATION, promised, with_partner
from tests.conftest import NOW


def test_texts_and_names_stay_for_who_may_read_them(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    made = promised(db, staff, agreement)
    [row] = store.of_agreement(db, agreement, with_people=False, with_confidential=False)
    assert (row["label"], row["party"], row["kind"]) == (None, None, "report")
    [row] = store.of_agreement(db, agreement, with_people=True, with_confidential=True)
    assert (row["label"], row["party"]) == ("Remettre le bilan", "Naïma Fictive")
    assert not store.change(db, made, {"label": "Autre"}, version=9, now=NOW)
    store.remove(db, made)
    assert store.get(db, made) is None


def test_an_organisation_is_told_what_it_promised_once_it_is_signed(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    own = partner.organisation_id or 0
    agreement = with_partner(db, staff, own)
    promised(db, staff, agreement, party=ORGANISATION)
    promised(db, staff, agreement)
    assert [row["number"] for row in store.of_organisation(db, own, since=TODAY)] == ["2026-001"]
    db.conn.execute("UPDATE organisation SET is_confidential = 1")
    rows = store.of_agreement(db, agreement, with_people=False, with_confidential=False)
    assert {row["party"] for row in rows} == {None}
    db.conn.execute("UPDATE agreement SET archived_at = '2026-11-01'")
    assert store.of_organisation(db, own, since=TODAY) == []
