"""A decided proposal seen again as it was, under the weights of its day, beside that of today."""

from functools import partial

import streamlit as st

from circular.domain import french
from circular.domain.match_weights import points_of, weights_words
from circular.domain.matches import Component
from circular.queries.proposals import Proposal, Proposed
from circular.ui import dialogs, markup

PAGE = "matches"
REPLAY = "replay"
_ALIKE = 0.0005  # below what a note out of 100 shows to the tenth


def replay_button(proposal: Proposal) -> None:
    """Draw « Revoir la proposition d’alors » on what was decided, when it kept its parts."""
    if proposal.taken is None or proposal.taken.proposed is None:
        return
    st.button(
        "Revoir la proposition d\u2019alors",
        type="tertiary",
        icon=":material/history:",
        key=f"replay_{proposal.stream_id}_{proposal.need_id}",
        on_click=partial(dialogs.ask, PAGE, REPLAY, proposal=proposal),
    )


def replay_dialog(proposal: Proposal) -> None:
    """Show the note and its parts of that day beside those of today."""
    taken = proposal.taken
    if taken is None or taken.proposed is None:
        return
    then, on = taken.proposed, french.day(taken.decided_on)

    @st.dialog(
        "La proposition d\u2019alors",
        icon=":material/history:",
        on_dismiss=dialogs.close,
        width="medium",
    )
    def show() -> None:
        st.markdown(
            f"**{markup.plain(proposal.stream_title)}**, pour "
            f"**{markup.plain(proposal.project_title)}**. {replay_sentence(proposal, then)}"
        )
        markup.table(
            [
                markup.TableColumn("Composante"),
                markup.TableColumn("Poids d\u2019alors", numeric=True, optional=True),
                markup.TableColumn(f"Le {on}", numeric=True),
                markup.TableColumn("Aujourd\u2019hui", numeric=True),
            ],
            [*_parts(proposal, then), _total(proposal, then)],
            caption="Note et composantes le jour de la décision, et aujourd\u2019hui, sur 100",
        )
        st.caption(
            f"Poids de la version {then.weights.version}\u00a0: {weights_words(then.weights)}. "
            f"{recomputed_sentence(then)}"
        )

    show()


def replay_sentence(proposal: Proposal, then: Proposed) -> str:
    """Say how the note moved since the decision."""
    if proposal.exclusions:
        return "Aujourd\u2019hui un filtre l\u2019écarterait\u00a0: il n\u2019a plus de note."
    if proposal.score is not None and not _has_a_note(proposal):
        return "Un accord compte déjà ses tonnes\u00a0: la note reste celle de la décision."
    if proposal.score is None or then.score is None:
        return "Aujourd\u2019hui il n\u2019a plus de note."
    moved = proposal.score - then.score
    if abs(moved) < _ALIKE:
        return "La note est la même aujourd\u2019hui."
    way = "monté" if moved > 0 else "baissé"
    return f"La note a {way} de {_out_of_a_hundred(then.score)} à {_note_of(proposal)}."


def recomputed_sentence(then: Proposed) -> str:
    """Say whether the parts and weights kept give back the note that was shown."""
    if then.score is None:
        return "Aucune note n\u2019avait pu être donnée."
    if then.replayed is not None and abs(then.replayed - then.score) < _ALIKE:
        return f"Recalculée avec eux, la note est bien {_out_of_a_hundred(then.replayed)}."
    return (
        f"Recalculée avec eux, la note serait {_out_of_a_hundred(then.replayed)}\u00a0: "
        "ce qui a été gardé ce jour-là est incomplet."
    )


def _parts(proposal: Proposal, then: Proposed) -> list[tuple[str, str, str, str]]:
    """Write each part then and now; one that is unknown is « – »."""
    now = {part.component: part.value for part in proposal.components}
    return [
        (
            each.label,
            french.number(points_of(then.weights, each)),
            _out_of_a_hundred(then.components.get(each)),
            _out_of_a_hundred(now.get(each)),
        )
        for each in Component
    ]


def _total(proposal: Proposal, then: Proposed) -> tuple[str, str, str, str]:
    return ("Note", "100", _out_of_a_hundred(then.score), _note_of(proposal))


def _has_a_note(proposal: Proposal) -> bool:
    """Tell whether a pair is scored today: not once it is agreed, nor in the archives."""
    return any(part.component is Component.QUANTITY for part in proposal.components)


def _note_of(proposal: Proposal) -> str:
    """Write the note of today, where there is one."""
    return _out_of_a_hundred(proposal.score if _has_a_note(proposal) else None)


def _out_of_a_hundred(value: float | None) -> str:
    return french.UNKNOWN if value is None else french.number(round(100 * value, 1))
