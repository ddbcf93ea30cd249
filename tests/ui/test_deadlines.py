"""The sentence that opens the deadlines, and the file that is taken away."""

from circular.domain.deadlines import DeadlineFilters
from circular.domain.visitors import Visitor
from circular.exports.tables import to_csv
from circular.queries.deadlines import DeadlinePage
from circular.store.connection import Database
from circular.ui.deadlines import lead, table
from tests.builders.commitments import ORGANISATION, promised, with_partner


def test_the_sentence_says_what_is_late_and_what_is_near() -> None:
    assert lead(DeadlinePage((), 0, 0, 0, 0)) == "Aucune échéance n’est à venir."
    assert lead(DeadlinePage((), 3, 0, 2, 3)).endswith("rien n’est en retard.")
    assert "1 en retard" in lead(DeadlinePage((), 3, 1, 2, 3))


def test_a_partner_takes_its_own_lines_without_the_project(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    promised(db, staff, agreement, party=ORGANISATION, label="=Prêter la benne")
    promised(db, staff, agreement, label="Bilan de Naïma")
    text = to_csv(table(partner, DeadlineFilters())).decode("utf-8-sig")
    assert "'=Prêter la benne" in text
    assert "Naïma" not in text
    assert "Projet" not in text
    assert "Naïma" in to_csv(table(staff, DeadlineFilters())).decode("utf-8-sig")
