"""Columns whose name means more in one table than in the others: a list of values, a unit."""

from collections.abc import Mapping

EXACT: Mapping[tuple[str, str], str] = {
    ("agreement_type", "version"): "Version du type",
    ("benefit_factor", "kind"): "Ce qu’il estime\u00a0: co2 (t par t), jobs (pour 10\u202f000 t)",
    ("benefit_factor", "year"): "Année de la source",
    ("agreement_renewal", "sequence"): "Rang du renouvellement",
    ("amendment", "number"): "Rang de l’avenant",
    ("amendment", "services"): "Prestations promises, en JSON\u00a0; inconnu si inchangé",
    ("amendment", "reason"): "Objet de l’avenant",
    ("case_note", "text"): "Texte réservé\u00a0; inconnu une fois effacé",
    ("case_note_reader", "role"): "Rôle dans lequel la personne a été nommée",
    ("job_line", "kind"): "Nature\u00a0: planned (prévu), created (créé), safeguarded (préservé)",
    ("introduction", "answer"): "Réponse\u00a0: interested, not_interested, call_back",
    ("match_move", "kind"): "Passage\u00a0: enter, contact, try_out, agree, start, amend, end, "
    "refuse, reopen",
    ("match_move", "price"): "Prix payé par le projet, en euros la tonne",
    ("match_move", "tonnes"): "Tonnes par an promises",
    ("match_weights", "version"): "Version des poids ; la première est celle du produit",
    ("match_weights", "material"): "Poids de la matière, de 0 à 1",
    ("match_weights", "distance"): "Poids de la distance, de 0 à 1",
    ("match_weights", "quantity"): "Poids de la quantité, de 0 à 1",
    ("match_weights", "season"): "Poids de la saison, de 0 à 1",
    ("match_weights", "quality"): "Poids de la qualité, de 0 à 1",
    ("match_weights", "price"): "Poids du prix, de 0 à 1",
    ("match_weights", "restored_from"): "Version dont les poids sont repris",
    ("project_move", "kind"): "Mouvement\u00a0: entry, advance, back, exit, return",
    ("ref_naf", "version"): "Version de la nomenclature",
    ("ref_version", "version"): "Version des données de référence",
    ("sign_in_attempt", "address"): "Adresse réseau",
    ("sign_in_session", "address"): "Adresse réseau",
}
