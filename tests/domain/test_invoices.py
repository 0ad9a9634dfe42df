"""When an invoice may be issued, and how it is corrected."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import (
    Balance,
    BpfOrigin,
    Deduction,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Recipient,
    credit_note,
    lines_worth,
    part_of,
)
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.money import CENT
from trainingdesk.domain.tva import RATES, Exemption, totals

DAY, DUE = date(2026, 11, 20), date(2026, 12, 20)
LINE = InvoiceLine(
    line=Line(label="Deux journées", quantity=D(2), unit_price=D("950.00")),
    origin=BpfOrigin.COMPANIES,
)
DRAFT = Invoice(client_id=1, lines=(LINE,), client=Recipient(name="Mairie d’Évian"))
ISSUED = replace(DRAFT.issue("F-2026-0007", DAY, DUE, None), id=7)


def test_an_issued_invoice_has_its_number_and_dates():
    assert (ISSUED.number, ISSUED.issued_on, ISSUED.due_on) == ("F-2026-0007", DAY, DUE)
    assert (DRAFT.is_issued, ISSUED.is_issued) == (False, True)
    assert ISSUED.totals.total_ttc == LINE.total_ht == D("1900.00")


@pytest.mark.parametrize(
    ("draft", "said", "field"),
    [
        pytest.param(ISSUED, "F-2026-0007 est déjà émise", None, id="issued already"),
        pytest.param(replace(DRAFT, lines=()), "sans ligne", "lines", id="without line"),
        pytest.param(
            replace(DRAFT, lines=(replace(LINE, line=replace(LINE.line, label="")),)),
            "dire ce qui est vendu",
            "label",
            id="a line that says nothing",
        ),
        pytest.param(
            replace(DRAFT, lines=(replace(LINE, line=replace(LINE.line, discount=D(100))),)),
            "demande un montant positif",
            "lines",
            id="nothing to pay",
        ),
    ],
)
def test_what_could_not_stand_is_refused(draft, said, field):
    with pytest.raises(RuleBroken, match=said) as refused:
        draft.issue("F-2026-0008", DAY, DUE, None)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("last", "allowed"),
    [
        pytest.param(None, True, id="the first of its sequence"),
        pytest.param(date(2026, 11, 19), True, id="after the last"),
        pytest.param(DAY, True, id="the same day"),
        pytest.param(date(2026, 11, 21), False, id="before the last"),
    ],
)
def test_dates_never_go_back(last, allowed):
    if allowed:
        assert DRAFT.issue("F-2026-0008", DAY, DUE, last).issued_on == DAY
    else:
        with pytest.raises(RuleBroken, match="date antérieure") as refused:
            DRAFT.issue("F-2026-0008", DAY, DUE, last)
        assert refused.value.field == "issued_on"


def test_an_invoice_is_not_due_before_its_date():
    assert DRAFT.issue("F-2026-0008", DAY, DAY, None).due_on == DAY
    with pytest.raises(RuleBroken, match="échéance") as refused:
        DRAFT.issue("F-2026-0008", DAY, date(2026, 11, 19), None)
    assert refused.value.field == "due_on"


def test_a_payer_pays_in_the_place_of_the_client():
    payer = Recipient(name="Opcazur", siret="000 000 075 00010")
    assert DRAFT.recipient.name == "Mairie d’Évian"
    assert replace(DRAFT, payer=payer).recipient is payer
    assert payer.siren == "000000075"


def test_a_credit_note_takes_lines_off():
    note = credit_note(ISSUED, (LINE,), "Annulation")
    assert (note.kind, note.corrects_id, note.reason) == (
        InvoiceKind.CREDIT_NOTE,
        7,
        "Annulation",
    )
    assert (note.id, note.number, note.issued_on, note.due_on) == (None,) * 4
    assert note.client == ISSUED.client
    assert (note.sign, ISSUED.sign) == (-1, 1)


@pytest.mark.parametrize(
    ("original", "reason", "said"),
    [
        pytest.param(DRAFT, "Erreur", "corrige une facture émise", id="of a draft"),
        pytest.param(
            replace(credit_note(ISSUED, (LINE,), "x"), number="A-2026-0001"),
            "Erreur",
            "corrige une facture émise",
            id="of a credit note",
        ),
        pytest.param(ISSUED, "  ", "Dites pourquoi", id="without reason"),
    ],
)
def test_no_such_credit_note(original, reason, said):
    with pytest.raises(RuleBroken, match=said):
        credit_note(original, (LINE,), reason)


@pytest.mark.parametrize(
    ("balance", "remaining"),
    [
        (Balance(D("100.00")), "100.00"),
        (Balance(D("100.00"), paid=D("40.00")), "60.00"),
        (Balance(D("100.00"), credited=D("30.00"), paid=D("70.00")), "0.00"),
        (Balance(D("100.00"), paid=D("120.00")), "-20.00"),
        (Balance(D("100.00"), D("10.00"), D("20.00"), D("30.00")), "40.00"),
    ],
)
def test_what_remains_due(balance, remaining):
    assert balance.remaining == D(remaining)


def test_a_part_of_a_line_is_credited_as_one_amount():
    discounted = replace(LINE, line=replace(LINE.line, discount=D(10)))
    part = part_of(discounted, D("400.00"))
    assert part.total_ht == D("400.00")
    assert (part.line.label, part.line.unit, part.origin) == (
        "Deux journées",
        Unit.GROUP,
        BpfOrigin.COMPANIES,
    )


def test_a_whole_line_is_credited_as_it_was_invoiced():
    assert part_of(LINE, D("1900.00")) is LINE


@pytest.mark.parametrize("amount", ["1900.01", "0", "-10"])
def test_no_more_than_a_line_is_credited(amount):
    with pytest.raises(RuleBroken, match="Deux journées") as refusal:
        part_of(LINE, D(amount))
    assert refusal.value.field == "amount"


DEPOSIT = Deduction(3, "F-2026-0003", date(2026, 9, 1), D("570.00"))


def test_a_balance_keeps_its_full_sums_and_asks_for_the_rest():
    balance = replace(DRAFT, kind=InvoiceKind.BALANCE, deductions=(DEPOSIT,))
    assert balance.totals.total_ttc == D("1900.00")
    assert (balance.deducted, balance.to_pay) == (D("570.00"), D("1330.00"))
    assert balance.issue("F-2026-0008", DAY, DUE, None).deductions == (DEPOSIT,)


def test_deposits_above_the_total_are_credited_first():
    above = replace(DRAFT, deductions=(replace(DEPOSIT, total_ttc=D("1900.50")),))
    with pytest.raises(RuleBroken, match="d’abord un avoir de 0,50"):
        above.check_complete()


def test_a_credit_note_takes_no_deposit_off():
    issued = replace(ISSUED, kind=InvoiceKind.BALANCE, deductions=(DEPOSIT,))
    assert credit_note(issued, (LINE,), "Erreur").deductions == ()


def priced(*sold: tuple[str, str]) -> Invoice:
    return Invoice(
        client_id=1,
        lines=tuple(
            InvoiceLine(
                line=Line(
                    label="x",
                    unit_price=D(price),
                    tva_rate=D(rate),
                    exemption=None if D(rate) else Exemption.TRAINING,
                )
            )
            for price, rate in sold
        ),
    )


@pytest.mark.parametrize(
    ("sold", "wanted", "lines"),
    [
        pytest.param([("100", "0"), ("50", "0")], "150", ["100", "50"], id="all"),
        pytest.param([("100", "0"), ("50", "0")], "120", ["100", "20"], id="the last one cut"),
        pytest.param([("100", "0"), ("50", "0")], "100", ["100"], id="the first one"),
        pytest.param([("100", "20")], "60", ["50"], id="with tax"),
        pytest.param([("100", "20")], "0.03", ["0.02"], id="out of reach by a cent"),
        pytest.param([("0.02", "20"), ("0.02", "20")], "0.04", ["0.02", "0.01"], id="tax once"),
    ],
)
def test_lines_that_come_to_a_sum(sold, wanted, lines):
    chosen = lines_worth(priced(*sold), D(wanted))
    assert [item.total_ht for item in chosen] == [D(line) for line in lines]


@given(
    sold=st.lists(
        st.tuples(st.decimals("0.01", "999", places=2).map(str), st.sampled_from(RATES).map(str)),
        min_size=1,
        max_size=4,
    ),
    share=st.decimals(0, 1, places=2),
)
def test_lines_worth_a_sum_come_to_no_more_and_a_few_cents_less_at_most(sold, share):
    invoice = priced(*sold)
    wanted = (invoice.totals.total_ttc * share).quantize(CENT)
    worth = totals(item.line for item in lines_worth(invoice, wanted)).total_ttc
    assert wanted - CENT * len(sold) <= worth <= wanted
