"""The register as the page and the day list show it."""

from datetime import date

import pytest

from circular.actions.data_requests import answer_request
from circular.domain.data_requests import (
    DataRequestKind,
    RequestAnswerDraft,
    RequestOutcome,
    RequestUrgency,
)
from circular.domain.errors import NotAllowedError
from circular.domain.visitors import Visitor
from circular.queries import data_requests as queries
from circular.queries.my_day import data_requests_open
from circular.store.connection import Database
from tests.builders.data_requests import a_request
from tests.builders.holders import TODAY, a_holder


def test_late_requests_are_flagged_and_come_first(db: Database, staff: Visitor) -> None:
    holder_id = a_holder(db, staff)
    a_request(db, staff, holder_id=holder_id)
    a_request(db, staff, kind="erasure", received_on=date(2026, 10, 1))

    late, recent = queries.open_requests(db, staff, today=TODAY)
    assert (late.kind, late.urgency) == (DataRequestKind.ERASURE, RequestUrgency.LATE)
    assert (recent.urgency, recent.holder_name) == (RequestUrgency.OPEN, "Naïma Terrasson")
    assert queries.request_counts(db, staff, today=TODAY) == queries.RequestCounts(2, 1, 0)


def test_an_answered_request_leaves_the_day_list(db: Database, staff: Visitor) -> None:
    request_id = a_request(db, staff)
    day = data_requests_open(db)
    assert (day.total, day.items[0].day) == (1, date(2026, 12, 22))
    draft = RequestAnswerDraft.model_validate(
        {"outcome": "partly", "answered_on": TODAY, "answer": "Sans les notes de tiers."}
    )
    answer_request(db, staff, request_id, draft, version=1, today=TODAY)

    assert data_requests_open(db).total == 0
    assert queries.open_requests(db, staff, today=TODAY) == ()
    (line,) = queries.answered_requests(db, staff, today=TODAY)
    assert (line.outcome, line.urgency) == (RequestOutcome.PARTLY, RequestUrgency.ANSWERED)


def test_others_are_refused(db: Database, elected: Visitor, partner: Visitor) -> None:
    for visitor in (elected, partner):
        with pytest.raises(NotAllowedError):
            queries.request_counts(db, visitor, today=TODAY)
        with pytest.raises(NotAllowedError):
            queries.open_requests(db, visitor, today=TODAY)
        with pytest.raises(NotAllowedError):
            queries.answered_requests(db, visitor, today=TODAY)
