"""What the type demands beside the parties, and what is there."""

from circular.domain.agreement_pieces import Pieces, PiecesDraft, piece_checks
from circular.domain.agreement_types import AgreementType, Clause

RULES = AgreementType(
    key="financiere",
    version=2,
    label="Convention financière",
    clauses=(Clause(title="Versement", text="En deux fois."),),
    annexes=("Budget",),
)


def test_a_clause_without_text_is_not_there_yet() -> None:
    draft = PiecesDraft(clauses=(Clause(title="Versement"), Clause(title="Suivi", text="Annuel")))
    assert draft.pieces == Pieces((Clause(title="Suivi", text="Annuel"),))
    missing = [each.missing for each in piece_checks(RULES, draft.pieces) if not each.done]
    assert missing == [
        "Il manque la clause «\u00a0Versement\u00a0»\u00a0: écrivez-la.",
        "Il manque l’annexe «\u00a0Budget\u00a0»\u00a0: joignez-la.",
    ]


def test_nothing_is_missing_once_all_is_written_and_joined() -> None:
    whole = Pieces((Clause(title="Versement", text="Fin juin"),), ("Budget",))
    assert all(each.done for each in piece_checks(RULES, whole))


def test_what_names_nobody_is_the_titles_that_the_type_demands() -> None:
    whole = Pieces(
        (Clause(title="Versement", text="À Naïma"), Clause(title="Naïma", text="x")),
        ("B", "Budget"),
    )
    assert whole.limited_to(RULES) == Pieces((Clause(title="Versement"),), ("Budget",))
