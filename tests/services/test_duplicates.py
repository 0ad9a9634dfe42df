"""Clients that may be the one being typed."""

import pytest

from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.services import duplicates, parties
from trainingdesk.services.office import open_office


@pytest.fixture
def office():
    opened = open_office(":memory:")
    parties.save_client(opened, Client(name="Dupont S.A.R.L.", siret=sample_siret(31)))
    parties.save_client(
        opened, Client(name="Lefèvre", first_name="Zoé", kind=ClientKind.INDIVIDUAL)
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param(Client(name="DUPONT"), ["Dupont S.A.R.L."], id="same name"),
        pytest.param(
            Client(name="Autre", siret=sample_siret(31)), ["Dupont S.A.R.L."], id="same SIRET"
        ),
        pytest.param(Client(name="Lefevre", first_name="Zoe"), ["Zoé Lefèvre"], id="same person"),
        pytest.param(Client(name="Lefèvre"), [], id="same last name only"),
        pytest.param(Client(name=""), [], id="nothing typed"),
        pytest.param(Client(id=1, name="Dupont"), [], id="the client itself"),
    ],
)
def test_a_client_that_exists_already_is_found(office, typed, found):
    assert [other.display_name for other in duplicates.like_client(office, typed)] == found
