"""The certificate of completion, in the words and the order of the State's model (R6332-26)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import certifying as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.courses import ActionNature
from trainingdesk.domain.labels import label
from trainingdesk.domain.mentions.attendance import is_employee
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.french import hours, period
from trainingdesk.paper import blocks as b

TITLE = "Certificat de réalisation"
BLANK = "…………………………………"


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the certificate; it states the hours really followed, not those planned."""
    office = data.organisation
    story = [
        *b.title(TITLE),
        *_line(
            wording,
            "soussigne",
            representative=office.representative_name or BLANK,
            office=office.trade_name,
        ),
        *_line(wording, "atteste"),
        *_beneficiary(data, wording),
        *_line(wording, "suivi", title=data.file.session.title),
        *_nature(data, wording),
        *_line(wording, "periode", period=_period(data)),
        *_line(wording, "duree", hours=hours(data.hours_followed)),
        *_remote(data, wording),
        *b.text(wording("completion_certificate.conservation"), after=4),
        *common.signed(data, wording("completion_certificate.signature")),
    ]
    return composed(data, TITLE, story)


def _line(wording: Wording, key: str, **fields: str) -> list[Flowable]:
    return b.text(common.said(wording, f"completion_certificate.{key}", **fields), after=8)


def _beneficiary(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    """Return who followed; someone who is nobody's employee is named alone."""
    person = data.participant
    if person.employer is None:
        return _line(wording, "beneficiaire", trainee=person.name)
    key = "salarie" if is_employee(person) else "non_salarie"
    return _line(wording, key, trainee=person.name, employer=person.employer.name)


def _nature(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    boxes = [
        box
        for nature in ActionNature
        for box in b.checkbox(label(nature), data.file.course.nature is nature)
    ]
    return [
        *b.text(wording("completion_certificate.nature"), keep_with_next=True),
        *boxes,
        *b.spacer(2),
    ]


def _period(data: ParticipantPaper) -> str:
    first, last = data.file.first_day, data.file.last_day
    return period(first, last) if first and last else BLANK


def _remote(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    remote = common.remote_hours(data)
    if not remote:
        return []
    return [
        *b.small(wording("completion_certificate.distance", hours=hours(remote))),
        *b.spacer(1.5),
    ]


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: ParticipantPaper) -> str | None:
    """Return why the certificate may not exist yet."""
    return common.refusal(data)
