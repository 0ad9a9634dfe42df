"""`trainingdesk pack`: all papers of a session in one run."""

import json

import pytest
from pikepdf import Pdf

from tests.support.filled_office import FilledOffice
from trainingdesk.cli.program import run
from trainingdesk.storage import sales

NUMBER = "S-2026-001"
BEFORE, AFTER = "2026-04-20", "2026-05-21"


@pytest.fixture(autouse=True)
def workstation(tmp_path, monkeypatch):
    """A workstation of its own."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def filled(tmp_path):
    """A session with its conventions drafted, in a file that nobody holds."""
    made = FilledOffice(path=tmp_path / "Atelier.trainingdesk")
    made.agree()
    made.agree(made.individual)
    yield made
    made.office.close()


@pytest.fixture
def out(tmp_path):
    return tmp_path / "sortie" / "session"


def asked(filled, capsys, out, *options, session=NUMBER, on=BEFORE):
    path = str(filled.office.path)
    status = run(["pack", session, "--out", str(out), "--office", path, "--on", on, *options])
    told = capsys.readouterr()
    return status, told.out.replace("\xa0", " "), told.err.replace("\xa0", " ")


def test_what_is_ready_is_filed_and_what_waits_is_told(filled, capsys, out):
    status, told, err = asked(filled, capsys, out)
    assert (status, err) == (1, "")
    first, *others = told.splitlines()
    made = len(list(out.glob("*.pdf")))
    assert first == f"{made} documents édités, 0 déjà édité, dans « {out} »."
    assert others[0].startswith(
        "en attente  Certificat de réalisation, Mme Karim Bellil : La formation se termine le"
    )
    assert sum(" : La formation se termine le" in line for line in others) == 8
    assert len(list(out.glob("Convocation – *.pdf"))) == 4


def test_a_session_of_which_nothing_waits_ends_with_0(filled, capsys, out):
    status, told, _err = asked(filled, capsys, out, "--kind", "joining_letter")
    assert (status, told) == (0, f"4 documents édités, 0 déjà édité, dans « {out} ».\n")
    status, told, _err = asked(filled, capsys, out, "--kind", "joining_letter")
    assert (status, told) == (0, f"0 document édité, 4 déjà édités, dans « {out} ».\n")


def test_one_pdf_is_named_after_the_session(filled, capsys, out):
    asked(filled, capsys, out, "--kind", "convention", "--kind", "contract", "--merge")
    (file,) = out.iterdir()
    assert file.name.startswith(f"Documents – {NUMBER} ")
    with Pdf.open(file) as pdf, pdf.open_outline() as outline:
        once = len(pdf.pages)
        assert [item.title.partition(" – ")[0] for item in outline.root] == [
            "Convention",
            "Contrat",
        ]
    asked(filled, capsys, out, "--kind", "convention", "--kind", "contract", "--merge", "--copies")
    with Pdf.open(file) as pdf:
        assert len(pdf.pages) == 2 * once


def test_other_programs_are_told_papers_reasons_and_files(filled, capsys, out):
    status, told, _err = asked(
        filled, capsys, out, "--kind", "contract", "--kind", "completion_certificate", "--json"
    )
    told = json.loads(told)
    assert status == 1
    (paper,) = told["papers"]
    assert (paper["kind"], paper["whom"], paper["new"]) == (
        "contract",
        "Mme Zoé Łukasiewicz",
        True,
    )
    assert told["files"] == [str(out / paper["file"])]
    assert [each["kind"] for each in told["blocked"]] == ["completion_certificate"] * 4
    assert {each["state"] for each in told["blocked"]} == {"bloqué"}
    assert told["blocked"][0]["why"].startswith("La formation se termine le")


def test_an_invoice_takes_its_number_when_it_is_named(filled, capsys, out):
    (draft,) = filled.draft_invoices()
    asked(filled, capsys, out)
    assert not sales.invoice(filled.office.db, draft).is_issued
    asked(filled, capsys, out, "--kind", "invoice")
    assert sales.invoice(filled.office.db, draft).number == "F-2026-0001"


def test_what_changed_since_it_left_is_made_again_when_asked(filled, capsys, out):
    asked(filled, capsys, out, "--kind", "convention")
    with filled.office.db.conn:
        filled.office.db.execute(
            "update client set name = 'Mairie de Thonon' where id = ?", [filled.town_hall]
        )
    status, told, _err = asked(filled, capsys, out, "--kind", "convention")
    assert status == 1
    assert "Convention, Mairie de Thonon : nom du client : « Mairie d’Évian" in told
    status, told, _err = asked(filled, capsys, out, "--kind", "convention", "--redo")
    assert (status, told.partition(",")[0]) == (0, "1 document édité")


def test_nothing_to_give_leaves_the_folder_empty(filled, capsys, out):
    status, told, _err = asked(filled, capsys, out, "--kind", "invoice", "--merge")
    assert status == 1
    assert told.startswith("0 document édité, 0 déjà édité")
    assert list(out.iterdir()) == []


def test_papers_that_the_documents_folder_refuses_are_told(filled, capsys, out):
    (filled.office.path.parent / "Documents").write_bytes(b"a file in its place")
    _status, told, _err = asked(filled, capsys, out, "--kind", "convention")
    assert "n’a pas pu être écrit dans le dossier des documents" in told
    assert len(list(out.iterdir())) == 1


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        pytest.param(BEFORE, "Votre convocation", id="before it"),
        pytest.param(AFTER, "Votre attestation", id="once it is over"),
    ],
)
def test_a_mail_is_drafted_for_each_recipient(filled, capsys, out, day, subject):
    if day == AFTER:
        filled.attend()
    asked(filled, capsys, out, "--mail", on=day)
    mails = sorted(path.name for path in (out / "Courriels").iterdir())
    assert all(name.endswith(".eml") for name in mails)
    assert sum(subject in name for name in mails) == 3, "the employees of the town hall"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["--kind", "letter"], "« letter » n’est pas un document", id="no such kind"),
        pytest.param(["--copies"], "« --copies » ne sert qu’avec « --merge »", id="copies alone"),
    ],
)
def test_what_makes_no_sense_is_refused(filled, capsys, out, options, words):
    status, told, err = asked(filled, capsys, out, *options)
    assert (status, told) == (2, "")
    assert err.startswith(words)


def test_a_folder_that_cannot_be_made_is_told_before_anything_leaves(filled, capsys, out):
    out.parent.write_bytes(b"a file in its place")
    status, told, err = asked(filled, capsys, out)
    assert (status, told) == (2, "")
    assert err != ""
    assert filled.office.db.execute("select count(*) from issued_paper").fetchone() == (0,)


def test_forty_trainees_take_one_run(filled, capsys, out):
    for number in range(36):
        trainee = filled.new_trainee("Alix", f"Martin {number:02}")
        filled.enrolments.append(filled.enrol(trainee, filled.town_hall))
    filled.attend()
    status, told, _err = asked(filled, capsys, out, on=AFTER)
    assert status == 1, "the invoices wait to be prepared"
    made = int(told.partition(" ")[0].partition("\xa0")[0])
    assert made >= 3 * 40, "a joining letter, a certificate and an attestation each"
    assert len(list(out.glob("*.pdf"))) == made
