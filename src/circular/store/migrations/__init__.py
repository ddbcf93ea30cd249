"""The steps that bring a database to the present shape, applied once each, in order."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from circular.domain.journal_chain import Head
from circular.store import journal_chain as chain
from circular.store.connection import open_for, write_tx
from circular.store.migrations.account_epci import create_account_limits
from circular.store.migrations.accounts import create_sign_in_tables
from circular.store.migrations.agreement_renewals import create_agreement_renewals
from circular.store.migrations.agreement_templates import create_agreement_templates
from circular.store.migrations.agreement_type_rules import add_agreement_type_rules
from circular.store.migrations.agreements import create_agreement_tables
from circular.store.migrations.amendment_blocks import add_amendment_blocks
from circular.store.migrations.amendments import create_amendments
from circular.store.migrations.benefit_factors import create_benefit_factors
from circular.store.migrations.calendar_feeds import create_calendar_feeds
from circular.store.migrations.case_notes import create_case_notes
from circular.store.migrations.commitments import create_commitments
from circular.store.migrations.data_quality import create_quality_exceptions
from circular.store.migrations.documents import create_document_table
from circular.store.migrations.exchange_days import widen_exchange_days
from circular.store.migrations.facility_bookings import create_facility_bookings
from circular.store.migrations.foundation import create_foundation
from circular.store.migrations.jobs import create_job_tables
from circular.store.migrations.journal_chain import create_journal_chain
from circular.store.migrations.match_documents import add_match_documents
from circular.store.migrations.match_lives import create_match_life_tables
from circular.store.migrations.match_retention import let_match_documents_wait
from circular.store.migrations.match_weights import create_match_weights
from circular.store.migrations.projects import create_project_tables
from circular.store.migrations.reference import create_reference_tables
from circular.store.migrations.reminders import create_reminders
from circular.store.migrations.rgpd import create_personal_data_tables
from circular.store.migrations.row_changes import create_snapshot_rows
from circular.store.migrations.saved_views import create_saved_views
from circular.store.migrations.snapshots import create_snapshots
from circular.store.migrations.stream_measures import create_stream_measures
from circular.store.migrations.streams import create_stream_tables
from circular.store.migrations.summaries import create_summaries
from circular.store.migrations.survival_references import create_survival_references
from circular.store.migrations.target_paths import add_target_paths
from circular.store.migrations.trials import create_trial_marks

migrations = Migrations("circular")
for _step in (
    create_reference_tables,
    create_foundation,
    create_project_tables,
    create_agreement_tables,
    create_stream_tables,
    create_job_tables,
    create_sign_in_tables,
    create_personal_data_tables,
    create_journal_chain,
    create_account_limits,
    create_case_notes,
    create_facility_bookings,
    create_document_table,
    create_match_life_tables,
    create_agreement_renewals,
    create_amendments,
    create_match_weights,
    create_trial_marks,
    add_match_documents,
    let_match_documents_wait,
    create_stream_measures,
    create_benefit_factors,
    create_agreement_templates,
    create_commitments,
    add_agreement_type_rules,
    create_saved_views,
    add_amendment_blocks,
    create_calendar_feeds,
    create_reminders,
    create_snapshots,
    create_quality_exceptions,
    add_target_paths,
    create_summaries,
    create_survival_references,
    create_snapshot_rows,
    widen_exchange_days,
):
    migrations(name=_step.__name__)(_step)


def pending_steps(db: Database) -> list[str]:
    """Name the steps that this database has not been through yet."""
    return [step.name for step in migrations.pending(db)]


def upgrade(path: Path, *, now: datetime) -> Path | None:
    """Bring the database at `path` to the present shape; copy it first when it holds anything.

    The head of the journal is written beside the copy. Returns the path of the copy, or None when
    nothing was pending or the file was new.
    Raises what SQLite raises: the failed step is rolled back and stays pending.
    """
    is_new = not path.exists()
    with open_for(path) as db:
        if not pending_steps(db):
            return None
        copy = None if is_new else path.with_name(f"{path.stem}-avant-{now:%Y%m%d-%H%M%S}.sqlite3")
        if copy is not None:
            db.conn.execute("VACUUM INTO ?", [str(copy)])
        with write_tx(db):
            migrations.apply(db)
        if copy is not None:
            _keep_head(db, copy.with_suffix(".head"))
        return copy


def _keep_head(db: Database, path: Path) -> None:
    """Write the head of the journal beside a copy: a tail that is cut later will show."""
    head = chain.head(db)
    if head is not None:
        path.write_text(f"{Head(**head).written}\n", encoding="utf-8")
