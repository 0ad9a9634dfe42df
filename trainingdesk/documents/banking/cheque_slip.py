"""The slip that goes to the bank with cheques: one line a cheque, their number, their sum."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.invoice import grouped_iban
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.cheque_slips import Cheque, ChequeSlipPaper, total
from trainingdesk.domain.money import ZERO
from trainingdesk.french import euros, long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Bordereau de remise de chèques"
FIRST_PAGE, NEXT_PAGE, SIGNED = 480, 650, 120
"""Points for cheques on the first page, on another, and those that a signature takes of them."""
LINE, AROUND = 10, 6
"""Points of a line of a cheque, and around its lines."""
WITH_SIGNATURE = 3
"""Cheques that go along where the signature finds no room, so that it never stands alone."""
PAYER, REFERENCE, INVOICES, NOTE = 30, 20, 25, 75
"""Letters of a line in each column, and of the note; rather too few than too many."""
COLUMNS = (
    b.Column(title="N°", width=9, align="right"),
    b.Column(title="Tireur", width=55, row_header=True),
    b.Column(title="Chèque", width=36),
    b.Column(title="Factures réglées", width=44),
    b.Column(title="Montant", width=26, align="right"),
)


def compose(data: ChequeSlipPaper, wording: Wording) -> Composition:
    """Return the slip; a page that is followed by another carries its sum over."""
    office, slip = data.organisation, data.slip
    account: list[tuple[str, b.Content]] = [
        ("Compte à créditer", b.bold(office.trade_name)),
        ("Banque", office.bank_name),
        ("IBAN", grouped_iban(office.iban)),
        ("BIC", office.bic),
        ("Observations", slip.notes),
    ]
    count = plural(len(data.cheques), "chèque")
    end = b.keep_together(
        b.text(wording("cheque_slip.arrete", count=count, total=euros(data.total))),
        b.signatures(
            [
                b.SignatureBox(title="Signature du titulaire du compte", height=20),
                b.SignatureBox(title="Cadre réservé à la banque", height=20),
            ]
        ),
    )
    return Composition(
        title=TITLE,
        reference=f"{slip.number} du {long_date(slip.deposited_on)}",
        subject=f"{TITLE} {slip.number}",
        story=[
            *b.title(TITLE, f"{slip.number} du {long_date(slip.deposited_on)}"),
            *b.facts([fact for fact in account if fact[1]]),
            *b.text(wording("cheque_slip.demande"), keep_with_next=True),
            *_tables(data),
            *end,
        ],
    )


def file_name(data: ChequeSlipPaper) -> str:
    """Return the name of the file: number and day."""
    return file_stem(TITLE, data.slip.number, f"{data.slip.deposited_on:%d-%m-%Y}")


def refusal(data: ChequeSlipPaper) -> str | None:
    """Return why there is nothing to take to the bank."""
    if data.cheques:
        return None
    return f"La remise {data.slip.number} est annulée : elle ne contient plus de chèque."


def sheets(data: ChequeSlipPaper) -> list[Sequence[Cheque]]:
    """Return the cheques of each page; the last one leaves room for the signature."""
    made: list[list[Cheque]] = [[]]
    used, room = 2 * LINE * _lines(data.slip.notes, NOTE), FIRST_PAGE
    for cheque in data.cheques:
        if used + _height(cheque) > room:
            made.append([])
            used, room = 0, NEXT_PAGE
        made[-1].append(cheque)
        used += _height(cheque)
    last = made[-1]
    if used > room - SIGNED and len(last) > WITH_SIGNATURE:
        made[-1:] = [last[:-WITH_SIGNATURE], last[-WITH_SIGNATURE:]]
    return [sheet for sheet in made if sheet]


def _height(cheque: Cheque) -> int:
    """Return the points that a cheque takes, rather too many than too few."""
    texts = ((cheque.payer, PAYER), (cheque.reference, REFERENCE), (cheque.invoices, INVOICES))
    return AROUND + LINE * max(1, *(_lines(words, width) for words, width in texts))


def _lines(words: str, width: int) -> int:
    return -(-len(words) // width)


def _tables(data: ChequeSlipPaper) -> list[Flowable]:
    made: list[Flowable] = []
    pages = sheets(data)
    carried, number = ZERO, 1
    for place, sheet in enumerate(pages):
        rows = [_row(number + at, cheque) for at, cheque in enumerate(sheet)]
        if place:
            made += b.page_break()
            rows.insert(0, _report(carried))
        carried += total(sheet)
        number += len(sheet)
        totals = [b.Amount(label="À reporter", amount=carried)]
        if place == len(pages) - 1:
            count = plural(len(data.cheques), "chèque")
            totals = [b.Amount(f"Total de {count}", carried, strong=True)]
        made += b.table(COLUMNS, rows, totals=totals, small=True)
    return made


def _row(number: int, cheque: Cheque) -> b.Row:
    return [str(number), cheque.payer, cheque.reference, cheque.invoices, euros(cheque.amount)]


def _report(carried: Decimal) -> b.Row:
    words = b.Cell("Report", colspan=len(COLUMNS) - 2, header=True, bold=True)
    return ["", words, b.Cell(euros(carried), bold=True)]
