"""Closing a session: what is looked at before its file is put away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainingdesk.domain.attendance import unproven_slots
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import SessionState
from trainingdesk.french import listed, long_date, plural

MOST_NAMES = 3
"""Names that a line tells before it only counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPoint:
    """One line of the checklist: `lacks` says what is not done, empty once it is.

    `tab` is the sub-tab of the session where it is done, by its caption.
    """

    name: str
    tab: str
    lacks: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing lacks."""
        return not self.lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """What else than the session itself says whether its file is complete.

    Each tuple holds what lacks, by the name people know it by: «Convention, Roche SAS».
    """

    unsigned: tuple[str, ...] = ()
    unissued: tuple[str, ...] = ()
    unbilled: tuple[str, ...] = ()
    contradictions: int = 0
    unanswered: int = 0
    open_incidents: int = 0
    open_cases: int = 0


def refuse_too_early(file: SessionFile, today: date) -> None:
    """Refuse to close what is not over, or is closed.

    Raises:
        RuleBroken: it is closed, was given up, has no dates, or its last day lies ahead.
    """
    state = file.session.state
    if state is SessionState.CLOSED:
        raise RuleBroken("Cette session est déjà clôturée.")
    if state in {SessionState.POSTPONED, SessionState.CANCELLED}:
        raise RuleBroken("Une session reportée ou annulée ne se clôture pas.")
    if file.last_day is None:
        raise RuleBroken("Cette session n’a pas de dates : fixez-les d’abord.")
    if file.last_day > today:
        raise RuleBroken(
            f"Cette session dure jusqu’au {long_date(file.last_day)} : elle se clôture ensuite."
        )


def checklist(file: SessionFile, facts: ClosingFacts) -> tuple[ClosingPoint, ...]:
    """Return what is looked at before a session is put away, in the order it is usually done."""
    return (
        ClosingPoint(name="Accords signés", tab="Documents", lacks=_named(facts.unsigned)),
        ClosingPoint(name="Émargement saisi", tab="Émargement", lacks=_unmarked(file)),
        ClosingPoint(name="Présences prouvées", tab="Émargement", lacks=_unproven(file)),
        ClosingPoint(name="Signature du formateur", tab="Émargement", lacks=_unsigned_slots(file)),
        ClosingPoint(name="Objectifs évalués", tab="Évaluations", lacks=_unassessed(file)),
        *_still_running(facts),
        ClosingPoint(name="Documents de fin édités", tab="Documents", lacks=_named(facts.unissued)),
        ClosingPoint(name="Factures émises", tab="Finances", lacks=_named(facts.unbilled)),
        ClosingPoint(
            name="Documents sans contradiction",
            tab="Vérification",
            lacks=_counted(facts.contradictions, "contradiction", "contradictions"),
        ),
    )


def _still_running(facts: ClosingFacts) -> tuple[ClosingPoint, ...]:
    """Return what only some sessions have, where something of it still runs."""
    points = (
        ClosingPoint(
            name="Questionnaires de satisfaction",
            tab="Évaluations",
            lacks=_counted(
                facts.unanswered, "questionnaire sans réponse", "questionnaires sans réponse"
            ),
        ),
        ClosingPoint(
            name="Incidents de plateforme résolus",
            tab="E-learning",
            lacks=_counted(facts.open_incidents, "incident ouvert", "incidents ouverts"),
        ),
        ClosingPoint(
            name="Procédures disciplinaires closes",
            tab="Stagiaires",
            lacks=_counted(facts.open_cases, "procédure ouverte", "procédures ouvertes"),
        ),
    )
    return tuple(point for point in points if not point.is_done)


def _came(file: SessionFile) -> tuple[Participant, ...]:
    """Return those who followed hours: who never came is neither assessed nor certified."""
    return tuple(person for person in file.seated if file.hours_followed(person) > 0)


def _unmarked(file: SessionFile) -> str:
    empty = sum(
        1
        for person in file.seated
        for slot in file.slots
        if person.enrolment.left_on is None or slot.day <= person.enrolment.left_on
        if slot.id not in person.marks
    )
    return _counted(empty, "case vide", "cases vides")


def _unproven(file: SessionFile) -> str:
    lacking = sum(
        1
        for person in file.seated
        for slot in unproven_slots(file.slots, person.marks)
        if slot.id in person.marks
    )
    return _counted(lacking, "présence sans preuve", "présences sans preuve")


def _unsigned_slots(file: SessionFile) -> str:
    lacking = sum(1 for slot in file.slots if slot.trainer_ids and not slot.trainer_signed)
    return _counted(lacking, "demi-journée sans sa signature", "demi-journées sans sa signature")


def _unassessed(file: SessionFile) -> str:
    objectives = {objective.id for objective in file.version.objectives}
    return _named([person.name for person in _came(file) if objectives - set(person.results)])


def _counted(count: int, one: str, many: str) -> str:
    return plural(count, one, many) if count else ""


def _named(names: Iterable[str]) -> str:
    found = list(names)
    if len(found) <= MOST_NAMES:
        return listed(found)
    others = plural(len(found) - MOST_NAMES, "autre", "autres")
    return listed([*found[:MOST_NAMES], others])
