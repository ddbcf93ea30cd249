"""The sentences that are frozen with the figures: those of the elected page, word for word."""

from circular.domain.frozen_situations import FrozenWords
from circular.exports import dashboard_words as words
from circular.queries.dashboard import Dashboard


def words_of(page: Dashboard) -> FrozenWords:
    """Write the sentences of the elected page."""
    return FrozenWords(
        lead=words.lead(page),
        pace=words.pace(page),
        jobs=words.jobs_apart(page),
        funnel=words.funnel(page.funnel),
        exits=words.exits(page.funnel, year=page.perimeter.as_of.year),
        agreements=words.agreements(page.agreements),
        places=words.places(page.places, sum(each.net_fte for each in page.places)),
    )
