"""Who may do what: the roles, the permissions and the one table between them."""

from circular.domain.labels import Labelled


class Role(Labelled):
    """What a person is to the association."""

    STAFF = "staff", "Équipe"
    ELECTED = "elected", "Élu·e"
    PARTNER = "partner", "Partenaire"
    ADMINISTRATOR = "administrator", "Administrateur·rice"


class Permission(Labelled):
    """One thing that a role may do, as the matrix « Qui peut quoi » names it."""

    SEE_DASHBOARD = "see_dashboard", "Lire le tableau des élus"
    SEE_FIGURE_ROWS = "see_figure_rows", "Ouvrir les lignes derrière un chiffre"
    SEE_PIPELINE = "see_pipeline", "Lire les projets et leur suivi"
    EDIT_PIPELINE = "edit_pipeline", "Modifier les porteurs, les projets et leur suivi"
    REVIEW_CASES = "review_cases", "Tenir les notes de revue de situation"
    READ_CASE_NOTES = "read_case_notes", "Lire les notes de revue où l’on est nommé"
    SEE_AGREEMENTS = "see_agreements", "Lire et exporter la liste des conventions"
    EDIT_AGREEMENTS = "edit_agreements", "Préparer et faire signer les conventions"
    SEE_DEADLINES = "see_deadlines", "Lire les échéances des conventions que l’on peut voir"
    FULFIL_COMMITMENTS = "fulfil_commitments", "Dire tenus les engagements que l’on peut voir"
    SEE_DOCUMENTS = "see_documents", "Télécharger les documents déposés"
    EDIT_DOCUMENTS = "edit_documents", "Déposer, remplacer et retirer des documents"
    SEE_MATERIALS = "see_materials", "Lire la vue d’ensemble des gisements"
    SEE_STREAMS = "see_streams", "Lire les gisements"
    EDIT_STREAMS = "edit_streams", "Modifier les gisements"
    SEE_MATCHES = "see_matches", "Lire les rapprochements"
    EDIT_MATCHES = "edit_matches", "Retenir ou écarter un rapprochement"
    ANSWER_INTRODUCTIONS = "answer_introductions", "Répondre aux mises en relation reçues"
    SEE_FACILITIES = "see_facilities", "Lire les locaux et installations"
    EDIT_FACILITIES = "edit_facilities", "Modifier les locaux et installations"
    SEE_JOBS = "see_jobs", "Lire les emplois, ligne par ligne"
    EDIT_JOBS = "edit_jobs", "Modifier les emplois et les objectifs"
    FREEZE_FIGURES = "freeze_figures", "Figer une situation et en partager l’adresse"
    SEE_PARTNERS = "see_partners", "Lire l’annuaire des partenaires"
    EDIT_PARTNERS = "edit_partners", "Modifier l’annuaire des partenaires"
    SEE_TERRITORY = "see_territory", "Lire la liste des communes"
    EDIT_TERRITORY = "edit_territory", "Modifier le territoire"
    SEE_PEOPLE = "see_people", "Voir les noms et coordonnées des personnes"
    SEE_CONFIDENTIAL = "see_confidential", "Voir les producteurs confidentiels"
    EXPORT_LISTS = "export_lists", "Télécharger les listes que l’on peut lire"
    EDIT_SETTINGS = "edit_settings", "Modifier les réglages et les listes"
    MANAGE_ACCOUNTS = "manage_accounts", "Gérer les comptes, leurs rôles et leurs connexions"
    MANAGE_OWN_ACCOUNT = "manage_own_account", "Gérer son propre compte"
    MANAGE_PERSONAL_DATA = "manage_personal_data", "Servir les droits des personnes, anonymiser"
    SEE_JOURNAL = "see_journal", "Lire le journal entier et le vérifier"
    SEE_RIGHTS = "see_rights", "Lire «\u00a0Qui peut quoi\u00a0»"
    TAKE_EVERYTHING_OUT = "take_everything_out", "Emporter toutes les données en un fichier"


_ADMINISTRATOR = frozenset(Permission)
_STAFF = _ADMINISTRATOR - {
    Permission.EDIT_SETTINGS,
    Permission.MANAGE_ACCOUNTS,
    Permission.SEE_JOURNAL,
    Permission.TAKE_EVERYTHING_OUT,
}
_ELECTED = frozenset(
    {
        Permission.SEE_DASHBOARD,
        Permission.SEE_FIGURE_ROWS,
        Permission.SEE_AGREEMENTS,
        Permission.SEE_DEADLINES,
        Permission.SEE_MATERIALS,
        Permission.SEE_TERRITORY,
        Permission.READ_CASE_NOTES,
        Permission.EXPORT_LISTS,
        Permission.MANAGE_OWN_ACCOUNT,
        Permission.SEE_RIGHTS,
    }
)
_PARTNER = frozenset(
    {
        Permission.SEE_DASHBOARD,
        Permission.SEE_MATERIALS,
        Permission.SEE_STREAMS,
        Permission.EDIT_STREAMS,
        Permission.ANSWER_INTRODUCTIONS,
        Permission.SEE_DEADLINES,
        Permission.FULFIL_COMMITMENTS,
        Permission.SEE_FACILITIES,
        Permission.EDIT_FACILITIES,
        Permission.READ_CASE_NOTES,
        Permission.EXPORT_LISTS,
        Permission.MANAGE_OWN_ACCOUNT,
        Permission.SEE_RIGHTS,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STAFF: _STAFF,
    Role.ELECTED: _ELECTED,
    Role.PARTNER: _PARTNER,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}
