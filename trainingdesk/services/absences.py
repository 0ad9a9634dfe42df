"""Whom to tell that somebody did not come."""

from dataclasses import dataclass
from datetime import date, timedelta

from trainingdesk.domain.attendance import Presence
from trainingdesk.domain.sendings import SendingItem
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.services.office import Office

LATELY = timedelta(days=7)
"""How long an absence waits on the sheet for its employer to be told."""


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who was absent, and the last day of it that the employer was not told of."""

    participant: Participant
    day: date

    @property
    def employer(self) -> str:
        """Whom to tell."""
        person = self.participant
        return person.employer.name if person.employer else person.client.display_name


def untold_absences(office: Office, file: SessionFile) -> list[Untold]:
    """Return the absences without an excuse that no employer was told of since, today's first."""
    today = office.today()
    days = {slot.id: slot.day for slot in file.slots if today - LATELY < slot.day <= today}
    found = []
    for person in file.seated:
        missed = [
            days[slot_id]
            for slot_id, mark in person.marks.items()
            if slot_id in days and mark.presence is Presence.ABSENT
        ]
        has_employer = person.employer is not None or not person.client.is_individual
        if missed and has_employer and person.trainee and person.enrolment.left_on is None:
            day = max(missed)
            if not _is_told(office, person, day):
                found.append(Untold(person, day))
    return sorted(found, key=lambda each: each.day, reverse=True)


def _is_told(office: Office, person: Participant, day: date) -> bool:
    """Whether it was noted, or a notice was issued, that day or since."""
    seat = person.enrolment
    return bool(
        office.db.execute(
            "select exists (select 1 from sending where enrolment_id = ? and item = ?"
            " and sent_on >= ?) or exists (select 1 from issued_paper where trainee_id = ?"
            " and session_id = ? and kind = 'absence_notice' and issued_on >= ?)",
            [
                seat.id,
                SendingItem.EMPLOYER_TOLD,
                day.isoformat(),
                seat.trainee_id,
                seat.session_id,
                day.isoformat(),
            ],
        ).fetchone()[0]
    )
