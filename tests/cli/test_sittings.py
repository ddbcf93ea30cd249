"""The past sitting of the demonstration."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from circular.cli import prepare
from circular.cli.sittings import freeze_a_sitting
from circular.domain.permissions import Role
from circular.queries.accounts import demonstration_visitor
from circular.queries.snapshots import snapshots
from circular.store.connection import open_for


@pytest.fixture
def copied(full_demonstration: Path, tmp_path: Path) -> Path:
    """Return a demonstration of one's own."""
    return Path(shutil.copyfile(full_demonstration, tmp_path / "demonstration.sqlite3"))


def test_an_elected_official_of_the_demonstration_finds_a_past_sitting(copied: Path) -> None:
    today = date.today()
    freeze_a_sitting(copied, today=today)

    with open_for(copied) as db:
        elected = demonstration_visitor(db, Role.ELECTED)
        assert elected is not None
        [sitting] = snapshots(db, elected)
    assert (sitting.title, sitting.as_of) == (
        "Conseil d\u2019administration",
        today - timedelta(days=150),
    )


def test_a_base_that_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "circular.sqlite3"
    prepare(path)
    freeze_a_sitting(path, today=date.today())

    with open_for(path) as db:
        assert db["snapshot"].count == 0
