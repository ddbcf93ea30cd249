"""Setting a row aside, and taking it back."""

from datetime import date

import pytest

from circular.actions.data_quality import set_aside, take_back
from circular.domain.data_quality import AsideReason, QualityFilters
from circular.domain.errors import NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.data_quality import quality
from circular.queries.journal import history_of
from circular.store.connection import Database
from tests.builders.data_quality import a_sound_base

KEY = "women_unknown"


def test_a_row_is_set_aside_journalled_and_taken_back(
    db: Database, staff: Visitor, today: date
) -> None:
    base = a_sound_base(db, staff)
    db.conn.execute("UPDATE job_line SET women = NULL")
    db.conn.commit()

    set_aside(db, staff, KEY, base.job, AsideReason.NORMAL, today=today)
    found = quality(db, staff, QualityFilters(), today=today)
    assert (found.shown, found.aside) == (0, 1)
    line = history_of(db, "job", base.job)[0]
    assert line.sentence.endswith("mis de côté\u00a0: vérifié, c’est normal.")

    take_back(db, staff, KEY, base.job)
    found = quality(db, staff, QualityFilters(), today=today)
    assert (found.shown, found.aside) == (1, 0)
    assert "de nouveau à regarder" in history_of(db, "job", base.job)[0].sentence


def test_what_is_no_longer_found_is_not_set_aside(
    db: Database, staff: Visitor, today: date
) -> None:
    base = a_sound_base(db, staff)
    for key in (KEY, "inconnu"):
        with pytest.raises(NotFoundError):
            set_aside(db, staff, key, base.job, AsideReason.NORMAL, today=today)
        with pytest.raises(NotFoundError):
            take_back(db, staff, key, base.job)
