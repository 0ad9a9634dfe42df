"""Outdated references in a text of the office's own."""

from datetime import date

from trainingdesk.domain.conditions.outdated import Outdated, Reference, outdated

RATE = Reference(
    pattern=r"L\.?\s*441-6\b", since=date(2019, 4, 26), now="L441-10", sentence="Il a changé."
)
DATA = Reference(
    pattern="78-17", since=date(2018, 5, 25), now="RGPD", sentence="Et le RGPD.", unless="RGPD"
)


def test_a_reference_is_found_on_its_line_with_what_replaces_it():
    assert outdated("Intérêts de retard\n(article L. 441-6).", [RATE]) == (
        Outdated(
            line=2,
            found="L. 441-6",
            since=date(2019, 4, 26),
            now="L441-10",
            sentence="Il a changé.",
        ),
    )


def test_references_come_in_the_order_they_are_read():
    text = "loi 78-17\nL441-6\nloi 78-17"
    assert [each.line for each in outdated(text, [RATE, DATA])] == [1, 2, 3]


def test_a_reference_that_is_broken_over_two_lines_is_found_on_the_first():
    (found,) = outdated("Retards :\nL.\n441-6", [RATE])
    assert (found.line, found.found) == (2, "L. 441-6")


def test_a_text_that_says_what_it_should_is_left_alone():
    assert outdated("loi 78-17, modifiée\navec le RGPD", [DATA]) == ()


def test_a_text_without_them_has_none():
    assert outdated("Article L441-10", [RATE, DATA]) == ()
