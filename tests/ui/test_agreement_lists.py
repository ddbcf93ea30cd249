"""How the list of agreements declares its columns."""

from circular.domain.agreement_lists import AgreementColumn
from circular.exports.tables import Kind
from circular.ui.agreement_lists import declared


def test_every_column_is_declared_once_for_screen_and_files() -> None:
    for column in AgreementColumn:
        made = declared(column)
        key = "standing" if column is AgreementColumn.STATE else column.value
        assert (made.key, made.title) == (key, column.label)


def test_numbers_of_agreements_are_codes_and_days_are_days() -> None:
    assert declared(AgreementColumn.NUMBER).kind is Kind.CODE
    assert declared(AgreementColumn.DEADLINE).kind is Kind.DATE
    assert declared(AgreementColumn.JOBS).kind is Kind.NUMBER
