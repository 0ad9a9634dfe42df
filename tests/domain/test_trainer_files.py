"""What the file of a trainer must hold, by who teaches and for how much."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.teaching import TrainerDocument, TrainerDocumentKind, TrainerKind
from trainingdesk.domain.trainer_files import Standing, Work, ends_on, kind_of, lacks, needs

TODAY = date(2026, 5, 18)
CV, DIPLOMA, DECLARATION, VIGILANCE, INSURANCE, QUALIOPI, REGISTRATION = TrainerDocumentKind
INTERNAL, BOUGHT = TrainerKind
USUAL = [CV, DIPLOMA, DECLARATION, INSURANCE]


def paper(kind, **changes):
    return replace(TrainerDocument(trainer_id=1, kind=kind), **changes)


def told(found):
    return [(lack.kind, lack.standing, lack.on) for lack in found]


@pytest.mark.parametrize(
    ("kind", "work", "wanted"),
    [
        pytest.param(INTERNAL, Work(largest=D(9000)), [CV, DIPLOMA], id="internal"),
        pytest.param(BOUGHT, Work(), USUAL, id="subcontractor"),
        pytest.param(BOUGHT, Work(largest=D("4999.99")), USUAL, id="below the threshold"),
        pytest.param(
            BOUGHT, Work(largest=D(5000)), [*USUAL, VIGILANCE, REGISTRATION], id="at the threshold"
        ),
        pytest.param(BOUGHT, Work(is_cpf=True), [*USUAL, QUALIOPI], id="paid by the CPF"),
    ],
)
def test_each_trainer_needs_papers_for_what_is_entrusted(kind, work, wanted):
    assert [need.kind for need in needs(kind, work)] == wanted
    assert all(need.article for need in needs(kind, work))


def test_an_empty_file_lacks_all():
    assert told(lacks(BOUGHT, [], TODAY)) == [(kind, Standing.MISSING, None) for kind in USUAL]


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        pytest.param(-1, Standing.ENDED, id="ended yesterday"),
        pytest.param(0, Standing.ENDING, id="ends today"),
        pytest.param(30, Standing.ENDING, id="ends in thirty days"),
        pytest.param(31, None, id="ends later"),
    ],
)
def test_what_ends_is_told_a_month_ahead(days, standing):
    until = TODAY + timedelta(days=days)
    held = [paper(CV), paper(DIPLOMA), paper(QUALIOPI, valid_until=until)]
    wanted = [] if standing is None else [(QUALIOPI, standing, until)]
    assert told(lacks(INTERNAL, held, TODAY)) == wanted


def test_a_paper_must_last_until_the_work_does():
    until = TODAY + timedelta(days=60)
    held = [paper(CV), paper(DIPLOMA, valid_until=until)]
    work = Work(until=until + timedelta(days=1))
    assert told(lacks(INTERNAL, held, TODAY, work)) == [(DIPLOMA, Standing.ENDING, until)]
    assert lacks(INTERNAL, held, TODAY, replace(work, until=until)) == ()


def test_the_latest_paper_of_a_kind_counts():
    old = paper(CV, valid_until=TODAY - timedelta(days=9))
    later = paper(CV, valid_until=TODAY + timedelta(days=300))
    assert lacks(INTERNAL, [old, later, paper(DIPLOMA)], TODAY) == ()
    assert lacks(INTERNAL, [old, paper(CV), paper(DIPLOMA)], TODAY) == ()


def test_a_paper_without_end_replaces_none_that_came_later():
    lasting = paper(CV, received_on=date(2024, 3, 1))
    later = paper(CV, received_on=date(2025, 3, 1), valid_until=TODAY - timedelta(days=9))
    held = [lasting, later, paper(DIPLOMA)]
    assert told(lacks(INTERNAL, held, TODAY)) == [(CV, Standing.ENDED, later.valid_until)]
    assert lacks(INTERNAL, [*held, paper(CV, received_on=date(2025, 4, 1))], TODAY) == ()


def test_a_vigilance_certificate_is_good_six_months():
    received = paper(VIGILANCE, received_on=date(2026, 1, 31))
    assert ends_on(received) == date(2026, 7, 31)
    assert ends_on(replace(received, valid_until=TODAY)) == TODAY
    assert ends_on(replace(received, received_on=None)) is None
    assert ends_on(paper(CV, received_on=TODAY)) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("Attestation_URSSAF 2026.pdf", VIGILANCE, id="vigilance"),
        pytest.param("Diplôme-Master.PDF", DIPLOMA, id="diploma"),
        pytest.param("CV Marc.pdf", CV, id="curriculum"),
        pytest.param("RC pro 2026.jpg", INSURANCE, id="insurance"),
        pytest.param("avis-sirene.pdf", REGISTRATION, id="registration"),
        pytest.param("Récépissé DREETS.pdf", DECLARATION, id="declaration"),
        pytest.param("certificat Qualiopi.pdf", QUALIOPI, id="certificate"),
        pytest.param("scan0001.pdf", None, id="anything"),
    ],
)
def test_a_file_is_known_by_its_name(name, kind):
    assert kind_of(name) is kind


def test_a_paper_that_ends_before_it_came_is_refused():
    good = paper(CV, received_on=TODAY, valid_until=TODAY)
    assert good.checked() == good
    with pytest.raises(RuleBroken) as refused:
        replace(good, valid_until=TODAY - timedelta(days=1)).checked()
    assert refused.value.field == "valid_until"
