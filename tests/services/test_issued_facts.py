"""What a paper said is read again from what was kept with it."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.support.mission_sample import CONTRACT_PAPER as MISSION_PAPER
from tests.support.office_sample import (
    CONTRACT_PAPER,
    CONVENTION_PAPER,
    INVOICE_PAPER,
    PARTICIPANT_PAPER,
    SESSION_PAPER,
)
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.attendance import Presence
from trainingdesk.domain.attendance_data import NamePlatesPaper
from trainingdesk.domain.coherence.dossier import days_of, place_words
from trainingdesk.domain.reception_data import PaymentAttestationPaper
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services.issued_facts import said_by
from trainingdesk.services.publishing import frozen
from trainingdesk.storage.papers import IssuedPaper


def read(key, data):
    paper = IssuedPaper(
        id=7,
        kind=key,
        title="Document",
        reference="",
        file_name="",
        issued_on=date(2026, 4, 10),
        issued_at=datetime.fromisoformat("2026-04-10T09:00:00"),
        pages=1,
        sha256="",
        session_id=1,
    )
    return said_by(paper, data if isinstance(data, str) else frozen(data))


PAPERS = {
    "convention": CONVENTION_PAPER,
    "contract": CONTRACT_PAPER,
    "invoice": INVOICE_PAPER,
    "completion_certificate": PARTICIPANT_PAPER,
    "attendance_sheet": SESSION_PAPER,
}


@pytest.mark.parametrize(("key", "data"), PAPERS.items(), ids=PAPERS)
def test_a_paper_says_what_its_data_said(key, data):
    said, file = read(key, data), data.file
    assert (said.hours, said.slots) == (
        file.hours,
        tuple(replace(slot, trainer_ids=()) for slot in file.slots),
    )
    assert said.days == days_of(file)
    assert said.place == place_words(file.venue, file.room)
    assert [(p.trainee_id, p.hours) for p in said.people] == [
        (p.trainee.id if p.trainee else None, file.hours_followed(p)) for p in file.seated
    ]
    assert [f.file_number for f in said.fundings] == [
        item.funding.file_number for item in file.fundings
    ]


@pytest.mark.parametrize("data", [CONVENTION_PAPER, CONTRACT_PAPER], ids=["convention", "contract"])
def test_an_agreement_says_its_number_client_and_price(data):
    said = read("convention", data)
    assert said.name == f"Document {data.agreement.number}".strip()
    assert said.total_ttc == data.agreement.totals.total_ttc
    assert (said.client.name, said.client.siret, said.client.address) == (
        data.client.display_name,
        data.client.siret,
        data.client.address,
    )


def test_a_billing_address_is_told_apart():
    elsewhere = Address(street="9 rue Neuve", postcode="38000", city="Grenoble")
    client = replace(CONVENTION_PAPER.client, billing=elsewhere)
    said = read("convention", replace(CONVENTION_PAPER, client=client))
    assert (said.client.address, said.client.billing) == (client.address, elsewhere)


def test_a_paper_for_one_person_bears_her_name():
    assert read("completion_certificate", PARTICIPANT_PAPER).name == "Document, Amélie Œuvrard"


def test_minutes_missed_are_not_claimed():
    person = PARTICIPANT_PAPER.participant
    marks = dict(person.marks)
    marks[1] = replace(marks[1], presence=Presence.LATE, minutes_missed=45)
    file = PARTICIPANT_PAPER.file.narrowed([replace(person, marks=marks)], attended=True)
    (named,) = read("completion_certificate", replace(PARTICIPANT_PAPER, file=file)).people
    assert named.hours == Decimal("13.25")


def test_who_had_no_seat_any_more_is_not_named():
    first, *others = SESSION_PAPER.file.participants
    gone = replace(first, enrolment=replace(first.enrolment, state=EnrolmentState.REPLACED))
    file = replace(SESSION_PAPER.file, participants=(gone, *others))
    said = read("attendance_sheet", replace(SESSION_PAPER, file=file))
    assert [p.enrolment_id for p in said.people] == [p.enrolment.id for p in others]


def test_name_plates_say_names_alone():
    first, *others = SESSION_PAPER.file.participants
    born = replace(first, trainee=replace(first.trainee, birth_name="Lenoir"))
    file = replace(SESSION_PAPER.file, participants=(born, *others))
    said = read("name_plates", NamePlatesPaper(file=file, on=SESSION_PAPER.on))
    assert (said.slots, said.days, said.trainers, said.place) == ((), (), (), "")
    assert [named.name for named in said.people][:1] == ["Amélie Œuvrard"]
    assert not any(named.birth_name for named in said.people)
    assert not said.for_one


def test_the_plate_of_one_person_is_for_her_alone():
    person = SESSION_PAPER.file.participants[0]
    own = SESSION_PAPER.file.narrowed([person], attended=False)
    data = NamePlatesPaper(file=own, participant=person, on=SESSION_PAPER.on)
    assert read("name_plates", data).for_one


def test_the_contract_of_a_mission_says_whose_it_is_and_no_trainee():
    said = read("subcontracting_contract", MISSION_PAPER)
    assert said.name == "Document, Maëlle Cœurdacier"
    assert [(t.trainer_id, t.siret) for t in said.trainers] == [(1, MISSION_PAPER.trainer.siret)]
    assert said.people == ()


def test_an_attestation_says_results_and_what_was_paid():
    person = PARTICIPANT_PAPER.participant
    data = PaymentAttestationPaper(
        file=PARTICIPANT_PAPER.file,
        participant=person,
        on=PARTICIPANT_PAPER.on,
        client=person.client,
        total=Decimal("690.00"),
    )
    said = read("payment_attestation", data)
    assert (said.paid, said.client.client_id) == (Decimal("690.00"), person.client.id)
    assert said.people[0].results == person.results
    assert read("training_attestation", PARTICIPANT_PAPER).paid is None


def test_a_paper_that_kept_nothing_says_nothing():
    said = read("training_attestation", '{"on": "2026-04-10"}')
    assert (said.hours, said.days, said.people, said.client) == (0, (), (), None)
