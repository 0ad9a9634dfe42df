"""What comes in, and what a phone call is worth."""

from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind

TODAY = date(2026, 4, 10)


def test_what_came_today_in_writing_is_kept():
    receipt = Receipt(kind=ReceiptKind.SIGNED_TERMS, received_on=TODAY, channel=Channel.FAX)
    assert receipt.checked(TODAY) is receipt


def test_an_announcement_may_come_by_phone():
    receipt = Receipt(kind=ReceiptKind.CANCELLATION, received_on=TODAY, channel=Channel.PHONE)
    assert receipt.checked(TODAY) is receipt


def test_nothing_comes_tomorrow():
    with pytest.raises(RuleBroken, match="dans le futur") as refusal:
        Receipt(kind=ReceiptKind.INSURANCE, received_on=date(2026, 4, 11)).checked(TODAY)
    assert refusal.value.field == "received_on"


@pytest.mark.parametrize(
    "kind", ["signed_proposal", "signed_terms", "signed_agreement", "handed_over"]
)
def test_no_signature_comes_by_phone(kind):
    receipt = Receipt(kind=ReceiptKind(kind), received_on=TODAY, channel=Channel.PHONE)
    with pytest.raises(RuleBroken, match="ne se reçoit pas par téléphone") as refusal:
        receipt.checked(TODAY)
    assert refusal.value.field == "channel"
