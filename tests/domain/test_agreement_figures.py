"""Every figure of the agreements has its definition, a sentence."""

from circular.domain import agreement_figures as definitions


def test_every_definition_is_a_sentence() -> None:
    names = ("IN_FORCE", "DELAY", "RENEWAL", "SERVICES", "JOBS")
    assert all(getattr(definitions, name).endswith(".") for name in names)
