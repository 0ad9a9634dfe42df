"""The accounts, journals and codes of an office."""

from dataclasses import replace

import pytest

from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.payments import PaymentMeans

CHART = ChartOfAccounts()
BANK = CHART.bank


def with_till(code, name, account):
    return {"tills": {**CHART.tills, PaymentMeans.CASH: Till(Journal(code, name), account)}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"receivable": "clients"}, "receivable", id="letters"),
        pytest.param({"deposits": "41"}, "deposits", id="two digits"),
        pytest.param({"waiting": "471 000"}, "waiting", id="a space"),
        pytest.param({"tva": {"20": "TVA"}}, "tva_20", id="tax"),
        pytest.param(
            {"sales": {**CHART.sales, LineKind.TRAINING: ""}}, "sales_training", id="none"
        ),
        pytest.param(with_till("CA", "Caisse", "caisse"), "tills_cash", id="till"),
        pytest.param({"sales_journal": Journal(" ", "Ventes")}, "journals", id="no code"),
        pytest.param(with_till("CA", "", "530000"), "journals", id="no name"),
        pytest.param(with_till("BQ", "Caisse", "530000"), "journals", id="two names"),
        pytest.param(with_till("VE", "Ventes", "530000"), "journals", id="money among sales"),
        pytest.param({"client_code": "CLIENT"}, "client_code", id="no zero"),
        pytest.param({"funder_code": "C000"}, "funder_code", id="same letters"),
        pytest.param({"own_codes": {"C1": "X", "F2": "X"}}, "own_codes", id="one code for two"),
    ],
)
def test_what_is_no_account_no_journal_and_no_code_is_refused(changes, field):
    with pytest.raises(RuleBroken) as refused:
        replace(CHART, **changes).checked()
    assert refused.value.field == field


def test_the_usual_chart_is_a_chart():
    assert CHART.checked() is CHART
    assert {journal.code for journal in CHART.journals} == {"VE", "BQ", "CH", "CB", "CA", "OD"}


def test_means_may_share_a_journal_and_an_account():
    tills = dict.fromkeys(PaymentMeans, BANK)
    assert replace(CHART, tills=tills).checked().names()["512000"] == "Banque"


def test_an_account_has_one_name_whatever_is_written_to_it():
    names = CHART.names()
    assert names["708800"] == "Autres produits"
    assert names["708500"] == "Frais refacturés"
    assert replace(CHART, tva={"10": "445710"}).names()["445710"] == "TVA collectée"


def test_other_accounts_are_taken_by_their_fields_and_the_rest_stays():
    taken = CHART.taking({"receivable": "411100", "sales_travel": "625100"})
    assert taken == replace(
        CHART, receivable="411100", sales={**CHART.sales, LineKind.TRAVEL: "625100"}
    )
    assert set(CHART.taken) <= {field for field, _account, _name in CHART.accounts()}
