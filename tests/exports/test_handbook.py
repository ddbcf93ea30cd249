"""The produced pages say what the code says, and the committed ones are fresh."""

from circular.config import ROOT
from circular.domain.permissions import Permission
from circular.domain.stages import REQUIREMENTS
from circular.exports import handbook


def test_the_matrix_of_rights_has_a_line_for_every_permission() -> None:
    lines = handbook.rights().splitlines()

    for permission in Permission:
        assert any(line.startswith(f"| {permission.label} |") for line in lines)


def test_elected_officials_may_read_the_dashboard_and_not_edit_projects() -> None:
    cells = {
        line.split(" | ")[0].strip("| "): line.split("|")
        for line in handbook.rights().splitlines()
        if line.startswith("| ")
    }
    column = [cell.strip() for cell in cells["Acte"]].index("Élu·e")

    assert cells[Permission.SEE_DASHBOARD.label][column].strip() == "oui"
    assert cells[Permission.EDIT_PIPELINE.label][column].strip() == ""


def test_every_requirement_of_a_stage_is_explained() -> None:
    text = handbook.stages()

    assert all(line.missing in text for line in REQUIREMENTS)


def test_the_committed_pages_are_fresh() -> None:
    for name, text in handbook.pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text
