"""Clients, contacts, trainees and funders, typed in their windows."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.desk_hands import cells, fill, newest, plain, press, said, write_cell
from trainingdesk.desktop.widgets.record_box import RecordBox
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.identifiers import sample_siret
from trainingdesk.domain.parties import Client, ClientKind, Contact, FunderKind
from trainingdesk.domain.people import Civility
from trainingdesk.services import parties as party_services
from trainingdesk.services.changes import Kind
from trainingdesk.storage import parties


def _open(window, kind, row_id=None, **context):
    window.edit(kind, row_id, **context)
    return newest(window)


def _told(window, monkeypatch):
    """Return the list into which every broadcast of the window is written."""
    told = []
    heard = window.broadcast
    monkeypatch.setattr(window, "broadcast", lambda changes: (told.append(changes), heard(changes)))
    return told


@pytest.mark.parametrize(
    ("kind", "asked", "spared"),
    [
        pytest.param(
            ClientKind.COMPANY,
            ["legal_form", "siret", "vat_number", "funder_id"],
            ["civility", "first_name", "service_code"],
            id="company",
        ),
        pytest.param(
            ClientKind.INDIVIDUAL,
            ["civility", "first_name"],
            ["legal_form", "siret", "vat_number", "funder_id", "service_code"],
            id="individual",
        ),
        pytest.param(
            ClientKind.PUBLIC_BODY,
            ["siret", "service_code"],
            ["civility", "first_name"],
            id="public body",
        ),
    ],
)
def test_the_kind_of_a_client_decides_what_is_asked(window, kind, asked, spared):
    editor = _open(window, "client")
    fill(editor, kind=kind)
    assert [name for name in asked if not getattr(editor.ui, name).isVisible()] == []
    assert [name for name in spared if getattr(editor.ui, name).isVisible()] == []


def test_a_new_client_is_saved_with_its_people_and_told_to_the_pages(window, office, monkeypatch):
    told = _told(window, monkeypatch)
    editor = _open(window, "client", name="Scierie du Bois-Joli")
    fill(editor, siret=sample_siret(41), address_postcode="74000", address_city="Annecy")
    editor.ui.tabs.setCurrentIndex(1)
    press(editor.ui.contacts, "Ajouter")
    write_cell(editor.ui.contacts, 0, "Nom", "Roche")
    write_cell(editor.ui.contacts, 0, "Signe", True)
    press(editor, "Enregistrer")
    (client,) = parties.CLIENTS.where(office.db, "name = 'Scierie du Bois-Joli'")
    assert (client.siret, client.address.city) == (sample_siret(41), "Annecy")
    signatory = parties.signatory_of(office.db, client.id)
    assert signatory is not None
    assert signatory.last_name == "Roche"
    assert Kind.CLIENTS in told[-1].kinds
    assert not editor.isVisible()


def test_a_client_is_saved_as_it_was_when_nothing_is_touched(window, office, filled):
    before = parties.CLIENTS.get(office.db, filled.town_hall)
    editor = _open(window, "client", filled.town_hall)
    assert cells(editor.ui.contacts, 0)[:3] == ["M.", "Luc", "Besson"]
    press(editor, "Enregistrer")
    assert parties.CLIENTS.get(office.db, filled.town_hall) == before


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        pytest.param("siret", "123", "14 chiffres", id="SIRET"),
        pytest.param("email", "mairie@", "adresse électronique", id="e-mail"),
        pytest.param("name", "", "Le nom du client", id="name"),
        pytest.param("logo_consent_on", "32/13", "Écrivez une date", id="date on another tab"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    window, filled, field, typed, words
):
    db = window.office.db
    before = parties.CLIENTS.get(db, filled.town_hall)
    editor = _open(window, "client", filled.town_hall)
    fill(editor, service_code="SC-9", **{field: typed})
    editor.ui.tabs.setCurrentIndex(1)
    assert not editor.save()
    widget = getattr(editor.ui, field)
    assert words in said(editor, field)
    assert widget.text() == typed
    assert widget.isVisible()
    assert editor.ui.service_code.text() == "SC-9"
    assert parties.CLIENTS.get(db, filled.town_hall) == before


def test_a_wrong_cell_brings_its_tab_to_the_front(window, filled):
    editor = _open(window, "client", filled.town_hall)
    write_cell(editor.ui.contacts, 0, "Courriel", "luc@")
    editor.ui.tabs.setCurrentIndex(0)
    assert not editor.save()
    assert editor.ui.contacts.isVisible()
    assert cells(editor.ui.contacts, 0)[4] == "luc@"


def test_a_billing_address_is_kept_only_where_it_differs(window, office, filled):
    editor = _open(window, "client", filled.town_hall)
    editor.ui.billing_group.setChecked(True)
    fill(editor, billing_street="BP 12", billing_postcode="74001", billing_city="Annecy")
    press(editor, "Enregistrer")
    kept = parties.CLIENTS.get(office.db, filled.town_hall).billing
    assert kept == Address(street="BP 12", postcode="74001", city="Annecy")
    editor = _open(window, "client", filled.town_hall)
    editor.ui.billing_group.setChecked(False)
    press(editor, "Enregistrer")
    assert parties.CLIENTS.get(office.db, filled.town_hall).billing is None


def test_a_firm_that_becomes_a_person_keeps_no_siret(window, office):
    saved = party_services.save_client(
        office, Client(name="Roche", siret=sample_siret(51), legal_form="EI")
    ).saved_id
    editor = _open(window, "client", saved)
    fill(editor, kind=ClientKind.INDIVIDUAL, first_name="Paul")
    press(editor, "Enregistrer")
    kept = parties.CLIENTS.get(office.db, saved)
    assert (kept.siret, kept.legal_form, kept.first_name) == ("", "", "Paul")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        pytest.param({"name": "MAIRIE D'EVIAN LA FORET SARL"}, ClientKind.COMPANY, id="name"),
        pytest.param({"name": "Autre", "siret": sample_siret(22)}, ClientKind.COMPANY, id="SIRET"),
    ],
)
def test_a_client_that_may_exist_already_is_told_and_leads_to_the_other(
    window, filled, typed, kind
):
    editor = _open(window, "client")
    assert not editor.ui.duplicate.isVisible()
    fill(editor, kind=kind, **typed)
    assert "Mairie d’Évian-la-Forêt" in editor.ui.duplicate.text()
    assert editor.ui.duplicate.isVisible()
    editor.ui.duplicate.linkActivated.emit(str(filled.town_hall))
    assert newest(window).value.id == filled.town_hall


def test_a_funder_made_while_typing_a_client_is_chosen(window, office):
    editor = _open(window, "client", name="Scierie")
    editor.ui.funder_id.setEditText("OPCO des Bois")
    editor.ui.funder_id.add_wished.emit("OPCO des Bois")
    funder = newest(window)
    assert funder.ui.name.text() == "OPCO des Bois"
    press(funder, "Enregistrer")
    assert editor.ui.funder_id.currentText() == "OPCO des Bois"
    press(editor, "Enregistrer")
    (client,) = parties.CLIENTS.where(office.db, "name = 'Scierie'")
    assert parties.FUNDERS.get(office.db, client.funder_id).name == "OPCO des Bois"


def test_a_funder_that_nobody_knows_is_refused_beside_its_field(window):
    editor = _open(window, "client", name="Scierie")
    editor.ui.funder_id.setEditText("Inconnu")
    assert not editor.save()
    assert "Choisissez un nom" in said(editor, "funder_id")
    assert editor.ui.funder_id.currentText() == "Inconnu"


def test_a_contact_belongs_to_the_client_it_was_asked_for(window, office, filled):
    editor = _open(window, "contact", client_id=filled.individual)
    fill(editor, last_name="Arnaud", civility=Civility.MADAME, email="arnaud@exemple.example")
    editor.ui.is_billing.setChecked(True)
    press(editor, "Enregistrer")
    (contact,) = parties.contacts_of(office.db, filled.individual)
    assert contact == replace(
        Contact(client_id=filled.individual, last_name="Arnaud"),
        id=contact.id,
        civility=Civility.MADAME,
        email="arnaud@exemple.example",
        is_billing=True,
    )


def test_a_contact_without_client_is_refused(window):
    editor = _open(window, "contact")
    fill(editor, last_name="Arnaud")
    assert not editor.save()
    assert said(editor, "client_id")


def test_a_trainee_is_saved_with_her_employers(window, office, filled):
    editor = _open(window, "trainee", name="Nguyen", client_id=filled.town_hall)
    fill(
        editor, first_name="Thi", birth_name="Tran", born_on="3/4/1990", special_needs="Sous-titres"
    )
    write_cell(editor.ui.employments, 0, "Emploi", "agent d’accueil")
    write_cell(editor.ui.employments, 0, "Depuis le", "1/2/2024")
    press(editor, "Enregistrer")
    (trainee,) = parties.TRAINEES.where(office.db, "last_name = 'Nguyen'")
    assert (trainee.born_on, trainee.special_needs) == (date(1990, 4, 3), "Sous-titres")
    (job,) = parties.employments_of(office.db, trainee.id)
    assert (job.client_id, job.job, job.starts_on) == (
        filled.town_hall,
        "agent d’accueil",
        date(2024, 2, 1),
    )


def test_an_employer_is_found_by_a_part_of_its_name(window, filled):
    editor = _open(window, "trainee", filled.trainees[0])
    editor.ui.tabs.setCurrentIndex(1)
    press(editor.ui.employments, "Ajouter")
    grid = editor.ui.employments.grid
    grid.edit(grid.model().index(0, 0))
    box = grid.findChild(RecordBox)
    box.setEditText("la-foret")
    grid.commitData(box)
    assert cells(editor.ui.employments, 0)[0] == "Mairie d’Évian-la-Forêt"


def test_an_employment_without_employer_is_refused_in_its_cell(window, filled):
    editor = _open(window, "trainee", filled.trainees[0])
    editor.ui.tabs.setCurrentIndex(1)
    press(editor.ui.employments, "Ajouter")
    write_cell(editor.ui.employments, 0, "Emploi", "agent")
    editor.ui.tabs.setCurrentIndex(0)
    assert not editor.save()
    assert editor.ui.employments.isVisible()
    assert "Choisissez l’employeur" in editor.ui.employments._trouble.text()


def test_a_funder_is_changed(window, office, filled):
    editor = _open(window, "funder", filled.funder)
    fill(editor, kind=FunderKind.FRANCE_TRAVAIL, phone="01 02 03 04 05")
    press(editor, "Enregistrer")
    kept = parties.FUNDERS.get(office.db, filled.funder)
    assert (kept.kind, plain(kept.phone)) == (FunderKind.FRANCE_TRAVAIL, "01 02 03 04 05")


def test_acronyms_keep_their_capitals_in_lists(window):
    editor = _open(window, "funder")
    assert editor.ui.kind.itemText(0) == "OPCO"


def test_a_client_says_who_decides_and_until_when_it_is_insured(window, office, filled):
    window.edit("client", filled.town_hall)
    editor = newest(window)
    fill(editor, insurance_until="31/12/2026")
    write_cell(editor.ui.contacts, 0, "Décide", True)
    press(editor, "Enregistrer")
    assert parties.CLIENTS.get(office.db, filled.town_hall).insurance_until == date(2026, 12, 31)
    (contact,) = parties.contacts_of(office.db, filled.town_hall)
    assert contact.is_decider
