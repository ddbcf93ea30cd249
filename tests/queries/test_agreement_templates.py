"""Without a template of its own, a type takes that of all; without any, the one of the product."""

from circular.domain.visitors import Visitor
from circular.queries.agreement_templates import agreement_templates, template_for
from circular.store.connection import Database
from tests.builders.agreement_templates import a_template, keep


def test_a_type_falls_back_on_the_template_of_all(db: Database, administrator: Visitor) -> None:
    assert template_for(db, "accompagnement") is None
    keep(db, administrator, a_template("{{ objet }}"))
    assert template_for(db, "accompagnement") is not None
    keep(db, administrator, a_template("{{ type }}"), type_key="accompagnement")
    titles = [each.type_label for each in agreement_templates(db, administrator)]
    assert titles == ["Toutes les conventions", "Convention d’accompagnement"]
