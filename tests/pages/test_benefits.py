"""The benefits of matches, for the team and for elected officials."""

import pytest

from circular.domain.permissions import Role
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.pages.test_matches import page_text
from tests.pages_runner import open_page
from tests.queries.test_benefits import exchanged


def test_each_reads_what_it_may_of_what_was_diverted(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.STAFF, "benefits.py")
    assert "Aucun accord pour l’instant" in page_text(app)

    exchanged(db, staff, "Verrerie", "150107", 50, is_confidential=True)
    exchanged(db, staff, "Cartons", "150101", 100)
    app.run()
    text = page_text(app)
    assert "<b>150\u00a0t mesurées</b>" in text
    assert "<b>de\u00a0−18 à\u00a010\u00a0t</b>" in text
    assert "Littérature, sans étude unique qui fasse foi" in text
    assert not app.exception

    seen = open_page(monkeypatch, Role.ELECTED, "benefits.py")
    text = page_text(seen)
    assert "ils diraient ce que fait un seul producteur" in text
    assert "<b>100\u00a0t mesurées</b>" in text
    assert "Le détail par famille n’est montré qu’à l’équipe" in text
    assert "150\u00a0t" not in text
    assert not seen.exception
