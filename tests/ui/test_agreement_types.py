"""The administrator changes the rules of a type on screen; bad input is said and kept."""

import pytest

from circular.domain.permissions import Role
from circular.queries.agreement_types import newest_type
from circular.store.connection import Database
from tests.pages.record_forms import fill, submit, words
from tests.pages_runner import open_page

FORM = "agreement_type_tripartite"


def test_a_version_is_added_from_the_settings(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(monkeypatch, Role.ADMINISTRATOR, "settings.py")
    app.button(key="change_type_tripartite").click().run()
    app = submit(fill(app, FORM, longest_months="3", reason="Stages courts"), FORM)
    assert "dépasse la durée maximale" in words(app)
    app = submit(fill(app, FORM, duration_months="3", annexes="Convention d’école"), FORM)
    assert not app.exception
    rules = newest_type(db, "tripartite")
    assert rules is not None
    assert (rules.version, rules.longest_months, rules.fewest_parties) == (3, 3, 3)
    assert rules.annexes == ("Convention d’école",)
    assert "Stages courts" in "\n".join(each.value for each in app.markdown)
