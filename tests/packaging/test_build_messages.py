"""Whether what the library of the command line says is said in French, all of it."""

import string
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from trainingdesk.french import typeset

SOURCE = Path(__file__).parents[2] / "resources/i18n/fr/LC_MESSAGES/trainingdesk.po"


@pytest.fixture(scope="module")
def catalogue():
    with SOURCE.open("rb") as file:
        return read_po(file, abort_invalid=True)


def forms(text):
    """Return the one text of a message, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def messages(catalogue):
    """Return each text of the library with its translation."""
    return {forms(m.id): forms(m.string) for m in catalogue if m.id}


def places(text):
    """Return the names that a text leaves room for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_installed_library_is_translated(catalogue):
    said = {forms(found[2]) for found in extract_from_dir(Path(click.__file__).parent)}
    assert len(said) > 50
    assert said - set(messages(catalogue)) == set()


def test_no_translation_is_empty_or_uncertain(catalogue):
    assert [m.id for m in catalogue if m.id and (m.fuzzy or not all(forms(m.string)))] == []


def test_what_has_a_plural_has_two_in_french(catalogue):
    assert {m.id for m in catalogue if m.id and len(forms(m.id)) != len(forms(m.string))} == set()


def test_a_translation_names_nothing_that_the_library_does_not_give(catalogue):
    wrong = [
        source
        for source, french in messages(catalogue).items()
        if set().union(*map(places, french)) - set().union(*map(places, source))
    ]
    assert wrong == []


def test_translations_keep_to_french_typography(catalogue):
    said = [text for french in messages(catalogue).values() for text in french]
    assert [text for text in said if text != typeset(text) or "'" in text or '"' in text] == []


def test_the_compiled_catalogue_is_that_of_its_source(catalogue):
    with SOURCE.with_suffix(".mo").open("rb") as file:
        shipped = read_mo(file)
    assert messages(shipped) == messages(catalogue)
    assert shipped.plural_expr == catalogue.plural_expr


def test_compiling_again_gives_what_is_shipped(build_messages, tmp_path, monkeypatch):
    source = tmp_path / SOURCE.name
    source.write_bytes(SOURCE.read_bytes())
    monkeypatch.setattr(build_messages, "SOURCE", source)
    build_messages.main()
    with (
        source.with_suffix(".mo").open("rb") as fresh,
        SOURCE.with_suffix(".mo").open("rb") as ours,
    ):
        assert messages(read_mo(fresh)) == messages(read_mo(ours))
