"""The tables of concepts hold together."""

import re

from circular.analysis.concepts import CODES, COMMON_WORDS, CONCEPTS

ENTRIES = [line.partition(":") for line in CONCEPTS.strip().replace("\n  ", " ").splitlines()]
NAMES = [head.partition("<")[0].strip().lstrip("~") for head, _, _ in ENTRIES]


def test_every_concept_has_one_name_and_a_saying() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert all(sayings.strip() for _, _, sayings in ENTRIES)


def test_what_a_concept_is_a_kind_of_is_a_concept() -> None:
    kinds = {kind for head, _, _ in ENTRIES for kind in head.partition("<")[2].split()}
    assert kinds <= set(NAMES)


def test_codes_name_known_concepts_and_come_once() -> None:
    entries = [entry.split() for entry in CODES.replace("\n", ";").split(";") if entry.strip()]
    codes = [entry[0] for entry in entries]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"(\d\d){1,3}", code) for code in codes)
    assert {concept for entry in entries for concept in entry[1:]} <= set(NAMES)


def test_no_commonplace_word_is_repeated() -> None:
    assert len(COMMON_WORDS.split()) == len(set(COMMON_WORDS.split()))
