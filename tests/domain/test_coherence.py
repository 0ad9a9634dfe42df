"""Papers that agree: where the comparison stops, and what is no contradiction."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal as D

import pytest

from tests.support.office_sample import (
    FILE,
    FUNDER,
    FUNDING,
    INDIVIDUAL,
    PEOPLE,
    SEVEN_SEATS,
    SLOTS,
    TOWN_HALL,
    unnamed,
)
from trainingdesk.domain.agreements import Agreement, AgreementKind, AgreementState
from trainingdesk.domain.amendments import AmendmentSubject
from trainingdesk.domain.coherence import findings
from trainingdesk.domain.coherence.dossier import (
    Bargain,
    Dossier,
    Said,
    SaidClient,
    SaidFunding,
    SaidPerson,
    SaidTrainer,
)
from trainingdesk.domain.coherence.hours import proven_hours
from trainingdesk.domain.invoices import (
    Deduction,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Recipient,
)
from trainingdesk.domain.parties import FunderKind
from trainingdesk.domain.sessions import EnrolmentState, FundingState, SessionState

START, END = date(2026, 5, 18), date(2026, 5, 19)
BEFORE, AFTER = date(2026, 5, 2), date(2026, 6, 2)
SIGNED = tuple(replace(slot, trainer_signed=True) for slot in SLOTS)
PAID = D(7) * 690 - 1400

AGREEMENT = Agreement(
    id=1,
    kind=AgreementKind.CONVENTION,
    session_id=1,
    client_id=1,
    number="CV-1",
    state=AgreementState.FORMED,
    signed_on=BEFORE,
    lines=(replace(SEVEN_SEATS, unit_price=D(690)),),
)
BARGAIN = Bargain(agreement=AGREEMENT, client=TOWN_HALL)
CONTRACT = Bargain(
    agreement=replace(
        AGREEMENT,
        id=2,
        kind=AgreementKind.CONTRACT,
        client_id=2,
        number="CT-1",
        lines=(replace(SEVEN_SEATS, quantity=D(1), unit_price=D(690)),),
    ),
    client=INDIVIDUAL,
)


def invoice(invoice_id, amount, **facts):
    line = replace(SEVEN_SEATS, quantity=D(1), unit_price=D(amount))
    known = {
        "client_id": 1,
        "number": f"F-{invoice_id}",
        "issued_on": AFTER,
        "delivered_from": START,
        "delivered_until": END,
        "client": Recipient(name=TOWN_HALL.name, siret=TOWN_HALL.siret, address=TOWN_HALL.address),
        "lines": (InvoiceLine(line=line),),
    }
    return Invoice(id=invoice_id, session_id=1, **(known | facts))


OWN = invoice(1, PAID)
FUND = invoice(
    2,
    1400,
    funding_id=1,
    payer_funder_id=1,
    file_number="2026-A-004512",
    payer=Recipient(name=FUNDER.name, siret=FUNDER.siret, address=FUNDER.address),
)


def person(participant):
    trainee = participant.trainee
    return SaidPerson(
        enrolment_id=participant.enrolment.id,
        trainee_id=trainee.id if trainee else None,
        first_name=trainee.first_name if trainee else "",
        last_name=trainee.last_name if trainee else "",
        employer=participant.employer.name if participant.employer else "",
        hours=proven_hours(FILE, participant),
        results=participant.results,
    )


def said(key, of=PEOPLE, **facts):
    known = {
        "on": AFTER,
        "hours": D(14),
        "slots": SLOTS,
        "days": (START, END),
        "people": tuple(person(each) for each in of),
    }
    return Said(paper_id=1, key=key, name=key, **(known | facts))


def convention(**facts):
    known = {
        "people": tuple(person(each) for each in PEOPLE[:7]),
        "client": SaidClient(
            client_id=1,
            name=TOWN_HALL.name,
            siret=TOWN_HALL.siret,
            address=TOWN_HALL.address,
            billing=TOWN_HALL.address,
        ),
        "fundings": (SaidFunding(funding_id=1, file_number="2026-A-004512"),),
        "trainers": (SaidTrainer(trainer_id=1, name="Marc Tellier"),),
        "total_ttc": D(7) * 690,
    }
    return said("convention", agreement_id=1, on=BEFORE, **(known | facts))


FILE_OVER = replace(FILE, slots=SIGNED, session=replace(FILE.session, state=SessionState.CONFIRMED))


def dossier(**facts):
    known = {
        "on": AFTER,
        "file": FILE_OVER,
        "bargains": (BARGAIN, CONTRACT),
        "invoices": (OWN, FUND),
        "papers": (),
        "clients": {1: TOWN_HALL, 2: INDIVIDUAL},
        "funders": {1: FUNDER},
    }
    return Dossier(**(known | facts))


def rules(**facts):
    return [finding.rule for finding in findings(dossier(**facts))]


def session(**facts):
    return replace(FILE_OVER, session=replace(FILE_OVER.session, **facts))


def amended(*subjects):
    return (replace(BARGAIN, amended=frozenset(subjects)), CONTRACT)


UNDATED = replace(session(starts_on=None, ends_on=None), slots=(), participants=())
OVER = replace(BARGAIN, agreement=replace(AGREEMENT, state=AgreementState.TERMINATED))
SHORT = tuple(replace(slot, ends_at=time(12)) if slot.id == 1 else slot for slot in SIGNED)
LATER = tuple(replace(slot, day=slot.day + timedelta(days=1)) for slot in SIGNED)
UNPROVEN = replace(PEOPLE[0], marks={i: replace(m, proof=None) for i, m in PEOPLE[0].marks.items()})
LEFT = replace(
    PEOPLE[0],
    enrolment=replace(PEOPLE[0].enrolment, left_on=START, state=EnrolmentState.DROPPED_OUT),
    marks={i: m for i, m in PEOPLE[0].marks.items() if i < 3},
)
GONE = replace(
    PEOPLE[0], enrolment=replace(PEOPLE[0].enrolment, state=EnrolmentState.CANCELLED), marks={}
)
CDC = replace(FUNDING, funder=replace(FUNDER, kind=FunderKind.CDC))
CPF = replace(
    BARGAIN, agreement=replace(AGREEMENT, kind=AgreementKind.CPF, number="2026-A-004 512")
)


def people(*first, without=1):
    return replace(FILE_OVER, participants=(*first, *PEOPLE[without:]))


AGREES = {
    "all of it": {},
    "with a convention": {"papers": (convention(),)},
    "without a calendar": {"file": UNDATED, "bargains": (), "papers": (convention(),)},
    "without a calendar, though invoiced": {"file": UNDATED},
    "a session given up": {"file": session(state=SessionState.CANCELLED), "invoices": ()},
    "a programme without hours": {
        "file": replace(
            FILE_OVER,
            version=replace(FILE.version, sheet=replace(FILE.version.sheet, hours=None)),
        )
    },
    "a paper of an agreement that ended": {
        "bargains": (OVER, CONTRACT),
        "papers": (convention(days=(BEFORE,), hours=D(3), total_ttc=D(1)),),
    },
    "a joining letter of someone who cancelled": {
        "file": people(GONE),
        "papers": (said("joining_letter", PEOPLE[:1], days=(BEFORE,), place="Ailleurs"),),
    },
    "days that an amendment moved": {
        "bargains": amended(AmendmentSubject.DATES),
        "papers": (convention(days=(BEFORE,), hours=D(7)),),
    },
    "a price that an amendment changed": {
        "bargains": amended(AmendmentSubject.PRICE),
        "papers": (convention(total_ttc=D(1)),),
    },
    "a place that an amendment changed": {
        "bargains": amended(AmendmentSubject.PLACE),
        "papers": (convention(place="Ailleurs"),),
    },
    "people that an amendment swapped": {
        "bargains": amended(AmendmentSubject.TRAINEES),
        "papers": (convention(people=(person(PEOPLE[7]),)),),
    },
    "a convention without names": {"papers": (convention(people=()),)},
    "a seat that has got its name": {
        "papers": (convention(people=(*map(person, PEOPLE[:6]), person(unnamed(7)))),)
    },
    "a file number that was not known yet": {
        "papers": (convention(fundings=(SaidFunding(funding_id=1, file_number=""),)),)
    },
    "a funding that was removed": {
        "file": replace(FILE_OVER, fundings=()),
        "invoices": (invoice(1, D(7) * 690),),
        "papers": (convention(),),
    },
    "a session held at a distance": {
        "file": replace(FILE_OVER, venue=None, room=None),
        "papers": (convention(place="Ailleurs"),),
    },
    "a paper that names no client": {"papers": (convention(client=None),)},
    "a SIRET with spaces": {
        "papers": (
            convention(client=replace(convention().client, siret=" ".join(TOWN_HALL.siret))),
        )
    },
    "a civility that became known": {
        "invoices": (
            OWN,
            FUND,
            invoice(3, 690, client_id=2, client=Recipient(name="Zoé Łukasiewicz")),
        )
    },
    "a client that moved once the session was closed": {
        "file": session(state=SessionState.CLOSED),
        "bargains": (
            replace(BARGAIN, client=replace(TOWN_HALL, address=INDIVIDUAL.address)),
            CONTRACT,
        ),
        "papers": (convention(place="Ailleurs"),),
    },
    "an address that is not whole": {
        "papers": (
            convention(
                client=replace(
                    convention().client,
                    address=replace(TOWN_HALL.address, street=""),
                    billing=replace(TOWN_HALL.address, street=""),
                )
            ),
        )
    },
    "someone who had left": {"file": people(LEFT)},
    "a cancellation fee": {
        "invoices": (OWN, FUND, invoice(3, 500, kind=InvoiceKind.CANCELLATION_FEE))
    },
    "a draft that waits": {"invoices": (FUND, invoice(3, 5, number=None, issued_on=None))},
    "a deposit alone": {"invoices": (invoice(3, 500, kind=InvoiceKind.DEPOSIT, issued_on=BEFORE),)},
    "an invoice credited whole and made again": {
        "invoices": (
            OWN,
            FUND,
            invoice(3, 50, file_number="?", issued_on=BEFORE),
            invoice(4, 50, kind=InvoiceKind.CREDIT_NOTE, corrects_id=3),
        ),
        "papers": (said("invoice", PEOPLE[:7], invoice_id=3, days=(BEFORE,)),),
    },
    "a fund invoiced for several files at once": {
        "invoices": (
            OWN,
            replace(
                FUND,
                funding_id=None,
                lines=tuple(replace(item, funding_id=1) for item in FUND.lines),
            ),
        )
    },
    "a fund that refused": {
        "file": replace(
            FILE_OVER,
            fundings=(
                replace(FUNDING, funding=replace(FUNDING.funding, state=FundingState.REFUSED)),
            ),
        ),
    },
    "a fund whose amount is not known": {
        "file": replace(
            FILE_OVER, fundings=(replace(FUNDING, funding=replace(FUNDING.funding, amount=None)),)
        ),
    },
    "slots without a trainer while it is only planned": {
        "file": replace(
            session(state=SessionState.PLANNED),
            slots=tuple(replace(slot, trainer_ids=()) for slot in SIGNED),
        ),
    },
    "slots entrusted to another office": {
        "file": replace(
            session(entrusted_to="Un confrère"),
            slots=tuple(replace(slot, trainer_ids=()) for slot in SIGNED),
        ),
    },
    "a CPF file under its number": {
        "file": replace(FILE_OVER, fundings=(CDC,)),
        "bargains": (CPF, CONTRACT),
    },
    "certificates for all who came": {"papers": (said("completion_certificate"),)},
    "what was paid, attested": {
        "papers": (
            said("payment_attestation", PEOPLE[:1], client=convention().client, paid=D(7) * 690),
        )
    },
    "the mission of a trainer who teaches no more": {
        "papers": (said("mission_letter", trainer_id=9, days=(BEFORE,), slots=()),)
    },
    "a plate that was printed alone": {
        "papers": (said("name_plates", PEOPLE[:1], for_one=True, hours=D(0), slots=(), days=()),)
    },
}


@pytest.mark.parametrize("facts", AGREES.values(), ids=AGREES)
def test_this_is_no_contradiction(facts):
    assert rules(**facts) == []


# What contradicts -------------------------------------------------------------------------------

CONTRADICTS = {
    "hours of the slots": (
        {"file": replace(FILE_OVER, slots=SHORT), "papers": (convention(),)},
        ["hours.programme", "hours.agreement"],
    ),
    "hours claimed without a proof": (
        {"file": people(UNPROVEN), "papers": (said("training_attestation", PEOPLE[:1]),)},
        ["hours.certificate", "attendance.signed"],
    ),
    "all days moved": (
        {"file": replace(FILE_OVER, slots=LATER), "invoices": (), "papers": (convention(),)},
        ["dates.paper"],
    ),
    "many days moved": (
        {
            "papers": (
                said(
                    "joining_letter",
                    PEOPLE[:1],
                    days=tuple(START + timedelta(days=7 * week) for week in range(5)),
                ),
            )
        },
        ["dates.paper"],
    ),
    "an attestation dated before the end": (
        {"papers": (said("training_attestation", PEOPLE[:1], on=START),)},
        ["dates.certificate"],
    ),
    "a certificate of someone without a seat": (
        {
            "file": people(GONE),
            "papers": (said("training_attestation", PEOPLE[:1]),),
        },
        ["people.certificate"],
    ),
    "a convention that lacks a name and has one too many": (
        {"papers": (convention(people=tuple(map(person, (*PEOPLE[:6], PEOPLE[7])))),)},
        ["people.agreement"],
    ),
    "a convention that has a name too many": (
        {"papers": (convention(people=tuple(map(person, PEOPLE))),)},
        ["people.agreement"],
    ),
    "a convention that lacks a name": (
        {"papers": (convention(people=tuple(map(person, PEOPLE[:6]))),)},
        ["people.agreement"],
    ),
    "an employer that was renamed": (
        {
            "papers": (
                said("completion_certificate"),
                said(
                    "training_attestation",
                    (),
                    people=(replace(person(PEOPLE[0]), employer="Mairie d’ailleurs"),),
                ),
            )
        },
        ["names.employer"],
    ),
    "more invoiced than agreed": (
        {"invoices": (OWN, FUND, invoice(3, "0.01"))},
        ["price.invoiced"],
    ),
    "a deposit counted twice": (
        {"invoices": (OWN, FUND, invoice(3, 500, kind=InvoiceKind.DEPOSIT))},
        ["price.invoiced"],
    ),
    "a funder that got the client’s part too": (
        {"invoices": (replace(FUND, lines=invoice(2, 1500).lines),)},
        ["price.invoiced", "price.funding"],
    ),
    "a funder without a file number on its invoice": (
        {"invoices": (OWN, replace(FUND, file_number=""))},
        ["file_number.invoice"],
    ),
    "a CPF file under another number": (
        {
            "file": replace(FILE_OVER, fundings=(CDC,)),
            "bargains": (replace(CPF, agreement=replace(CPF.agreement, number="77")), CONTRACT),
        },
        ["file_number.agreement"],
    ),
}


@pytest.mark.parametrize(("facts", "expected"), CONTRADICTS.values(), ids=CONTRADICTS)
def test_this_contradicts(facts, expected):
    assert rules(**facts) == expected


def test_the_red_ones_come_first():
    found = findings(
        dossier(
            file=people(UNPROVEN),
            papers=(convention(total_ttc=D(1)), said("training_attestation", PEOPLE[:1])),
        )
    )
    assert [finding.level.value for finding in found] == ["red", "amber", "amber"]


def test_a_deposit_that_the_balance_takes_off_is_counted_once():
    deposit = invoice(3, 500, kind=InvoiceKind.DEPOSIT, issued_on=BEFORE)
    taken = Deduction(deposit_id=3, number="F-3", issued_on=BEFORE, total_ttc=D(500))
    assert rules(invoices=(OWN, FUND, deposit)) == ["price.invoiced"]
    assert rules(invoices=(replace(OWN, deductions=(taken,)), FUND, deposit)) == []


def test_a_cent_of_tax_lost_between_two_invoices_is_no_contradiction():
    def taxed(record, amount):
        line = replace(record.lines[0].line, unit_price=D(amount), tva_rate=D(20), exemption=None)
        return replace(record, lines=(InvoiceLine(line=line),))

    whole = taxed(OWN, "1000.04").lines[0].line
    bargain = replace(BARGAIN, agreement=replace(AGREEMENT, lines=(whole,)))
    half = taxed(OWN, "500.02")
    both = (half, replace(half, id=3, number="F-3"))
    assert sum(each.totals.total_ttc for each in both) != bargain.agreement.totals.total_ttc
    file = replace(FILE_OVER, fundings=())
    assert rules(file=file, bargains=(bargain, CONTRACT), invoices=both) == []
    dearer = (half, taxed(both[1], "500.04"))
    assert rules(file=file, bargains=(bargain, CONTRACT), invoices=dearer) == ["price.invoiced"]


@pytest.mark.parametrize(
    ("on", "count"),
    [
        pytest.param(START, 0, id="on the first day nothing is over"),
        pytest.param(END, 1, id="on the second day the first is"),
        pytest.param(AFTER, 1, id="then all of it"),
    ],
)
def test_a_signature_is_wanted_from_the_day_after(on, count):
    found = rules(on=on, file=people(UNPROVEN), invoices=())
    assert found == ["attendance.signed"] * count


def test_slots_that_lack_a_signature_are_named_then_counted():
    unsigned = tuple(replace(slot, trainer_signed=False) for slot in SIGNED)
    (finding,) = findings(dossier(file=replace(FILE_OVER, slots=unsigned)))
    assert finding.sentence.replace("\xa0", " ") == (
        "La signature du formateur manque : 18/05/2026 de 9 h à 12 h 30, "
        "18/05/2026 de 13 h 30 à 17 h et 2 autres."
    )


def test_a_sentence_says_both_sides():
    (finding,) = findings(dossier(papers=(convention(hours=D("13.5"), slots=()),)))
    assert finding.sentence.replace("\xa0", " ") == (
        "convention annonce 13 h 30 ; la session en compte 14 h."
    )
    assert (finding.left.value, finding.right.value) == ("13\xa0h\xa030", "14\xa0h")
