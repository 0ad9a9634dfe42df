"""E-mail drafts that bring the address of a questionnaire."""

from email import message_from_bytes
from email.policy import default

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.questionnaires import QuestionnaireKind
from trainingdesk.services import questionnaire_mails as mails
from trainingdesk.services import questionnaires as service
from trainingdesk.services import wording
from trainingdesk.storage import questionnaires as store

HOT = QuestionnaireKind.HOT


@pytest.fixture
def linked(filled):
    """The office, with an address for the questionnaire that people get as they leave."""
    service.save_link_template(filled.office, HOT, "https://f.example/?n={nom}")
    return filled


def test_each_gets_a_message_with_his_own_link(linked):
    letters = mails.messages(linked.office, linked.session, HOT)
    assert letters[0].whom == "Bellil Karim"
    assert "Bonjour Karim Bellil," in letters[0].body
    assert "https://f.example/?n=Bellil" in letters[0].body
    assert "du 18 mai 2026 au 19 mai 2026" in letters[0].body.replace("\xa0", " ")
    assert letters[0].file_name == "Courriel – satisfaction à chaud – Bellil Karim.eml"


def test_who_answered_is_not_asked_again(linked):
    service.hand_out(linked.office, linked.session, HOT)
    sheets = store.sheets_of(linked.office.db, linked.session, HOT)
    for sheet in sheets[1:]:
        service.record(linked.office, sheet.id, {"ensemble": "4"})
    assert len(mails.messages(linked.office, linked.session, HOT)) == 1
    service.record(linked.office, sheets[0].id, {"ensemble": "4"})
    with pytest.raises(RuleBroken, match="Personne"):
        mails.messages(linked.office, linked.session, HOT)


def test_without_an_address_there_is_no_message(filled):
    with pytest.raises(RuleBroken, match="Aucun lien"):
        mails.messages(filled.office, filled.session, HOT)


def test_the_office_words_the_message_itself(linked):
    wording.save(linked.office, {"hot_form.courriel": "{nom} : {lien}"})
    (first, *_) = mails.messages(linked.office, linked.session, HOT)
    assert first.body.startswith("Karim Bellil : https://f.example/?n=Bellil")


def test_drafts_are_written_for_the_users_own_mail_program(linked, tmp_path):
    letters = mails.messages(linked.office, linked.session, HOT)
    done = mails.write_drafts(linked.office, letters, tmp_path)
    assert done.label == "4\xa0courriels préparés, dont 4 sans adresse"
    file = tmp_path / letters[0].file_name
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == letters[0].subject
    assert "https://f.example/?n=Bellil" in message.get_content()


def test_two_people_of_one_name_have_a_draft_each(linked, tmp_path):
    linked.enrol(linked.new_trainee("Karim", "Bellil"), linked.town_hall)
    letters = mails.messages(linked.office, linked.session, HOT)
    mails.write_drafts(linked.office, letters, tmp_path)
    assert len(list(tmp_path.iterdir())) == len(letters) == 5
    assert (tmp_path / "Courriel – satisfaction à chaud – Bellil Karim (2).eml").exists()
