"""Every dated duty of an office, told from the state of its file and the day it is."""

from datetime import date
from itertools import chain

from trainingdesk.domain.deadlines.agreements import agreement_duties
from trainingdesk.domain.deadlines.discipline import discipline_duties
from trainingdesk.domain.deadlines.duty import Duty, Place, Why
from trainingdesk.domain.deadlines.elearning import platform_duties
from trainingdesk.domain.deadlines.funders import claim_duties, funding_duties
from trainingdesk.domain.deadlines.money import (
    bargain_duties,
    cheque_duties,
    chorus_duties,
    late_duties,
    settlement_duties,
    to_bank_duties,
)
from trainingdesk.domain.deadlines.office import (
    document_duties,
    proposal_duties,
    register_duties,
    seal_duties,
    yearly_duties,
)
from trainingdesk.domain.deadlines.questionnaires import questionnaire_duties
from trainingdesk.domain.deadlines.state import OfficeState
from trainingdesk.domain.deadlines.trainers import (
    file_duties,
    mission_duties,
    office_document_duties,
)
from trainingdesk.domain.deadlines.training import absence_duties, session_duties
from trainingdesk.domain.duty_kinds import DutyKind

__all__ = ["Duty", "DutyKind", "OfficeState", "Place", "Why", "duties"]

_ORDER = {kind: place for place, kind in enumerate(DutyKind)}


def duties(state: OfficeState, today: date) -> tuple[Duty, ...]:
    """Return what waits to be done, the earliest due first; a thing done is none of them.

    What several agreements ask for, such as a client's insurance, is told once; so is a deposit
    that is late. What is to be credited is nobody's to pay any more.
    """
    bargains = [duty for each in state.agreements for duty in bargain_duties(each, today)]
    awaited = {duty.place.row_id for duty in bargains if duty.kind is DutyKind.DEPOSITS}
    ended = {each.agreement_id for each in state.settlements if each.to_credit}
    late = (
        each
        for each in state.late_invoices
        if each.deposit_of not in awaited and each.agreement_id not in ended
    )
    found = chain(
        bargains,
        *(agreement_duties(each, today) for each in state.agreements),
        *(settlement_duties(each) for each in state.settlements),
        *(session_duties(each, state.rules, today) for each in state.sessions),
        *(absence_duties(each) for each in state.absences),
        platform_duties(state.platform, today),
        *(funding_duties(each, state.rules, today) for each in state.fundings),
        *(claim_duties(each, today) for each in state.claims),
        *(chorus_duties(each) for each in state.chorus),
        *(late_duties(each, today) for each in late),
        *(cheque_duties(each, today) for each in state.cheques),
        to_bank_duties(state.to_bank, state.bank_after, today),
        *(proposal_duties(each, today) for each in state.proposals),
        *(discipline_duties(each, today) for each in state.cases),
        *(register_duties(each) for each in state.register),
        *(document_duties(each, today) for each in state.documents),
        *(file_duties(each, today) for each in state.trainer_files),
        *(mission_duties(each, today) for each in state.missions),
        *(office_document_duties(each, today) for each in state.office_documents),
        seal_duties(state.seal_until, today),
        questionnaire_duties(state.questionnaires, today),
        yearly_duties(state, today),
    )
    once: dict[str, Duty] = {}
    for duty in sorted(found, key=lambda duty: (duty.due_on, _ORDER[duty.kind], duty.key)):
        once.setdefault(duty.key, duty)
    return tuple(once.values())
