"""Who may do what, written out by hand: the tests compare it with what the product really does.

A page, an action, an address or an export that is not written here makes a test fail.
"""

from collections.abc import Mapping

from circular.domain.permissions import Permission, Role

S, E, P, A = Role.STAFF, Role.ELECTED, Role.PARTNER, Role.ADMINISTRATOR
EVERYBODY = frozenset(Role)
TEAM = frozenset({S, A})

HOLDERS: Mapping[Permission, frozenset[Role]] = {
    Permission.SEE_DASHBOARD: EVERYBODY,
    Permission.SEE_PIPELINE: TEAM,
    Permission.EDIT_PIPELINE: TEAM,
    Permission.REVIEW_CASES: TEAM,
    Permission.READ_CASE_NOTES: EVERYBODY,
    Permission.SEE_AGREEMENTS: frozenset({S, E, A}),
    Permission.EDIT_AGREEMENTS: TEAM,
    Permission.SEE_DEADLINES: EVERYBODY,
    Permission.FULFIL_COMMITMENTS: frozenset({S, P, A}),
    Permission.SEE_DOCUMENTS: TEAM,
    Permission.EDIT_DOCUMENTS: TEAM,
    Permission.SEE_MATERIALS: EVERYBODY,
    Permission.SEE_STREAMS: frozenset({S, P, A}),
    Permission.EDIT_STREAMS: frozenset({S, P, A}),
    Permission.SEE_MATCHES: TEAM,
    Permission.EDIT_MATCHES: TEAM,
    Permission.ANSWER_INTRODUCTIONS: frozenset({S, P, A}),
    Permission.SEE_FACILITIES: frozenset({S, P, A}),
    Permission.EDIT_FACILITIES: frozenset({S, P, A}),
    Permission.SEE_JOBS: TEAM,
    Permission.EDIT_JOBS: TEAM,
    Permission.SEE_PARTNERS: TEAM,
    Permission.EDIT_PARTNERS: TEAM,
    Permission.SEE_TERRITORY: frozenset({S, E, A}),
    Permission.EDIT_TERRITORY: TEAM,
    Permission.SEE_PEOPLE: TEAM,
    Permission.SEE_CONFIDENTIAL: TEAM,
    Permission.EXPORT_LISTS: EVERYBODY,
    Permission.EDIT_SETTINGS: frozenset({A}),
    Permission.MANAGE_ACCOUNTS: frozenset({A}),
    Permission.MANAGE_OWN_ACCOUNT: EVERYBODY,
    Permission.MANAGE_PERSONAL_DATA: TEAM,
    Permission.SEE_JOURNAL: frozenset({A}),
    Permission.SEE_RIGHTS: EVERYBODY,
    Permission.TAKE_EVERYTHING_OUT: frozenset({A}),
}

PAGES: Mapping[str, frozenset[Role]] = {
    "accounts.py": frozenset({A}),
    "agreement.py": frozenset({S, E, A}),
    "allocation.py": TEAM,
    "agreements.py": frozenset({S, E, A}),
    "benefits.py": EVERYBODY,
    "case_notes.py": EVERYBODY,
    "dashboard.py": EVERYBODY,
    "deadlines.py": EVERYBODY,
    "facilities.py": frozenset({S, P, A}),
    "facility.py": frozenset({S, P, A}),
    "facility_bookings.py": frozenset({S, P, A}),
    "first_run.py": frozenset({A}),
    "holder.py": TEAM,
    "holders.py": TEAM,
    "home.py": EVERYBODY,
    "introductions.py": frozenset({S, P, A}),
    "jobs.py": TEAM,
    "journal.py": frozenset({A}),
    "matches.py": TEAM,
    "materials.py": EVERYBODY,
    "my_account.py": EVERYBODY,
    "my_day.py": TEAM,
    "partners.py": TEAM,
    "privacy.py": TEAM,
    "project.py": TEAM,
    "projects.py": TEAM,
    "rights.py": EVERYBODY,
    "settings.py": frozenset({A}),
    "stream.py": frozenset({S, P, A}),
    "streams.py": frozenset({S, P, A}),
    "territory.py": frozenset({S, E, A}),
    "unmatched.py": TEAM,
    "tracked_match.py": TEAM,
    "tracked_matches.py": TEAM,
}
BEFORE_ANYBODY_IS_KNOWN = frozenset({"welcome.py"})

ACTIONS: Mapping[Permission, frozenset[str]] = {
    Permission.EDIT_PIPELINE: frozenset(
        {
            "exchanges.amend_exchange",
            "exchanges.note_exchange",
            "facility_bookings.request_booking",
            "holders.add_new_person",
            "holders.add_person",
            "holders.archive_holder",
            "holders.capture_contact",
            "holders.give_notice",
            "holders.register_holder",
            "holders.remove_person",
            "holders.restore_holder",
            "holders.set_people",
            "holders.update_holder",
            "implantations.amend_implantation",
            "implantations.choose_site",
            "implantations.record_opening",
            "moves.correct_move",
            "moves.move_project",
            "needs.amend_need",
            "needs.archive_need",
            "needs.restore_need",
            "needs.state_need",
            "needs.state_no_need",
            "next_actions.drop_action",
            "next_actions.mark_done",
            "next_actions.plan_action",
            "next_actions.postpone",
            "next_actions.undo_done",
            "projects.archive_project",
            "projects.block_project",
            "projects.hand_over",
            "projects.restore_project",
            "projects.start_project",
            "projects.unblock_project",
            "projects.update_project",
            "services.amend_service",
            "services.cancel_request",
            "services.give_service",
            "services.request_service",
            "trials.count_again",
            "trials.mark_as_trial",
        }
    ),
    Permission.REVIEW_CASES: frozenset(
        {
            "case_notes.amend_case_note",
            "case_notes.remove_case_note",
            "case_notes.write_case_note",
        }
    ),
    Permission.READ_CASE_NOTES: frozenset({"case_notes.open_case_note"}),
    Permission.SEE_AGREEMENTS: frozenset({"agreement_documents.record_sheet_taken"}),
    Permission.EDIT_AGREEMENTS: frozenset(
        {
            "agreement_moves.abandon_agreement",
            "agreement_moves.back_to_draft",
            "agreement_moves.end_agreement",
            "agreement_moves.send_to_review",
            "agreement_moves.send_to_sign",
            "agreement_moves.sign_agreement",
            "agreement_moves.terminate_agreement",
            "agreement_renewals.renew_agreement",
            "agreement_renewals.withdraw_renewal",
            "agreements.change_unsigned_agreement",
            "amendments.change_amendment",
            "amendments.delete_amendment",
            "amendments.draft_amendment",
            "amendments.sign_amendment",
            "agreement_pieces.set_pieces",
            "agreement_types.take_newest_rules",
            "agreements.archive_agreement",
            "agreements.draft_agreement",
            "agreements.set_parties",
            "agreements.set_services",
            "commitments.add_commitment",
            "commitments.change_commitment",
            "commitments.remove_commitment",
        }
    ),
    Permission.FULFIL_COMMITMENTS: frozenset({"commitments.mark_done", "commitments.undo_done"}),
    Permission.SEE_DOCUMENTS: frozenset(
        {
            "agreement_documents.record_text_taken",
            "documents.record_download",
        }
    ),
    Permission.EDIT_DOCUMENTS: frozenset(
        {
            "documents.add_document",
            "documents.remove_document",
            "documents.replace_document",
            "documents.restore_document",
        }
    ),
    Permission.EDIT_STREAMS: frozenset(
        {
            "stream_measures.note_stream_measure",
            "stream_measures.remove_stream_measure",
            "streams.add_stream",
            "streams.amend_stream",
            "streams.archive_stream",
            "streams.duplicate_stream",
            "streams.restore_stream",
        }
    ),
    Permission.EDIT_MATCHES: frozenset(
        {
            "allocation.accept_lines",
            "introductions.remind",
            "introductions.send_introduction",
            "match_questions.ask_question",
            "matches.decide",
            "matches.undo_decision",
            "tracked_matches.correct_match_move",
            "tracked_matches.move_match",
            "tracked_matches.note_measure",
            "tracked_matches.remove_measure",
        }
    ),
    Permission.ANSWER_INTRODUCTIONS: frozenset({"introductions.answer_introduction"}),
    Permission.EDIT_FACILITIES: frozenset(
        {
            "facilities.add_closure",
            "facilities.add_facility",
            "facilities.amend_facility",
            "facilities.archive_facility",
            "facilities.remove_closure",
            "facilities.restore_facility",
            "facility_bookings.amend_booking",
            "facility_bookings.cancel_booking",
            "facility_bookings.confirm_booking",
            "facility_bookings.record_use",
            "facility_bookings.restore_booking",
        }
    ),
    Permission.EDIT_JOBS: frozenset(
        {
            "jobs.add_job_line",
            "jobs.amend_job_line",
            "jobs.end_jobs",
            "jobs.remove_job_line",
            "jobs.unverify_job_line",
            "jobs.verify_job_line",
            "targets.revise_target",
            "targets.set_target",
        }
    ),
    Permission.EDIT_PARTNERS: frozenset(
        {
            "organisations.amend_organisation",
            "organisations.archive_organisation",
            "organisations.register_organisation",
            "organisations.restore_organisation",
        }
    ),
    Permission.EDIT_TERRITORY: frozenset(
        {
            "territory.add_commune",
            "territory.add_epci",
            "territory.link_partner",
            "territory.remove_commune",
            "territory.remove_epci",
        }
    ),
    Permission.EDIT_SETTINGS: frozenset(
        {
            "agreement_templates.keep_template",
            "agreement_templates.put_back_template",
            "agreement_templates.retire_template",
            "agreement_types.change_agreement_type",
            "match_weights.choose_weights",
            "match_weights.restore_weights",
            "benefit_factors.add_factor",
            "benefit_factors.amend_factor",
            "benefit_factors.archive_factor",
            "benefit_factors.restore_factor",
            "reference.add_entry",
            "reference.rename_entry",
            "reference.switch_entry_off",
            "reference.switch_entry_on",
            "settings.change_settings",
        }
    ),
    Permission.MANAGE_ACCOUNTS: frozenset(
        {
            "accounts.anonymise_account",
            "accounts.change_account",
            "accounts.change_rules",
            "accounts.close_account",
            "accounts.give_link",
            "accounts.invite",
            "accounts.lift_second_factor",
            "accounts.reopen_account",
            "sessions.end_sessions_of",
        }
    ),
    Permission.MANAGE_OWN_ACCOUNT: frozenset(
        {
            "calendar_feeds.give_feed",
            "calendar_feeds.revoke_feed",
            "my_account.begin_second_factor",
            "my_account.change_password",
            "my_account.confirm_second_factor",
            "my_account.drop_second_factor",
            "my_account.renew_recovery_codes",
            "saved_views.remove_view",
            "saved_views.rename_view",
            "saved_views.restore_view",
            "saved_views.save_view",
            "sessions.end_own_session",
            "sessions.end_own_sessions",
        }
    ),
    Permission.MANAGE_PERSONAL_DATA: frozenset(
        {
            "data_requests.answer_request",
            "data_requests.note_request",
            "documents.erase_removed",
            "person_files.record_person_file",
            "retention.anonymise",
            "retention.anonymise_due",
            "retention.change_retention",
            "retention.postpone_retention",
        }
    ),
    Permission.EXPORT_LISTS: frozenset({"exports.record_export"}),
    Permission.TAKE_EVERYTHING_OUT: frozenset({"take_out.record_take_out"}),
}
"""Each act that a known person may do, under the permission that it demands."""

WITHOUT_AUTHOR: Mapping[str, str] = {
    "agreements.found": "reads inside another act",
    "agreements.type_of": "reads inside another act",
    "calendar_feeds.note_feed_reading": "notes that a calendar was read",
    "case_notes.note_reading": "takes part in the work of another act",
    "exchanges.write_exchange": "takes part in the work of another act",
    "holders.check_commune": "checks inside another act",
    "holders.check_entries": "checks inside another act",
    "holders.start": "takes part in the work of another act",
    "identity_provider.come_back": "signing in: nobody is known yet",
    "identity_provider.enter": "signing in: nobody is known yet",
    "identity_provider.set_off": "signing in: nobody is known yet",
    "implantations.place_of": "computes",
    "invitations.ask_reset": "signing in: nobody is known yet",
    "invitations.begin_first_run": "of the command line",
    "invitations.choose_password": "whoever holds a one-time link",
    "invitations.create_first_administrator": "whoever holds a one-time link",
    "invitations.make_link": "takes part in the work of another act",
    "invitations.make_reset_link": "of the command line",
    "invitations.refuse_weak": "checks inside another act",
    "invitations.usable_link": "whoever holds a one-time link",
    "matches.side_by_side": "checks inside another act",
    "moves.enter": "takes part in the work of another act",
    "moves.sentence_of": "computes",
    "next_actions.write_action": "takes part in the work of another act",
    "open_projects.open_project": "reads inside another act",
    "producers.producer_of": "takes part in the work of another act",
    "streams.known_stream": "reads inside another act",
    "producers.refuse_others": "checks inside another act",
    "refusals.note_once": "takes part in the work of another act",
    "refusals.refuse_cookie": "signing in: nobody is known yet",
    "refusals.refuse_link": "signing in: nobody is known yet",
    "scenario.load_scenario": "of the command line",
    "scenario_commitments.load_commitments": "of the command line",
    "scenario_commitments.organisations_of": "of the command line",
    "scenario_bookings.load_booking": "of the command line",
    "scenario_matches.load_matches": "of the command line",
    "scenario_projects.load_project": "of the command line",
    "sessions.note": "takes part in the work of another act",
    "sessions.open_session": "signing in: nobody is known yet",
    "sessions.see": "notes that a session is active",
    "sessions.sign_out": "whoever holds the session's cookie",
    "sign_in.claim_attempt": "signing in: nobody is known yet",
    "sign_in.code_serves": "checks inside another act",
    "sign_in.enrol": "signing in: nobody is known yet",
    "sign_in.enter": "signing in: nobody is known yet",
    "sign_in.give_code": "signing in: nobody is known yet",
    "sign_in.keep_factor": "takes part in the work of another act",
    "sign_in.sign_in": "signing in: nobody is known yet",
    "sign_in.waiting_session": "signing in: nobody is known yet",
    "take_out.check_place": "of the command line",
    "take_out.restore_take_out": "of the command line",
    "tracked_matches.carry_out": "takes part in the work of another act",
    "tracked_matches.enter": "takes part in the work of another act",
    "work.changes_between": "computes",
    "work.stale": "computes",
    "work.work": "the unit of work itself: it demands the permission",
}
"""Each public function of the actions that no known person calls, and why it needs no right."""


SEE_OTHER, FORBIDDEN, NOT_FOUND, WRONG_METHOD, FINE = 303, 403, 404, 405, 200

ROUTES: Mapping[str, tuple[int, int]] = {
    "/healthz": (FINE, WRONG_METHOD),
    "/demonstration/role/{role}": (SEE_OTHER, WRONG_METHOD),
    "/connexion/style.css": (FINE, WRONG_METHOD),
    "/connexion": (FINE, FORBIDDEN),
    "/connexion/code": (SEE_OTHER, FORBIDDEN),
    "/connexion/second-facteur": (SEE_OTHER, FORBIDDEN),
    "/deconnexion": (FINE, FORBIDDEN),
    "/mot-de-passe-oublie": (FINE, FORBIDDEN),
    "/premiere-connexion/{token}": (NOT_FOUND, FORBIDDEN),
    "/invitation/{token}": (NOT_FOUND, FORBIDDEN),
    "/mot-de-passe/{token}": (NOT_FOUND, FORBIDDEN),
    "/connexion/fournisseur": (SEE_OTHER, WRONG_METHOD),
    "/connexion/retour": (SEE_OTHER, WRONG_METHOD),
    "/connexion/fournisseur/sortie": (SEE_OTHER, WRONG_METHOD),
    "/connexion/sortie": (SEE_OTHER, WRONG_METHOD),
    "/sortie-complete": (FORBIDDEN, FORBIDDEN),
    "/documents/{number}": (FORBIDDEN, WRONG_METHOD),
    "/calendrier/{token}.ics": (NOT_FOUND, WRONG_METHOD),
}
"""Address → what answers a visit, and a form sent without the proof that it is ours."""

ROUTES_OF_ROLES: Mapping[str, Mapping[Role, tuple[int, int]]] = {
    "/sortie-complete": {A: (FINE, FORBIDDEN)},
    "/documents/{number}": dict.fromkeys(TEAM, (NOT_FOUND, WRONG_METHOD)),
}
"""Addresses that answer some roles otherwise than they answer everybody."""

EXPORTS: Mapping[str, frozenset[Role]] = {
    "export_carte-projets": TEAM,
    "export_a-prospecter": TEAM,
    "export_benefices-par-annee": EVERYBODY,
    "export_benefices-par-famille": TEAM,
    "export_besoins-sans-gisement": TEAM,
    "export_gisements-sans-preneur": TEAM,
    "export_communes": frozenset({S, E, A}),
    "export_conventions": frozenset({S, E, A}),
    "export_echeances": EVERYBODY,
    "export_emplois": TEAM,
    "export_gisements": frozenset({S, P, A}),
    "export_journal": frozenset({A}),
    "export_locaux": frozenset({S, P, A}),
    "export_matieres-communes": frozenset({S, P, A}),
    "export_matieres-epci": frozenset({E}),
    "export_matieres-familles": EVERYBODY,
    "export_matieres-flux": TEAM,
    "export_matieres-mois": EVERYBODY,
    "export_mesures-gisement": frozenset({S, P, A}),
    "export_partenaires": TEAM,
    "export_plan": TEAM,
    "export_porteurs": TEAM,
    "export_projets": TEAM,
    "export_reservations": frozenset({S, P, A}),
    "export_rapprochements": TEAM,
    "sheet_pdf": frozenset({S, E, A}),
    "text_docx": TEAM,
    "text_pdf": TEAM,
    "usual_template": frozenset({A}),
    "privacy_notice-information": TEAM,
    "privacy_registre-traitements": TEAM,
}
"""Each file that a page of a list offers, and to whom."""

AFTER_A_CHOICE = frozenset({"export_mesures-gisement", "sheet_pdf", "text_docx", "text_pdf"})
"""Files that a record offers once it has what they hold, or in a menu that a crawl leaves shut."""
