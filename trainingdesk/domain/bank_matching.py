"""Which invoices or payments the lines of a bank statement are, as far as that is clear."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from trainingdesk.domain.bank_labels import Marks, Names, is_bounce, means_of
from trainingdesk.domain.bank_proposals import (
    Action,
    Bill,
    Confidence,
    Debtor,
    KnownPayment,
    Proposal,
)
from trainingdesk.domain.bank_statements import BankLine
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.payments import PaymentMeans, suggested
from trainingdesk.french import euros, listed, plural, short_date

NEAR_BEFORE, NEAR_AFTER = 5, 10
"""Days that a bank's line may come before a payment was noted, and after."""
CASHED_WITHIN = 35
"""Days that a cheque may wait for the bank."""
BOUNCED_WITHIN = 120
"""Days after which a bank takes no payment back."""
MOST_SUMMED = 24
"""Unpaid invoices of one payer among which a sum is looked for, first due first."""
MOST_SUMS = 20_000
"""Sums that are kept while looking; beyond, an answer would be chance."""
MOST_TOLD = 3


def propose(
    lines: Sequence[BankLine], debtors: Iterable[Debtor], payments: Iterable[KnownPayment]
) -> dict[int, Proposal]:
    """Return what each line seems to be, by its id; a credit that tells nothing has no proposal.

    The strongest signs of all lines are heeded first, and what a line takes no other one gets.
    """
    book = _Book(debtors, payments)
    found: dict[int, Proposal] = {}
    for is_credit, rules in ((True, _CREDIT_RULES), (False, _DEBIT_RULES)):
        side = sorted(
            (line for line in lines if (line.amount > 0) == is_credit),
            key=lambda line: (line.day, line.id or 0),
        )
        for rule in rules:
            waiting = [line for line in side if line.id not in found]
            book.rivals = Counter(line.amount for line in waiting)
            for line in waiting:
                proposal = rule(book, line)
                if proposal is not None:
                    found[line.id or 0] = proposal
                    book.take(proposal)
    return found


class _Book:
    """What is still owed, and which payments no line was taken for yet."""

    def __init__(self, debtors: Iterable[Debtor], payments: Iterable[KnownPayment]) -> None:
        self.debtors = {debtor.payer: debtor for debtor in debtors}
        self.bills = {
            bill.invoice_id: bill for debtor in self.debtors.values() for bill in debtor.bills
        }
        self.payer_of = {
            bill.invoice_id: debtor.payer
            for debtor in self.debtors.values()
            for bill in debtor.bills
        }
        self.left = {bill.invoice_id: bill.remaining for bill in self.bills.values()}
        self.marks = Marks(
            (mark, bill.invoice_id) for bill in self.bills.values() for mark in bill.marks
        )
        self.names = Names({payer: debtor.names for payer, debtor in self.debtors.items()})
        self.payments = {payment.id: payment for payment in payments}
        self.free = {each.id for each in self.payments.values() if not each.is_ticked}
        self.standing = {each.id for each in self.payments.values() if each.may_bounce}
        self.payment_marks = Marks(
            (mark, each.id) for each in self.payments.values() for mark in each.marks
        )
        self.payment_names = Names({each.id: each.names for each in self.payments.values()})
        self._by_amount: dict[Decimal, list[KnownPayment]] = {}
        for each in self.payments.values():
            self._by_amount.setdefault(each.amount, []).append(each)
        self.slips: dict[str, list[KnownPayment]] = {}
        for each in self.payments.values():
            if each.slip:
                self.slips.setdefault(each.slip, []).append(each)
        self.rivals: Counter[Decimal] = Counter()

    def take(self, proposal: Proposal) -> None:
        """Let nothing else have what a line was taken for."""
        for part in proposal.parts:
            self.left[part.invoice_id] -= part.amount
        taken = set(proposal.payment_ids)
        if proposal.action is Action.RECORDED:
            self.free -= taken
        else:
            self.standing -= taken

    def recorded(self, line: BankLine) -> list[KnownPayment]:
        """Return the noted payments of the amount of a line, about its day."""
        same = self._by_amount.get(line.amount, ())
        return [each for each in same if each.id in self.free and _is_near(each, line)]

    def received(self, line: BankLine) -> list[KnownPayment]:
        """Return the payments that a debit may take back."""
        same = self._by_amount.get(-line.amount, ())
        return [
            each
            for each in same
            if each.id in self.standing
            and each.means.is_by_bank
            and 0 <= (line.day - each.paid_on).days <= BOUNCED_WITHIN
        ]

    def numbered(self, line: BankLine, payments: Iterable[KnownPayment]) -> list[KnownPayment]:
        """Return those of some payments whose number, or invoice's, a line quotes."""
        quoted = set(self.payment_marks.quoted(_words(line)))
        return [each for each in payments if each.id in quoted]

    def told(self, line: BankLine, payments: Iterable[KnownPayment]) -> list[KnownPayment]:
        """Return those of some payments that a line names by payer or number."""
        words = _words(line)
        named = {*self.payment_marks.quoted(words), *self.payment_names.told(words)}
        return [each for each in payments if each.id in named]

    def open_bills(self, invoice_ids: Iterable[int]) -> list[Bill]:
        """Return those of some invoices that are not settled yet, in their order."""
        return [self.bills[each] for each in invoice_ids if self.left[each] > 0]

    def quoted(self, line: BankLine) -> list[Bill]:
        """Return the unpaid invoices whose number a line quotes."""
        return self.open_bills(self.marks.quoted(_words(line)))

    def named(self, line: BankLine) -> list[tuple[Debtor, list[Bill]]]:
        """Return the payers that a line names, with what they still owe."""
        found = []
        for payer in self.names.told(_words(line)):
            debtor = self.debtors[payer]
            bills = self.open_bills(bill.invoice_id for bill in debtor.bills)
            if bills:
                found.append((debtor, bills))
        return found

    def exact_of_named(self, line: BankLine) -> list[Bill]:
        """Return the unpaid invoices of the amount of a line, of payers whom it names."""
        return [
            bill
            for _debtor, bills in self.named(line)
            for bill in bills
            if self.left[bill.invoice_id] == line.amount
        ]

    def owed(self, bills: Iterable[Bill]) -> Decimal:
        """Return what is left of some invoices."""
        return sum((self.left[bill.invoice_id] for bill in bills), ZERO)

    def settling(
        self, confidence: Confidence, bills: Sequence[Bill], amount: Decimal, reason: str
    ) -> Proposal:
        """Return that new money settles invoices of one payer, the first ones in full."""
        parts = suggested(amount, [(bill.invoice_id, self.left[bill.invoice_id]) for bill in bills])
        settled = {part.invoice_id for part in parts}
        debtor = self.debtors[self.payer_of[bills[0].invoice_id]]
        numbers = [bill.number for bill in bills if bill.invoice_id in settled]
        return Proposal(
            action=Action.SETTLE,
            confidence=confidence,
            what=f"{debtor.name} : {_told(numbers)}",
            reason=reason,
            payer=debtor.payer,
            parts=parts,
        )

    def open(self, bills: Sequence[Bill], reason: str) -> Proposal:
        """Return that somebody has to choose among invoices."""
        payers = {self.payer_of[bill.invoice_id] for bill in bills}
        payer = payers.pop() if len(payers) == 1 else None
        name = self.debtors[payer].name if payer else "payeur à choisir"
        return Proposal(
            action=Action.SETTLE,
            confidence=Confidence.DOUBTFUL,
            what=f"À choisir – {name}",
            reason=reason,
            payer=payer,
        )


def _words(line: BankLine) -> str:
    return f"{line.label} {line.reference}"


def _is_near(payment: KnownPayment, line: BankLine) -> bool:
    after = CASHED_WITHIN if payment.means is PaymentMeans.CHEQUE else NEAR_AFTER
    return -NEAR_BEFORE <= (line.day - payment.paid_on).days <= after


def _told(names: Sequence[str], other: str = "autre facture") -> str:
    if len(names) <= MOST_TOLD:
        return listed(names)
    others = " ".join(f"{word}s" for word in other.split())
    return f"{names[0]} et {plural(len(names) - 1, other, others)}"


# Credits ----------------------------------------------------------------------------------------


def _recorded_and_told(book: _Book, line: BankLine) -> Proposal | None:
    """A payment already noted, whose payer or number the line names."""
    near = book.recorded(line)
    numbered = book.numbered(line, near)
    told = numbered or book.told(line, near)
    if not told or (not numbered and book.quoted(line)):
        return None
    by_distance = sorted(told, key=lambda each: abs((line.day - each.paid_on).days))
    nearest = [abs((line.day - each.paid_on).days) for each in by_distance]
    if len(nearest) > 1 and nearest[0] == nearest[1]:
        return _open_recorded(told)
    if not numbered and book.exact_of_named(line):
        # The same client may well pay the same price again.
        reason = "Même montant qu’un règlement déjà saisi ; mais une facture non réglée l’a aussi."
        return _ticking(Confidence.LIKELY, by_distance[:1], reason)
    reason = "Même montant, jour voisin, et le libellé nomme le payeur ou la facture."
    return _ticking(Confidence.SURE, by_distance[:1], reason)


def _recorded_slip(book: _Book, line: BankLine) -> Proposal | None:
    """The cheques of a slip that was taken to the bank."""
    found = []
    for number, cheques in book.slips.items():
        free = all(each.id in book.free for each in cheques)
        total = sum((each.amount for each in cheques), ZERO)
        if free and total == line.amount and all(_is_near(each, line) for each in cheques):
            found.append((number, cheques))
    if not found:
        return None
    number, cheques = found[0]
    if len(found) > 1 or book.rivals[line.amount] > 1:
        return _open_recorded(cheques)
    is_told = means_of(line.label) is PaymentMeans.CHEQUE
    reason = f"Total du bordereau de remise {number} ({plural(len(cheques), 'chèque')})."
    return _ticking(Confidence.SURE if is_told else Confidence.LIKELY, cheques, reason)


def _quoted(book: _Book, line: BankLine) -> Proposal | None:
    """Invoices whose numbers the line quotes, and whose amount it is."""
    bills = book.quoted(line)
    if not bills:
        return None
    if len({book.payer_of[bill.invoice_id] for bill in bills}) > 1:
        return book.open(bills, "Le libellé cite des factures de plusieurs payeurs : choisissez.")
    if book.owed(bills) == line.amount:
        numbers = _told([bill.number for bill in bills])
        reason = f"Montant exact, et le libellé cite {numbers}."
        if len(bills) > 1:
            reason = f"Somme exacte des factures que le libellé cite ({numbers})."
        return book.settling(Confidence.SURE, bills, line.amount, reason)
    exact = [bill for bill in bills if book.left[bill.invoice_id] == line.amount]
    if len(exact) == 1:
        reason = "Montant exact de l’une des factures que le libellé cite."
        return book.settling(Confidence.SURE, exact, line.amount, reason)
    if exact:
        return book.open(exact, f"{len(exact)} des factures citées ont ce montant : choisissez.")
    return None


def _named(book: _Book, line: BankLine) -> Proposal | None:
    """The invoice of a payer whom the line names, of its amount."""
    exact = book.exact_of_named(line)
    if len(exact) == 1:
        name = book.debtors[book.payer_of[exact[0].invoice_id]].name
        reason = f"Montant exact, et le libellé nomme {name}."
        return book.settling(Confidence.SURE, exact, line.amount, reason)
    if exact:
        numbers = _told([bill.number for bill in exact])
        return book.open(exact, f"Plusieurs factures ont ce montant ({numbers}) : choisissez.")
    return None


def _named_sum(book: _Book, line: BankLine) -> Proposal | None:
    """Several invoices of a payer whom the line names, which add up to its amount."""
    found: list[tuple[list[Bill], bool]] = []
    for _debtor, bills in book.named(line):
        if book.owed(bills) == line.amount:
            found.append((bills, True))
        else:
            sums = _adding_up(bills, book.left, line.amount)
            if len(sums) > 1:
                return book.open(
                    bills, "Plusieurs sommes de factures font ce montant : choisissez."
                )
            found += [(one, False) for one in sums]
    if len(found) > 1:
        every = [bill for bills, _is_all in found for bill in bills]
        return book.open(every, "Les factures de plusieurs payeurs font ce montant : choisissez.")
    for bills, is_all in found:
        name = book.debtors[book.payer_of[bills[0].invoice_id]].name
        if is_all:
            reason = f"Somme de tout ce que doit {name} ({plural(len(bills), 'facture')})."
            return book.settling(Confidence.SURE, bills, line.amount, reason)
        reason = f"Somme de {plural(len(bills), 'facture')} de {name}."
        return book.settling(Confidence.LIKELY, bills, line.amount, reason)
    return None


def _adding_up(
    bills: Sequence[Bill], left: dict[int, Decimal], amount: Decimal
) -> list[list[Bill]]:
    """Return the ways in which some of the invoices add up to an amount: none, one, or two."""
    ways: dict[Decimal, list[tuple[Bill, ...]]] = {ZERO: [()]}
    for bill in bills[:MOST_SUMMED]:
        for total, known in list(ways.items()):
            reached = total + left[bill.invoice_id]
            if reached <= amount:
                longer = [(*one, bill) for one in known]
                # Two ways are one too many: the others need not be known.
                ways[reached] = (ways.get(reached, []) + longer)[:2]
        if len(ways) > MOST_SUMS:
            return []
    return [list(way) for way in ways.get(amount, [])]


def _recorded_alone(book: _Book, line: BankLine) -> Proposal | None:
    """A payment already noted, by its amount and day alone, where the line names no debtor."""
    found = book.recorded(line)
    if not found or book.quoted(line) or book.named(line):
        return None
    if len(found) > 1 or book.rivals[line.amount] > 1:
        return _open_recorded(found)
    return _ticking(
        Confidence.LIKELY, found, "Même montant qu’un règlement déjà saisi à ces jours."
    )


def _quoted_part(book: _Book, line: BankLine) -> Proposal | None:
    """Part of an invoice whose number the line quotes, or more than it asks."""
    bills = book.quoted(line)
    return _inexact(book, line, bills, "Le libellé cite la facture") if bills else None


def _named_part(book: _Book, line: BankLine) -> Proposal | None:
    """Part of what a payer owes whom the line names, or more than that."""
    named = book.named(line)
    if len(named) != 1:
        every = [bill for _debtor, bills in named for bill in bills]
        return (
            book.open(every, "Le libellé nomme plusieurs payeurs : choisissez.") if named else None
        )
    debtor, bills = named[0]
    return _inexact(book, line, bills, f"Le libellé nomme {debtor.name}")


def _inexact(book: _Book, line: BankLine, bills: Sequence[Bill], sign: str) -> Proposal:
    over = line.amount - book.owed(bills)
    if over > 0:
        reason = f"{sign} ; {euros(over)} de plus que dû restent en avance du payeur."
    elif over == 0:
        reason = f"{sign} : solde de ce que les autres lignes laissent dû."
    else:
        reason = f"{sign} : règlement partiel, {euros(-over)} resteront dus."
    return book.settling(Confidence.LIKELY, bills, line.amount, reason)


def _amount_alone(book: _Book, line: BankLine) -> Proposal | None:
    """The only invoice of the amount of the line, which names nobody."""
    exact = [
        book.bills[invoice_id] for invoice_id, left in book.left.items() if left == line.amount
    ]
    if not exact:
        return None
    if len(exact) > 1:
        numbers = _told([bill.number for bill in exact])
        return book.open(exact, f"Plusieurs factures ont ce montant ({numbers}) : choisissez.")
    if book.rivals[line.amount] > 1:
        return book.open(exact, "Plusieurs lignes ont le montant de cette facture : choisissez.")
    reason = "Seule facture de ce montant ; le libellé ne nomme personne."
    return book.settling(Confidence.LIKELY, exact, line.amount, reason)


def _ticking(confidence: Confidence, payments: Sequence[KnownPayment], reason: str) -> Proposal:
    return Proposal(
        action=Action.RECORDED,
        confidence=confidence,
        what=f"Déjà saisi – {_told_payments(payments)}",
        reason=reason,
        payment_ids=tuple(each.id for each in payments),
    )


def _open_recorded(payments: Sequence[KnownPayment]) -> Proposal:
    names = _told_payments(payments)
    reason = f"Plusieurs règlements déjà saisis peuvent l’être ({names}) : choisissez."
    if len(payments) == 1:
        reason = f"Plusieurs lignes peuvent être un règlement déjà saisi ({names}) : choisissez."
    return Proposal(
        action=Action.RECORDED,
        confidence=Confidence.DOUBTFUL,
        what="À choisir – déjà saisi ?",
        reason=reason,
    )


def _told_payments(payments: Iterable[KnownPayment]) -> str:
    names = [f"{each.name or 'règlement'} du {short_date(each.paid_on)}" for each in payments]
    return _told(names, "autre règlement")


# Debits -----------------------------------------------------------------------------------------


def _bounced(book: _Book, line: BankLine) -> Proposal | None:
    """A payment that the bank takes back, as its words say."""
    if not is_bounce(_words(line)):
        return None
    every = book.received(line)
    found = book.told(line, every) or every
    if not found:
        return Proposal(
            action=Action.BOUNCED,
            confidence=Confidence.DOUBTFUL,
            what="À choisir – impayé ?",
            reason="La banque reprend une somme, et aucun règlement reçu n’a ce montant.",
        )
    if len(found) > 1 or book.rivals[line.amount] > 1:
        return Proposal(
            action=Action.BOUNCED,
            confidence=Confidence.DOUBTFUL,
            what="À choisir – impayé ?",
            reason=f"Impayé d’un de ces règlements ({_told_payments(found)}) : choisissez.",
        )
    return Proposal(
        action=Action.BOUNCED,
        confidence=Confidence.LIKELY,
        what=f"Impayé – {_told_payments(found)}",
        reason="La banque reprend un règlement de ce montant.",
        payment_ids=(found[0].id,),
    )


def _refunded(book: _Book, line: BankLine) -> Proposal | None:
    """What a payer had paid ahead and the line names, given back."""
    ahead = [
        each for each in book.payments.values() if each.ahead == -line.amount and each.may_bounce
    ]
    found = [each for each in book.told(line, ahead) if each.id in book.standing]
    if len(found) != 1:
        return None
    return Proposal(
        action=Action.REFUND,
        confidence=Confidence.LIKELY,
        what=f"Remboursement – {found[0].name}",
        reason="Montant exact d’une avance de ce payeur, que le libellé nomme.",
        payment_ids=(found[0].id,),
    )


def _spent(_book: _Book, _line: BankLine) -> Proposal:
    return Proposal(
        action=Action.IGNORE,
        confidence=Confidence.SURE,
        what="À ignorer",
        reason="Dépense : elle ne concerne aucune facture émise.",
    )


_Rule = Callable[[_Book, BankLine], Proposal | None]
_CREDIT_RULES: tuple[_Rule, ...] = (
    _recorded_and_told,
    _quoted,
    _named,
    _recorded_slip,
    _named_sum,
    _recorded_alone,
    _quoted_part,
    _named_part,
    _amount_alone,
)
_DEBIT_RULES: tuple[_Rule, ...] = (
    _recorded_and_told,
    _bounced,
    _recorded_alone,
    _refunded,
    _spent,
)
