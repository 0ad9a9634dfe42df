"""The editors by the kind of record they edit, each loaded when it is first opened."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from trainingdesk.desktop.desk import Desk
    from trainingdesk.desktop.editors.editor import Editor

EDITORS: dict[str, str] = {
    "accounts": "accounts.AccountsEditor",
    "acceptance": "acceptance.AcceptanceEditor",
    "adjournment": "adjournment.AdjournmentEditor",
    "agreement": "agreement.AgreementEditor",
    "amendment": "amendment.AmendmentEditor",
    "billing": "billing.BillingEditor",
    "chorus_event": "chorus_event.ChorusEventEditor",
    "client": "client.ClientEditor",
    "closing": "closing.ClosingEditor",
    "closed_days": "closed_days.ClosedDaysEditor",
    "conditions": "conditions.ConditionsEditor",
    "contact": "contact.ContactEditor",
    "course": "course.CourseEditor",
    "credit": "credit.CreditEditor",
    "disciplinary_case": "disciplinary_case.DisciplinaryCaseEditor",
    "enrolment": "enrolment.EnrolmentEditor",
    "fees": "fees.FeesEditor",
    "funder": "funder.FunderEditor",
    "funding": "funding.FundingEditor",
    "gesture": "gesture.GestureEditor",
    "incident": "incident.IncidentEditor",
    "instalments": "instalments.InstalmentsEditor",
    "invoice": "invoice.InvoiceEditor",
    "name_list": "name_list.NameListEditor",
    "mission": "mission.MissionEditor",
    "office_document": "office_document.OfficeDocumentEditor",
    "office_documents": "office_documents.OfficeDocumentsEditor",
    "maintenance": "maintenance.MaintenanceEditor",
    "organisation": "organisation.OrganisationEditor",
    "own_part": "own_part.OwnPartEditor",
    "payment": "payment.PaymentEditor",
    "payment_return": "payment_return.PaymentReturnEditor",
    "platform_access": "platform_access.PlatformAccessEditor",
    "print_order": "print_order.PrintOrderEditor",
    "proposal": "proposal.ProposalEditor",
    "questionnaire": "questionnaire.QuestionnaireEditor",
    "rates": "rates.RatesEditor",
    "receipt": "receipt.ReceiptEditor",
    "refusal": "refusal.RefusalEditor",
    "register_entry": "register_entry.RegisterEntryEditor",
    "reopening": "reopening.ReopeningEditor",
    "replacement": "replacement.ReplacementEditor",
    "seal": "seal.SealEditor",
    "session": "session.SessionEditor",
    "session_shift": "session_shift.SessionShiftEditor",
    "signature": "signature.SignatureEditor",
    "slot_move": "slot_move.SlotMoveEditor",
    "slot_trainers": "slot_trainers.SlotTrainersEditor",
    "split": "split.SplitEditor",
    "supplier_bill": "supplier_bill.SupplierBillEditor",
    "text": "text.TextEditor",
    "trainee": "trainee.TraineeEditor",
    "trainer": "trainer.TrainerEditor",
    "unavailability": "unavailability.UnavailabilityEditor",
    "trainer_document": "trainer_document.TrainerDocumentEditor",
    "validity": "validity.ValidityEditor",
    "write_off": "write_off.WriteOffEditor",
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
