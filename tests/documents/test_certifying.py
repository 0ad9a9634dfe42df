"""When hours may be certified, and by whom."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.support.attendance_sample import (
    DROPPED_OUT,
    EXCUSED,
    KEPT_AWAKE,
    LATE,
    LEARNT_ALONE,
    MISSED_A_HALF_DAY,
    NEVER_CAME,
    NEVER_MARKED,
    NIGHT,
    REMOTE,
    SOMEONE,
    UNPROVEN,
    WITH_A_NIGHT,
    WITH_E_LEARNING,
    enrolled,
    paper,
)
from tests.support.office_sample import FILE, SESSION, SLOTS, unnamed
from trainingdesk.documents import (
    attendance_attestation,
    certifying,
    completion_certificate,
    training_attestation,
)
from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.sessions import EnrolmentState, SessionState
from trainingdesk.french import hours


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("person", "file"),
    [
        pytest.param(SOMEONE, FILE, id="present everywhere"),
        pytest.param(MISSED_A_HALF_DAY, FILE, id="missed a half-day"),
        pytest.param(LATE, FILE, id="late"),
        pytest.param(EXCUSED, FILE, id="excused once"),
        pytest.param(DROPPED_OUT, FILE, id="left after the first day"),
        pytest.param(LEARNT_ALONE, WITH_E_LEARNING, id="learnt alone besides"),
        pytest.param(SOMEONE, REMOTE, id="at a distance"),
    ],
)
def test_someone_whose_every_half_day_is_known_gets_a_certificate(person, file):
    assert certifying.refusal(paper(person, file)) is None


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        pytest.param(
            unnamed(9),
            "Cette place n’a pas encore de nom : désignez le stagiaire dans la session, "
            "onglet Stagiaires.",
            id="nobody named",
        ),
        pytest.param(
            enrolled(SOMEONE, state=EnrolmentState.REPLACED),
            "Mme Amélie Œuvrard : une autre personne a pris cette place, "
            "éditez le document à son nom.",
            id="replaced",
        ),
        pytest.param(
            enrolled(SOMEONE, state=EnrolmentState.CANCELLED),
            "Mme Amélie Œuvrard : cette inscription est annulée, aucun document n’en est édité.",
            id="cancelled",
        ),
        pytest.param(
            NEVER_CAME,
            "Aucune heure suivie par Mme Amélie Œuvrard : rien ne peut être attesté.",
            id="absent throughout",
        ),
        pytest.param(
            NEVER_MARKED,
            "Aucune heure suivie par Mme Amélie Œuvrard : rien ne peut être attesté.",
            id="enrolment marked absent",
        ),
        pytest.param(
            UNPROVEN,
            "Pour Mme Amélie Œuvrard, il manque une présence ou sa preuve : "
            "le 19/05/2026 de 9 h à 12 h 30. Complétez la session, onglet Émargement.",
            id="presence without signature",
        ),
        pytest.param(
            replace(SOMEONE, marks={}),
            "Pour Mme Amélie Œuvrard, il manque une présence ou sa preuve : "
            "le 18/05/2026 de 9 h à 12 h 30, le 18/05/2026 de 13 h 30 à 17 h, "
            "le 19/05/2026 de 9 h à 12 h 30 et 1 autre créneau. "
            "Complétez la session, onglet Émargement.",
            id="nothing typed yet",
        ),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(completion_certificate, id="certificate"),
        pytest.param(training_attestation, id="attestation"),
        pytest.param(attendance_attestation, id="attendance"),
    ],
)
def test_nothing_is_certified_that_attendance_does_not_prove(kind, person, sentence):
    assert plain(kind.refusal(paper(person))) == sentence


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        pytest.param(date(2026, 5, 18), True, id="on the first day"),
        pytest.param(date(2026, 5, 19), False, id="on the last day"),
        pytest.param(date(2026, 5, 20), False, id="the day after"),
    ],
)
def test_a_certificate_waits_for_the_end(on, refused):
    refusal = certifying.refusal(replace(paper(), on=on))
    assert (refusal is not None) is refused


def test_the_refusal_says_when_the_training_ends():
    data = replace(paper(), on=date(2026, 5, 1))
    assert plain(certifying.refusal(data)) == (
        "La formation se termine le 19 mai 2026 : "
        "ce document ne peut pas être daté du 1er mai 2026."
    )


@pytest.mark.parametrize(
    ("last", "end"),
    [
        pytest.param(NIGHT, date(2026, 5, 20), id="past midnight"),
        pytest.param(replace(NIGHT, ends_at=time(0)), date(2026, 5, 19), id="at midnight"),
        pytest.param(SLOTS[-1], date(2026, 5, 19), id="in the afternoon"),
    ],
)
def test_a_night_slot_ends_on_the_next_day(last, end):
    assert certifying.ended_on(replace(FILE, slots=(last,))) == end


def test_a_night_counts_its_four_hours():
    data = paper(KEPT_AWAKE, WITH_A_NIGHT)
    assert certifying.refusal(data) is None
    assert plain(hours(data.hours_followed)) == "18 h"


def test_a_session_without_slots_ends_on_the_day_that_was_set():
    online = replace(WITH_E_LEARNING, slots=())
    ended = replace(online, session=replace(online.session, ends_on=date(2026, 5, 20)))
    assert certifying.refusal(paper(LEARNT_ALONE, ended)) is None
    assert certifying.refusal(paper(LEARNT_ALONE, online)) == (
        "La session n’a pas de date de fin : saisissez son calendrier."
    )


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.POSTPONED])
def test_a_session_that_does_not_take_place_has_no_certificates(state):
    file = replace(FILE, session=replace(SESSION, state=state))
    assert certifying.refusal(paper(SOMEONE, file)) == (
        "La session S-2026-014 est annulée ou reportée : aucun document n’en est édité."
    )


def test_a_mark_after_leaving_still_wants_its_proof():
    came_back = replace(DROPPED_OUT, marks={**DROPPED_OUT.marks, 3: UNPROVEN.marks[3]})
    assert [slot.id for slot in certifying.slots_to_prove(FILE, came_back)] == [3]
    assert certifying.slots_to_prove(FILE, DROPPED_OUT) == ()


@pytest.mark.parametrize(
    ("person", "file", "remote"),
    [
        pytest.param(SOMEONE, FILE, "0 h", id="in a room"),
        pytest.param(MISSED_A_HALF_DAY, REMOTE, "10 h 30", id="wholly remote, one missed"),
        pytest.param(LEARNT_ALONE, WITH_E_LEARNING, "2 h 30", id="alone"),
        pytest.param(
            LEARNT_ALONE,
            replace(WITH_E_LEARNING, slots=(replace(SLOTS[0], is_remote=True), *SLOTS[1:])),
            "6 h",
            id="one remote slot, and alone",
        ),
    ],
)
def test_remote_hours_are_counted_once(person, file, remote):
    assert plain(hours(certifying.remote_hours(paper(person, file)))) == remote


def test_facts_are_bold_and_never_markup():
    wording = Wording({"completion_certificate.suivi": Override(1, "a suivi & fini {title}")})
    said = certifying.said(wording, "completion_certificate.suivi", title="A<b>C")
    assert said == "a suivi &amp; fini <b>A&lt;b&gt;C</b>"
