"""The register of processing says the lengths that were chosen."""

from dataclasses import astuple

from circular.domain.processings import processings
from circular.domain.retention import RetentionSettings


def test_every_line_is_complete_and_follows_the_settings() -> None:
    lines = processings(RetentionSettings(holders_days=400, requests_days=500))

    assert all(all(cell for cell in astuple(line)) for line in lines)
    assert any("400\u00a0jours" in line.kept for line in lines)
    assert any("500\u00a0jours" in line.kept for line in lines)
