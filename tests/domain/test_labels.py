"""Every choice has its French word."""

import inspect
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages

import pytest

from trainingdesk import domain
from trainingdesk.domain.labels import LABELS, label
from trainingdesk.domain.sessions import SessionState

MODULES = [
    import_module(found.name) for found in walk_packages(domain.__path__, f"{domain.__name__}.")
]
CHOICES = {
    choice
    for module in MODULES
    for _, choice in inspect.getmembers(module, inspect.isclass)
    if issubclass(choice, StrEnum)
    and choice is not StrEnum
    and choice.__module__ == module.__name__
}


@pytest.mark.parametrize("choice", LABELS, ids=lambda choice: choice.__name__)
def test_each_value_has_its_own_word(choice):
    words = [label(value) for value in choice]
    assert all(words)
    assert len(set(words)) == len(words)


def test_the_words_are_french():
    assert label(SessionState.POSTPONED) == "reportée"


def test_no_choice_is_forgotten():
    assert {choice.__name__ for choice in CHOICES} == {choice.__name__ for choice in LABELS}
