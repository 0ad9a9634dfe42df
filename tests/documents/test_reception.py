"""What people receive around a session, as they open it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.attendance_sample import LINK, NEVER_CAME, REMOTE, SOMEONE
from tests.support.office_sample import (
    AFTER,
    COURSE,
    FILE,
    INDIVIDUAL,
    OFFICE,
    ON,
    PEOPLE,
    SESSION,
    VERSION,
    unnamed,
)
from tests.support.pdf_text import pages, plain, printed
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.attendance import Result
from trainingdesk.domain.mentions.mention import missing
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.reception_data import (
    BookletPaper,
    CatalogueEntry,
    CataloguePaper,
    PaidBill,
    PaymentAttestationPaper,
)
from trainingdesk.domain.sessions import Modality, SessionState


def entry(number, field, title):
    sheet = replace(VERSION.sheet, code=f"C-{number}", title=title, category=field)
    course = replace(COURSE, id=number, code=f"C-{number}", title=title)
    return CatalogueEntry(course, replace(VERSION, id=number, sheet=sheet))


CATALOGUE = CataloguePaper(
    organisation=OFFICE,
    entries=(
        entry(1, "Accueil", "Accueillir un public exigeant"),
        entry(2, "Accueil", "Tenir un standard"),
        entry(3, None, "Lire un bilan"),
    ),
    on=ON,
)
BOOKLET = BookletPaper(file=FILE.narrowed((), attended=False), on=ON)
REMOTE_BOOKLET = BookletPaper(file=REMOTE.narrowed((), attended=False), on=ON)
GUIDE = ParticipantPaper(file=REMOTE, participant=SOMEONE, on=ON)
ACQUIRED = replace(SOMEONE, results={one.id: Result.ACQUIRED for one in VERSION.objectives})
ATTESTED = ParticipantPaper(file=FILE, participant=ACQUIRED, on=AFTER)
PAID = PaymentAttestationPaper(
    file=FILE,
    participant=PEOPLE[7],
    on=AFTER,
    client=INDIVIDUAL,
    paid=(
        PaidBill(
            number="F-2026-0009",
            issued_on=date(2026, 5, 19),
            paid_on=date(2026, 5, 20),
            means=PaymentMeans.CHEQUE,
            amount=D("690.00"),
            payer=INDIVIDUAL.display_name,
        ),
    ),
    total=D("690.00"),
)
SAMPLES = {
    "catalogue": ("catalogue", CATALOGUE),
    "booklet": ("welcome_booklet", BOOKLET),
    "booklet at a distance": ("welcome_booklet", REMOTE_BOOKLET),
    "guide": ("software_guide", GUIDE),
    "link": ("remote_link", GUIDE),
    "success": ("success_attestation", ATTESTED),
    "payment": ("payment_attestation", PAID),
}


def pdf_of(key, data):
    return rendered(PAPERS[key].compose(data, Wording()), data.organisation, data.on)


def said(key, data):
    return printed(pdf_of(key, data))


@pytest.mark.parametrize(("key", "data"), SAMPLES.values(), ids=list(SAMPLES))
def test_every_mention_is_readable_and_the_paper_valid(judge, key, data):
    pdf = pdf_of(key, data)
    judge(pdf)
    text = printed(pdf)
    assert missing(PAPERS[key].mentions, data) == ()
    for mention in PAPERS[key].mentions:
        if mention.applies(data):
            for words in mention.words(data):
                assert plain(words) in text, mention.name
    assert pdf == pdf_of(key, data)


# The catalogue ------------------------------------------------------------------------------------


def test_the_catalogue_lists_its_courses_by_field_with_their_pages():
    first, *sheets = pages(pdf_of("catalogue", CATALOGUE))
    assert "Catalogue de formations Atelier des Savoirs" in first
    assert "nos 3 formations" in first
    assert "Sommaire Accueil" in first
    for words in ("Accueil", "Accueillir un public exigeant", "Tenir un standard", "Lire un bilan"):
        assert words in first
    assert "Autres formations" in first
    assert any("Tenir un standard" in page and "C-2" in page for page in sheets)


def test_every_course_begins_on_a_page_of_its_own():
    _first, *sheets = pages(pdf_of("catalogue", CATALOGUE))
    starts = [page for page in sheets if "Référence : C-" in page]
    assert len(starts) == 3


def test_an_empty_catalogue_is_refused():
    empty = replace(CATALOGUE, entries=())
    assert "vide" in PAPERS["catalogue"].refusal(empty)
    assert PAPERS["catalogue"].refusal(CATALOGUE) is None


def test_a_hundred_courses_make_a_catalogue(judge):
    many = tuple(entry(n, f"Domaine {n % 7}", f"Formation {n}") for n in range(1, 41))
    ordered = tuple(sorted(many, key=lambda one: one.version.sheet.category))
    pdf = pdf_of("catalogue", replace(CATALOGUE, entries=ordered))
    judge(pdf)
    assert len(pages(pdf)) >= 41


# The booklet --------------------------------------------------------------------------------------


def test_the_booklet_says_where_when_and_whom_to_ask():
    text = said("welcome_booklet", BOOKLET)
    for words in (
        "Livret d’accueil Accueillir un public exigeant sans s’épuiser",
        "Tram 2, arrêt Tisserands",
        "Pédagogie Marc Tellier",
        "Handicap Inès Rocher",
        "Le règlement intérieur vous est remis avec ce livret",
    ):
        assert words in text


def test_names_of_the_people_stay_out_of_the_booklet():
    text = said("welcome_booklet", BOOKLET)
    assert not any(person.trainee.last_name in text for person in PEOPLE if person.trainee)


@pytest.mark.parametrize(
    ("modality", "words", "absent"),
    [
        (Modality.REMOTE, "connectez-vous sous vos nom et prénom", "Tram 2"),
        (Modality.E_LEARNING, "à votre rythme sur la plateforme", "Tram 2"),
        (Modality.ON_SITE, "Tram 2", "À distance Installez"),
    ],
)
def test_the_booklet_fits_how_the_session_is_held(modality, words, absent):
    file = replace(FILE, session=replace(SESSION, modality=modality))
    text = said("welcome_booklet", BookletPaper(file=file.narrowed((), attended=False), on=ON))
    assert words in text
    assert absent not in text


def test_an_office_without_contacts_has_no_sentence_that_leads_nowhere(judge):
    bare = replace(OFFICE, email="", phone="", dpo_email="", referents_contact="")
    data = replace(BOOKLET, file=replace(BOOKLET.file, organisation=bare, venue=None, room=None))
    pdf = pdf_of("welcome_booklet", data)
    judge(pdf)
    assert "réclamation" not in printed(pdf)


# At a distance ------------------------------------------------------------------------------------


def test_the_guide_tells_how_to_prepare_and_whom_to_call():
    text = said("software_guide", GUIDE)
    assert "Madame, Votre formation se suit à distance" in text
    assert "Appelez-nous ou écrivez-nous : 04 00 00 00 01" in text
    assert LINK not in text


def test_the_link_is_printed_and_can_be_followed():
    text = said("remote_link", GUIDE)
    assert LINK in text
    assert "lundi 18 mai 2026" in text


def test_a_link_that_is_no_address_is_printed_as_it_is():
    file = replace(REMOTE, session=replace(REMOTE.session, remote_link="salle 42, code 0815"))
    text = said("remote_link", replace(GUIDE, file=file))
    assert "salle 42, code 0815" in text
    assert "Rejoindre la formation" not in text


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("software_guide", {"file": FILE}, "rien à distance"),
        ("remote_link", {"file": FILE}, "rien à distance"),
        (
            "remote_link",
            {"file": replace(REMOTE, session=replace(REMOTE.session, remote_link=""))},
            "lien de connexion manque",
        ),
        ("software_guide", {"participant": unnamed(9)}, "pas encore de nom"),
    ],
    ids=["guide on site", "link on site", "no link", "unnamed"],
)
def test_what_is_no_use_is_refused(key, changes, words):
    assert words in PAPERS[key].refusal(replace(GUIDE, **changes))


def test_what_is_useful_is_not_refused():
    assert PAPERS["software_guide"].refusal(GUIDE) is None
    assert PAPERS["remote_link"].refusal(GUIDE) is None


# Attestations -------------------------------------------------------------------------------------


def test_who_acquired_everything_has_succeeded():
    text = said("success_attestation", ATTESTED)
    assert "Attestation de réussite" in text
    assert f"que les {len(VERSION.objectives)} objectifs sont acquis" in text
    assert "ne vaut ni diplôme ni certification" in text


@pytest.mark.parametrize("result", [Result.IN_PROGRESS, Result.NOT_ACQUIRED, None])
def test_one_objective_short_it_is_the_end_of_a_course(result):
    first = VERSION.objectives[0].id
    results = {**ACQUIRED.results, first: result}
    if result is None:
        del results[first]
    data = replace(ATTESTED, participant=replace(ACQUIRED, results=results))
    text = said("success_attestation", data)
    assert "Attestation de fin de stage" in text
    assert "réussite" not in text
    total = len(VERSION.objectives)
    assert f"{total - 1} sur {total}" in text
    assert PAPERS["success_attestation"].file_name(data).startswith("Attestation de fin de stage")


def test_a_course_without_objectives_attests_no_success():
    data = replace(ATTESTED, file=replace(FILE, version=replace(VERSION, objectives=())))
    text = said("success_attestation", data)
    assert "Attestation de fin de stage" in text
    assert "Objectifs de la formation" not in text


def test_who_never_came_gets_no_attestation():
    absent = replace(ATTESTED, participant=NEVER_CAME)
    assert "Aucune heure suivie" in PAPERS["success_attestation"].refusal(absent)
    assert "Aucune heure suivie" in PAPERS["payment_attestation"].refusal(
        replace(PAID, participant=NEVER_CAME)
    )


def test_one_objective_is_told_in_the_singular():
    first = VERSION.objectives[:1]
    file = replace(FILE, version=replace(VERSION, objectives=first))
    text = said("success_attestation", replace(ATTESTED, file=file))
    assert "montre que l’objectif est acquis" in text


def test_what_nobody_assessed_is_not_told_as_failed():
    person = replace(SOMEONE, results={})
    text = said("success_attestation", replace(ATTESTED, participant=person))
    assert "Attestation de fin de stage" in text
    assert "n’ont pas été évalués" in text
    assert "0 sur" not in text


def test_a_session_learnt_in_part_on_a_platform_says_how():
    session = replace(FILE.session, modality=Modality.MIXED, self_paced_hours=D(3))
    file = replace(BOOKLET.file, session=session)
    text = said("welcome_booklet", replace(BOOKLET, file=file))
    assert "en visio" not in text
    assert "avec un micro et une caméra" in text
    assert "à votre rythme sur la plateforme" in text


def test_who_paid_in_the_client_s_place_and_what_was_given_back_are_told():
    (line,) = PAID.paid
    by_fund = replace(line, payer="FIF PL", amount=D("700.00"))
    back = replace(line, amount=D("-10.00"))
    text = said("payment_attestation", replace(PAID, paid=(by_fund, back)))
    assert "payée par FIF PL" in text
    assert "Remboursement, facture F-2026-0009" in text
    assert "Total réglé 690,00 €" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Le prix de la formation, 690,00 € toutes taxes comprises, a été réglé"),
        ({"people": 3}, "pour les 3 stagiaires de Mme Zoé Łukasiewicz, 690,00 €"),
        ({"is_shared": True}, "Les factures qui comprennent le prix de la formation"),
    ],
    ids=["one person", "several people", "several sessions"],
)
def test_the_price_says_whom_it_is_for(changes, words):
    assert words in said("payment_attestation", replace(PAID, **changes))


def test_the_payment_is_attested_line_by_line():
    text = said("payment_attestation", PAID)
    assert "Facture F-2026-0009 du 19 mai 2026 20 mai 2026 chèque 690,00 €" in text
    assert "Client Mme Zoé Łukasiewicz" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"paid": ()}, "Aucun règlement de Mme Zoé Łukasiewicz"),
        ({"total": D("790.00")}, "Il reste 100,00"),
        ({"is_billed": False}, "Seul un acompte est facturé"),
    ],
    ids=["nothing paid", "not all paid", "a deposit alone"],
)
def test_nothing_is_attested_before_all_is_paid(changes, words):
    told = PAPERS["payment_attestation"].refusal(replace(PAID, **changes))
    assert words in plain(told)


def test_a_session_that_was_given_up_welcomes_nobody():
    file = replace(BOOKLET.file, session=replace(SESSION, state=SessionState.CANCELLED))
    assert "annulée" in PAPERS["welcome_booklet"].refusal(replace(BOOKLET, file=file))
    assert PAPERS["welcome_booklet"].refusal(BOOKLET) is None
