"""Invoices of public clients on their portal: which go there, what may follow what."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.office_sample import INVOICE_PAPER, TOWN_HALL
from trainingdesk.domain.chorus import (
    ChorusEvent,
    ChorusStatus,
    awaits_deposit,
    check_event,
    goes_through_chorus,
    lacking_numbers,
    lacking_words,
)
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.invoices import Addressee
from trainingdesk.domain.parties import ClientKind

BILL = INVOICE_PAPER.invoice
ISSUED = BILL.issued_on
TODAY = date(2026, 7, 1)
FIRM = replace(TOWN_HALL, kind=ClientKind.COMPANY)
TO_FUND = replace(BILL, payer_funder_id=1, addressed_to=Addressee.FUNDER)
DEMANDING = replace(TOWN_HALL, demands_order=True, demands_engagement=True, demands_service=True)


def event(status, day=date(2026, 6, 2), words=""):
    return ChorusEvent(invoice_id=1, status=status, day=day, words=words)


DEPOSITED = event(ChorusStatus.DEPOSITED)
REJECTED = event(ChorusStatus.REJECTED, words="engagement inconnu")


@pytest.mark.parametrize(
    ("client", "bill", "goes"),
    [
        pytest.param(TOWN_HALL, BILL, True, id="a public body buys"),
        pytest.param(TOWN_HALL, replace(BILL, payer_funder_id=1), True, id="a fund pays for it"),
        pytest.param(TOWN_HALL, TO_FUND, False, id="a fund is invoiced itself"),
        pytest.param(FIRM, BILL, False, id="a firm buys"),
    ],
)
def test_what_a_public_body_buys_goes_through_the_portal(client, bill, goes):
    assert goes_through_chorus(client, bill) is goes


@pytest.mark.parametrize(
    ("wrong", "bill", "former", "field", "words"),
    [
        pytest.param(
            DEPOSITED, replace(BILL, number=None, issued_on=None), [], None, "émise", id="draft"
        ),
        pytest.param(
            event(ChorusStatus.DEPOSITED, date(2026, 7, 2)), BILL, [], "day", "futur", id="future"
        ),
        pytest.param(
            event(ChorusStatus.DEPOSITED, date(2026, 5, 1)),
            BILL,
            [],
            "day",
            "précède la facture",
            id="before the invoice",
        ),
        pytest.param(
            event(ChorusStatus.RECEIVED, date(2026, 6, 1)),
            BILL,
            [DEPOSITED],
            "day",
            "précède l’état précédent",
            id="before the last status",
        ),
        pytest.param(
            event(ChorusStatus.REJECTED), BILL, [DEPOSITED], "words", "motif", id="no reason"
        ),
        pytest.param(
            event(ChorusStatus.SUSPENDED, words=" "),
            BILL,
            [DEPOSITED],
            "words",
            "motif",
            id="an empty reason",
        ),
        pytest.param(
            event(ChorusStatus.PAID), BILL, [], "status", "dépôt", id="paid before deposited"
        ),
    ],
)
def test_a_status_that_cannot_be_is_refused(wrong, bill, former, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        check_event(wrong, bill, former, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("next_one", "former"),
    [
        pytest.param(DEPOSITED, [], id="deposited"),
        pytest.param(event(ChorusStatus.RECEIVED), [DEPOSITED], id="received the same day"),
        pytest.param(REJECTED, [DEPOSITED], id="rejected with its reason"),
        pytest.param(DEPOSITED, [DEPOSITED, REJECTED], id="deposited again"),
    ],
)
def test_a_status_follows_what_is_known(next_one, former):
    assert check_event(next_one, BILL, former, TODAY) is None


@pytest.mark.parametrize(
    ("events", "awaits"),
    [
        pytest.param([], True, id="nothing noted"),
        pytest.param([DEPOSITED], False, id="deposited"),
        pytest.param([DEPOSITED, REJECTED], True, id="rejected"),
        pytest.param([DEPOSITED, REJECTED, DEPOSITED], False, id="deposited again"),
    ],
)
def test_an_invoice_waits_until_it_is_deposited(events, awaits):
    assert awaits_deposit(events) is awaits


@pytest.mark.parametrize(
    ("client", "bill", "lacking"),
    [
        pytest.param(TOWN_HALL, replace(BILL, purchase_order=""), (), id="nothing demanded"),
        pytest.param(DEMANDING, BILL, ("le numéro d’engagement",), id="one is there no"),
        pytest.param(
            DEMANDING,
            replace(BILL, purchase_order=" ", service_code=""),
            ("le numéro de bon de commande", "le numéro d’engagement", "le code service"),
            id="none is there",
        ),
        pytest.param(DEMANDING, replace(TO_FUND, purchase_order=""), (), id="the fund is invoiced"),
    ],
)
def test_the_numbers_that_a_client_demands_are_missed(client, bill, lacking):
    assert lacking_numbers(client, bill) == lacking
    assert bool(lacking_words(client, bill)) == bool(lacking)


def test_what_lacks_is_told_before_the_invoice_is_issued():
    words = lacking_words(DEMANDING, BILL)
    assert words == (
        "Mairie d’Évian-la-Forêt refuse une facture sans le numéro d’engagement : complétez le "
        "brouillon avant de l’émettre."
    )
