"""Mentions as data: what is missing, and what it means for the paper."""

from dataclasses import dataclass, replace

import pytest

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.mentions.identity import office_mentions
from trainingdesk.domain.mentions.mention import Mention, missing
from trainingdesk.domain.organisation import Organisation


@dataclass(frozen=True)
class Paper:
    """The least that a mention of the office needs."""

    organisation: Organisation


COMPLETE = Organisation(
    name="Aubépine",
    legal_form="SARL",
    siret="00000011700010",
    address=Address(street="1 rue du Puits", postcode="26000", city="Valence"),
    activity_number="84260000026",
    activity_region="Auvergne-Rhône-Alpes",
)


def lacking(**changes):
    paper = Paper(replace(COMPLETE, **changes))
    return [mention.name for mention in missing(office_mentions(), paper)]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        pytest.param({}, [], id="all there"),
        pytest.param({"siret": ""}, ["SIRET de l’organisme"], id="no SIRET"),
        pytest.param({"address": Address()}, ["Adresse de l’organisme"], id="no address"),
        pytest.param({"legal_form": ""}, ["Forme juridique et capital"], id="a firm without form"),
        pytest.param(
            {"legal_form": "", "is_sole_trader": True}, [], id="a sole trader has no form"
        ),
        pytest.param(
            {"activity_number": ""}, ["Numéro de déclaration d’activité"], id="no declaration"
        ),
        pytest.param({"activity_region": ""}, ["Numéro de déclaration d’activité"], id="no region"),
    ],
)
def test_what_the_office_lacks_is_named(changes, names):
    assert lacking(**changes) == names


def test_what_blocks_comes_first_and_says_where_to_enter_it():
    warns = Mention("Capital", "R123-238", "Organisme", lambda _: ())
    blocks = Mention("SIRET", "R123-237", "Organisme", lambda _: ("",), blocks=True)
    found = missing([warns, blocks], None)
    assert [mention.name for mention in found] == ["SIRET", "Capital"]
    assert found[0].sentence == "SIRET : à saisir dans Organisme."
