"""A few letters find it, whatever is typed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.invoices import Invoice, Recipient
from trainingdesk.domain.parties import Client, ClientKind, Trainee
from trainingdesk.storage import parties, sales, search, sessions
from trainingdesk.storage.migrations.triggers import _INDEXED, Found
from trainingdesk.storage.search import Hit, find


def labels(db, text):
    return [hit.label for hit in find(db, text)]


def plain(hit):
    spaces = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})
    return hit.label.translate(spaces), hit.detail.translate(spaces)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            Found.COURSE,
            "coeur",
            ("Tableur à cœur ouvert", "BUR-01 · BUREAUTIQUE – TABLEUR"),
        ),
        (Found.CLIENT, "evian", ("Mairie d’Évian", "entreprise · Évian")),
        (Found.TRAINEE, "lefevre", ("Zoé Lefèvre", "Mairie d’Évian")),
        (
            Found.SESSION,
            "s-2026-001",
            ("Tableur à cœur ouvert", "S-2026-001 · le 18 mai 2026 · prévue"),
        ),
        (
            Found.PROPOSAL,
            "D-2026",
            (
                "Deux journées de tableur",
                "D-2026-0001 · Mairie d’Évian · 18/05/2026 · brouillon",
            ),
        ),
        (
            Found.INVOICE,
            "f-2026",
            ("Facture F-2026-0001", "Mairie d’Évian · 18/05/2026 · 1 900,00 €"),
        ),
        (Found.TRAINER, "oeuv", ("Œuvrard", "")),
        (Found.FUNDER, "OPCAZ", ("Opcazur", "OPCO")),
        (Found.CONTACT, "roche", ("Roche", "Mairie d’Évian")),
        (Found.VENUE, "les till", ("Les Tilleuls", "")),
        (
            Found.AGREEMENT,
            "cv-2026",
            ("Convention CV-2026-0001", "Mairie d’Évian · Tableur à cœur ouvert"),
        ),
        (
            Found.SUPPLIER_BILL,
            "cafe ha-12",
            ("Facture reçue HA-12", "Café de la Halle · 18/05/2026 · 50,00 €"),
        ),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Found) else None,
)
@pytest.mark.usefixtures("things")
def test_each_kind_is_found_and_told(db, kind, text, expected):
    assert expected in [plain(hit) for hit in find(db, text) if hit.kind is kind]


def test_every_kind_that_is_indexed_is_told():
    assert set(search._TOLD) == set(_INDEXED) == set(Found)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Évian", id="as written"),
        pytest.param("evian", id="without accent or capital"),
        pytest.param("EVI", id="the beginning"),
        pytest.param("E\N{COMBINING ACUTE ACCENT}vian", id="accent typed apart"),
        pytest.param("mai evi", id="beginnings of two words"),
        pytest.param("évian mairie", id="in another order"),
        pytest.param("d'évian", id="straight apostrophe"),
        pytest.param('"mairie" (évian)*', id="signs of the search language"),
    ],
)
def test_one_client_many_ways(db, typed):
    parties.CLIENTS.insert(db, Client(name="Mairie d’Évian"))
    parties.CLIENTS.insert(db, Client(name="Mairie de Thonon"))
    assert labels(db, typed) == ["Mairie d’Évian"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Michał", "michal"),
        ("Michał", "Michał"),
        ("Søren", "soren"),
        ("Strauß", "Strauß"),
        ("Cœurdeloup", "coeurd"),
        ("Æsope", "aesope"),
        ("Đorđe", "Đorđe"),
    ],
)
def test_letters_from_elsewhere(db, name, typed):
    parties.TRAINEES.insert(db, Trainee(last_name=name))
    assert labels(db, typed) == [name]


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "-", ":", "()", "^", "«»", "\0", "\ud800"])
def test_signs_alone_find_nothing(db, typed):
    parties.CLIENTS.insert(db, Client(name="Mairie d’Évian"))
    assert find(db, typed) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_typed_is_harmless(db, text):
    assert isinstance(find(db, text), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text("aàâéèçœÉÎôùÿñłøßžI’'- 0123456789", min_size=1).filter(str.strip))
def test_what_has_a_name_is_found_by_it(db, name):
    row_id = parties.TRAINEES.insert(db, Trainee(last_name=f"x {name}"))
    assert row_id in [hit.id for hit in find(db, f"x {name}", limit=10_000)]


def test_a_name_that_begins_so_comes_first(db):
    for name in ("Compagnie Martin Martin", "Martin et Fils", "Durand"):
        parties.CLIENTS.insert(db, Client(name=name))
    assert labels(db, "martin") == ["Martin et Fils", "Compagnie Martin Martin"]


def test_of_equals_the_latest_comes_first(db):
    for city in ("Lyon", "Metz"):
        parties.CLIENTS.insert(db, Client(name="Martin", address=Address(city=city)))
    assert [hit.detail for hit in find(db, "martin")] == ["entreprise · Metz", "entreprise · Lyon"]


def test_no_more_than_asked_for(db):
    for number in range(9):
        parties.CLIENTS.insert(db, Client(name=f"Martin {number}"))
    assert len(find(db, "martin", limit=4)) == 4


def test_an_individual_is_called_by_both_names(db):
    row_id = parties.CLIENTS.insert(
        db, Client(name="Roux", first_name="Inès", kind=ClientKind.INDIVIDUAL)
    )
    assert find(db, "ines roux") == [Hit(Found.CLIENT, row_id, "Inès Roux", "particulier")]


def test_what_is_archived_is_found_and_said_so(db):
    parties.CLIENTS.insert(db, Client(name="Ancienne", archived_on=date(2026, 1, 1)))
    assert [hit.detail for hit in find(db, "ancienne")] == ["entreprise · archivé"]


def test_a_draft_and_a_new_version_are_told_as_such(db, things):
    proposal = sales.proposal(db, things.proposal).new_version(date(2026, 5, 20))
    sales.save_proposal(db, proposal)
    details = [plain(hit)[1] for hit in find(db, "D-2026-0001") if hit.kind is Found.PROPOSAL]
    assert details[0] == "D-2026-0001 · version 2 · Mairie d’Évian · 20/05/2026 · brouillon"
    drafts = [plain(hit) for hit in find(db, "mairie") if hit.id == things.draft_invoice]
    assert ("Facture (brouillon)", "Mairie d’Évian · 0,00 €") in drafts


def test_the_index_follows_a_new_name(db):
    row_id = parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    parties.TRAINEES.update(db, Trainee(last_name="Leroux", id=row_id))
    assert (labels(db, "roux"), labels(db, "leroux")) == ([], ["Leroux"])


def test_the_index_follows_a_deletion(db):
    parties.TRAINEES.delete(db, parties.TRAINEES.insert(db, Trainee(last_name="Roux")))
    assert find(db, "roux") == []


def test_papers_follow_the_new_name_of_their_client(db, things):
    client = parties.CLIENTS.get(db, things.client)
    parties.CLIENTS.update(db, replace(client, name="Ville d’Évian"))
    kinds = {hit.kind for hit in find(db, "ville")}
    assert kinds == {Found.CLIENT, Found.PROPOSAL, Found.AGREEMENT, Found.INVOICE}
    assert find(db, "mairie") == []


def test_a_payer_finds_its_invoice(db, things):
    sales.save_invoice(
        db,
        Invoice(
            client_id=things.client,
            payer=Recipient(name="Caisse Azur"),
        ),
    )
    assert [hit.kind for hit in find(db, "caisse")] == [Found.INVOICE]


@pytest.mark.usefixtures("things")
def test_the_index_is_whole(db):
    db.execute("insert into search_index (search_index) values ('integrity-check')")
    rows = sum(
        db.execute(f"select count(*) from {table}").fetchone()[0] for table, _ in _INDEXED.values()
    )
    assert db.execute("select count(*) from search_index").fetchone() == (rows,)


def test_a_session_without_dates_says_none(db, things):
    session = sessions.SESSIONS.get(db, things.training_session)
    sessions.SESSIONS.update(db, replace(session, starts_on=None, ends_on=None))
    (hit,) = [hit for hit in find(db, "s-2026-001") if hit.kind is Found.SESSION]
    assert hit.detail == "S-2026-001 · prévue"


@pytest.mark.parametrize(("typed", "asked"), [("Évi d'", True), (" - ", False)])
def test_a_list_asks_the_index_the_same_way(db, things, typed, asked):
    expression = search.matching(typed)
    assert bool(expression) is asked
    found = db.execute(
        "select count(*) from search_index where search_index match ?", [expression or '""']
    ).fetchone()[0]
    assert (found > 0) is asked
    assert things.client
