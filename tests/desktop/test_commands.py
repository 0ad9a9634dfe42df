"""The command that draws every window."""

import subprocess
import sys
from pathlib import Path

import pytest

from trainingdesk.desktop.commands import take_screenshots
from trainingdesk.desktop.pictures import slug
from trainingdesk.domain.errors import RuleBroken

ROOT = Path(__file__).resolve().parents[2]


def test_a_folder_with_anything_but_pictures_is_left_alone(tmp_path):
    (tmp_path / "lettre.txt").write_text("à garder")
    with pytest.raises(RuleBroken, match=r"lettre\.txt"):
        take_screenshots(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lettre.txt"]


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "fichier.png"
    file.write_bytes(b"")
    with pytest.raises(RuleBroken, match="n’est pas un dossier"):
        take_screenshots(file)


def test_a_picture_is_named_by_what_it_shows():
    assert slug("Devis et factures", "Aperçu (2)") == "devis-et-factures-apercu"


def test_every_window_is_drawn_at_both_sizes_a_look_each(tmp_path):
    folder = tmp_path / "images"
    done = subprocess.run(
        [sys.executable, "-m", "trainingdesk", "screenshots", "--half", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name for path in folder.iterdir()}
    for tail in ("clair-1280", "sombre-2560"):
        assert f"accueil-{tail}.png" in names
        assert f"sessions-emargement-{tail}.png" in names
        assert f"bienvenue-{tail}.png" in names
    assert set(done.stdout.split("\n")[:-2]) == names
