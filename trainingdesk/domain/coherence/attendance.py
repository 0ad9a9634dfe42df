"""Half-days that are over: signed or excused, by each trainee and by the trainer."""

from collections.abc import Iterator, Sequence

from trainingdesk.domain.coherence import places
from trainingdesk.domain.coherence.dossier import Dossier
from trainingdesk.domain.coherence.finding import Finding, Level
from trainingdesk.domain.session_file import Participant
from trainingdesk.domain.sessions import Slot, span
from trainingdesk.french import hours, listed, plural

NAMED_SLOTS = 2
"""How many slots a sentence names before it counts the others."""


def findings(dossier: Dossier) -> Iterator[Finding]:
    """Return what the sheet lacks, and who is on it without a seat."""
    held = [slot for slot in dossier.file.slots if slot.end.date() < dossier.on]
    for person in dossier.file.seated:
        yield from _unproven(dossier, person, held)
    yield from _unsigned(dossier, held)
    yield from _seatless(dossier)


def _unproven(dossier: Dossier, person: Participant, held: Sequence[Slot]) -> Iterator[Finding]:
    left_on = person.enrolment.left_on
    ids = {slot.id for slot in dossier.file.unproven_slots(person)}
    wanting = [
        slot
        for slot in held
        # Nothing is expected of somebody who had left, unless a presence was noted all the same.
        if slot.id in ids and (left_on is None or slot.day <= left_on or slot.id in person.marks)
    ]
    if wanting:
        missing = plural(len(wanting), "créneau", "créneaux")
        yield Finding(
            rule="attendance.signed",
            level=Level.AMBER,
            left=places.in_session(dossier, f"Émargement, {person.name}", missing, places.SHEET),
            right=places.in_session(dossier, "Créneaux", _named(wanting), places.SLOTS),
            sentence=f"Ni signature ni excuse de {person.name} : {_named(wanting)}.",
        )


def _unsigned(dossier: Dossier, held: Sequence[Slot]) -> Iterator[Finding]:
    wanting = [slot for slot in held if not slot.trainer_signed]
    if wanting:
        missing = plural(len(wanting), "créneau", "créneaux")
        yield Finding(
            rule="attendance.trainer",
            level=Level.AMBER,
            left=places.in_session(dossier, "Émargement, formateur", missing, places.SHEET),
            right=places.in_session(dossier, "Créneaux", _named(wanting), places.SLOTS),
            sentence=f"La signature du formateur manque : {_named(wanting)}.",
        )


def _seatless(dossier: Dossier) -> Iterator[Finding]:
    for person in dossier.file.participants:
        followed = dossier.file.hours_followed(person)
        if followed and not person.enrolment.state.takes_a_seat:
            yield Finding(
                rule="people.attendance",
                level=Level.AMBER,
                left=places.in_session(
                    dossier, f"Émargement, {person.name}", hours(followed), places.SHEET
                ),
                right=places.in_session(
                    dossier, f"Inscription, {person.name}", "sans place", places.PEOPLE
                ),
                sentence=f"{person.name} a {hours(followed)} de présence, mais son inscription "
                "est annulée ou remplacée.",
            )


def _named(slots: Sequence[Slot]) -> str:
    words = [span(slot) for slot in slots[:NAMED_SLOTS]]
    if len(slots) > NAMED_SLOTS:
        words.append(plural(len(slots) - NAMED_SLOTS, "autre"))
    return listed(words)
