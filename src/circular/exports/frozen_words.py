"""The sentences that are frozen with the figures: those of the elected page, word for word."""

from circular.domain.frozen_situations import FrozenWords
from circular.exports import dashboard_words as words
from circular.exports import decision_words
from circular.queries.dashboard import Dashboard
from circular.queries.decisions import TEAM_KINDS


def words_of(page: Dashboard) -> FrozenWords:
    """Write the sentences of the elected page."""
    waiting = page.decisions
    told = [
        (each.kind in TEAM_KINDS, decision_words.sentence(each, page.perimeter))
        for each in waiting.shown
    ]
    of_board = tuple(sentence for is_of_team, sentence in told if not is_of_team)
    return FrozenWords(
        lead=words.lead(page),
        why=words.why(page),
        decisions=of_board or (decision_words.NOTHING,),
        followed_up=tuple(sentence for is_of_team, sentence in told if is_of_team),
        left_out=decision_words.left_out(waiting.left_out) if waiting.left_out else "",
        revised=words.revised(page, with_author=False),
        pace=words.pace(page),
        jobs=words.jobs_apart(page),
        funnel=words.funnel(page.funnel),
        exits=words.exits(page.funnel, year=page.perimeter.as_of.year),
        agreements=words.agreements(page.agreements),
        places=words.places(page.places, sum(each.net_fte for each in page.places)),
    )
