"""Disciplinary cases: followed step by step, closed, and what an exclusion does to a seat."""

from dataclasses import replace
from datetime import date

from trainingdesk.domain.deadlines.state import OpenCase, SessionRef
from trainingdesk.domain.discipline import DisciplinaryCase, Outcome, Setting
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import TraineeStatus
from trainingdesk.domain.people import full_name
from trainingdesk.domain.sessions import Enrolment, EnrolmentState, FundingState
from trainingdesk.french import long_date
from trainingdesk.services import planning
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.terms import conditions_of, version
from trainingdesk.storage import discipline as store
from trainingdesk.storage import parties, sales, sessions
from trainingdesk.storage.database import unit_of_work


def setting_of(office: Office, enrolment_id: int, on: date) -> Setting:
    """Return what a case of one enrolment is judged by, as the agreement of that seat has it."""
    seat = sessions.ENROLMENTS.get(office.db, enrolment_id)
    agreement_id = agreement_of(office, seat)
    terms = (
        conditions_of(office, sales.agreement(office.db, agreement_id))
        if agreement_id is not None
        else version(office, None, on)
    )
    employer = parties.CLIENTS.get(office.db, seat.employer_id) if seat.employer_id else None
    return Setting(
        terms=terms.rules.discipline,
        employer=employer.display_name if employer else "",
        funders=tuple(
            parties.FUNDERS.get(office.db, funder_id).name for funder_id in funders_of(office, seat)
        ),
        is_apprentice=seat.status is TraineeStatus.APPRENTICE,
    )


def agreement_of(office: Office, seat: Enrolment) -> int | None:
    """Return the agreement that brings someone to a session and is not over, if any."""
    found = (
        record.id
        for record in sales.agreements_of(office.db, seat.session_id)
        if record.client_id == seat.client_id and not record.state.is_over
    )
    return next(found, None)


def funders_of(office: Office, seat: Enrolment) -> tuple[int, ...]:
    """Return the funders that pay for a seat; one that refused is told nothing."""
    return tuple(
        dict.fromkeys(
            funding.funder_id
            for funding in sessions.fundings_of(office.db, seat.session_id)
            if funding.client_id == seat.client_id and funding.state is not FundingState.REFUSED
        )
    )


def save(office: Office, case: DisciplinaryCase) -> Changes:
    """Write a case as far as it is; a step taken by mistake is corrected until it is closed.

    Raises:
        RuleBroken: the procedure does not allow a step, or the case is closed.
    """
    checked = case.checked(_setting(office, case), office.today())
    with unit_of_work(office.db):
        if checked.id is not None:
            _refuse_closed(store.CASES.get(office.db, checked.id))
        saved = store.CASES.save(office.db, checked)
    return changed("Procédure disciplinaire enregistrée", Kind.SESSIONS, saved=saved)


def close(office: Office, case_id: int) -> Changes:
    """Close a case.

    Raises:
        RuleBroken: a step is still to come, or it is closed already.
    """
    with unit_of_work(office.db):
        case = store.CASES.get(office.db, case_id)
        store.CASES.update(office.db, case.closed(office.today(), _setting(office, case)))
    return changed("Procédure disciplinaire close", Kind.SESSIONS, saved=case_id)


def reopen(office: Office, case_id: int) -> Changes:
    """Open a closed case again."""
    with unit_of_work(office.db):
        case = store.CASES.get(office.db, case_id)
        store.CASES.update(office.db, replace(case, closed_on=None))
    return changed("Procédure disciplinaire rouverte", Kind.SESSIONS, saved=case_id)


def leaves_seat(office: Office, case: DisciplinaryCase) -> bool:
    """Whether an exclusion for good was notified, and the person is still counted as there."""
    if case.decision is not Outcome.EXCLUSION or case.notified_on is None:
        return False
    seat = sessions.ENROLMENTS.get(office.db, case.enrolment_id)
    return seat.state.takes_a_seat and seat.state is not EnrolmentState.DROPPED_OUT


def end_enrolment(office: Office, case_id: int) -> Changes:
    """End the enrolment of someone excluded for good, on the day that the exclusion begins.

    Raises:
        RuleBroken: nobody was excluded for good; or an agreement says what is owed, and ends it.
    """
    case = store.CASES.get(office.db, case_id)
    if not leaves_seat(office, case):
        raise RuleBroken("Seule une exclusion définitive, notifiée, met fin à l’inscription.")
    seat = sessions.ENROLMENTS.get(office.db, case.enrolment_id)
    if agreement_of(office, seat) is not None:
        raise RuleBroken(
            "Une convention ou un contrat dit ce qui reste dû : passez par « Calculer les frais », "
            "« Un stagiaire abandonne ou s’interrompt »."
        )
    left_on = case.exclusion_from or office.today()
    why = f"Exclusion définitive à compter du {long_date(left_on)}"
    notes = "\n".join(filter(None, (seat.notes, why)))
    left = replace(seat, state=EnrolmentState.DROPPED_OUT, left_on=left_on, notes=notes)
    return replace(planning.enrol(office, [left]), label=f"Inscription terminée. {why}")


def open_cases(office: Office) -> tuple[OpenCase, ...]:
    """Return the cases that wait for something, with the names that duties tell them by."""
    return tuple(open_case(office, case) for case in store.open_cases(office.db))


def open_case(office: Office, case: DisciplinaryCase) -> OpenCase:
    """Return a case with the names that duties tell it by."""
    seat = sessions.ENROLMENTS.get(office.db, case.enrolment_id)
    session = sessions.SESSIONS.get(office.db, seat.session_id)
    trainee = parties.TRAINEES.get(office.db, seat.trainee_id) if seat.trainee_id else None
    return OpenCase(
        case=case,
        setting=_setting(office, case),
        trainee=full_name(trainee) if trainee else "le stagiaire",
        session=SessionRef(
            id=seat.session_id,
            number=session.number,
            title=session.title,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            modality=session.modality,
        ),
    )


def _setting(office: Office, case: DisciplinaryCase) -> Setting:
    return setting_of(office, case.enrolment_id, case.happened_on)


def _refuse_closed(case: DisciplinaryCase) -> None:
    if case.closed_on is not None:
        raise RuleBroken("Cette procédure est close : rouvrez-la pour la corriger.")
