"""How long a reading address serves."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from circular.domain.share_addresses import ShareDraft, ShareLifetime, path_of, serves

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires_at", "revoked", "withdrawn", "expected"),
    [
        (NOW + timedelta(seconds=1), False, False, True),
        (NOW, False, False, False),
        (NOW + timedelta(days=9), True, False, False),
        (NOW + timedelta(days=9), False, True, False),
    ],
)
def test_an_address_serves_until_its_end_unless_it_was_shut(
    expires_at: datetime, *, revoked: bool, withdrawn: bool, expected: bool
) -> None:
    found = serves(expires_at=expires_at, revoked=revoked, withdrawn=withdrawn, now=NOW)

    assert found is expected


def test_an_address_never_serves_more_than_a_year() -> None:
    assert max(each.length for each in ShareLifetime) <= timedelta(days=366)
    with pytest.raises(ValidationError):
        ShareDraft.model_validate({"recipient": "Bureau", "lifetime": "3650"})


def test_the_address_leads_to_its_own_folder() -> None:
    assert path_of("abc") == "/partage/abc"
