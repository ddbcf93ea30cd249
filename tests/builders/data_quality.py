"""A base in which no check finds anything: what the tests of the checks then spoil."""

from dataclasses import dataclass
from datetime import date

from circular.actions.implantations import record_opening
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.implantations import a_site, opening_draft
from tests.builders.jobs import TODAY, verified_jobs
from tests.builders.noted_exchanges import an_exchange
from tests.builders.projects import changed, in_support, moved
from tests.builders.streams import a_stream
from tests.builders.targets import a_target
from tests.builders.territory import a_territory

SIRET = "73282932000074"
COPY = (
    "INSERT INTO document (agreement_id, kind, original_name, stored_name, media_type, size,"
    " sha256, uploaded_at) SELECT id, 'signed_copy', 'copie.pdf', '{}', 'application/pdf', 9,"
    " '{}', '2026-03-12' FROM agreement WHERE signed_on IS NOT NULL"
).format("0" * 32, "0" * 64)


@dataclass(frozen=True, slots=True)
class SoundBase:
    """The records of the base: a project in suivi with its jobs, a stream and a target."""

    project: int
    holder: int
    agreement: int
    job: int
    stream: int
    target: int


def a_sound_base(db: Database, author: Visitor) -> SoundBase:
    """Bring a project to suivi, everything noted, its jobs begun after its opening of 15 October.

    It was detected on 8 January 2026, accompanied from 12 March, set up from 1 June.
    """
    a_territory(db, author)
    project = in_support(db, author)
    changed(db, author, project, is_priority_district=False, siret=SIRET)
    a_site(db, author, project, opening_planned_on="15/10/2026")
    moved(db, author, project, kind="advance", stage="implantation", day="01/06/2026")
    record_opening(db, author, project, opening_draft(), today=TODAY, version=1)
    job = verified_jobs(db, author, project, starts_on="20/10/2026")
    moved(db, author, project, kind="advance", stage="follow_up", day="20/10/2026")
    an_exchange(db, author, project, happened_on=date(2026, 11, 20))
    db.conn.execute(COPY)
    db.conn.commit()
    return SoundBase(
        project=project,
        holder=int(value(db, "SELECT MIN(holder_id) FROM project_holder")),
        agreement=int(value(db, "SELECT MIN(id) FROM agreement")),
        job=job,
        stream=a_stream(db, author, figure_on="01/06/2026"),
        target=a_target(db, author),
    )
