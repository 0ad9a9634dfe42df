"""The titles of the clauses, and the numbers they are printed under."""

from collections.abc import Mapping
from types import MappingProxyType

from trainingdesk.domain.conditions.rules import RULES, Rules

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "offer": "Proposition commerciale et prix",
        "formation": "Formation de l’accord",
        "modification": "Modification de la commande",
        "withdrawal": "Droit de rétractation des particuliers",
        "deposit": "Acompte",
        "payment": "Conditions de paiement",
        "funder": "Prise en charge par un financeur",
        "late": "Pénalités de retard",
        "recovery": "Indemnité de recouvrement",
        "suspension": "Suspension des formations",
        "cancellation": "Annulation par le client",
        "postponement": "Report à la demande du client",
        "substitution": "Remplacement d’un stagiaire",
        "absence": "Absence d’un stagiaire",
        "interruption": "Interruption ou abandon",
        "force_majeure": "Force majeure",
        "office_cancellation": "Annulation ou report par l’organisme",
        "intra": "Formations intra-entreprise",
        "capacity": "Nombre de places",
        "hours": "Horaires",
        "sendings": "Envois avant la formation",
        "completion": "Fin de la formation",
        "elearning": "Formation en ligne",
        "discipline": "Discipline",
        "recording": "Enregistrements",
        "reserves": "Réserves et avis de l’organisme",
        "liability": "Responsabilité",
        "client_duties": "Engagements du client",
        "publicity": "Références et logo",
        "solicitation": "Non-sollicitation",
        "termination": "Résiliation",
        "personal_data": "Données personnelles",
        "disputes": "Différends",
    }
)
"""The title of the clause of each rule."""


def present(rules: Rules) -> tuple[str, ...]:
    """Return the rules that are present, in the order their clauses are printed."""
    return tuple(name for name in RULES if getattr(rules, name) is not None)


def heading(rules: Rules, rule: str) -> str:
    """Return «11. Annulation par le client», or nothing where the terms have no such clause."""
    found = present(rules)
    return f"{found.index(rule) + 1}. {TITLES[rule]}" if rule in found else ""
