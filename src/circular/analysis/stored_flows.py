"""Streams and needs of a ranking, made of the rows that the store reads for it.

The quality of a stored stream is words: it is shown, never scored. A mark that nobody measured
would only look exact; unwanted matter, which is measured, speaks for quality in the score.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from circular.analysis.flows import Need, Stream
from circular.domain import seasons

# « Libournais » or « l’Isle », but neither « PVC » nor « d’un »
_PROPER_NAME = re.compile(r"(?:\w{1,2}[\u2019'])?[^\W\d_a-zà-ÿ][a-zà-ÿ]")


def ranked_stream(row: Mapping[str, Any]) -> Stream:
    """Make a stream of the ranking."""
    hazard = row["is_hazardous"]
    return Stream(
        key=str(row["id"]),
        codes=(row["waste_code"],) if row["waste_code"] else (),
        text=" ".join(filter(None, (row["title"], row["everyday_label"]))),
        family=row["family_label"],
        hazardous=None if hazard is None else bool(hazard),
        tonnes_min=row["tonnes_min"],
        tonnes_likely=row["tonnes_likely"],
        tonnes_max=row["tonnes_max"],
        months=seasons.read(row["months"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        available_from=_day(row["available_from"]),
        available_to=_day(row["available_to"]),
        contamination=row["contamination"],
        price=row["price"],
        operation=row["operation"],
        tonnes_remaining=row["remaining"],
    )


def ranked_need(row: Mapping[str, Any]) -> Need:
    """Make a need of the ranking, placed where its project is, or will be.

    Its examples are the streams that it already agreed to take.
    """
    return Need(
        key=str(row["id"]),
        codes=tuple(json.loads(row["codes"])),
        text=" ".join(filter(None, (row["title"], row["note"]))),
        families=tuple(json.loads(row["families"])),
        hazardous_accepted=bool(row["hazardous_accepted"]),
        tonnes_min=row["tonnes_min"],
        tonnes_max=row["tonnes_max"],
        months=seasons.read(row["months"]),
        latitude=row["latitude"],
        longitude=row["longitude"],
        distance_max_km=row["distance_max_km"],
        contamination_max=row["contamination_max"],
        price_max=row["price_max"],
        operations=tuple(json.loads(row["operations"])),
        examples=tuple(_example(*words) for words in json.loads(row["examples"])),
        needed_from=_day(row["needed_from"]),
        needed_to=_day(row["needed_to"]),
    )


def _example(title: str, label: str | None) -> str:
    """Write what a need agreed to take: its title without proper names, and what its code is.

    « Couches des crèches du Libournais » must not speak for « Déchets verts de Libourne ».
    """
    first, *others = title.split() or [""]
    kept = (word for word in others if not _PROPER_NAME.match(word))
    return " ".join(filter(None, (first, *kept, label)))


def _day(text: str | None) -> date | None:
    """Read a day as the store keeps it."""
    return None if text is None else date.fromisoformat(text)
