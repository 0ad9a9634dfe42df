"""What a session's papers must say, from the joining letter to the attestations."""

from collections.abc import Sequence
from decimal import Decimal

from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.identity import IDENTITY, office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.mentions.referents import (
    COMPLAINTS_CONTACT,
    DISABILITY_REFERENT,
    HARASSMENT_REFERENT,
    PEDAGOGICAL_REFERENT,
    REFERENTS,
)
from trainingdesk.domain.modality import is_on_site, is_remote
from trainingdesk.domain.paper_data import ParticipantPaper, SessionPaper
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.people import full_name, list_name
from trainingdesk.domain.session_file import Participant
from trainingdesk.domain.sessions import Modality
from trainingdesk.french import clock, hours, long_date

CALENDAR = "Sessions › la session › Modifier"
TRAINEES = "la session, onglet Stagiaires"
ATTENDANCE = "la session, onglet Émargement"
COURSE = "Catalogue › la formation"
TEXTS = "Outils › Textes des documents"

QUALITY = "RNQ, indicateur 9"
PROOF = "C. trav. R6313-3"
MODEL = "C. trav. R6332-26, modèle du ministère"
USAGE = "RNQ, indicateur 11"


def _trainee(data: ParticipantPaper) -> tuple[str, ...]:
    return (data.participant.name,) if data.participant.trainee else ()


def _employer(data: ParticipantPaper) -> tuple[str, ...]:
    return (data.participant.employer.name if data.participant.employer else "",)


def is_employee(person: Participant) -> bool:
    """Whether someone follows as an employee, which the State's model asks to be said."""
    return person.enrolment.status in {TraineeStatus.PRIVATE_EMPLOYEE, TraineeStatus.APPRENTICE}


def _is_employed(data: ParticipantPaper) -> bool:
    return is_employee(data.participant)


def _title(data: ParticipantPaper | SessionPaper) -> tuple[str, ...]:
    return (data.file.session.title,)


def _number(data: ParticipantPaper | SessionPaper) -> tuple[str, ...]:
    return (data.file.session.number,)


def _place(data: ParticipantPaper | SessionPaper) -> tuple[str, ...]:
    return (data.file.place,)


def _trainers(data: ParticipantPaper | SessionPaper) -> list[str]:
    return [full_name(trainer) for trainer in data.file.trainers]


def _planned(data: ParticipantPaper | SessionPaper) -> Sequence[str]:
    return _duration(data.file.hours)


def _followed(data: ParticipantPaper) -> Sequence[str]:
    return _duration(data.hours_followed)


def _duration(length: Decimal) -> tuple[str, ...]:
    return (hours(length),) if length else ()


def _days(data: ParticipantPaper | SessionPaper) -> list[str]:
    return [long_date(day.day) for day in data.file.days]


def _times(data: ParticipantPaper | SessionPaper) -> list[str]:
    return [clock(moment) for slot in data.file.slots for moment in (slot.starts_at, slot.ends_at)]


def _first_and_last(data: ParticipantPaper) -> list[str]:
    first, last = data.file.first_day, data.file.last_day
    return [long_date(first), long_date(last)] if first and last else []


def _made_on(data: ParticipantPaper) -> tuple[str, ...]:
    return (data.organisation.address.city, long_date(data.on))


def _representative(data: ParticipantPaper) -> tuple[str, ...]:
    return (data.organisation.representative_name,)


def _quality(data: ParticipantPaper) -> tuple[str, ...]:
    return (data.organisation.representative_title,)


def _nature(data: ParticipantPaper) -> tuple[str, ...]:
    return (label(data.file.course.nature),)


def _prerequisites(data: ParticipantPaper) -> list[str]:
    return _plain(data.file.version.sheet.prerequisites)


def _objectives(data: ParticipantPaper) -> list[str]:
    return _plain(data.file.version.sheet.objectives)


def _plain(lines: tuple[str, ...]) -> list[str]:
    # Lines of a sheet are joined into one sentence on a letter, without their own full stops.
    return [line.rstrip(" .;") for line in lines]


def _needs_slots(data: ParticipantPaper | SessionPaper) -> bool:
    return data.file.session.modality is not Modality.E_LEARNING


JOINING_LETTER: tuple[Mention[ParticipantPaper], ...] = (
    *office_mentions(),
    Mention("Nom du stagiaire", QUALITY, TRAINEES, _trainee),
    Mention("Entreprise du stagiaire", QUALITY, TRAINEES, _employer, applies=_is_employed),
    Mention("Intitulé", QUALITY, CALENDAR, _title),
    Mention("Référence de la session", QUALITY, CALENDAR, _number),
    Mention("Dates", QUALITY, CALENDAR, _days, applies=_needs_slots),
    Mention("Horaires", QUALITY, CALENDAR, _times, applies=_needs_slots),
    Mention("Durée totale", QUALITY, CALENDAR, _planned),
    Mention("Lieu", QUALITY, CALENDAR, _place),
    Mention(
        "Accès au lieu",
        QUALITY,
        "Formateurs et salles › la fiche du lieu",
        lambda data: (data.file.venue.access if data.file.venue else "",),
        applies=lambda data: is_on_site(data.file),
    ),
    Mention(
        "Lien de connexion",
        QUALITY,
        CALENDAR,
        lambda data: (data.file.session.remote_link,),
        applies=lambda data: is_remote(data.file),
    ),
    Mention(
        "Prérequis techniques",
        QUALITY,
        TEXTS,
        lambda _: ("ordinateur", "connexion internet"),
        applies=lambda data: is_remote(data.file),
    ),
    Mention("Formateurs", QUALITY, CALENDAR, _trainers),
    Mention("Objectifs", QUALITY, COURSE, _objectives),
    Mention("Prérequis", QUALITY, COURSE, _prerequisites),
    Mention("Matériel à apporter", QUALITY, TEXTS, lambda _: ("À apporter",)),
    Mention("Questionnaire de positionnement", QUALITY, TEXTS, lambda _: ("positionnement",)),
    PEDAGOGICAL_REFERENT,
    Mention(
        "Référent administratif",
        QUALITY,
        REFERENTS,
        lambda data: (data.organisation.administrative_referent,),
    ),
    DISABILITY_REFERENT,
    HARASSMENT_REFERENT,
    Mention(
        "Coordonnées des référents",
        QUALITY,
        REFERENTS,
        lambda data: (data.organisation.referents_contact,),
    ),
    Mention("Règlement intérieur", "C. trav. L6353-8", TEXTS, lambda _: ("règlement intérieur",)),
    Mention("Accessibilité", "RNQ, indicateur 26", TEXTS, lambda _: ("handicap",)),
    Mention("Règles de présence", QUALITY, TEXTS, lambda _: ("votre présence",)),
    Mention(
        "Contact en cas d’absence",
        QUALITY,
        IDENTITY,
        lambda data: (data.organisation.phone or data.organisation.email,),
    ),
    COMPLAINTS_CONTACT,
)


ATTENDANCE_SHEET: tuple[Mention[SessionPaper], ...] = (
    *office_mentions(),
    Mention("Intitulé", PROOF, CALENDAR, _title),
    Mention("Référence de la session", PROOF, CALENDAR, _number),
    Mention("Lieu", PROOF, CALENDAR, _place),
    Mention("Date de chaque jour", PROOF, CALENDAR, _days),
    Mention("Horaires de chaque demi-journée", PROOF, CALENDAR, _times),
    Mention("Durée", PROOF, CALENDAR, _planned),
    Mention("Formateurs", PROOF, CALENDAR, _trainers),
    Mention(
        "Noms des stagiaires",
        PROOF,
        TRAINEES,
        lambda data: [list_name(p.trainee) if p.trainee else "" for p in data.file.seated],
    ),
    Mention(
        "Entreprises des stagiaires",
        PROOF,
        TRAINEES,
        lambda data: [person.employer.name for person in data.file.seated if person.employer],
        applies=lambda data: any(person.employer for person in data.file.seated),
    ),
    Mention("Absences et retards", PROOF, TEXTS, lambda _: ("absence", "retard")),
    Mention(
        "Relevés de connexion",
        "C. trav. D6313-3-1",
        TEXTS,
        lambda _: ("relevé de connexion",),
        applies=lambda data: is_remote(data.file),
    ),
)

COMPLETION_CERTIFICATE: tuple[Mention[ParticipantPaper], ...] = (
    *office_mentions(),
    Mention("Représentant légal", MODEL, IDENTITY, _representative, blocks=True),
    Mention("Qualité du signataire", MODEL, IDENTITY, _quality),
    Mention("Nom du bénéficiaire", MODEL, TRAINEES, _trainee, blocks=True),
    Mention("Entreprise du salarié", MODEL, TRAINEES, _employer, applies=_is_employed),
    Mention("Intitulé de l’action", MODEL, CALENDAR, _title, blocks=True),
    Mention("Nature de l’action", MODEL, COURSE, _nature),
    Mention("Dates de l’action", MODEL, CALENDAR, _first_and_last, blocks=True),
    Mention("Durée suivie", MODEL, ATTENDANCE, _followed, blocks=True),
    Mention(
        "Conservation des pièces justificatives",
        MODEL,
        TEXTS,
        lambda _: ("3 ans à compter de la fin de l’année du dernier paiement",),
    ),
    Mention("Lieu et date", MODEL, IDENTITY, _made_on),
    Mention("Cachet et signature", MODEL, TEXTS, lambda _: ("Cachet et signature",)),
)

ATTESTED: tuple[Mention[ParticipantPaper], ...] = (
    *office_mentions(),
    Mention("Nom du stagiaire", USAGE, TRAINEES, _trainee),
    Mention("Employeur", USAGE, TRAINEES, _employer, applies=_is_employed),
    Mention("Intitulé", USAGE, CALENDAR, _title),
    Mention("Nature de l’action", USAGE, COURSE, _nature),
    Mention("Dates", USAGE, CALENDAR, _first_and_last),
    Mention("Lieu", USAGE, CALENDAR, _place),
    Mention("Modalité", USAGE, CALENDAR, lambda data: (label(data.file.session.modality),)),
    Mention("Durée prévue", USAGE, CALENDAR, _planned),
    Mention("Durée suivie", USAGE, ATTENDANCE, _followed),
    Mention("Lieu et date de l’attestation", USAGE, IDENTITY, _made_on),
    Mention("Signataire", USAGE, IDENTITY, _representative),
)


def _results(data: ParticipantPaper) -> list[str]:
    """Return the result of each objective, empty where none was entered."""
    found = data.participant.results
    return [
        label(found[objective.id]) if objective.id is not None and objective.id in found else ""
        for objective in data.file.version.objectives
    ]


TRAINING_ATTESTATION: tuple[Mention[ParticipantPaper], ...] = (
    *ATTESTED,
    Mention(
        "Objectifs",
        USAGE,
        COURSE,
        lambda data: [objective.text for objective in data.file.version.objectives],
    ),
    Mention(
        "Résultat de chaque objectif",
        USAGE,
        ATTENDANCE,
        _results,
    ),
    Mention("Mode d’évaluation", USAGE, COURSE, lambda data: data.file.version.sheet.assessment),
)


ATTENDANCE_ATTESTATION: tuple[Mention[ParticipantPaper], ...] = (
    *ATTESTED,
    Mention("Date de chaque demi-journée", USAGE, CALENDAR, _days, applies=_needs_slots),
    Mention("Horaires de chaque demi-journée", USAGE, CALENDAR, _times, applies=_needs_slots),
    Mention("Absences", USAGE, ATTENDANCE, lambda _: ("Absences",)),
)
