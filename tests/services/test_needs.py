"""Which papers a session needs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.office_sample import SESSION, SLOTS
from trainingdesk.documents.register import PAPERS
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.discipline import DisciplinaryCase
from trainingdesk.domain.instalments import Instalment
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.sessions import Funding, FundingState, Modality
from trainingdesk.domain.settlements import Settlement, SettlementKind
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.services import parties, planning
from trainingdesk.services.needs import BY_KEY, NEEDS, Side
from trainingdesk.services.recipients import Recipients
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import bargains, sales, sessions, teaching
from trainingdesk.storage import parties as people
from trainingdesk.storage.discipline import CASES

ALL = frozenset(BY_KEY)


def wanted(filled, *, on_request=False, keys=ALL):
    file = session_file(filled.office, filled.session)
    return list(Recipients(filled.office, file, keys).wanted(on_request=on_request))


def whom(filled, key, **asked):
    return [one.whom for one in wanted(filled, keys=frozenset({key}), **asked)]


def hold(filled, *, slots=SLOTS, **changed):
    """Hold the session otherwise."""
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    taught = [replace(slot, id=None, trainer_ids=(filled.trainer,)) for slot in slots]
    planning.plan_session(filled.office, replace(session, **changed), taught)


def test_each_kind_stands_once_in_the_order_of_printing():
    assert len(BY_KEY) == len(NEEDS)


def test_a_kind_that_the_program_does_not_print_is_not_wanted(filled):
    file = session_file(filled.office, filled.session)
    keys = {one.need.key for one in Recipients(filled.office, file).wanted(on_request=False)}
    assert keys <= set(PAPERS)


REMOTE = tuple(replace(slot, is_remote=True) for slot in SLOTS)


@pytest.mark.parametrize(
    ("changed", "slots", "there", "absent"),
    [
        pytest.param(
            {"modality": Modality.ON_SITE},
            SLOTS,
            {"attendance_sheet", "name_plates"},
            {"remote_link", "software_guide", "platform_access"},
            id="in a room",
        ),
        pytest.param(
            {"modality": Modality.ON_SITE},
            (),
            {"attendance_sheet", "name_plates"},
            {"remote_link"},
            id="in a room, dates to be set",
        ),
        pytest.param(
            {"modality": Modality.REMOTE, "remote_link": "https://visio.example"},
            REMOTE,
            {"attendance_sheet", "remote_link", "software_guide"},
            {"name_plates", "platform_access"},
            id="live on a screen",
        ),
        pytest.param(
            {"modality": Modality.MIXED, "remote_link": "https://visio.example"},
            (*SLOTS[:2], *REMOTE[2:]),
            {"name_plates", "remote_link"},
            set(),
            id="both",
        ),
        pytest.param(
            {"modality": Modality.E_LEARNING, "self_paced_hours": SESSION.self_paced_hours + 7},
            (),
            {"platform_access"},
            {"attendance_sheet", "name_plates", "remote_link"},
            id="alone",
        ),
    ],
)
def test_how_a_session_is_held_decides_what_it_needs(filled, changed, slots, there, absent):
    hold(filled, slots=slots, **changed)
    keys = {one.need.key for one in wanted(filled)}
    assert there <= keys
    assert not absent & keys


@pytest.mark.parametrize(
    ("kind", "key", "other"),
    [
        pytest.param(
            TrainerKind.INTERNAL, "mission_letter", "subcontracting_contract", id="employee"
        ),
        pytest.param(
            TrainerKind.SUBCONTRACTOR, "subcontracting_contract", "mission_letter", id="bought"
        ),
    ],
)
def test_what_binds_a_trainer_depends_on_who_employs_him(filled, kind, key, other):
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    parties.save_trainer(filled.office, replace(trainer, kind=kind))
    assert len(whom(filled, key)) == 1
    assert whom(filled, other) == []


def test_a_fund_of_the_self_employed_asks_for_a_paper_of_its_own(filled):
    assert whom(filled, "payment_attestation") == []
    funder = people.FUNDERS.get(filled.office.db, filled.funder)
    parties.save_funder(filled.office, replace(funder, kind=FunderKind.SELF_EMPLOYED_FUND))
    funding = Funding(
        session_id=filled.session,
        client_id=filled.individual,
        funder_id=filled.funder,
        state=FundingState.GRANTED,
    )
    planning.fund(filled.office, funding)
    assert whom(filled, "payment_attestation") == ["Mme Zoé Łukasiewicz"]


def test_forms_on_request_are_for_each_client_trainer_and_fund(filled):
    filled.fund("1400.00")
    asked = {
        key: whom(filled, key, on_request=True)
        for key in ("client_form", "trainer_form", "funder_form")
    }
    assert asked["client_form"] == ["Mairie d’Évian-la-Forêt", "Mme Zoé Łukasiewicz"]
    assert len(asked["trainer_form"]) == 1
    assert asked["funder_form"] == ["OPCO Exemple Territoires"]


def test_a_fund_that_refused_is_asked_nothing(filled):
    funding = sessions.FUNDINGS.get(filled.office.db, filled.fund("1400.00"))
    planning.fund(filled.office, replace(funding, state=FundingState.REFUSED))
    assert whom(filled, "funder_form", on_request=True) == []


def test_the_letter_of_a_decision_is_wanted_while_it_stands(filled):
    agreement = filled.agree()
    decided = Settlement(
        agreement_id=agreement,
        kind=SettlementKind.POSTPONEMENT,
        decided_on=filled.clock.day,
        clause="art. 5",
        sentence="Reportée.",
        due_ht=Decimal(0),
        due_ttc=Decimal(0),
    )
    bargains.save_settlement(filled.office.db, decided)
    assert whom(filled, "postponement") == ["Mairie d’Évian-la-Forêt"]
    assert whom(filled, "termination") == []
    (kept,) = bargains.settlements_of(filled.office.db, agreement)
    bargains.save_settlement(filled.office.db, replace(kept, undone_on=filled.clock.day))
    assert whom(filled, "postponement") == []


def test_the_terms_are_those_that_the_agreements_were_made_under(filled):
    (own,) = wanted(filled, keys=frozenset({"general_terms"}))
    agreement = sales.agreement(filled.office.db, filled.agree())
    (kept,) = wanted(filled, keys=frozenset({"general_terms"}))
    assert kept.subject.conditions_id in {own.subject.conditions_id, agreement.conditions_id}
    assert kept.side is Side.SESSION


def test_a_staged_payment_has_its_schedule(filled):
    agreement = filled.agree(filled.individual)
    assert whom(filled, "payment_schedule") == []
    part = Instalment(due_on=filled.clock.day, amount=Decimal(100), label="Un tiers")
    bargains.save_instalments(filled.office.db, agreement, [part])
    assert whom(filled, "payment_schedule") == ["Mme Zoé Łukasiewicz"]


def test_a_change_of_an_agreement_has_its_paper_unless_it_was_refused(filled):
    change = Amendment(
        agreement_id=filled.agree(),
        position=1,
        subject=AmendmentSubject.PLACE,
        asked_on=filled.clock.day,
        before="Valence",
        after="Évian",
    )
    change_id = bargains.AMENDMENTS.insert(filled.office.db, change)
    assert whom(filled, "amendment") == ["Mairie d’Évian-la-Forêt"]
    refused = replace(change, id=change_id, refused_on=filled.clock.day)
    bargains.AMENDMENTS.update(filled.office.db, refused)
    assert whom(filled, "amendment") == []


def test_a_disciplinary_case_is_offered_its_letters(filled):
    assert whom(filled, "hearing_summons", on_request=True) == []
    case = DisciplinaryCase(
        enrolment_id=filled.enrolments[3], happened_on=filled.clock.day, facts="Retards répétés"
    )
    CASES.insert(filled.office.db, case)
    assert whom(filled, "hearing_summons", on_request=True) == ["Mme Zoé Łukasiewicz"]
