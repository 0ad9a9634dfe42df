"""`trainingdesk rules …`: every answer of the rules of sale, as a script reads it."""

import json
from decimal import Decimal as D

import pytest

from trainingdesk.cli import run
from trainingdesk.services.profiles import shipped_keys


@pytest.fixture
def ask(capsys):
    """Run a rule and return its JSON."""

    def run_rule(line, **more):
        words = [str(word) for pair in more.items() for word in pair]
        assert run(["rules", *line.split(), *words, "--json"]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return json.loads(said.out)

    return run_rule


START = "--start 2026-05-18"


def test_a_cancellation_tells_all_its_figures(ask):
    answer = ask(
        f"cancellation --profile digiactif {START} --received 2026-04-27 --ht 1000 --tva 20"
    )
    sentence = answer.pop("sentence")
    assert answer.pop("clause").endswith("Annulation par le client")
    assert answer == {
        "notice_days": 21,
        "notice_working_days": 15,
        "share": "0.50",
        "base": "ht",
        "due_ht": "500.00",
        "due_ttc": "500.00",
        "paid": "0.00",
        "balance": "500.00",
        "last_free_date": "2026-04-26",
        "tiers": [
            {"until": "2026-04-26", "share": "0.00", "base": "none"},
            {"until": "2026-05-08", "share": "0.50", "base": "ht"},
            {"until": None, "share": "1.00", "base": "ht"},
        ],
    }
    assert "15\N{NO-BREAK SPACE}jours ouvrables" in sentence


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--received 24/04/2026 --ht 1000,00", {"base": "deposit", "due_ttc": "300.00"}),
        ("--received 2026-05-04 --ht 1000", {"base": "ttc", "balance": "700.00"}),
        (
            "--received 2026-05-04 --ht 1000 --deposit-paid 1200.50",
            {"paid": "1200.50", "balance": "-200.50"},
        ),
        (
            "--received 2026-05-04 --ht 1000 --by office",
            {"base": "none", "due_ttc": "0.00", "balance": "-300.00"},
        ),
        (
            "--received 2026-05-04 --ht 1000 --formed no --proposal-cost 180",
            {"base": "cost", "due_ttc": "180.00", "paid": "0.00"},
        ),
        (
            "--received 2026-05-04 --ht 1000 --tva 20 --fee-vat taxed",
            {"due_ht": "1000.00", "due_ttc": "1200.00"},
        ),
    ],
)
def test_what_an_office_that_asks_a_deposit_is_owed(ask, options, expected):
    answer = ask(f"cancellation --profile lexom {START} {options}")
    assert {key: answer[key] for key in expected} == expected


def test_terms_without_the_clause_ask_nothing(ask):
    answer = ask(f"cancellation --profile ilmis {START} --received 2026-05-18 --ht 1000")
    assert (answer["base"], answer["due_ttc"], answer["clause"]) == ("none", "0.00", "")


def test_absence_is_refused_as_a_cancellation_of_a_session_of_one_client(capsys):
    line = f"rules cancellation --profile lexom {START} --received 2026-05-04 --ht 1000"
    assert run([*line.split(), "--kind", "intra", "--reason", "absence", "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "n’annule pas une formation en intra" in said.err


@pytest.mark.parametrize(
    ("profile", "asked", "new_start", "expected"),
    [
        ("lexom", "2026-05-17", "2026-08-10", (True, "360.00", "360.00", "840.00")),
        ("lexom", "2026-05-17", "2026-08-11", (True, "1200.00", "1200.00", "0.00")),
        ("digiactif", "2026-05-11", "2026-08-11", (True, "0.00", "0.00", "1200.00")),
        ("digiactif", "2026-05-12", "2026-08-11", (False, "1000.00", "1000.00", "0.00")),
    ],
)
def test_a_postponement(ask, profile, asked, new_start, expected):
    answer = ask(
        f"postponement --profile {profile} --ordered 2026-02-10 --asked {asked} {START}"
        f" --new-start {new_start} --ht 1000 --tva 20"
    )
    keys = ("allowed", "due_ttc", "kept", "due_for_new_date")
    assert tuple(answer[key] for key in keys) == expected


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("substitution --profile digiactif --start 2026-05-18 --asked 2026-05-11", "0.00"),
        (
            "substitution --profile lexom --start 2026-05-18 --asked 2026-05-11 --extra-cost 80",
            "80.00",
        ),
        ("absence --profile rivage --ht 1000 --planned-hours 14 --followed-hours 7", "750.00"),
        ("interruption --profile lexom --ht 1000 --followed-hours 7 --planned-hours 14", "1000.00"),
        (
            (
                "interruption --profile lexom --ht 1000 --followed-hours 7 --planned-hours 14"
                " --force-majeure --client individual"
            ),
            "500.00",
        ),
        ("funder --profile lexom --ttc 1400 --start 2026-05-18 --granted 900", "500.00"),
        (
            "funder --profile digiactif --ttc 1400 --start 2026-05-18 --agreed 2026-05-18",
            "1400.00",
        ),
        (
            (
                "funder --profile lexom --ttc 1400 --start 2026-05-18 --end 2026-05-19"
                " --agreed 2026-05-01 --on 2026-06-20"
            ),
            "1400.00",
        ),
    ],
)
def test_each_other_rule_tells_what_is_due(ask, line, due):
    answer = ask(line)
    assert answer["due_ttc"] == due
    assert answer["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("options", "interest", "indemnity"),
    [
        ("lexom --ttc 1200.00 --due 2025-03-01 --paid 2025-04-15", "19.45", "40.00"),
        ("lexom --ttc 4800 --due 2026-05-30 --paid 2026-08-30", "147.00", "40.00"),
        ("lexom --ttc 4800 --due 2026-05-30 --paid 2026-08-30 --statutory", "149.00", "40.00"),
        ("digiactif --ttc 1500 --due 2025-06-15 --paid 2025-07-20", "6.83", "40.00"),
        ("digiactif --ttc 980 --due 2026-01-10 --paid 2026-03-10", "6.23", "40.00"),
        ("ilmis --ttc 4800 --due 2026-05-30 --paid 2026-08-30", "149.00", "40.00"),
        (
            "digiactif --ttc 980 --due 2026-01-10 --paid 2026-03-10 --debtor consumer",
            "0.00",
            "0.00",
        ),
    ],
)
def test_late_interest(ask, options, interest, indemnity):
    answer = ask(f"late-interest --profile {options}")
    assert (answer["interest"], answer["indemnity"]) == (interest, indemnity)
    assert D(answer["total"]) == D(interest) + D(indemnity)
    assert sum(D(each["amount"]) for each in answer["segments"]) == D(interest)


def test_the_segments_of_late_interest_are_dated(ask):
    answer = ask(
        "late-interest --profile digiactif --ttc 1500 --due 15/06/2025 --paid 20/07/2025"
        " --payment 2025-06-30=500"
    )
    assert [(s["from"], s["to"], s["days"], s["rate"]) for s in answer["segments"]] == [
        ("2025-06-16", "2025-06-30", 15, "5.565"),
        ("2025-07-01", "2025-07-20", 20, "4.14"),
    ]
    assert answer["floor_applied"] is False


@pytest.mark.parametrize(
    ("options", "days", "last_day", "first_claim"),
    [
        ("", 14, "2026-04-15", "2026-04-16"),
        ("--where premises", 10, "2026-04-13", "2026-04-14"),
        ("--where premises --profile lexom", 10, "2026-04-13", "2026-04-14"),
        ("--where off-premises --profile rivage", 20, "2026-04-21", "2026-04-22"),
    ],
)
def test_a_withdrawal(ask, options, days, last_day, first_claim):
    answer = ask(f"withdrawal --signed 2026-04-01 {options}")
    assert answer["days"] == days
    assert (answer["last_day"], answer["first_claim_date"]) == (last_day, first_claim)
    assert answer["max_first_payment_share"] == "0.30"


@pytest.mark.parametrize(
    ("options", "amount", "due"),
    [
        ("lexom --ttc 1200 --client company", "360.00", "2026-04-01"),
        ("lexom --ttc 1200 --client individual", "360.00", "2026-04-16"),
        ("digiactif --ttc 1200 --client company", "0.00", None),
        ("digiactif --ttc 1200 --client individual --where premises", "360.00", "2026-04-14"),
        ("ilmis --ttc 1200 --client individual", "0.00", None),
        ("rivage --ttc 1200 --ht 1000 --client company --start 2026-05-18", "250.00", "2026-04-27"),
    ],
)
def test_a_deposit(ask, options, amount, due):
    answer = ask(f"deposit --profile {options} --signed 2026-04-01")
    assert (answer["amount"], answer["due"]) == (amount, due)


@pytest.mark.parametrize(
    ("profile", "faults"),
    [
        (
            "lexom",
            {
                ("deposit_individual", "L6353-6"),
                ("withdrawal_scope", "L6353-5"),
                ("force_majeure_individual", "L6353-7"),
                ("recovery_indemnity_scope", "L441-10"),
            },
        ),
        (
            "digiactif",
            {
                ("late_rate", "L441-10"),
                ("recovery_indemnity", "L441-10"),
                ("prepayment_individual", "L6353-6"),
                ("withdrawal_missing", "L6353-5"),
            },
        ),
        (
            "ilmis",
            {("access_in_withdrawal", "C. conso. L221-25"), ("withdrawal_missing", "L6353-5")},
        ),
        ("rivage", set()),
    ],
)
def test_where_terms_and_law_part(ask, profile, faults):
    found = ask(f"conformity --profile {profile}")
    assert {(f["rule"], f["article"]) for f in found if f["level"] == "fault"} == faults
    for finding in found:
        assert finding.keys() == {"rule", "level", "article", "found", "required", "sentence"}
        assert all(finding.values())


def test_without_json_the_sentence_is_read_with_its_clause(capsys):
    line = f"rules cancellation --profile lexom {START} --received 2026-05-04 --ht 1000"
    assert run(line.split()) == 0
    sentence, clause = capsys.readouterr().out.splitlines()
    assert sentence.startswith("Votre annulation a été reçue le")
    assert clause.endswith("Annulation par le client)")


def test_conformity_is_read_line_by_line(capsys):
    assert run(["rules", "conformity", "--profile", "lexom"]) == 0
    assert "L6353-6" in capsys.readouterr().out


def test_a_profile_may_be_a_file(ask, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('name = "À moi"\n[deposit]\nshare = 0.4\n', "utf-8")
    answer = ask("deposit --ttc 100 --client company --signed 2026-04-01", **{"--profile": path})
    assert answer["amount"] == "40.00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[deposit]\nshare = 4\n", "deposit.share"),
        ("[deposit\n", "TOML"),
        ("[unknown]\n", "unknown"),
    ],
)
def test_a_file_that_cannot_hold_is_refused_with_the_place(capsys, tmp_path, text, told):
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    line = ["rules", "conformity", "--profile", str(path), "--json"]
    assert run(line) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("conformity --profile nobody", "lexom"),
        (
            "late-interest --profile lexom --ttc 1 --due 2025-01-01 --paid 2025-02-01 --payment x",
            "=",
        ),
        (
            (
                "late-interest --profile lexom --ttc 1 --due 2025-01-01 --paid 2025-02-01"
                " --payment 2025-01-05=abc"
            ),
            "abc",
        ),
        ("deposit --profile lexom --ttc -1 --client company --signed 2026-04-01", "zéro ou plus"),
        ("withdrawal --signed hier", "hier"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(capsys, line, told):
    assert run(["rules", *line.split()]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        pytest.param(f"cancellation --profile lexom {START} --ht 1", "--received", id="a day"),
        pytest.param(
            f"cancellation --profile lexom {START} --received 2026-05-04", "--ht", id="an amount"
        ),
        pytest.param("withdrawal", "--signed", id="the only thing asked"),
    ],
)
def test_what_a_rule_must_be_told_is_named_when_it_is_missing(capsys, line, missing):
    assert run(["rules", *line.split()]) == 2
    assert capsys.readouterr().err == f"Il manque l’option «\xa0{missing}\xa0».\n"


def test_the_shipped_offices_are_named(capsys):
    assert run(["rules", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Organismes livrés" in shown
    assert all(key in shown for key in shipped_keys())
