"""Every choice has its French word."""

import inspect
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages

import pytest

from trainingdesk import domain
from trainingdesk.domain.bank_proposals import Action
from trainingdesk.domain.clashes import Shared
from trainingdesk.domain.coherence.finding import Level as Contradiction
from trainingdesk.domain.conditions.conformity.finding import Level as Conformity
from trainingdesk.domain.interruption import Buyer
from trainingdesk.domain.labels import LABELS, label
from trainingdesk.domain.late_interest import Debtor, LateRule
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


UNREAD = {
    Action: "a line of the bank asks in sentences, which differ for what came in and what went out",
    Conformity: "each list of findings names its levels by what to do about them",
    Contradiction: "each list of findings names its levels by what to do about them",
    Buyer: "decides which law answers; the answer says it in a sentence",
    Debtor: "decides which law answers; the answer says it in a sentence",
    Shared: "a clash is told in a sentence, with the verb of what is shared",
    LateRule: "says where a rate comes from; the answer says it in a sentence",
}
"""Choices without a word of their own, and why."""


def test_no_choice_is_forgotten():
    assert CHOICES - UNREAD.keys() == LABELS.keys()
    assert UNREAD.keys() <= CHOICES
