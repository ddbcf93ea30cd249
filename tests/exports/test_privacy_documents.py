"""The notice and the register say who, why, how long, and which rights, in plain French."""

from datetime import date
from html.parser import HTMLParser

from circular.domain.processings import processings
from circular.domain.retention import RetentionSettings
from circular.exports.privacy_documents import notice, register

DAY = date(2026, 11, 22)
RULES = RetentionSettings(
    holders_days=400,
    controller="Association <d’essai>, Libourne",
    rights_email="droits@exemple.fr",
)


def text_of(page: str) -> str:
    """Return what a browser shows of a page."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.append(data)

    Reader().feed(page)
    return "\n".join(found)


def test_the_notice_holds_what_article_13_asks_for() -> None:
    page = notice(RULES, association="Nouvel’R", made_on=DAY)
    shown = text_of(page)

    for word in (
        "Association <d’essai>, Libourne",
        "400\u00a0jours",
        "droits@exemple.fr",
        "Base légale",
        "CNIL",
        "vous opposer",
        "22/11/2026",
    ):
        assert word in shown
    assert "<d’essai>" not in page
    assert '<html lang="fr">' in page


def test_the_register_has_every_processing() -> None:
    shown = text_of(register(RULES, association="Nouvel’R", made_on=DAY))

    for line in processings(RULES):
        for cell in (line.title, line.purpose, line.ground, line.data, line.recipients, line.kept):
            assert cell in shown


def test_without_settings_both_name_the_association() -> None:
    for write in (notice, register):
        assert "Nouvel’R." in text_of(
            write(RetentionSettings(), association="Nouvel’R", made_on=DAY)
        )
