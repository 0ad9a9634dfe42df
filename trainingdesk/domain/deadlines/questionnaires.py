"""What questionnaires wait for: answers before and after a session, opinions later and each year.

Only sessions where something was handed out are told of, and assessments since then: an office
that types its questionnaires elsewhere is left in peace.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.deadlines.duty import Duty, Place, Why, key
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.french import listed, plural, short_date

AHEAD = timedelta(days=7)
OPINIONS_WITHIN = timedelta(days=7)
OPINIONS_UNTIL = timedelta(days=60)
"""How long after a session an opinion may still come; later it is one that never came."""
COLD_UNTIL = timedelta(days=90)
FUNDERS_AHEAD = timedelta(days=14)
MONTHS_A_YEAR = 12
COLD_AFTER = 3
"""Months after a session, unless the office says otherwise."""
POSITIONING = Why("", "RNQ, indicateur 8")
ASSESSMENT = Why("", "RNQ, indicateur 11")
OPINION = Why("", "RNQ, indicateur 30")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSession:
    """A session whose people were given something to answer, or are to be assessed.

    `positioning` and `opinions` count the sheets that have not come back, `unassessed` the people
    who came and have no result. `asked_hot` tells that people were asked as they left, `asked_cold`
    that they were asked again.
    """

    id: int
    number: str
    title: str
    starts_on: date
    ends_on: date
    positioning: int = 0
    opinions: int = 0
    unassessed: int = 0
    asked_hot: bool = False
    asked_cold: bool = False

    @property
    def name(self) -> str:
        """What its duties are grouped under."""
        return f"{self.number} – {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFunder:
    """A fund that paid for a session of the last year, and since when it was not asked."""

    id: int
    name: str
    session_id: int
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireState:
    """All that questionnaires may wait for on a day."""

    sessions: tuple[AskedSession, ...] = ()
    funders: tuple[AskedFunder, ...] = ()
    cold_months: int = COLD_AFTER


def questionnaire_duties(state: QuestionnaireState, today: date) -> Iterator[Duty]:
    """Yield what is to come back, to be typed or to be sent again."""
    for session in state.sessions:
        yield from _before(session, today)
        yield from _after(session, today)
        yield from _later(session, state.cold_months, today)
    yield from _funders(state.funders, today)


def _before(session: AskedSession, today: date) -> Iterator[Duty]:
    if session.positioning and session.starts_on - AHEAD <= today <= session.starts_on:
        count = plural(session.positioning, "positionnement")
        yield _duty(
            DutyKind.POSITIONING,
            session,
            session.starts_on,
            sentence=f"Relancer {count} avant le début, le {short_date(session.starts_on)}",
            action="Saisir les réponses",
            why=POSITIONING,
        )


def _after(session: AskedSession, today: date) -> Iterator[Duty]:
    if session.ends_on > today:
        return
    if session.unassessed:
        yield _duty(
            DutyKind.ASSESSMENTS,
            session,
            session.ends_on,
            sentence=f"Saisir l’évaluation des acquis de {plural(session.unassessed, 'stagiaire')}",
            action="Saisir les acquis",
            why=ASSESSMENT,
        )
    if session.opinions and today <= session.ends_on + OPINIONS_UNTIL:
        yield _duty(
            DutyKind.OPINIONS,
            session,
            session.ends_on + OPINIONS_WITHIN,
            sentence=f"Saisir ou relancer {plural(session.opinions, 'questionnaire')} de "
            "satisfaction",
            action="Saisir les réponses",
            why=OPINION,
        )


def _later(session: AskedSession, months: int, today: date) -> Iterator[Duty]:
    due_on = add_months(session.ends_on, months)
    is_time = due_on - AHEAD <= today <= due_on + COLD_UNTIL
    if session.asked_hot and not session.asked_cold and is_time:
        yield _duty(
            DutyKind.COLD_SHEETS,
            session,
            due_on,
            sentence=f"Envoyer le questionnaire à froid, {months} mois après la session",
            action="Remettre le questionnaire",
            why=OPINION,
        )


def _funders(funders: tuple[AskedFunder, ...], today: date) -> Iterator[Duty]:
    """Yield the yearly appreciation, of all funds that are due in one line."""
    due = [(add_months(each.since, MONTHS_A_YEAR), each) for each in funders]
    now = sorted(
        ((day, each) for day, each in due if day - FUNDERS_AHEAD <= today),
        key=lambda pair: (pair[0], pair[1].name),
    )
    if now:
        first, fund = now[0]
        names = listed([each.name for _, each in now])
        yield Duty(
            key=key(DutyKind.FUNDER_OPINIONS, first.year),
            kind=DutyKind.FUNDER_OPINIONS,
            due_on=first,
            subject=names,
            sentence=f"Demander leur appréciation annuelle aux financeurs : {names}",
            action="Ouvrir la session",
            place=Place("sessions", fund.session_id),
            group="Financeurs",
            why=OPINION,
        )


def _duty(
    kind: DutyKind,
    session: AskedSession,
    due_on: date,
    *,
    sentence: str,
    action: str,
    why: Why,
) -> Duty:
    return Duty(
        key=key(kind, session.id),
        kind=kind,
        due_on=due_on,
        subject=session.number,
        sentence=sentence,
        action=action,
        place=Place("sessions", session.id),
        group=session.name,
        why=why,
    )
