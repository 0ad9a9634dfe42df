"""The French names under which an office's own text may print the values of the rules."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

_CLAUSES: dict[str, tuple[str, dict[str, str]]] = {
    "offer": (
        "proposition",
        {
            "validity_days": "validite",
            "preparation_cost": "cout",
            "trainee_expenses": "frais_stagiaires",
            "trainer_expenses": "frais_formateur",
            "firm_once_both_agree": "prix_ferme",
            "excludes_coaching": "hors_coaching",
        },
    ),
    "formation": (
        "accord",
        {
            "needs": "pieces",
            "return_days": "retour",
            "marks": "marques",
            "order_acknowledged": "accuse_reception",
            "special_terms": "conditions_particulieres",
            "special_terms_denied_elsewhere": "conditions_particulieres_exclues",
        },
    ),
    "modification": (
        "modification",
        {"accepted_in_writing": "ecrit", "extra_proposal": "proposition_complementaire"},
    ),
    "withdrawal": ("retractation", {"days": "delai", "scope": "portee"}),
    "deposit": (
        "acompte",
        {
            "share": "part",
            "base": "base",
            "moment": "moment",
            "days_before": "delai",
            "individuals": "particuliers",
        },
    ),
    "payment": (
        "paiement",
        {
            "moment": "moment",
            "days": "delai",
            "instalments": "echelonnement",
            "individuals": "particuliers",
        },
    ),
    "funder": (
        "financeur",
        {
            "asked_before_start": "demande_avant",
            "named_on_agreement": "nomme",
            "answer_notice": "preavis",
            "answer_unit": "unite",
            "rest_to_client": "reste_au_client",
            "unpaid_months": "impaye",
        },
    ),
    "late": (
        "retard",
        {
            "reference": "reference",
            "multiple": "multiple",
            "points": "points",
            "read_on": "date",
            "floor_multiple": "plancher",
        },
    ),
    "recovery": ("indemnite", {"amount": "montant", "scope": "portee"}),
    "suspension": ("suspension", {"unpaid_invoice": "impaye", "missing_papers": "pieces"}),
    "cancellation": (
        "annulation",
        {"unit": "unite", "in_writing": "ecrit", "discretionary": "reserve"},
    ),
    "postponement": (
        "report",
        {
            "at_least": "preavis",
            "within_months": "mois",
            "keeps_deposit": "acompte_garde",
            "new_price": "nouveau_prix",
            "too_late": "trop_tard",
            "in_writing": "ecrit",
            "even_in_force_majeure": "force_majeure",
            "funder_agrees": "accord_financeur",
        },
    ),
    "substitution": (
        "remplacement",
        {
            "at_least": "preavis",
            "same_profile": "meme_profil",
            "funder_agrees": "accord_financeur",
        },
    ),
    "absence": (
        "absence",
        {"share_due": "part", "justified": "justifiee", "employer_told": "employeur"},
    ),
    "interruption": (
        "interruption",
        {
            "share_due": "part",
            "module_begun_due": "module_commence",
            "house_rules_remedy": "reglement_interieur",
        },
    ),
    "force_majeure": ("force_majeure", {"due": "du"}),
    "office_cancellation": (
        "annulation_organisme",
        {
            "refund_unless_new_date": "remboursement",
            "adjourn_days": "report",
            "indemnity": "indemnite",
        },
    ),
    "intra": ("intra", {"runs_from": "minimum", "absence_cancels": "absence"}),
    "capacity": ("places", {"overflow": "surnombre", "same_price": "meme_prix"}),
    "hours": (
        "horaires",
        {
            "day": "journee",
            "half_day": "demi_journee",
            "morning_from": "matin_debut",
            "morning_to": "matin_fin",
            "afternoon_from": "apres_midi_debut",
            "afternoon_to": "apres_midi_fin",
            "breaks": "pauses",
        },
    ),
    "sendings": (
        "envois",
        {
            "on_enrolment": "inscription",
            "days_before": "jours",
            "in_those_days": "ces_jours",
            "hours_before": "heures",
            "in_those_hours": "ces_heures",
            "pre_enrolment": "preinscription",
            "reachable": "joignable",
        },
    ),
    "completion": (
        "fin",
        {
            "training_attestation": "attestation",
            "success_attestation": "reussite",
            "presence_on_request": "presence",
            "survey_compulsory": "questionnaire",
        },
    ),
    "elearning": (
        "plateforme",
        {
            "access_hours": "acces",
            "open_days": "duree",
            "report_hours": "signalement",
            "repair_working_hours": "reparation",
            "maintenance_hours": "maintenance",
            "bandwidth": "debit",
            "one_login_each": "identifiant_personnel",
            "around_the_clock": "toute_heure",
            "express_request": "demande_expresse",
        },
    ),
    "discipline": (
        "discipline",
        {
            "sanctions": "sanctions",
            "clear_days": "jours_francs",
            "latest_days": "jours",
            "council": "conseil",
        },
    ),
    "recording": ("enregistrement", {"needs_leave": "autorisation"}),
    "reserves": ("reserves", {"during_service": "pendant", "adverse_advice": "avis_defavorable"}),
    "liability": (
        "responsabilite",
        {
            "means_only": "moyens",
            "capped_at_price": "limite_au_prix",
            "consumers_excepted": "hors_consommateurs",
        },
    ),
    "client_duties": ("client", {"correspondent": "correspondant", "insurance": "assurance"}),
    "publicity": ("references", {"logo_prior_consent": "logo", "naming": "nom"}),
    "solicitation": (
        "sollicitation",
        {"salary_months": "salaire", "subcontracted_months": "sous_traitance"},
    ),
    "termination": ("resiliation", {"notice_days": "delai"}),
    "personal_data": ("donnees", {"retention_years": "duree", "rights": "droits"}),
    "disputes": (
        "litiges",
        {
            "court": "tribunal",
            "non_professionals_excepted": "hors_particuliers",
            "mediator": "mediateur",
        },
    ),
}
"""By rule: its French name, and those of its values."""

MOST_TIERS = 9
"""Tiers of cancellation that have fields; real terms have two to four."""

_TIER = {"at_least": "preavis", "share": "part", "base": "base"}


def _names() -> Iterator[tuple[str, str]]:
    for rule, (clause, values) in _CLAUSES.items():
        for value, name in values.items():
            yield f"{clause}.{name}", f"{rule}.{value}"
    for number in range(1, MOST_TIERS + 1):
        for value, name in _TIER.items():
            yield f"annulation.palier{number}.{name}", f"cancellation.tiers.{number}.{value}"


FIELDS: Mapping[str, str] = MappingProxyType(dict(_names()))
"""The path of a value by its French name: `acompte.part` is `deposit.share`.

A tier of cancellation stands between: `annulation.palier1.preavis` is
`cancellation.tiers.1.at_least`.
"""
