"""The small lists of choices, by the name that people give them."""

from collections.abc import Mapping

from circular.domain.labels import Labelled
from circular.domain.stages import ExitKind


class ChoiceList(Labelled):
    """A list that an association completes with its own entries."""

    SERVICE_TYPES = "service_types", "Prestations du bouquet"
    CONTACT_ORIGINS = "contact_origins", "Origines du contact"
    SECTORS = "sectors", "Secteurs d’activité"
    MATERIAL_FAMILIES = "material_families", "Familles de matières"
    PARTNER_ROLES = "partner_roles", "Rôles de partenaire"
    ORGANISATION_KINDS = "organisation_kinds", "Genres d’organisation"
    FACILITY_KINDS = "facility_kinds", "Genres de locaux et d’installations"
    FUNDING_SOURCES = "funding_sources", "Financements"
    LEGAL_FORMS = "legal_forms", "Formes juridiques"
    HOLDER_ROLES = "holder_roles", "Rôles d’une personne dans un projet"
    EXIT_REASONS = "exit_reasons", "Raisons de sortie"
    DISMISSAL_REASONS = "dismissal_reasons", "Raisons d’écarter un rapprochement"
    PRODUCER_KINDS = "producer_kinds", "Producteurs à prospecter, par chapitre"
    PROOF_KINDS = "proof_kinds", "Genres de preuve"
    CONTRACT_KINDS = "contract_kinds", "Natures de contrat de travail"
    PILLARS = "pillars", "Piliers de l’économie circulaire"
    FIGURE_RELIABILITIES = "figure_reliabilities", "Fiabilités d’un tonnage"
    TREATMENT_OPERATIONS = "treatment_operations", "Opérations de traitement"
    EPR_SCHEMES = "epr_schemes", "Filières à responsabilité élargie du producteur"


PARENTS: Mapping[str, str] = {
    **{kind.value: kind.label for kind in ExitKind},
    "installation": "Installation",
    "local": "Local",
    "durable": "Emploi durable (6 mois ou plus)",
    "short": "Emploi court",
    "R": "Valorisation (R)",
    "D": "Élimination (D)",
}
"""The heading under which the entries of a few lists are arranged, as people read it."""
