"""What the office decides about an agreement that does not go as planned.

A decision is one unit of work: what was received, the calculation with its clause, the agreement's
state, the seats that it frees. The sum is invoiced apart.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import AgreementState
from trainingdesk.domain.cancellation import CancellationCost
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.interruption import HoursHeld
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO, round_to_cent
from trainingdesk.domain.postponement import Adjournment
from trainingdesk.domain.prices import FeeVat
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, SessionState, WaitingEntry
from trainingdesk.domain.settlements import PEOPLE_STOP, FreedSeat, Settlement, SettlementKind
from trainingdesk.french import euros, long_date, plural
from trainingdesk.services import fees, planning, receiving
from trainingdesk.services.answering import (
    Case,
    Told,
    adjournment,
    cancellation_cost,
    case_of,
    fee_vat,
    interruption_cost,
    late_cost,
    postponement_cost,
    seats_price,
    still_there,
    stopping,
    termination_cost,
    withdrawal_answer,
)
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.suspending import resume, suspend, suspension_reasons
from trainingdesk.storage import bargains as store
from trainingdesk.storage import parties, sales, sessions
from trainingdesk.storage.database import unit_of_work

__all__ = [
    "Told",
    "adjourn_session",
    "adjournment",
    "announce",
    "announced",
    "cancel",
    "cancel_by_office",
    "cancellation_cost",
    "fee_vat",
    "interrupt",
    "interruption_cost",
    "late_cost",
    "postpone",
    "postpone_by_office",
    "postponement_cost",
    "resume",
    "suspend",
    "suspension_reasons",
    "terminate",
    "termination_cost",
    "undo",
    "waive",
    "withdraw",
    "withdrawal_answer",
]


def announce(
    office: Office,
    agreement_id: int,
    received_on: date,
    *,
    kind: ReceiptKind = ReceiptKind.CANCELLATION,
    note: str = "",
) -> Changes:
    """Note what a client said on the phone: its writing is awaited, and nothing is settled."""
    said = Receipt(
        kind=kind,
        received_on=received_on,
        channel=Channel.PHONE,
        agreement_id=agreement_id,
        note=note,
    )
    done = receiving.record(office, said)
    words = {
        ReceiptKind.POSTPONEMENT: "Report annoncé, écrit attendu",
        ReceiptKind.WITHDRAWAL: "Rétractation annoncée, écrit attendu",
    }.get(kind, "Annulation annoncée, écrit attendu")
    return replace(done, label=words)


def announced(office: Office, agreement_id: int) -> Receipt | None:
    """Return the announcement whose writing is still awaited, if any."""
    agreement = sales.agreement(office.db, agreement_id)
    if agreement.state.is_over:
        return None
    kinds = {ReceiptKind.CANCELLATION, ReceiptKind.POSTPONEMENT, ReceiptKind.WITHDRAWAL}
    came = [
        receipt for receipt in store.receipts_of(office.db, agreement_id) if receipt.kind in kinds
    ]
    spoken = [receipt for receipt in came if not receipt.channel.is_written]
    if not spoken or any(
        receipt.channel.is_written and receipt.received_on >= spoken[-1].received_on
        for receipt in came
    ):
        return None
    return spoken[-1]


def cancel(
    office: Office,
    agreement_id: int,
    receipt: Receipt,
    *,
    waived: Decimal = ZERO,
    reason: str = "",
    for_absence: bool = False,
) -> Changes:
    """Settle a client's cancellation, counted from the day it was received.

    Raises:
        RuleBroken: the terms ask for a writing, or there is nothing left to cancel.
    """
    case = case_of(office, agreement_id)
    terms = case.rules.cancellation
    if terms is None or terms.in_writing:
        _must_be_written(receipt)
    told = cancellation_cost(office, agreement_id, receipt.received_on, for_absence=for_absence)
    kind = {
        "withdrawal": SettlementKind.WITHDRAWAL,
        "offer": SettlementKind.NOT_FORMED,
    }.get(told.answer.rule, SettlementKind.CANCELLATION)
    settled = _of_cancellation(office, agreement_id, kind, told)
    return _settle(
        office,
        settled.with_gesture(waived, reason),
        AgreementState.CANCELLED,
        receipt=replace(receipt, kind=ReceiptKind.CANCELLATION),
    )


def cancel_by_office(
    office: Office, agreement_id: int, on: date, *, receipt: Receipt | None = None
) -> Changes:
    """Settle a cancellation by the office: nothing is due, what was paid goes back (L6354-1)."""
    told = cancellation_cost(office, agreement_id, on, by_office=True)
    settled = _of_cancellation(office, agreement_id, SettlementKind.OFFICE_CANCELLATION, told)
    return _settle(office, settled, AgreementState.CANCELLED, receipt=receipt, ended_on=on)


def withdraw(
    office: Office, agreement_id: int, receipt: Receipt, *, sent_on: date | None = None
) -> Changes:
    """Settle the withdrawal of an individual in time: he owes nothing, whatever the terms.

    Raises:
        RuleBroken: he is none, it came by phone, his period was over when he sent it, or the days
            cannot follow one another like that.
    """
    _must_be_written(receipt)
    told = withdrawal_answer(office, agreement_id, receipt.received_on, sent_on=sent_on)
    if told.answer.rule != "withdrawal":
        raise RuleBroken(
            "Le délai de rétractation est passé : notez une annulation. Une lettre postée dans le "
            "délai compte pourtant : dites alors le jour de l’envoi.",
            "received_on",
        )
    settled = _of_cancellation(office, agreement_id, SettlementKind.WITHDRAWAL, told)
    return _settle(
        office,
        settled,
        AgreementState.CANCELLED,
        receipt=replace(receipt, kind=ReceiptKind.WITHDRAWAL),
    )


def postpone(
    office: Office,
    agreement_id: int,
    receipt: Receipt,
    new_start: date,
    *,
    waived: Decimal = ZERO,
    reason: str = "",
) -> Changes:
    """Settle a postponement; the agreement for the new date is drafted apart.

    Raises:
        RuleBroken: the terms no longer allow it, or ask for a writing.
    """
    case = case_of(office, agreement_id)
    if case.rules.postponement is None or case.rules.postponement.in_writing:
        _must_be_written(receipt)
    told = postponement_cost(office, agreement_id, receipt.received_on, new_start)
    if not told.answer.allowed:
        raise RuleBroken(told.answer.sentence, "new_start")
    settled = Settlement(
        agreement_id=agreement_id,
        kind=SettlementKind.POSTPONEMENT,
        decided_on=office.today(),
        clause=told.clause,
        sentence=told.answer.sentence,
        due_ht=_before_tax(office, case, told.answer.due_ttc),
        due_ttc=told.answer.due_ttc,
        paid=case.paid,
        new_start=new_start,
        due_for_new_date=told.answer.due_for_new_date,
    )
    return _settle(
        office,
        settled.with_gesture(waived, reason),
        AgreementState.POSTPONED,
        receipt=replace(receipt, kind=ReceiptKind.POSTPONEMENT),
    )


def postpone_by_office(
    office: Office, agreement_id: int, on: date, new_start: date | None = None
) -> Changes:
    """Settle that the office moves a training: nothing is due, what was paid moves with it.

    A client who would rather have his money back is given it by `fees`. The label warns where the
    terms no longer give the office that right.

    Raises:
        RuleBroken: the day lies ahead, or the new one is no later than the first.
    """
    _refuse_ahead(office, on)
    told = adjournment(office, agreement_id, on, new_start)
    settled = Settlement(
        agreement_id=agreement_id,
        kind=SettlementKind.POSTPONEMENT,
        decided_on=office.today(),
        clause=told.clause,
        sentence=told.answer.sentence,
        due_ht=ZERO,
        due_ttc=ZERO,
        paid=case_of(office, agreement_id).paid,
        new_start=new_start,
    )
    done = _settle(office, settled, AgreementState.POSTPONED, receipt=None, ended_on=on)
    return replace(done, label=f"{done.label}{_too_late(told.answer)}")


def adjourn_session(
    office: Office, session_id: int, on: date, new_start: date | None = None
) -> Changes:
    """Move a session for too few people, and settle each of its agreements; or do nothing of it.

    Drafts stay: nothing was agreed yet.

    Raises:
        RuleBroken: the session is closed, cancelled or has begun, has no date, or the new one is
            no later; or the day lies ahead.
    """
    _refuse_ahead(office, on)
    with unit_of_work(office.db):
        session = sessions.SESSIONS.get(office.db, session_id)
        if session.state in {SessionState.CLOSED, SessionState.CANCELLED}:
            raise RuleBroken(
                f"La session {session.number} est {label(session.state)} : elle ne se reporte plus."
            )
        if sessions.attendance_of(office.db, session_id):
            raise RuleBroken(
                f"La session {session.number} a commencé : des présences sont relevées. Déplacez "
                "une à une les demi-journées qui restent."
            )
        moved = [
            agreement.id or 0
            for agreement in sales.agreements_of(office.db, session_id)
            if agreement.state in {AgreementState.SENT, AgreementState.FORMED}
        ]
        warnings = {
            _too_late(adjournment(office, agreement_id, on, new_start).answer)
            for agreement_id in moved
        }
        for agreement_id in moved:
            postpone_by_office(office, agreement_id, on, new_start)
        planning.set_state(office, session_id, SessionState.POSTPONED)
    with_it = f", {plural(len(moved), 'accord')} avec elle" if moved else ""
    return changed(
        f"Session {session.number} reportée{with_it}{''.join(sorted(warnings))}",
        Kind.SESSIONS,
        Kind.AGREEMENTS,
        saved=session_id,
    )


def _refuse_ahead(office: Office, on: date) -> None:
    if on > office.today():
        raise RuleBroken(f"La date du report ({long_date(on)}) est dans le futur.", "on")


def _too_late(answer: Adjournment) -> str:
    if answer.in_time or answer.last_day is None:
        return ""
    return (
        f". Attention : les conditions de vente permettaient ce report jusqu’au "
        f"{long_date(answer.last_day)}"
    )


def interrupt(
    office: Office,
    agreement_id: int,
    receipt: Receipt,
    *,
    enrolment_id: int | None = None,
    held: HoursHeld | None = None,
    force_majeure: bool = False,
    waived: Decimal = ZERO,
    reason: str = "",
) -> Changes:
    """Settle that one of the client's people, or all, stopped: they count as having given up.

    The decision tells what the whole agreement now costs: the price of those who go on, and what
    is owed for the others, those who stopped before included: it stands for the decisions about
    them. It ends the agreement only when nobody goes on.

    Raises:
        RuleBroken: the hours cannot be, the person is not the client's, or stopped already.
    """
    case = case_of(office, agreement_id)
    told = interruption_cost(
        office, agreement_id, enrolment_id=enrolment_id, held=held, force_majeure=force_majeure
    )
    people = stopping(case, enrolment_id)
    others = _cost_so_far(office, case) - seats_price(case, people).total_ttc
    settled = Settlement(
        agreement_id=agreement_id,
        kind=SettlementKind.FORCE_MAJEURE if force_majeure else SettlementKind.INTERRUPTION,
        decided_on=office.today(),
        clause=told.clause,
        sentence=told.answer.sentence,
        due_ht=_priced_before_tax(case, others + told.answer.due_ttc),
        due_ttc=others + told.answer.due_ttc,
        paid=case.paid,
    )
    goes_on = len(people) < len(still_there(case))
    kind = ReceiptKind.FORCE_MAJEURE if force_majeure else receipt.kind
    return _settle(
        office,
        settled.with_gesture(waived, reason),
        None if goes_on else AgreementState.TERMINATED,
        receipt=replace(receipt, kind=kind),
        people=people,
        becomes=EnrolmentState.DROPPED_OUT,
    )


def _cost_so_far(office: Office, case: Case) -> Decimal:
    """Return what the agreement costs before a further person stops."""
    known = [
        decided
        for decided in store.settlements_of(office.db, case.agreement.id or 0)
        if decided.stands and decided.kind in PEOPLE_STOP
    ]
    return known[-1].owed if known else case.price.total_ttc


def terminate(
    office: Office,
    agreement_id: int,
    noticed_on: date,
    *,
    on: date | None = None,
    receipt: Receipt | None = None,
    waived: Decimal = ZERO,
    reason: str = "",
) -> Changes:
    """Settle the end of an agreement after a formal notice of *noticed_on* that went unanswered.

    Raises:
        RuleBroken: the days of the notice have not run, or the terms have no such clause.
    """
    day = on or office.today()
    case = case_of(office, agreement_id)
    told = termination_cost(office, agreement_id, noticed_on, day)
    settled = Settlement(
        agreement_id=agreement_id,
        kind=SettlementKind.TERMINATION,
        decided_on=office.today(),
        clause=told.clause,
        sentence=told.answer.sentence,
        due_ht=_priced_before_tax(case, told.answer.due_ttc),
        due_ttc=told.answer.due_ttc,
        paid=case.paid,
    )
    return _settle(
        office,
        settled.with_gesture(waived, reason),
        AgreementState.TERMINATED,
        receipt=receipt,
        ended_on=day,
    )


def undo(office: Office, settlement_id: int) -> Changes:
    """Take a decision back: the agreement and its seats are as before, and what came in stays.

    Raises:
        RuleBroken: an invoice was issued from it, money given back, or a seat was taken since.
    """
    with unit_of_work(office.db):
        settled = store.settlement(office.db, settlement_id)
        undone = settled.undone(office.today())
        _refuse_carried(office, settled)
        _refuse_followed(office, settled)
        fees.take_back(office, settled)
        agreement = sales.agreement(office.db, settled.agreement_id)
        if agreement.state.is_over:
            agreement = agreement.resumed()
            sales.save_agreement(office.db, agreement)
        for seat in settled.seats:
            _restore(office, seat)
        store.save_settlement(office.db, replace(undone, invoice_id=None, seats=()))
        receiving.form(office, settled.agreement_id)
        words = _overfull(office, agreement.session_id)
    return changed(
        f"{agreement.name} : décision reprise{words}",
        Kind.AGREEMENTS,
        Kind.SESSIONS,
        Kind.INVOICES,
        saved=settlement_id,
    )


def waive(office: Office, settlement_id: int, amount: Decimal, reason: str = "") -> Changes:
    """Give up a part of what a decision asks, or all; the draft of the former sum goes.

    Raises:
        RuleBroken: more is given up than is due, or the sum is invoiced already.
    """
    with unit_of_work(office.db):
        settled = store.settlement(office.db, settlement_id)
        if _issued(office, settled):
            raise RuleBroken(
                "La somme est déjà facturée : accordez le geste commercial par un avoir.", "waived"
            )
        given = settled.with_gesture(amount, reason)
        is_drafted = settled.invoice_id is not None
        fees.take_back(office, settled)
        store.save_settlement(office.db, replace(given, invoice_id=None))
    redo = ". La facture préparée portait l’ancienne somme : préparez-la de nouveau"
    return changed(
        f"Geste commercial de {euros(amount)} : il reste {euros(given.owed)}"
        f"{redo if is_drafted else ''}",
        Kind.AGREEMENTS,
        Kind.INVOICES,
        saved=settlement_id,
    )


def _must_be_written(receipt: Receipt) -> None:
    if not receipt.channel.is_written:
        raise RuleBroken(
            "Un appel ne fait qu’annoncer : un écrit est attendu. Notez l’annonce, puis la "
            "décision à la réception de l’écrit.",
            "channel",
        )


def _of_cancellation(
    office: Office, agreement_id: int, kind: SettlementKind, told: Told[CancellationCost]
) -> Settlement:
    cost = told.answer
    return Settlement(
        agreement_id=agreement_id,
        kind=kind,
        decided_on=office.today(),
        clause=told.clause,
        sentence=cost.sentence,
        due_ht=cost.due_ht,
        due_ttc=cost.due_ttc,
        paid=cost.paid,
    )


def _before_tax(office: Office, case: Case, due_ttc: Decimal) -> Decimal:
    """Return an indemnity before tax, as far as the office taxes such money."""
    if fee_vat(office) is not FeeVat.TAXED:
        return due_ttc
    return round_to_cent(due_ttc / (1 + case.tva_rate / 100))


def _priced_before_tax(case: Case, due_ttc: Decimal) -> Decimal:
    """Return a part of the price before tax."""
    price = case.price
    if not price.total_ttc:
        return ZERO
    return round_to_cent(due_ttc * price.total_ht / price.total_ttc)


def _settle(
    office: Office,
    settled: Settlement,
    state: AgreementState | None,
    *,
    receipt: Receipt | None,
    ended_on: date | None = None,
    people: tuple[Participant, ...] | None = None,
    becomes: EnrolmentState = EnrolmentState.CANCELLED,
) -> Changes:
    """Write a decision with all that follows from it, or nothing of it."""
    with unit_of_work(office.db):
        agreement = sales.agreement(office.db, settled.agreement_id)
        on = ended_on or office.today()
        receipt_id = None
        if receipt is not None:
            on = ended_on or receipt.received_on
            receipt_id = receiving.keep(office, replace(receipt, agreement_id=agreement.id))
        if state is not None:
            sales.save_agreement(office.db, agreement.ended(state, on))
        file = session_file(office, agreement.session_id)
        leaving = _still_seated(file, agreement.client_id) if people is None else people
        seats = tuple(_leave(office, person, on, becomes) for person in leaving)
        settled = replace(settled, receipt_id=receipt_id, seats=seats)
        saved = store.save_settlement(office.db, settled)
        freed = bool(seats) and becomes is EnrolmentState.CANCELLED
        words = _next_waiting(office, agreement.session_id) if freed else ""
    return changed(
        f"{agreement.name} : {_DECIDED[settled.kind]}, {_to_pay(settled)}{words}",
        Kind.AGREEMENTS,
        Kind.SESSIONS,
        saved=saved,
    )


_DECIDED = {
    SettlementKind.CANCELLATION: "annulation enregistrée",
    SettlementKind.OFFICE_CANCELLATION: "annulation par l’organisme enregistrée",
    SettlementKind.WITHDRAWAL: "rétractation enregistrée",
    SettlementKind.NOT_FORMED: "renoncement enregistré",
    SettlementKind.POSTPONEMENT: "report enregistré",
    SettlementKind.INTERRUPTION: "abandon enregistré",
    SettlementKind.FORCE_MAJEURE: "force majeure enregistrée",
    SettlementKind.TERMINATION: "résiliation enregistrée",
}


def _to_pay(settled: Settlement) -> str:
    if settled.balance > 0:
        return f"{euros(settled.balance)} à demander"
    if settled.balance < 0 and settled.kind is not SettlementKind.POSTPONEMENT:
        return f"{euros(-settled.balance)} à rendre"
    if settled.paid and settled.carries_over:
        choice = ", ou à rendre si le client le préfère" if settled.is_moved_by_office else ""
        return f"{euros(settled.paid)} gardés pour la nouvelle date{choice}"
    return "rien à demander"


def _still_seated(file: SessionFile, client_id: int) -> tuple[Participant, ...]:
    """Return the client's people who have a seat to leave.

    Who stopped left it already; who went through the whole sheet keeps it.
    """
    states = ((p, p.enrolment.state) for p in file.of_client(client_id))
    return tuple(p for p, state in states if not (state.has_left or state.is_settled))


def _leave(office: Office, person: Participant, on: date, becomes: EnrolmentState) -> FreedSeat:
    enrolment = person.enrolment
    assert enrolment.id is not None  # noqa: S101 - read from the file
    came = any(mark.presence.was_there for mark in person.marks.values())
    if came or enrolment.self_paced_hours:
        becomes = EnrolmentState.DROPPED_OUT  # the hours that were followed stay to be certified
    sessions.save_enrolment(office.db, replace(enrolment, state=becomes, left_on=on), on)
    return FreedSeat(enrolment_id=enrolment.id, state=enrolment.state, left_on=enrolment.left_on)


def _restore(office: Office, seat: FreedSeat) -> None:
    enrolment = sessions.ENROLMENTS.get(office.db, seat.enrolment_id)
    again = office.db.execute(
        "select 1 from enrolment where session_id = ? and trainee_id = ? and id <> ?"
        " and state not in ('replaced', 'cancelled')",
        [enrolment.session_id, enrolment.trainee_id, enrolment.id],
    ).fetchone()
    if again:
        raise RuleBroken(
            "Une personne de cet accord a été réinscrite à la session depuis : annulez d’abord "
            "cette inscription."
        )
    restored = replace(enrolment, state=seat.state, left_on=seat.left_on)
    sessions.save_enrolment(office.db, restored, office.today())


def _next_waiting(office: Office, session_id: int) -> str:
    """Say who is next on the waiting list of a session that still takes people."""
    waiting = sessions.waiting_for(office.db, session_id)
    session = sessions.SESSIONS.get(office.db, session_id)
    if not waiting or session.starts_on is None or session.starts_on <= office.today():
        return ""
    return f". Place libre pour {_name(office, waiting[0])}, en tête de la liste d’attente"


def _name(office: Office, entry: WaitingEntry) -> str:
    if entry.trainee_id is not None:
        trainee = parties.TRAINEES.get(office.db, entry.trainee_id)
        return f"{trainee.first_name} {trainee.last_name}".strip()
    if entry.client_id is not None:
        return parties.CLIENTS.get(office.db, entry.client_id).display_name
    return entry.note or "la première demande"


def _overfull(office: Office, session_id: int) -> str:
    """Say when more are seated again than the session takes."""
    session = sessions.SESSIONS.get(office.db, session_id)
    seated = sum(
        enrolment.state.takes_a_seat for enrolment in sessions.enrolments_of(office.db, session_id)
    )
    if session.maximum is None or seated <= session.maximum:
        return ""
    return (
        f". La session compte maintenant {plural(seated, 'inscrit')} pour {session.maximum} places"
    )


def _issued(office: Office, settled: Settlement) -> bool:
    return settled.invoice_id is not None and sales.invoice(office.db, settled.invoice_id).is_issued


def _refuse_carried(office: Office, settled: Settlement) -> None:
    """Keep what went to another agreement from being counted with this one again."""
    if settled.new_agreement_id is not None:
        new = sales.agreement(office.db, settled.new_agreement_id)
        raise RuleBroken(
            f"{new.name} est l’accord pour la nouvelle date et reprend ce qui a été versé : "
            "la décision reste au dossier."
        )


def _refuse_followed(office: Office, settled: Settlement) -> None:
    """Let decisions be taken back in turn, the latest first."""
    standing = [one for one in store.settlements_of(office.db, settled.agreement_id) if one.stands]
    if standing[-1].id != settled.id:
        raise RuleBroken("Une décision plus récente existe : reprenez-la d’abord.")
