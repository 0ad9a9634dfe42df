"""The letters and the register of a learning platform."""

from dataclasses import replace

import pytest

from tests.support.elearning_sample import (
    ACCESS,
    ACCESS_PAPER,
    CLOSED_PAPER,
    FIXED,
    INCIDENT_PAPER,
    LATE,
    MAINTENANCE_PAPER,
    NO_TERMS,
    ONLINE,
    PAPERS,
    PERSON,
    REGISTER_PAPER,
    TO_ALL_PAPER,
)
from tests.support.office_sample import OFFICE
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS as KINDS
from trainingdesk.documents.wording import Wording, fields_of, shipped_texts
from trainingdesk.domain.elearning import IncidentKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.sessions import EnrolmentState, SessionState
from trainingdesk.services.wording import check


def made(name, data):
    kind = KINDS[name.partition(" ")[0]]
    return rendered(kind.compose(data, Wording()), data.organisation, data.on)


def words(name, data):
    return printed(made(name, data))


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_valid_and_always_the_same(name, judge):
    pdf = made(name, PAPERS[name])
    judge(pdf)
    assert made(name, PAPERS[name]) == pdf


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_says_what_it_must(name):
    data = PAPERS[name]
    text = words(name, data)
    for mention in KINDS[name.partition(" ")[0]].mentions:
        if mention.applies(data):
            for said in mention.words(data):
                assert plain(said) in text, mention.name


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "elearning_register"])
def test_a_letter_fits_one_page(name):
    assert len(pages(made(name, PAPERS[name]))) == 1


# Access -------------------------------------------------------------------------------------------


def test_the_letter_gives_the_login_and_says_how_to_choose_the_password():
    text = words("platform_access", ACCESS_PAPER)
    for said in (
        "Identifiant amelie.oeuvrard",
        "du 19 mai 2026 au 16 août 2026 inclus, jour et nuit, tous les jours, hors maintenance",
        "au moins 2 Mb/s",
        "Vous choisissez vous-même votre mot de passe",
        "envoyé à l’adresse amelie@evian.example",
        "n’est ni cédé, ni prêté, ni partagé",
        "dans les 48 heures qui suivent",
        "dans les 72 heures ouvrées qui suivent votre signalement",
        "au moins 72 heures à l’avance",
        "bonjour@atelier-savoirs.example ou 04 00 00 00 01",
    ):
        assert said in text, said


def test_no_text_of_the_letter_has_room_for_a_password():
    texts = {key: body for key, body in shipped_texts().items() if "platform_access." in key}
    fields = {field for body in texts.values() for field in fields_of(body)}
    assert not {field for field in fields if "pass" in field}
    with pytest.raises(RuleBroken, match=r"n’a pas de champ \{mot_de_passe\}"):
        check("platform_access.mot_de_passe", "Votre mot de passe est {mot_de_passe}.")


def test_terms_that_promise_nothing_are_not_quoted():
    unknown = replace(PERSON, trainee=replace(PERSON.trainee, email=""))
    bare = replace(
        ACCESS_PAPER,
        conditions=NO_TERMS,
        participant=unknown,
        access=replace(ACCESS, valid_until=None),
        file=replace(
            ONLINE, session=replace(ONLINE.session, remote_link="", self_paced_hours=0)
        ).narrowed([unknown], attended=False),
    )
    text = words("platform_access", bare)
    assert "à partir du 19 mai 2026, jour et nuit" in text
    assert "signalez-le-nous au plus tôt" in text
    assert "à l’adresse électronique que vous nous avez donnée" in text
    for absent in ("Mb/s", "heures ouvrées", "à l’avance", "Connexion"):
        assert absent not in text
    lacking = {mention.name for mention in missing(KINDS["platform_access"].mentions, bare)}
    assert lacking == {"Adresse électronique du stagiaire", "Fin de l’accès"}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        pytest.param(None, ACCESS.valid_until, "jusqu’au 16 août 2026", id="no first day"),
        pytest.param(None, None, "jour et nuit, tous les jours", id="no day at all"),
    ],
)
def test_a_validity_that_is_known_in_part_is_told_in_part(first, last, said):
    access = replace(ACCESS, valid_from=first, valid_until=last)
    assert f"Accès ouvert {said}" in words("platform_access", replace(ACCESS_PAPER, access=access))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"access": None}, "n’a pas encore d’identifiant", id="none"),
        pytest.param(
            {"access": replace(ACCESS, opened_at=None)}, "n’est pas encore ouvert", id="not open"
        ),
        pytest.param(
            {"access": ACCESS.closed(ACCESS_PAPER.on)}, "a pris fin", id="closed meanwhile"
        ),
        pytest.param(
            {
                "participant": replace(
                    PERSON, enrolment=replace(PERSON.enrolment, state=EnrolmentState.CANCELLED)
                )
            },
            "inscription est annulée",
            id="cancelled",
        ),
        pytest.param(
            {"participant": replace(PERSON, trainee=None)}, "pas encore de nom", id="nobody"
        ),
        pytest.param(
            {
                "file": replace(
                    ONLINE, session=replace(ONLINE.session, state=SessionState.CANCELLED)
                )
            },
            "annulée ou reportée",
            id="session cancelled",
        ),
        pytest.param({}, None, id="ready"),
    ],
)
def test_an_access_that_nobody_has_is_not_announced(changes, why):
    refusal = KINDS["platform_access"].refusal(replace(ACCESS_PAPER, **changes))
    assert refusal is None if why is None else why in refusal


# Incidents ----------------------------------------------------------------------------------------


def test_an_incident_is_acknowledged_with_its_deadline():
    text = words("incident_notice", INCIDENT_PAPER)
    assert "au plus tard le jeudi 28 mai 2026 à 15 h 30 : 72 heures ouvrées" in text
    assert "plus de 48 heures" not in text
    assert "Si la difficulté persiste" not in text


def test_an_incident_that_was_mended_is_closed():
    text = words("incident_notice", CLOSED_PAPER)
    assert "Incident corrigé" in text
    assert "mardi 26 mai 2026 à 9 h 15" in text
    assert FIXED.outcome in text
    assert "au plus tard" not in text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (IncidentKind.FORGOTTEN_PASSWORD, "Ne nous en communiquez aucun"),
        (IncidentKind.FRAUDULENT_USE, "Par précaution, choisissez sans attendre"),
    ],
)
def test_a_person_is_told_what_to_do_meanwhile(kind, said):
    data = replace(INCIDENT_PAPER, incident=replace(LATE, kind=kind))
    text = words("incident_notice", data)
    assert said in text
    assert "plus de 48 heures après les faits" in text


def test_an_incident_of_all_names_nobody():
    text = words("incident_notice", TO_ALL_PAPER)
    assert "Un incident nous a été signalé" in text
    assert PERSON.name not in text
    assert "Bonjour," in text


def test_without_terms_no_deadline_is_promised():
    text = words("incident_notice", replace(INCIDENT_PAPER, conditions=NO_TERMS))
    assert "Nous y remédions au plus tôt." in text
    lacking = missing(
        KINDS["incident_notice"].mentions, replace(INCIDENT_PAPER, conditions=NO_TERMS)
    )
    assert [mention.name for mention in lacking] == ["Délai ou date de correction"]


def test_an_office_that_cannot_be_reached_gives_no_contact():
    mute = replace(OFFICE, email="", phone="")
    text = words(
        "incident_notice",
        replace(INCIDENT_PAPER, file=replace(INCIDENT_PAPER.file, organisation=mute)),
    )
    assert "joignez-nous" not in text
    assert "Pour toute question" not in words(
        "maintenance_notice", replace(MAINTENANCE_PAPER, organisation=mute)
    )


# Maintenance and register -------------------------------------------------------------------------


def test_a_maintenance_that_ends_at_midnight_ends_that_day():
    text = words("maintenance_notice", MAINTENANCE_PAPER)
    assert "Début samedi 6 juin 2026 à 22 h" in text
    assert "Fin samedi 6 juin 2026 à 24 h" in text


def test_the_register_counts_what_came_too_late():
    text = words("elearning_register", REGISTER_PAPER)
    assert "2 accès sur la période ; ouverts après l’échéance : 1." in text
    assert "signalés tardivement : 1 ; corrigés après l’échéance : 1 ; encore ouverts : 1." in text
    assert "2 maintenances sur la période ; annoncées trop tard : 1." in text


def test_a_register_without_entries_says_so():
    empty = replace(REGISTER_PAPER, accesses=(), incidents=(), maintenances=())
    text = words("elearning_register", empty)
    for said in ("Aucun accès", "Aucun incident", "Aucune maintenance"):
        assert said in text


def test_a_register_of_forty_accounts_goes_on_over_pages():
    lines = tuple(replace(REGISTER_PAPER.accesses[0], person=f"Person {n}") for n in range(40))
    found = pages(made("elearning_register", replace(REGISTER_PAPER, accesses=lines)))
    assert len(found) > 2
    assert all("Stagiaire" in page for page in found[:2])


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("platform_access", "Accès à la plateforme – Œuvrard Amélie"),
        ("incident_notice", "Incident signalé – Œuvrard Amélie – 2026-05-22"),
        ("incident_notice (closed)", "Incident corrigé – Œuvrard Amélie – 2026-05-22"),
        ("incident_notice (to all)", "Incident signalé – tous – 2026-05-22"),
        ("maintenance_notice", "Maintenance de la plateforme – 2026-06-06 22h00"),
        ("elearning_register", "Registre de l’e-learning – 2026-01-01 au 2026-12-31"),
    ],
)
def test_files_are_named_for_people(name, file_name):
    assert KINDS[name.partition(" ")[0]].file_name(PAPERS[name]) == file_name
