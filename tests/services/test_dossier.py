"""How far each paper of a session is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.support.office_sample import OFFICE
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.sessions import EnrolmentState, SessionState
from trainingdesk.services import agreeing, identity, parties, planning, publishing, wording
from trainingdesk.services.dossier import (
    NeededPaper,
    PaperState,
    changes_since,
    needed_papers,
    offered_papers,
)
from trainingdesk.services.needs import NEEDS, Side
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


def test_nothing_is_to_be_prepared_for_a_session_that_was_given_up(filled):
    assert PaperState.TO_DO in {each.state for each in needed_papers(filled.office, filled.session)}
    planning.set_state(filled.office, filled.session, SessionState.CANCELLED)
    papers = needed_papers(filled.office, filled.session)
    assert PaperState.TO_DO not in {each.state for each in papers}


def test_a_sheet_printed_ahead_holds_once_it_was_signed_and_typed(filled):
    paper_id = issue(filled, "attendance_sheet", session_id=filled.session)
    filled.attend()
    (sheet,) = found(filled, "attendance_sheet")
    assert (sheet.paper_id, sheet.state) == (paper_id, PaperState.ISSUED)


def test_papers_stand_in_the_order_of_printing_then_by_whom_they_are_for(filled):
    papers = needed_papers(filled.office, filled.session)
    keys = list(dict.fromkeys(paper.key for paper in papers))
    assert keys == [need.key for need in NEEDS if need.key in keys]
    assert set(keys) >= {
        "convention",
        "contract",
        "course_sheet",
        "general_terms",
        "house_rules",
        "joining_letter",
        "handed_over",
        "attendance_sheet",
        "completion_certificate",
        "training_attestation",
        "invoice",
    }
    assert [paper.whom for paper in papers if paper.key == "joining_letter"] == [
        "Mme Karim Bellil",
        ZOE,
        "Mme Fatou Ndiaye",
        "Mme Amélie Œuvrard",
    ]


def test_each_paper_knows_whose_side_it_is_for(filled):
    papers = needed_papers(filled.office, filled.session)
    sides = {paper.key: paper.side for paper in papers}
    assert (sides["convention"], sides["joining_letter"], sides["attendance_sheet"]) == (
        Side.CLIENT,
        Side.TRAINEE,
        Side.SESSION,
    )


def test_the_invoice_of_a_fund_is_the_fund_s(filled):
    filled.fund("1400.00")
    filled.draft_invoices()
    assert [(paper.side, paper.client_id) for paper in found(filled, "invoice")] == [
        (Side.FUNDER, None),
        (Side.CLIENT, filled.town_hall),
        (Side.CLIENT, filled.individual),
    ]


def test_what_is_on_request_is_offered_and_listed_once_it_was_issued(filled):
    filled.attend()
    offered = offered_papers(filled.office, filled.session)
    asked = [paper for paper in offered if paper.key == "attendance_attestation"]
    assert len(asked) == 4
    assert found(filled, "attendance_attestation") == []
    issue(filled, "attendance_attestation", enrolment_id=filled.enrolments[3])
    assert states(filled, "attendance_attestation") == [(ZOE, PaperState.ISSUED)]


def test_an_office_without_terms_has_no_paper_of_them(filled):
    with filled.office.db.conn:
        filled.office.db.execute("delete from conditions")
    assert found(filled, "general_terms") == found(filled, "house_rules") == []
    assert len(found(filled, "joining_letter")) == 4


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
        (
            "nom du client : « Mairie d’Évian-la-Forêt » → « Mairie de Thonon » ; "
            "nom de l’employeur : « Mairie d’Évian-la-Forêt » → « Mairie de Thonon »"
        ),
    )


def rename_town_hall(filled):
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, name="Mairie de Thonon"))


def test_a_signed_paper_that_would_print_otherwise_says_that_it_was_signed(filled):
    paper_id = issue(filled, "convention", agreement_id=filled.agree())
    copy = store.SignedCopy(paper_id=paper_id, received_on=date(2026, 4, 12))
    store.SIGNED_COPIES.insert(filled.office.db, copy)
    rename_town_hall(filled)
    (paper,) = found(filled, "convention")
    assert (paper.state, paper.signed_on) == (PaperState.OUTDATED, date(2026, 4, 12))
    assert paper.why.startswith("signé le 12/04/2026 ; nom du client")


def test_at_once_nothing_is_composed_and_what_differs_stays_in_doubt(filled):
    issue(filled, "convention", agreement_id=filled.agree())
    rename_town_hall(filled)
    papers = needed_papers(filled.office, filled.session, at_once=True)
    (paper,) = [paper for paper in papers if paper.key == "convention"]
    assert (paper.state, paper.in_doubt, paper.changes) == (PaperState.ISSUED, True, ())


REWORDED = {"joining_letter.intro": "Vous êtes inscrite."}


def test_a_text_reworded_since_outdates_papers_of_a_session_to_come(filled):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[3])
    wording.save(filled.office, REWORDED)
    (paper,) = [one for one in found(filled, "joining_letter") if one.whom == ZOE]
    assert (paper.state, paper.why) == (PaperState.OUTDATED, "le texte du document")


def test_a_text_reworded_since_leaves_a_session_that_is_over_alone(filled):
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[3])
    filled.attend()
    wording.save(filled.office, REWORDED)
    (paper,) = [one for one in found(filled, "joining_letter") if one.whom == ZOE]
    assert paper.state is PaperState.ISSUED


def test_the_preview_of_a_paper_knows_what_changed_since_it_left(filled):
    agreement = filled.agree()
    subject = Subject(agreement_id=agreement)

    def since():
        return changes_since(
            filled.office, publishing.prepare(filled.office, "convention", subject)
        )

    assert since() is None
    paper_id = issue(filled, "convention", agreement_id=agreement)
    assert since() is None
    rename_town_hall(filled)
    former, told = since()
    assert former.id == paper_id
    assert told[0].startswith("nom du client")


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
        ("OPCO Exemple Territoires", PaperState.READY),
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
