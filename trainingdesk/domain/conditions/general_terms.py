"""The general terms as they are printed: the office's own text, else one made from its rules."""

import re

from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.clauses import ITEM, Clause, clauses, heading
from trainingdesk.domain.conditions.text_fields import filled, own_clause_heading
from trainingdesk.domain.organisation import Organisation

PREAMBLE = (
    "Les présentes conditions régissent les formations vendues par {office} à ses clients, "
    "professionnels, organismes publics et particuliers. Passer commande, c’est les accepter. "
    "« L’organisme » y désigne {office} ; « le particulier qui finance lui-même sa formation » est "
    "la personne physique dont le contrat relève des articles L6353-3 à L6353-7 du Code du travail."
)


_TITLE = r"\A\s*#+\s*conditions\s+générales(?:\s+de\s+vente)?[ #.]*\n"


def general_terms(conditions: Conditions, organisation: Organisation) -> str:
    """Return the general terms in Markdown.

    Raises:
        RuleBroken: the office's own text has a field that cannot be filled in.
    """
    if conditions.terms.strip():
        return _untitled(filled(conditions.terms, conditions.rules))
    parts = [_escaped(PREAMBLE.format(office=organisation.trade_name))]
    parts += [_markdown(clause) for clause in clauses(conditions.rules, organisation)]
    return "\n\n".join(parts) + "\n"


def clause_name(conditions: Conditions, rule: str) -> str:
    """Return the number and title of the printed clause of a rule, or nothing without one."""
    own = own_clause_heading(conditions.terms, rule)
    return own or heading(conditions.rules, rule)


def _untitled(text: str) -> str:
    """Return a text without a heading that only says what the paper's own title says."""
    return re.sub(_TITLE, "", text, flags=re.IGNORECASE)


def _markdown(clause: Clause) -> str:
    made = f"## {clause.heading}\n"
    for paragraph in clause.paragraphs:
        is_item = paragraph.startswith(ITEM)
        words = _escaped(paragraph.removeprefix(ITEM))
        made += f"{ITEM}{words}\n" if is_item else f"\n{words}\n\n"
    return re.sub(r"\n{3,}", "\n\n", made).strip()


def _escaped(words: str) -> str:
    """Return words whose letters mean nothing to Markdown: a court's name is no emphasis."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", words)
