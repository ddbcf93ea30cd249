"""The needs of a project, ready to be shown and corrected."""

import pytest

from circular.actions.needs import archive_need, state_no_need
from circular.domain.errors import NotAllowedError
from circular.domain.seasons import shares_of
from circular.domain.visitors import Visitor
from circular.queries import needs as queries
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project


def test_a_need_is_said_in_words(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_need(
        db,
        staff,
        project_id,
        codes=("200201", "2002"),
        families=("bois",),
        months=shares_of([4, 5]),
        contamination_max="5",
        hazardous_accepted=True,
        operations=("R3", "R12"),
        price_max="12,5",
    )

    found = queries.project_needs(db, staff, project_id)
    assert found is not None
    (need,) = found.needs
    assert need.accepted.startswith("20 02 ")
    assert need.accepted.endswith("20 02 01 Déchets verts, Bois")
    assert need.quantity == "100 à 300\u00a0t par an"
    assert need.season == "d’avril à mai"
    assert need.conditions == (
        "à 40\u00a0km au plus, 5\u00a0% d’indésirables au plus, déchets dangereux acceptés, "
        "traitement R12 et R3, 12,50\u00a0€ la tonne au plus"
    )
    assert need.draft.codes == ("2002", "200201")
    assert need.draft.hazardous_accepted is True


def test_a_project_may_say_that_it_needs_nothing(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    state_no_need(db, staff, project_id, no_need=True)

    found = queries.project_needs(db, staff, project_id)
    assert found is not None
    assert (found.needs, found.says_none) == ((), True)


def test_archived_needs_are_not_counted(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    archive_need(db, staff, a_need(db, staff, project_id))

    assert queries.count_for_project(db, project_id) == 0


def test_an_unknown_project_has_no_needs(db: Database, staff: Visitor) -> None:
    assert queries.project_needs(db, staff, 4242) is None


def test_roles_without_the_pipeline_are_refused(
    db: Database, partner: Visitor, elected: Visitor
) -> None:
    for visitor in (partner, elected):
        with pytest.raises(NotAllowedError):
            queries.project_needs(db, visitor, 1)


def test_codes_have_names(db: Database) -> None:
    assert queries.labels_of_codes(db, ("200201",)) == {"200201": "Déchets verts"}
