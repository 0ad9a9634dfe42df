"""Who buys, who learns, who employs."""

from datetime import date

import pytest

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.parties import Client, ClientKind, Employment
from trainingdesk.domain.people import Civility

TOWN = Address(street="1 rue Haute\n", postcode="74500", city="Évian")


@pytest.mark.parametrize(
    ("client", "name"),
    [
        (Client(name="Mairie d’Évian", first_name="Zoé"), "Mairie d’Évian"),
        (
            Client(
                name="Roux",
                first_name="Inès",
                civility=Civility.MADAME,
                kind=ClientKind.INDIVIDUAL,
            ),
            "Mme Inès Roux",
        ),
        (Client(name="Roux", kind=ClientKind.INDIVIDUAL), "Roux"),
    ],
    ids=["a firm", "a person", "a last name alone"],
)
def test_the_name_that_papers_print(client, name):
    assert client.display_name == name
    assert client.last_name == client.name


@pytest.mark.parametrize("kind", ClientKind)
def test_only_one_kind_pays_for_himself(kind):
    assert Client(name="x", kind=kind).is_individual is (kind == "individual")


def test_a_client_is_named_by_nine_digits():
    assert Client(name="x", siret="000 000 075 00010").siren == "000000075"


@pytest.mark.parametrize(
    ("billing", "expected"), [(None, TOWN), (Address(city="Lyon"), Address(city="Lyon"))]
)
def test_where_invoices_go(billing, expected):
    assert Client(name="x", address=TOWN, billing=billing).billing_address == expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "covers"),
    [
        (None, None, True),
        (date(2026, 5, 18), None, True),
        (date(2026, 5, 19), None, False),
        (None, date(2026, 5, 18), True),
        (None, date(2026, 5, 17), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_days_that_an_employment_covers(starts_on, ends_on, covers):
    job = Employment(trainee_id=1, client_id=1, starts_on=starts_on, ends_on=ends_on)
    assert job.covers(date(2026, 5, 18)) is covers


@pytest.mark.parametrize(
    ("address", "line", "complete"),
    [
        (TOWN, "1 rue Haute, 74500 Évian", True),
        (Address(), "", False),
        (Address(city="Évian"), "Évian", False),
        (Address(street="Rue A\nBât. B", postcode="1200", city="Genève", country="Suisse"),
         "Rue A, Bât. B, 1200 Genève, SUISSE", True),
        (Address(street="x", postcode="1", city="y", country="FRANCE"), "x, 1 y", True),
    ],
    ids=["a town", "nothing", "a town alone", "abroad", "France in capitals"],
)  # fmt: skip
def test_an_address_on_one_line(address, line, complete):
    assert (str(address), address.is_complete) == (line, complete)
