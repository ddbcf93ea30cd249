"""A template is uploaded with its bytes, which no message shows."""

from circular.domain.agreement_templates import TemplateDraft


def test_the_bytes_of_a_template_are_not_shown() -> None:
    assert "secret" not in repr(TemplateDraft(name="a.docx", content=b"secret"))
