"""In which order papers are printed, and how many of each."""

from dataclasses import replace

import pytest

from trainingdesk.documents.register import PAPERS
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.services.print_order import (
    USUAL,
    PrintChoice,
    Printed,
    print_choices,
    print_order,
    save_print_order,
)


def test_while_nobody_chose_papers_are_printed_as_they_are_needed(filled):
    order = print_order(filled.office)
    assert order == USUAL
    assert order[0] == Printed("convention", 2)
    assert Printed("invoice", 1) in order


def test_each_kind_that_may_be_chosen_is_a_paper_with_its_name(filled):
    choices = print_choices(filled.office)
    assert choices[0] == PrintChoice(key="convention", name="Convention", copies=2)
    assert {choice.key for choice in choices} == {printed.key for printed in USUAL} & set(PAPERS)


def test_what_is_chosen_in_the_window_is_the_order(filled):
    choices = print_choices(filled.office)
    last = replace(choices[-1], copies=0)
    save_print_order(filled.office, [choice.printed for choice in (last, *choices[:-1])])
    assert print_choices(filled.office)[0] == last


def test_what_was_chosen_stands_first_and_the_rest_follows(filled):
    save_print_order(filled.office, [Printed("invoice", 3), Printed("convention", 0)])
    order = print_order(filled.office)
    assert order[:3] == (Printed("invoice", 3), Printed("convention", 0), Printed("contract", 2))
    assert len(order) == len(USUAL)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        pytest.param([Printed("letter")], "letter.* n’est pas un document", id="unknown"),
        pytest.param(
            [Printed("invoice"), Printed("invoice", 2)], "nommé deux fois", id="named twice"
        ),
        pytest.param([Printed("invoice", -1)], "de 0 à 20 exemplaires", id="less than none"),
        pytest.param([Printed("invoice", 21)], "de 0 à 20 exemplaires", id="beyond reason"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(filled, order, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        save_print_order(filled.office, order)
    assert refused.value.field == "print_order"
    assert print_order(filled.office) == USUAL
