"""What may become of the people of the sample session: absences, delays, departures, distance."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from tests.support.office_sample import AFTER, FILE, PEOPLE, SESSION, SLOTS
from trainingdesk.domain.attendance import Attendance, Presence, Proof
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, Modality, Slot

SOMEONE = PEOPLE[0]
"""Present and signed everywhere."""
MISSED_A_HALF_DAY = PEOPLE[1]


def marked(
    slot_id: int,
    presence: Presence,
    *,
    minutes: int = 0,
    proof: Proof | None = None,
    person: Participant = SOMEONE,
) -> Participant:
    """Return the person with another mark for one slot."""
    mark = Attendance(
        enrolment_id=1, slot_id=slot_id, presence=presence, minutes_missed=minutes, proof=proof
    )
    return replace(person, marks={**person.marks, slot_id: mark})


def enrolled(person: Participant, **changes: object) -> Participant:
    """Return the person with another enrolment."""
    return replace(person, enrolment=replace(person.enrolment, **changes))


LATE = marked(1, Presence.LATE, minutes=20, proof=Proof.SIGNED)
EXCUSED = marked(4, Presence.EXCUSED)
UNPROVEN = marked(3, Presence.PRESENT)
NEVER_CAME = replace(
    SOMEONE,
    marks={
        slot.id: Attendance(enrolment_id=1, slot_id=slot.id, presence=Presence.ABSENT)
        for slot in SLOTS
    },
)
NEVER_MARKED = enrolled(replace(SOMEONE, marks={}), state=EnrolmentState.ABSENT)
DROPPED_OUT = enrolled(
    replace(SOMEONE, marks={n: SOMEONE.marks[n] for n in (1, 2)}),
    state=EnrolmentState.DROPPED_OUT,
    left_on=date(2026, 5, 18),
)
CONNECTED = replace(
    SOMEONE,
    marks={n: replace(mark, proof=Proof.CONNECTION) for n, mark in SOMEONE.marks.items()},
)

LINK = "https://visio.example/salle/acc-01?code=42"
REMOTE = replace(FILE, session=replace(SESSION, modality=Modality.REMOTE, remote_link=LINK))
WITH_E_LEARNING = replace(FILE, session=replace(SESSION, self_paced_hours=Decimal(4)))
LEARNT_ALONE = enrolled(SOMEONE, self_paced_hours=Decimal("2.5"))
NIGHT = Slot(id=5, day=date(2026, 5, 19), starts_at=time(22), ends_at=time(2), trainer_ids=(1,))
WITH_A_NIGHT = replace(FILE, slots=(*SLOTS, NIGHT))
KEPT_AWAKE = marked(5, Presence.PRESENT, proof=Proof.SIGNED)


def paper(person: Participant = SOMEONE, file: SessionFile = FILE) -> ParticipantPaper:
    """Return what the person's paper is made from, the day after the session."""
    return ParticipantPaper(file=file, participant=person, on=AFTER)


def days(count: int, *, slots_a_day: int = 2) -> tuple[Slot, ...]:
    """Return the slots of so many days in a row from Monday 1 June 2026."""
    hours = ((time(9), time(12, 30)), (time(13, 30), time(17)), (time(19), time(21)))
    return tuple(
        Slot(
            id=100 + 10 * day + number,
            day=date(2026, 6, 1) + timedelta(day),
            starts_at=start,
            ends_at=end,
            trainer_ids=(1,),
        )
        for day in range(count)
        for number, (start, end) in enumerate(hours[:slots_a_day])
    )
