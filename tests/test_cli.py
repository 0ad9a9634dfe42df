"""The command line: its help, its answers, its refusals and its exit status."""

import errno
import gettext
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from trainingdesk.__main__ import main
from trainingdesk.cli import program, run
from trainingdesk.french import typeset
from trainingdesk.services.office import create_office, open_office
from trainingdesk.services.starting import start_office
from trainingdesk.services.workplace import last_office, remember_office
from trainingdesk.storage import catalogue
from trainingdesk.storage.database import unit_of_work
from trainingdesk.storage.lock import hold

SHEETS = Path(__file__).parent / "files" / "sheets"
TOP = Path(__file__).parents[1]

# Runs a command as its own process, and tells on standard error which modules it loaded.
_SPY = """
import sys
from trainingdesk.__main__ import main
try:
    main()
finally:
    print("loaded", *sys.modules, file=sys.stderr)
"""


# Holds an office as a window of another program does, until its input is closed.
_HOLD = """
import sys
from pathlib import Path
from trainingdesk.storage.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


class Said(NamedTuple):
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def workstation(tmp_path, monkeypatch):
    """A workstation of its own, where nothing was opened and nobody speaks French yet."""
    home = tmp_path / "home"
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.delenv("TRAININGDESK_OFFICE", raising=False)
    yield home
    gettext.textdomain("messages")


@pytest.fixture
def say(capsys):
    """Run a command in this process."""

    def said(*arguments, group=program):
        status = run([str(argument) for argument in arguments], group)
        return Said(status, *capsys.readouterr())

    return said


@pytest.fixture
def office(tmp_path):
    """A new office file, closed."""
    path = tmp_path / "Aubépine.trainingdesk"
    made = create_office(path)
    start_office(made)
    made.close()
    return path


def spied(*arguments, **environment):
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", _SPY, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(TOP)} | environment,
        check=False,
    )


def titles(path):
    opened = open_office(path)
    try:
        return [course.title for course in catalogue.COURSES.where(opened.db)]
    finally:
        opened.close()


# Help -------------------------------------------------------------------------------------------

COMMANDS = [name for name, command in program.commands.items() if not command.hidden]


def test_the_commands_are_those_that_the_manual_tells():
    assert set(COMMANDS) == {
        "demo", "todo", "coherence", "pack", "rules", "import-course", "check", "backup", "restore",
        "window", "screenshots", "report", "close", "archive",
    }  # fmt: skip


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_french_from_the_first_line_to_the_last(say, flag):
    answer = say(flag)
    assert answer.status == 0
    assert answer.err == ""
    lines = answer.out.splitlines()
    assert lines[0] == typeset("Usage : trainingdesk [OPTIONS] COMMANDE [ARGUMENTS]…")
    assert typeset("Options :") in lines
    assert typeset("Commandes :") in lines
    assert lines[-1].split() == ["window", "Ouvre", "la", "fenêtre,", "sur", "le", "dernier",
                                 "fichier", "par", "défaut."]  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_holds_no_english_and_no_loose_punctuation(say, name):
    text = say(name, "--help").out
    assert not re.search(r"\b(Usage:|Show|this|and|exit|PATH|TEXT|the)\b", text)
    assert text == typeset(text)
    assert "..." not in text


@pytest.mark.parametrize("name", program.commands["rules"].commands)
def test_the_help_of_a_rule_is_french_too(say, name):
    text = say("rules", name, "--help").out
    assert not re.search(r"\b(Usage:|Show|this|and|exit|PATH|TEXT|the)\b", text)
    assert text == typeset(text)
    assert "..." not in text


def test_without_anything_the_group_gives_its_help(say):
    assert say() == say("--help")


def test_the_version_is_told(say):
    assert re.fullmatch(r"Training Desk \d+\.\d+\.\d+\n", say("--version").out)


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"LC_ALL": "C"}, id="the C locale"),
        pytest.param({"LC_ALL": "C", "LANGUAGE": "en"}, id="another language"),
        pytest.param({"PYTHONIOENCODING": "cp1252"}, id="the encoding of Windows"),
    ],
)
def test_help_is_french_and_in_utf_8_whatever_the_system_speaks(environment):
    answer = spied("--help", **environment)
    assert answer.returncode == 0
    assert typeset("Usage : trainingdesk") in answer.stdout
    assert "Donne cette aide." in answer.stdout
    assert "Vérifie que le fichier est intact." in answer.stdout


def test_help_waits_for_no_library_of_papers_files_or_windows():
    loaded = set(spied("--help").stderr.split("loaded ")[1].split())
    heavy = {"PySide6", "reportlab", "pikepdf", "sqlite_utils", "lxml", "babel", "docx", "pypdf"}
    assert loaded & heavy == set()


# Refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param("nope", "La commande « nope » n’existe pas.", id="no such command"),
        pytest.param(
            "chek",
            "La commande « chek » n’existe pas. Peut-être « check » ?",
            id="a command mistyped",
        ),
        pytest.param("check --loud", "L’option « --loud » n’existe pas ici.", id="no such option"),
        pytest.param(
            "check --jsn",
            "L’option « --jsn » n’existe pas ici. Peut-être « --json » ?",
            id="an option mistyped",
        ),
        pytest.param(
            "--json check",
            "L’option « --json » se place après le nom de la commande.",
            id="an option put first",
        ),
        pytest.param("demo", "Il manque l’argument « DOSSIER ».", id="missing argument"),
        pytest.param(
            "import-course --dry-run",
            "Il manque l’argument « FICHIER… ».",
            id="missing list of arguments",
        ),
        pytest.param("demo a b", "Argument en trop : b.", id="one argument too many"),
        pytest.param("demo a b c", "Arguments en trop : b c.", id="several too many"),
        pytest.param(
            "check --office", "L’option « --office » attend une valeur.", id="option without value"
        ),
        pytest.param(
            "check --json=oui",
            "L’option « --json » n’attend pas de valeur.",
            id="value that nobody asked for",
        ),
        pytest.param(
            "demo a --on 31/02/2026",
            "Valeur refusée pour « --on » : « 31/02/2026 » n’est pas une date : écrivez "
            "AAAA-MM-JJ ou JJ/MM/AAAA.",
            id="no such day",
        ),
        pytest.param(
            "demo a --on demain",
            "Valeur refusée pour « --on » : « demain » n’est pas une date : écrivez "
            "AAAA-MM-JJ ou JJ/MM/AAAA.",
            id="no date",
        ),
        pytest.param(
            "check",
            "Quel organisme ? Donnez son fichier avec --office, ou par TRAININGDESK_OFFICE.",
            id="no office named or opened before",
        ),
    ],
)
@pytest.mark.parametrize("form", [pytest.param([], id="text"), pytest.param(["--json"], id="json")])
def test_what_is_typed_wrong_is_refused_in_one_french_sentence(say, arguments, sentence, form):
    asked = arguments.split()
    answer = say(*asked, *(form if len(asked) == 1 and asked[0] in COMMANDS else []))
    assert answer == Said(2, "", typeset(sentence) + "\n")


def test_a_file_that_is_missing_is_named(say, tmp_path):
    lost = tmp_path / "perdu.trainingdesk"
    for command in ("check", "backup"):
        answer = say(command, "--office", lost, "--json")
        assert (answer.status, answer.out) == (2, "")
        assert "perdu.trainingdesk » est introuvable" in answer.err.replace("\xa0", " ")


def test_what_is_no_office_is_refused_and_left_alone(say, tmp_path):
    text = tmp_path / "liste.trainingdesk"
    text.write_text("pas un organisme", "utf-8")
    answer = say("check", "--office", text)
    assert (answer.status, answer.out) == (2, "")
    assert "n’est pas un fichier de Training Desk" in answer.err
    assert text.read_text("utf-8") == "pas un organisme"


def a_group_that_fails_with(error):
    """Return a program of one command, which fails."""

    @click.command()
    def fail():
        raise error

    return click.Group(commands={"fail": fail})


def of_the_file(code):
    """Return what SQLite raises when the file under it fails."""
    error = sqlite3.OperationalError("in English")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(
            OSError(errno.ENOSPC, "No space left on device", "/media/clé/Facture.pdf"),
            "« /media/clé/Facture.pdf » ne tient pas sur le disque : libérez de la place, puis "
            "recommencez.",
            id="a full disk",
        ),
        pytest.param(
            PermissionError(errno.EACCES, "Permission denied", "Facture.pdf"),
            "« Facture.pdf » n’est pas accessible : fermez-le s’il est ouvert ailleurs, ou "
            "demandez-en le droit à la personne qui gère cet ordinateur.",
            id="no right",
        ),
        pytest.param(
            IsADirectoryError(errno.EISDIR, "Is a directory", "Documents"),
            "« Documents » est un dossier : donnez le nom d’un fichier.",
            id="a folder for a file",
        ),
        pytest.param(
            OSError(errno.EPROTO, "Protocol error"),
            "Le fichier est refusé par le système (Protocol error).",
            id="a refusal without a name",
        ),
        pytest.param(
            of_the_file(sqlite3.SQLITE_FULL),
            "Le fichier de l’organisme ne tient pas sur le disque : libérez de la place, puis "
            "recommencez.",
            id="no room for the office file",
        ),
        pytest.param(
            of_the_file(sqlite3.SQLITE_BUSY_SNAPSHOT),
            "Le fichier de l’organisme est occupé par un autre programme : fermez-le là-bas, puis "
            "recommencez.",
            id="a file that another program keeps",
        ),
        pytest.param(
            of_the_file(sqlite3.SQLITE_CORRUPT),
            "Le fichier de l’organisme est endommagé et n’a pas été modifié : restaurez la "
            "dernière sauvegarde.",
            id="a damaged file",
        ),
        pytest.param(
            of_the_file(sqlite3.SQLITE_IOERR_WRITE),
            "Le fichier de l’organisme n’est pas lu ou écrit en entier : vérifiez le disque, puis "
            "recommencez.",
            id="a disk that fails",
        ),
        pytest.param(KeyboardInterrupt(), "Interrompu.", id="Ctrl+C"),
    ],
)
def test_what_the_world_refuses_is_told_in_french(say, error, sentence, workstation):
    answer = say("fail", group=a_group_that_fails_with(error))
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.strip() == typeset(sentence)
    assert not (workstation / "trainingdesk" / "journal.log").exists()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ZeroDivisionError("par zéro"), id="a slip"),
        pytest.param(of_the_file(sqlite3.SQLITE_ERROR), id="wrong SQL"),
        pytest.param(sqlite3.IntegrityError("CHECK constraint failed"), id="a guard of the file"),
    ],
)
def test_a_fault_of_ours_goes_into_the_log_and_not_on_the_screen(say, workstation, error):
    answer = say("fail", group=a_group_that_fails_with(error))
    log = workstation / "trainingdesk" / "journal.log"
    name = type(error).__name__
    assert answer == Said(
        2, "", typeset(f"Erreur imprévue ({name}) : le détail est dans « {log} ».\n")
    )
    assert "Traceback (most recent call last)" in log.read_text("utf-8")
    assert f"{name}: {error}" in log.read_text("utf-8")


def test_a_fault_of_ours_is_told_even_where_no_log_can_be_written(say, workstation):
    workstation.write_text("un fichier à la place du dossier", "utf-8")
    answer = say("fail", group=a_group_that_fails_with(ZeroDivisionError("par zéro")))
    assert answer == Said(2, "", typeset("Erreur imprévue (ZeroDivisionError) : par zéro.\n"))


# Which office -----------------------------------------------------------------------------------


def test_the_office_named_goes_before_the_environment_and_both_before_the_last(
    say, office, tmp_path, monkeypatch
):
    others = [tmp_path / f"{name}.trainingdesk" for name in ("dernier", "ambiant")]
    for path in others:
        create_office(path).close()
    remember_office(others[0])
    assert json.loads(say("backup", "--json").out)["backup"].endswith(".trainingdesk")
    assert "« dernier.trainingdesk »" in say("check").out.replace("\xa0", " ")
    monkeypatch.setenv("TRAININGDESK_OFFICE", str(others[1]))
    assert "« ambiant.trainingdesk »" in say("check").out.replace("\xa0", " ")
    assert "« Aubépine.trainingdesk »" in say("check", "--office", office).out.replace("\xa0", " ")


def test_an_empty_variable_names_no_office(say, monkeypatch):
    monkeypatch.setenv("TRAININGDESK_OFFICE", "")
    assert "Quel organisme" in say("check").err


def test_an_office_opened_last_and_gone_since_is_not_asked_for(say, office):
    remember_office(office)
    office.unlink()
    assert "Quel organisme" in say("check").err


# check ------------------------------------------------------------------------------------------


def test_a_sound_office_is_in_order(say, office):
    assert say("check", "--office", office) == Said(
        0, typeset("« Aubépine.trainingdesk » est en ordre.\n"), ""
    )
    assert say("check", "--office", office, "--json") == Said(0, "[]\n", "")


def test_a_fault_is_told_and_the_status_is_one(say, office):
    opened = open_office(office)
    with unit_of_work(opened.db):
        opened.db.execute("pragma ignore_check_constraints = on")
        opened.db.execute("insert into category (id, name, part) values (1, 'A', '')")
        opened.db.execute(
            "insert into course (code, title, nature, aim, nsf_code, rncp_code, rs_code, sort_name)"
            " values ('A-1', 'Atelier', 'training', 'a', '', '', '', 'atelier')"
        )
        opened.db.execute(
            "insert into course_version (course_id, number, note, sheet_title, sheet_hours_derived)"
            " values (1, 1, '', 'Atelier', 0)"
        )
        opened.db.execute(
            "insert into training_session (number, course_version_id, title, kind, state, modality,"
            " remote_link, self_paced_hours, entrusted_to, notes, starts_on, ends_on)"
            " values ('S-1', 1, 'Atelier', 'inter', 'planned', 'on_site', '', '0', '', '',"
            " '2026-05-18', '2026-05-18')"
        )
        opened.db.execute(
            "insert into slot (session_id, day, starts_at, ends_at, is_remote, trainer_signed)"
            " values (1, '2026-05-19', '09:00', '12:00', 0, 0)"
        )
    opened.close()
    answer = say("check", "--office", office)
    assert answer.status == 1
    assert "Les dates de la session ne sont pas celles de ses créneaux" in answer.out
    (finding,) = json.loads(say("check", "--office", office, "--json").out)
    assert finding["rule"] == "session_dates"
    assert finding["place"] == "session S-1"


# backup and restore -----------------------------------------------------------------------------


def test_a_backup_lies_beside_the_office_and_brings_it_back(say, office):
    copy = Path(json.loads(say("backup", "--office", office, "--json").out)["backup"])
    assert copy.parent == office.parent / "Sauvegardes"
    say("import-course", SHEETS / "facts.txt", "--office", office)
    assert titles(office) != []
    answer = say("restore", copy, "--office", office, "--json")
    told = json.loads(answer.out)
    assert answer.status == 0
    assert told["office"] == str(office)
    assert titles(office) == []
    assert titles(Path(told["kept"])) != []


def test_people_are_told_where_the_backup_lies_and_what_was_kept(say, office):
    assert "Sauvegardé dans « Sauvegardes »" in say("backup", "--office", office).out.replace(
        "\xa0", " "
    )
    copy = next((office.parent / "Sauvegardes").iterdir())
    lines = say("restore", copy, "--office", office).out.replace("\xa0", " ").splitlines()
    assert lines[0] == f"« Aubépine.trainingdesk » est celui de la sauvegarde « {copy.name} »."
    assert lines[1].startswith("L’ancien fichier est gardé sous « Aubépine remplacé ")


def test_an_office_that_was_lost_is_brought_back_under_its_name(say, office):
    copy = json.loads(say("backup", "--office", office, "--json").out)["backup"]
    office.unlink()
    answer = say("restore", copy, "--office", office, "--json")
    assert json.loads(answer.out) == {"office": str(office), "kept": None}
    assert say("check", "--office", office).status == 0


def test_what_is_no_backup_is_not_put_in_the_place_of_the_office(say, office, tmp_path):
    before = office.read_bytes()
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"\xff\xd8\xff" * 100)
    answer = say("restore", wrong, "--office", office)
    assert (answer.status, answer.out) == (2, "")
    assert office.read_bytes() == before


def test_a_backup_that_does_not_fit_on_the_disk_is_refused(say, office, monkeypatch):
    # The disk is the machine's own: only its size can be told otherwise.
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: _Disk(free=1000))
    answer = say("backup", "--office", office, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert "Sauvegarde impossible" in answer.err
    assert not (office.parent / "Sauvegardes").exists()


class _Disk(NamedTuple):
    free: int


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("form", "is_drawn"),
    [pytest.param([], True, id="text"), pytest.param(["--json"], False, id="json")],
)
def test_progress_is_drawn_on_a_terminal_and_never_beside_json(office, form, is_drawn):
    terminal, screen = os.openpty()
    command = [sys.executable, "-m", "trainingdesk", "backup", "--office", office, *form]
    with os.fdopen(screen, "wb") as shown:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=shown, cwd=TOP, timeout=60, check=True
        )
        # Something to read even where nothing was drawn: reading would wait for ever.
        shown.write(b"|")
    drawn = os.read(terminal, 10_000)
    os.close(terminal)
    assert (b"Training Desk" in drawn) is is_drawn
    assert b"Training Desk" not in done.stdout


# import-course ----------------------------------------------------------------------------------


def test_a_sheet_is_read_without_any_office(say):
    answer = say("import-course", SHEETS / "facts.txt", "--dry-run", "--json")
    assert answer.status == 0
    (sheet,) = json.loads(answer.out)
    assert sheet["code"] == "BUR-EXC-02"
    assert last_office() is None


def test_a_dry_run_shows_what_was_understood_and_what_was_not(say, tmp_path):
    odd = tmp_path / "fiche.txt"
    odd.write_text(
        (SHEETS / "facts.txt").read_text("utf-8")
        + "\n\nConditions générales de vente\n\nArticle 1\n\nLe prix est ferme.\n",
        "utf-8",
    )
    lines = say("import-course", odd, "--dry-run").out.replace("\xa0", " ").splitlines()
    assert lines[0].startswith("fiche.txt : Excel : tableaux croisés dynamiques et graphiques")
    assert any(line.startswith("  non compris : ") for line in lines)
    assert lines[-1] == "  conditions générales lues à part : elles n’entrent pas au catalogue"


def test_several_sheets_enter_the_catalogue_at_once(say, office):
    answer = say("import-course", SHEETS / "facts.txt", SHEETS / "marked.md", "--office", office)
    assert answer.status == 0
    assert len(titles(office)) == 2
    assert "Formation « Conduire ses entretiens annuels » ajoutée" in answer.out.replace(
        "\xa0", " "
    )
    assert last_office() == office


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        pytest.param("liste.csv", b"a;b", "n’est pas reconnu", id="a format nobody reads"),
        pytest.param("vide.txt", b"", "est vide", id="an empty file"),
        pytest.param("lettre.txt", "Chère Zoé, à demain.".encode(), "rubrique", id="no sheet"),
        pytest.param("abime.pdf", b"%PDF-1.7 rien", "", id="a damaged PDF"),
        pytest.param("abime.docx", b"PK rien", "", id="a damaged Word file"),
        pytest.param("absent.txt", None, "est introuvable", id="a file that is not there"),
    ],
)
def test_one_wrong_file_is_named_and_nothing_is_imported(say, office, name, content, why):
    wrong = office.parent / name
    if content is not None:
        wrong.write_bytes(content)
    answer = say("import-course", SHEETS / "facts.txt", wrong, "--office", office, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert name in answer.err
    assert why in answer.err
    assert answer.err.count("\n") == 1
    assert titles(office) == []


def test_two_sheets_with_one_code_are_refused_together(say, office, tmp_path):
    again = tmp_path / "encore.txt"
    again.write_bytes((SHEETS / "facts.txt").read_bytes())
    answer = say("import-course", SHEETS / "facts.txt", again, "--office", office)
    assert answer.status == 2
    assert answer.err.replace("\xa0", " ").startswith("« encore.txt » : La référence BUR-EXC-02")
    assert titles(office) == []


# The lock ---------------------------------------------------------------------------------------


@pytest.fixture
def window_elsewhere(office):
    """Hold the office as a window of another program does."""
    program = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _HOLD,
            office,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TOP)},
    )
    assert program.stdout.readline() == "held\n"
    yield
    program.communicate()


@pytest.mark.usefixtures("window_elsewhere")
def test_an_open_office_can_be_checked_and_backed_up(say, office):
    assert say("check", "--office", office).status == 0
    assert say("backup", "--office", office).status == 0


@pytest.mark.usefixtures("window_elsewhere")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["import-course", SHEETS / "facts.txt"], id="import"),
        pytest.param(["restore", "sauvegarde.trainingdesk"], id="restore"),
    ],
)
def test_an_open_office_is_not_written_to(say, office, command):
    before = office.read_bytes()
    answer = say(*command, "--office", office, "--json")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.replace("\xa0", " ").startswith("« Aubépine.trainingdesk » est déjà ouvert")
    assert office.read_bytes() == before


def test_a_demonstration_open_in_a_window_is_not_made_again(say, tmp_path):
    folder = tmp_path / "démo"
    folder.mkdir()
    office = folder / "Organisme de démonstration.trainingdesk"
    with hold(office):
        answer = say("demo", folder)
    assert answer.status == 2
    assert list(folder.iterdir()) == []


# The commands in a process of their own ---------------------------------------------------------


def test_no_command_loads_the_window_s_library(office, tmp_path):
    copy = tmp_path / "copie.trainingdesk"
    commands = [
        ("check", "--office", office),
        ("backup", "--office", office),
        ("import-course", SHEETS / "facts.txt", "--office", office),
        ("restore", copy, "--office", office),
    ]
    copy.write_bytes(office.read_bytes())
    for command in commands:
        answer = spied(*command)
        assert answer.returncode == 0, answer.stderr
        assert "PySide6" not in answer.stderr


def test_a_command_or_a_file_or_nothing_may_follow_the_program(monkeypatch):
    asked = []
    monkeypatch.setattr("trainingdesk.__main__.run", lambda given: asked.append(given) or 0)
    for given in (["check"], ["Aubépine.trainingdesk"], [], ["--help"], ["fiche.pdf"]):
        with pytest.raises(SystemExit, match="0"):
            main(given)
    assert asked == [
        ["check"],
        ["window", "Aubépine.trainingdesk"],
        ["window"],
        ["--help"],
        ["fiche.pdf"],
    ]


@pytest.fixture(scope="module")
def demonstrations(tmp_path_factory):
    """Two demonstrations of the same day, each played by a process of its own."""
    folders = [tmp_path_factory.mktemp(name) / "Démonstration" for name in ("une", "autre")]
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _SPY, "demo", folder, "--on", "20/11/2026", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ
            | {"PYTHONPATH": str(TOP), "XDG_CONFIG_HOME": str(folder.parent), "LC_ALL": "C"},
        )
        for folder in folders
    ]
    said = [program.communicate() for program in programs]
    assert [program.returncode for program in programs] == [0, 0], said
    return [(folder, *texts) for folder, texts in zip(folders, said, strict=True)]


def test_the_demonstration_answers_with_json_alone(demonstrations):
    folder, out, err = demonstrations[0]
    told = json.loads(out)
    assert set(told) == {"office", "files"}
    assert Path(told["office"]) == folder / "Organisme de démonstration.trainingdesk"
    for file in told["files"]:
        assert set(file) == {"path", "kind", "bytes", "ms"}
        assert Path(file["path"]).is_relative_to(folder)
        assert Path(file["path"]).stat().st_size == file["bytes"]
        assert file["ms"] > 0
    assert sum(file["path"].endswith(".pdf") for file in told["files"]) >= 25
    assert err.startswith("loaded ")
    assert "PySide6" not in err


def test_two_demonstrations_of_one_day_are_equal_byte_for_byte(demonstrations):
    papers = [
        {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}
        for folder, _out, _err in demonstrations
    ]
    assert len(papers[0]) >= 25
    assert papers[0] == papers[1]


def test_people_are_told_each_paper_of_a_demonstration(say, tmp_path):
    answer = say("demo", tmp_path / "démo", "--on", "2026-11-20")
    lines = answer.out.replace("\xa0", " ").splitlines()
    assert answer.status == 0
    assert answer.err == ""
    assert re.fullmatch(r" *\d+,\d ko +\d+ ms  Documents/2026/Catalogue/Fiche.*\.pdf", lines[0])
    assert lines[-1] == f"{len(lines) - 1} documents dans « {tmp_path / 'démo'} »."
    # What is tried does not become what later commands work on.
    assert last_office() is None
    made = tmp_path / "démo" / "Organisme de démonstration.trainingdesk"
    assert say("check", "--office", made).status == 0


def test_a_library_that_the_system_lacks_is_named_with_what_to_do(say, workstation):
    lacking = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    answer = say("fail", group=a_group_that_fails_with(lacking))
    assert answer.status == 2
    assert "libEGL.so.1" in answer.err
    assert "packaging/check.py --only forms" in answer.err
    assert not (workstation / "trainingdesk" / "journal.log").exists()


def test_a_window_without_a_screen_is_refused_in_french(say, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    answer = say("window")
    assert answer.status == 2
    assert "Aucun écran" in answer.err
