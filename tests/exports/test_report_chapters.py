"""The chapters of the report: what each holds, and what is left out when there is nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from circular.domain.reports import Section
from circular.exports import report_words
from circular.exports.report_chapters import HEADLINES, chapters, key_figures
from circular.exports.report_parts import Drawing, Points, Tiles
from circular.exports.report_tables import MOST_PRINTED, Grid, Tables
from circular.queries.indicators import indicator
from circular.queries.reports import Report
from tests.builders.reports import report_of
from tests.builders.territory import LIBOURNAIS


@pytest.fixture(scope="module")
def made(full_demonstration: Path) -> Report:
    return report_of(full_demonstration)


def test_every_section_has_its_chapter_and_its_parts(made: Report) -> None:
    found = {each.section: each for each in chapters(made, "Camille")}

    assert list(found) == list(Section)
    assert all(each.parts for each in found.values())
    drawn = [
        each.section for each in found.values() if any(isinstance(p, Drawing) for p in each.parts)
    ]
    assert drawn == [
        *(Section.JOBS, Section.FORECAST, Section.FUNNEL, Section.SURVIVAL),
        *(Section.AGREEMENTS, Section.MATERIALS, Section.PLACES),
    ]
    assert isinstance(found[Section.DECISIONS].parts[0], Points)


def test_every_drawing_is_said_in_words_before_and_after_by_a_table(made: Report) -> None:
    for chapter in chapters(made, ""):
        kinds = [type(part) for part in chapter.parts]
        if Drawing in kinds:
            assert isinstance(chapter.parts[0], str)
            assert Grid in kinds[kinds.index(Drawing) :]


def test_the_tiles_are_the_key_figures(made: Report) -> None:
    (summary, *_) = chapters(made, "")
    (tiles,) = [part for part in summary.parts if isinstance(part, Tiles)]

    assert tiles.tiles == key_figures(made)
    assert [each.label for each in tiles.tiles] == [indicator(key).name for key in HEADLINES]
    assert tiles.tiles[0].value.endswith(" sur 100")


def test_nothing_known_draws_nothing_and_says_so(empty_demonstration: Path) -> None:
    made = report_of(empty_demonstration)
    parts = [part for chapter in chapters(made, "") for part in chapter.parts]

    assert report_words.NOTHING in parts
    drawn = [part.name for part in parts if isinstance(part, Drawing)]
    assert not {"funnel", "agreements"} & set(drawn)
    assert not any(isinstance(part, Grid) and part.says_nothing for part in parts)


def test_one_territory_has_its_own_map(full_demonstration: Path) -> None:
    made = report_of(full_demonstration, epci_siren=LIBOURNAIS, sections=("places",))
    (chapter,) = chapters(made, "")
    sentence, drawn, table = chapter.parts

    assert sentence == report_words.one_territory(made)
    assert "CA du Libournais" in str(sentence)
    assert isinstance(drawn, Drawing)
    assert drawn.alt.startswith("Carte de l’intercommunalité et ses communes.")
    assert isinstance(table, Grid)
    assert "Libourne" in [name for name, _ in made.communes.named]


def test_a_long_list_stops_on_paper_and_says_where_it_goes_on(made: Report) -> None:
    (row, *_) = made.page.agreements.rows
    many = replace(made.page.agreements, rows=(row,) * (MOST_PRINTED + 34))
    long = replace(made, page=replace(made.page, agreements=many))
    (chapter,) = [each for each in chapters(long, "") if each.section is Section.AGREEMENTS]
    *_, table, more = chapter.parts

    assert isinstance(table, Grid)
    assert len(table.table.rows) == MOST_PRINTED
    assert more == ("Les 200\u00a0premières sur 234\u202f; la liste entière est dans le classeur.")
    assert len(Tables(long, "").agreements().table.rows) == MOST_PRINTED + 34
