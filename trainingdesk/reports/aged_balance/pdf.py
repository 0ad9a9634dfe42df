"""The aged balance on paper."""

from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.domain.aged_balance import (
    Age,
    AgedBalance,
    PayerBalance,
    days_late,
    expected_cash,
)
from trainingdesk.domain.labels import label
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.organisation import Organisation
from trainingdesk.french import euros, long_date, number, plural, short_date
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import letterhead
from trainingdesk.paper.page import PaperInfo, render
from trainingdesk.reports.aged_balance.files import TITLE, week_name

NOTHING = "Personne ne doit rien : toutes les factures émises sont soldées."


def as_pdf(balance: AgedBalance, organisation: Organisation) -> bytes:
    """Return the balance as PDF; the same balance gives the same bytes."""
    on = f"au {long_date(balance.as_of)}"
    info = PaperInfo(
        title=TITLE,
        subject=f"{TITLE} {on}",
        author=organisation.name,
        dated=balance.as_of,
        reference=on,
    )
    story = [*b.title(TITLE, f"Sommes dues {on}, taxes comprises"), *_story(balance)]
    return render(info, letterhead(organisation), story, orientation="landscape")


def _story(balance: AgedBalance) -> list[Flowable]:
    if not balance.payers:
        return b.text(NOTHING)
    return [
        *b.facts(
            [
                ("Reste dû", euros(balance.invoiced)),
                ("Dont échu", b.bold(euros(balance.late))),
                ("Versé d’avance", euros(balance.credit) if balance.credit else ""),
                ("Solde", euros(balance.total)),
            ],
            columns=2,
        ),
        *b.heading("Par payeur"),
        *_by_payer(balance),
        *_expected(balance),
        *b.heading("Par facture"),
        *_by_invoice(balance),
    ]


def _by_payer(balance: AgedBalance) -> list[Flowable]:
    has_credit = balance.credit != ZERO
    columns = (
        b.Column(title="Payeur", weight=2.4, row_header=True),
        *(b.Column(title=_capital(label(age)), align="right") for age in Age),
        *((b.Column(title="Versé d’avance", align="right"),) if has_credit else ()),
        b.Column(title="Solde", align="right"),
    )
    rows: list[b.Row] = [_payer(payer, has_credit=has_credit) for payer in balance.payers]
    total = [
        f"Total, {plural(len(rows), 'payeur')}",
        *(_plain(balance.owed(age)) for age in Age),
        *((_plain(-balance.credit),) if has_credit else ()),
        _amount(balance.total),
    ]
    return b.table(columns, rows, footer_rows=[total], small=True)


def _payer(payer: PayerBalance, *, has_credit: bool) -> list[str]:
    name = f"{payer.name} (financeur)" if payer.key.is_funder else payer.name
    return [
        name,
        *(_plain(payer.owed(age)) for age in Age),
        *((_plain(-payer.credit),) if has_credit else ()),
        _amount(payer.total),
    ]


def _expected(balance: AgedBalance) -> list[Flowable]:
    weeks = expected_cash(balance.rows, balance.as_of)
    if not weeks:
        return []
    columns = (
        b.Column(title="Semaine", weight=2, row_header=True),
        b.Column(title="Factures", weight=4),
        b.Column(title="Attendu", align="right"),
    )
    rows: list[b.Row] = [
        [week_name(week), ", ".join(row.number for row in week.rows), _amount(week.amount)]
        for week in weeks
    ]
    total = ["Total", "", _amount(sum((week.amount for week in weeks), ZERO))]
    return [
        *b.heading("Encaissements attendus"),
        *b.table(columns, rows, footer_rows=[total], small=True),
    ]


def _by_invoice(balance: AgedBalance) -> list[Flowable]:
    columns = (
        b.Column(title="Facture", fit=True, row_header=True),
        b.Column(title="Date", fit=True),
        b.Column(title="Payeur, client", weight=3),
        b.Column(title="Échéance", fit=True),
        b.Column(title="Retard", align="right"),
        b.Column(title="Total TTC", align="right"),
        b.Column(title="Reste dû", align="right"),
    )
    rows: list[b.Row] = []
    for row in balance.rows:
        who = row.payer if row.payer == row.client else f"{row.payer}, pour {row.client}"
        late = days_late(row, balance.as_of)
        rows.append(
            [
                row.number,
                short_date(row.issued_on),
                who,
                short_date(row.due_on) if row.due_on else "à réception",
                plural(late, "jour") if late > 0 else "",
                _amount(row.total_ttc),
                _amount(row.remaining),
            ]
        )
    total = [
        b.Cell(f"Total, {plural(len(rows), 'facture')}", colspan=5, header=True),
        _amount(sum((row.total_ttc for row in balance.rows), ZERO)),
        _amount(balance.invoiced),
    ]
    return b.table(columns, rows, footer_rows=[total], small=True)


def _plain(value: Decimal) -> str:
    return _amount(value) if value else ""


def _amount(value: Decimal) -> str:
    """Write an amount without its unit: the head of the paper says it."""
    return number(value, 2)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
