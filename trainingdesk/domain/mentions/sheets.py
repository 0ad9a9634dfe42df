"""What a sheet without names must say, and the name plates."""

from trainingdesk.domain.attendance_data import NamePlatesPaper
from trainingdesk.domain.mentions.attendance import ATTENDANCE_SHEET, CALENDAR, TRAINEES, USAGE
from trainingdesk.domain.mentions.mention import Mention
from trainingdesk.domain.paper_data import SessionPaper
from trainingdesk.domain.session_file import Participant

_OF_NAMES = {"Noms des stagiaires", "Entreprises des stagiaires"}

BLANK_SHEET: tuple[Mention[SessionPaper], ...] = tuple(
    mention for mention in ATTENDANCE_SHEET if mention.name not in _OF_NAMES
)


def _people(data: NamePlatesPaper) -> tuple[Participant, ...]:
    return (data.participant,) if data.participant else data.file.seated


NAME_PLATES: tuple[Mention[NamePlatesPaper], ...] = (
    Mention("Intitulé", USAGE, CALENDAR, lambda data: (data.file.session.title,)),
    Mention(
        "Noms des stagiaires",
        USAGE,
        TRAINEES,
        lambda data: [p.trainee.last_name if p.trainee else "" for p in _people(data)],
    ),
)
