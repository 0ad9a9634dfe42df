"""Questionnaires as the office words them, the sheets handed out and their answers in the file."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from trainingdesk.domain.questionnaires import (
    Answer,
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
)
from trainingdesk.storage.rows import Row, Table, from_row

QUESTIONNAIRES = Table("questionnaire", Questionnaire)
SHEETS = Table("answer_sheet", AnswerSheet)
ANSWERS = Table("answer", Answer)


def versions(db: Database, kind: QuestionnaireKind) -> list[Questionnaire]:
    """Return the office's own wordings of a kind, newest first; one without questions gave back."""
    rows = db.query("select * from questionnaire where kind = ? order by number desc", [kind])
    return [_questionnaire(row) for row in rows]


def questionnaire(db: Database, questionnaire_id: int) -> Questionnaire:
    """Return one wording by its id."""
    row = next(db.query("select * from questionnaire where id = ?", [questionnaire_id]))
    return _questionnaire(row)


def add_version(db: Database, record: Questionnaire) -> int:
    """Keep a new wording after those of its kind, and return its id."""
    (last,) = db.execute(
        "select coalesce(max(number), 0) from questionnaire where kind = ?", [record.kind]
    ).fetchone()
    questions = json.dumps([asdict(question) for question in record.questions], ensure_ascii=False)
    return QUESTIONNAIRES.insert(db, replace(record, number=last + 1), questions=questions)


def _questionnaire(row: Row) -> Questionnaire:
    questions = tuple(_question(each) for each in json.loads(row["questions"]))
    return from_row(Questionnaire, row, questions=questions)


def _question(kept: dict[str, Any]) -> Question:
    return Question(
        **kept | {"kind": QuestionKind(kept["kind"]), "choices": tuple(kept["choices"])}
    )


def sheets_of(
    db: Database, session_id: int, kind: QuestionnaireKind | None = None
) -> tuple[AnswerSheet, ...]:
    """Return the sheets handed out in a session, of one kind or of all, with their answers."""
    found = SHEETS.where(
        db, "session_id = ? and kind = coalesce(?, kind) order by id", [session_id, kind]
    )
    return _with_answers(db, found)


def sheet(db: Database, sheet_id: int) -> AnswerSheet:
    """Return one sheet with its answers.

    Raises:
        RuleBroken: it was deleted meanwhile.
    """
    return _with_answers(db, [SHEETS.get(db, sheet_id)])[0]


def _with_answers(db: Database, found: Sequence[AnswerSheet]) -> tuple[AnswerSheet, ...]:
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    ids = json.dumps([each.id for each in found])
    for row in db.query(
        "select * from answer where sheet_id in (select value from json_each(?))"
        " order by sheet_id, question",
        [ids],
    ):
        answers[row["sheet_id"]].append(from_row(Answer, row))
    return tuple(replace(each, answers=tuple(answers[each.id or 0])) for each in found)


def save_sheet(db: Database, record: AnswerSheet) -> int:
    """Write a sheet with its answers, and return its id."""
    sheet_id = SHEETS.save(db, record)
    db.execute("delete from answer where sheet_id = ?", [sheet_id])
    for answer in record.answers:
        ANSWERS.insert(db, answer, sheet_id=sheet_id)
    return sheet_id


_HELD = "ends_on between ? and ? and state not in ('cancelled', 'postponed')"


def sessions_between(db: Database, first: date, last: date) -> list[int]:
    """Return the sessions that were held and ended in a period, by their end."""
    rows = db.execute(
        f"select id from training_session where {_HELD} order by ends_on, id",
        [first.isoformat(), last.isoformat()],
    )
    return [session_id for (session_id,) in rows]


def sheets_between(db: Database, first: date, last: date) -> tuple[AnswerSheet, ...]:
    """Return the sheets of the sessions that ended in a period, with their answers."""
    found = SHEETS.where(
        db,
        f"session_id in (select id from training_session where {_HELD}) order by session_id, id",
        [first.isoformat(), last.isoformat()],
    )
    return _with_answers(db, found)
