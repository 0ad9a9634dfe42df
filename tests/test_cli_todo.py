"""`trainingdesk todo`: what is to be done, told to people and to other programs."""

import json
from datetime import date

import pytest

from tests.support.walk import Walk
from trainingdesk.cli.program import run

TOLD = """\
Cette semaine
  Organisme
    01/01/2025 (en retard)  Corriger les conditions de vente en vigueur : \
4 points contraires à la loi
  S-2026-001 – Accueillir un public exigeant sans s’épuiser
    30/03/2026  Facturer l’acompte de Mairie d’Évian-la-Forêt : 621,00 €
    01/04/2026  Mairie d’Évian-la-Forêt : il manque les conditions générales signées \
(envoi du 25/03/2026)
    02/04/2026  Accuser réception par écrit de la commande de Mairie d’Évian-la-Forêt
"""
CONVENTION = "Convention CV-2026-0001, Mairie d’Évian-la-Forêt"


@pytest.fixture
def walk(tmp_path):
    """Return an office where a client just sent its signed proposal back."""
    made = Walk(tmp_path / "Atelier.trainingdesk", "lexom")
    made.do(date(2026, 3, 25), "propose", "accept", "agree", "send")
    made.do(date(2026, 3, 30), "receive_signed_proposal")
    yield made
    made.office.close()


def asked(walk, capsys, *options, on="2026-03-30"):
    assert run(["todo", "--office", str(walk.office.path), "--on", on, *options]) == 0
    return capsys.readouterr().out.replace("\xa0", " ")


def test_other_programs_are_told_in_json(walk, capsys):
    assert json.loads(asked(walk, capsys, "--json")) == [
        {
            "due": "2025-01-01",
            "kind": "conformity",
            "subject": "Organisme",
            "sentence": "Corriger les conditions de vente en vigueur : "
            "4 points contraires à la loi",
            "action": "Ouvrir les conditions",
        },
        {
            "due": "2026-03-30",
            "kind": "deposits",
            "subject": CONVENTION,
            "sentence": "Facturer l’acompte de Mairie d’Évian-la-Forêt : 621,00 €",
            "action": "Facturer l’acompte",
        },
        {
            "due": "2026-04-01",
            "kind": "pieces",
            "subject": CONVENTION,
            "sentence": "Mairie d’Évian-la-Forêt : il manque les conditions générales signées "
            "(envoi du 25/03/2026)",
            "action": "Noter le retour",
        },
        {
            "due": "2026-04-02",
            "kind": "acknowledgements",
            "subject": CONVENTION,
            "sentence": "Accuser réception par écrit de la commande de Mairie d’Évian-la-Forêt",
            "action": "Éditer l’accusé de réception",
        },
    ]


def test_people_are_told_by_week_and_session(walk, capsys):
    assert asked(walk, capsys) == TOLD


def test_what_comes_later_is_told_apart(walk, capsys):
    told = asked(walk, capsys, on="2026-03-27")
    assert told.index("Cette semaine") < told.index("Les semaines suivantes")


def test_an_office_with_nothing_to_do_says_so(walk, capsys):
    walk.put_off("conformity", date(2027, 1, 1))
    walk.put_off("deposits", date(2027, 1, 1))
    walk.put_off("pieces", date(2027, 1, 1))
    walk.put_off("acknowledgements", date(2027, 1, 1))
    assert asked(walk, capsys) == "Rien à faire.\n"


def test_nothing_is_written_to_read_it(walk, capsys):
    before = walk.office.db.execute("select count(*) from history").fetchone()
    asked(walk, capsys)
    assert walk.office.db.execute("select count(*) from history").fetchone() == before
