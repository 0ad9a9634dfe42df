"""Invoices are drafted to the cent, numbered without gap, credited and paid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.filled_office import FilledOffice, meals
from tests.support.invoice_office import InvoiceOffice, franchise, taxed, training
from tests.support.money_office import signed
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import BpfOrigin, Invoice, InvoiceKind, InvoiceLine
from trainingdesk.domain.lines import Line, LineKind
from trainingdesk.domain.payments import Allocation, Payment
from trainingdesk.domain.receipts import Receipt, ReceiptKind
from trainingdesk.domain.sessions import FundingState
from trainingdesk.services import agreeing, amending, duties, identity, invoicing, planning
from trainingdesk.services.changes import Kind
from trainingdesk.storage import sales as store
from trainingdesk.storage import sessions


def kept(filled, invoice):
    return store.invoice(filled.office.db, invoice)


@pytest.fixture
def draft(filled):
    """The draft of the town hall's 2070 €."""
    (made,) = filled.draft_invoices()
    return made


@pytest.fixture
def issued(filled, draft):
    """The same invoice, issued on 10 April 2026."""
    invoicing.issue(filled.office, draft)
    return draft


def numbers(filled):
    """Return the numbers given, in the order of their ids."""
    rows = filled.office.db.execute("select number from invoice where number is not null")
    return [number for (number,) in rows]


# Drafts -----------------------------------------------------------------------------------------


def test_a_draft_says_what_was_delivered_and_to_whom(filled, draft):
    invoice = kept(filled, draft)
    assert invoice.number is None
    assert (invoice.client_id, invoice.session_id) == (filled.town_hall, filled.session)
    assert (invoice.delivered_from, invoice.delivered_until) == (
        date(2026, 5, 18),
        date(2026, 5, 19),
    )
    assert invoice.totals.total_ttc == 2070
    assert [item.origin for item in invoice.lines] == [BpfOrigin.PUBLIC_AGENTS]


def test_what_was_agreed_is_what_is_invoiced(filled):
    agreement = filled.agree()
    agreed = store.agreement(filled.office.db, agreement)
    lines = (*agreed.lines, meals("120.00"), meals("90.00", optional=True))
    agreeing.save_agreement(filled.office, replace(agreed, lines=lines))
    (draft,) = filled.draft_invoices()
    invoice = kept(filled, draft)
    assert invoice.totals.total_ht == 2190
    assert (invoice.agreement_id, invoice.conditions_id) == (agreement, agreed.conditions_id)


def test_the_fund_pays_what_it_granted_and_the_client_the_rest(filled):
    filled.fund("1400.00")
    fund, client = (kept(filled, draft) for draft in filled.draft_invoices())
    assert (fund.payer_funder_id, fund.totals.total_ht) == (filled.funder, 1400)
    assert fund.file_number == "2026-A-004512"
    assert fund.lines[0].line.label.endswith(
        "prise en charge OPCO Exemple Territoires, dossier 2026-A-004512"
    )
    assert fund.lines[0].origin is BpfOrigin.SKILLS_PLAN
    assert (client.payer_funder_id, client.totals.total_ht) == (None, 670)
    assert client.lines[0].line.label.endswith(
        "part non prise en charge par OPCO Exemple Territoires"
    )
    assert client.lines[0].origin is BpfOrigin.PUBLIC_AGENTS


def test_a_fund_that_pays_all_leaves_the_client_without_invoice(filled):
    filled.fund("2070.00")
    (fund,) = filled.draft_invoices()
    assert kept(filled, fund).totals.total_ht == 2070


def test_what_is_no_training_stays_with_the_client(filled):
    agreement = store.agreement(filled.office.db, filled.agree())
    agreeing.save_agreement(
        filled.office, replace(agreement, lines=(*agreement.lines, meals("120.00")))
    )
    filled.fund("2070.00")
    fund, client = (kept(filled, draft) for draft in filled.draft_invoices())
    assert (fund.totals.total_ht, client.totals.total_ht) == (2070, 120)
    assert [item.line.label for item in client.lines] == ["Déjeuners"]


@pytest.mark.parametrize(
    "funding",
    [
        pytest.param({"state": FundingState.REQUESTED}, id="not granted yet"),
        pytest.param({"state": FundingState.REFUSED}, id="refused"),
        pytest.param({"subrogation": False}, id="refunded to the client"),
        pytest.param({"amount": None}, id="without amount"),
        pytest.param({"file_number": ""}, id="without file number"),
    ],
)
def test_only_a_fund_that_pays_the_office_is_invoiced(filled, funding):
    granted = sessions.FUNDINGS.get(filled.office.db, filled.fund("1400.00"))
    planning.fund(filled.office, replace(granted, **funding))
    drafts = [kept(filled, draft) for draft in filled.draft_invoices()]
    payers = [draft.payer_funder_id for draft in drafts]
    assert payers == ([filled.funder, None] if "file_number" in funding else [None])
    assert sum(draft.totals.total_ht for draft in drafts) == 2070


def test_funds_that_granted_more_than_the_price_are_refused(filled):
    filled.fund("2070.01")
    with pytest.raises(RuleBroken, match="corrigez la prise en charge") as refusal:
        filled.draft_invoices()
    assert refusal.value.field == "amount"
    assert store.invoices_where(filled.office.db, "1") == []


def test_a_fund_pays_for_training_only(filled):
    agreement = store.agreement(filled.office.db, filled.agree())
    coaching = Line(
        label="Suivi",
        unit_price=Decimal(500),
        kind=LineKind.COACHING,
        tva_rate=Decimal(20),
        exemption=None,
    )
    agreeing.save_agreement(filled.office, replace(agreement, lines=(coaching,)))
    filled.fund("100.00")
    with pytest.raises(RuleBroken, match="aucune ligne n’est de formation") as refusal:
        filled.draft_invoices()
    assert refusal.value.field == "lines"


cents = st.decimals("0.01", "3000.00", places=2)


@settings(max_examples=25, deadline=None)
@given(price=cents, shares=st.lists(cents, max_size=3), extra=cents)
def test_the_parts_of_a_price_add_up_to_it_to_the_cent(price, shares, extra):
    filled = FilledOffice()
    agreement = store.agreement(filled.office.db, filled.agree())
    (seats,) = agreement.lines
    lines = (replace(seats, unit_price=price), meals(str(extra)))
    agreeing.save_agreement(filled.office, replace(agreement, lines=lines))
    for share in shares:
        filled.fund(str(share))
    if sum(shares) > sum(line.total_ht for line in lines):
        with pytest.raises(RuleBroken, match="corrigez la prise en charge"):
            filled.draft_invoices()
    else:
        drafts = [kept(filled, draft) for draft in filled.draft_invoices()]
        assert sum(draft.totals.total_ht for draft in drafts) == price * 3 + extra
        assert [d.totals.total_ht for d in drafts if d.payer_funder_id] == shares
    filled.office.close()


def test_a_draft_is_written_and_thrown_away(filled, draft):
    invoice = kept(filled, draft)
    done = invoicing.save_draft(filled.office, replace(invoice, purchase_order="BC-778"))
    assert done.kinds == {Kind.INVOICES}
    assert kept(filled, draft).purchase_order == "BC-778"
    invoicing.discard_draft(filled.office, draft)
    assert store.invoices_where(filled.office.db, "1") == []


def test_a_line_that_no_paper_may_carry_is_refused(filled, draft):
    invoice = kept(filled, draft)
    wrong = InvoiceLine(line=replace(invoice.lines[0].line, label=""))
    with pytest.raises(RuleBroken) as refusal:
        invoicing.save_draft(filled.office, replace(invoice, lines=(wrong,)))
    assert refusal.value.field == "label"


# Issuing ----------------------------------------------------------------------------------------


def test_an_issued_invoice_keeps_the_parties_of_that_day(filled):
    filled.fund("1400.00")
    fund, client = filled.draft_invoices()
    for invoice in (fund, client):
        invoicing.issue(filled.office, invoice)
    assert kept(filled, fund).client.name == "Mairie d’Évian-la-Forêt"
    assert kept(filled, fund).payer.name == "OPCO Exemple Territoires"
    assert kept(filled, fund).recipient.address.city == "Lyon"
    assert kept(filled, client).payer is None
    assert kept(filled, client).due_on == date(2026, 5, 10)


def test_an_issued_invoice_is_never_written_or_thrown_away(filled, issued):
    invoice = kept(filled, issued)
    for change in (
        lambda: invoicing.save_draft(filled.office, replace(invoice, notes="x")),
        lambda: invoicing.discard_draft(filled.office, issued),
        lambda: invoicing.issue(filled.office, issued),
    ):
        with pytest.raises(RuleBroken, match="F-2026-0001 est déjà émise"):
            change()
    assert kept(filled, issued) == invoice


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"lines": ()}, "lines", id="no line"),
        pytest.param({"lines": (InvoiceLine(line=meals("0")),)}, "lines", id="nothing to pay"),
    ],
)
def test_what_cannot_stand_takes_no_number(filled, draft, change, field):
    wrong = replace(kept(filled, draft), id=None, **change)
    refused = store.save_invoice(filled.office.db, wrong)
    with pytest.raises(RuleBroken) as refusal:
        invoicing.issue(filled.office, refused)
    assert refusal.value.field == field
    assert invoicing.issue(filled.office, draft).label == "Facture F-2026-0001 émise"


def test_a_date_before_the_last_invoice_is_refused_and_its_number_stays_free(filled, issued):
    (second,) = filled.draft_invoices(filled.individual)
    with pytest.raises(RuleBroken, match="date antérieure") as refusal:
        invoicing.issue(filled.office, second, date(2026, 4, 9))
    assert refusal.value.field == "issued_on"
    invoicing.issue(filled.office, second, date(2026, 4, 10))
    assert numbers(filled) == ["F-2026-0001", "F-2026-0002"]
    assert kept(filled, issued).issued_on == kept(filled, second).issued_on


def test_an_invoice_is_not_dated_ahead(filled, draft):
    tomorrow = filled.clock.day + timedelta(days=1)
    with pytest.raises(RuleBroken, match="dans le futur") as refusal:
        invoicing.issue(filled.office, draft, tomorrow)
    assert refusal.value.field == "issued_on"
    assert kept(filled, draft).number is None


def test_each_year_and_the_credit_notes_count_for_themselves(filled, issued):
    note = invoicing.credit(filled.office, issued, "erreur").saved_id
    invoicing.issue(filled.office, note)
    (second,) = filled.draft_invoices(filled.individual)
    filled.clock.day = date(2027, 1, 4)
    invoicing.issue(filled.office, second)
    assert sorted(numbers(filled)) == ["A-2026-0001", "F-2026-0001", "F-2027-0001"]


def test_a_pattern_chosen_later_goes_on_with_its_own_sequence(filled, issued):
    identity.save_pattern(filled.office, "invoice", "FA{YY}{SEQ:03}")
    (second,) = filled.draft_invoices(filled.individual)
    invoicing.issue(filled.office, second)
    assert kept(filled, issued).number == "F-2026-0001"
    assert kept(filled, second).number == "FA26002"


def test_a_due_date_chosen_by_the_office_holds(filled, draft):
    invoicing.save_draft(filled.office, replace(kept(filled, draft), due_on=date(2026, 6, 30)))
    invoicing.issue(filled.office, draft)
    assert kept(filled, draft).due_on == date(2026, 6, 30)


# Credit notes -----------------------------------------------------------------------------------


def test_a_credit_note_takes_back_a_whole_invoice_or_some_lines(filled, issued):
    part = InvoiceLine(line=meals("70.00"))
    for lines, total in ((None, 2070), ([part], 70)):
        note = kept(filled, invoicing.credit(filled.office, issued, "erreur", lines).saved_id)
        assert (note.kind, note.corrects_id) == (InvoiceKind.CREDIT_NOTE, issued)
        assert (note.totals.total_ttc, note.reason) == (total, "erreur")
        assert note.number is None


def test_no_more_is_credited_than_remains(filled, issued):
    first = invoicing.credit(
        filled.office, issued, "une personne", [InvoiceLine(line=meals("690"))]
    )
    invoicing.issue(filled.office, first.saved_id)
    with pytest.raises(RuleBroken, match="au plus") as refusal:
        invoicing.credit(filled.office, issued, "tout")
    assert "1\u202f380,00" in str(refusal.value)
    exact = invoicing.credit(filled.office, issued, "le reste", [InvoiceLine(line=meals("1380"))])
    invoicing.issue(filled.office, exact.saved_id)
    assert store.balance(filled.office.db, issued).remaining == 0


def test_no_more_of_a_rate_is_credited_than_the_invoice_bore():
    sold = InvoiceOffice()
    invoice = sold.sell([taxed("100"), taxed("50", "10"), training("100")])
    sold.credit(invoice, [taxed("100")])
    with pytest.raises(RuleBroken, match=r"TVA à 20.%.».: 0,00.€ HT au plus") as refusal:
        sold.credit(invoice, [taxed("20")])
    assert refusal.value.field == "lines"
    with pytest.raises(RuleBroken, match="franchise en base"):
        sold.credit(invoice, [franchise("10")])
    with pytest.raises(RuleBroken, match=r"exonéré.* 100,00.€ HT au plus"):
        sold.credit(invoice, [training("120")])
    sold.credit(invoice, [taxed("50", "10"), training("100")])
    assert store.balance(sold.office.db, invoice).remaining == 0
    sold.office.close()


def test_a_cent_that_rounded_tax_left_may_be_credited():
    sold = InvoiceOffice()
    invoice = sold.sell([taxed("100.03")])
    for part in ("50.01", "50.02"):
        sold.credit(invoice, [taxed(part)])
    assert store.balance(sold.office.db, invoice).remaining == Decimal("0.01")
    sold.credit(invoice, [taxed("0.01")])
    assert store.balance(sold.office.db, invoice).remaining == 0
    sold.office.close()


def test_two_drafts_over_the_same_money_do_not_both_leave(filled, issued):
    notes = [invoicing.credit(filled.office, issued, "tout").saved_id for _ in range(2)]
    invoicing.issue(filled.office, notes[0])
    with pytest.raises(RuleBroken, match="dépasse ce qui reste"):
        invoicing.issue(filled.office, notes[1])
    assert store.balance(filled.office.db, issued).remaining == 0
    assert kept(filled, notes[1]).number is None


def test_a_credit_note_does_not_come_before_its_invoice(filled, issued):
    note = invoicing.credit(filled.office, issued, "tout").saved_id
    with pytest.raises(RuleBroken, match="avoir ne peut pas porter une date antérieure"):
        invoicing.issue(filled.office, note, date(2026, 4, 9))


@pytest.mark.parametrize(
    ("what", "reason", "said"),
    [
        pytest.param("draft", "erreur", "corrige une facture émise", id="a draft"),
        pytest.param("note", "erreur", "corrige une facture émise", id="a credit note"),
        pytest.param("invoice", " ", "Dites pourquoi", id="no reason"),
    ],
)
def test_only_an_issued_invoice_is_credited_and_for_a_reason(filled, issued, what, reason, said):
    note = invoicing.credit(filled.office, issued, "tout").saved_id
    invoicing.issue(filled.office, note)
    (draft,) = filled.draft_invoices(filled.individual)
    with pytest.raises(RuleBroken, match=said):
        invoicing.credit(
            filled.office, {"draft": draft, "note": note, "invoice": issued}[what], reason
        )


# Payments ---------------------------------------------------------------------------------------


def pay(filled, amount, *parts):
    """Record a payment that settles parts of invoices."""
    allocations = tuple(
        Allocation(invoice_id=invoice, amount=Decimal(part)) for invoice, part in parts
    )
    payment = Payment(paid_on=filled.clock.day, amount=Decimal(amount), allocations=allocations)
    return invoicing.receive(filled.office, payment)


def test_a_payment_settles_invoices_in_part_then_in_full(filled, issued):
    done = pay(filled, "1000.00", (issued, "1000.00"))
    assert Kind.PAYMENTS in done.kinds
    assert store.balance(filled.office.db, issued).remaining == 1070
    pay(filled, "1070.00", (issued, "1070.00"))
    assert store.balance(filled.office.db, issued).remaining == 0


def test_money_that_settles_nothing_yet_is_kept_as_an_advance(filled, issued):
    payment = pay(filled, "3000.00", (issued, "2070.00")).saved_id
    assert store.payment(filled.office.db, payment).unallocated == 930


@pytest.mark.parametrize(
    ("amount", "part", "said"),
    [
        pytest.param("0.00", "0.00", "doit être positif", id="nothing came"),
        pytest.param("10.00", "10.01", "dépassent le montant reçu", id="more than came"),
        pytest.param("2070.01", "2070.01", "ne demande plus que", id="more than is due"),
    ],
)
def test_a_payment_that_does_not_add_up_is_not_kept(filled, issued, amount, part, said):
    with pytest.raises(RuleBroken, match=said) as refusal:
        pay(filled, amount, (issued, part))
    assert refusal.value.field == "amount"
    assert store.PAYMENTS.where(filled.office.db) == []
    assert store.balance(filled.office.db, issued).remaining == 2070


def test_what_was_credited_is_not_asked_for(filled, issued):
    note = invoicing.credit(filled.office, issued, "une personne", [InvoiceLine(line=meals("690"))])
    invoicing.issue(filled.office, note.saved_id)
    with pytest.raises(RuleBroken, match="ne demande plus que"):
        pay(filled, "2070.00", (issued, "2070.00"))
    pay(filled, "1380.00", (issued, "1380.00"))
    assert store.balance(filled.office.db, issued).remaining == 0


def test_drafts_and_credit_notes_are_not_paid(filled, issued):
    note = invoicing.credit(filled.office, issued, "tout").saved_id
    invoicing.issue(filled.office, note)
    (draft,) = filled.draft_invoices(filled.individual)
    for invoice, said in ((draft, "émettez d’abord"), (note, "ne se règle pas")):
        with pytest.raises(RuleBroken, match=said):
            pay(filled, "1.00", (invoice, "1.00"))
    assert store.PAYMENTS.where(filled.office.db) == []


def test_a_payment_is_written_again(filled, issued):
    payment = pay(filled, "2070.00", (issued, "2070.00")).saved_id
    record = store.payment(filled.office.db, payment)
    half = Allocation(invoice_id=issued, amount=Decimal(1000))
    invoicing.receive(filled.office, replace(record, allocations=(half,)))
    assert store.balance(filled.office.db, issued).remaining == 1070


def test_an_invoice_of_no_session_may_be_typed_by_hand(filled):
    draft = Invoice(client_id=filled.town_hall, lines=(InvoiceLine(line=meals("50")),))
    made = invoicing.save_draft(filled.office, draft).saved_id
    invoicing.issue(filled.office, made)
    assert kept(filled, made).number == "F-2026-0001"


# An individual's money --------------------------------------------------------------------------


def test_nothing_leaves_before_an_individual_has_signed(filled):
    filled.agree(filled.individual)
    (draft,) = filled.draft_invoices(filled.individual)
    with pytest.raises(RuleBroken, match="notez d’abord la signature"):
        invoicing.issue(filled.office, draft)


def test_no_more_than_a_part_is_due_before_the_first_hours(filled):
    signed(filled, filled.individual)
    (draft,) = filled.draft_invoices(filled.individual)
    filled.clock.day = date(2026, 4, 28)
    record = store.invoice(filled.office.db, draft)
    early = replace(record, due_on=date(2026, 5, 17))
    invoicing.save_draft(filled.office, early)
    with pytest.raises(RuleBroken, match="207,00"):
        invoicing.issue(filled.office, draft)
    invoicing.save_draft(filled.office, replace(early, due_on=date(2026, 5, 18)))
    assert "Attention" in invoicing.issue(filled.office, draft).label


# A price that changed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("price", "action"),
    [
        pytest.param("900", "Facturer le complément", id="raised"),
        pytest.param("500", "Faire un avoir", id="lowered"),
    ],
)
def test_a_price_amended_after_its_invoice_is_told_and_made_good(filled, price, action):
    agreement = signed(filled)
    (draft,) = filled.draft_invoices()
    invoicing.issue(filled.office, draft)
    _amended(filled, agreement, price)
    told = [duty for duty in duties.duties(filled.office) if duty.key.endswith("price")]
    assert [duty.action for duty in told] == [action]
    if price == "500":
        with pytest.raises(RuleBroken, match="faites un avoir sur la facture"):
            filled.draft_invoices()
        return
    (more,) = filled.draft_invoices()
    assert store.invoice(filled.office.db, more).totals.total_ttc == 630
    invoicing.issue(filled.office, more)
    assert not [duty for duty in duties.duties(filled.office) if duty.key.endswith("price")]
    with pytest.raises(RuleBroken, match="déjà facturée"):
        filled.draft_invoices()


def _amended(filled, agreement, price):
    asked_for = Amendment(
        position=1,
        agreement_id=agreement,
        subject=AmendmentSubject.PRICE,
        asked_on=filled.clock.day,
        before="690",
        after=price,
    )
    amendment = amending.propose(filled.office, asked_for).saved_id
    line = replace(store.agreement(filled.office.db, agreement).lines[0], unit_price=Decimal(price))
    letter = Receipt(kind=ReceiptKind.MODIFICATION, received_on=filled.clock.day)
    amending.accept(filled.office, amendment, letter, lines=[line])
