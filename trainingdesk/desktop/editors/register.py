"""The editors by the kind of record they edit, each loaded when it is first opened."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from trainingdesk.desktop.desk import Desk
    from trainingdesk.desktop.editors.editor import Editor

EDITORS: dict[str, str] = {
    "acceptance": "acceptance.AcceptanceEditor",
    "adjournment": "adjournment.AdjournmentEditor",
    "agreement": "agreement.AgreementEditor",
    "amendment": "amendment.AmendmentEditor",
    "client": "client.ClientEditor",
    "closed_days": "closed_days.ClosedDaysEditor",
    "conditions": "conditions.ConditionsEditor",
    "contact": "contact.ContactEditor",
    "course": "course.CourseEditor",
    "credit": "credit.CreditEditor",
    "enrolment": "enrolment.EnrolmentEditor",
    "fees": "fees.FeesEditor",
    "funder": "funder.FunderEditor",
    "funding": "funding.FundingEditor",
    "gesture": "gesture.GestureEditor",
    "instalments": "instalments.InstalmentsEditor",
    "invoice": "invoice.InvoiceEditor",
    "organisation": "organisation.OrganisationEditor",
    "own_part": "own_part.OwnPartEditor",
    "payment": "payment.PaymentEditor",
    "proposal": "proposal.ProposalEditor",
    "rates": "rates.RatesEditor",
    "receipt": "receipt.ReceiptEditor",
    "refusal": "refusal.RefusalEditor",
    "register_entry": "register_entry.RegisterEntryEditor",
    "replacement": "replacement.ReplacementEditor",
    "session": "session.SessionEditor",
    "signature": "signature.SignatureEditor",
    "text": "text.TextEditor",
    "trainee": "trainee.TraineeEditor",
    "trainer": "trainer.TrainerEditor",
    "validity": "validity.ValidityEditor",
    "venue": "venue.VenueEditor",
    "waiting": "waiting.WaitingEditor",
}
"""`kind` → `module.Class`, below this package."""


def open_editor(
    desk: "Desk", kind: str, row_id: int | None, context: Mapping[str, object]
) -> "Editor[object]":
    """Open the editor of a record, new when there is no id; one that is open comes forward."""
    editor = _opened(desk, kind, row_id, context) or editor_class(kind)(desk, row_id, context)
    editor.show()
    editor.raise_()
    editor.activateWindow()
    return editor


def _opened(
    desk: "Desk", kind: str, row_id: int | None, context: Mapping[str, object]
) -> "Editor[object] | None":
    """Return the editor that already shows a record: of two, the last saved would win."""
    if row_id is None or context:
        return None
    open_ones = cast("QWidget", desk).findChildren(editor_class(kind))
    return next((one for one in open_ones if one.isVisible() and one.row_id == row_id), None)


def editor_class(kind: str) -> "type[Editor[object]]":
    """Return the class of the editor of a kind of record."""
    module, _, name = EDITORS[kind].partition(".")
    return cast("type[Editor[object]]", getattr(import_module(f"{__package__}.{module}"), name))
