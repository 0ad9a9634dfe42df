"""Changes to a signed agreement: proposed, then accepted or refused in writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.agreements import Agreement
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.proposals import ProposalState
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.substitution import Replacement, SubstitutionAnswer, substitution
from trainingdesk.services import planning, receiving
from trainingdesk.services.answering import Told, case_of
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains as store
from trainingdesk.storage import sales
from trainingdesk.storage.database import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Who takes whose seat, by enrolment and trainee, and what is known of them.

    *anyway* lets the office agree to what its own clause no longer gives by right.
    """

    seats: Mapping[int, int] = field(default_factory=dict)
    same_profile: bool | None = None
    funder_agrees: bool | None = None
    anyway: bool = False


def substitution_answer(
    office: Office,
    agreement_id: int,
    asked_on: date,
    *,
    same_profile: bool | None = None,
    funder_agrees: bool | None = None,
    office_accepts: bool | None = None,
    extra_cost: Decimal = ZERO,
) -> Told[SubstitutionAnswer]:
    """Return whether one trainee may take another's place.

    Raises:
        RuleBroken: the session has no date.
    """
    case = case_of(office, agreement_id)
    wish = Replacement(
        starts_on=case.starts_on,
        asked_on=asked_on,
        same_profile=same_profile,
        funder_agrees=funder_agrees,
        has_funder=bool(case.file.fundings_of(case.agreement.client_id)),
        office_accepts=office_accepts,
        extra_cost=extra_cost,
    )
    answer = substitution(case.rules, wish)
    return case.told(answer.rule, answer)


def propose(office: Office, amendment: Amendment) -> Changes:
    """Write a change that is asked for, or write it again while it waits.

    Raises:
        RuleBroken: it changes nothing, was answered already, or the agreement is not signed: its
            text is then changed directly.
    """
    with unit_of_work(office.db):
        agreement = sales.agreement(office.db, amendment.agreement_id)
        if agreement.signed_on is None or agreement.state.is_over:
            raise RuleBroken(
                f"{agreement.name} : seul un accord signé et en cours reçoit un avenant. "
                "Un accord qui n’est pas signé se modifie directement."
            )
        if amendment.id is None:
            known = store.amendments_of(office.db, amendment.agreement_id)
            position = max((one.position for one in known), default=0) + 1
            amendment = replace(amendment, position=position)
        saved = store.AMENDMENTS.save(office.db, amendment.checked())
    return changed(f"{amendment.name} préparé", Kind.AGREEMENTS, saved=saved)


def accept(
    office: Office,
    amendment_id: int,
    receipt: Receipt,
    *,
    lines: Sequence[Line] = (),
    swap: Swap | None = None,
) -> Changes:
    """Note that a change was accepted: from then on it binds, and what it changes is changed.

    A change of price takes the *lines* given, else those of its own proposal; one of trainees
    takes the *swap*.

    Raises:
        RuleBroken: the terms ask for a writing, for an accepted proposal, or refuse the change.
    """
    with unit_of_work(office.db):
        amendment = store.AMENDMENTS.get(office.db, amendment_id)
        agreement = sales.agreement(office.db, amendment.agreement_id)
        _check_terms(office, agreement, amendment, receipt)
        came = replace(receipt, kind=ReceiptKind.MODIFICATION, agreement_id=agreement.id)
        receipt_id = receiving.keep(office, came)
        accepted = amendment.accepted(receipt.received_on, receipt_id)
        store.AMENDMENTS.update(office.db, accepted)
        if amendment.subject.changes_price:
            new = _new_lines(office, amendment, lines)
            sales.save_agreement(office.db, replace(agreement, lines=new))
        if amendment.subject is AmendmentSubject.TRAINEES:
            _swap(office, amendment, swap or Swap())
    return changed(
        f"{agreement.name} : {accepted.name} accepté",
        Kind.AGREEMENTS,
        Kind.SESSIONS,
        saved=amendment_id,
    )


def refuse(office: Office, amendment_id: int, on: date | None = None) -> Changes:
    """Note that a change was refused: the agreement stays as it is.

    Raises:
        RuleBroken: it was answered already.
    """
    with unit_of_work(office.db):
        refused = store.AMENDMENTS.get(office.db, amendment_id).refused(on or office.today())
        store.AMENDMENTS.update(office.db, refused)
    return changed(f"{refused.name} refusé", Kind.AGREEMENTS, saved=amendment_id)


def _check_terms(
    office: Office, agreement: Agreement, amendment: Amendment, receipt: Receipt
) -> None:
    terms = conditions_of(office, agreement).rules.modification
    if (terms is None or terms.accepted_in_writing) and not receipt.channel.is_written:
        raise RuleBroken("Un avenant s’accepte par écrit : attendez-le.", "channel")
    if terms is None or not terms.extra_proposal or not amendment.subject.changes_price:
        return
    proposal_id = amendment.proposal_id
    state = sales.proposal(office.db, proposal_id).state if proposal_id is not None else None
    if state is not ProposalState.ACCEPTED:
        raise RuleBroken(
            "Les conditions de vente demandent une proposition complémentaire, acceptée d’abord : "
            "établissez-la et rattachez-la à l’avenant.",
            "proposal_id",
        )


def _new_lines(office: Office, amendment: Amendment, lines: Sequence[Line]) -> tuple[Line, ...]:
    if not lines and amendment.proposal_id is not None:
        lines = sales.proposal(office.db, amendment.proposal_id).lines
    new = counted(tuple(line.checked() for line in lines))
    if not new:
        raise RuleBroken("Saisissez les lignes au nouveau prix.", "lines")
    return new


def _swap(office: Office, amendment: Amendment, swap: Swap) -> None:
    if not swap.seats:
        raise RuleBroken("Dites qui remplace qui.", "trainee_id")
    answer = substitution_answer(
        office,
        amendment.agreement_id,
        amendment.asked_on,
        same_profile=swap.same_profile,
        funder_agrees=swap.funder_agrees,
        office_accepts=True,
    ).answer
    wanting = not answer.allowed or answer.needs
    if wanting and not swap.anyway:
        raise RuleBroken(answer.sentence)
    for enrolment_id, trainee_id in swap.seats.items():
        planning.replace_trainee(office, enrolment_id, trainee_id)
