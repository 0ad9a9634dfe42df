"""What certificates and attestations have in common: when they may exist, and who signs them."""

from datetime import date, timedelta
from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates, duration
from trainingdesk.documents.participants import employer_name, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.modality import is_remote_slot
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, Slot, in_hours, span
from trainingdesk.french import hours, listed, long_date, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.lettering import escape

NAMED_SLOTS = 3
"""How many slots a refusal names before it counts the others."""

_OPEN, _CLOSE = "\ue000", "\ue001"


def refusal(data: ParticipantPaper) -> str | None:
    """Return why nothing may be certified yet, or `None`.

    Hours are certified when the session is over, once every slot that counts is proven
    (R6313-3), and only to someone who came.
    """
    return seat_refusal(data) or _too_early(data) or _nothing_to_certify(data)


def _too_early(data: ParticipantPaper) -> str | None:
    end = ended_on(data.file)
    if end is None:
        return "La session n’a pas de date de fin : saisissez son calendrier."
    if data.on < end:
        return (
            f"La formation se termine le {long_date(end)} : ce document ne peut pas être daté du "
            f"{long_date(data.on)}."
        )
    return None


def _nothing_to_certify(data: ParticipantPaper) -> str | None:
    unproven = () if _never_came(data) else slots_to_prove(data.file, data.participant)
    if unproven:
        return (
            f"Pour {data.participant.name}, il manque une présence ou sa preuve : "
            f"{_named(unproven)}. Complétez la session, onglet Émargement."
        )
    if not data.hours_followed:
        return f"Aucune heure suivie par {data.participant.name} : rien ne peut être attesté."
    return None


def _never_came(data: ParticipantPaper) -> bool:
    return data.participant.enrolment.state is EnrolmentState.ABSENT and not data.hours_followed


def _named(slots: tuple[Slot, ...]) -> str:
    words = [f"le {span(slot)}" for slot in slots[:NAMED_SLOTS]]
    if more := len(slots) - NAMED_SLOTS if len(slots) > NAMED_SLOTS else 0:
        words.append(plural(more, "autre créneau", "autres créneaux"))
    return listed(words)


def ended_on(file: SessionFile) -> date | None:
    """Return the day on which the session is over; a night slot ends on the next."""
    if file.last_day is None or not file.slots:
        return file.last_day
    # Midnight sharp still belongs to the evening.
    return max(file.last_day, (file.slots[-1].end - timedelta(minutes=1)).date())


def slots_to_prove(file: SessionFile, person: Participant) -> tuple[Slot, ...]:
    """Return the slots that still lack a mark or a proof; none is expected of one who had left."""
    left = person.enrolment.left_on
    return tuple(
        slot
        for slot in file.unproven_slots(person)
        if left is None or slot.day <= left or slot.id in person.marks
    )


def remote_hours(data: ParticipantPaper) -> Decimal:
    """Return the hours followed at a distance, with the trainer or alone."""
    marks = data.participant.marks
    minutes = sum(
        marks[slot.id].minutes(slot)
        for slot in data.file.slots
        if is_remote_slot(data.file, slot) and slot.id is not None and slot.id in marks
    )
    return in_hours(minutes) + data.participant.enrolment.self_paced_hours


def said(wording: Wording, key: str, **fields: str) -> b.Markup:
    """Return a text with its facts in bold."""
    marked = {name: f"{_OPEN}{value}{_CLOSE}" for name, value in fields.items()}
    text = escape(wording(key, **marked))
    return b.Markup(text.replace(_OPEN, "<b>").replace(_CLOSE, "</b>"))


def attested(data: ParticipantPaper, wording: Wording, paper: str) -> list[Flowable]:
    """Return who attests, and of whom."""
    office = data.organisation
    who = ", ".join(filter(None, (office.representative_name, office.representative_title)))
    person = {"office": office.trade_name, "trainee": data.participant.name}
    if not office.representative_name:
        return b.text(said(wording, f"{paper}.atteste_organisme", **person))
    return b.text(said(wording, f"{paper}.atteste", representative=who, **person))


def action(data: ParticipantPaper) -> list[tuple[str, b.Content]]:
    """Return what the person followed, as facts: what, when, where, how long."""
    file = data.file
    items: list[tuple[str, b.Content]] = [
        ("Employeur", employer_name(data.participant)),
        ("Formation", b.bold(file.session.title)),
        ("Référence", f"{file.course.code} – session {file.session.number}"),
        ("Nature de l’action", f"{label(file.course.nature)} (article L6313-1)"),
        ("Dates", dates(file)),
        ("Lieu", file.place),
        ("Modalité", label(file.session.modality)),
        ("Formation assurée par", file.trainer_names),
        ("Durée prévue", duration(file)),
        ("Durée suivie", b.bold(hours(data.hours_followed))),
    ]
    return [item for item in items if item[1]]


def signed(data: ParticipantPaper, title: str) -> list[Flowable]:
    """Return where and when the paper is made, beside the frame to sign and stamp.

    The town stands after a colon: no «à Le Mans», no «de Évian».
    """
    office = data.organisation
    made: list[tuple[str, b.Content]] = [
        ("Fait à", office.address.city),
        ("Le", long_date(data.on)),
    ]
    box = b.SignatureBox(
        title=title,
        lines=tuple(filter(None, (office.representative_name, office.representative_title))),
        image=office.stamp,
    )
    return b.keep_together(
        b.spacer(3),
        b.two_columns(
            b.facts([fact for fact in made if fact[1]]), b.signatures((box,)), shares=(2, 3)
        ),
    )
