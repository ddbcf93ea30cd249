"""A template takes the place of another, which can come back; a refused one changes nothing."""

import pytest

from circular.actions import agreement_templates as actions
from circular.config import settings
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.agreement_templates import agreement_templates, template_for
from circular.queries.documents import stored_files
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreement_templates import a_template, keep

ACTS = "SELECT count(*) FROM journal WHERE act LIKE 'template_%'"


def test_versions_follow_each_other_and_none_is_lost(db: Database, administrator: Visitor) -> None:
    first = keep(db, administrator, a_template("{{ objet }}"))
    second = keep(db, administrator, a_template("{{ projet }}"))
    own = keep(db, administrator, a_template("{{ type }}"), type_key="accompagnement")
    found = {each.id: each for each in agreement_templates(db, administrator)}

    assert [each for each in found if found[each].is_in_use] == [second, own]
    assert template_for(db, "cape") != template_for(db, "accompagnement")
    assert len(stored_files(db)) == len(list(settings().documents.iterdir())) == 3
    actions.retire_template(db, administrator, own)
    actions.put_back_template(db, administrator, first)
    kept = template_for(db, "accompagnement")
    assert kept is not None
    assert kept.sha256 == found[first].sha256
    with pytest.raises(NotFoundError):
        actions.put_back_template(db, administrator, first)
    with pytest.raises(NotFoundError):
        actions.retire_template(db, administrator, own)
    assert value(db, ACTS) == 5


def test_a_refused_template_leaves_the_one_in_use(db: Database, administrator: Visitor) -> None:
    first = keep(db, administrator, a_template("{{ objet }}"))
    for content, type_key in ((a_template("{{ faux }}"), None), (a_template("x"), "inconnu")):
        with pytest.raises(DomainError):
            keep(db, administrator, content, type_key=type_key)

    (only,) = agreement_templates(db, administrator)
    assert (only.id, only.is_in_use) == (first, True)
    assert len(list(settings().documents.iterdir())) == 1


def test_the_team_changes_no_template(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        keep(db, staff, a_template("{{ objet }}"))
    with pytest.raises(NotAllowedError):
        agreement_templates(db, staff)
