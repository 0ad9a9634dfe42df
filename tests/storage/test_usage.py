"""What is used is kept, and the user is told by what."""

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.parties import Client, Trainee
from trainingdesk.storage import parties
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.usage import NOUNS, Usage, delete, users_of


def rows(db):
    return {
        table.name: list(table.rows)
        for table in db.tables
        if not table.name.startswith(("search_index", "sqlite_"))
    }


def told(usages):
    return [usage.label_fr.replace("\N{NO-BREAK SPACE}", " ") for usage in usages]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("category", ["1 formation"]),
        ("conditions", ["1 proposition"]),
        (
            "course",
            [
                "1 ligne de convention",
                "1 ligne de facture",
                "1 évaluation d’objectif",
                "1 ligne de proposition",
                "1 session",
            ],
        ),
        ("funder", ["1 client", "1 prise en charge"]),
        ("contact", ["1 proposition"]),
        ("trainee", ["1 inscription", "1 document édité"]),
        ("trainer", ["1 créneau animé"]),
        ("venue", ["1 créneau", "1 session"]),
        ("room", ["1 créneau", "1 session"]),
        ("slot", ["1 présence relevée"]),
        ("enrolment", ["1 présence relevée", "1 évaluation d’objectif"]),
        ("objective", ["1 évaluation d’objectif"]),
        ("funding", ["1 facture"]),
        ("proposal", ["1 convention ou contrat"]),
        ("agreement", ["1 facture"]),
        ("invoice", ["1 document édité", "1 règlement"]),
        ("issued_paper", ["1 document conservé", "1 exemplaire signé"]),
        (
            "client",
            [
                "2 factures",
                "1 convention ou contrat",
                "1 emploi de stagiaire",
                "1 inscription",
                "1 prise en charge",
                "1 document édité",
                "1 proposition",
                "1 demande en liste d’attente",
            ],
        ),
        (
            "training_session",
            [
                "1 convention ou contrat",
                "1 ligne de convention",
                "1 présence relevée",
                "1 inscription",
                "1 prise en charge",
                "1 facture",
                "1 ligne de facture",
                "1 document édité",
                "1 ligne de proposition",
            ],
        ),
    ],
)
def test_what_leans_on_a_thing(db, things, table, expected):
    assert told(users_of(db, table, getattr(things, table))) == expected


def test_a_row_that_leans_twice_is_counted_once(db, things):
    # The proposal leans on the client and on its contact, who would go along with it.
    assert Usage("proposal", 1, "1\N{NO-BREAK SPACE}proposition") in users_of(
        db, "client", things.client
    )


@pytest.mark.parametrize(
    "table",
    [
        "category",
        "conditions",
        "course",
        "funder",
        "client",
        "contact",
        "trainee",
        "trainer",
        "venue",
        "room",
        "training_session",
        "slot",
        "enrolment",
        "objective",
        "funding",
        "proposal",
        "agreement",
        "invoice",
        "issued_paper",
    ],
)
def test_a_used_thing_is_kept_whole(db, things, table):
    before = rows(db)
    with (
        pytest.raises(RuleBroken, match=r"«\sUntel\s» ne peut pas être supprimé"),
        unit_of_work(db),
    ):
        delete(db, table, getattr(things, table), "Untel")
    assert rows(db) == before


def test_the_sentence_says_what_and_what_to_do(db, things):
    with pytest.raises(RuleBroken) as refused:
        delete(db, "venue", things.venue, "Les Tilleuls")
    assert str(refused.value).replace("\N{NO-BREAK SPACE}", " ") == (
        "« Les Tilleuls » ne peut pas être supprimé : 1 créneau et 1 session l’utilisent. "
        "Archivez-le plutôt."
    )


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("funding", "supprimée : 1 facture l’utilise. Retirez d’abord ce qui s’en sert."),
        ("invoice", "supprimée : une facture émise ne change plus."),
        ("issued_paper", "supprimé : un document édité ne change plus."),
        (
            "payment",
            "un règlement enregistré ne change plus ; annulez-le, puis saisissez-le de nouveau.",
        ),
    ],
)
def test_what_is_not_archived_is_told_otherwise(db, things, table, sentence):
    with pytest.raises(RuleBroken) as refused:
        delete(db, table, getattr(things, table), "Untel")
    assert str(refused.value).replace("\N{NO-BREAK SPACE}", " ").endswith(sentence)


@pytest.mark.parametrize("table", ["draft_invoice", "waiting_entry", "employment"])
def test_what_nothing_leans_on_is_deleted(db, things, table):
    row_id = getattr(things, table)
    name = table.removeprefix("draft_")
    with unit_of_work(db):
        delete(db, name, row_id, "Untel")
    assert db.execute(f"select count(*) from {name} where id = ?", [row_id]).fetchone() == (0,)


def test_what_makes_no_sense_alone_goes_along(db):
    client = parties.CLIENTS.insert(db, Client(name="Lycée Baudelaire"))
    db.execute(
        "insert into contact (client_id, last_name, civility, first_name, role, email, phone,"
        " is_signatory, is_billing, is_decider, sort_name)"
        " values (?, 'Roche', '', '', '', '', '', 0, 0, 0, '')",
        [client],
    )
    delete(db, "client", client, "Lycée Baudelaire")
    assert db.execute("select count(*) from contact").fetchone() == (0,)


def test_what_is_gone_already_is_told(db):
    with pytest.raises(RuleBroken, match=r"«\sRoux\s» n’existe plus"):
        delete(db, "trainee", 7, "Roux")


def test_a_deletion_belongs_to_its_unit_of_work(db):
    trainee = parties.TRAINEES.insert(db, Trainee(last_name="Roux"))
    db.execute("begin immediate")
    delete(db, "trainee", trainee, "Roux")
    db.rollback()
    assert [found.last_name for found in parties.TRAINEES.where(db)] == ["Roux"]


def test_every_table_that_holds_another_back_has_a_name(db):
    references = db.execute(
        """
        select t.name, f."table", f.on_delete from sqlite_schema t
        join pragma_foreign_key_list(t.name) f where t.type = 'table'
        """
    ).fetchall()
    holding = {table for table, _, action in references if action != "CASCADE"}
    held = {target for _, target, action in references if action != "CASCADE"}
    assert holding
    assert holding | held <= set(NOUNS)


def test_every_table_says_how_it_lets_go(db):
    actions = {
        action
        for (action,) in db.execute(
            "select distinct f.on_delete from sqlite_schema t"
            " join pragma_foreign_key_list(t.name) f where t.type = 'table'"
        )
    }
    assert actions == {"CASCADE", "RESTRICT", "SET NULL"}
