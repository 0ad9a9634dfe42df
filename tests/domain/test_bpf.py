"""Which line of frame C a sale is proposed for (cerfa 10443)."""

import pytest

from trainingdesk.domain.bpf import origin
from trainingdesk.domain.invoices import BpfOrigin
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.parties import ClientKind, FunderKind

TRAINING = LineKind.TRAINING


@pytest.mark.parametrize(
    ("line", "client", "funder", "expected"),
    [
        (TRAINING, ClientKind.COMPANY, None, BpfOrigin.COMPANIES),
        (TRAINING, ClientKind.INDIVIDUAL, None, BpfOrigin.INDIVIDUALS),
        (TRAINING, ClientKind.PUBLIC_BODY, None, BpfOrigin.PUBLIC_AGENTS),
        (TRAINING, ClientKind.TRAINING_OFFICE, None, BpfOrigin.TRAINING_OFFICES),
        (TRAINING, ClientKind.COMPANY, FunderKind.OPCO, BpfOrigin.SKILLS_PLAN),
        (TRAINING, ClientKind.INDIVIDUAL, FunderKind.CDC, BpfOrigin.CPF),
        (LineKind.MEALS, ClientKind.COMPANY, None, BpfOrigin.COMPANIES),
        (LineKind.COACHING, ClientKind.COMPANY, FunderKind.OPCO, BpfOrigin.OUTSIDE),
        (LineKind.ROOM, ClientKind.INDIVIDUAL, None, BpfOrigin.OUTSIDE),
    ],
)
def test_the_origin_of_the_money(line, client, funder, expected):
    assert origin(line, client, funder) is expected


@pytest.mark.parametrize("funder", FunderKind)
def test_every_fund_has_a_line_of_its_own(funder):
    found = origin(TRAINING, ClientKind.COMPANY, funder)
    assert found not in {BpfOrigin.COMPANIES, BpfOrigin.OUTSIDE}
