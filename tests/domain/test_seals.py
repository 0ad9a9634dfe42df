"""Which papers bear the seal, on which days its certificate holds, and when its end is told."""

from datetime import date

import pytest

from trainingdesk.domain.deadlines.office import seal_duties
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.seals import Certificate, OfficeSeal, SealScope

CERTIFICATE = Certificate(
    holder="Atelier",
    issuer="Autorité",
    valid_from=date(2026, 1, 10),
    valid_until=date(2027, 1, 9),
)


@pytest.mark.parametrize(
    ("scope", "marked"),
    [
        (SealScope.NOTHING, []),
        (SealScope.INVOICES, ["invoice"]),
        (SealScope.EVERYTHING, ["invoice", "convention"]),
    ],
)
def test_a_seal_marks_the_papers_of_its_scope(scope, marked):
    seal = OfficeSeal(content=b"", file_name="c.p12", certificate=CERTIFICATE, scope=scope)
    assert [kind for kind in ("invoice", "convention") if seal.marks(kind)] == marked


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2027, 1, 9)], ids=["first", "last"])
def test_a_certificate_holds_from_its_first_day_to_its_last(day):
    assert CERTIFICATE.refuse_on(day) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 9), "qu’à partir du 10/01/2026"),
        (date(2027, 1, 10), "a expiré le 09/01/2027"),
    ],
    ids=["before", "after"],
)
def test_a_certificate_refuses_the_other_days(day, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        CERTIFICATE.refuse_on(day)
    assert refused.value.field == "content"


@pytest.mark.parametrize(
    ("today", "told"),
    [
        pytest.param(date(2026, 12, 9), None, id="31 days before"),
        pytest.param(date(2026, 12, 10), "qui expire le 09/01/2027", id="30 days before"),
        pytest.param(date(2027, 1, 10), "qui a expiré le 09/01/2027", id="once it ended"),
    ],
)
def test_the_end_of_the_certificate_is_told_a_month_before(today, told):
    sentences = [duty.sentence for duty in seal_duties(CERTIFICATE.valid_until, today)]
    wanted = [f"Renouveler le certificat du cachet électronique, {told}"] if told else []
    assert sentences == wanted


def test_an_office_without_seal_is_told_nothing():
    assert list(seal_duties(None, date(2026, 12, 10))) == []
