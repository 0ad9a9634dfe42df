"""The papers that a change made outdated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.office_sample import OFFICE
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import (
    catalogue,
    closing,
    identity,
    outdated,
    packs,
    parties,
    planning,
    proposing,
    publishing,
    wording,
)
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people
from trainingdesk.storage import sessions, teaching


def quietly(_done, _total, _what):
    """Hear of progress, and go on."""


@pytest.fixture
def issued(filled):
    """A session whose convention and joining letters left."""
    filled.agree()
    packs.make_ready(filled.office, filled.session, quietly, kinds=["convention", "joining_letter"])
    return filled


def misspelt(filled, person=0):
    trainee = people.TRAINEES.get(filled.office.db, filled.trainees[person])
    parties.save_trainee(filled.office, replace(trainee, last_name="Durant"))


def told(papers):
    return sorted((each.paper.key, each.paper.whom) for each in papers)


def after(filled, change):
    """Return what is outdated once something changed, as the window finds it."""
    mark = outdated.last_change(filled.office)
    change(filled)
    return outdated.of_sessions(filled.office, outdated.touched_since(filled.office, mark))


TOWN_HALL = "Mairie d’Évian-la-Forêt"
BOTH = [("convention", TOWN_HALL), ("joining_letter", "Mme Amélie Durant")]


def test_a_name_mended_outdates_what_bears_it(issued):
    assert told(after(issued, misspelt)) == BOTH


def test_what_is_outdated_is_told_with_its_session_and_what_changed(issued):
    convention = next(each for each in after(issued, misspelt) if each.paper.key == "convention")
    assert convention.session.startswith("S-2026-001 – ")
    (change,) = convention.paper.changes
    assert change.sentence == "nom (Amélie Durant) : « Œuvrard » → « Durant »"


def move_a_slot(filled):
    slots = list(sessions.slots_of(filled.office.db, filled.session))
    slots[0] = replace(slots[0], day=slots[0].day - timedelta(days=1))
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    planning.plan_session(filled.office, session, slots)


def rename_the_venue(filled):
    venue = teaching.VENUES.get(filled.office.db, filled.venue)
    parties.save_venue(filled.office, replace(venue, name="Maison du Lac"))


def move_the_office(filled):
    identity.save_organisation(filled.office, replace(OFFICE, phone="04 99 99 99 99"))


def name_another_trainer(filled):
    trainer = teaching.TRAINERS.get(filled.office.db, filled.trainer)
    parties.save_trainer(filled.office, replace(trainer, last_name="Autre"))


def reword(filled):
    wording.save(filled.office, {"joining_letter.intro": "Vous venez."})


def rename_the_contact(filled):
    contact = people.CONTACTS.get(filled.office.db, filled.contact)
    parties.save_contact(filled.office, replace(contact, last_name="Autre"))


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        pytest.param(move_a_slot, {"convention", "joining_letter"}, id="a slot"),
        pytest.param(rename_the_venue, {"convention", "joining_letter"}, id="the venue"),
        pytest.param(move_the_office, {"convention", "joining_letter"}, id="the office"),
        pytest.param(name_another_trainer, {"convention", "joining_letter"}, id="the trainer"),
        pytest.param(reword, {"joining_letter"}, id="a text"),
        pytest.param(rename_the_contact, {"convention"}, id="who signs"),
    ],
)
def test_whatever_papers_are_made_from_is_watched(issued, change, kinds):
    assert {each.paper.key for each in after(issued, change)} == kinds


def test_a_seat_more_outdates_the_list_of_the_convention(issued):
    trainee = issued.new_trainee("Lou", "Marin")

    def enrol(filled):
        filled.enrol(trainee, filled.town_hall)

    (paper,) = after(issued, enrol)
    assert paper.paper.why == "stagiaire ajouté : Lou Marin ; effectif : « 4 » → « 5 »"


def test_notes_outdate_nothing(issued):
    def note(filled):
        client = people.CLIENTS.get(filled.office.db, filled.town_hall)
        parties.save_client(filled.office, replace(client, notes="rappeler"))

    assert after(issued, note) == ()


def test_a_change_elsewhere_touches_no_session(issued):
    mark = outdated.last_change(issued.office)
    sheet = courses.version(issued.office.db, issued.version).sheet
    catalogue.add_course(issued.office, replace(sheet, code="AUT-01"))
    assert outdated.touched_since(issued.office, mark) == []


def test_a_session_of_which_nothing_left_is_not_looked_at(filled):
    mark = outdated.last_change(filled.office)
    misspelt(filled)
    assert outdated.touched_since(filled.office, mark) == []


# Asked for by whom or what changed --------------------------------------------------------------


def test_papers_are_asked_for_by_what_changed(issued):
    misspelt(issued)
    for named in (
        {"session_id": issued.session},
        {"trainee_id": issued.trainees[0]},
        {"client_id": issued.town_hall},
        {"contact_id": issued.contact},
        {"trainer_id": issued.trainer},
        {"venue_id": issued.venue},
        {"course_id": issued.course},
        {},
    ):
        assert told(outdated.outdated(issued.office, **named)) == BOTH, named
    assert outdated.outdated(issued.office, trainee_id=issued.trainees[3]) != ()
    assert outdated.outdated(issued.office, funder_id=issued.funder) == ()


def test_progress_counts_sessions(issued):
    heard = []
    outdated.outdated(issued.office, progress=lambda *said: heard.append(said))
    assert heard == [(0, 1, "Documents vérifiés")]


def close(filled):
    closing.close(filled.office, filled.session, anyway=True)


def test_of_a_closed_session_only_who_somebody_is_counts(issued):
    issued.attend()
    close(issued)
    client = people.CLIENTS.get(issued.office.db, issued.town_hall)
    moved = replace(client.address, street="2 quai du Lac")
    parties.save_client(issued.office, replace(client, address=moved))
    assert outdated.outdated(issued.office, client_id=issued.town_hall) == ()
    parties.save_client(issued.office, replace(client, name="Mairie de Thonon"))
    assert ("convention", "Mairie de Thonon") in told(
        outdated.outdated(issued.office, client_id=issued.town_hall)
    )


def test_a_proposal_that_waits_for_an_answer_is_looked_at_with_its_client(filled):
    proposal = filled.propose()
    proposing.send(filled.office, proposal)
    prepared = publishing.prepare(filled.office, "proposal", Subject(proposal_id=proposal))
    publishing.issue(filled.office, prepared, anyway=True)
    assert outdated.outdated(filled.office, client_id=filled.town_hall) == ()
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, name="Mairie de Thonon"))
    (found,) = outdated.outdated(filled.office, client_id=filled.town_hall)
    assert (found.paper.key, found.session_id, found.session) == ("proposal", None, "")


# Issued again -----------------------------------------------------------------------------------


def test_what_is_issued_again_keeps_the_former_edition(issued):
    found = after(issued, misspelt)
    made = outdated.reissue(issued.office, found, quietly)
    assert made.changes.label == "2\xa0documents réédités"
    for paper_id, each in zip(made.papers, found, strict=True):
        assert store.PAPERS.get(issued.office.db, paper_id).replaces_id == each.paper.paper_id
    assert outdated.outdated(issued.office) == ()


def test_progress_names_what_is_issued(issued):
    heard = []
    found = after(issued, misspelt)
    outdated.reissue(issued.office, found, lambda *said: heard.append(said))
    assert heard[0] == (0, 2, f"Convention – {TOWN_HALL}")
    assert heard[-1] == (2, 2, "")


def test_an_invoice_is_never_issued_again(issued):
    (draft,) = issued.draft_invoices()
    publishing.issue_invoice(issued.office, draft)
    move_the_office(issued)
    found = outdated.outdated(issued.office)
    invoices = [each for each in found if each.is_invoice]
    with pytest.raises(RuleBroken, match="un avoir l’annule"):
        outdated.reissue(issued.office, found, quietly)
    assert len(invoices) == 1


def test_a_paper_that_is_refused_lets_the_others_be_issued(issued):
    found = after(issued, misspelt)
    gone = replace(found[0], paper=replace(found[0].paper, subject=Subject(enrolment_id=999)))
    gone = replace(gone, paper=replace(gone.paper, key="joining_letter"))
    made = outdated.reissue(issued.office, [gone, found[1]], quietly)
    assert len(made.papers) == 1
    (refused,) = made.refused
    assert "Cette inscription n’existe plus" in refused
    assert made.changes.label.startswith("1\xa0document réédité. Convention – ")


def test_nothing_to_issue_again_is_said(issued):
    assert outdated.reissue(issued.office, (), quietly).changes.label == "Rien à rééditer"


def test_a_signed_paper_is_known_as_such(issued):
    (convention,) = store.papers_where(issued.office.db, "kind = 'convention'", [])
    copy = store.SignedCopy(paper_id=convention.id, received_on=date(2026, 4, 12))
    store.SIGNED_COPIES.insert(issued.office.db, copy)
    signed = {each.paper.key for each in after(issued, misspelt) if each.is_signed}
    assert signed == {"convention"}
