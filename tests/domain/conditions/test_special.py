"""Values that one agreement changes for its client."""

from decimal import Decimal as D

import pytest

from trainingdesk.domain.conditions import NO_SPECIAL_TERMS, STATUTORY, Rules, SpecialTerms
from trainingdesk.domain.conditions.rules import Deposit, Payment
from trainingdesk.domain.errors import RuleBroken

RULES = Rules(deposit=Deposit(share=D("0.30")), payment=Payment(days=30))


def test_values_replace_those_of_the_office_and_leave_the_others():
    special = SpecialTerms({"deposit.share": D("0.10"), "payment.days": 45})
    assert special.applied_to(RULES) == Rules(
        deposit=Deposit(share=D("0.10")), payment=Payment(days=45)
    )


def test_no_value_leaves_the_rules_as_they_are():
    assert NO_SPECIAL_TERMS.applied_to(STATUTORY) is STATUTORY


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("late.points", id="a clause that the terms do not have"),
        pytest.param("nothing.share", id="no clause"),
        pytest.param("deposit.nothing", id="no value of the clause"),
        pytest.param("deposit", id="a clause without its value"),
    ],
)
def test_a_value_without_its_clause_is_refused(path):
    with pytest.raises(RuleBroken, match=path) as broken:
        SpecialTerms({path: D(1)}).applied_to(RULES)
    assert broken.value.field == path
