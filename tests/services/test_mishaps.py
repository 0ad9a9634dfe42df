"""What the system refuses is told in French; what is our fault is logged."""

import errno
import sqlite3

import pytest

from trainingdesk.french import typeset
from trainingdesk.services.mishaps import told, write_log
from trainingdesk.storage.database import create_database


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A workstation without any log yet."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(errno.ENOENT, "est introuvable", id="missing"),
        pytest.param(errno.EPERM, "n’est pas accessible", id="not allowed"),
        pytest.param(errno.EEXIST, "existe déjà", id="there already"),
        pytest.param(errno.ENOTDIR, "passe par un fichier", id="file on the way"),
        pytest.param(errno.ENOTEMPTY, "n’est pas un dossier vide", id="not empty"),
        pytest.param(errno.ENAMETOOLONG, "porte un nom trop long", id="long name"),
        pytest.param(errno.EDQUOT, "ne tient pas sur le disque", id="quota"),
        pytest.param(errno.EROFS, "en lecture seule", id="read-only disk"),
        pytest.param(errno.EIO, "vérifiez le disque", id="failing disk"),
        pytest.param(errno.EMFILE, "est refusé par le système", id="anything else"),
    ],
)
def test_a_refusal_of_the_system_names_the_file_and_says_what_to_do(number, said):
    sentence = told(OSError(number, "in English", "/papiers/Facture.pdf"))
    assert sentence.startswith(typeset("« /papiers/Facture.pdf » "))
    assert said in sentence
    assert sentence.endswith(".")
    assert sentence == typeset(sentence)


def test_a_real_refusal_is_told(tmp_path):
    with pytest.raises(OSError) as refusal:  # noqa: PT011 - the sentence is what is looked at
        (tmp_path / "absent" / "Facture.pdf").write_text("x", "utf-8")
    assert "Facture.pdf" in told(refusal.value)
    assert "est introuvable" in told(refusal.value)


def test_an_office_that_another_keeps_is_told(tmp_path):
    path = tmp_path / "Aubépine.trainingdesk"
    create_database(path).close()
    first, second = sqlite3.connect(path), sqlite3.connect(path, timeout=0)
    first.execute("begin exclusive")
    with pytest.raises(sqlite3.OperationalError) as refusal:
        second.execute("begin immediate")
    assert "est occupé par un autre programme" in told(refusal.value)
    first.close()
    second.close()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ValueError("x"), id="a slip"),
        pytest.param(sqlite3.IntegrityError("x"), id="an error of SQLite without code"),
    ],
)
def test_a_fault_of_ours_is_no_refusal(error):
    assert told(error) is None


def test_wrong_sql_is_a_fault_of_ours():
    with pytest.raises(sqlite3.OperationalError) as fault:
        sqlite3.connect(":memory:").execute("selct 1")
    assert told(fault.value) is None


def test_faults_are_logged_one_after_the_other(home):
    for text in ("une", "autre"):
        assert write_log(ValueError(text)) == home / "trainingdesk" / "journal.log"
    lines = (home / "trainingdesk" / "journal.log").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("ValueError")] == [
        "ValueError: une",
        "ValueError: autre",
    ]


def test_where_no_log_can_be_written_nothing_else_goes_wrong(home):
    home.write_text("un fichier à la place du dossier", "utf-8")
    assert write_log(ValueError("x")) is None
