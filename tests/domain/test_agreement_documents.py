"""The words of a convention: dates in letters, periods, parties, what the text is worth."""

from datetime import date

import pytest

from circular.domain import agreement_documents as words
from circular.domain.agreement_documents import ARTICLES, CLOSING, FIELDS, PREAMBLE, TextParty
from circular.domain.agreement_types import AgreementType
from circular.domain.agreements import AgreementState, PartyKind

DAY = date(2026, 5, 1)


def test_days_and_counts_are_written_in_letters() -> None:
    assert words.in_letters(DAY) == "1er\u00a0mai 2026"
    assert words.in_letters(date(2026, 11, 24)) == "24\u00a0novembre 2026"
    assert words.in_letters(None) == words.BLANK
    assert [words.in_words(count) for count in (2, 3, 12)] == ["deux", "trois", "12"]


def test_a_period_says_what_is_known_of_it() -> None:
    assert words.period(DAY, date(2027, 4, 30)).endswith(
        "prend effet le 1er\u00a0mai 2026 et prend fin le 30\u00a0avril 2027."
    )
    assert words.period(None, None).endswith("le jour de sa signature, sans terme fixé.")


def test_renewal_and_notice_are_those_of_the_type() -> None:
    bound = AgreementType(key="cape", version=1, label="CAPE", renewals=2, notice_days=30)
    free = AgreementType(key="libre", version=1, label="Libre")

    assert words.renewal(bound).startswith("Elle est renouvelable deux\u00a0fois")
    assert words.termination(bound).endswith("un préavis de 30\u00a0jours.")
    assert "tacitement" in words.renewal(free)
    assert words.termination(free) == "Chaque partie peut y mettre fin par écrit."


@pytest.mark.parametrize("state", list(AgreementState))
def test_only_what_is_to_be_signed_bears_no_mark(state: AgreementState) -> None:
    mark = words.mark_of(state, DAY)

    assert (mark == "") == (state is AgreementState.TO_SIGN)
    assert ("seule la copie signée fait foi" in mark) == (
        state in {AgreementState.SIGNED, AgreementState.ENDED, AgreementState.TERMINATED}
    )


def test_a_party_is_presented_with_who_signs_and_who_empowered_them() -> None:
    party = TextParty(PartyKind.ASSOCIATION, "Nouvel’R", "Camille Essai", "présidente", DAY)

    assert party.presentation == (
        "Nouvel’R, association, que représente Camille Essai, présidente, "
        "dûment habilité·e par délibération du 1er\u00a0mai 2026"
    )
    assert words.BLANK in TextParty(PartyKind.HOLDER, "Naïma Fictive").presentation
    assert "représente" not in TextParty(PartyKind.HOLDER, "Zoé", "Zoé").presentation


def test_every_field_of_the_text_is_declared_and_values_stay_as_typed() -> None:
    values = {each.key: f"<{each.key}>" for each in FIELDS}
    sentences = [*PREAMBLE, CLOSING, *(line for each in ARTICLES for line in each.paragraphs)]

    assert all("{" not in words.filled(sentence, values) for sentence in sentences)
    assert words.filled("{objet}.", {"objet": "{fin} de {objet}"}) == "{fin} de {objet}."


def test_a_file_name_names_nobody() -> None:
    assert words.file_stem("2026-003", 7) == "convention-2026-003"
    assert words.file_stem(None, 7) == "convention-projet-7"
