"""Gathering what the papers of `documents.banking` are made from."""

from collections.abc import Mapping
from datetime import date

from trainingdesk.domain.cheque_slips import ChequeSlipPaper
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.office import Office
from trainingdesk.services.paper_data import Files, Gatherer, Subject
from trainingdesk.storage import cheque_slips as store
from trainingdesk.storage import office as identity


def cheque_slip(office: Office, subject: Subject, on: date, _files: Files) -> ChequeSlipPaper:
    """Return what a slip prints.

    Raises:
        RuleBroken: no slip is named.
    """
    if subject.cheque_slip_id is None:
        raise RuleBroken("Choisissez d’abord la remise dont vous voulez le bordereau.")
    return ChequeSlipPaper(
        organisation=identity.organisation(office.db),
        slip=store.SLIPS.get(office.db, subject.cheque_slip_id),
        cheques=store.cheques_of(office.db, subject.cheque_slip_id),
        on=on,
    )


GATHERERS: Mapping[str, Gatherer] = {"cheque_slip": cheque_slip}
"""What gathers the data of a paper, by its key."""
