"""What a funder is used to: papers in order, and until when its money may be claimed."""

from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.funder_habits import ClaimPaper, ClaimPapers, ClaimStart, FunderHabits

ENDS, AGREED = date(2026, 5, 19), date(2026, 4, 2)


def test_papers_stand_once_and_in_the_order_of_the_register():
    papers = ClaimPapers((ClaimPaper.INVOICE, ClaimPaper.CONVENTION, ClaimPaper.INVOICE))
    checked = FunderHabits(papers=papers).checked()
    assert checked.papers.keys == (ClaimPaper.CONVENTION, ClaimPaper.INVOICE)


@pytest.mark.parametrize("days", [0, -3])
def test_a_limit_leaves_at_least_a_day(days):
    with pytest.raises(RuleBroken) as refused:
        FunderHabits(claim_days=days).checked()
    assert refused.value.field == "habits_claim_days"


@pytest.mark.parametrize(
    ("habits", "ends_on", "agreed_on", "last_day"),
    [
        pytest.param(FunderHabits(), ENDS, AGREED, None, id="no limit"),
        pytest.param(FunderHabits(claim_days=60), ENDS, AGREED, date(2026, 7, 18), id="end"),
        pytest.param(
            FunderHabits(claim_days=60, claim_from=ClaimStart.AGREEMENT),
            ENDS,
            AGREED,
            date(2026, 6, 1),
            id="agreement",
        ),
        pytest.param(FunderHabits(claim_days=60), None, AGREED, None, id="no date yet"),
        pytest.param(
            FunderHabits(claim_days=60, claim_from=ClaimStart.AGREEMENT),
            ENDS,
            None,
            None,
            id="day of the agreement unknown",
        ),
    ],
)
def test_the_last_day_to_claim_counts_from_the_end_or_the_agreement(
    habits, ends_on, agreed_on, last_day
):
    assert habits.last_claim_day(ends_on, agreed_on) == last_day
