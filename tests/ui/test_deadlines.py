"""The sentence that opens the deadlines, and the file that is taken away."""

from dataclasses import replace
from datetime import date

from circular.domain.commitments import CommitmentLight
from circular.domain.deadlines import DeadlineFilters, DeadlineKind
from circular.domain.visitors import Visitor
from circular.exports.tables import to_csv
from circular.queries.deadlines import Deadline, DeadlinePage
from circular.store.connection import Database
from circular.ui.deadlines import lead, table, when
from tests.builders.commitments import ORGANISATION, promised, with_partner

A_DEADLINE = Deadline(
    kind=DeadlineKind.REPORT,
    day=date(2026, 11, 17),
    light=CommitmentLight.LATE,
    agreement_id=1,
    commitment_id=None,
    number="2026-001",
    type="Occupation",
    project=None,
    epci=None,
    what="Remettre le bilan",
    who=None,
)


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


def test_a_day_that_presses_says_so_beside_itself_and_the_others_stand_alone() -> None:
    def written(light: CommitmentLight) -> str:
        return when(replace(A_DEADLINE, light=light))

    assert written(CommitmentLight.LATE) == "17/11/2026, en\u00a0retard"
    assert written(CommitmentLight.SOON) == "17/11/2026, à\u00a0faire sous 30\u00a0jours"
    assert written(CommitmentLight.ON_TIME) == "17/11/2026"
