"""Suspending a training while an invoice or a paper is missing, as the terms allow."""

from trainingdesk.domain.agreements import Agreement, AgreementState
from trainingdesk.domain.conditions import Rules
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.formation import suspends_from
from trainingdesk.french import euros, long_date
from trainingdesk.services import receiving
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import sales, sessions
from trainingdesk.storage.database import unit_of_work


def suspension_reasons(office: Office, agreement_id: int) -> tuple[str, ...]:
    """Return why the terms let a training be suspended today; nothing is suspended by itself."""
    agreement = sales.agreement(office.db, agreement_id)
    rules = conditions_of(office, agreement).rules
    terms = rules.suspension
    if terms is None:
        return ()
    found: list[str] = []
    if terms.unpaid_invoice:
        found += [
            f"la facture {owed.number}, échue le {long_date(owed.due_on)}, n’est pas réglée : "
            f"{euros(owed.remaining)}"
            for owed in sales.owed_by(office.db, sales.Payer(client_id=agreement.client_id))
            if owed.due_on is not None and owed.due_on < office.today()
        ]
    if terms.missing_papers and _papers_are_late(office, agreement, rules):
        missing = receiving.pieces_of(office, agreement).missing_words
        found.append(f"il manque {missing}")
    return tuple(found)


def _papers_are_late(office: Office, agreement: Agreement, rules: Rules) -> bool:
    """Whether the lack of papers may suspend the training by now."""
    if agreement.state is not AgreementState.SENT or agreement.sent_on is None:
        return False
    start = sessions.SESSIONS.get(office.db, agreement.session_id).starts_on
    first = suspends_from(rules, agreement.sent_on, start)
    return first is not None and office.today() >= first


def suspend(office: Office, agreement_id: int) -> Changes:
    """Suspend a training, as the terms allow.

    Raises:
        RuleBroken: they do not, or nothing lets it be.
    """
    if not suspension_reasons(office, agreement_id):
        raise RuleBroken(
            "Rien ne permet de suspendre cette formation : les conditions de vente ne le prévoient "
            "pas, ou ni facture échue ni pièce ne manquent."
        )
    with unit_of_work(office.db):
        held = sales.agreement(office.db, agreement_id).suspended(office.today())
        sales.save_agreement(office.db, held)
    return changed(
        f"{held.name} : formation suspendue", Kind.AGREEMENTS, Kind.SESSIONS, saved=agreement_id
    )


def resume(office: Office, agreement_id: int) -> Changes:
    """Let a suspended training go on."""
    with unit_of_work(office.db):
        going = sales.agreement(office.db, agreement_id).suspended(None)
        sales.save_agreement(office.db, going)
    return changed(
        f"{going.name} : suspension levée", Kind.AGREEMENTS, Kind.SESSIONS, saved=agreement_id
    )
