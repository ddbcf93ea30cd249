"""What is believed of a provider, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from circular.domain.identity_provider import (
    Cause,
    Identity,
    IdentityRefusedError,
    ProviderDownError,
    granted_until,
    speaks_of,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIRET = "21730065600014"


@pytest.mark.parametrize(
    ("is_verified", "vouched", "proves"),
    [
        (True, False, True),
        (True, True, True),
        (False, True, False),
        (False, False, False),
        (None, True, True),
        (None, False, False),
    ],
)
def test_an_address_is_proved_by_the_provider_never_by_its_silence_alone(
    *, is_verified: bool | None, vouched: bool, proves: bool
) -> None:
    identity = Identity("1", "a@exemple.fr", is_verified=is_verified)

    assert identity.proves_its_address(vouched=vouched) is proves
    assert not Identity("1", "", is_verified=is_verified).proves_its_address(vouched=vouched)


def test_a_session_lasts_the_hours_granted_or_as_long_as_the_token() -> None:
    minute = NOW + timedelta(minutes=1)

    assert granted_until(NOW, minute, hours=12) == NOW + timedelta(hours=12)
    assert granted_until(NOW, minute, hours=0) == minute


@pytest.mark.parametrize(
    ("said", "known", "speaks"),
    [
        (SIRET, SIRET, True),
        (SIRET, "21730065600022", True),
        (SIRET, "26380030200018", False),
        ("", SIRET, True),
        (SIRET, None, True),
    ],
)
def test_a_person_speaks_of_the_sites_of_one_company(
    said: str, known: str | None, *, speaks: bool
) -> None:
    assert speaks_of(Identity("1", "a@exemple.fr", siret=said), known) is speaks


def test_a_name_is_what_was_given_of_it() -> None:
    whole = Identity("1", "a@exemple.fr", given_name="Claire", usual_name="Dubreuil")
    half = Identity("1", "a@exemple.fr", usual_name="Dubreuil")

    assert whole.name == "Claire Dubreuil"
    assert half.name == "Dubreuil"


def test_every_cause_gives_the_same_sentence() -> None:
    sentences = {IdentityRefusedError(cause, "ProConnect").sentence for cause in Cause}

    assert len(sentences) == 1
    assert not [cause for cause in Cause if cause.label in "".join(sentences)]


def test_a_breakdown_says_that_the_password_still_works() -> None:
    assert "avec votre mot de passe" in ProviderDownError("ProConnect").sentence
