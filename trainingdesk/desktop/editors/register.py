"""The editors by the kind of record they edit, each loaded when it is first opened."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from trainingdesk.desktop.desk import Desk
    from trainingdesk.desktop.editors.editor import Editor

EDITORS: dict[str, str] = {
    "agreement": "agreement.AgreementEditor",
    "client": "client.ClientEditor",
    "contact": "contact.ContactEditor",
    "course": "course.CourseEditor",
    "credit": "credit.CreditEditor",
    "enrolment": "enrolment.EnrolmentEditor",
    "funder": "funder.FunderEditor",
    "funding": "funding.FundingEditor",
    "invoice": "invoice.InvoiceEditor",
    "organisation": "organisation.OrganisationEditor",
    "payment": "payment.PaymentEditor",
    "proposal": "proposal.ProposalEditor",
    "refusal": "refusal.RefusalEditor",
    "session": "session.SessionEditor",
    "signature": "signature.SignatureEditor",
    "text": "text.TextEditor",
    "trainee": "trainee.TraineeEditor",
    "trainer": "trainer.TrainerEditor",
    "venue": "venue.VenueEditor",
}
"""`kind` → `module.Class`, below this package."""


def open_editor(
    desk: "Desk", kind: str, row_id: int | None, context: Mapping[str, object]
) -> "Editor[object]":
    """Open the editor of a record, new when there is no id."""
    module, _, name = EDITORS[kind].partition(".")
    found = getattr(import_module(f"{__package__}.{module}"), name)
    editor = cast("Editor[object]", found(desk, row_id, context))
    editor.show()
    return editor
