"""The mails of a session: who gets which papers, and nothing of anybody else's."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from tests.support.office_sample import TOWN_HALL as OFFICE_TOWN_HALL
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.sessions import FundingState
from trainingdesk.services import mail_drafts, packs, parties, planning, publishing, wording
from trainingdesk.services.mail_drafts import Occasion, Record, drafts, write
from trainingdesk.services.needs import Side
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import papers as store
from trainingdesk.storage import parties as people
from trainingdesk.storage import teaching

TOWN_HALL, ZOE, AMELIE = "Mairie d’Évian-la-Forêt", "Mme Zoé Łukasiewicz", "Mme Amélie Œuvrard"


def quietly(_done, _total, _what):
    """Hear of progress, and go on."""


@pytest.fixture
def ready(filled):
    """A session with a firm, a person who pays herself and a second firm; its papers left."""
    firm = replace(OFFICE_TOWN_HALL, id=None, name="Bois & Fils", email="bois@exemple.example")
    other = parties.save_client(filled.office, firm).saved_id
    filled.enrol(filled.new_trainee("Lou", "Marin"), other)
    filled.other = other
    for client in (filled.town_hall, filled.individual, other):
        filled.agree(client)
    packs.make_ready(filled.office, filled.session, quietly)
    return filled


@pytest.fixture
def over(ready):
    """The same session once it is over, the firms invoiced, the fund's part to the fund."""
    ready.fund("1400.00")
    for client in (ready.town_hall, ready.other):
        for invoice in ready.draft_invoices(client):
            publishing.issue_invoice(ready.office, invoice, anyway=True)
    ready.attend()
    packs.make_ready(ready.office, ready.session, quietly, redo=True)
    return ready


def sent(filled, occasion=Occasion.BEFORE):
    return drafts(filled.office, filled.session, occasion)


def to(filled, whom, side, occasion=Occasion.BEFORE):
    (draft,) = [one for one in sent(filled, occasion) if (one.whom, one.side) == (whom, side)]
    return draft


def kinds(filled, draft):
    return [store.PAPERS.get(filled.office.db, each.paper_id).kind for each in draft.attached]


def read(filled, draft):
    """Return a mail as a mail program reads it."""
    content = mail_drafts.message(filled.office, filled.session, draft)
    return message_from_bytes(content, policy=default)


# Who gets what ----------------------------------------------------------------------------------


def test_who_signs_for_a_client_gets_what_is_to_be_signed_and_what_goes_with_it(ready):
    draft = to(ready, TOWN_HALL, Side.CLIENT)
    assert draft.to == "luc@evian.example"
    assert kinds(ready, draft)[:4] == ["convention", "course_sheet", "general_terms", "house_rules"]


def test_a_trainee_gets_what_concerns_her_coming(ready):
    draft = to(ready, AMELIE, Side.TRAINEE)
    assert {"joining_letter", "house_rules"} <= set(kinds(ready, draft))
    assert not {"convention", "contract", "general_terms", "invoice"} & set(kinds(ready, draft))


def test_a_firm_hands_on_the_joining_letters_of_its_people_without_an_address(ready):
    (karim,) = people.TRAINEES.where(ready.office.db, "last_name = 'Bellil'")
    parties.save_trainee(ready.office, replace(karim, email="karim@exemple.example"))
    draft = to(ready, TOWN_HALL, Side.CLIENT)
    letters = [each.whom for each in draft.attached if each.name.startswith("Convocation")]
    assert letters == ["Mme Fatou Ndiaye", AMELIE]
    own = to(ready, "Mme Karim Bellil", Side.TRAINEE)
    assert kinds(ready, own)[0] == "joining_letter"


def test_who_buys_for_herself_gets_one_mail_with_all_that_is_hers(ready):
    mails = [one for one in sent(ready) if one.whom == ZOE]
    (draft,) = mails
    assert {"contract", "joining_letter", "handed_over", "house_rules"} <= set(kinds(ready, draft))


def test_a_trainer_gets_the_sheets(ready):
    (draft,) = [one for one in sent(ready) if one.side is Side.TRAINER]
    assert "attendance_sheet" in kinds(ready, draft)
    assert "joining_letter" not in kinds(ready, draft)


def test_afterwards_who_pays_gets_certificates_and_invoice(over):
    draft = to(over, TOWN_HALL, Side.CLIENT, Occasion.AFTER)
    assert kinds(over, draft) == ["completion_certificate"] * 3 + ["invoice"]
    invoices = [store.PAPERS.get(over.office.db, each.paper_id) for each in draft.attached[3:]]
    assert [paper.client_id for paper in invoices] == [over.town_hall]


def test_afterwards_a_trainee_gets_her_attestation(over):
    draft = to(over, AMELIE, Side.TRAINEE, Occasion.AFTER)
    assert kinds(over, draft) == ["training_attestation"]


def test_a_fund_that_pays_gets_its_file_in_one_pdf(over):
    (draft,) = [one for one in sent(over, Occasion.AFTER) if one.side is Side.FUNDER]
    assert kinds(over, draft) == [
        "invoice",
        *["completion_certificate"] * 3,
        "attendance_company",
        "course_sheet",
    ]
    assert "dossier 2026-A-004512" in draft.subject
    (file,) = read(over, draft).iter_attachments()
    assert file.get_filename().startswith("Dossier – OPCO Exemple Territoires – S-2026-001")


# Nothing of anybody else's ----------------------------------------------------------------------


@pytest.mark.parametrize("occasion", Occasion)
def test_no_mail_carries_a_paper_that_belongs_to_somebody_else(over, occasion):
    clients = {TOWN_HALL: over.town_hall, ZOE: over.individual, "Bois & Fils": over.other}
    by_name = dict(
        zip((AMELIE, "Mme Karim Bellil", "Mme Fatou Ndiaye"), over.trainees, strict=False)
    )
    seen = 0
    for draft in sent(over, occasion):
        for attached in draft.attached:
            paper = store.PAPERS.get(over.office.db, attached.paper_id)
            seen += 1
            if draft.side is Side.CLIENT:
                assert paper.client_id in {None, clients[draft.whom]}
            elif draft.side is Side.TRAINEE and paper.trainee_id is not None:
                trainee = people.TRAINEES.get(over.office.db, paper.trainee_id)
                assert draft.whom.endswith(trainee.last_name)
                assert by_name.get(draft.whom, paper.trainee_id) == paper.trainee_id
            elif draft.side is Side.TRAINER:
                assert (paper.client_id, paper.trainee_id) == (None, None)
            elif draft.side is Side.FUNDER:
                assert paper.client_id in {None, over.town_hall}
    assert seen > len(sent(over, occasion))


def test_a_fund_is_sent_nothing_of_a_client_whom_it_refused(over):
    refused = replace(fundings(over)[0], id=None, client_id=over.other, state=FundingState.REFUSED)
    planning.fund(over.office, replace(refused, received_on=None))
    (draft,) = [one for one in sent(over, Occasion.AFTER) if one.side is Side.FUNDER]
    papers = [store.PAPERS.get(over.office.db, each.paper_id) for each in draft.attached]
    assert {paper.client_id for paper in papers} == {None, over.town_hall}


def test_a_fund_that_has_several_files_reads_the_number_of_each(over):
    second = replace(fundings(over)[0], id=None, client_id=over.other, file_number="B-77")
    planning.fund(over.office, second)
    (draft,) = [one for one in sent(over, Occasion.AFTER) if one.side is Side.FUNDER]
    assert "dossier 2026-A-004512 et B-77" in draft.subject


def fundings(filled):
    return [item.funding for item in session_file(filled.office, filled.session).fundings]


@pytest.mark.parametrize("occasion", Occasion)
def test_nobody_is_written_to_about_a_session_that_was_given_up(over, occasion):
    assert sent(over, occasion)
    with over.office.db.conn:
        over.office.db.execute("update training_session set state = 'postponed'")
    assert sent(over, occasion) == []


# What lacks -------------------------------------------------------------------------------------


def test_what_did_not_leave_yet_is_said(filled):
    filled.agree()
    draft = to(filled, TOWN_HALL, Side.CLIENT)
    assert draft.attached == ()
    assert draft.lacking[0] == "Convention : prêt"
    assert "(aucun document édité)" in draft.body


def test_an_outdated_paper_is_not_sent(ready):
    client = people.CLIENTS.get(ready.office.db, ready.town_hall)
    parties.save_client(ready.office, replace(client, name="Mairie de Thonon"))
    draft = to(ready, "Mairie de Thonon", Side.CLIENT)
    assert "convention" not in kinds(ready, draft)
    assert "Convention : à rééditer" in draft.lacking


def test_a_missing_address_says_where_to_enter_it(ready):
    draft = to(ready, AMELIE, Side.TRAINEE)
    assert (draft.to, draft.where) == ("", Record("trainee", ready.trainees[0]))
    assert draft.address_trouble.startswith(
        "Adresse de courriel manquante : à saisir dans la fiche"
    )
    assert to(ready, TOWN_HALL, Side.CLIENT).address_trouble == ""


@pytest.mark.parametrize(
    ("contact", "client", "where", "address"),
    [
        pytest.param("luc@x.example", "hall@x.example", "contact", "luc@x.example", id="contact"),
        pytest.param("", "hall@x.example", "client", "hall@x.example", id="the house"),
        pytest.param("", "", "contact", "", id="neither"),
    ],
)
def test_the_address_is_that_of_who_signs_else_of_the_house(ready, contact, client, where, address):
    signatory = people.CONTACTS.get(ready.office.db, ready.contact)
    parties.save_contact(ready.office, replace(signatory, email=contact))
    house = people.CLIENTS.get(ready.office.db, ready.town_hall)
    parties.save_client(ready.office, replace(house, email=client))
    draft = to(ready, TOWN_HALL, Side.CLIENT)
    assert (draft.where.kind, draft.to) == (where, address)


def test_an_individual_may_have_her_address_as_a_trainee(ready):
    client = people.CLIENTS.get(ready.office.db, ready.individual)
    parties.save_client(ready.office, replace(client, email=""))
    trainee = people.TRAINEES.get(ready.office.db, ready.trainees[3])
    parties.save_trainee(ready.office, replace(trainee, email="zoe@elle.example"))
    assert to(ready, ZOE, Side.CLIENT).to == "zoe@elle.example"


def test_invoices_go_to_who_receives_them(over):
    signatory = people.CONTACTS.get(over.office.db, over.contact)
    billing = replace(signatory, id=None, email="compta@evian.example", is_billing=True)
    parties.save_contact(over.office, replace(billing, is_signatory=False))
    assert to(over, TOWN_HALL, Side.CLIENT, Occasion.AFTER).to == "compta@evian.example"


def test_what_a_fund_could_refuse_is_said_with_its_mail(over):
    trainer = teaching.TRAINERS.get(over.office.db, over.trainer)
    parties.save_trainer(over.office, replace(trainer, qualification=""))
    trainee = people.TRAINEES.get(over.office.db, over.trainees[0])
    parties.save_trainee(over.office, replace(trainee, last_name="Dupont"))
    (draft,) = [one for one in sent(over, Occasion.AFTER) if one.side is Side.FUNDER]
    assert any("« Amélie Dupont »" in doubt for doubt in draft.doubts)


def test_a_fund_that_has_no_invoice_yet_is_told(ready):
    ready.fund("1400.00")
    (draft,) = [one for one in sent(ready, Occasion.AFTER) if one.side is Side.FUNDER]
    assert draft.lacking[0] == "Facture : à préparer"


# Written ----------------------------------------------------------------------------------------


def test_a_mail_is_opened_for_writing_with_its_papers_attached(ready):
    draft = to(ready, TOWN_HALL, Side.CLIENT)
    message = read(ready, draft)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "luc@evian.example"
    assert message["Subject"] == draft.subject
    assert message.get_body().get_content_charset() == "utf-8"
    assert message.get_body().get_content().startswith("Bonjour M. Luc")
    files = list(message.iter_attachments())
    assert {file.get_content_type() for file in files} == {"application/pdf"}
    assert [file.get_filename() for file in files] == [each.file_name for each in draft.attached]
    assert all(file.get_content().startswith(b"%PDF") for file in files)


def test_file_names_with_accents_are_written_as_the_standard_wants(ready):
    draft = to(ready, AMELIE, Side.TRAINEE)
    raw = mail_drafts.message(ready.office, ready.session, draft)
    assert b"filename*=" in raw or b"filename*0*=" in raw


def test_two_papers_of_one_name_are_both_attached(over):
    twin = over.new_trainee("Fatou", "Ndiaye")
    over.enrolments.append(over.enrol(twin, over.town_hall))
    over.attend()
    packs.make_ready(over.office, over.session, quietly, redo=True)
    draft = to(over, TOWN_HALL, Side.CLIENT, Occasion.AFTER)
    names = [file.get_filename() for file in read(over, draft).iter_attachments()]
    assert len(names) == len(draft.attached) == len(set(names))
    assert "Certificat de réalisation – Ndiaye Fatou (2).pdf" in names


def test_mails_are_written_into_a_folder_one_file_each(ready, tmp_path):
    heard = []
    chosen = sent(ready)
    files = write(ready.office, ready.session, chosen, tmp_path, lambda *told: heard.append(told))
    assert sorted(files) == sorted(tmp_path.iterdir())
    assert len(files) == len(chosen)
    assert {file.suffix for file in files} == {".eml"}
    assert heard[0] == (0, len(chosen), TOWN_HALL)
    assert heard[-1] == (len(chosen), len(chosen), "")


def test_the_words_are_those_of_the_office(ready):
    wording.save(ready.office, {"courriels.avant_client": "Chère {nom}, voici :\n{documents}"})
    body = to(ready, TOWN_HALL, Side.CLIENT).body
    assert body.startswith("Chère M. Luc")
    assert "– Convention\n" in body


def test_another_training_office_that_signs_nothing_gets_no_empty_mail(filled):
    other = Client(name="Institut Delta", kind=ClientKind.TRAINING_OFFICE)
    other_id = parties.save_client(filled.office, other).saved_id
    filled.enrol(filled.new_trainee("Lou", "Marin"), other_id)
    drafted = to(filled, "Institut Delta", Side.CLIENT)
    assert drafted.attached == ()
    assert not any("Convention" in words for words in drafted.lacking)
