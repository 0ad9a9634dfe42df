"""Payment is staged by agreement, before the training starts."""

from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.money_office import signed, under
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import Instalment, StagedGuard
from trainingdesk.domain.sessions import TrainingSession
from trainingdesk.services import duties, instalments, payments, planning
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.publishing import prepare
from trainingdesk.storage import sessions

CLAIM, FIRST, LAST = date(2026, 4, 28), date(2026, 5, 18), date(2026, 5, 19)


def parts(*given):
    return tuple(Instalment(day, D(amount), "Échéance") for day, amount in given)


def test_an_individual_is_proposed_thirty_percent_and_then_the_days(filled):
    agreement = signed(filled, filled.individual)
    assert [
        (part.due_on, part.amount) for part in instalments.propose(filled.office, agreement)
    ] == [(CLAIM, D("207.00")), (FIRST, D("241.50")), (LAST, D("241.50"))]


def test_an_unsigned_contract_counts_from_today(filled):
    agreement = filled.agree(filled.individual)
    first = instalments.propose(filled.office, agreement)[0]
    assert first.due_on > filled.clock.day


def test_a_firm_is_proposed_equal_parts_where_the_terms_have_them(filled):
    under(filled, "digiactif")
    made = instalments.propose(filled.office, filled.agree())
    assert [(part.due_on, part.amount) for part in made] == [
        (FIRST, D("690.00")),
        (date(2026, 6, 18), D("690.00")),
        (date(2026, 7, 18), D("690.00")),
    ]


def test_a_firm_without_that_clause_pays_at_once(filled):
    with pytest.raises(RuleBroken, match="ne prévoient pas de paiement"):
        instalments.propose(filled.office, filled.agree())


def test_a_session_without_date_has_no_instalments(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    bare = TrainingSession(
        number="",
        course_version_id=filled.version,
        title=session.title,
        price_for_group=D(100),
    )
    filled.session = planning.plan_session(filled.office, bare).saved_id
    filled.enrol(filled.trainees[3], filled.individual)
    agreement = filled.agree(filled.individual)
    with pytest.raises(RuleBroken, match="n’a pas de date"):
        instalments.propose(filled.office, agreement)


def test_what_is_agreed_is_kept_printed_and_taken_back(filled):
    agreement = signed(filled, filled.individual)
    made = instalments.propose(filled.office, agreement)
    instalments.save(filled.office, agreement, made)
    assert instalments.instalments_of(filled.office, agreement) == made
    agreed = parts((CLAIM, "200.00"), (LAST, "490.00"))
    instalments.save(filled.office, agreement, agreed)
    paper = prepare(filled.office, "contract", Subject(agreement_id=agreement))
    assert paper.data.instalments == agreed
    assert instalments.save(filled.office, agreement, ()).label.endswith("échéancier retiré")
    assert instalments.instalments_of(filled.office, agreement) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param([(CLAIM, "100.00")], "font 100,00", id="not the price"),
        pytest.param([(CLAIM, "0.00"), (LAST, "690.00")], "positif", id="nothing"),
        pytest.param([(LAST, "490.00"), (CLAIM, "200.00")], "dans l’ordre", id="out of order"),
        pytest.param(
            [(date(2026, 4, 27), "200.00"), (LAST, "490.00")], "avant le 28", id="too early"
        ),
        pytest.param(
            [(CLAIM, "208.00"), (LAST, "482.00")], "puis au fil des heures", id="above 30 %"
        ),
    ],
)
def test_what_the_law_or_the_price_forbids_is_refused(filled, given, said):
    agreement = signed(filled, filled.individual)
    with pytest.raises(RuleBroken, match=said):
        instalments.save(filled.office, agreement, parts(*given))
    assert instalments.instalments_of(filled.office, agreement) == ()


@pytest.mark.parametrize(
    ("guard", "warned"),
    [(StagedGuard.WARN, True), (StagedGuard.IGNORE, False), (StagedGuard.REFUSE, None)],
)
def test_what_runs_ahead_of_the_hours_is_told_as_the_office_wishes(filled, guard, warned):
    agreement = signed(filled, filled.individual)
    payments.choose_guard(filled.office, guard, date(2026, 1, 1))
    ahead = parts((CLAIM, "207.00"), (FIRST, "483.00"))
    if warned is None:
        with pytest.raises(RuleBroken, match="au fil des heures"):
            instalments.save(filled.office, agreement, ahead)
    else:
        label = instalments.save(filled.office, agreement, ahead).label
        assert ("au fil des heures" in label) is warned


def test_a_firm_agrees_on_any_days(filled):
    agreement = filled.agree()
    label = instalments.save(
        filled.office, agreement, parts((date(2026, 4, 1), "2000.00"), (LAST, "70.00"))
    ).label
    assert label.endswith("échéancier enregistré")


def test_nothing_is_staged_once_the_training_has_started(filled):
    agreement = filled.agree()
    filled.clock.day = FIRST
    with pytest.raises(RuleBroken, match="avant le début"):
        instalments.save(filled.office, agreement, parts((LAST, "2070.00")))


def test_the_first_instalment_of_an_individual_is_told_once(filled):
    under(filled, "lexom")
    agreement = signed(filled, filled.individual)
    instalments.save(filled.office, agreement, instalments.propose(filled.office, agreement))
    filled.clock.day = date(2026, 4, 28)
    money = {DutyKind.DEPOSITS, DutyKind.INSTALMENTS}
    told = [duty.kind for duty in duties.duties(filled.office) if duty.kind in money]
    assert told == [DutyKind.DEPOSITS]
