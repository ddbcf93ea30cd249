"""The journal as people search it: kinds of record, kinds of act, filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from circular.domain.labels import Labelled
from circular.domain.words import fold

MOST_WORDS = 8


class JournalEntity(Labelled):
    """A kind of record that lines of the journal speak of."""

    HOLDER = "holder", "Porteur"
    PROJECT = "project", "Projet"
    AGREEMENT = "agreement", "Convention"
    STREAM = "stream", "Gisement"
    NEED = "need", "Besoin en matière"
    FACILITY = "facility", "Local ou installation"
    ORGANISATION = "organisation", "Organisme"
    JOB = "job", "Emploi"
    TARGET = "target", "Objectif"
    TERRITORY = "territory", "Territoire"
    SETTINGS = "settings", "Réglages"
    MATCH_WEIGHTS = "match_weights", "Poids des rapprochements"
    LIST_ENTRY = "list_entry", "Liste de choix"
    BENEFIT_FACTOR = "benefit_factor", "Facteur de bénéfice"
    AGREEMENT_TYPE = "agreement_type", "Type de convention"
    ACCOUNT = "account", "Compte et connexion"
    DATA_REQUEST = "data_request", "Demande sur des données personnelles"
    EXPORT = "export", "Export"
    SNAPSHOT = "snapshot", "Situation figée"


class ActKind(Labelled):
    """A family of acts, as the filter of the journal names it."""

    ADDED = "added", "Ajout"
    CHANGED = "changed", "Modification"
    DECIDED = "decided", "Étape ou décision"
    ARCHIVED = "archived", "Archivage ou retrait"
    SIGNED_IN = "signed_in", "Connexion ou déconnexion"
    REFUSED = "refused", "Connexion refusée"
    RIGHTS = "rights", "Comptes et droits"
    EXPORTED = "exported", "Export"
    PERSONAL = "personal", "Données personnelles"


ACTS: Mapping[ActKind, frozenset[str]] = {
    ActKind.ADDED: frozenset(
        {
            "action_planned",
            "add",
            "add_amendment",
            "added",
            "booking_requested",
            "case_note_written",
            "commitment_added",
            "commune_added",
            "detected",
            "document_added",
            "drafted",
            "epci_added",
            "exchange_noted",
            "frozen",
            "introduction_sent",
            "job_added",
            "match_measured",
            "measure_noted",
            "need_added",
            "noted",
            "person_added",
            "registered",
            "service_requested",
            "view_saved",
        }
    ),
    ActKind.CHANGED: frozenset(
        {
            "renew",
            "renewal_withdrawn",
            "action_postponed",
            "amended",
            "booking_changed",
            "booking_used",
            "case_note_amended",
            "case_note_readers",
            "changed",
            "commitment_changed",
            "document_replaced",
            "exchange_amended",
            "handed_over",
            "implantation_amended",
            "job_amended",
            "membership_changed",
            "need_changed",
            "no_need",
            "parties",
            "pieces",
            "rules_taken",
            "rename",
            "role",
            "service_amended",
            "services",
            "switch",
            "template_kept",
            "template_put_back",
            "template_retired",
            "view_renamed",
        }
    ),
    ActKind.DECIDED: frozenset(
        {
            "abandon",
            "action_done",
            "action_undone",
            "back_to_draft",
            "blocked",
            "booking_confirmed",
            "booking_restored",
            "check_set_aside",
            "check_taken_back",
            "commitment_done",
            "commitment_undone",
            "decided",
            "decision_corrected",
            "decision_withdrawn",
            "end",
            "ended",
            "introduction_answered",
            "introduction_reminded",
            "job_ended",
            "job_unverified",
            "job_verified",
            "marked_trial",
            "match_decided",
            "match_move_corrected",
            "match_moved",
            "match_undone",
            "move_corrected",
            "moved",
            "opened",
            "send_to_review",
            "send_to_sign",
            "service_given",
            "sign",
            "site_chosen",
            "terminate",
            "unblocked",
            "unmarked_trial",
            "unverified",
            "verified",
        }
    ),
    ActKind.ARCHIVED: frozenset(
        {
            "action_dropped",
            "archived",
            "booking_cancelled",
            "closure_added",
            "closure_removed",
            "case_note_removed",
            "commitment_removed",
            "commune_removed",
            "document_erased",
            "document_removed",
            "document_restored",
            "epci_removed",
            "job_removed",
            "match_measure_removed",
            "measure_removed",
            "need_archived",
            "need_restored",
            "person_removed",
            "deleted",
            "removed",
            "restored",
            "service_cancelled",
            "view_removed",
            "view_restored",
            "withdrawn",
        }
    ),
    ActKind.SIGNED_IN: frozenset(
        {"recognised", "recovery_code", "signed_in", "signed_out", "signed_out_everywhere"}
    ),
    ActKind.REFUSED: frozenset(
        {"cookie_refused", "link_refused", "provider_down", "refused", "slowed_down"}
    ),
    ActKind.RIGHTS: frozenset(
        {
            "address_given",
            "address_revoked",
            "calendar_given",
            "calendar_revoked",
            "digest_chosen",
            "closed",
            "first_administrator",
            "invited",
            "link_asked",
            "link_given",
            "password_changed",
            "password_chosen",
            "recovery_codes",
            "reopened",
            "role_changed",
            "rules_changed",
            "second_factor_dropped",
            "second_factor_lifted",
            "second_factor_set",
        }
    ),
    ActKind.EXPORTED: frozenset(
        {"document_taken", "exported", "sheet_taken", "taken_out", "text_taken"}
    ),
    ActKind.PERSONAL: frozenset(
        {
            "anonymised",
            "answered",
            "case_note_read",
            "file_taken",
            "informed",
            "retention_postponed",
        }
    ),
}
"""Which acts each family holds; a test finds the acts of the actions that none does."""


def kind_of(act: str) -> ActKind:
    """Return the family of an act; one that no family holds is a change."""
    return next((kind for kind, acts in ACTS.items() if act in acts), ActKind.CHANGED)


@dataclass(frozen=True, slots=True)
class JournalFilters:
    """What is asked of the journal: author, kind of record, family of acts, days, words.

    Both days are included; words are searched in sentences, values and names of authors.
    """

    account_id: int | None = None
    entity: JournalEntity | None = None
    kind: ActKind | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The first folded words of the text."""
        return tuple(fold(self.text).split())[:MOST_WORDS]
