"""Letters to late payers and a statement of account, from the invented office."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from tests.support.office_sample import CONTACT, FUNDER, INDIVIDUAL, OFFICE, TOWN_HALL
from trainingdesk.domain.reminders import Level
from trainingdesk.domain.reminders_data import (
    LateBill,
    ReminderPaper,
    StatementLine,
    StatementPaper,
    in_form_of_a_client,
)

TODAY = date(2026, 8, 30)
BILL = LateBill(
    invoice_id=1,
    number="F-2026-0012",
    issued_on=date(2026, 4, 30),
    due_on=date(2026, 5, 30),
    remaining=D("4800.00"),
    interest=D("149.00"),
    indemnity=D("40.00"),
    rates=(D("12.15"), D("12.40")),
    told_on=date(2026, 8, 10),
)
OTHER = replace(
    BILL,
    invoice_id=2,
    number="F-2026-0015",
    due_on=date(2026, 7, 31),
    remaining=D("1140.00"),
    interest=D("11.62"),
    rates=(D("12.40"),),
)
UNTOLD = replace(BILL, told_on=None)
CLAIM = ReminderPaper(
    organisation=OFFICE,
    client=TOWN_HALL,
    contact=CONTACT,
    level=Level.FIRST,
    bills=(UNTOLD,),
    on=TODAY,
    answer_days=15,
    clause="Pénalités de retard",
)
SECOND = replace(CLAIM, level=Level.SECOND, bills=(BILL, OTHER))
NOTICE = replace(SECOND, level=Level.NOTICE, answer_days=8)
FREE = replace(BILL, interest=D("0.00"), indemnity=D("0.00"), rates=())
CONSUMER = replace(
    CLAIM, client=INDIVIDUAL, contact=None, clause="", bills=(replace(FREE, remaining=D("690.00")),)
)
CONSUMER_NOTICE = replace(CONSUMER, level=Level.NOTICE, answer_days=8)
TO_FUNDER = replace(SECOND, client=in_form_of_a_client(FUNDER), contact=None)
STATEMENT = StatementPaper(
    organisation=OFFICE,
    client=TOWN_HALL,
    contact=CONTACT,
    first=date(2026, 1, 1),
    on=TODAY,
    opening=D("300.00"),
    lines=(
        StatementLine(
            day=date(2026, 1, 20), words="Règlement par virement VIR 118", amount=D("-300.00")
        ),
        StatementLine(day=date(2026, 4, 30), words="Facture F-2026-0012", amount=D("4800.00")),
        StatementLine(day=date(2026, 5, 4), words="Facture F-2026-0013", amount=D("690.00")),
        StatementLine(day=date(2026, 5, 6), words="Avoir A-2026-0002", amount=D("-690.00")),
        StatementLine(day=date(2026, 6, 30), words="Facture F-2026-0015", amount=D("1140.00")),
    ),
    open_bills=(BILL, OTHER),
)
SETTLED = replace(STATEMENT, lines=STATEMENT.lines[:1], open_bills=())
CASES = {
    "first": ("first_reminder", CLAIM),
    "first to a consumer": ("first_reminder", CONSUMER),
    "second": ("second_reminder", SECOND),
    "second to a consumer": ("second_reminder", replace(CONSUMER, level=Level.SECOND)),
    "second to a fund": ("second_reminder", TO_FUNDER),
    "notice": ("payment_notice", NOTICE),
    "notice to a consumer": ("payment_notice", CONSUMER_NOTICE),
    "notice of forty invoices": (
        "payment_notice",
        replace(NOTICE, bills=tuple(replace(BILL, number=f"F-2026-{n:04}") for n in range(40))),
    ),
    "statement": ("account_statement", STATEMENT),
    "statement settled": ("account_statement", SETTLED),
    "statement in favour": (
        "account_statement",
        replace(SETTLED, opening=D("200.00")),
    ),
    "long statement": (
        "account_statement",
        replace(STATEMENT, lines=STATEMENT.lines * 20),
    ),
}
