"""The words that the benchmark's office is invented from, and what is the same in all of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.courses import CourseSheet, DayPart, HalfDay, Module
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import sort_key

HALF_DAYS = 4

FIRST_NAMES = (
    "Amélie", "Anaïs", "Baptiste", "Benoît", "Camille", "Céline", "Chloé", "Clément", "Damien",
    "Delphine", "Éléonore", "Émile", "Fatou", "Félix", "Françoise", "Gaëlle", "Hélène", "Hugo",
    "Inès", "Jérôme", "Joëlle", "Karim", "Laëtitia", "Léo", "Lucie", "Maël", "Manon", "Marius",
    "Mathilde", "Nadia", "Noémie", "Océane", "Pascal", "Quentin", "Raphaël", "Samira", "Solène",
    "Théo", "Ulysse", "Valérie", "Yann", "Zoé",
)  # fmt: skip
STARTS = (
    "Bar", "Bé", "Bou", "Car", "Cha", "Cor", "Dau", "Del", "Du", "Fau", "Fer", "Gal", "Gué", "Hé",
    "Jar", "La", "Le", "Lou", "Mar", "Mer", "Mo", "Nou", "Œu", "Pé", "Pru", "Ra", "Ri", "Sau",
    "Sé", "Ta", "Thé", "Va", "Ver", "Vi",
)  # fmt: skip
MIDDLES = ("ber", "bil", "che", "do", "fi", "gne", "lan", "li", "man", "no", "ri", "ro", "ti", "va")
ENDS = ("ard", "aud", "eau", "el", "er", "et", "ez", "ier", "in", "on", "ot", "oux", "y")
TRADES = (
    "Menuiserie", "Garage", "Clinique", "Transports", "Boulangerie", "Cabinet", "Imprimerie",
    "Hôtel", "Ateliers", "Laboratoire", "Pépinières", "Librairie", "Société", "Fonderie",
)  # fmt: skip
TOWNS = (
    ("26000", "Valence"), ("74500", "Évian-les-Bains"), ("69003", "Lyon"), ("38000", "Grenoble"),
    ("49000", "Angers"), ("35000", "Rennes"), ("76600", "Le Havre"), ("31000", "Toulouse"),
    ("13002", "Marseille"), ("59000", "Lille"), ("67000", "Strasbourg"), ("44000", "Nantes"),
    ("33000", "Bordeaux"), ("63000", "Clermont-Ferrand"), ("29200", "Brest"), ("21000", "Dijon"),
)  # fmt: skip
VERBS = ("Accueillir", "Animer", "Bâtir", "Conduire", "Évaluer", "Gérer", "Négocier", "Rédiger")
THINGS = (
    "un public exigeant", "une réunion", "un budget", "un projet", "une équipe", "un chantier",
    "un tableau de bord", "un entretien", "une campagne", "un dossier",
)  # fmt: skip
MANNERS = (
    "pas à pas", "sans s’épuiser", "avec méthode", "en autonomie", "à distance", "au quotidien",
)  # fmt: skip


OFFICE = Organisation(
    name="Atelier des Savoirs",
    legal_form="SARL",
    capital=Decimal(12000),
    siret=sample_siret(11),
    naf="8559A",
    rcs_city="Valence",
    address=Address(street="12 rue des Tisserands", postcode="26000", city="Valence"),
    phone="04 00 00 00 01",
    email="bonjour@atelier-savoirs.example",
    representative_name="Hélène Garance",
    representative_title="gérante",
    activity_number="84260000026",
    activity_region="Auvergne-Rhône-Alpes",
    iban="FR7630006000011234567890189",
    disability_referent="Inès Rocher",
)


def course_sheet(number: int, title: str, day: date) -> CourseSheet:
    """Return the sheet of a two-day course, as it stood from ``day`` on."""
    programme = tuple(
        HalfDay(
            day=place // 2 + 1,
            day_part=tuple(DayPart)[place % 2],
            modules=(
                Module(
                    number=place + 1,
                    title=f"Étape {place + 1}",
                    points=("Apports courts", "Exercices sur des cas du groupe"),
                ),
            ),
        )
        for place in range(HALF_DAYS)
    )
    return CourseSheet(
        code=f"F-{number:03}",
        title=title,
        days=Decimal(2),
        hours=Decimal(14),
        objectives=tuple(
            f"Employer la {ordinal} partie de la méthode dans son propre travail"
            for ordinal in ("première", "deuxième", "troisième")
        ),
        programme=programme,
        prerequisites=("Aucune connaissance préalable n’est nécessaire",),
        audience=("Toute personne amenée à employer la méthode",),
        methods=("Apports courts suivis d’exercices",),
        assessment=("Questionnaire d’entrée", "Mise en situation en fin de parcours"),
        modality="Présentiel",
        price_ht=Decimal(690),
        version_date=day,
    )


def email(first: str, last: str, host: str) -> str:
    """Return an address that no letter reaches."""
    plain = sort_key(f"{first}.{last}").replace("'", "")
    return f"{plain}@{host}.example"


def phone(number: int) -> str:
    """Return a number that is given to nobody."""
    digits = f"{number:06}"
    return f"04 00 {digits[:2]} {digits[2:4]} {digits[4:6]}"
