"""What happens in the room: who comes, who is late, who leaves, who learns what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from trainingdesk.domain.attendance import Attendance, ObjectiveResult, Presence, Proof, Result
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, Slot
from trainingdesk.services import attending, planning
from trainingdesk.services.office import Office
from trainingdesk.storage import catalogue
from trainingdesk.storage import sessions as store

FATES = ("late", "absent", "excused", "dropout", "never", "partial")
MINUTES_LATE = (15, 20, 30, 45)
RESULTS = {
    EnrolmentState.PRESENT: (Result.ACQUIRED,) * 9 + (Result.IN_PROGRESS,),
    EnrolmentState.PARTIAL: (Result.ACQUIRED,) * 3 + (Result.IN_PROGRESS,) * 2,
    EnrolmentState.DROPPED_OUT: (Result.IN_PROGRESS, Result.NOT_ACQUIRED),
}
"""What each objective becomes, drawn by what became of the person."""


@dataclass
class Attendants:
    """The people of one session and what befalls each, drawn once they are all there."""

    session_id: int
    incidents: Sequence[str]
    random: Random
    fates: dict[int, str] = field(default_factory=dict)

    def attend(self, office: Office, day: date) -> None:
        """Type the sheet of a day, and note that the trainer signed it."""
        slots = store.slots_of(office.db, self.session_id)
        people = self._seated(office)
        if not self.fates:
            self._draw_fates(people)
        todays = [(place, slot) for place, slot in enumerate(slots) if slot.day == day]
        for person in people:
            if self._leaves(person, todays, len(slots)):
                gone = replace(person, state=EnrolmentState.DROPPED_OUT, left_on=day)
                planning.enrol(office, [gone])
        attending.record(
            office,
            self.session_id,
            [
                self._mark(person, place, slot, len(slots))
                for person in people
                for place, slot in todays
            ],
        )
        attending.sign_as_trainer(office, self.session_id, [slot.id or 0 for _, slot in todays])

    def _seated(self, office: Office) -> list[Enrolment]:
        return [
            enrolment
            for enrolment in store.enrolments_of(office.db, self.session_id)
            if enrolment.state.takes_a_seat
        ]

    def _draw_fates(self, people: Sequence[Enrolment]) -> None:
        drawn = [incident for incident in self.incidents if incident in FATES]
        unlucky = self.random.sample(people, min(len(drawn), len(people)))
        self.fates = {person.id or 0: "" for person in people}
        self.fates |= {person.id or 0: fate for person, fate in zip(unlucky, drawn, strict=False)}

    def _fate(self, person: Enrolment) -> str:
        return self.fates[person.id or 0]

    def _leaves(self, person: Enrolment, todays: Sequence[tuple[int, Slot]], count: int) -> bool:
        return self._fate(person) == "dropout" and any(place == count // 2 for place, _ in todays)

    def _mark(self, person: Enrolment, place: int, slot: Slot, count: int) -> Attendance:
        presence, minutes, note = _presence(self._fate(person), place, count)
        proof = Proof.CONNECTION if slot.is_remote else Proof.SIGNED
        return Attendance(
            enrolment_id=person.id or 0,
            slot_id=slot.id or 0,
            presence=presence,
            minutes_missed=self.random.choice(MINUTES_LATE) if minutes else 0,
            proof=proof if presence.was_there else None,
            note=note,
        )

    def learn_alone(self, office: Office, hours: Decimal, *, settles: bool) -> None:
        """Note the e-learning hours that the platform proves; without slots they settle all."""
        people = self._seated(office)
        if not self.fates:
            self._draw_fates(people)
        for person in people:
            partly = self._fate(person) == "partial"
            followed = hours / 2 if partly else hours
            state = person.state
            if settles:
                state = EnrolmentState.PARTIAL if partly else EnrolmentState.PRESENT
            planning.enrol(office, [replace(person, self_paced_hours=followed, state=state)])

    def assess(self, office: Office) -> None:
        """Write what became of each objective for those who came."""
        session = store.SESSIONS.get(office.db, self.session_id)
        version = catalogue.version(office.db, session.course_version_id)
        attending.assess(
            office,
            self.session_id,
            [
                ObjectiveResult(
                    enrolment_id=person.id or 0, objective_id=objective.id or 0, result=result
                )
                for person in self._seated(office)
                for objective, result in zip(
                    version.objectives, self._results(person), strict=False
                )
            ],
        )

    def _results(self, person: Enrolment) -> Iterator[Result]:
        while chances := RESULTS.get(person.state):
            yield self.random.choice(chances)


def _presence(fate: str, place: int, count: int) -> tuple[Presence, bool, str]:
    """Return the letter of a cell, whether minutes are missed, and the note beside it."""
    match fate:
        case "late" if place == 0:
            return Presence.LATE, True, "Arrivée après le début"
        case "absent" if place == count - 1:
            return Presence.ABSENT, False, ""
        case "excused" if place == count // 2:
            return Presence.EXCUSED, False, "Certificat médical"
        case "dropout" if place >= count // 2:
            return Presence.ABSENT, False, "A quitté la formation"
        case "never":
            return Presence.ABSENT, False, "Ne s’est pas présenté·e"
        case _:
            return Presence.PRESENT, False, ""
