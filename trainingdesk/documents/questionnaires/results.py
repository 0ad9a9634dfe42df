"""What the questionnaires of a session or a period came to, each figure with its formula."""

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaires import QuestionKind
from trainingdesk.domain.questionnaires_data import KindResult, QuestionResult, ResultsPaper
from trainingdesk.domain.result_indicators import LEAST, NOT_SIGNIFICANT, Progress, Rate
from trainingdesk.french import NBSP, long_date, period, plural
from trainingdesk.paper import blocks as b

TITLE = "Bilan des évaluations"


def compose(data: ResultsPaper, wording: Wording) -> Composition:
    """Return the figures, then the answers of each kind and what was written."""
    about = data.file.session.title if data.file else _span(data)
    story = [
        *b.title(TITLE, about),
        *b.facts(_facts(data)),
        *b.text(wording("questionnaire_results.intro", least=str(LEAST))),
        *_rates(data),
        *_progress(data, wording),
        *(piece for result in data.kinds for piece in _kind(result)),
    ]
    return Composition(
        title=TITLE,
        reference=f"Session {data.file.session.number}" if data.file else _span(data),
        subject=about,
        story=story,
    )


def _span(data: ResultsPaper) -> str:
    words = period(*data.span)
    return words[:1].upper() + words[1:]


def _facts(data: ResultsPaper) -> list[tuple[str, b.Content]]:
    file = data.file
    items: list[tuple[str, b.Content]] = [
        ("Session", f"{file.session.number} ({file.course.code})" if file else ""),
        ("Période", dates(file) if file else _span(data)),
        ("Sessions", plural(data.sessions, "session terminée", "sessions terminées")),
        ("Stagiaires", plural(data.trainees, "stagiaire")),
        ("Chiffres mis à jour le", long_date(data.on)),
    ]
    return [item for item in items if item[1] and not (file and item[0] == "Sessions")]


def _rates(data: ResultsPaper) -> list[Flowable]:
    columns = (
        b.Column(title="Indicateur", weight=1.5, row_header=True),
        b.Column(title="Résultat", width=30),
        b.Column(title="Calculé sur", weight=1.1),
        b.Column(title="Calcul", weight=2),
    )
    rows = [_rate(rate.name, rate) for rate in data.rates]
    for result in data.kinds:
        whom = label(result.kind)
        rows.append(_rate(f"{result.answers.name} – {whom}", result.answers))
        rows.append(_rate(f"{result.satisfaction.name} – {whom}", result.satisfaction))
    return [*b.heading("Indicateurs de résultats"), *b.table(columns, rows)]


def _rate(name: str, rate: Rate) -> b.Row:
    return [name, b.Cell(rate.shown, bold=rate.is_significant), rate.told_from, rate.formula]


def _progress(data: ResultsPaper, wording: Wording) -> list[Flowable]:
    if not data.progress:
        return []
    columns = (
        b.Column(title="Objectif pédagogique", weight=3, row_header=True),
        b.Column(title="Avant", align="right"),
        b.Column(title="Après", align="right"),
        b.Column(title="Progression", align="right"),
        b.Column(title="Calculé sur", align="right"),
    )
    rows = [_objective(each) for each in data.progress]
    return [
        *b.heading("Progression, du positionnement à l’évaluation"),
        *b.text(wording("questionnaire_results.progression"), keep_with_next=True),
        *b.table(columns, rows),
    ]


def _objective(progress: Progress) -> b.Row:
    people = plural(progress.people, "stagiaire")
    if progress.gain is None:
        return [progress.objective.text, "–", "–", NOT_SIGNIFICANT, people]
    points = _signed(int((progress.gain * 100).quantize(1)))
    return [
        progress.objective.text,
        f"{progress.mastered_before}{NBSP}/{NBSP}{progress.people}",
        f"{progress.acquired_after}{NBSP}/{NBSP}{progress.people}",
        f"{points}{NBSP}points",
        people,
    ]


def _kind(result: KindResult) -> list[Flowable]:
    columns = (
        b.Column(title="Question", weight=2.4, row_header=True),
        b.Column(title="Moyenne", width=30),
        b.Column(title="Réponses", width=20, align="right"),
        b.Column(title="Répartition", weight=2),
    )
    rows: list[b.Row] = [
        [each.question.text, _mean(each), str(each.count), _spread(each)]
        for each in result.questions
    ]
    return [
        *b.heading(label(result.kind).capitalize()),
        *(b.table(columns, rows) if rows else []),
        *(piece for name, words in result.comments for piece in _comments(name, words)),
    ]


def _mean(result: QuestionResult) -> b.Content:
    if result.mean is None:
        return "–"
    if result.recommendation is None:
        return result.mean.shown
    balance = _signed(result.recommendation)
    return b.lines(result.mean.shown, f"promoteurs moins détracteurs{NBSP}: {balance}")


def _signed(value: int) -> str:
    """Return a difference with its sign, a real minus."""
    return f"{value:+d}".replace("-", MINUS) if value else "0"


MINUS = "\N{MINUS SIGN}"


def _spread(result: QuestionResult) -> str:
    given = [
        f"{word}{NBSP}: {count}"
        for word, count in result.spread
        if count or result.question.kind is not QuestionKind.RATING
    ]
    return " · ".join(given) or "–"


def _comments(name: str, words: tuple[str, ...]) -> list[Flowable]:
    return [*b.heading(name, 3), *b.bullets(list(words))]


def file_name(data: ResultsPaper) -> str:
    """Return the name of the file, without suffix."""
    if data.file is not None:
        return file_stem(TITLE, data.file.session.number)
    first, last = data.span
    return file_stem(TITLE, f"{first:%Y-%m-%d} au {last:%Y-%m-%d}")
