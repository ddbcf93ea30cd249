"""Paths and settings of the machine, read once from the environment."""

import os
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseModel):
    """Where things lie on this machine; each has an environment variable `CIRCULAR_…`."""

    model_config = ConfigDict(frozen=True)

    database: Path
    reference: Path
    pages: Path


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this machine: CIRCULAR_DATABASE says where the database lies."""
    return Settings(
        database=Path(os.environ.get("CIRCULAR_DATABASE", ROOT / "var" / "circular.sqlite3")),
        reference=ROOT / "data" / "reference",
        pages=ROOT / "pages",
    )
