"""Papers that agree: one contradiction is planted in the practice office, and found alone."""

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.coherence import Level
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.missions import PAPERS as MISSION_PAPERS
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import Enrolment
from trainingdesk.services import (
    amending,
    coherence,
    invoicing,
    planning,
    practice,
    publishing,
)
from trainingdesk.services.office import Office, create_office, open_office
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import papers, sales

TODAY = date(2026, 11, 21)
CLOSED, INTRA, REPLACED, CPF, AHEAD = (
    "S-2025-001",
    "S-2026-021",
    "S-2025-007",
    "S-2026-017",
    "S-2026-024",
)
"""Sessions of the practice office: of several firms, of one, with a replacement, a CPF file, and
one that starts on the next Monday."""


@pytest.fixture(scope="session")
def practised(tmp_path_factory):
    """The file of the practice office, as it was made."""
    path = tmp_path_factory.mktemp("practice") / "Essai.trainingdesk"
    office = create_office(path, lambda: TODAY)
    practice.build(office, lambda _done, _total, _label: None, lambda: False)
    office.close()
    return path


@pytest.fixture
def office(practised, tmp_path):
    """A copy of it, open, that writes no files."""
    path = tmp_path / practised.name
    shutil.copyfile(practised, path)
    opened = replace(open_office(path, lambda: TODAY), documents=None)
    # What the file itself keeps from contradicting is planted past its guards.
    guards = opened.db.execute(
        "select name from sqlite_master where type = 'trigger' and sql like '%session clôturée%'"
    ).fetchall()
    for (name,) in guards:
        opened.db.execute(f'drop trigger "{name}"')
    yield opened
    opened.close()


@dataclass
class Case:
    """One session of the office, and the hands that plant something in it."""

    office: Office
    number: str

    @property
    def session_id(self):
        return coherence.session_named(self.office, self.number)

    @property
    def file(self):
        return session_file(self.office, self.session_id)

    @property
    def found(self):
        return coherence.findings(self.office, self.session_id)

    def write(self, sql, *values):
        """Change the file beside the services, which would refuse or do more."""
        with self.office.db.conn:
            changed = self.office.db.execute(sql, list(values)).rowcount
        assert changed > 0, sql

    def bargain(self):
        """Return the convention of a firm that no fund helps."""
        helped = {item.funding.client_id for item in self.file.fundings}
        return next(
            agreement
            for agreement in sales.agreements_of(self.office.db, self.session_id)
            if agreement.kind is AgreementKind.CONVENTION and agreement.client_id not in helped
        )

    def funded(self):
        """Return the first funding with its agreement."""
        funding = self.file.fundings[0].funding
        agreements = sales.agreements_of(self.office.db, self.session_id)
        return funding, next(a for a in agreements if a.client_id == funding.client_id)

    def person(self, client_id):
        return self.file.of_client(client_id)[0]

    def issue(self, key, on=None, **subject):
        prepared = publishing.prepare(self.office, key, Subject(**subject), on=on)
        return publishing.issue(self.office, prepared, anyway=True).saved_id

    def issue_agreement(self, agreement, on=None):
        """Issue a convention before the session; what is issued agrees."""
        day = on or self.file.first_day - timedelta(days=20)
        self.issue(agreement.kind, agreement_id=agreement.id, on=day)

    def summon(self, person):
        self.issue("joining_letter", enrolment_id=person.enrolment.id)

    def attest(self, person):
        """Issue an attestation, which claims hours and asks for no other."""
        self.issue("training_attestation", enrolment_id=person.enrolment.id)

    def invoice_of(self, client_id):
        (found,) = sales.invoices_where(
            self.office.db,
            "session_id = ? and client_id = ? and kind = 'invoice' and payer_funder_id is null",
            [self.session_id, client_id],
        )
        return found

    def other_trainee(self):
        known = ", ".join(str(p.enrolment.trainee_id or 0) for p in self.file.participants)
        query = f"select min(id) from trainee where id not in ({known})"
        return self.office.db.execute(query).fetchone()[0]

    def other_trainer(self):
        (other,) = self.office.db.execute(
            "select max(id) from trainer where id not in (select trainer_id from slot_trainer"
            " join slot on slot.id = slot_id where session_id = ?)",
            [self.session_id],
        ).fetchone()
        return other

    def entrust(self, on=None):
        """Issue the paper of the first trainer's mission, before the session by default."""
        trainer = self.file.trainers[0]
        day = on or self.file.first_day - timedelta(days=10)
        subject = {"session_id": self.session_id, "trainer_id": trainer.id}
        self.issue(MISSION_PAPERS[trainer.kind], on=day, **subject)

    def keep(self, prepared, on=TODAY):
        """Keep the paper of a person that the services refuse to issue so."""
        pdf, texts = prepared.render()
        person = prepared.data.participant
        paper = papers.IssuedPaper(
            kind=prepared.kind.key,
            title=prepared.kind.name,
            reference=prepared.name,
            file_name=f"{prepared.name}.pdf",
            issued_on=on,
            issued_at=datetime.fromisoformat("2026-11-21T09:00:00"),
            pages=1,
            sha256=hashlib.sha256(pdf).hexdigest(),
            session_id=self.session_id,
            client_id=person.client.id,
            trainee_id=person.trainee.id,
        )
        with self.office.db.conn:
            papers.add_paper(self.office.db, paper, pdf, publishing.frozen(prepared.data), texts)

    def adjourn(self):
        """Move the last day of the session to the next."""
        last = self.file.last_day
        self.write(
            "update slot set day = ? where session_id = ? and day = ?",
            str(last + timedelta(days=1)),
            self.session_id,
            str(last),
        )

    def shorten(self, ends_at):
        """Let the first slot end at another time."""
        self.write("update slot set ends_at = ? where id = ?", ends_at, self.file.slots[0].id)


# What is planted --------------------------------------------------------------------------------


def programme_of_21_hours(case):
    case.write(
        "update course_version set sheet_hours = '21' where id = ?",
        case.file.session.course_version_id,
    )


def fund_that_grants_12_hours(case):
    case.write("update funding set hours = '12' where session_id = ?", case.session_id)


def convention_of_13_hours_30(case):
    whole = f"{case.file.slots[0].ends_at:%H:%M}"
    case.shorten("12:00")
    case.issue_agreement(case.bargain())
    case.shorten(whole)


def invoice_paper_of_13_hours_30(case):
    whole = f"{case.file.slots[0].ends_at:%H:%M}"
    case.shorten("12:00")
    case.issue("invoice", invoice_id=case.invoice_of(case.bargain().client_id).id)
    case.shorten(whole)


def certificate_of_14_hours_for_10_and_a_half(case):
    person = case.person(case.bargain().client_id)
    case.attest(person)
    case.write(
        "update attendance set presence = 'J', proof = null where enrolment_id = ? and slot_id = ?",
        person.enrolment.id,
        case.file.slots[0].id,
    )


def certificate_that_forgets_a_half_hour(case):
    late = next(p for p in case.file.seated if any(m.minutes_missed for m in p.marks.values()))
    case.attest(late)
    case.write("update attendance set minutes_missed = 0 where enrolment_id = ?", late.enrolment.id)


def trainee_misspelt(case):
    person = case.person(case.bargain().client_id)
    case.summon(person)
    case.write("update trainee set last_name = 'Dupont' where id = ?", person.trainee.id)


def birth_name_misspelt(case):
    person = case.person(case.bargain().client_id)
    case.write("update trainee set birth_name = 'Dupond' where id = ?", person.trainee.id)
    case.summon(person)
    case.write("update trainee set birth_name = 'Dupont' where id = ?", person.trainee.id)


def another_employer(case):
    person = case.person(case.bargain().client_id)
    case.attest(person)
    case.write(
        "update enrolment set employer_id = (select max(id) from client where kind = 'company')"
        " where id = ?",
        person.enrolment.id,
    )


def trainer_misspelt(case):
    case.summon(case.file.seated[0])
    case.write("update trainer set last_name = 'Dupont' where id = ?", case.file.trainers[0].id)


def client_renamed(case):
    agreement = case.bargain()
    case.issue_agreement(agreement)
    case.write("update client set name = 'Dupont SARL' where id = ?", agreement.client_id)


def invoiced_client_renamed(case):
    case.write("update client set name = 'Dupont SARL' where id = ?", case.bargain().client_id)


def funder_renamed(case):
    case.write("update funder set name = 'OPCO Ailleurs' where id = ?", case.funded()[0].funder_id)


def siret_of_the_convention(case):
    agreement = case.bargain()
    case.issue_agreement(agreement)
    case.write("update client set siret = '00000000700028' where id = ?", agreement.client_id)


def siret_of_the_invoice(case):
    client_id = case.bargain().client_id
    case.write("update client set siret = '00000000700028' where id = ?", client_id)


def siret_of_the_funder(case):
    funder_id = case.funded()[0].funder_id
    case.write("update funder set siret = '00000000700028' where id = ?", funder_id)


def file_number_of_the_convention(case):
    case.issue_agreement(case.funded()[1])
    case.write("update funding set file_number = '77' where session_id = ?", case.session_id)


def file_number_of_the_invoice(case):
    case.write("update funding set file_number = '77' where session_id = ?", case.session_id)


def file_number_of_the_cpf(case):
    agreements = sales.agreements_of(case.office.db, case.session_id)
    agreement = next(each for each in agreements if each.kind is AgreementKind.CPF)
    case.write("update agreement set number = '77' where id = ?", agreement.id)


def client_moved_before_the_session(case):
    agreement = case.bargain()
    case.issue_agreement(agreement)
    case.write("update client set address_street = '9 rue Neuve' where id = ?", agreement.client_id)


def session_moved_next_door(case):
    case.summon(case.file.seated[0])
    case.write("update room set name = 'Salle Neuve' where id = ?", case.file.session.room_id)


def convention_to_another_address_than_the_invoice(case):
    agreement = case.bargain()
    case.write("update client set address_street = '9 rue Neuve' where id = ?", agreement.client_id)
    case.issue_agreement(agreement)


def convention_signed_after_the_start(case):
    late = case.file.first_day + timedelta(days=1)
    case.write("update agreement set signed_on = ? where id = ?", str(late), case.bargain().id)


def convention_issued_after_the_start(case):
    agreement = case.bargain()
    case.write("update agreement set signed_on = null where id = ?", agreement.id)
    case.issue_agreement(agreement, on=case.file.first_day + timedelta(days=1))


def convention_not_back(case):
    case.write("update agreement set signed_on = null where id = ?", case.bargain().id)


def someone_without_a_convention(case):
    known = ", ".join(str(p.client.id) for p in case.file.participants)
    (client_id,) = case.office.db.execute(
        f"select min(id) from client where kind = 'company' and id not in ({known})"
    ).fetchone()
    seat = Enrolment(
        session_id=case.session_id, client_id=client_id, trainee_id=case.other_trainee()
    )
    case.office = replace(case.office, today=lambda: case.file.first_day)
    assert case.found == ()
    planning.enrol(case.office, [seat])


def fund_that_answered_late(case):
    late = case.file.first_day + timedelta(days=3)
    case.write(
        "update funding set received_on = ? where session_id = ?", str(late), case.session_id
    )


def fund_that_never_answered(case):
    case.write("update funding set state = 'requested' where session_id = ?", case.session_id)


def joining_letter_for_another_day(case):
    case.summon(case.file.seated[0])
    case.adjourn()


def joining_letter_for_another_hour(case):
    case.summon(case.file.seated[0])
    slot = case.file.slots[0]
    assert (f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}") == ("09:00", "12:30")
    case.write("update slot set starts_at = '08:30', ends_at = '12:00' where id = ?", slot.id)


def attestation_dated_before_the_end(case):
    """The services refuse to issue it: the days of the session were moved after it."""
    person = case.file.seated[0]
    subject = Subject(enrolment_id=person.enrolment.id)
    prepared = publishing.prepare(case.office, "training_attestation", subject)
    case.keep(prepared, on=case.file.first_day - timedelta(days=1))


def fund_invoiced_before_the_end(case):
    funding, agreement = case.funded()
    drafts = invoicing.draft_for_session(case.office, case.session_id, agreement.client_id)
    own = [each for each in drafts if sales.invoice(case.office.db, each).funding_id == funding.id]
    invoicing.issue(case.office, own[0])


def client_invoiced_before_the_end(case):
    client_id = case.bargain().client_id
    for draft in invoicing.draft_for_session(case.office, case.session_id, client_id):
        invoicing.issue(case.office, draft)


def invoice_for_other_days(case):
    """The first one is credited whole: it no longer counts."""
    client_id = case.bargain().client_id
    former = case.invoice_of(client_id)
    note = invoicing.credit(case.office, former.id, "Dates à corriger").saved_id
    invoicing.issue(case.office, note)
    (draft,) = invoicing.draft_for_session(case.office, case.session_id, client_id)
    record = sales.invoice(case.office.db, draft)
    later = record.delivered_until + timedelta(days=1)
    invoicing.save_draft(case.office, replace(record, delivered_until=later))
    invoicing.issue(case.office, draft)


def presence_without_signature(case):
    case.write(
        "update attendance set proof = null where enrolment_id = ? and slot_id = ?",
        case.file.seated[0].enrolment.id,
        case.file.slots[0].id,
    )


def slot_that_the_trainer_did_not_sign(case):
    case.write("update slot set trainer_signed = 0 where id = ?", case.file.slots[0].id)


def presence_of_somebody_replaced(case):
    gone = next(p for p in case.file.participants if not p.enrolment.state.takes_a_seat)
    case.write(
        "insert into attendance (enrolment_id, slot_id, presence, minutes_missed, proof, note)"
        " values (?, ?, 'P', 0, 'signed', '')",
        gone.enrolment.id,
        case.file.slots[0].id,
    )


def convention_that_names_somebody_else(case):
    agreement = case.bargain()
    case.issue_agreement(agreement)
    leaves = case.person(agreement.client_id).enrolment.id
    planning.replace_trainee(case.office, leaves, case.other_trainee())


def sheet_that_names_somebody_else(case):
    case.issue("attendance_sheet", session_id=case.session_id)
    planning.replace_trainee(case.office, case.file.seated[0].enrolment.id, case.other_trainee())


def invoice_that_names_somebody_else(case):
    client_id = case.bargain().client_id
    case.issue("invoice", invoice_id=case.invoice_of(client_id).id)
    case.write(
        "update enrolment set trainee_id = ? where id = ?",
        case.other_trainee(),
        case.person(client_id).enrolment.id,
    )


def attestation_of_somebody_else(case):
    person = case.file.seated[0]
    case.attest(person)
    case.write(
        "update enrolment set trainee_id = ? where id = ?",
        case.other_trainee(),
        person.enrolment.id,
    )


def one_certificate_for_all(case):
    case.issue("completion_certificate", enrolment_id=case.file.seated[0].enrolment.id)


def offered_at_another_price(case):
    (agreement,) = sales.agreements_of(case.office.db, case.session_id)
    case.write(
        "update proposal_line set unit_price_cents = unit_price_cents + 100"
        " where owner_id = ? and position = 0",
        agreement.proposal_id,
    )


def convention_at_another_price(case):
    agreement = case.bargain()
    case.issue_agreement(agreement)
    case.write(
        "update agreement_line set unit_price_cents = unit_price_cents + 100 where owner_id = ?",
        agreement.id,
    )


def credit_without_an_amendment(case):
    invoice = case.invoice_of(case.bargain().client_id)
    line = replace(
        invoice.lines[0],
        line=replace(invoice.lines[0].line, quantity=Decimal(1), unit_price=Decimal(10)),
    )
    note = invoicing.credit(case.office, invoice.id, "Geste commercial", [line]).saved_id
    invoicing.issue(case.office, note)


def fund_that_granted_less(case):
    case.write("update funding set amount_cents = 12300 where session_id = ?", case.session_id)


def slot_without_a_trainer(case):
    case.write("delete from slot_trainer where slot_id = ?", case.file.slots[0].id)


def trainer_without_a_qualification(case):
    trainer = case.file.trainers[0].id
    case.write("update trainer set qualification = ' ' where id = ?", trainer)


def another_trainer_than_announced(case):
    case.issue_agreement(case.bargain())
    other = case.other_trainer()
    case.write(
        "update slot_trainer set trainer_id = ? where slot_id in"
        " (select id from slot where session_id = ?)",
        other,
        case.session_id,
    )


# Sheets, plates, attestations, missions ---------------------------------------------------------


def plates_with_a_name_misspelt(case):
    case.issue("name_plates", session_id=case.session_id)
    trainee = case.file.seated[0].trainee.id
    case.write("update trainee set last_name = 'Dupont' where id = ?", trainee)


def plates_that_name_somebody_else(case):
    case.issue("name_plates", session_id=case.session_id)
    planning.replace_trainee(case.office, case.file.seated[0].enrolment.id, case.other_trainee())


def sheet_of_the_week_that_names_somebody_else(case):
    case.issue("attendance_week", session_id=case.session_id)
    planning.replace_trainee(case.office, case.file.seated[0].enrolment.id, case.other_trainee())


def sheet_of_a_firm_that_names_somebody_else(case):
    leaves = case.file.seated[0]
    subject = {"session_id": case.session_id, "client_id": leaves.client.id}
    case.issue("attendance_company", **subject)
    planning.replace_trainee(case.office, leaves.enrolment.id, case.other_trainee())


def sheet_of_a_firm_renamed(case):
    client_id = case.bargain().client_id
    case.issue("attendance_company", session_id=case.session_id, client_id=client_id)
    case.write("update client set name = 'Dupont SARL' where id = ?", client_id)


def sheet_of_one_person_for_another_day(case):
    case.issue("attendance_person", enrolment_id=case.file.seated[0].enrolment.id)
    case.adjourn()


def sheet_of_the_day_for_another_room(case):
    case.issue("attendance_day", session_id=case.session_id)
    case.write("update room set name = 'Salle Neuve' where id = ?", case.file.session.room_id)


def success_attestation_of_too_many_hours(case):
    person = case.file.seated[0]
    case.issue("success_attestation", enrolment_id=person.enrolment.id)
    case.write(
        "update attendance set presence = 'J', proof = null where enrolment_id = ? and slot_id = ?",
        person.enrolment.id,
        case.file.slots[0].id,
    )


def success_attestation_of_other_results(case):
    person = case.file.seated[0]
    case.issue("success_attestation", enrolment_id=person.enrolment.id)
    case.write(
        "update objective_result set result = case result when 'acquired' then 'not_acquired'"
        " else 'acquired' end where enrolment_id = ? and objective_id = ?",
        person.enrolment.id,
        case.file.version.objectives[0].id,
    )


def payment_attested_beside_the_invoices(case):
    """The services refuse to issue it while something is owed: its amount was another."""
    client_id = case.bargain().client_id
    subject = Subject(enrolment_id=case.person(client_id).enrolment.id)
    prepared = publishing.prepare(case.office, "payment_attestation", subject)
    assert prepared.data.total > 100
    case.keep(replace(prepared, data=replace(prepared.data, total=Decimal(100))))


def mission_for_another_day(case):
    case.entrust()
    case.adjourn()


def mission_for_more_hours(case):
    case.entrust()
    last = case.file.slots[-1]
    assert last.day == case.file.slots[-2].day
    other = case.other_trainer()
    case.write("update slot_trainer set trainer_id = ? where slot_id = ?", other, last.id)


def mission_for_another_hour(case):
    case.entrust()
    slot = case.file.slots[0]
    case.write("update slot set starts_at = '08:30', ends_at = '12:00' where id = ?", slot.id)


def mission_written_after_the_first_slot(case):
    case.entrust(on=case.file.first_day + timedelta(days=1))


def mission_that_names_somebody_else(case):
    trainer = case.file.trainers[0].id
    case.write("update trainer set kind = 'internal' where id = ?", trainer)
    case.entrust()
    planning.replace_trainee(case.office, case.file.seated[0].enrolment.id, case.other_trainee())


def trainer_of_the_mission_misspelt(case):
    case.entrust()
    case.write("update trainer set last_name = 'Dupont' where id = ?", case.file.trainers[0].id)


def siret_of_the_subcontractor(case):
    trainer = case.file.trainers[0].id
    bought = "update trainer set kind = 'subcontractor', siret = ? where id = ?"
    case.write(bought, "00000000700028", trainer)
    case.entrust()
    case.write("update trainer set siret = '00000000800026' where id = ?", trainer)


def remote_link_for_another_day(case):
    case.write("update slot set is_remote = 1 where session_id = ?", case.session_id)
    case.write(
        "update training_session set remote_link = 'https://visio.example/s' where id = ?",
        case.session_id,
    )
    case.issue("remote_link", enrolment_id=case.file.seated[0].enrolment.id)
    case.adjourn()


R, A = Level.RED, Level.AMBER
PLANTED = [
    ("hours.programme", A, CLOSED, programme_of_21_hours),
    ("hours.funding", A, CLOSED, fund_that_grants_12_hours),
    ("hours.agreement", A, AHEAD, convention_of_13_hours_30),
    ("hours.invoice", A, CLOSED, invoice_paper_of_13_hours_30),
    ("hours.certificate", R, CLOSED, certificate_of_14_hours_for_10_and_a_half),
    ("hours.certificate", A, CLOSED, certificate_that_forgets_a_half_hour),
    ("names.trainee", R, AHEAD, trainee_misspelt),
    ("names.birth", R, AHEAD, birth_name_misspelt),
    ("names.employer", R, CLOSED, another_employer),
    ("names.trainer", R, AHEAD, trainer_misspelt),
    ("names.client", R, AHEAD, client_renamed),
    ("names.client", R, CLOSED, invoiced_client_renamed),
    ("names.funder", R, CLOSED, funder_renamed),
    ("siret.client", R, AHEAD, siret_of_the_convention),
    ("siret.client", R, CLOSED, siret_of_the_invoice),
    ("siret.funder", R, CLOSED, siret_of_the_funder),
    ("file_number.agreement", R, AHEAD, file_number_of_the_convention),
    ("file_number.agreement", R, CPF, file_number_of_the_cpf),
    ("file_number.invoice", R, CLOSED, file_number_of_the_invoice),
    ("address.client", A, AHEAD, client_moved_before_the_session),
    ("address.place", A, AHEAD, session_moved_next_door),
    ("address.invoice", A, CLOSED, convention_to_another_address_than_the_invoice),
    ("dates.agreement", R, CLOSED, convention_signed_after_the_start),
    ("dates.agreement", R, CLOSED, convention_issued_after_the_start),
    ("agreement.signed", A, CLOSED, convention_not_back),
    ("agreement.missing", A, AHEAD, someone_without_a_convention),
    ("dates.funding", R, CLOSED, fund_that_answered_late),
    ("funding.answered", A, CLOSED, fund_that_never_answered),
    ("dates.paper", R, AHEAD, joining_letter_for_another_day),
    ("dates.times", A, AHEAD, joining_letter_for_another_hour),
    ("dates.certificate", R, CLOSED, attestation_dated_before_the_end),
    ("dates.invoice", R, AHEAD, fund_invoiced_before_the_end),
    ("dates.invoice", A, AHEAD, client_invoiced_before_the_end),
    ("dates.delivery", R, CLOSED, invoice_for_other_days),
    ("attendance.signed", A, CLOSED, presence_without_signature),
    ("attendance.trainer", A, CLOSED, slot_that_the_trainer_did_not_sign),
    ("people.attendance", A, REPLACED, presence_of_somebody_replaced),
    ("people.agreement", A, AHEAD, convention_that_names_somebody_else),
    ("people.sheet", A, AHEAD, sheet_that_names_somebody_else),
    ("people.invoice", A, CLOSED, invoice_that_names_somebody_else),
    ("people.certificate", A, CLOSED, attestation_of_somebody_else),
    ("people.certified", A, CLOSED, one_certificate_for_all),
    ("price.proposal", A, INTRA, offered_at_another_price),
    ("price.agreement", A, AHEAD, convention_at_another_price),
    ("price.invoiced", A, CLOSED, credit_without_an_amendment),
    ("price.funding", A, CLOSED, fund_that_granted_less),
    ("trainer.named", A, AHEAD, slot_without_a_trainer),
    ("trainer.qualified", A, CLOSED, trainer_without_a_qualification),
    ("trainer.agreement", A, AHEAD, another_trainer_than_announced),
    ("names.trainee", R, AHEAD, plates_with_a_name_misspelt),
    ("people.sheet", A, AHEAD, plates_that_name_somebody_else),
    ("people.sheet", A, AHEAD, sheet_of_the_week_that_names_somebody_else),
    ("people.sheet", A, AHEAD, sheet_of_a_firm_that_names_somebody_else),
    ("names.client", R, AHEAD, sheet_of_a_firm_renamed),
    ("dates.paper", R, AHEAD, sheet_of_one_person_for_another_day),
    ("address.place", A, AHEAD, sheet_of_the_day_for_another_room),
    ("hours.certificate", R, CLOSED, success_attestation_of_too_many_hours),
    ("results.attested", A, CLOSED, success_attestation_of_other_results),
    ("price.attested", A, CLOSED, payment_attested_beside_the_invoices),
    ("mission.days", R, AHEAD, mission_for_another_day),
    ("mission.hours", A, AHEAD, mission_for_more_hours),
    ("mission.times", A, AHEAD, mission_for_another_hour),
    ("mission.late", A, CLOSED, mission_written_after_the_first_slot),
    ("people.sheet", A, AHEAD, mission_that_names_somebody_else),
    ("names.trainer", R, AHEAD, trainer_of_the_mission_misspelt),
    ("siret.trainer", R, AHEAD, siret_of_the_subcontractor),
    ("dates.paper", R, AHEAD, remote_link_for_another_day),
]


@pytest.mark.parametrize(
    ("rule", "level", "number", "plant"),
    PLANTED,
    ids=[plant.__name__.replace("_", " ") for *_case, plant in PLANTED],
)
def test_one_contradiction_is_found_alone(office, rule, level, number, plant):
    case = Case(office, number)
    assert case.found == ()
    plant(case)
    assert [(finding.rule, finding.level) for finding in case.found] == [(rule, level)]
    (finding,) = case.found
    assert finding.sentence.endswith(".")
    assert finding.left.value
    assert finding.right.value


def test_what_is_found_leads_to_both_places(office):
    case = Case(office, AHEAD)
    trainee_misspelt(case)
    (finding,) = case.found
    person = case.person(case.bargain().client_id)
    assert (finding.left.place.page, finding.left.place.row_id, finding.left.tab) == (
        "sessions",
        case.session_id,
        "Documents",
    )
    assert (finding.right.place.page, finding.right.place.row_id, finding.right.place.view) == (
        "clients",
        person.trainee.id,
        "trainees",
    )
    assert finding.right.value.endswith(" Dupont")


# What agrees ------------------------------------------------------------------------------------


def test_the_practice_office_agrees_in_all_its_sessions(office):
    numbers = [n for (n,) in office.db.execute("select number from training_session")]
    assert len(numbers) > 40
    assert [number for number in numbers if Case(office, number).found] == []


@pytest.mark.parametrize("number", [CLOSED, INTRA, CPF, "S-2025-009", "S-2026-020"])
def test_a_closed_session_agrees_with_all_its_papers(office, number):
    case = Case(office, number)
    for agreement in sales.agreements_of(office.db, case.session_id):
        if agreement.kind.is_printed and not agreement.state.is_over:
            case.issue_agreement(agreement)
    for sheet in ("attendance_sheet", "attendance_day", "attendance_week", "attendance_month"):
        case.issue(sheet, session_id=case.session_id)
    case.issue("name_plates", session_id=case.session_id)
    if case.file.trainers:
        case.entrust()
    for person in case.file.seated:
        case.summon(person)
        case.issue("completion_certificate", enrolment_id=person.enrolment.id)
        case.issue("success_attestation", enrolment_id=person.enrolment.id)
        case.issue("attendance_person", enrolment_id=person.enrolment.id)
        client_id = person.client.id
        case.issue("attendance_company", session_id=case.session_id, client_id=client_id)
        case.attest(person)
    for invoice in sales.invoices_where(
        office.db, "session_id = ? and number is not null", [case.session_id]
    ):
        case.issue("invoice", invoice_id=invoice.id)
    assert case.found == ()
    assert len(papers.latest_of_session(office.db, case.session_id, ["invoice"])) > 0


def test_what_an_amendment_changed_is_no_contradiction(office):
    case = Case(office, AHEAD)
    agreement = case.bargain()
    case.issue_agreement(agreement)
    dearer = tuple(replace(line, unit_price=line.unit_price + 1) for line in agreement.lines)
    amendment = Amendment(
        agreement_id=agreement.id,
        position=1,
        subject=AmendmentSubject.PRICE,
        asked_on=TODAY,
        before="Avant",
        after="Après",
    )
    saved = amending.propose(office, amendment).saved_id
    came = Receipt(kind=ReceiptKind.MODIFICATION, received_on=TODAY, channel=Channel.EMAIL)
    amending.accept(office, saved, came, lines=dearer)
    assert sales.agreement(office.db, agreement.id).lines == dearer
    assert case.found == ()


def test_a_paper_issued_again_takes_the_place_of_the_former(office):
    case = Case(office, AHEAD)
    trainee_misspelt(case)
    assert len(case.found) == 1
    case.summon(case.person(case.bargain().client_id))
    assert case.found == ()


def test_a_session_that_was_given_up_is_not_looked_at(office):
    case = Case(office, CLOSED)
    programme_of_21_hours(case)
    assert len(case.found) == 1
    case.write("update training_session set state = 'cancelled' where id = ?", case.session_id)
    assert case.found == ()


# Which session, which year ----------------------------------------------------------------------


def test_a_year_tells_its_own_sessions_alone(office):
    case = Case(office, CLOSED)
    presence_without_signature(case)
    assert coherence.findings_of_year(office, 2026) == {}
    assert coherence.findings_of_year(office, 2025) == {case.session_id: case.found}


def test_a_session_is_named_by_its_number_before_its_id(office):
    case = Case(office, CLOSED)
    other = coherence.session_named(office, INTRA)
    assert coherence.session_named(office, str(other)) == other
    case.write("update training_session set number = ? where id = ?", str(other), 1)
    assert coherence.session_named(office, str(other)) == 1


def test_a_session_that_is_not_there_is_refused(office):
    with pytest.raises(RuleBroken, match=r"Aucune session «\sS-1999-001\s»"):
        coherence.session_named(office, "S-1999-001")
