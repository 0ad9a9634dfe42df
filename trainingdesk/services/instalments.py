"""Staged payments: proposed from the training's days, agreed before it starts, then kept."""

import itertools
from collections.abc import Sequence
from datetime import date

from trainingdesk.domain.agreements import Agreement, AgreementKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import (
    PARTS,
    Instalment,
    StagedGuard,
    equal_parts,
    first_payment,
    stages,
)
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.withdrawal import withdrawal_period
from trainingdesk.french import euros, hours, long_date
from trainingdesk.services import payments
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.session_files import session_file
from trainingdesk.services.terms import conditions_of
from trainingdesk.storage import bargains as store
from trainingdesk.storage import sales
from trainingdesk.storage.database import unit_of_work


def instalments_of(office: Office, agreement_id: int) -> tuple[Instalment, ...]:
    """Return the staged payment that was agreed, or nothing."""
    return store.instalments_of(office.db, agreement_id)


def propose(office: Office, agreement_id: int, count: int = PARTS) -> tuple[Instalment, ...]:
    """Return a staged payment to start from: nothing of it is written.

    An individual pays a first part once he may no longer withdraw, then as the training proceeds
    (L6353-6); others pay *count* equal parts a month apart from the first day on.

    Raises:
        RuleBroken: the terms have no staged payment, or the session no date.
    """
    agreement = sales.agreement(office.db, agreement_id)
    file = session_file(office, agreement.session_id)
    first_day, last_day = file.first_day, file.last_day
    if first_day is None or last_day is None:
        raise RuleBroken(
            f"La session {file.session.number} n’a pas de date : planifiez-la avant d’échelonner "
            "le paiement."
        )
    conditions = conditions_of(office, agreement)
    price = agreement.totals.total_ttc
    if agreement.kind is not AgreementKind.CONTRACT:
        terms = conditions.rules.payment
        if terms is None or not terms.instalments:
            raise RuleBroken(
                f"{agreement.name} : les conditions de vente ne prévoient pas de paiement "
                "échelonné. Ajoutez-le aux valeurs particulières de cet accord."
            )
        return equal_parts(price, first_day, count)
    first = first_payment(price, conditions.deposit_share)
    claim = _first_claim(office, agreement)
    parts = [Instalment(claim, first, "À la fin du délai de rétractation")]
    for stage in stages(price - first, file.days, file.hours):
        day = max(stage.day or last_day, claim)
        parts.append(Instalment(day, stage.amount, f"Après {hours(stage.hours)} de formation"))
    return tuple(part for part in parts if part.amount)


def save(office: Office, agreement_id: int, parts: Sequence[Instalment]) -> Changes:
    """Write the staged payment that both sides agree; none at all takes it back.

    Raises:
        RuleBroken: the training has started, the parts are not the price, or the law forbids to
            ask an individual so much so early (L6353-6).
    """
    with unit_of_work(office.db):
        agreement = sales.agreement(office.db, agreement_id)
        file = session_file(office, agreement.session_id)
        if file.first_day is not None and office.today() >= file.first_day:
            raise RuleBroken(
                "Un paiement échelonné se convient avant le début de la formation, le "
                f"{long_date(file.first_day)}."
            )
        warning = _checked(office, agreement, file, parts) if parts else ""
        store.save_instalments(office.db, agreement_id, parts)
    done = "échéancier enregistré" if parts else "échéancier retiré"
    label = f"{agreement.name} : {done}"
    return changed(f"{label}. {warning}" if warning else label, Kind.AGREEMENTS, saved=agreement_id)


def _checked(
    office: Office, agreement: Agreement, file: SessionFile, parts: Sequence[Instalment]
) -> str:
    price = agreement.totals.total_ttc
    total = sum((part.amount for part in parts), ZERO)
    if any(part.amount <= 0 for part in parts):
        raise RuleBroken("Chaque échéance demande un montant positif.", "amount")
    if total != price:
        raise RuleBroken(
            f"Les échéances font {euros(total)} pour un prix de {euros(price)}.", "amount"
        )
    if any(late.due_on < early.due_on for early, late in itertools.pairwise(parts)):
        raise RuleBroken("Les échéances se suivent dans l’ordre de leurs dates.", "due_on")
    if agreement.kind is not AgreementKind.CONTRACT:
        return ""
    claim = _first_claim(office, agreement)
    if parts[0].due_on < claim:
        raise RuleBroken(
            f"Rien ne peut être demandé avant le {long_date(claim)}, fin du délai de rétractation "
            "(C. trav. L6353-6).",
            "due_on",
        )
    return _ahead(office, agreement, file, parts)


def _ahead(
    office: Office, agreement: Agreement, file: SessionFile, parts: Sequence[Instalment]
) -> str:
    """Refuse more than 30 % before the training; say what runs ahead of its hours."""
    guard = payments.guard_on(office, office.today())
    asked = ZERO
    for part in parts:
        asked += part.amount
        allowed = payments.allowed_on(office, agreement, part.due_on)
        if asked <= allowed:
            continue
        words = (
            f"Au {long_date(part.due_on)}, {euros(asked)} seraient demandés et {euros(allowed)} "
            "peuvent l’être : 30 % du prix, puis au fil des heures données (C. trav. L6353-6)."
        )
        before_start = file.first_day is not None and part.due_on < file.first_day
        if before_start or guard is StagedGuard.REFUSE:
            raise RuleBroken(words, "amount")
        return "" if guard is StagedGuard.IGNORE else words
    return ""


def _first_claim(office: Office, agreement: Agreement) -> date:
    """Return the first day anything may be asked; unsigned, as if it were signed today."""
    rules = conditions_of(office, agreement).rules
    signed_on = agreement.signed_on or office.today()
    return withdrawal_period(signed_on, agreement.signed_where, rules.withdrawal).first_claim_on
