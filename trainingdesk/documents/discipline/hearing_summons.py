"""The summons to a disciplinary hearing (R6352-5)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.discipline import case_letters as case
from trainingdesk.documents.participants import filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline_data import CasePaper
from trainingdesk.domain.labels import label
from trainingdesk.french import clock, long_date
from trainingdesk.paper import blocks as b

TITLE = "Convocation à un entretien"


def compose(data: CasePaper, wording: Wording) -> Composition:
    """Return the letter."""
    about = wording("hearing_summons.objet")
    letter = letters.Letter(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        about=about,
        body=(
            *case.training(data),
            *case.facts(data, wording),
            *b.text(wording("hearing_summons.sanction", sanction=_intended(data))),
            *b.text(wording("hearing_summons.entretien"), keep_with_next=True),
            *_meeting(data),
            *b.text(wording("hearing_summons.assistance")),
        ),
        closing=_closing(data, wording),
    )
    sent = case.delivered(letter, data.case.summons_channel)
    return letters.composed(sent, case.mail_of(data), wording)


def file_name(data: CasePaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: CasePaper) -> str | None:
    """Return what is still to be settled before anybody is summoned, or nothing."""
    if (words := case.unnamed(data)) is not None:
        return words
    record = data.case
    if record.intended is None:
        return "Choisissez d’abord la sanction envisagée : la convocation en dit l’objet."
    if record.summons_channel is None:
        return (
            "Dites d’abord comment la convocation part : lettre recommandée ou remise en main "
            "propre contre décharge."
        )
    if record.hearing_on is None or record.hearing_time is None or not record.hearing_place:
        return "Écrivez d’abord le jour, l’heure et le lieu de l’entretien."
    return None


def _intended(data: CasePaper) -> str:
    return label(data.case.intended) if data.case.intended else ""


def _meeting(data: CasePaper) -> list[Flowable]:
    record = data.case
    day = long_date(record.hearing_on, weekday=True) if record.hearing_on else ""
    return b.facts(
        [
            ("Date", b.bold(day)),
            ("Heure", b.bold(clock(record.hearing_time)) if record.hearing_time else ""),
            ("Lieu", record.hearing_place),
        ]
    )


def _closing(data: CasePaper, wording: Wording) -> list[Flowable]:
    council = wording("hearing_summons.conseil") if data.case.needs_opinion(data.setting) else ""
    absent = wording("hearing_summons.absence")
    return b.text(" ".join(filter(None, (council, absent))))
