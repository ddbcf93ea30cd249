"""The filters of the list of agreements, as the address and the criteria tell them."""

from circular.domain.agreement_lists import AgreementColumn, AgreementFilters
from circular.domain.agreements import AgreementState
from circular.ui.agreement_filters import NO_FILTER, PAGE, STATES, criteria


def test_what_was_asked_is_put_into_words() -> None:
    filters = AgreementFilters(
        search="libourne",
        states=(AgreementState.SIGNED, AgreementState.TO_SIGN),
        epci_siren="1",
        with_archived=True,
        sort=AgreementColumn.EPCI,
        descending=False,
    )
    assert criteria(filters, epcis={"1": "CA du Libournais"}, types={}) == [
        ("Recherche", "libourne"),
        ("État", "Signée et À signer"),
        ("EPCI", "CA du Libournais"),
        ("Archives", "comprises"),
        ("Tri", "EPCI, ordre croissant"),
    ]


def test_to_ask_nothing_is_to_read_the_first_page_of_every_state() -> None:
    assert NO_FILTER[PAGE] == 1
    assert NO_FILTER[STATES] == []
