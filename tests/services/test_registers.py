"""The register of complaints, reserves and orders against advice."""

from dataclasses import replace
from datetime import date

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.services import registers
from trainingdesk.storage import bargains

TODAY = date(2026, 4, 10)


def entry(filled, kind=EntryKind.COMPLAINT):
    return RegisterEntry(
        kind=kind, received_on=TODAY, facts="Salle froide.", client_id=filled.town_hall
    )


def kept(filled, entry_id):
    return bargains.REGISTER.get(filled.office.db, entry_id)


def test_a_complaint_is_written_answered_closed_and_opened_again(filled):
    saved = registers.save(filled.office, entry(filled)).saved_id
    registers.answer(filled.office, saved, "Nos excuses.", action="Chauffage réglé")
    registers.close(filled.office, saved)
    closed = kept(filled, saved)
    assert (closed.answered_on, closed.action, closed.closed_on) == (
        TODAY,
        "Chauffage réglé",
        TODAY,
    )
    registers.reopen(filled.office, saved)
    assert kept(filled, saved).closed_on is None


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda office, saved: registers.answer(office, saved, "Encore"), id="answer"),
        pytest.param(registers.close, id="close"),
        pytest.param(
            lambda office, saved: registers.save(
                office, replace(bargains.REGISTER.get(office.db, saved), facts="Autre")
            ),
            id="write",
        ),
    ],
)
def test_what_is_closed_stays_as_it_is(filled, act):
    saved = registers.save(filled.office, entry(filled)).saved_id
    registers.answer(filled.office, saved, "Nos excuses.")
    registers.close(filled.office, saved)
    with pytest.raises(RuleBroken, match="est close"):
        act(filled.office, saved)


def test_closing_needs_an_answer(filled):
    saved = registers.save(filled.office, entry(filled)).saved_id
    with pytest.raises(RuleBroken, match="Notez la réponse"):
        registers.close(filled.office, saved)


def test_an_order_against_advice_needs_the_client_s_signature(filled):
    saved = registers.save(filled.office, entry(filled, EntryKind.ADVERSE_ADVICE)).saved_id
    registers.answer(filled.office, saved, "Prérequis insuffisants.")
    with pytest.raises(RuleBroken, match="contresigne"):
        registers.close(filled.office, saved)
    registers.save(filled.office, replace(kept(filled, saved), countersigned_on=TODAY))
    registers.close(filled.office, saved)
    assert kept(filled, saved).closed_on == TODAY


def test_an_answer_is_not_of_tomorrow(filled):
    saved = registers.save(filled.office, entry(filled)).saved_id
    with pytest.raises(RuleBroken, match="dans le futur"):
        registers.answer(filled.office, saved, "Demain.", on=date(2026, 4, 11))
