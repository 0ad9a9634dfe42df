"""Each fault of a file is found, and only that one."""

import pytest

from trainingdesk.storage.checks import Rule, check

ONE_CENT_MORE = """
    update invoice set total_ht_cents = total_ht_cents + 1, total_ttc_cents = total_ttc_cents + 1
    where number is not null
"""


def unguard(db):
    """Let a test do what the file itself forbids."""
    for (name,) in db.execute(
        "select name from sqlite_schema where type = 'trigger' and name like '%keeps%'"
    ).fetchall():
        db.execute(f'drop trigger "{name}"')


def issue_again(db, number):
    """Add a copy of the issued invoice under another number."""
    columns = [c.name for c in db.table("invoice").columns if c.name not in {"id", "number"}]
    names = ", ".join(columns)
    db.execute(
        f"insert into invoice (number, {names}) select ?, {names} from invoice"
        " where number = 'F-2026-0001'",
        [number],
    )
    new_id = db.execute("select max(id) from invoice").fetchone()[0]
    others = [c.name for c in db.table("invoice_line").columns if c.name != "owner_id"]
    db.execute(
        f"insert into invoice_line (owner_id, {', '.join(others)}) select ?, {', '.join(others)}"
        " from invoice_line where owner_id = (select id from invoice where number = 'F-2026-0001')",
        [new_id],
    )


def faults(db):
    """Return what is wrong beside the chain, which breaks with any change of an issued invoice."""
    return [finding for finding in check(db) if finding.rule is not Rule.CHAIN]


@pytest.mark.usefixtures("things")
def test_a_sound_office_has_no_fault(db):
    assert check(db) == []


@pytest.mark.parametrize(
    ("statements", "rule", "place", "said"),
    [
        pytest.param(
            ["update paper_content set pdf = x'00'"],
            Rule.PAPERS,
            "F-2026-0001.pdf",
            "n’est plus celui qui a été édité",
            id="a paper changed",
        ),
        pytest.param(
            ["delete from paper_content"],
            Rule.PAPERS,
            "F-2026-0001.pdf",
            "manque",
            id="a paper without its bytes",
        ),
        pytest.param(
            ["update signed_copy set content = x'00'"],
            Rule.SIGNED_COPIES,
            "signé.pdf",
            "n’est plus celui qui a été reçu",
            id="a signed copy changed",
        ),
        pytest.param(
            ["update supplier_invoice set content = x'00'"],
            Rule.SUPPLIER_FILES,
            "halle.pdf",
            "n’est plus celui qui a été reçu",
            id="a supplier’s file changed",
        ),
        pytest.param(
            [ONE_CENT_MORE],
            Rule.INVOICE_TOTALS,
            "facture F-2026-0001",
            "1\u202f900,01 €",
            id="a total that is not the sum",
        ),
        pytest.param(
            ["update invoice set tva_cents = 7, total_ttc_cents = 7 where number is null"],
            Rule.INVOICE_TOTALS,
            "brouillon de facture 1",
            "n’est pas celui des lignes",
            id="a draft too",
        ),
        pytest.param(
            ["update invoice_line set total_ht_cents = 1"],
            Rule.INVOICE_LINES,
            "facture F-2026-0001",
            "« Deux journées » garde 0,01",
            id="a line that is not its price",
        ),
        pytest.param(
            ["update number_sequence set last = 0"],
            Rule.NUMBERS,
            "numéros F-{YYYY}-{SEQ:04} 2026",
            "porte déjà le 1",
            id="a number above the last",
        ),
        pytest.param(
            ["update number_sequence set last = 3"],
            Rule.NUMBERS,
            "numéros F-{YYYY}-{SEQ:04} 2026",
            "2 numéros manquent dans la suite (2 et 3)",
            id="numbers that no invoice bears",
        ),
        pytest.param(
            ["update number_sequence set last = 9"],
            Rule.NUMBERS,
            "numéros F-{YYYY}-{SEQ:04} 2026",
            "8 numéros manquent dans la suite (2, 3, 4, 5 et 6…)",
            id="many of them",
        ),
        pytest.param(
            ["update training_session set ends_on = '2026-05-19'"],
            Rule.SESSION_DATES,
            "session S-2026-001",
            "ne sont pas celles de ses créneaux",
            id="dates that are not the slots'",
        ),
        pytest.param(
            ["pragma foreign_keys = off", "update contact set client_id = 99"],
            Rule.REFERENCES,
            "contact 1",
            "« client »",
            id="a row that points at nothing",
        ),
        pytest.param(
            [
                "pragma foreign_keys = off",
                "insert into slot_trainer values (99, (select id from trainer))",
            ],
            Rule.REFERENCES,
            "slot_trainer",
            "« slot »",
            id="a row without number that points at nothing",
        ),
        pytest.param(
            ["pragma ignore_check_constraints = on", "update trainee set last_name = ''"],
            Rule.INTEGRITY,
            "fichier",
            "CHECK constraint failed in trainee",
            id="a rule of the file broken",
        ),
    ],
)
@pytest.mark.usefixtures("things")
def test_a_planted_fault_is_found_once(db, statements, rule, place, said):
    unguard(db)
    for statement in statements:
        db.execute(statement)
    db.execute("pragma ignore_check_constraints = off")
    (finding,) = faults(db)
    assert (finding.rule, finding.place) == (rule, place)
    assert said in finding.sentence.replace("\xa0", " ")


@pytest.mark.usefixtures("things")
def test_a_missing_number_between_two_is_found(db):
    unguard(db)
    issue_again(db, "F-2026-0003")
    db.execute("update number_sequence set last = 3")
    (finding,) = faults(db)
    assert "1\xa0numéro manque dans la suite (2)" in finding.sentence


@pytest.mark.usefixtures("things")
def test_a_number_of_another_year_needs_its_own_sequence(db):
    unguard(db)
    issue_again(db, "F-2025-0001")
    (finding,) = faults(db)
    assert finding.place == "numéros F-{YYYY}-{SEQ:04} 2025"


@pytest.mark.usefixtures("things")
def test_numbers_taken_over_from_paper_are_no_gap(db):
    unguard(db)
    db.execute("update invoice set number = 'F-2026-0041' where number is not null")
    db.execute("update number_sequence set last = 41")
    assert faults(db) == []


@pytest.mark.usefixtures("things")
def test_numbers_of_an_earlier_pattern_are_left_alone(db):
    db.execute("insert into setting values ('numbering.invoice', '\"FA{YY}{SEQ:03}\"')")
    assert faults(db) == []


@pytest.mark.usefixtures("things")
def test_a_signed_copy_without_scan_is_no_fault(db):
    db.execute("update signed_copy set content = null, sha256 = ''")
    assert faults(db) == []


@pytest.mark.usefixtures("things")
def test_progress_ends_at_the_total(db):
    told = []
    check(db, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


@pytest.mark.usefixtures("things")
def test_a_check_that_is_given_up_tells_what_it_found(db):
    unguard(db)
    db.execute("update paper_content set pdf = x'00'")
    db.execute("update number_sequence set last = 0")
    done = []
    found = check(db, lambda step, _: done.append(step), lambda: len(done) == 5)
    assert [finding.rule for finding in found] == [Rule.PAPERS]


@pytest.mark.usefixtures("things")
def test_a_page_that_cannot_be_read_is_a_fault_told_on_one_line(db):
    db.execute("create table large as select zeroblob(100000) as filling")
    db.execute("drop table large")
    free_page = db.execute("pragma page_count").fetchone()[0]
    db.execute("pragma writable_schema = on")
    db.execute("update sqlite_schema set rootpage = ? where name = 'training_session'", [free_page])
    db.execute("pragma writable_schema = reset")
    found = check(db)
    assert {finding.rule for finding in found} == {Rule.INTEGRITY}
    assert found[-1].sentence.replace("\xa0", " ") == (
        "Le fichier est abîmé (database disk image is malformed) : restaurez la dernière "
        "sauvegarde."
    )
    assert all("\n" not in finding.sentence for finding in found)
