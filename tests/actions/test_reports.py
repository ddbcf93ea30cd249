"""The words that open the reports are kept, and the journal remembers those before."""

from circular.actions.reports import keep_foreword
from circular.domain.reports import ForewordDraft
from circular.domain.visitors import Visitor
from circular.queries.reports import foreword
from circular.store import journal, meta
from circular.store.connection import Database


def test_the_foreword_is_kept_and_the_one_before_is_in_the_journal(
    db: Database, staff: Visitor
) -> None:
    keep_foreword(db, staff, ForewordDraft(foreword="Une belle année."))
    keep_foreword(db, staff, ForewordDraft(foreword="Une année rude."))

    assert foreword(db) == "Une année rude."
    last = journal.of_record(db, "settings", None, limit=1)[0]
    assert last["sentence"] == "Avant-propos du bilan modifié."
    assert "Une belle année." in str(last["changes"])


def test_the_same_words_write_nothing(db: Database, staff: Visitor) -> None:
    keep_foreword(db, staff, ForewordDraft(foreword="Une belle année."))
    lines = db.conn.execute("SELECT COUNT(*) FROM journal").fetchone()
    keep_foreword(db, staff, ForewordDraft(foreword="Une belle année."))

    assert db.conn.execute("SELECT COUNT(*) FROM journal").fetchone() == lines


def test_blank_words_empty_it(db: Database, staff: Visitor) -> None:
    keep_foreword(db, staff, ForewordDraft(foreword="Une belle année."))
    before = meta.data_version(db)
    keep_foreword(db, staff, ForewordDraft(foreword="  "))

    assert foreword(db) is None
    assert meta.data_version(db) > before
