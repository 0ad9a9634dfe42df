"""Cheques and slips of the invented office, from one cheque to a hundred and twenty."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

from tests.support.office_sample import OFFICE
from trainingdesk.domain.cheque_slips import Cheque, ChequeSlip, ChequeSlipPaper, total

CAME = date(2026, 3, 2)
TAKEN = date(2026, 3, 12)
CHEQUE = Cheque(
    payment_id=1,
    received_on=CAME,
    payer="Zoé Łukasiewicz",
    amount=D("690.00"),
    reference="Chèque 3017804",
    invoices="F-2026-0004",
)
LONG = replace(
    CHEQUE,
    payer="Syndicat intercommunal d’aménagement des vallées de l’Ouvèze et du Toulourenc",
    invoices="F-2026-0001, F-2026-0002, F-2026-0003, F-2026-0005, F-2026-0008",
)
SLIP = ChequeSlip(number="RC-2026-001", deposited_on=TAKEN, cheques=1, total=D("690.00"), id=1)


def paper(*cheques: Cheque, notes: str = "") -> ChequeSlipPaper:
    """Return the slip of some cheques."""
    slip = replace(SLIP, cheques=len(cheques), total=total(cheques), notes=notes)
    office = replace(OFFICE, bank_name="Banque Exemple")
    return ChequeSlipPaper(organisation=office, slip=slip, cheques=cheques, on=TAKEN)


def many(count: int, like: Cheque = CHEQUE) -> tuple[Cheque, ...]:
    """Return so many cheques, no two of the same sum."""
    return tuple(
        replace(
            like,
            payment_id=place,
            received_on=CAME + timedelta(days=place % 7),
            amount=like.amount + D(place) / 100,
            reference=f"Chèque {3017804 + place}",
        )
        for place in range(1, count + 1)
    )


CASES = {
    "one": paper(CHEQUE),
    "several with a note": paper(*many(5), LONG, notes="Remis au guichet de Valence."),
    "a full page": paper(*many(22)),
    "a page and one": paper(*many(23)),
    "a page without its signature": paper(*many(30)),
    "a hundred and twenty": paper(*many(120)),
    "a hundred and twenty long ones": paper(*many(120, LONG)),
    "nothing known of it": paper(replace(CHEQUE, payer="?", reference="?", invoices="")),
}
