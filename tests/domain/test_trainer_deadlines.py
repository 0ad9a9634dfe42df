"""Duties around those who teach and the office's own papers: when told, due, and done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trainingdesk.domain.deadlines import DutyKind, OfficeState, Place, duties
from trainingdesk.domain.deadlines.duty import EDITOR
from trainingdesk.domain.deadlines.state import EndingPaper, OpenMission, SessionRef, TrainerFile
from trainingdesk.domain.office_documents import OfficeDocumentKind
from trainingdesk.domain.teaching import TrainerDocumentKind, TrainerKind
from trainingdesk.domain.trainer_files import Lack, Standing, needs

START = date(2026, 5, 18)
DAY = timedelta(days=1)
CV, DIPLOMA, *_ = needs(TrainerKind.SUBCONTRACTOR)
FILE = TrainerFile(
    trainer_id=4,
    trainer="Maëlle Cœurdacier",
    starts_on=START,
    lacks=(Lack(CV, Standing.MISSING), Lack(DIPLOMA, Standing.MISSING)),
)
MISSION = OpenMission(
    session=SessionRef(id=7, number="S-2026-007", title="Accueil", starts_on=START, ends_on=START),
    trainer_id=4,
    trainer="Maëlle Cœurdacier",
    starts_on=START,
)


def one(state, today):
    (duty,) = duties(state, today)
    return duty


def first_day(state):
    days = (date(2026, 1, 1) + timedelta(days=count) for count in range(500))
    return next(day for day in days if duties(state, day))


def test_what_a_file_lacks_is_told_once_a_month_before_the_session():
    state = OfficeState(trainer_files=(FILE,))
    assert first_day(state) == START - 30 * DAY
    duty = one(state, START - 30 * DAY)
    assert (duty.kind, duty.due_on) == (DutyKind.DOCUMENTS, START - 7 * DAY)
    assert duty.sentence == (
        "Demander à Maëlle Cœurdacier : CV et diplôme ou titre (manquent au dossier), "
        "avant la session du 18/05/2026"
    )
    assert duty.place == Place("teaching", 4, "trainers")
    assert "indicateur 21" in duty.why.article


@pytest.mark.parametrize(
    ("standing", "verb"),
    [
        pytest.param(Standing.ENDED, "a expiré", id="ended"),
        pytest.param(Standing.ENDING, "expire", id="ends"),
    ],
)
def test_a_paper_that_ends_before_the_session_is_due_on_its_last_day(standing, verb):
    last = START - 2 * DAY
    state = OfficeState(trainer_files=(replace(FILE, lacks=(Lack(CV, standing, last),)),))
    duty = one(state, START - 10 * DAY)
    assert duty.due_on == last
    assert f"CV qui {verb} le 16/05/2026" in duty.sentence


def test_one_lacking_paper_is_said_in_the_singular():
    state = OfficeState(trainer_files=(replace(FILE, lacks=FILE.lacks[:1]),))
    assert "CV (manque au dossier)" in one(state, START).sentence


def test_a_contract_is_sent_two_weeks_ahead_then_waited_for():
    state = OfficeState(missions=(MISSION,))
    assert first_day(state) == START - 21 * DAY
    duty = one(state, START - 21 * DAY)
    assert (duty.due_on, duty.kind) == (START - 14 * DAY, DutyKind.MISSIONS)
    assert duty.group == "S-2026-007 – Accueil"
    sent = replace(MISSION, sent_on=START - 15 * DAY)
    duty = one(OfficeState(missions=(sent,)), START - 5 * DAY)
    assert duty.due_on == START - 3 * DAY
    assert "envoyé le 03/05/2026, non signé" in duty.sentence
    signed = replace(sent, signed_on=START - 5 * DAY)
    assert duties(OfficeState(missions=(signed,)), START) == ()


@pytest.mark.parametrize(
    ("paper", "first", "words"),
    [
        pytest.param(
            EndingPaper(kind=OfficeDocumentKind.QUALIOPI, valid_until=date(2026, 9, 10)),
            date(2026, 3, 10),
            "Prévoir l’audit de renouvellement : certificat Qualiopi, qui expire le 10/09/2026",
            id="certificate",
        ),
        pytest.param(
            EndingPaper(kind=OfficeDocumentKind.INSURANCE, valid_until=date(2026, 9, 10)),
            date(2026, 8, 11),
            "Renouveler : assurance professionnelle, qui expire le 10/09/2026",
            id="insurance",
        ),
        pytest.param(
            EndingPaper(kind=OfficeDocumentKind.OTHER, valid_until=date(2026, 9, 10), name="Bail"),
            date(2026, 8, 11),
            "Renouveler : Bail, qui expire le 10/09/2026",
            id="of its own name",
        ),
    ],
)
def test_a_paper_of_the_office_is_renewed_in_time(paper, first, words):
    state = OfficeState(office_documents=(paper,))
    assert first_day(state) == first
    duty = one(state, first)
    assert (duty.sentence, duty.due_on) == (words, paper.valid_until)
    assert duty.place == Place(EDITOR, 1, "office_documents")
    assert "a expiré le" in one(state, paper.valid_until + DAY).sentence


def test_a_paper_told_by_its_end_and_by_its_session_is_told_once():
    lack = Lack(CV, Standing.ENDED, START - 40 * DAY)
    state = OfficeState(trainer_files=(replace(FILE, lacks=(lack,)), replace(FILE, lacks=(lack,))))
    assert one(state, START - DAY).key == f"documents:4:{TrainerDocumentKind.CV}"
