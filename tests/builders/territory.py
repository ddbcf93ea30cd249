"""Building the territory through the product's own actions: two EPCI of the north of Gironde."""

from circular.actions.territory import add_epci
from circular.domain.visitors import Visitor
from circular.store.connection import Database

LIBOURNAIS = "200070092"  # 45 communes, Libourne and Vayres among them
CUBZAGUAIS = "243301223"  # 16 communes
LIBOURNE = "33243"
VAYRES = "33539"
VAYRES_ELSEWHERE = "87199"
LORMONT = "33249"  # of Bordeaux Métropole


def a_territory(db: Database, author: Visitor) -> None:
    """Make a territory of the two EPCI, with all their communes."""
    add_epci(db, author, LIBOURNAIS)
    add_epci(db, author, CUBZAGUAIS)
