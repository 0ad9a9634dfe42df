"""What may be kept with a session."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_documents import (
    LARGEST,
    SessionDocument,
    SessionDocumentKind,
)

TODAY = date(2026, 5, 20)
SCAN = SessionDocument(
    session_id=1,
    kind=SessionDocumentKind.ATTENDANCE_SHEET,
    label="Feuille d’émargement",
    received_on=TODAY,
    file_name="scan.pdf",
    content=b"%PDF-1.7".ljust(100),
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.4", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n...", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0", id="JPEG"),
    ],
)
def test_a_scan_passes_whatever_it_is_called(content):
    named = replace(SCAN, content=content, file_name="SCAN0001")
    assert named.checked(TODAY) is named


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"content": b""}, "est vide", id="empty"),
        pytest.param({"content": None}, "est vide", id="nothing"),
        pytest.param({"content": b"PK\x03\x04"}, "ni un PDF ni une image", id="a text document"),
        pytest.param({"content": b"%PDF" + bytes(LARGEST)}, "dépasse 20 Mo", id="too large"),
        pytest.param({"received_on": date(2026, 5, 21)}, "dans le futur", id="tomorrow"),
    ],
)
def test_what_is_no_scan_is_refused_plainly(changes, said):
    with pytest.raises(RuleBroken, match=said):
        replace(SCAN, **changes).checked(TODAY)


def test_a_list_of_connections_may_be_a_table():
    table = replace(SCAN, kind=SessionDocumentKind.CONNECTION_LOG, content=b"Name,Join Time")
    assert table.checked(TODAY) is table
