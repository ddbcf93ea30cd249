"""The words of the paper of an amendment and of a renewal."""

from datetime import date

from circular.domain import amendment_documents as words
from circular.domain.agreement_documents import BLANK, DRAFT_MARK


def test_each_block_is_said_before_and_after_in_order() -> None:
    before = {"ends_on": "11/03/2027", "yearly_amount": "–"}
    after = {"ends_on": "30/06/2027", "yearly_amount": "12\u202f000\u00a0€"}
    said = words.change_sentences(frozenset({"yearly_amount", "ends_on"}), before, after)
    assert said == (
        "Fin\u00a0: au lieu de «\u00a011/03/2027\u00a0», lire «\u00a030/06/2027\u00a0».",
        "Montant par an\u00a0: rien n’était fixé\u202f; lire «\u00a012\u202f000\u00a0€\u00a0».",
    )


def test_an_effect_not_known_yet_is_the_day_of_the_signature() -> None:
    articles = words.amendment_articles("Un\nDeux", ["x"], None)
    assert articles[0].paragraphs == ("Un", "Deux")
    assert articles[2].paragraphs[0].endswith("prend effet le jour de sa signature.")
    dated = words.amendment_articles("Un", ["x"], date(2026, 10, 1))
    assert "le 1er\u00a0octobre 2026" in dated[2].paragraphs[0]


def test_the_mark_says_what_the_text_is_worth() -> None:
    assert words.amendment_mark(is_ready=False, signed_on=None) == DRAFT_MARK
    assert words.amendment_mark(is_ready=True, signed_on=None) == ""
    assert "copie signée" in words.amendment_mark(is_ready=True, signed_on=date(2026, 10, 1))


def test_what_is_not_known_is_left_to_be_completed() -> None:
    assert BLANK in words.preamble(None, None)[0]
    assert words.closing(None, ()).endswith("en deux\u00a0exemplaires originaux.")
    assert (
        "du 1er\u00a0mars 2027 au 28\u00a0février 2028 inclus"
        in (words.renewal_articles(date(2027, 3, 1), date(2028, 2, 28))[0].paragraphs[0])
    )
