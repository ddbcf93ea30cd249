"""Reading a scenario from its folder: TOML for the territory and projects, CSV for the lists."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from circular.domain.logos import parse_logo
from circular.domain.scenario import Scenario


def read_scenario(folder: Path) -> Scenario:
    """Return the scenario of a folder; pydantic says what is wrong in which file's part."""
    territory = tomllib.loads((folder / "territory.toml").read_text(encoding="utf-8"))
    projects = tomllib.loads((folder / "projects.toml").read_text(encoding="utf-8"))
    matches = tomllib.loads((folder / "matches.toml").read_text(encoding="utf-8"))
    territory["association"]["logo"] = parse_logo((folder / "logo.svg").read_bytes())
    return Scenario.model_validate(
        {
            **territory,
            **projects,
            **matches,
            "facility": _rows(folder / "facilities.csv"),
            "booking": _rows(folder / "facility_bookings.csv"),
            "stream": _rows(folder / "streams.csv"),
        }
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
