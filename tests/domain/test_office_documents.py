"""The office's own papers: what they must say, and when their end is told."""

from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.office_documents import OfficeDocument, OfficeDocumentKind, told_from

DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        pytest.param(OfficeDocumentKind.QUALIOPI, date(2026, 2, 28), id="six months for the audit"),
        pytest.param(OfficeDocumentKind.INSURANCE, date(2026, 8, 1), id="thirty days"),
    ],
)
def test_the_end_of_a_paper_is_told_in_time(kind, first):
    assert told_from(kind, DAY) == first


@pytest.mark.parametrize(
    ("document", "field"),
    [
        pytest.param(OfficeDocument(kind=OfficeDocumentKind.OTHER), "label", id="of no name"),
        pytest.param(
            OfficeDocument(received_on=DAY, valid_until=date(2026, 8, 30)),
            "valid_until",
            id="over before it came",
        ),
    ],
)
def test_a_paper_that_says_nothing_sound_is_refused(document, field):
    with pytest.raises(RuleBroken) as refused:
        document.checked()
    assert refused.value.field == field


def test_a_sound_paper_is_given_back():
    document = OfficeDocument(received_on=DAY, valid_until=DAY)
    assert document.checked() == document
