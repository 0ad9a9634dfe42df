"""What the papers of a disciplinary case must say (R6352-4 to R6352-8)."""

from collections.abc import Sequence

from trainingdesk.domain.discipline import Delivery, Outcome
from trainingdesk.domain.discipline_data import CaseNoticePaper, CasePaper, RecordingWaiverPaper
from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.french import clock, hours, long_date

CASE = "la procédure disciplinaire"
SESSION = "Sessions › la session › Modifier"
SEAT = "la session, onglet Stagiaires"
TRAINEE = "la fiche du stagiaire"
HABIT = "usage"


def _address(data: CasePaper) -> Sequence[str]:
    address = data.addressee.address
    return address.lines if address.is_complete else ()


def _person() -> tuple[Mention[CasePaper], ...]:
    """Return what each letter to the person herself says."""
    return (
        *office_mentions(),
        Mention(
            "Nom du stagiaire",
            "C. trav. R6352-4",
            SEAT,
            lambda data: (data.participant.name if data.participant.trainee else "",),
            blocks=True,
        ),
        Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
        Mention("Griefs", "C. trav. R6352-4", CASE, lambda data: (data.case.facts,), blocks=True),
        Mention("Date des faits", HABIT, CASE, lambda data: (long_date(data.case.happened_on),)),
    )


def _sent(channel: Delivery | None) -> Sequence[str]:
    """Return what shows how the letter goes out: both ways prove its day."""
    if channel is None:
        return ()
    return ("recommandée",) if channel is Delivery.REGISTERED_LETTER else ("main propre",)


HEARING_SUMMONS: tuple[Mention[CasePaper], ...] = (
    *_person(),
    Mention(
        "Adresse du stagiaire",
        "C. trav. R6352-5",
        TRAINEE,
        _address,
        applies=lambda data: data.case.summons_channel is Delivery.REGISTERED_LETTER,
    ),
    Mention(
        "Objet de la convocation",
        "C. trav. R6352-5, 1°",
        CASE,
        lambda data: (label(data.case.intended) if data.case.intended else "",),
        blocks=True,
    ),
    Mention(
        "Date de l’entretien",
        "C. trav. R6352-5, 1°",
        CASE,
        lambda data: (long_date(data.case.hearing_on) if data.case.hearing_on else "",),
        blocks=True,
    ),
    Mention(
        "Heure de l’entretien",
        "C. trav. R6352-5, 1°",
        CASE,
        lambda data: (clock(data.case.hearing_time) if data.case.hearing_time else "",),
        blocks=True,
    ),
    Mention(
        "Lieu de l’entretien",
        "C. trav. R6352-5, 1°",
        CASE,
        lambda data: (data.case.hearing_place,),
        blocks=True,
    ),
    Mention(
        "Assistance par une personne de son choix",
        "C. trav. R6352-5, 2°",
        CASE,
        lambda _: ("assister par la personne de votre choix",),
    ),
    Mention(
        "Recommandé ou décharge",
        "C. trav. R6352-5, 1°",
        CASE,
        lambda data: _sent(data.case.summons_channel),
    ),
)

PRECAUTIONARY_EXCLUSION: tuple[Mention[CasePaper], ...] = (
    *_person(),
    Mention(
        "Début de la mesure",
        "C. trav. R6352-7",
        CASE,
        lambda data: (long_date(data.case.excluded_from) if data.case.excluded_from else "",),
        blocks=True,
    ),
    Mention("Mesure provisoire", "C. trav. R6352-7", CASE, lambda _: ("n’est pas une sanction",)),
)


def _days(data: CasePaper) -> Sequence[str]:
    days = (data.case.exclusion_from, data.case.exclusion_until)
    return [long_date(day) for day in days if day is not None]


def _excludes(data: CasePaper) -> bool:
    return data.case.decision is not None and data.case.decision.excludes


SANCTION_NOTICE: tuple[Mention[CasePaper], ...] = (
    *_person(),
    Mention(
        "Adresse du stagiaire",
        "C. trav. R6352-6",
        TRAINEE,
        _address,
        applies=lambda data: data.case.notice_channel is Delivery.REGISTERED_LETTER,
    ),
    Mention(
        "Sanction et date de la décision",
        "C. trav. R6352-6",
        CASE,
        lambda data: (
            (label(data.case.decision), long_date(data.case.decided_on))
            if data.case.decision and data.case.decided_on
            else ()
        ),
        blocks=True,
    ),
    Mention(
        "Motifs de la décision",
        "C. trav. R6352-6",
        CASE,
        lambda data: (data.case.reasons,),
        blocks=True,
    ),
    Mention(
        "Entretien",
        "C. trav. R6352-5, 3°",
        CASE,
        lambda data: (long_date(data.case.heard_on) if data.case.heard_on else "",),
        applies=lambda data: data.case.heard_on is not None or _excludes(data),
    ),
    Mention("Dates de l’exclusion", HABIT, CASE, _days, applies=_excludes),
    Mention(
        "Recommandé ou récépissé",
        "C. trav. R6352-6",
        CASE,
        lambda data: _sent(data.case.notice_channel),
    ),
)


def _others() -> tuple[Mention[CaseNoticePaper], ...]:
    """Return what each letter to an employer or a funder says."""
    return (
        *office_mentions(),
        Mention("Destinataire", HABIT, SEAT, lambda data: (data.recipient,)),
        Mention(
            "Adresse du destinataire",
            HABIT,
            "la fiche de l’employeur ou du financeur",
            _address,
        ),
        Mention(
            "Nom du stagiaire",
            "C. trav. R6352-8",
            SEAT,
            lambda data: (data.participant.name if data.participant.trainee else "",),
            blocks=True,
        ),
        Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    )


PROCEDURE_INFORMATION: tuple[Mention[CaseNoticePaper], ...] = (
    *_others(),
    Mention(
        "Objet de la procédure",
        "C. trav. R6352-5, dernier al.",
        CASE,
        lambda data: (label(data.case.intended) if data.case.intended else "",),
        blocks=True,
    ),
    Mention(
        "Motif de la procédure",
        "C. trav. R6352-5, dernier al.",
        CASE,
        lambda data: (data.case.facts,),
        blocks=True,
    ),
)

SANCTION_INFORMATION: tuple[Mention[CaseNoticePaper], ...] = (
    *_others(),
    Mention(
        "Sanction prise",
        "C. trav. R6352-8",
        CASE,
        lambda data: (
            (label(data.case.decision),)
            if data.case.decision and data.case.decision is not Outcome.NONE
            else ()
        ),
        blocks=True,
    ),
    Mention("Dates de l’exclusion", HABIT, CASE, _days, applies=_excludes),
    Mention(
        "Numéro de dossier du financeur",
        HABIT,
        "la session, onglet Finances",
        lambda data: (data.file_number,),
        applies=lambda data: data.is_funder,
    ),
)

RECORDING_WAIVER: tuple[Mention[RecordingWaiverPaper], ...] = (
    *office_mentions(),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention(
        "Bénéficiaire",
        "règlement intérieur",
        SEAT,
        lambda data: (data.participant.name if data.participant else "toutes les personnes",),
    ),
    Mention(
        "Dérogation écrite",
        "règlement intérieur",
        SESSION,
        lambda _: ("sans autorisation écrite", "consent avant le début"),
    ),
)

DELEGATES_REPORT: tuple[Mention[SessionPaper], ...] = (
    *office_mentions(),
    Mention("Formation", HABIT, SESSION, lambda data: (data.file.session.title,)),
    Mention("Durée", "C. trav. L6352-4, 3°", SESSION, lambda data: (hours(data.file.hours),)),
    Mention(
        "Titulaire et suppléant, deux tours",
        "C. trav. R6352-9",
        SESSION,
        lambda _: ("un délégué titulaire et un délégué suppléant", "deux tours"),
    ),
    Mention(
        "Moment du scrutin",
        "C. trav. R6352-11",
        SESSION,
        lambda data: [
            "au plus tôt 20 heures et au plus tard 40 heures",
            *(long_date(slot.day) for slot in data.file.slots[:1]),
        ],
    ),
    Mention("Carence", "C. trav. R6352-12", SESSION, lambda _: ("porté candidat",)),
)
