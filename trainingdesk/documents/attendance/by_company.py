"""The attendance sheet of one client's people, which names nobody else's."""

from trainingdesk.documents.attendance import sheets
from trainingdesk.documents.attendance.sheets import Page, spreads, usual_layout
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance_data import ClientSessionPaper


def compose(data: ClientSessionPaper, wording: Wording) -> Composition:
    """Return the sheet of one client."""
    days = data.file.days
    layout = usual_layout(days)
    pages = [Page(spread) for spread in spreads(days, layout)]
    client = data.client.display_name
    return sheets.composed("attendance_company", data.file, wording, pages, layout, asked_by=client)


def file_name(data: ClientSessionPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(sheets.TITLE, data.file.session.number, data.client.display_name)


def refusal(data: ClientSessionPaper) -> str | None:
    """Return why there is nothing to sign: the session does not take place, or nobody comes."""
    if not data.file.seated:
        return f"{data.client.display_name} n’a personne dans cette session."
    return sheets.refusal(data)
