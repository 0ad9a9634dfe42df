"""Signed half-days stay, and a closed session only opens again with a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_documents import SessionDocument, SessionDocumentKind
from trainingdesk.domain.sessions import SessionState, WaitingEntry
from trainingdesk.services import attending, closing, planning, session_documents, splitting
from trainingdesk.storage import sessions as store


def kept(filled):
    return store.SESSIONS.get(filled.office.db, filled.session)


def slots(filled):
    return store.slots_of(filled.office.db, filled.session)


@pytest.fixture
def closed(filled):
    filled.attend()
    closing.close(filled.office, filled.session, anyway=True)
    return filled


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_a_closed_session_is_not_opened_by_giving_it_another_state(closed, state):
    before = kept(closed)
    with pytest.raises(RuleBroken, match="Rouvrir la session"):
        planning.plan_session(closed.office, replace(before, state=state), slots(closed))
    assert kept(closed) == before


def test_a_session_is_not_closed_without_its_checklist(filled):
    with pytest.raises(RuleBroken, match="se clôture par le bouton") as refusal:
        planning.plan_session(filled.office, replace(kept(filled), state=SessionState.CLOSED))
    assert refusal.value.field == "state"


def wait(filled):
    planning.wait(filled.office, WaitingEntry(session_id=filled.session, since=filled.clock.day))


def shift(filled):
    planning.shift(filled.office, filled.session, weeks=1)


def cancel_half_day(filled):
    planning.cancel_slot(filled.office, filled.slots[0])


def split(filled):
    splitting.split(filled.office, filled.session, filled.enrolments[:1])


@pytest.mark.parametrize("change", [wait, shift, cancel_half_day, split], ids=lambda f: f.__name__)
def test_what_a_closed_session_refuses_says_how_to_open_it(closed, change):
    with pytest.raises(RuleBroken, match=r"est clôturée.*rouvrez-la d’abord en donnant un motif"):
        change(closed)


def ahead(filled):
    first, *others = slots(filled)
    return [replace(first, day=filled.clock.day + timedelta(days=3)), *others]


@pytest.mark.parametrize(
    "planned", [lambda filled: slots(filled)[1:], ahead], ids=["removed", "moved ahead"]
)
def test_a_half_day_that_only_the_trainer_signed_stays(filled, planned):
    filled.clock.day = date(2026, 5, 20)
    attending.sign_as_trainer(filled.office, filled.session, filled.slots[:1])
    with pytest.raises(RuleBroken, match="Le créneau du 18/05/2026 porte un émargement"):
        planning.plan_session(filled.office, kept(filled), planned(filled))


def test_a_half_day_whose_sheet_was_scanned_stays(filled):
    document = SessionDocument(
        session_id=filled.session,
        kind=SessionDocumentKind.ATTENDANCE_SHEET,
        label="Feuille",
        received_on=filled.clock.day,
        file_name="feuille.pdf",
        content=b"%PDF-1.7\n",
        slot_ids=tuple(filled.slots[:1]),
    )
    session_documents.keep(filled.office, document)
    with pytest.raises(RuleBroken, match="Une feuille numérisée est rangée au créneau du 18/05"):
        planning.cancel_slot(filled.office, filled.slots[0])
    planning.cancel_slot(filled.office, filled.slots[1])
    assert len(filled.slots) == 3
