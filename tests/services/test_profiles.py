"""Conditions of sale that come as a file."""

from pathlib import Path

import pytest

from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.profiles import load_profile, read_profile, shipped_profiles
from trainingdesk.storage.rules_text import rules_from_text, rules_text

CODE = Path(__file__).parents[2] / "trainingdesk"


def test_the_offices_that_travel_with_the_program():
    assert [profile.name for profile in shipped_profiles()] == [
        "Digiactif",
        "ILMIS",
        "LEXOM",
        "Rivage Compétences",
    ]


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.key)
def test_each_can_be_computed_with_and_kept(profile):
    assert checked(profile.rules) is profile.rules
    assert rules_from_text(rules_text(profile.rules)) == profile.rules


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.key)
def test_no_code_knows_them(profile):
    names = {profile.key, profile.name.split()[0].casefold()}
    for path in CODE.rglob("*.py"):
        text = path.read_text("utf-8").casefold()
        found = {name for name in names if name in text}
        # The help of the command line names what may be asked for.
        assert not found or path.parts[-2:] == ("cli", "rules.py"), path


def test_a_profile_is_named_in_any_case():
    assert load_profile("LEXOM").key == "lexom"


def test_a_file_of_ones_own_is_read(tmp_path):
    path = tmp_path / "mien.toml"
    path.write_text("[offer]\nvalidity_days = 12\n", "utf-8")
    profile = load_profile(str(path))
    assert (profile.name, profile.rules.offer.validity_days) == ("mien", 12)


@pytest.mark.parametrize("name", ["personne", "../lexom", ""])
def test_what_is_neither_is_refused_with_the_names_that_are_known(name):
    with pytest.raises(RuleBroken, match="digiactif, ilmis, lexom, rivage"):
        load_profile(name)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"[offer", "TOML", id="no TOML"),
        pytest.param(b"\xff\xfe", "TOML", id="no text"),
        pytest.param(b"[deposit]\nshare = 3\n", "deposit.share", id="out of bounds"),
        pytest.param(b"[depot]\n", "depot", id="an unknown clause"),
    ],
)
def test_a_file_that_cannot_hold_is_refused_with_its_name(tmp_path, content, told):
    path = tmp_path / "mien.toml"
    path.write_bytes(content)
    with pytest.raises(RuleBroken) as refusal:
        read_profile(path)
    assert "mien.toml" in str(refusal.value)
    assert told in str(refusal.value)
