"""All papers of a session at once."""

from collections import Counter
from dataclasses import replace

import pytest

from trainingdesk.domain.coherence import Level
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.sessions import EnrolmentState, FundingState
from trainingdesk.services import (
    agreeing,
    identity,
    invoicing,
    packs,
    parties,
    planning,
    publishing,
)
from trainingdesk.services.dossier import PaperState
from trainingdesk.services.needs import NEEDS
from trainingdesk.services.paper_data import Subject
from trainingdesk.services.print_order import Printed, save_print_order
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people
from trainingdesk.storage import sales, sessions, teaching

USUAL = {
    "convention": 1,
    "contract": 1,
    "course_sheet": 1,
    "general_terms": 1,
    "house_rules": 1,
    "joining_letter": 4,
    "handed_over": 1,
    "attendance_sheet": 1,
    "completion_certificate": 4,
    "training_attestation": 4,
}
"""How many papers of each kind the session of the office needs, whoever pays."""
TOWN_HALL, ZOE = "Mairie d’Évian-la-Forêt", "Mme Zoé Łukasiewicz"


def quietly(_done, _total, _what):
    """Hear of progress, and go on."""


def make(filled, **asked):
    return packs.make_ready(filled.office, filled.session, quietly, **asked)


def kinds(pack):
    return Counter(packed.paper.kind for packed in pack.papers)


def waiting(pack):
    return [(str(paper.key), paper.whom, paper.why) for paper in pack.held_back]


def rename_town_hall(filled):
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, name="Mairie de Thonon"))


# What is made -----------------------------------------------------------------------------------


def test_everything_that_is_ready_is_issued_in_the_order_of_printing(filled):
    filled.agree()
    filled.agree(filled.individual)
    filled.attend()
    pack = make(filled)
    made = kinds(pack)
    assert list(made) == [need.key for need in NEEDS if need.key in made]
    assert {key: made[key] for key in USUAL} == USUAL
    assert all(packed.is_new for packed in pack.papers)
    kept = store.papers_where(filled.office.db, "1", [])
    assert {packed.paper.id for packed in pack.papers} == {paper.id for paper in kept}


def test_what_waits_says_why(filled):
    pack = make(filled)
    assert waiting(pack)[:2] == [
        ("convention", TOWN_HALL, "à préparer"),
        ("contract", ZOE, "à préparer"),
    ]
    certificates = [why for key, _whom, why in waiting(pack) if key == "completion_certificate"]
    assert len(certificates) == 4
    assert all(why.startswith("La formation se termine le") for why in certificates)
    done, held = len(pack.papers), len(pack.held_back)
    assert pack.changes.label == f"{done}\xa0documents édités, {held} en attente"


def test_papers_that_left_before_are_taken_as_they_left(filled):
    first = make(filled)
    again = make(filled)
    assert [packed.paper for packed in again.papers] == [packed.paper for packed in first.papers]
    assert not any(packed.is_new for packed in again.papers)
    assert again.changes.label == f"Rien à éditer, {len(first.held_back)} en attente"


def test_only_the_kinds_asked_for_are_made(filled):
    pack = make(filled, kinds=["joining_letter"])
    assert kinds(pack) == {"joining_letter": 4}
    assert pack.held_back == ()


@pytest.mark.parametrize(
    "kind", ["convocation", "proposal"], ids=["no paper", "a paper of no session"]
)
def test_a_kind_that_no_session_has_is_refused_with_those_that_there_are(filled, kind):
    with pytest.raises(RuleBroken, match=rf"{kind}.* n’est pas un document de.*joining_letter"):
        make(filled, kinds=[kind])


def test_an_outdated_paper_waits_unless_it_is_to_be_redone(filled):
    filled.agree()
    (before,) = make(filled, kinds=["convention"]).papers
    rename_town_hall(filled)
    pack = make(filled, kinds=["convention"])
    assert pack.papers == ()
    assert [paper.state for paper in pack.held_back] == [PaperState.OUTDATED]
    (after,) = make(filled, kinds=["convention"], redo=True).papers
    assert after.is_new
    assert after.paper.replaces_id == before.paper.id


def test_a_signed_paper_is_taken_as_it_was_signed(filled):
    filled.agree()
    (before,) = make(filled, kinds=["convention"]).papers
    sign(filled, before)
    rename_town_hall(filled)
    (after,) = make(filled, kinds=["convention"], redo=True).papers
    assert (after.paper, after.is_new) == (before.paper, False)


def test_papers_on_request_are_made_where_they_are_named(filled):
    filled.attend()
    assert "attendance_attestation" not in kinds(make(filled))
    pack = make(filled, kinds=["attendance_attestation"])
    assert kinds(pack) == {"attendance_attestation": 4}


def test_the_office_chooses_the_order(filled):
    save_print_order(filled.office, [Printed("attendance_sheet")])
    assert next(iter(kinds(make(filled)))) == "attendance_sheet"


def test_a_draft_invoice_takes_its_number_only_when_invoices_are_asked_for(filled):
    (draft,) = filled.draft_invoices()
    pack = make(filled)
    assert ("invoice", TOWN_HALL, "à valider et numéroter") in waiting(pack)
    assert not sales.invoice(filled.office.db, draft).is_issued
    pack = make(filled, kinds=["invoice"])
    assert sales.invoice(filled.office.db, draft).is_issued
    assert [packed.paper.invoice_id for packed in pack.papers] == [draft]
    assert waiting(pack) == [("invoice", ZOE, "à préparer")]


def test_an_issued_invoice_is_never_made_again(filled):
    (draft,) = filled.draft_invoices()
    (first,) = make(filled, kinds=["invoice"]).papers
    organisation = replace(identity_of(filled), phone="04 50 00 00 00")
    identity.save_organisation(filled.office, organisation)
    (again,) = make(filled, kinds=["invoice"], redo=True).papers
    assert (again.paper, again.is_new) == (first.paper, False)
    assert again.paper.invoice_id == draft


def identity_of(filled):
    return session_file(filled.office, filled.session).organisation


def test_a_refusal_of_one_paper_lets_the_others_leave(filled):
    contract = filled.agree(filled.individual)
    agreeing.send(filled.office, contract)
    agreeing.sign(filled.office, contract, filled.clock.day, "Zoé Łukasiewicz")
    filled.draft_invoices(filled.individual)
    filled.draft_invoices()
    pack = make(filled, kinds=["invoice"])
    assert [packed.whom for packed in pack.papers] == [TOWN_HALL]
    ((_key, whom, why),) = waiting(pack)
    assert whom == ZOE
    assert "le délai de rétractation court" in why


def test_a_documents_folder_that_takes_nothing_is_told_once(filing):
    filing.office.documents.write_bytes(b"a file in its place")
    pack = make(filing)
    assert len(pack.unfiled) == len(pack.papers)
    assert pack.changes.label.count("n’a pas pu être écrit") == 1


# Progress ---------------------------------------------------------------------------------------


def test_progress_counts_what_is_made_and_names_it(filled):
    heard = []
    packs.make_ready(
        filled.office,
        filled.session,
        lambda *told: heard.append(told),
        kinds=["joining_letter", "completion_certificate"],
    )
    assert [(done, total) for done, total, _what in heard] == [(n, 4) for n in range(5)]
    assert heard[0][2] == "Convocation – Mme Karim Bellil"


def test_work_that_is_stopped_keeps_what_is_whole(filled):
    def stop(done, _total, _what):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        packs.make_ready(filled.office, filled.session, stop, kinds=["joining_letter"])
    kept = store.papers_where(filled.office.db, "1", [])
    assert [paper.kind for paper in kept] == ["joining_letter"] * 2
    assert kinds(make(filled, kinds=["joining_letter"])) == {"joining_letter": 4}


def test_what_left_and_holds_is_gathered_without_making_anything(filled):
    filled.agree()
    assert packs.issued(filled.office, filled.session).papers == ()
    make(filled, kinds=["convention", "joining_letter"])
    rename_town_hall(filled)
    pack = packs.issued(filled.office, filled.session)
    assert "convention" not in kinds(pack)
    assert "attendance_sheet" in {str(paper.key) for paper in pack.held_back}


# For a funder -----------------------------------------------------------------------------------


def gather(filled, funder=None):
    return packs.funder_pack(filled.office, filled.session, funder or filled.funder, quietly)


def test_a_funder_gets_invoice_certificates_attendance_and_programme(filled):
    filled.fund("1400.00")
    for_fund, _for_client = filled.draft_invoices()
    filled.attend()
    publishing.issue_invoice(filled.office, for_fund)
    made = gather(filled)
    assert [packed.paper.kind for packed in made.pack.papers] == [
        "invoice",
        "completion_certificate",
        "completion_certificate",
        "completion_certificate",
        "attendance_company",
        "course_sheet",
    ]
    assert made.pack.papers[0].paper.invoice_id == for_fund
    assert ZOE not in {packed.whom for packed in made.pack.papers}
    assert made.funder == "OPCO Exemple Territoires"
    assert made.pack.held_back == ()


def sheets(made):
    return [packed.paper.kind for packed in made.pack.papers if "attendance" in packed.paper.kind]


def test_a_funder_sees_on_its_sheet_nobody_whom_it_does_not_help(filled):
    filled.fund("1400.00")
    filled.attend()
    (sheet,) = [p.paper for p in gather(filled).pack.papers if p.paper.kind == "attendance_company"]
    assert (sheet.client_id, sheet.trainee_id) == (filled.town_hall, None)
    kept = store.data_of(filled.office.db, sheet.id)
    assert "Ndiaye" in kept
    assert "Łukasiewicz" not in kept


def test_a_funder_that_helps_everybody_sees_the_whole_sheet(filled):
    filled.fund("1400.00")
    enrolment = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[3])
    planning.enrol(filled.office, [replace(enrolment, state=EnrolmentState.CANCELLED)])
    assert sheets(gather(filled)) == ["attendance_sheet"]


def test_the_whole_sheet_is_shown_where_it_alone_was_signed_and_it_is_said(filled):
    filled.fund("1400.00")
    (whole,) = make(filled, kinds=["attendance_sheet"]).papers
    sign(filled, whole)
    made = gather(filled)
    assert sheets(made) == ["attendance_sheet"]
    assert made.doubts[-1] == packs.NAMES_OTHERS
    (own,) = [
        packed
        for packed in make(filled, kinds=["attendance_company"]).papers
        if packed.paper.client_id == filled.town_hall
    ]
    sign(filled, own)
    made = gather(filled)
    assert sheets(made) == ["attendance_company"]
    assert packs.NAMES_OTHERS not in made.doubts


def sign(filled, packed):
    """Keep the signed copy of a paper."""
    copy = store.SignedCopy(paper_id=packed.paper.id, received_on=filled.clock.day)
    store.SIGNED_COPIES.insert(filled.office.db, copy)


def test_the_sheet_for_a_fund_is_made_with_the_others_once_the_session_is_over(filled):
    filled.fund("1400.00")
    assert "attendance_company" not in kinds(make(filled))
    filled.attend()
    made = [p.paper for p in make(filled).papers if p.paper.kind == "attendance_company"]
    assert [paper.client_id for paper in made] == [filled.town_hall]


def test_a_funder_that_refunds_its_client_gets_the_invoice_of_the_client(filled):
    filled.fund("1400.00", subrogation=False)
    (invoice,) = filled.draft_invoices()
    filled.draft_invoices(filled.individual)
    publishing.issue_invoice(filled.office, invoice)
    papers = gather(filled).pack.papers
    assert [packed.paper.invoice_id for packed in papers if packed.paper.kind == "invoice"] == [
        invoice
    ]


def test_what_a_funder_would_miss_is_said(filled):
    filled.fund("1400.00")
    assert "Facture, OPCO Exemple Territoires : à préparer." in gather(filled).doubts
    filled.draft_invoices()
    doubts = gather(filled).doubts
    assert [doubt for doubt in doubts if doubt.startswith("Facture")] == [
        "Facture, OPCO Exemple Territoires : à valider et numéroter."
    ]
    assert sum(doubt.startswith("Certificat de réalisation") for doubt in doubts) == 3


def test_an_invoice_that_was_taken_back_is_sent_to_nobody(filled):
    filled.fund("1400.00")
    for_fund, _for_client = filled.draft_invoices()
    publishing.issue_invoice(filled.office, for_fund)
    credit = invoicing.credit(filled.office, for_fund, "Refus").saved_id
    publishing.issue_invoice(filled.office, credit)
    made = gather(filled)
    assert "invoice" not in kinds(made.pack)


def test_what_contradicts_itself_comes_with_the_papers(filled):
    filled.fund("1400.00")
    filled.agree()
    make(filled, kinds=["joining_letter"])
    trainee = people.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(trainee, last_name="Dupont"))
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    parties.save_trainer(filled.office, replace(trainer, qualification=""))
    made = gather(filled)
    assert {finding.level for finding in made.red} == {Level.RED}
    assert made.doubts[0] == made.red[0].sentence
    assert "« Amélie Dupont »" in made.doubts[0]


def test_certificates_that_changed_are_made_again_for_a_funder(filled):
    filled.fund("1400.00")
    filled.attend()
    gather(filled)
    trainee = people.TRAINEES.get(filled.office.db, filled.trainees[0])
    parties.save_trainee(filled.office, replace(trainee, last_name="Dupont"))
    new = [packed for packed in gather(filled).pack.papers if packed.is_new]
    certificates = [packed for packed in new if packed.paper.kind == "completion_certificate"]
    assert [packed.whom for packed in certificates] == ["Mme Amélie Dupont"]


def test_a_funder_that_helps_nobody_is_refused(filled):
    with pytest.raises(RuleBroken, match="ne prend rien en charge"):
        gather(filled)
    funding = sessions.FUNDINGS.get(filled.office.db, filled.fund("1400.00"))
    assert packs.funders(session_file(filled.office, filled.session)) == {
        filled.funder: "OPCO Exemple Territoires"
    }
    planning.fund(filled.office, replace(funding, state=FundingState.REFUSED))
    with pytest.raises(RuleBroken, match="ne prend rien en charge"):
        gather(filled)


def test_the_programme_for_a_funder_is_that_of_the_session(filled):
    filled.fund("1400.00")
    programme = gather(filled).pack.papers[-1].paper
    assert (programme.kind, programme.course_version_id) == ("course_sheet", filled.version)
    prepared = publishing.prepare(
        filled.office, "course_sheet", Subject(course_version_id=filled.version)
    )
    assert publishing.former_issue(filled.office, prepared) == programme
