"""Who sees a note is decided by names, never by a role."""

import pytest
from pydantic import ValidationError

from circular.domain.case_notes import (
    CaseNoteDraft,
    Sight,
    check_readers,
    require_author,
    require_sight,
    sight_of,
)
from circular.domain.errors import DomainError, NotAllowedError


@pytest.mark.parametrize(
    ("account", "sight"),
    [(1, Sight.AUTHOR), (2, Sight.READER), (3, Sight.NONE), (None, Sight.NONE)],
)
def test_the_author_and_the_named_see_and_nobody_else(account: int | None, sight: Sight) -> None:
    assert sight_of(account, author_id=1, readers=[2]) is sight


@pytest.mark.parametrize("sight", Sight)
def test_only_the_author_changes_a_note_and_only_the_named_open_it(sight: Sight) -> None:
    if sight is Sight.AUTHOR:
        require_author(sight)
    else:
        with pytest.raises(NotAllowedError, match="écrite"):
            require_author(sight)
    if sight.may_read:
        require_sight(sight, author_name="Alix")
    else:
        with pytest.raises(NotAllowedError, match="Demandez à Alix"):
            require_sight(sight, author_name="Alix")


@pytest.mark.parametrize(
    ("asked", "told"), [((1,), "votre propre note"), ((2, 9), "pas de compte")]
)
def test_readers_have_an_open_account_and_are_not_the_author(
    asked: tuple[int, ...], told: str
) -> None:
    check_readers((2, 3), author_id=1, known=(1, 2, 3))

    with pytest.raises(DomainError) as refused:
        check_readers(asked, author_id=1, known=(1, 2, 3))

    (problem,) = refused.value.problems
    assert problem.field == "reader_ids"
    assert told in problem.sentence


def test_a_note_says_something_and_names_a_reader_once() -> None:
    values = {"reviewed_on": "12/11/2026", "text": " Vu. ", "reader_ids": [2, 3, 2]}
    draft = CaseNoteDraft.model_validate(values)

    assert (draft.text, draft.next_step, draft.reader_ids) == ("Vu.", None, (2, 3))
    for wrong in ({"text": "  "}, {"next_step": "x" * 1001}, {"text": "x" * 4001}):
        with pytest.raises(ValidationError):
            CaseNoteDraft.model_validate(values | wrong)
