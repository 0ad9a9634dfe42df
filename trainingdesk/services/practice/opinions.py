"""What people of the practice office are asked: a session that is over, and one that comes."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from trainingdesk.domain.questionnaires import Question, QuestionKind, QuestionnaireKind
from trainingdesk.domain.sessions import SessionState, TrainingSession
from trainingdesk.services import questionnaires
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.world import World
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import questionnaires as store
from trainingdesk.storage import sessions

OVER = (timedelta(days=70), timedelta(days=14))
"""How long ago the session that is over ended, at most and at least."""
COMING = timedelta(days=35)
BEFORE = timedelta(days=7)
DAY = timedelta(days=1)
FEWEST = 4
"""People below whom a session shows little of what is asked."""
_NAMED = """(select count(*) from enrolment e where e.session_id = training_session.id
    and e.trainee_id is not null and e.state not in ('replaced', 'cancelled', 'pre_enrolled'))"""
GOOD = {
    QuestionKind.SCALE: ("2", "3", "3", "3", "4", "4", "4"),
    QuestionKind.RATING: ("6", "7", "8", "8", "9", "9", "10"),
}
SELF_RATED = ("1", "1", "2", "2", "3")


def ask_opinions(world: World) -> None:
    """Ask on the last day, each as if on his own day: what came before is known by then."""
    world.story.exactly(world.today, lambda office: _Asking(office, world.today).tell())


class _Asking:
    """Hands out and answers, always the same on the same day."""

    def __init__(self, office: Office, today: date) -> None:
        self._office = office
        self._today = today
        self._random = Random(today.toordinal())  # noqa: S311 - invented answers
        self._words = sample.entries("opinions.toml")

    def tell(self) -> None:
        """Ask the people of both sessions."""
        since, until = (self._today - span for span in OVER)
        if over := self._largest([SessionState.CLOSED], "ends_on", since, until):
            self._tell_whole(over)
        first, last = self._today + DAY, self._today + COMING
        open_ones = [SessionState.PLANNED, SessionState.CONFIRMED]
        if coming := self._largest(open_ones, "starts_on", first, last):
            self._tell_beginning(coming)

    def _largest(
        self, states: Sequence[SessionState], day: str, first: date, last: date
    ) -> TrainingSession | None:
        """Return the session of a span that most people are named in."""
        found = sessions.SESSIONS.where(
            self._office.db,
            f"state in (select value from json_each(?)) and {day} between ? and ?"
            f" and {_NAMED} >= {FEWEST} order by {_NAMED} desc, id limit 1",
            [json.dumps(states), first.isoformat(), last.isoformat()],
        )
        return found[0] if found else None

    def _tell_whole(self, session: TrainingSession) -> None:
        starts_on = session.starts_on or self._today
        ends_on = session.ends_on or self._today
        self._ask(session, QuestionnaireKind.POSITIONING, starts_on - BEFORE)
        self._ask(session, QuestionnaireKind.HOT, ends_on)
        self._ask(session, QuestionnaireKind.TRAINER, ends_on)
        self._ask(session, QuestionnaireKind.CLIENT, ends_on + BEFORE, silent=1)

    def _tell_beginning(self, session: TrainingSession) -> None:
        starts_on = session.starts_on or self._today
        sent_on = min(starts_on - 2 * BEFORE, self._today - DAY)
        self._ask(session, QuestionnaireKind.POSITIONING, sent_on, silent=2)

    def _ask(
        self, session: TrainingSession, kind: QuestionnaireKind, day: date, *, silent: int = 0
    ) -> None:
        """Hand a questionnaire out on a day, and type what came back the day after."""
        session_id = session.id or 0
        office = replace(self._office, today=lambda: day)
        file = session_file(office, session_id)
        if not questionnaires.respondents(office, file, kind):
            return
        questionnaires.hand_out(office, session_id, kind)
        sheets = store.sheets_of(office.db, session_id, kind)
        later = replace(self._office, today=lambda: day + DAY)
        for place, sheet in enumerate(sheets[: max(len(sheets) - silent, 1)]):
            asked = questionnaires.questions_of(later, sheet)
            typed = {question.key: self._answer(kind, question, place) for question in asked}
            questionnaires.record(later, sheet.id or 0, typed)

    def _answer(self, kind: QuestionnaireKind, question: Question, place: int) -> str:
        if question.kind is QuestionKind.TEXT:
            said: Sequence[str] = self._words.get(kind, {}).get(question.key, ())
            return said[place] if place < len(said) else ""
        if kind is QuestionnaireKind.POSITIONING and question.kind is QuestionKind.SCALE:
            return self._random.choice(SELF_RATED)
        if question.kind in GOOD:
            return self._random.choice(GOOD[question.kind])
        # Of several the good ones stand in the middle or at the end; yes comes before no.
        answers = [value for value, _ in question.answers]
        return answers[0] if question.kind is QuestionKind.YES_NO else answers[len(answers) // 2]
