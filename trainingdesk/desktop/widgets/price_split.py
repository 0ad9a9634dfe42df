"""Who pays what of a session: each client, its funders, what they ask for and what nobody pays."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from trainingdesk.desktop.desk import Desk
from trainingdesk.desktop.widgets.detail import no_taller, small_table, stacked
from trainingdesk.domain.labels import label
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import euros, typeset
from trainingdesk.services import funder_claims
from trainingdesk.services.shares import PartReviewed, SplitReview, review_split

MOST_ROWS = 6
NOTHING = "Aucune prise en charge : chaque client paie le prix entier."


def split_view(desk: Desk, file: SessionFile, clients: Collection[int] = ()) -> QWidget:
    """Return how the price is split for the clients that funders help, with what is to be known.

    For *clients* alone where some are named. A funder's row opens its file.
    """
    helped = [
        client_id
        for client_id in dict.fromkeys(item.funding.client_id for item in file.fundings)
        if not clients or client_id in clients
    ]
    if not helped:
        return small_table((), (), empty=NOTHING)
    reviews = [review_split(desk.office, file.session.id or 0, client) for client in helped]
    rows = [(review, part) for review in reviews for part in review.parts]
    table = small_table(
        ("Payeur", "Pour", "Dossier", "Réponse", "Accordé HT", "À facturer HT", "TTC"),
        [_row(file, review, part) for review, part in rows],
        right=(5, 6),
        long=(0, 1, 2, 4),
        empty="Rien n’est encore à répartir.",
        opened=lambda place: _open(desk, rows[place][1]),
    )
    told = QLabel(typeset("\n".join(_sentences(desk, file, reviews, helped))))
    told.setWordWrap(True)
    told.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    told.setAccessibleName("Ce qu’il faut savoir avant de facturer")
    return stacked(no_taller(table, len(rows), MOST_ROWS), told, stretch=1)


def _row(file: SessionFile, review: SplitReview, part: PartReviewed) -> Sequence[str]:
    funding = next((f.funding for f in file.fundings if f.funding.id == part.funding_id), None)
    return (
        part.payer,
        review.client if part.funding_id is not None else "",
        funding.file_number if funding is not None else "",
        label(funding.state) if funding is not None else "",
        part.granted,
        _sum(part.total_ht),
        _sum(part.total_ttc),
    )


def _sentences(
    desk: Desk, file: SessionFile, reviews: Sequence[SplitReview], helped: Sequence[int]
) -> list[str]:
    """Return what is not assigned, what is odd, and what the funders wait for, each once."""
    found = []
    for review in reviews:
        found += [review.refusal, review.words, *(part.remark for part in review.parts)]
    if file.last_day is not None and file.last_day <= desk.office.today():
        found += [
            claim.summary
            for client_id in helped
            for claim in funder_claims.claims_of(
                desk.office, file.session.id or 0, client_id, direct=True
            )
        ]
    return list(dict.fromkeys(filter(None, found)))


def _open(desk: Desk, part: PartReviewed) -> None:
    if part.funding_id is not None:
        desk.edit("funding", part.funding_id)


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)
