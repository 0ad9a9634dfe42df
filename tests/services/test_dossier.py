"""How far each paper of a session is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.support.office_sample import OFFICE
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.sessions import EnrolmentState
from trainingdesk.services import agreeing, identity, parties, planning, publishing
from trainingdesk.services.dossier import NeededPaper, PaperState, needed_papers
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people
from trainingdesk.storage import sales, sessions


def found(filled, key) -> list[NeededPaper]:
    """Return the papers of one kind."""
    return [paper for paper in needed_papers(filled.office, filled.session) if paper.key == key]


def states(filled, key):
    return [(paper.whom, paper.state) for paper in found(filled, key)]


def issue(filled, key, **subject):
    prepared = publishing.prepare(filled.office, key, Subject(**subject))
    return publishing.issue(filled.office, prepared, anyway=True).saved_id


TOWN_HALL, ZOE = "Mairie d’Évian-la-Forêt", "Mme Zoé Łukasiewicz"


def test_papers_stand_by_kind_then_by_whom_they_are_for(filled):
    papers = needed_papers(filled.office, filled.session)
    assert list(dict.fromkeys(paper.key for paper in papers)) == [
        "convention",
        "contract",
        "joining_letter",
        "handed_over",
        "attendance_sheet",
        "completion_certificate",
        "training_attestation",
        "invoice",
    ]
    assert [paper.whom for paper in papers if paper.key == "joining_letter"] == [
        "Mme Karim Bellil",
        ZOE,
        "Mme Fatou Ndiaye",
        "Mme Amélie Œuvrard",
    ]


def test_what_does_not_exist_yet_is_to_be_made_for_its_client(filled):
    for key, whom, client in (
        ("convention", TOWN_HALL, filled.town_hall),
        ("contract", ZOE, filled.individual),
    ):
        (paper,) = found(filled, key)
        assert (paper.whom, paper.state, paper.why) == (whom, PaperState.TO_DO, "à préparer")
        assert (paper.client_id, paper.subject) == (client, None)
    assert states(filled, "invoice") == [(TOWN_HALL, PaperState.TO_DO), (ZOE, PaperState.TO_DO)]


def test_a_draft_agreement_is_ready(filled):
    agreement = filled.agree()
    (paper,) = found(filled, "convention")
    assert (paper.state, paper.why, paper.subject) == (
        PaperState.READY,
        "",
        Subject(agreement_id=agreement),
    )


def test_a_paper_that_would_leave_without_a_mention_says_which(filled):
    identity.save_organisation(filled.office, replace(OFFICE, disability_referent=""))
    (paper, *_others) = found(filled, "joining_letter")
    assert paper.state is PaperState.READY
    assert paper.why.startswith("sans ")


def test_a_paper_before_its_time_is_blocked_and_says_why(filled):
    (paper, *_others) = found(filled, "completion_certificate")
    assert paper.state is PaperState.BLOCKED
    assert paper.why.startswith("La formation se termine le 19\xa0mai\xa02026")


def test_a_paper_that_lacks_what_it_cannot_leave_without_is_blocked(filled):
    filled.attend()
    identity.save_organisation(filled.office, replace(OFFICE, representative_name=""))
    (paper, *_others) = found(filled, "completion_certificate")
    assert paper.state is PaperState.BLOCKED
    assert paper.why.startswith("Représentant légal")


def test_an_issued_paper_says_its_day(filled):
    paper_id = issue(filled, "convention", agreement_id=filled.agree())
    filled.clock.day = date(2026, 4, 20)
    (paper,) = found(filled, "convention")
    assert (paper.state, paper.why, paper.paper_id) == (
        PaperState.ISSUED,
        "le 10/04/2026",
        paper_id,
    )


def test_a_paper_whose_signed_copy_came_back_is_signed(filled):
    paper_id = issue(filled, "convention", agreement_id=filled.agree())
    store.SIGNED_COPIES.insert(
        filled.office.db, store.SignedCopy(paper_id=paper_id, received_on=date(2026, 4, 12))
    )
    assert states(filled, "convention") == [(TOWN_HALL, PaperState.SIGNED)]


def test_a_trainee_who_pays_a_part_has_a_contract_beside_the_convention(filled):
    own = Client(name="Œuvrard", first_name="Amélie", kind=ClientKind.INDIVIDUAL)
    own_id = parties.save_client(filled.office, own).saved_id
    agreeing.draft_own_part(filled.office, filled.enrolments[0], own_id, Decimal(200))
    assert "Amélie Œuvrard" in [paper.whom for paper in found(filled, "contract")]
    assert [paper.whom for paper in found(filled, "convention")] == [TOWN_HALL]


def test_what_another_makes_is_no_paper_of_the_office(filled):
    other = Client(name="Institut Delta", kind=ClientKind.TRAINING_OFFICE)
    other_id = parties.save_client(filled.office, other).saved_id
    filled.enrol(filled.new_trainee("Lou", "Marin"), other_id)
    before = [paper.whom for paper in found(filled, "convention")]
    filled.agree(other_id)
    assert "Institut Delta" not in before
    assert [paper.whom for paper in found(filled, "convention")] == before


def test_a_paper_that_would_print_otherwise_today_is_to_be_issued_again(filled):
    issue(filled, "convention", agreement_id=filled.agree())
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, name="Mairie de Thonon"))
    (paper,) = found(filled, "convention")
    assert (paper.state, paper.why) == (
        PaperState.OUTDATED,
        "les données ont changé depuis l’édition",
    )


def test_data_that_no_line_prints_leaves_the_paper_as_it_is(filled):
    issue(filled, "convention", agreement_id=filled.agree())
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, notes="rappeler lundi"))
    assert states(filled, "convention") == [(TOWN_HALL, PaperState.ISSUED)]


def test_attendance_typed_since_does_not_outdate_a_joining_letter(filled):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    filled.attend()
    (paper,) = [p for p in found(filled, "joining_letter") if p.whom.endswith("Œuvrard")]
    assert paper.state is PaperState.ISSUED


def test_each_invoice_is_listed_and_who_has_none_too(filled):
    filled.fund("1400.00")
    fund, client = filled.draft_invoices()
    assert states(filled, "invoice") == [
        (TOWN_HALL, PaperState.READY),
        (TOWN_HALL, PaperState.READY),
        (ZOE, PaperState.TO_DO),
    ]
    publishing.issue_invoice(filled.office, fund)
    listed = found(filled, "invoice")
    assert [(paper.whom, paper.state) for paper in listed] == [
        ("OPCO Exemple Territoires", PaperState.ISSUED),
        (TOWN_HALL, PaperState.READY),
        (ZOE, PaperState.TO_DO),
    ]
    assert listed[1].subject == Subject(invoice_id=client)


def test_a_draft_invoice_that_could_not_stand_is_blocked_and_says_why(filled):
    (draft,) = filled.draft_invoices()
    invoice = sales.invoice(filled.office.db, draft)
    sales.save_invoice(filled.office.db, replace(invoice, lines=()))
    paper, *_others = found(filled, "invoice")
    assert (paper.name, paper.whom, paper.state) == ("Facture", TOWN_HALL, PaperState.BLOCKED)
    assert paper.why == "Une facture sans ligne ne peut pas être émise."
    assert paper.subject == Subject(invoice_id=draft)


def test_who_was_replaced_or_cancelled_needs_no_paper(filled):
    alone = sessions.ENROLMENTS.get(filled.office.db, filled.enrolments[3])
    planning.enrol(filled.office, [replace(alone, state=EnrolmentState.CANCELLED)])
    papers = needed_papers(filled.office, filled.session)
    assert ZOE not in {paper.whom for paper in papers}
    assert "contract" not in {paper.key for paper in papers}
