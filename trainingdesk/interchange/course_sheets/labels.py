"""The headings that offices print over the parts of a course sheet, as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from trainingdesk.french import sort_key


class Part(StrEnum):
    """What stands under a heading; most are fields of a course sheet by their own name."""

    TITLE = "title"
    CODE = "code"
    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    DURATION = "duration"
    OBJECTIVES = "objectives"
    PROGRAMME = "programme"
    PREREQUISITES = "prerequisites"
    AUDIENCE = "audience"
    METHODS = "methods"
    ASSESSMENT = "assessment"
    MODALITY = "modality"
    RECOGNITION = "recognition"
    ACCESS = "access"
    ACCESSIBILITY = "accessibility"
    PRICE = "price_ht"
    FUNDING = "funding"
    RESULTS = "results"
    CONTACTS = "contacts"
    VERSION = "version_date"
    FACTS = "facts"
    """A heading over labelled rows, with no text of its own."""
    ELSEWHERE = "elsewhere"
    """Known to sheets, and no field of ours: what stands under it is handed back as unread."""
    PREAMBLE = "preamble"
    """What stands before the first heading."""


LISTS = (Part.OBJECTIVES, Part.PREREQUISITES, Part.AUDIENCE, Part.METHODS, Part.ASSESSMENT)
TEXTS = (
    Part.MODALITY, Part.RECOGNITION, Part.ACCESS, Part.ACCESSIBILITY,
    Part.FUNDING, Part.RESULTS, Part.CONTACTS,
)  # fmt: skip

HEADINGS: Mapping[Part, tuple[str, ...]] = MappingProxyType(
    {
        Part.TITLE: ("intitulé", "titre", "nom"),
        Part.CODE: ("référence", "réf", "code", "code formation", "référence interne"),
        Part.CATEGORY: ("catégorie", "domaine", "filière", "thématique", "famille"),
        Part.SUBCATEGORY: ("sous-catégorie", "sous-domaine", "sous-thématique"),
        Part.DURATION: (
            "durée", "durée totale", "durée en heures", "durée en jours", "durée et rythme",
        ),
        Part.OBJECTIVES: (
            "objectif", "objectifs", "les objectifs", "vos objectifs", "objectif général",
            "objectif pédagogique", "objectifs pédagogiques", "objectifs opérationnels",
            "objectif opérationnel", "objectifs pédagogiques et opérationnels",
            "objectifs opérationnels et évaluables", "objectifs et compétences visées",
            "objectifs visés", "compétences visées", "compétences acquises",
            "finalité", "aptitudes et compétences", "aptitudes et compétences visées",
        ),
        Part.PROGRAMME: (
            "programme", "le programme", "programme détaillé", "programme pédagogique",
            "contenu", "contenus", "le contenu", "contenu pédagogique", "contenu détaillé",
            "contenu du programme", "déroulé", "déroulé pédagogique", "déroulement",
            "plan", "plan détaillé", "sommaire", "contenu et déroulement",
        ),
        Part.PREREQUISITES: (
            "pré-requis", "prérequis", "les prérequis", "niveau requis", "niveau prérequis",
            "connaissances préalables", "connaissances préalables requises",
            "niveau de connaissances préalables requis", "prérequis techniques",
            "prérequis pédagogiques", "prérequis et niveau", "niveau", "conditions d'admission",
            "prérequis nécessaires", "matériel nécessaire", "matériel requis",
        ),
        Part.AUDIENCE: (
            "public", "publics", "public cible", "publics cibles", "public visé", "publics visés",
            "public concerné", "publics concernés", "profil des stagiaires",
            "profil des participants",
            "profil des apprenants", "profil du stagiaire", "participants", "pour qui",
            "à qui s'adresse cette formation", "à qui s'adresse la formation", "bénéficiaires",
            "population concernée", "pour qui cette formation est-elle faite", "stagiaires",
        ),
        Part.METHODS: (
            "pédagogie", "méthode", "méthodes", "méthode pédagogique", "méthodes pédagogiques",
            "moyens pédagogiques", "moyens", "méthodes et moyens", "moyens et méthodes",
            "méthodes et moyens pédagogiques", "moyens et méthodes pédagogiques",
            "moyens pédagogiques et techniques", "moyens techniques et pédagogiques",
            "moyens pédagogiques, techniques et d'encadrement", "moyens techniques",
            "moyens d'encadrement", "méthodes mobilisées", "modalités pédagogiques",
            "approche pédagogique", "démarche pédagogique", "supports pédagogiques",
            "ressources pédagogiques", "outils pédagogiques", "encadrement",
            "ressources techniques et pédagogiques", "moyens pédagogiques et d'encadrement",
        ),
        Part.ASSESSMENT: (
            "évaluation", "évaluations", "modalité d'évaluation", "modalités d'évaluation",
            "modalités d'évaluations", "méthodes d'évaluation", "suivi et évaluation",
            "évaluation et suivi", "suivi et évaluations", "modalités de suivi",
            "modalités de suivi et d'évaluation", "modalités d'évaluation et de suivi",
            "dispositif d'évaluation", "dispositif de suivi et d'évaluation",
            "évaluation des acquis", "modalités d'évaluation des acquis",
            "évaluation et validation",
            "évaluation et sanction", "suivi de l'exécution et évaluation des résultats",
            "dispositif de suivi de l'exécution et d'évaluation des résultats",
            "suivi de l'exécution et appréciation des résultats", "moyens d'évaluation",
            "modalités d'évaluation et de sanction",
            "modalités d'évaluation, de suivi et de sanction",
            "évaluation de la formation",
        ),
        Part.MODALITY: (
            "modalité", "modalités", "modalités pratiques", "modalité pédagogique", "format",
            "modalités de déroulement", "modalité de déroulement", "type", "type de formation",
            "modalités d'organisation", "modalité d'organisation", "mode d'animation",
            "modalités de réalisation", "organisation",
        ),
        Part.RECOGNITION: (
            "reconnaissance", "type de reconnaissance", "sanction", "validation", "certification",
            "certification visée", "sanction visée", "attestation", "délivrance",
            "modalités de validation", "validation et certification", "formation certifiante",
            "reconnaissance délivrée", "diplôme délivré", "document délivré",
            "nature de la sanction",
        ),
        Part.ACCESS: (
            "accès", "accès à la formation", "délai d'accès", "délais d'accès", "modalité d'accès",
            "modalités d'accès", "modalités et délais d'accès", "délais et modalités d'accès",
            "modalités et délai d'accès", "inscription", "inscriptions", "modalités d'inscription",
            "conditions d'accès", "délais", "comment s'inscrire",
        ),
        Part.ACCESSIBILITY: (
            "accessibilité", "handicap", "situation de handicap", "accès handicap",
            "accessibilité handicap", "accessibilité PSH",
            "accessibilité aux personnes handicapées",
            "accessibilité aux personnes en situation de handicap", "référent handicap",
            "personnes en situation de handicap", "accueil des personnes en situation de handicap",
            "accessibilité aux personnes à mobilité réduite", "handicap et accessibilité",
            "accessibilité et handicap",
        ),
        Part.PRICE: (
            "prix", "tarif", "tarifs", "coût", "prix HT", "tarif HT", "coût HT", "prix de vente",
            "prix par personne", "tarif par personne", "prix HT par personne", "prix par stagiaire",
            "tarif HT par personne", "tarif HT par stagiaire", "tarif par stagiaire",
            "tarif par participant", "prix HT par participant", "prix public", "tarif inter",
            "tarif inter HT", "tarif inter-entreprises", "coût pédagogique", "prix inter",
            "prix et conditions", "tarif public",
        ),
        Part.FUNDING: (
            "financement", "financements", "modalités de financement", "prise en charge",
            "possibilités de financement", "financement possible", "financements possibles",
            "dispositifs de financement", "modalités de financement et de prise en charge",
        ),
        Part.RESULTS: (
            "résultat", "résultats", "indicateurs", "indicateurs de résultats",
            "indicateur de résultats", "indicateurs de résultat", "indicateurs de performance",
            "taux de satisfaction", "taux de réussite", "nos résultats", "chiffres clés",
            "indicateurs de résultats et modalités de calcul", "taux de recommandation",
        ),
        Part.CONTACTS: (
            "contact", "contacts", "votre contact", "vos contacts", "nous contacter",
            "contactez-nous", "renseignements", "contact et inscription", "contact pédagogique",
            "contacts et inscriptions", "informations et inscription", "contact et renseignements",
            "renseignements et inscription", "renseignements et inscriptions", "interlocuteur",
            "votre interlocuteur",
        ),
        Part.VERSION: (
            "version", "date de version", "mise à jour", "date de mise à jour", "mise à jour le",
            "dernière mise à jour", "date de la dernière mise à jour",
            "date de dernière mise à jour",
            "version du", "MAJ", "date de révision", "mis à jour le",
        ),
        Part.FACTS: (
            "informations pratiques", "infos pratiques", "en pratique", "en bref", "l'essentiel",
            "informations", "informations générales", "fiche d'identité", "caractéristiques",
            "en résumé", "informations complémentaires", "les informations pratiques",
            "repères", "conditions", "tarif et financement",
        ),
        Part.ELSEWHERE: (
            "les +", "les plus", "points forts", "les points forts", "le + de la formation",
            "vos avantages", "atouts", "lieu", "lieux", "lieu de formation", "horaires", "horaire",
            "date", "dates", "date et lieu", "dates et lieux", "prochaines sessions",
            "prochaines dates",
            "sessions", "calendrier", "effectif", "effectifs", "nombre de participants",
            "nombre de stagiaires", "nombre de personnes", "groupe", "taille du groupe",
            "formateur", "formatrice", "formateurs", "intervenant", "intervenants", "intervenante",
            "animateur", "profil du formateur", "profil de l'intervenant", "votre formateur",
            "présentation", "description", "contexte", "enjeux", "introduction à la formation",
            "rythme", "suite de parcours", "suites de parcours", "débouchés", "passerelles",
            "équivalences", "suites de parcours et débouchés", "pour aller plus loin",
            "formations associées", "avis", "témoignages", "langue", "code CPF", "code RNCP",
            "code RS", "code NSF", "formacode", "éligible CPF", "conditions générales de vente",
            "CGV",
            "conditions générales", "pause", "restauration",
        ),
    }
)  # fmt: skip

KICKERS = (
    "fiche programme", "fiche formation", "fiche de formation", "fiche pédagogique", "formation",
    "programme de formation", "fiche programme de formation", "formation professionnelle",
    "programme", "stage", "fiche produit", "fiche stage", "notre formation",
)  # fmt: skip
"""What is printed over a title to say what the page is."""

TELLING = (
    "taux de satisfaction", "taux de réussite", "taux de recommandation", "référent handicap",
    "contact pédagogique", "prérequis techniques",
    "matériel nécessaire", "matériel requis", "diplôme délivré", "document délivré",
)  # fmt: skip
"""Headings that say more than their part: beside a value they are kept with it."""

IN_A_PROGRAMME = (
    "présentation", "description", "contexte", "enjeux", "groupe", "pause", "restauration",
    "langue",
    "avis", "calendrier", "rythme", "date", "dates", "sessions", "plan", "sommaire", "contenu",
    "contenus", "le contenu", "organisation", "moyens", "délais", "conditions", "informations",
    "repères", "indicateurs", "contact", "contacts", "format", "type", "niveau", "titre", "nom",
    "code", "domaine", "famille", "animateur", "participants", "introduction à la formation",
)  # fmt: skip
"""Headings that are just as well titles of modules («Contacts» in a course on a mail program)."""

_TAIL = re.compile(r" (?:de (?:la |cette |ce )?|du )?(?:formation|stage|cours)$")
_LONGEST = 90


def key(text: str) -> str:
    """Return what two spellings of a heading share: letters, digits and + in lower case.

    >>> key("Pré-requis :"), key("  OBJECTIFS de  la formation"), key("Les +")
    ('pre requis', 'objectifs de la formation', 'les +')
    """
    return re.sub(r"[^a-z0-9+]+", " ", sort_key(text)).strip()


_PARTS = {key(heading): part for part, headings in HEADINGS.items() for heading in headings}
_TELLING_KEYS = frozenset(key(heading) for heading in TELLING)
_MODULE_KEYS = frozenset(key(heading) for heading in IN_A_PROGRAMME)
_KICKER_KEYS = frozenset(key(kicker) for kicker in KICKERS)
_FIGURES = (Part.DURATION, Part.PRICE, Part.VERSION)
_TO_FIGURE = re.compile(r"([^\d:]{3,40}?)\s+(?=\d)")
_SEPARATOR = re.compile(r"\s*(?::|\t|\s[-–—|]\s)\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A part that begins, and what stands beside its name on the same line."""

    part: Part
    value: str = ""


def part_named(text: str) -> Part | None:
    """Return the part whose heading *text* is.

    >>> part_named("Prérequis"), part_named("Objectifs du stage :"), part_named("Facebook")
    (<Part.PREREQUISITES: 'prerequisites'>, <Part.OBJECTIVES: 'objectives'>, None)
    """
    if len(text) > _LONGEST:
        return None
    name = key(text)
    return _PARTS.get(name) or _PARTS.get(_TAIL.sub("", name))


def find_heading(text: str) -> Heading | None:
    """Return the part that *text* opens, alone or with its value after a colon, a dash or a tab.

    A heading that says more than its part stays in its value.

    >>> find_heading("Public : tout public").value, find_heading("Tarif 690 € HT").value
    ('tout public', '690 € HT')
    >>> find_heading("Taux de réussite : 97 %").value
    'Taux de réussite : 97 %'
    """
    if part := part_named(text):
        return Heading(part)
    if mark := _SEPARATOR.search(text, 0, _LONGEST):
        name, value = text[: mark.start()], text[mark.end() :].strip()
        if part := part_named(name):
            return Heading(part, text if key(name) in _TELLING_KEYS else value)
    if (mark := _TO_FIGURE.match(text)) and (part := part_named(mark[1])) in _FIGURES:
        return Heading(part, text[mark.end() :])
    return None


def may_title_a_module(text: str) -> bool:
    """Tell whether a heading, met inside a programme, is rather one of its modules."""
    return len(text) <= _LONGEST and key(text) in _MODULE_KEYS


def is_kicker(text: str) -> bool:
    """Tell whether *text* says that this is a course sheet, and nothing of the course."""
    return len(text) <= _LONGEST and key(text) in _KICKER_KEYS


def is_sheet_kicker(text: str) -> bool:
    """Tell whether *text* says so beyond doubt: «Programme» may also open the programme."""
    return is_kicker(text) and key(text).startswith("fiche")


def titled_kicker(text: str) -> str:
    """Return the title that stands beside such a line, or nothing.

    >>> titled_kicker("Fiche programme – Vendre mieux"), titled_kicker("Vendre mieux")
    ('Vendre mieux', '')
    """
    mark = _SEPARATOR.search(text, 0, _LONGEST)
    return text[mark.end() :].strip() if mark and is_kicker(text[: mark.start()]) else ""
