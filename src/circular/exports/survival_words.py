"""The sentences of survival, on screen and in files: each says a figure, its day, how sure it is.

They hold nobody's name; `**words**` stand out.
"""

from circular.domain import french
from circular.domain.french import MASK_BELOW
from circular.domain.survival import (
    FEWEST_AT_RISK,
    SILENCE_MONTHS,
    Cohort,
    SurvivalReference,
)
from circular.queries.survival import CohortSurvival, Survival, SurvivalHorizon

DEFINITION = (
    "Une entreprise naît le jour de son ouverture et s\u2019arrête le jour de sa cessation. "
    "Encore ouverte à cette date, elle est comptée tant qu\u2019on la suit. Sans échange, sans "
    f"emploi vérifié et sans passage d\u2019étape depuis plus de {SILENCE_MONTHS} mois, elle est "
    "«\u00a0sans nouvelles\u00a0»\u00a0: comptée jusqu\u2019à son dernier signe de vie, ni ouverte "
    "ni fermée ensuite."
)
METHOD = (
    "Taux et intervalle à 95\u00a0%\u00a0: méthode de Kaplan et Meier, variance de Greenwood. "
    "Chaque fermeture est rapportée aux entreprises encore suivies à ce moment-là\u00a0: la courbe "
    "s\u2019arrête avec la dernière."
)
MASKED = (
    f"Moins de {MASK_BELOW} entreprises en quartier prioritaire ou hors quartier, ici ou dans une "
    "intercommunalité voisine\u00a0: le détail n\u2019est montré qu\u2019à l\u2019équipe."
)


def lead(page: Survival) -> str:
    """Say the share still open at two years, or why nothing can be said yet."""
    whole, day = page.of(Cohort.ALL), french.day(page.perimeter.as_of)
    if not whole.companies:
        return f"**Aucune entreprise** n\u2019a ouvert jusqu\u2019au {day}."
    opened = french.plural(whole.companies, "entreprise ouverte", "entreprises ouvertes")
    found = whole.headline
    if found is None or not found.is_telling:
        count = 0 if found is None else found.at_risk
        followed = (
            f"{count} suivies depuis deux ans au moins"
            if count > 1
            else "une seule suivie depuis deux ans au moins"
            if count
            else "aucune suivie depuis deux ans"
        )
        return (
            f"**Trop peu de recul** au {day} pour dire combien durent\u00a0: {opened} depuis "
            f"l\u2019origine, {followed}\u202f; il en faut {FEWEST_AT_RISK}."
        )
    return (
        f"**{french.percent(found.share)}** des entreprises sont encore ouvertes deux ans après "
        f"leur ouverture, au {day}{_against(found)}."
    )


def _against(found: SurvivalHorizon) -> str:
    """Hold a share against its reference; the interval says whether the gap is more than chance."""
    reference = found.reference
    if reference is None or found.share is None:
        return ""
    published = f"{french.percent(reference.share)} {reference.label}"
    if found.low is None or found.high is None:
        return f"\u202f; la référence est de {published}"
    if found.low <= reference.share <= found.high:
        return f"\u202f; rien ne permet de dire que c\u2019est autre chose que {published}"
    word = "plus" if found.share > reference.share else "moins"
    return f", **{word}** que les {published}"


def cohort(found: CohortSurvival) -> str:
    """Say a cohort in one sentence: how many, in which state, and its rate at two years."""
    if found.is_masked:
        return MASKED
    if not found.companies:
        return "**Aucune entreprise** à cette date."
    counts = (
        f"**{french.plural(found.companies, 'entreprise', 'entreprises')}**\u00a0: "
        f"{french.plural(found.open, 'ouverte', 'ouvertes')}, "
        f"{french.plural(found.closed, 'fermée', 'fermées')}, "
        f"{french.number(found.unknown)} sans nouvelles."
    )
    two_years = found.headline
    if two_years is None or two_years.share is None:
        return f"{counts} Aucune n\u2019est suivie depuis deux ans."
    if not two_years.is_telling:
        followed = french.plural(two_years.at_risk, "suivie", "suivies")
        return f"{counts} À deux ans, {followed}\u00a0: trop peu pour un taux."
    return f"{counts} À deux ans\u00a0: {french.percent(two_years.share)}{_against(two_years)}."


def rate(found: SurvivalHorizon) -> str:
    """Write a share, with how few companies it rests upon when these are too few."""
    if found.share is None or found.is_telling:
        return french.percent(found.share)
    few = french.plural(found.at_risk, "entreprise", "entreprises")
    return f"{french.percent(found.share)} ({few})"


def interval(found: SurvivalHorizon) -> str:
    """Write the interval of a share: « 48 à 79 % »."""
    if found.low is None or found.high is None:
        return french.UNKNOWN
    return f"{french.number(found.low * 100, decimals=0)}\u00a0à\u00a0{french.percent(found.high)}"


def reference(found: SurvivalReference) -> str:
    """Say a published rate with its source."""
    return (
        f"{french.percent(found.share)} {found.label}, à {found.months}\u00a0mois. "
        f"Source\u00a0: {found.source}."
    )


def left_out(page: Survival) -> list[str]:
    """Say what is in no curve, and what to do about it."""
    said = []
    if page.without_opening:
        words = ("projet suivi n\u2019a", "projets suivis n\u2019ont")
        said.append(
            f"{french.plural(page.without_opening, *words)} pas de date d\u2019ouverture\u00a0: "
            "à compléter sur leur fiche."
        )
    if page.closed_before_opening:
        words = ("cessation précède", "cessations précèdent")
        said.append(
            f"{french.plural(page.closed_before_opening, *words)} l\u2019ouverture\u00a0: "
            "une des deux dates est à corriger."
        )
    if page.without_district:
        count = french.plural(page.without_district, "entreprise", "entreprises")
        said.append(
            f"Pour {count}, on ne sait pas si c\u2019est en quartier prioritaire\u00a0: "
            "comptées dans l\u2019ensemble seulement."
        )
    return said
