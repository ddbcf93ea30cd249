"""Rows of the sums of streams, made by hand for the drawings."""

from circular.queries.dashboard import Place
from circular.queries.materials import CommuneMaterials, FamilyTonnes, Flow, Months, Season

RING = ((-0.6, 44.7), (0.1, 44.7), (0.1, 45.2), (-0.6, 45.2))
OUTLINES = (Place("1", "CA du Libournais", 0, (RING,), (-0.2, 44.9)),)
FLAT = (10.0,) * 12


def a_family(
    family: str, tonnes: float | None, waste: str | None = None, code: str | None = None
) -> FamilyTonnes:
    """Return a line of one stream."""
    return FamilyTonnes(family, code, waste, 1, tonnes, tonnes, int(tonnes is None))


def a_season(
    available: tuple[float, ...] = FLAT, wanted: tuple[float, ...] | None = None
) -> Season:
    """Return two sides of a year, nothing apart."""
    return Season(Months(available, 0, 0), Months(wanted, 0, 0) if wanted else None)


def a_flow(family: str, project_id: int, agreed: float, considered: float = 0) -> Flow:
    """Return a flow of one stream."""
    return Flow(family, project_id, f"Projet {project_id}", 1, agreed, considered, 0)


def a_commune(
    name: str,
    point: tuple[float, float] | None,
    *,
    streams: int = 0,
    tonnes: float | None = None,
    projects: int = 0,
    facilities: int = 0,
) -> CommuneMaterials:
    """Return what lies in a commune."""
    return CommuneMaterials(name, "CA", point, streams, tonnes, 0, projects, facilities)
