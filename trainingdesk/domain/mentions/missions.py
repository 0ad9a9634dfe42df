"""What a trainer's contract and letter must say."""

from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.domain.organisation import grouped_activity_number
from trainingdesk.french import euros, hours, long_date, plural

TRAINER = "Formateurs et salles › la fiche du formateur"
MISSION = "Formateurs et salles › le formateur › Missions › Modifier"
SESSION = "Sessions › la session › Modifier"
COURSE = "Catalogue › la formation"
WRITTEN = "Contrat écrit entre organismes de formation"


def _quality(indicator: int) -> str:
    return f"Référentiel national qualité, indicateur {indicator}"


def _days(data: MissionPaper) -> list[str]:
    return [long_date(day.day) for day in data.file.days]


def _modules(data: MissionPaper) -> list[str]:
    halves = data.file.version.sheet.programme
    return [module.title for half in halves for module in half.modules if module.title]


def _solicitation(data: MissionPaper) -> list[str]:
    return [
        plural(months, "mois", "mois")
        for rule in (data.solicitation,)
        if rule is not None
        for months in (rule.salary_months, rule.subcontracted_months)
        if months is not None
    ]


SUBCONTRACTING_CONTRACT: tuple[Mention[MissionPaper], ...] = (
    *office_mentions(),
    Mention("Nom du sous-traitant", WRITTEN, TRAINER, lambda data: (data.firm, data.trainer_name)),
    Mention(
        "Adresse du sous-traitant",
        WRITTEN,
        TRAINER,
        lambda data: data.trainer.address.lines if data.trainer.address.is_complete else (),
    ),
    Mention(
        "SIRET du sous-traitant",
        "C. trav. L8222-1",
        TRAINER,
        lambda data: (data.trainer.siret[:3], data.trainer.siret[9:]) if data.trainer.siret else (),
    ),
    Mention(
        "Déclaration d’activité du sous-traitant",
        "C. trav. L6351-1",
        TRAINER,
        lambda data: (grouped_activity_number(data.trainer.activity_number),),
    ),
    Mention(
        "Titres et qualités de l’intervenant",
        "C. trav. L6352-1",
        TRAINER,
        lambda data: (data.trainer.qualification,),
    ),
    Mention(
        "Mission",
        WRITTEN,
        SESSION,
        lambda data: (data.file.session.title, data.file.session.number),
        blocks=True,
    ),
    Mention("Objectifs", WRITTEN, COURSE, lambda data: data.file.version.sheet.objectives),
    Mention("Contenu", WRITTEN, COURSE, _modules),
    Mention("Moyens", WRITTEN, COURSE, lambda _: ("Contenu et moyens", "supports d’animation")),
    Mention("Durée", WRITTEN, SESSION, lambda data: (hours(data.hours),), blocks=True),
    Mention("Calendrier", WRITTEN, SESSION, _days),
    Mention("Lieu", WRITTEN, SESSION, lambda data: (data.file.place,)),
    Mention("Suivi", WRITTEN, SESSION, lambda _: ("feuille d’émargement",)),
    Mention("Sanction", WRITTEN, SESSION, lambda _: ("évalue chaque stagiaire",)),
    Mention(
        "Prix",
        WRITTEN,
        MISSION,
        lambda data: (euros(data.price),) if data.price else (),
        blocks=True,
    ),
    Mention(
        "Conformité au référentiel qualité, et sa trace",
        _quality(27),
        SESSION,
        lambda _: ("référentiel national qualité", "indicateur 27", "tracée"),
    ),
    Mention("Confidentialité", WRITTEN, SESSION, lambda _: ("confidentielles",)),
    Mention(
        "Données personnelles",
        "RGPD, article 28",
        SESSION,
        lambda _: ("article 28", "violation dans les 24 heures"),
    ),
    Mention(
        "Non-sollicitation",
        "Conditions de vente",
        "Fichier › Conditions de vente",
        _solicitation,
        applies=lambda data: data.solicitation is not None,
    ),
    Mention(
        "Obligation de vigilance",
        "C. trav. L8222-1, R8222-1, D8222-5",
        TRAINER,
        lambda _: ("attestation de vigilance", "six mois", "L8222-1"),
    ),
    Mention("Assurance", WRITTEN, TRAINER, lambda _: ("responsabilité civile professionnelle",)),
    Mention(
        "Sous-traitance en cascade",
        "Conditions du compte personnel de formation",
        SESSION,
        lambda data: ("cascade est interdite",) if data.is_cpf else ("accord écrit",),
    ),
    Mention("Signatures", WRITTEN, TRAINER, lambda data: ("deux exemplaires", data.firm)),
)

MISSION_LETTER: tuple[Mention[MissionPaper], ...] = (
    *office_mentions(),
    Mention("Formateur", "C. trav. L6352-1", TRAINER, lambda data: (data.trainer_name,)),
    Mention(
        "Formation",
        _quality(18),
        SESSION,
        lambda data: (data.file.session.title, data.file.session.number),
        blocks=True,
    ),
    Mention("Objectifs", _quality(21), COURSE, lambda d: d.file.version.sheet.objectives),
    Mention("Déroulement", _quality(18), SESSION, lambda d: (label(d.file.session.modality),)),
    Mention("Dates", _quality(18), SESSION, _days, blocks=True),
    Mention("Durée", _quality(18), SESSION, lambda data: (hours(data.hours),)),
    Mention("Lieu", _quality(18), SESSION, lambda data: (data.file.place,)),
    Mention(
        "Pièces à rapporter",
        _quality(11),
        SESSION,
        lambda _: ("À rapporter", "évaluation de chaque stagiaire"),
    ),
)
