"""What a disciplinary case waits for, and until when (R6352-3 to -8)."""

from collections.abc import Iterator
from datetime import date

from trainingdesk.domain.deadlines.duty import EDITOR, Duty, Place, Why, key
from trainingdesk.domain.deadlines.state import OpenCase
from trainingdesk.domain.discipline import (
    DisciplinaryCase,
    Setting,
    Stage,
    decision_window,
    opinion_due_on,
)
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.french import clock, listed, short_date


def discipline_duties(open_case: OpenCase, today: date) -> Iterator[Duty]:
    """Yield the next step of a case, on the last day that it may be taken; then who is told."""
    case, setting, who = open_case.case, open_case.setting, open_case.trainee
    stage = case.stage(setting)
    due_on, sentence, action = _told(case, setting, who, stage, today)
    yield Duty(
        key=key(DutyKind.DISCIPLINE, case.id, stage),
        kind=DutyKind.DISCIPLINE,
        due_on=due_on,
        subject=who,
        sentence=sentence,
        action=action,
        place=Place(EDITOR, case.id or 0, "disciplinary_case"),
        group=open_case.session.name,
        why=Why("discipline", f"C. trav. {_ARTICLES[stage]}"),
    )
    if case.summoned_on and not case.employer_warned_on and _warns_employer(setting, stage):
        yield Duty(
            key=key(DutyKind.DISCIPLINE, case.id, "employer"),
            kind=DutyKind.DISCIPLINE,
            due_on=case.summoned_on,
            subject=who,
            sentence=f"Informer {setting.employer or 'l’employeur'} de la procédure engagée à "
            f"l’égard de {who}, en apprentissage",
            action="Préparer le courrier",
            place=Place(EDITOR, case.id or 0, "disciplinary_case"),
            group=open_case.session.name,
            why=Why("discipline", "C. trav. R6352-5, dernier alinéa"),
        )


def _warns_employer(setting: Setting, stage: Stage) -> bool:
    """Whether the employer of an apprentice hears of a procedure that nothing ended yet."""
    return setting.is_apprentice and stage in {Stage.HEARING, Stage.OPINION, Stage.DECISION}


_ARTICLES = {
    Stage.COMPLAINTS: "R6352-4",
    Stage.SUMMONS: "R6352-5",
    Stage.HEARING: "R6352-5",
    Stage.OPINION: "R6352-6",
    Stage.DECISION: "R6352-6",
    Stage.NOTICE: "R6352-6",
    Stage.INFORMATION: "R6352-8",
    Stage.CLOSING: "R6352-3 à R6352-8",
}


def _told(
    case: DisciplinaryCase, setting: Setting, who: str, stage: Stage, today: date
) -> tuple[date, str, str]:
    """Return until when, what waits, and what the button says."""
    match stage:
        case Stage.HEARING:
            return _hearing(case, setting, who, today)
        case Stage.OPINION:
            return _opinion(case, who)
        case Stage.DECISION:
            return _decision(case, setting, who, today)
    window = case.window(setting)
    last = window.last if window else case.decided_on or case.happened_on
    told = {
        Stage.COMPLAINTS: (
            case.happened_on,
            f"Dire à {who} ce qui lui est reproché",
            "Noter les griefs",
        ),
        Stage.SUMMONS: (
            case.happened_on,
            f"Convoquer {who} à un entretien",
            "Préparer la convocation",
        ),
        Stage.NOTICE: (
            last,
            f"Notifier à {who} la décision du {_day(case.decided_on)}",
            "Préparer la notification",
        ),
        Stage.INFORMATION: (
            case.notified_on or last,
            f"Informer {listed(case.untold(setting))} de la sanction de {who}",
            "Préparer le courrier",
        ),
    }
    closing = (case.decided_on or last, f"Clore la procédure de {who}", "Clore")
    return told.get(stage, closing)


def _day(day: date | None) -> str:
    return short_date(day) if day else ""


def _hearing(
    case: DisciplinaryCase, setting: Setting, who: str, today: date
) -> tuple[date, str, str]:
    on = case.hearing_on or case.happened_on
    if on < today:
        words = f"Noter comment s’est tenu l’entretien de {who}, le {short_date(on)}"
        return on, words, "Noter l’entretien"
    at = f" à {clock(case.hearing_time)}" if case.hearing_time else ""
    then = ""
    if not case.needs_opinion(setting):
        then = f", décision possible {decision_window(on, setting.terms).words}"
    return on, f"Entendre {who} le {short_date(on)}{at}{then}", "Noter l’entretien"


def _opinion(case: DisciplinaryCase, who: str) -> tuple[date, str, str]:
    if case.council_on is None:
        on = case.hearing_on or case.happened_on
        return on, f"Réunir le conseil de perfectionnement au sujet de {who}", "Noter la réunion"
    due_on = opinion_due_on(case.council_on)
    return (
        due_on,
        f"Recueillir l’avis du conseil sur {who}, au plus tard le {short_date(due_on)}",
        "Noter l’avis",
    )


def _decision(
    case: DisciplinaryCase, setting: Setting, who: str, today: date
) -> tuple[date, str, str]:
    window = case.window(setting)
    if window is None:
        return case.told_on or case.happened_on, f"Décider au sujet de {who}", "Noter la décision"
    if today > window.last:
        words = (
            f"{who} : le délai est passé depuis le {short_date(window.last)}, plus aucune sanction "
            "n’est possible"
        )
        return window.last, words, "Classer sans suite"
    if today == window.last:
        return window.last, f"Décider au sujet de {who} : dernier jour", "Noter la décision"
    return window.last, f"Décider au sujet de {who}, {window.words}", "Noter la décision"
