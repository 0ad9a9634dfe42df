"""What the law makes the papers of a session say is read back from the papers themselves."""

from dataclasses import replace

import pytest

from tests.support.attendance_sample import (
    KEPT_AWAKE,
    LATE,
    LEARNT_ALONE,
    MISSED_A_HALF_DAY,
    REMOTE,
    SOMEONE,
    WITH_A_NIGHT,
    WITH_E_LEARNING,
    paper,
)
from tests.support.office_sample import FILE, ON, PEOPLE, SESSION_PAPER
from tests.support.pdf_text import plain, printed
from trainingdesk.documents import (
    attendance_attestation,
    attendance_sheet,
    completion_certificate,
    joining_letter,
    training_attestation,
)
from trainingdesk.documents.composition import rendered
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.mentions.attendance import (
    ATTENDANCE_ATTESTATION,
    ATTENDANCE_SHEET,
    COMPLETION_CERTIFICATE,
    JOINING_LETTER,
    TRAINING_ATTESTATION,
)
from trainingdesk.domain.mentions.mention import missing

PAPERS = [
    pytest.param(joining_letter, JOINING_LETTER, id="joining letter"),
    pytest.param(completion_certificate, COMPLETION_CERTIFICATE, id="certificate"),
    pytest.param(training_attestation, TRAINING_ATTESTATION, id="attestation"),
    pytest.param(attendance_attestation, ATTENDANCE_ATTESTATION, id="attendance attestation"),
]


def assert_readable(module, mentions, data):
    text = printed(rendered(module.compose(data, Wording()), data.organisation, data.on))
    assert missing(mentions, data) == ()
    for mention in mentions:
        if mention.applies(data):
            for words in mention.words(data):
                assert plain(words).casefold() in text.casefold(), mention.name


@pytest.mark.parametrize(("module", "mentions"), PAPERS)
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(paper(), id="usual"),
        pytest.param(paper(MISSED_A_HALF_DAY), id="missed a half-day"),
        pytest.param(paper(LATE), id="late"),
        pytest.param(paper(PEOPLE[7]), id="individual"),
        pytest.param(paper(SOMEONE, REMOTE), id="remote"),
        pytest.param(paper(LEARNT_ALONE, WITH_E_LEARNING), id="e-learning besides"),
        pytest.param(paper(KEPT_AWAKE, WITH_A_NIGHT), id="night"),
    ],
)
def test_each_mention_can_be_read_on_a_persons_paper(module, mentions, data):
    assert_readable(module, mentions, data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SESSION_PAPER, id="marked"),
        pytest.param(
            replace(
                SESSION_PAPER,
                file=replace(FILE, participants=tuple(replace(p, marks={}) for p in PEOPLE)),
            ),
            id="to sign",
        ),
        pytest.param(replace(SESSION_PAPER, file=REMOTE, on=ON), id="remote"),
        pytest.param(replace(SESSION_PAPER, file=WITH_A_NIGHT), id="night"),
    ],
)
def test_each_mention_can_be_read_on_the_attendance_sheet(data):
    assert_readable(attendance_sheet, ATTENDANCE_SHEET, data)
