"""Who may see trials, and how they are said."""

from circular.domain.permissions import Role
from circular.domain.trials import TrialKind, held_sentence, marked, may_see_trials
from circular.domain.visitors import Visitor


def test_only_the_team_sees_trials() -> None:
    seeing = {
        role
        for role in Role
        if may_see_trials(Visitor(account_id=1, name="Alice", role=role, organisation_id=1))
    }

    assert seeing == {Role.STAFF, Role.ADMINISTRATOR}


def test_a_trial_bears_its_mark_where_only_text_is_possible() -> None:
    assert marked("Recyclerie", is_trial=True) == "Fiche d’essai\u00a0: Recyclerie"
    assert marked("Recyclerie", is_trial=False) == "Recyclerie"


def test_what_leaves_with_a_project_is_said_without_its_noughts() -> None:
    held = {"signed": 1, "unsigned": 0, "job_lines": 2, "exchanges": 0, "needs": 3}

    assert held_sentence(held) == (
        "1\u00a0convention signée, 2\u00a0lignes d’emplois et 3\u00a0besoins en matière"
    )
    assert held_sentence({"signed": 0}) is None


def test_each_kind_is_a_record_that_the_journal_knows() -> None:
    from circular.domain.journal import JournalEntity

    assert {kind.value for kind in TrialKind} <= {entity.value for entity in JournalEntity}
