"""What a funder asks for before it pays an invoice: there or missing, and until when."""

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.details.parts import button, row
from trainingdesk.desktop.widgets.detail import small_table, stacked
from trainingdesk.desktop.widgets.shown import capital
from trainingdesk.domain.invoices import Invoice
from trainingdesk.domain.labels import label
from trainingdesk.french import typeset
from trainingdesk.services import funder_claims


def claim_view(desk: Desk, invoice: Invoice) -> QWidget:
    """Return the papers that the funder of an invoice asks for, file by file."""
    ids = dict.fromkeys([invoice.funding_id, *(item.funding_id for item in invoice.lines)])
    claims = [
        funder_claims.claim_of(desk.office, funding_id)
        for funding_id in ids
        if funding_id is not None
    ]
    words = QLabel(typeset("\n".join(claim.words for claim in claims)))
    words.setWordWrap(True)
    words.setVisible(bool(claims))
    opened = [
        button("Ouvrir la prise en charge", "hand-coins", partial(_open, desk, claim))
        for claim in claims
    ]
    rows = [
        (capital(label(paper.paper)), "au dossier" if paper.is_there else paper.lacks, _file(claim))
        for claim in claims
        for paper in claim.papers
    ]
    table = small_table(
        ("Document demandé", "État", "Dossier"),
        rows,
        long=(0, 1),
        empty="Aucun document demandé n’est noté sur la fiche du financeur.",
    )
    return stacked(row(*opened), words, table, stretch=2)


def _open(desk: Desk, claim: funder_claims.Claim) -> None:
    desk.edit("funding", claim.funding.id)


def _file(claim: funder_claims.Claim) -> str:
    return claim.funding.file_number
