"""The cards of a ranking: note, names, parts with their reasons; what was decided or set aside."""

from collections.abc import Sequence

import streamlit as st

from circular.domain import french
from circular.domain.matches import MatchWeights, component_sentence, exclusion_sentence
from circular.domain.permissions import Permission
from circular.domain.tracked_matches import MatchStage
from circular.domain.visitors import Visitor
from circular.queries.proposals import Matches, Proposal, Taken
from circular.ui import (
    markup,
    match_decisions,
    match_moves,
    match_places,
    match_replays,
    navigation,
    trials,
)

_HAZARD = ":orange-badge[:material/warning: Déchet dangereux]"
_KEPT = ":green-badge[:material/check_circle: Retenu, contact à prendre]"
_FICTITIOUS = ":gray-badge[Fictif]"


def proposals(visitor: Visitor, found: Matches, *, by_project: bool, is_main: bool) -> None:
    """Draw the cards of what is not decided; on the main screen the first has the primary act."""
    may_decide = visitor.may(Permission.EDIT_MATCHES)
    for place, proposal in enumerate(found.proposals, start=1):
        left = _card(proposal, found, by_project=by_project, place=place)
        with left:
            _returned(proposal)
            _questions(proposal)
        with left.container(horizontal=True, vertical_alignment="center", gap="small"):
            if may_decide:
                is_first = is_main and place == 1
                match_decisions.keep_button(visitor, proposal, found.weights, is_first=is_first)
                match_decisions.dismiss_button(proposal, found.weights)
                match_decisions.ask_button(proposal, found.weights)
            st.caption(_completeness(proposal), width="content")


def kept(visitor: Visitor, found: Matches, *, by_project: bool) -> None:
    """Draw the cards of what was kept, with the way to its record and, at first, the way back."""
    for proposal in found.kept:
        left = _card(proposal, found, by_project=by_project)
        taken = proposal.taken
        with left.container(horizontal=True, vertical_alignment="center"):
            if taken is not None and taken.match_id is not None:
                st.page_link(
                    navigation.path_of("tracked_match.py"),
                    label="Suivre ce rapprochement",
                    icon=":material/handshake:",
                    query_params={"id": str(taken.match_id)},
                )
            match_replays.replay_button(proposal)
            if visitor.may(Permission.EDIT_MATCHES) and _may_be_undone(taken):
                match_decisions.undo_button(visitor, proposal)
            st.caption(_decided_by(proposal), width="content")


def _may_be_undone(taken: Taken | None) -> bool:
    """Tell whether nothing happened yet since a stream was kept."""
    return taken is None or taken.stage in {None, MatchStage.PROPOSED}


def _returned(proposal: Proposal) -> None:
    """Say why a pair that was set aside is proposed again."""
    if proposal.changes:
        said = markup.plain(french.join(proposal.changes))
        st.markdown(f":blue-badge[:material/restart_alt: De retour] :small[{said}]")


def _questions(proposal: Proposal) -> None:
    """Show what was asked before deciding, and by when."""
    for each in proposal.questions:
        asked = markup.plain(f"Demandé {each.side.addressed}\u00a0: {each.question}")
        day = french.day(each.due_on)
        st.markdown(f":small[:material/help: {asked}, pour le {day}]")


def dismissed(visitor: Visitor, found: Matches, *, by_project: bool) -> None:
    """Draw what people set aside, with their reason and the way back."""
    if not found.dismissed:
        return
    nouns = ("projet", "projets") if by_project else ("gisement", "gisements")
    count = len({each.project_id if by_project else each.stream_id for each in found.dismissed})
    verb = "écarté" if count == 1 else "écartés"
    heading = f"{french.plural(count, *nouns)} {verb} par vous ou vos collègues"
    with st.expander(heading):
        for proposal in found.dismissed:
            row = st.container(
                horizontal=True,
                horizontal_alignment="distribute",
                vertical_alignment="center",
                key=f"row_dismissed_{proposal.stream_id}_{proposal.need_id}",
            )
            name = markup.plain(_name(proposal, by_project=by_project))
            reason = _why(proposal.taken)
            row.markdown(
                f"**{name}**\u00a0: {reason}  \n:small[{_decided_by(proposal)}]", width="content"
            )
            with row:
                match_replays.replay_button(proposal)
            if visitor.may(Permission.EDIT_MATCHES) and not _is_refused(proposal.taken):
                with row:
                    match_decisions.undo_button(visitor, proposal)


def _is_refused(taken: Taken | None) -> bool:
    return taken is not None and taken.stage is MatchStage.REFUSED


def _why(taken: Taken | None) -> str:
    """Write the reason for which a pair was set aside, or refused after it was kept."""
    reason = markup.plain((taken.reason if taken else None) or "")
    return f"refusé, {reason[:1].lower()}{reason[1:]}" if _is_refused(taken) else reason


def excluded(found: Matches, *, by_project: bool) -> None:
    """Draw what a filter keeps apart, and which one."""
    if not found.excluded_count:
        return
    nouns = ("projet", "projets") if by_project else ("gisement", "gisements")
    verb = "écarté" if found.excluded_count == 1 else "écartés"
    with st.expander(
        f"{french.plural(found.excluded_count, *nouns)} {verb} par un filtre, et pourquoi"
    ):
        rows = [
            (
                _name(each, by_project=by_project),
                (each.project_commune if by_project else each.commune) or french.UNKNOWN,
                french.join([exclusion_sentence(reason) for reason in each.exclusions]),
            )
            for each in found.excluded
        ]
        markup.table(
            [
                markup.TableColumn(nouns[0].capitalize()),
                markup.TableColumn("Commune", optional=True),
                markup.TableColumn("Pourquoi"),
            ],
            rows,
            caption="Ce qui est écarté, et pourquoi",
            links=[_address(each, by_project=by_project) for each in found.excluded],
        )
        left = found.excluded_count - len(found.excluded)
        if left > 0:
            others = french.plural(left, "autre, moins proche", "autres, moins proches")
            st.caption(f"Et {others}.")


def _card(
    proposal: Proposal, found: Matches, *, by_project: bool, place: int | None = None
) -> st.delta_generator.DeltaGenerator:
    """Draw a card and return the place, under the names, for its acts."""
    with st.container(border=True, key=f"card_match_{proposal.stream_id}_{proposal.need_id}"):
        left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
        below = st.container()
    with left:
        head = st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False)
        if proposal.score is not None:
            with head.container(width="content"):
                markup.score(proposal.score)
        with head.container(gap="xxsmall"):
            _names(proposal, by_project=by_project, place=place, several=found.need_count > 1)
    with right:
        markup.bars(
            [
                markup.Bar(part.component.label, part.value, component_sentence(part))
                for part in proposal.noted or proposal.components
                if _weights(proposal, found).of(part.component) > 0
            ]
        )
        if proposal.noted and proposal.taken is not None:
            day = french.day(proposal.taken.decided_on)
            st.caption(
                f"Note et composantes du {day}, jour de la décision\u00a0: un accord a promis "
                "ces tonnes depuis."
            )
        match_places.pair_map(proposal, below)
    return left


def _weights(proposal: Proposal, found: Matches) -> MatchWeights:
    """Return the weights under which the parts that are shown were added up."""
    taken = proposal.taken
    if proposal.noted and taken is not None and taken.proposed is not None:
        return taken.proposed.weights
    return found.weights


def _names(proposal: Proposal, *, by_project: bool, place: int | None, several: bool) -> None:
    """Write who this is about: the stream for a project, the project for a stream."""
    rank = "" if place is None else f"{place}. "
    st.page_link(
        navigation.path_of("project.py" if by_project else "stream.py"),
        label=f"{rank}{markup.plain(_name(proposal, by_project=by_project))}",
        query_params={"id": str(proposal.project_id if by_project else proposal.stream_id)},
    )
    st.caption("  \n".join(markup.plain(line) for line in _lines(proposal, by_project, several)))
    badges = [
        _stage_badge(proposal.taken),
        proposal.is_hazardous and not by_project and _HAZARD,
        (proposal.is_trial_project if by_project else proposal.is_trial_stream) and trials.BADGE,
        proposal.is_fictitious and not by_project and _FICTITIOUS,
    ]
    if any(badges):
        st.markdown(" ".join(badge for badge in badges if badge))


def _stage_badge(taken: Taken | None) -> str:
    """Return the badge of what was kept: its stage, once its life began."""
    if taken is None:
        return ""
    is_new = taken.stage in {None, MatchStage.PROPOSED}
    return _KEPT if is_new else match_moves.badge(taken.stage or MatchStage.PROPOSED)


def _lines(proposal: Proposal, by_project: bool, several: bool) -> Sequence[str]:  # noqa: FBT001  # private
    """Return the lines under the name."""
    if by_project:
        wants = ", ".join(filter(None, (proposal.need_title, proposal.need_quantity)))
        return [line for line in (proposal.project_commune, f"Cherche\u00a0: {wants}") if line]
    where = " · ".join(filter(None, (proposal.producer, proposal.commune)))
    need = f"Pour\u00a0: {proposal.need_title}" if several else None
    return [line for line in (where, proposal.quantity, need) if line]


def _name(proposal: Proposal, *, by_project: bool) -> str:
    return proposal.project_title if by_project else proposal.stream_title


def _address(proposal: Proposal, *, by_project: bool) -> str:
    if by_project:
        return f"projet?id={proposal.project_id}"
    return f"gisement?id={proposal.stream_id}"


def _completeness(proposal: Proposal) -> str:
    return f"Données complètes à {french.percent(proposal.completeness)}"


def _decided_by(proposal: Proposal) -> str:
    """Say who decided, and when."""
    taken = proposal.taken
    if taken is None:
        return ""
    who = f" par {markup.plain(taken.author)}" if taken.author else ""
    return f"{taken.decision.label}{who} le {french.day(taken.decided_on)}"
