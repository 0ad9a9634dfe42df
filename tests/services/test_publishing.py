"""Papers are issued for ever, once, and filed where people look for them."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.office_sample import OFFICE
from tests.support.pdf_text import printed
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services import conditions, identity, parties, publishing
from trainingdesk.services.changes import Kind
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import office as office_file
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people
from trainingdesk.storage import sales

SESSION = "S-2026-001 Accueillir un public exigeant sans s’épuiser"


def issue(filled, key, **subject):
    """Issue a paper, whatever it lacks."""
    prepared = publishing.prepare(filled.office, key, Subject(**subject))
    return publishing.issue(filled.office, prepared, anyway=True)


def papers(filled):
    return store.papers_where(filled.office.db, "1 order by id", [])


def rename_town_hall(filled, name):
    client = people.CLIENTS.get(filled.office.db, filled.town_hall)
    parties.save_client(filled.office, replace(client, name=name))


# Keeping ----------------------------------------------------------------------------------------


def test_an_issued_paper_is_kept_with_its_bytes_its_data_and_its_texts(filled):
    prepared = publishing.prepare(filled.office, "convention", Subject(agreement_id=filled.agree()))
    pdf, texts = prepared.render()
    done = publishing.issue(filled.office, prepared)
    (paper,) = papers(filled)
    assert done.kinds == {Kind.PAPERS, Kind.SESSIONS}
    assert done.file is None
    assert paper.id == done.saved_id
    assert paper.sha256 == hashlib.sha256(pdf).hexdigest()
    assert store.pdf_of(filled.office.db, paper.id) == pdf
    assert json.loads(store.data_of(filled.office.db, paper.id))["agreement"]["number"] == (
        "CV-2026-0001"
    )
    (kept,) = filled.office.db.execute("select texts from paper_content").fetchone()
    assert json.loads(kept) == texts
    assert paper.pages == publishing.page_count(pdf)


def test_a_paper_is_listed_with_all_that_it_concerns(filled):
    issue(filled, "convention", agreement_id=filled.agree())
    issue(filled, "joining_letter", enrolment_id=filled.enrolments[0])
    issue(filled, "course_sheet", course_version_id=filled.version)
    convention, letter, sheet = papers(filled)
    assert (convention.session_id, convention.client_id) == (filled.session, filled.town_hall)
    assert (letter.trainee_id, letter.client_id) == (filled.trainees[0], filled.town_hall)
    assert (sheet.course_version_id, sheet.session_id) == (filled.version, None)


def test_the_same_paper_again_is_not_doubled(filled):
    agreement = filled.agree()
    first = issue(filled, "convention", agreement_id=agreement)
    assert issue(filled, "convention", agreement_id=agreement) == first
    assert len(papers(filled)) == 1


def test_a_paper_whose_data_changed_is_issued_beside_the_former(filled):
    agreement = filled.agree()
    first = issue(filled, "convention", agreement_id=agreement).saved_id
    rename_town_hall(filled, "Mairie de Thonon")
    second = issue(filled, "convention", agreement_id=agreement).saved_id
    assert [paper.replaces_id for paper in papers(filled)] == [None, first]
    assert "Évian-la-Forêt" in printed(store.pdf_of(filled.office.db, first))
    assert "Mairie de Thonon" in printed(store.pdf_of(filled.office.db, second))


def test_the_paper_of_one_person_does_not_replace_another_s(filled):
    for enrolment in filled.enrolments[:2]:
        issue(filled, "joining_letter", enrolment_id=enrolment)
    assert [paper.replaces_id for paper in papers(filled)] == [None, None]


@pytest.mark.parametrize("key", ["general_terms", "house_rules"])
def test_each_version_of_the_conditions_has_papers_of_its_own(filled, key):
    first = office_file.conditions_on(filled.office.db, filled.office.today())
    coming = replace(first, starts_on=date(2027, 1, 1), terms="")
    conditions.save_new_version(filled.office, coming)
    second = conditions.versions(filled.office)[0]
    assert (first.number, second.number) == (1, 2)
    for version in (first, second, first):
        issue(filled, key, conditions_id=version.id)
    one, two = papers(filled)
    assert "version 1" in one.file_name
    assert "version 2" in two.file_name
    assert two.replaces_id is None


def test_pictures_are_told_by_their_hash_in_the_data_that_is_kept():
    data = replace(OFFICE, logo=b"image")
    frozen = json.loads(publishing.frozen(data))
    assert frozen["logo"] == hashlib.sha256(b"image").hexdigest()
    assert frozen["capital"] == "12000"


# Refusing ---------------------------------------------------------------------------------------


def test_a_paper_that_may_not_exist_yet_is_refused(filled):
    with pytest.raises(RuleBroken, match="La formation se termine le"):
        issue(filled, "completion_certificate", enrolment_id=filled.enrolments[0])
    assert papers(filled) == []


def test_a_mention_that_blocks_keeps_the_paper_whatever_the_user_says(filled):
    filled.attend()
    identity.save_organisation(filled.office, replace(OFFICE, representative_name=""))
    with pytest.raises(RuleBroken, match="Représentant légal"):
        issue(filled, "completion_certificate", enrolment_id=filled.enrolments[0])
    assert papers(filled) == []


def test_a_mention_that_warns_keeps_the_paper_until_the_user_insists(filled):
    identity.save_organisation(filled.office, replace(OFFICE, disability_referent=""))
    prepared = publishing.prepare(
        filled.office, "joining_letter", Subject(enrolment_id=filled.enrolments[0])
    )
    lacking = [mention.name for mention in prepared.missing]
    assert lacking != []
    with pytest.raises(RuleBroken, match="il manque une mention obligatoire") as refusal:
        publishing.issue(filled.office, prepared)
    assert all(name in str(refusal.value) for name in lacking)
    publishing.issue(filled.office, prepared, anyway=True)
    assert len(papers(filled)) == 1


def test_what_is_gone_makes_no_paper(filled):
    for subject in (
        Subject(session_id=99),
        Subject(enrolment_id=99),
        Subject(agreement_id=99),
        Subject(invoice_id=99),
        Subject(proposal_id=99),
        Subject(course_version_id=99),
    ):
        with pytest.raises(RuleBroken, match="n’existe plus"):
            publishing.prepare(filled.office, "invoice", subject)


def test_a_paper_is_about_something(filled):
    with pytest.raises(ValueError, match="Subject"):
        publishing.prepare(filled.office, "invoice", Subject())


# Invoices ---------------------------------------------------------------------------------------


def test_an_invoice_gets_its_number_and_its_paper_together(filled):
    (draft,) = filled.draft_invoices()
    done = publishing.issue_invoice(filled.office, draft)
    (paper,) = papers(filled)
    assert done.label == "Facture F-2026-0001 émise"
    assert done.kinds == {Kind.INVOICES, Kind.SESSIONS, Kind.PAPERS}
    assert done.saved_id == draft
    assert paper.invoice_id == draft
    assert "F-2026-0001" in printed(store.pdf_of(filled.office.db, paper.id))


def test_an_invoice_that_lacks_a_mention_takes_no_number(filled):
    (draft,) = filled.draft_invoices()
    identity.save_organisation(filled.office, replace(OFFICE, siret=""))
    with pytest.raises(RuleBroken, match="il manque une mention obligatoire"):
        publishing.issue_invoice(filled.office, draft, anyway=True)
    assert sales.invoice(filled.office.db, draft).number is None
    identity.save_organisation(filled.office, OFFICE)
    assert publishing.issue_invoice(filled.office, draft).label == "Facture F-2026-0001 émise"


def test_the_draft_of_an_invoice_is_previewed_but_does_not_leave(filled):
    (draft,) = filled.draft_invoices()
    prepared = publishing.prepare(filled.office, "invoice", Subject(invoice_id=draft))
    assert "2 070,00 €" in printed(prepared.render()[0]).replace("\u202f", " ")
    with pytest.raises(RuleBroken, match="encore un brouillon"):
        publishing.issue(filled.office, prepared, anyway=True)
    assert papers(filled) == []


def test_the_paper_of_an_issued_invoice_is_the_same_on_any_later_day(filled):
    (draft,) = filled.draft_invoices()
    publishing.issue_invoice(filled.office, draft)
    rename_town_hall(filled, "Mairie de Thonon")
    filled.clock.day = filled.clock.day.replace(month=6)
    issue(filled, "invoice", invoice_id=draft)
    assert len(papers(filled)) == 1


# Filing -----------------------------------------------------------------------------------------


def test_papers_lie_in_folders_by_year_and_session(filing):
    root = filing.documents
    agreement = issue(filing, "convention", agreement_id=filing.agree())
    sheet = issue(filing, "course_sheet", course_version_id=filing.version)
    proposal = issue(filing, "proposal", proposal_id=filing.propose())
    (draft,) = filing.draft_invoices()
    invoice = publishing.issue_invoice(filing.office, draft)
    assert [
        done.file.parent.relative_to(root) for done in (agreement, sheet, proposal, invoice)
    ] == [
        Path("2026", SESSION),
        Path("2026", "Catalogue"),
        Path("2026", "Propositions"),
        Path("2026", SESSION),
    ]
    paper = papers(filing)[0]
    assert agreement.file.name == paper.file_name
    assert agreement.file.read_bytes() == store.pdf_of(filing.office.db, paper.id)


def test_a_file_that_is_different_is_never_written_over(filing):
    agreement = filing.agree()
    first = issue(filing, "convention", agreement_id=agreement).file
    first.write_bytes(b"annotated by hand")
    second = issue(filing, "convention", agreement_id=agreement).file
    assert first.read_bytes() == b"annotated by hand"
    assert second.name == f"{first.stem} (2).pdf"
    assert issue(filing, "convention", agreement_id=agreement).file == second


def test_a_folder_that_cannot_be_written_leaves_the_paper_issued_and_says_so(filing):
    filing.documents.write_text("un fichier à la place du dossier", "utf-8")
    agreement = filing.agree()
    told = issue(filing, "convention", agreement_id=agreement)
    assert "est édité et gardé dans le fichier" in told.label
    assert told.file is None
    assert len(papers(filing)) == 1
    filing.documents.unlink()
    assert issue(filing, "convention", agreement_id=agreement).file.is_file()
    assert len(papers(filing)) == 1


def test_an_invoice_keeps_its_number_when_its_file_cannot_be_written(filing):
    filing.documents.write_text("un fichier à la place du dossier", "utf-8")
    (draft,) = filing.draft_invoices()
    told = publishing.issue_invoice(filing.office, draft)
    assert "F-2026-0001 émise" in told.label
    assert "est édité et gardé dans le fichier" in told.label
    assert sales.invoice(filing.office.db, draft).number == "F-2026-0001"
    assert len(papers(filing)) == 1
