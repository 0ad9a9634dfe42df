"""The sentences of the papers: shipped, changed by the office, filled in."""

import re

import pytest

from trainingdesk.documents.wording import SHIPPED, Override, Wording, fields_of, shipped_texts
from trainingdesk.domain.errors import RuleBroken

KEY = "convention.effectif_complet"


def test_a_shipped_text_is_filled_in():
    wording = Wording()
    assert "8 stagiaires" in wording(KEY, count="8 stagiaires")
    assert wording.used == {KEY: SHIPPED}


def test_the_wording_of_the_office_is_printed_instead_and_its_version_is_noted():
    wording = Wording({KEY: Override(3, "Ils sont {count}.")})
    assert wording(KEY, count="huit") == "Ils sont huit."
    assert wording.used == {KEY: 3}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Ils sont {nombre}.", id="a field that this text does not have"),
        pytest.param("Ils sont {count.", id="a brace that is not closed"),
        pytest.param("Ils sont {0}.", id="a field without a name"),
        pytest.param("Ils sont {count.__class__}.", id="a way into our objects"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_refused_and_named(body):
    with pytest.raises(RuleBroken, match=re.escape(KEY)) as refusal:
        Wording({KEY: Override(1, body)})(KEY, count="8")
    assert refusal.value.field == KEY


@pytest.mark.parametrize("key", sorted(shipped_texts()))
def test_every_shipped_text_can_be_filled(key):
    body = shipped_texts()[key]
    filled = Wording()(key, **dict.fromkeys(fields_of(body), "…"))
    assert filled
    assert "{" not in filled
