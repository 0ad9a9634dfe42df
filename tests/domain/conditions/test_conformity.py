"""The rules of sale held against the law."""

from dataclasses import fields, replace
from decimal import Decimal as D

import pytest
from hypothesis import given

from tests.support.conditions_strategy import rules
from trainingdesk.domain.conditions import STATUTORY, Rules
from trainingdesk.domain.conditions.clauses import TITLES
from trainingdesk.domain.conditions.conformity import (
    Finding,
    Level,
    findings,
    house_rules_findings,
    worst,
)
from trainingdesk.domain.conditions.kinds import (
    Base,
    Court,
    DataRight,
    DayUnit,
    DepositMoment,
    ForceMajeureDue,
    HouseRulesRemedy,
    IndividualDeposit,
    IndividualPayment,
    LatePostponement,
    LateReference,
    Naming,
    PaymentMoment,
    RecoveryScope,
    WithdrawalScope,
)
from trainingdesk.domain.conditions.rules import (
    Absence,
    Cancellation,
    Deposit,
    Discipline,
    Disputes,
    ELearning,
    ForceMajeure,
    Formation,
    FunderTerms,
    Interruption,
    Late,
    Liability,
    OfficeCancellation,
    Payment,
    PersonalData,
    Postponement,
    Publicity,
    Recovery,
    Tier,
    Withdrawal,
)
from trainingdesk.french import euros
from trainingdesk.services.profiles import load_profile

FAULT, ADVICE = Level.FAULT, Level.ADVICE


def with_rules(**clauses):
    """What the law supplies, and clauses of an office's own."""
    return replace(STATUTORY, **clauses)


def told(asked):
    return {(found.level, found.rule, found.article) for found in findings(asked)}


def only(asked, rule):
    (found,) = (each for each in findings(asked) if each.rule == rule)
    return found


@pytest.mark.parametrize(
    ("office", "faults"),
    [
        pytest.param(
            "lexom",
            {
                ("deposit_individual", "L6353-6"),
                ("withdrawal_scope", "L6353-5"),
                ("force_majeure_individual", "L6353-7"),
                ("recovery_indemnity_scope", "L441-10"),
            },
            id="a deposit from all, and a withdrawal for orders on the site",
        ),
        pytest.param(
            "digiactif",
            {
                ("late_rate", "L441-10"),
                ("recovery_indemnity", "L441-10"),
                ("prepayment_individual", "L6353-6"),
                ("withdrawal_missing", "L6353-5"),
            },
            id="the whole price before, and a low rate",
        ),
        pytest.param(
            "ilmis",
            {
                ("access_in_withdrawal", "C. conso. L221-25"),
                ("withdrawal_missing", "L6353-5"),
            },
            id="an access that opens at once",
        ),
        pytest.param("rivage", set(), id="an office that asks what the law allows"),
    ],
)
def test_a_shipped_office_has_the_faults_of_its_terms_and_no_other(office, faults):
    found = findings(load_profile(office).rules)
    assert {(each.rule, each.article) for each in found if each.level is FAULT} == faults


def test_what_the_law_supplies_has_nothing_to_change():
    assert findings(STATUTORY) == ()


@given(rules())
def test_any_rules_are_judged_with_faults_first_and_every_text(drawn):
    found = findings(drawn)
    assert len({each.rule for each in found}) == len(found)
    assert [each.level for each in found] == sorted((e.level for e in found), reverse=True)
    for each in found:
        assert each.clause in TITLES
        assert all(getattr(each, text.name) for text in fields(Finding))
        assert each.sentence.endswith(".")
        assert each.change.endswith(".")


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        # What an individual is granted.
        pytest.param(
            {"withdrawal": None},
            (FAULT, "withdrawal_missing", "L6353-5"),
            id="no withdrawal",
        ),
        pytest.param(
            {"withdrawal": Withdrawal(scope=WithdrawalScope.DISTANCE)},
            (FAULT, "withdrawal_scope", "L6353-5"),
            id="withdrawal at a distance only",
        ),
        pytest.param(
            {"withdrawal": Withdrawal(days=9)},
            (FAULT, "withdrawal_days", "L6353-5"),
            id="nine days",
        ),
        pytest.param(
            {"withdrawal": Withdrawal(days=13)},
            (FAULT, "withdrawal_days", "C. conso. L221-18"),
            id="thirteen days",
        ),
        pytest.param(
            {
                "deposit": Deposit(
                    share=D("0.2"),
                    moment=DepositMoment.BEFORE_START,
                    individuals=IndividualDeposit.AS_OTHERS,
                )
            },
            (FAULT, "deposit_individual", "L6353-6"),
            id="a deposit from individuals as from others",
        ),
        pytest.param(
            {"deposit": Deposit(share=D("0.31"))},
            (FAULT, "deposit_individual", "L6353-6"),
            id="more than thirty per cent",
        ),
        pytest.param(
            {
                "payment": Payment(
                    moment=PaymentMoment.BEFORE_START, individuals=IndividualPayment.AS_OTHERS
                )
            },
            (FAULT, "prepayment_individual", "L6353-6"),
            id="the whole price before the start",
        ),
        pytest.param(
            {"payment": Payment(individuals=IndividualPayment.AS_OTHERS)},
            (ADVICE, "staging_individual", "L6353-6"),
            id="one payment after the invoice",
        ),
        pytest.param(
            {"force_majeure": ForceMajeure(due=ForceMajeureDue.AS_POSTPONED)},
            (FAULT, "force_majeure_individual", "L6353-7"),
            id="force majeure is a postponement",
        ),
        pytest.param(
            {
                "postponement": Postponement(
                    even_in_force_majeure=True, too_late=LatePostponement.WHOLE_PRICE
                )
            },
            (FAULT, "force_majeure_individual", "L6353-7"),
            id="a postponement at the whole price in force majeure",
        ),
        pytest.param(
            {
                "postponement": Postponement(even_in_force_majeure=True),
                "cancellation": Cancellation(tiers=(Tier(share=D("0.5")),)),
            },
            (FAULT, "force_majeure_individual", "L6353-7"),
            id="a postponement at the cost of cancelling in force majeure",
        ),
        pytest.param(
            {"elearning": ELearning(access_hours=335)},
            (FAULT, "access_in_withdrawal", "C. conso. L221-25"),
            id="an access within fourteen days",
        ),
        pytest.param(
            {"elearning": ELearning(access_hours=336), "withdrawal": Withdrawal(days=15)},
            (FAULT, "access_in_withdrawal", "C. conso. L221-25"),
            id="an access within the office's own longer days",
        ),
        pytest.param(
            {"liability": Liability(capped_at_price=True)},
            (FAULT, "liability_consumer", "C. conso. R212-1"),
            id="liability capped towards consumers",
        ),
        # Between professionals.
        pytest.param(
            {"payment": Payment(days=61)},
            (FAULT, "payment_term", "L441-10"),
            id="sixty-one days",
        ),
        pytest.param(
            {"late": None},
            (FAULT, "late_rate_missing", "L441-10"),
            id="payment without late interest",
        ),
        pytest.param(
            {"late": Late(reference=LateReference.LEGAL, multiple=D("2.9"), points=D(0))},
            (FAULT, "late_rate", "L441-10"),
            id="under three legal rates",
        ),
        pytest.param(
            {"late": Late(multiple=D(0), points=D(0))},
            (FAULT, "late_rate", "L441-10"),
            id="no rate at all",
        ),
        pytest.param(
            {"late": Late(reference=LateReference.LEGAL, multiple=D(2), points=D(3))},
            (ADVICE, "late_rate", "L441-10"),
            id="two legal rates and points that may do",
        ),
        pytest.param(
            {"late": Late(points=D(5))},
            (ADVICE, "late_rate", "L441-10"),
            id="few points without a floor",
        ),
        pytest.param(
            {"recovery": None},
            (FAULT, "recovery_indemnity", "L441-10"),
            id="no indemnity",
        ),
        pytest.param(
            {"payment": None, "recovery": None},
            (FAULT, "recovery_indemnity", "L441-10"),
            id="late interest without indemnity",
        ),
        pytest.param(
            {"recovery": Recovery(amount=D("39.99"))},
            (FAULT, "recovery_indemnity", "D441-5"),
            id="under forty euros",
        ),
        pytest.param(
            {"recovery": Recovery(scope=RecoveryScope.LEGAL_PERSONS)},
            (FAULT, "recovery_indemnity_scope", "L441-10"),
            id="legal persons only",
        ),
        # Discipline.
        pytest.param(
            {"discipline": Discipline(sanctions=())},
            (FAULT, "discipline_sanctions", "L6352-4"),
            id="no sanction named",
        ),
        pytest.param(
            {"discipline": Discipline(clear_days=0)},
            (FAULT, "discipline_too_soon", "R6352-6"),
            id="no clear day",
        ),
        pytest.param(
            {"discipline": Discipline(latest_days=16)},
            (FAULT, "discipline_too_late", "R6352-6"),
            id="sixteen days",
        ),
        pytest.param(
            {"discipline": Discipline(clear_days=5, latest_days=5)},
            (ADVICE, "discipline_window", "R6352-6"),
            id="no day left to decide",
        ),
        # What may be challenged or misread.
        pytest.param(
            {"cancellation": Cancellation(tiers=(Tier(),))},
            (ADVICE, "whole_price_consumer", "C. conso. R212-2"),
            id="the whole price for cancelling",
        ),
        pytest.param(
            {"postponement": Postponement(too_late=LatePostponement.WHOLE_PRICE)},
            (ADVICE, "whole_price_consumer", "C. conso. R212-2"),
            id="the whole price for postponing",
        ),
        pytest.param(
            {"absence": Absence()},
            (ADVICE, "whole_price_consumer", "C. conso. R212-2"),
            id="the whole price for being absent",
        ),
        pytest.param(
            {"interruption": Interruption()},
            (ADVICE, "whole_price_consumer", "C. conso. R212-2"),
            id="the whole price for giving up",
        ),
        pytest.param(
            {
                "deposit": Deposit(share=D("0.3")),
                "cancellation": Cancellation(tiers=(Tier(share=D("0.5"), base=Base.DEPOSIT),)),
            },
            (ADVICE, "deposit_kept_consumer", "C. conso. R212-2"),
            id="a deposit kept on one side",
        ),
        pytest.param(
            {
                "deposit": Deposit(share=D("0.3")),
                "postponement": Postponement(keeps_deposit=True),
                "office_cancellation": OfficeCancellation(),
            },
            (ADVICE, "deposit_kept_consumer", "C. conso. R212-2"),
            id="a deposit kept for postponing",
        ),
        pytest.param(
            {"publicity": Publicity(naming=Naming.UNLESS_OBJECTED)},
            (ADVICE, "naming_individual", "RGPD art. 6"),
            id="named unless he objected",
        ),
        pytest.param(
            {"disputes": Disputes(court=Court.COMMERCIAL)},
            (ADVICE, "court_traders", "CPC 48"),
            id="a commercial court",
        ),
        pytest.param(
            {"disputes": Disputes(non_professionals_excepted=False)},
            (ADVICE, "court_consumer", "C. conso. R631-3"),
            id="one court for consumers too",
        ),
        pytest.param(
            {"disputes": Disputes()},
            (ADVICE, "mediator_missing", "C. conso. L616-1"),
            id="no mediator",
        ),
        pytest.param(
            {"formation": Formation(special_terms_denied_elsewhere=True)},
            (ADVICE, "special_terms_denied", "C. civ. 1119"),
            id="special terms allowed and denied",
        ),
        pytest.param(
            {"cancellation": Cancellation(tiers=(Tier(share=D("0.5")),), unit=DayUnit.MON_SAT)},
            (ADVICE, "day_units", "C. conso. L211-1"),
            id="a notice in jours ouvrables",
        ),
        pytest.param(
            {"funder": FunderTerms(answer_notice=1)},
            (ADVICE, "day_units", "C. conso. L211-1"),
            id="a funder's answer in jours ouvrables",
        ),
        pytest.param(
            {"interruption": Interruption(house_rules_remedy=HouseRulesRemedy.POSTPONED_OR_REPLAY)},
            (ADVICE, "house_rules_differ", "L6353-4"),
            id="house rules that answer otherwise",
        ),
        pytest.param(
            {"personal_data": PersonalData(retention_years=9)},
            (ADVICE, "retention", "C. com. L123-22"),
            id="nine years",
        ),
        pytest.param(
            {"personal_data": PersonalData(rights=(DataRight.ACCESS,))},
            (ADVICE, "data_rights", "RGPD art. 13"),
            id="one right only",
        ),
    ],
)
def test_a_clause_against_the_law_is_found(clauses, expected):
    assert expected in told(with_rules(**clauses))


ALL_RIGHTS = tuple(right for right in DataRight if right is not DataRight.CONSENT_WITHDRAWAL)


@pytest.mark.parametrize(
    "clauses",
    [
        pytest.param({"withdrawal": Withdrawal(days=14)}, id="fourteen days for all"),
        pytest.param({"deposit": Deposit(share=D("0.30"))}, id="thirty per cent afterwards"),
        pytest.param(
            {
                "payment": Payment(
                    moment=PaymentMoment.END_OF_TRAINING, individuals=IndividualPayment.AS_OTHERS
                )
            },
            id="payment at the end",
        ),
        pytest.param({"payment": Payment(days=60)}, id="sixty days"),
        pytest.param(
            {"payment": Payment(moment=PaymentMoment.ON_RECEIPT, days=90)},
            id="days that do not count on receipt",
        ),
        pytest.param({"payment": None, "late": None, "recovery": None}, id="nothing about paying"),
        pytest.param(
            {"late": Late(reference=LateReference.LEGAL, multiple=D(3), points=D(0))},
            id="three legal rates",
        ),
        pytest.param({"late": Late(points=D(0), floor_multiple=D(3))}, id="a floor"),
        pytest.param(
            {"force_majeure": ForceMajeure(), "postponement": Postponement()},
            id="force majeure apart from postponing",
        ),
        pytest.param(
            {
                "postponement": Postponement(even_in_force_majeure=True),
                "cancellation": Cancellation(tiers=(Tier(share=D(0)),)),
            },
            id="a postponement that costs nothing",
        ),
        pytest.param({"elearning": ELearning(access_hours=336)}, id="access afterwards"),
        pytest.param({"elearning": ELearning()}, id="access at no set time"),
        pytest.param(
            {"elearning": ELearning(access_hours=1, express_request=True)},
            id="access on express request",
        ),
        pytest.param({"discipline": Discipline()}, id="one clear day and fifteen days"),
        pytest.param(
            {"cancellation": Cancellation(tiers=(Tier(share=D("0.99")),))}, id="nearly all"
        ),
        pytest.param(
            {
                "deposit": Deposit(share=D("0.3")),
                "cancellation": Cancellation(tiers=(Tier(base=Base.DEPOSIT),)),
                "office_cancellation": OfficeCancellation(indemnity=True),
            },
            id="an indemnity on both sides",
        ),
        pytest.param({"interruption": Interruption(share_due=D("0.5"))}, id="half for giving up"),
        pytest.param({"liability": Liability()}, id="liability without a cap"),
        pytest.param(
            {"liability": Liability(capped_at_price=True, consumers_excepted=True)},
            id="a cap that leaves consumers out",
        ),
        pytest.param({"publicity": Publicity()}, id="prior consent"),
        pytest.param({"disputes": Disputes(mediator=True)}, id="a mediator"),
        pytest.param(
            {"formation": Formation(special_terms=False, special_terms_denied_elsewhere=True)},
            id="special terms nowhere",
        ),
        pytest.param({"funder": FunderTerms()}, id="a funder without a delay"),
        pytest.param(
            {"personal_data": PersonalData(retention_years=10, rights=ALL_RIGHTS)},
            id="ten years and every right",
        ),
        pytest.param({"personal_data": PersonalData(rights=ALL_RIGHTS)}, id="no set time"),
    ],
)
def test_a_clause_within_the_law_is_left_alone(clauses):
    assert told(with_rules(**clauses)) == set()


def test_the_figures_found_and_required_are_given():
    late = Late(reference=LateReference.LEGAL, multiple=D("1.5"), points=D(0))
    found = only(with_rules(late=late), "late_rate")
    assert (found.found, found.required) == (
        "1,5 fois le taux légal",
        "3 fois le taux légal au moins",
    )


def test_a_floor_too_low_is_the_figure_found():
    late = Late(reference=LateReference.LEGAL, multiple=D(1), points=D(0), floor_multiple=D("2.5"))
    assert only(with_rules(late=late), "late_rate").found == "2,5 fois le taux légal"


def test_an_indemnity_too_low_is_told_with_both_amounts():
    found = only(with_rules(recovery=Recovery(amount=D(30))), "recovery_indemnity")
    assert (found.found, found.required) == (
        f"{euros(D(30))} par facture",
        f"{euros(D(40))} par facture",
    )


def test_a_deposit_early_and_high_is_one_finding_with_two_changes():
    deposit = Deposit(share=D("0.5"), individuals=IndividualDeposit.AS_OTHERS)
    change = only(with_rules(deposit=deposit), "deposit_individual").change
    assert "après la rétractation et ne leur demandez pas plus de 30" in change


def test_force_majeure_in_two_clauses_is_one_finding():
    asked = with_rules(
        force_majeure=ForceMajeure(due=ForceMajeureDue.AS_POSTPONED),
        postponement=Postponement(
            even_in_force_majeure=True, too_late=LatePostponement.WHOLE_PRICE
        ),
    )
    assert only(asked, "force_majeure_individual").clause == "force_majeure"


def test_two_units_of_days_are_named_together():
    asked = with_rules(
        cancellation=Cancellation(tiers=(Tier(share=D("0.5")),), unit=DayUnit.MON_SAT),
        funder=FunderTerms(answer_notice=5, answer_unit=DayUnit.MON_FRI),
    )
    assert only(asked, "day_units").found == "délais en jours ouvrables et jours ouvrés"


def test_the_cases_that_owe_the_whole_price_are_told_together():
    asked = with_rules(absence=Absence(), interruption=Interruption())
    assert only(asked, "whole_price_consumer").found.endswith(
        "du prix en cas d’absence et en cas d’abandon"
    )


def test_the_gravest_level_marks_a_clause():
    found = findings(
        with_rules(
            recovery=Recovery(amount=D(1), scope=RecoveryScope.LEGAL_PERSONS),
            discipline=Discipline(clear_days=20, latest_days=16),
            disputes=Disputes(),
        )
    )
    assert worst(found) == {"recovery": FAULT, "discipline": FAULT, "disputes": ADVICE}
    assert worst(reversed(found)) == worst(found)


# House rules -------------------------------------------------------------------------------------

COMPLETE = """Santé et sécurité : chacun suit les consignes de l’organisme.
Toute sanction suit un entretien où les griefs sont dits.
Les amendes et sanctions pécuniaires sont interdites.
Au-delà de 500 heures, les stagiaires élisent un délégué et son suppléant.
"""


def house_rules(text, **clauses):
    return {found.rule for found in house_rules_findings(with_rules(**clauses), text)}


def test_house_rules_that_say_what_they_must_are_left_alone():
    assert house_rules(COMPLETE) == set()


@pytest.mark.parametrize("text", [pytest.param(None, id="none"), pytest.param(" \n", id="empty")])
def test_house_rules_that_are_not_there_are_asked_for(text):
    assert house_rules(text) == {"house_rules_missing"}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        pytest.param("sécurité", "tranquillité", "house_rules_safety", id="safety"),
        pytest.param("sanction ", "mesure ", "house_rules_discipline", id="sanctions"),
        pytest.param("griefs", "raisons", "house_rules_hearing", id="hearing"),
        pytest.param("délégué", "ami", "house_rules_representation", id="representation"),
        pytest.param("500 heures", "200 heures", "house_rules_threshold", id="old threshold"),
        pytest.param("interdites", "prévues", "house_rules_fine", id="fines"),
    ],
)
def test_what_lacks_in_house_rules_is_told(before, after, rule):
    text = COMPLETE.replace("un entretien où les", "un débat où les").replace(
        "et sanctions pécuniaires", ""
    )
    assert rule in house_rules(text.replace(before, after))


def test_a_discipline_in_values_needs_no_words_in_the_text():
    assert house_rules("Santé, sécurité, délégués.", discipline=Discipline()) == set()


def test_house_rules_carry_what_their_values_have_against_them():
    found = house_rules(
        COMPLETE,
        discipline=Discipline(latest_days=30),
        interruption=Interruption(house_rules_remedy=HouseRulesRemedy.POSTPONED_OR_REPLAY),
    )
    assert found == {"discipline_too_late", "house_rules_differ"}


@given(rules())
def test_the_check_list_of_any_office_names_each_point_once(drawn):
    found = house_rules_findings(drawn, "Une amende de dix euros.")
    assert len({each.rule for each in found}) == len(found)


def test_rules_without_any_clause_only_lack_the_withdrawal():
    assert told(Rules()) == {(FAULT, "withdrawal_missing", "L6353-5")}
