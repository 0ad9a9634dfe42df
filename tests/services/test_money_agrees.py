"""Whatever is sold, credited, paid, given back and rejected, every figure says the same."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import fec_checker
from tests.support.invoice_office import InvoiceOffice, franchise, taxed, training
from tests.support.office_sample import OFFICE
from trainingdesk.domain.aged_balance import PayerKey
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import lines_worth
from trainingdesk.domain.payments import Payment, PaymentKind, suggested
from trainingdesk.services import identity, invoicing, ledger, payments, reporting
from trainingdesk.storage import reminders, sales
from trainingdesk.storage.checks import check_chain

FIRST = date(2026, 1, 1)
PRICES = st.decimals("0.01", "3000", places=2)
LINES = st.lists(
    st.one_of(
        PRICES.map(lambda price: training(str(price))),
        PRICES.map(lambda price: franchise(str(price))),
        st.tuples(PRICES, st.sampled_from(("20", "10", "5.5", "2.1"))).map(
            lambda pair: taxed(str(pair[0]), pair[1])
        ),
    ),
    min_size=1,
    max_size=4,
)
ACTS = st.one_of(
    st.tuples(st.just("sell"), st.integers(0, 2), LINES),
    st.tuples(st.just("credit"), st.integers(0, 9), PRICES),
    st.tuples(st.just("pay"), st.integers(0, 2), PRICES),
    st.tuples(st.just("match"), st.integers(0, 9), st.none()),
    st.tuples(st.sampled_from(["bounce", "mistake"]), st.integers(0, 9), st.none()),
    st.tuples(st.just("give back"), st.integers(0, 9), PRICES),
    st.tuples(st.just("lose"), st.integers(0, 9), PRICES),
    st.tuples(st.just("find again"), st.integers(0, 9), st.none()),
)
STORIES = st.lists(st.tuples(st.integers(0, 25), ACTS), min_size=1, max_size=12)


@dataclass
class Books:
    """An office beside the simplest book there is: a day, a payer, and what it owes more."""

    made: InvoiceOffice = field(default_factory=InvoiceOffice)
    entries: list[tuple[date, PayerKey, D]] = field(default_factory=list)
    invoices: list[int] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    losses: list[int] = field(default_factory=list)
    lost: D = D(0)

    def __post_init__(self) -> None:
        """Open the office with three payers."""
        self.made.clock.day = FIRST
        identity.save_organisation(self.made.office, replace(OFFICE, siret="000 000 117 00010"))
        other = self.made.new_client("Lycée Baudelaire")
        fund = self.made.new_funder("OPCO Exemple")
        self.payers = (
            PayerKey(self.made.client, None),
            PayerKey(other, None),
            PayerKey(None, fund),
        )

    @property
    def day(self) -> date:
        return self.made.clock.day

    def note(self, payer: PayerKey, amount: D) -> None:
        self.entries.append((self.day, payer, amount))

    def act(self, what: str, which: int, more: object) -> None:
        try:
            getattr(self, what.replace(" ", "_"))(which, more)
        except RuleBroken:
            return

    def sell(self, which: int, lines: object) -> None:
        payer = self.payers[which]
        sold = self.made.sell(lines, self.day, client=payer.client_id, funder=payer.funder_id)
        self.invoices.append(sold)
        self.note(payer, sales.invoice(self.db, sold).totals.total_ttc)

    def credit(self, which: int, amount: D) -> None:
        if self.invoices:
            invoice = sales.invoice(self.db, self.invoices[which % len(self.invoices)])
            lines = lines_worth(invoice, amount)
            if lines:
                note = self.made.credit(invoice.id, lines, self.day)
                payer = PayerKey(
                    None if invoice.payer_funder_id else invoice.client_id, invoice.payer_funder_id
                )
                self.note(payer, -sales.invoice(self.db, note).totals.total_ttc)

    def pay(self, which: int, amount: D) -> None:
        payer = self.payers[which]
        owed = sales.owed_by(
            self.db, sales.Payer(client_id=payer.client_id, funder_id=payer.funder_id)
        )
        payment = Payment(
            paid_on=self.day,
            amount=amount,
            client_id=payer.client_id,
            funder_id=payer.funder_id,
            allocations=suggested(amount, [(each.invoice_id, each.remaining) for each in owed]),
        )
        self.received.append(invoicing.receive(self.made.office, payment).saved_id)
        self.note(payer, -amount)

    def match(self, which: int, _more: None) -> None:
        """Let a payment settle nothing, or as much as it can, whatever it did before."""
        if self.received:
            known = sales.payment(self.db, self.received[which % len(self.received)])
            payer = sales.Payer(client_id=known.client_id, funder_id=known.funder_id)
            owed = [(o.invoice_id, o.remaining) for o in sales.owed_by(self.db, payer, known.id)]
            free = known.unallocated + known.settled
            parts = () if known.allocations else suggested(free, owed)
            invoicing.receive(self.made.office, replace(known, allocations=parts))

    def bounce(self, which: int, _more: None) -> None:
        self._take_back(which, PaymentKind.BOUNCED)

    def mistake(self, which: int, _more: None) -> None:
        self._take_back(which, PaymentKind.MISTAKE)

    def _take_back(self, which: int, kind: PaymentKind) -> None:
        if self.received:
            known = sales.payment(self.db, self.received[which % len(self.received)])
            payments.take_back(self.made.office, known.id, kind, self.day)
            self.note(PayerKey(known.client_id, known.funder_id), known.amount)

    def give_back(self, which: int, amount: D) -> None:
        if self.received:
            known = sales.payment(self.db, self.received[which % len(self.received)])
            payments.give_back(self.made.office, known.id, amount, self.day)
            self.note(PayerKey(known.client_id, known.funder_id), amount)

    def lose(self, which: int, amount: D) -> None:
        if self.invoices:
            invoice_id = self.invoices[which % len(self.invoices)]
            done = payments.write_off(self.made.office, invoice_id, amount, self.day, "Perdu")
            self.losses.append(done.saved_id)
            self._note_loss(sales.payment(self.db, done.saved_id))

    def find_again(self, which: int, _more: None) -> None:
        if self.losses:
            known = sales.payment(self.db, self.losses[which % len(self.losses)])
            done = payments.take_back(self.made.office, known.id, PaymentKind.MISTAKE, self.day)
            self._note_loss(sales.payment(self.db, done.saved_id))

    def _note_loss(self, loss: Payment) -> None:
        self.lost += loss.amount
        self.note(PayerKey(loss.client_id, loss.funder_id), -loss.amount)

    @property
    def db(self):
        return self.made.office.db

    def owed(self, payer: PayerKey, on: date) -> D:
        return sum((a for day, who, a in self.entries if who == payer and day <= on), D(0))


@given(story=STORIES)
@settings(max_examples=20, deadline=None)
def test_every_figure_of_a_story_says_the_same(story):
    books = Books()
    days = {FIRST}
    for pause, act in story:
        books.made.clock.day += timedelta(days=pause)
        days.add(books.day)
        books.act(*act)
    office, last = books.made.office, books.day

    assert check_chain(office.db) == []
    for day in days:
        for payer in books.payers:
            told = reminders.account(office.db, payer, day)
            assert sum((line.amount for line in told), D(0)) == books.owed(payer, day)
    for invoice_id in books.invoices:
        balance = sales.balance(office.db, invoice_id)
        assert 0 <= balance.credited <= balance.total_ttc
    everything = sum((amount for _day, _who, amount in books.entries), D(0))
    assert reporting.aged_balance(office).total == everything

    whole = reporting.invoice_report(office, FIRST, last)
    months = [reporting.invoice_report(office, *span) for span in _months(FIRST, last)]
    for field_name in ("total_ht", "tva", "total_ttc"):
        total = sum((getattr(row, field_name) for row in whole.rows), D(0))
        parts = (getattr(row, field_name) for month in months for row in month.rows)
        assert sum(parts, D(0)) == total
    received = sum((row.amount for row in whole.payments), D(0))
    asked = sum((row.total_ttc for row in whole.rows), D(0))
    assert asked - received - books.lost == everything

    records = fec_checker.read(ledger.rendered(ledger.entries(office, FIRST, last), "fec"))
    moved = {"VE": D(0), "BQ": D(0), "OD": D(0)}
    for record in records:
        if record["CompteNum"] == "411000":
            moved[record["JournalCode"]] += record.debit - record.credit
    assert moved == {"VE": asked, "BQ": -received, "OD": -books.lost}
    fec_checker.check_whole_letters(records)
    office.close()


def _months(first: date, last: date) -> list[tuple[date, date]]:
    spans = []
    while first <= last:
        following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        spans.append((first, min(following - timedelta(days=1), last)))
        first = following
    return spans
