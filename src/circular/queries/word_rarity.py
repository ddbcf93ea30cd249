"""How rare each word is over all streams and needs, so that every screen gives a pair one score."""

from datetime import date

from circular.analysis.matching import Rarity, rarity
from circular.analysis.stored_flows import ranked_need, ranked_stream
from circular.store import matches as store
from circular.store.connection import Database
from circular.store.streams import Sight

_counted: dict[str, Rarity] = {}


def word_rarity(db: Database, *, today: date) -> Rarity:
    """Return in how many texts of the territory each word occurs, trials left out.

    Counted again only once a stream, a need or the life of a match has changed.
    """
    version = store.words_version(db)
    if version not in _counted:
        streams = store.streams(db, Sight(sees_confidential=True), today=today)
        needs = store.needs(db)
        found = rarity([ranked_stream(row) for row in streams], [ranked_need(row) for row in needs])
        _counted.clear()  # the versions before are asked for no more
        _counted[version] = found
    return _counted[version]
