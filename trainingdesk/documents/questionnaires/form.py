"""A questionnaire to fill in by hand: boxes to tick, lines to write on, a code for a telephone."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.participants import employer_name, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.questionnaires import Question, QuestionKind
from trainingdesk.domain.questionnaires_data import FormPaper
from trainingdesk.domain.sessions import SessionState
from trainingdesk.paper import blocks as b
from trainingdesk.paper.qr_codes import QrCode

LINES = 2
"""Lines to write on below a question."""
STEP_WIDTH = 23
CODE_SIDE = 30
"""Millimetres."""


def compose(data: FormPaper, wording: Wording) -> Composition:
    """Return the form, the name of who answers at its head."""
    key = f"{data.kind}_form"
    title = data.questionnaire.title
    story = [
        *b.title(title, data.file.session.title),
        *_head(data, wording, key),
        *(piece for part in _parts(data) for piece in part),
        *b.spacer(2),
        *b.small(wording(f"{key}.retour")),
    ]
    return Composition(
        title=title,
        reference=f"Session {data.file.session.number}",
        subject=" – ".join(filter(None, (data.file.session.title, data.whom))),
        story=story,
    )


def _head(data: FormPaper, wording: Wording, key: str) -> list[Flowable]:
    """Return who is asked about what; beside it the code, where there is an address."""
    facts = _facts(data, wording, key)
    introduction = b.text(data.questionnaire.introduction)
    if not data.link:
        return [*b.facts(facts, columns=2), *introduction]
    code = QrCode(data.link, f"Code QR vers {data.link}", CODE_SIDE)
    aside = [code, *b.small(b.hyperlink(wording(f"{key}.en_ligne"), data.link))]
    return b.two_columns([*b.facts(facts), *introduction], aside, shares=(4, 1))


def _facts(data: FormPaper, wording: Wording, key: str) -> list[tuple[str, b.Content]]:
    employer = employer_name(data.participant) if data.participant else ""
    items: list[tuple[str, b.Content]] = [
        (wording(f"{key}.nom"), b.bold(data.whom) if data.whom else TO_WRITE),
        ("Entreprise", employer),
        ("Session", data.file.session.number),
        ("Dates", dates(data.file)),
        ("Formation assurée par", data.file.trainer_names),
        ("Rempli le", TO_WRITE),
    ]
    return [item for item in items if item[1]]


TO_WRITE = "…" * 14
"""Where something is written by hand."""


def _parts(data: FormPaper) -> Iterator[list[Flowable]]:
    """Yield the questions, those of one part under its heading."""
    for part, members in groupby(data.questions, key=lambda question: question.part):
        heading = b.heading(part) if part else []
        blocks = list(_blocks(list(members)))
        # The heading and its first question share a page.
        yield b.keep_together(heading, blocks[0]) if _is_short(blocks[0]) else heading + blocks[0]
        yield from blocks[1:]


def _is_short(block: Sequence[Flowable]) -> bool:
    return len(block) > 1


def _blocks(questions: Sequence[Question]) -> Iterator[list[Flowable]]:
    """Yield what asks each question; those of one scale stand in one table."""
    for steps, members in groupby(questions, key=_scale):
        if steps:
            yield _table(steps, list(members))
        else:
            for question in members:
                yield _alone(question)


def _scale(question: Question) -> tuple[str, ...]:
    return question.steps if question.kind is QuestionKind.SCALE else ()


def _table(steps: tuple[str, ...], questions: Sequence[Question]) -> list[Flowable]:
    columns = (
        b.Column(title="", row_header=True),
        *(b.Column(title=step.capitalize(), width=STEP_WIDTH) for step in steps),
    )
    rows: list[b.Row] = [
        [question.text, *(b.choices([(str(n), False)]) for n, _ in enumerate(steps, 1))]
        for question in questions
    ]
    return b.table(columns, rows, valign="MIDDLE")


def _alone(question: Question) -> list[Flowable]:
    asked = b.text(question.text, after=3, keep_with_next=True)
    if question.kind is QuestionKind.TEXT:
        return b.keep_together(asked, b.writing_lines(LINES), b.spacer(4))
    offered = [(word, False) for _, word in question.answers]
    return b.keep_together(asked, b.choices(offered), b.spacer(3))


def file_name(data: FormPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem("Questionnaire", label(data.kind), data.whom or data.file.session.number)


def refusal(data: FormPaper) -> str | None:
    """Return why nobody can be asked: the seat is empty, or the session does not take place."""
    if data.participant is not None:
        paper = ParticipantPaper(file=data.file, participant=data.participant, on=data.on)
        return seat_refusal(paper)
    if data.file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        return (
            f"La session {data.file.session.number} est annulée ou reportée : il n’y a pas de "
            "questionnaire à remettre."
        )
    return None
