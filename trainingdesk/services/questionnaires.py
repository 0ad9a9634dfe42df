"""Questionnaires: their wording, handing them out, typing or importing what came back."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, cast
from urllib.parse import quote

from trainingdesk.assets import resource
from trainingdesk.domain.deadlines.questionnaires import COLD_AFTER
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.name_matching import Known
from trainingdesk.domain.people import full_name, list_name
from trainingdesk.domain.questionnaire_imports import ReadLine
from trainingdesk.domain.questionnaires import (
    AnswerSheet,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionnaireKind,
    read_answers,
)
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.domain.sessions import EnrolmentState, FundingState
from trainingdesk.french import long_date, plural
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.services.removing import Step
from trainingdesk.services.session_files import session_file
from trainingdesk.services.undoing import step
from trainingdesk.storage import office as settings
from trainingdesk.storage import parties
from trainingdesk.storage import questionnaires as store
from trainingdesk.storage.database import unit_of_work

LINK = "questionnaires.link.{}"
COLD_MONTHS = "questionnaires.cold_months"
EARLIEST_COLD, LATEST_COLD = 1, 6


# Wording ----------------------------------------------------------------------------------------


@cache
def shipped(kind: QuestionnaireKind) -> Questionnaire:
    """Return the questions of a kind as they travel with the program."""
    kept = tomllib.loads(resource("questionnaires", f"{kind}.toml").read_text("utf-8"))
    scale = tuple(kept.get("scale", ()))
    return Questionnaire(
        kind=kind,
        title=kept["title"],
        introduction=kept["introduction"],
        questions=tuple(_question(each, scale) for each in kept["question"]),
    ).checked()


def _question(kept: Mapping[str, Any], scale: tuple[str, ...]) -> Question:
    kind = QuestionKind(kept.get("kind", QuestionKind.SCALE))
    usual = scale if kind is QuestionKind.SCALE else ()
    choices = tuple(kept.get("choices", usual))
    return Question(**dict(kept) | {"kind": kind, "choices": choices})


def current(office: Office, kind: QuestionnaireKind) -> Questionnaire:
    """Return the questions of a kind as the office asks them now."""
    latest = next(iter(store.versions(office.db, kind)), None)
    return latest if latest is not None and latest.questions else shipped(kind)


def asked_in(office: Office, sheet: AnswerSheet) -> Questionnaire:
    """Return the questions as they were when a sheet was handed out."""
    if sheet.questionnaire_id is None:
        return shipped(sheet.kind)
    return store.questionnaire(office.db, sheet.questionnaire_id)


def wordings_of(office: Office, sheets: Iterable[AnswerSheet]) -> tuple[Questionnaire, ...]:
    """Return the wordings that sheets were handed out with, each once, the newest first."""
    found = {sheet.questionnaire_id: asked_in(office, sheet) for sheet in sheets}
    return tuple(sorted(found.values(), key=lambda wording: -wording.number))


def save_version(office: Office, written: Questionnaire) -> Changes:
    """Keep a new wording of a kind; what was handed out keeps the one it had.

    A wording equal to the one in use makes no version, and the shipped one brings it back.

    Raises:
        RuleBroken: a question could not be asked.
    """
    kept = _plain(written.checked())
    if kept != _plain(current(office, written.kind)):
        if kept == _plain(shipped(written.kind)):
            # No questions of its own: the shipped ones, as they will be in later releases too.
            kept = replace(kept, questions=())
        with unit_of_work(office.db):
            store.add_version(office.db, replace(kept, written_on=office.today()))
    return changed(f"Questionnaire enregistré : {kept.title}", Kind.TEXTS, Kind.SESSIONS)


def _plain(wording: Questionnaire) -> Questionnaire:
    """Return a wording without what tells its versions apart."""
    return replace(wording, id=None, number=0, written_on=None)


# Settings ---------------------------------------------------------------------------------------

LINK_FIELDS = ("session", "formation", "stagiaire", "prenom", "nom", "email")
_FIELD = re.compile(r"\{([^{}]*)\}")
LONGEST_LINK = 800
"""Letters of an address whose code a telephone still reads, its fields filled in."""


def link_template(office: Office, kind: QuestionnaireKind) -> str:
    """Return the address of the office's own form for a kind, its fields in braces, or nothing."""
    return str(settings.setting(office.db, LINK.format(kind), ""))


def save_link_template(office: Office, kind: QuestionnaireKind, template: str) -> Changes:
    """Keep the address of a form.

    Raises:
        RuleBroken: it is no web address, or names a field that does not exist.
    """
    text = template.strip()
    check_link(text)
    with unit_of_work(office.db):
        settings.save_setting(office.db, LINK.format(kind), text)
    return changed("Lien du questionnaire enregistré", Kind.TEXTS, Kind.SESSIONS)


def check_link(template: str) -> None:
    """Refuse an address that neither a browser nor a code would take, or an unknown field."""
    if template and not re.match(r"https?://[^\s/]+\.\S+$", template):
        raise RuleBroken("Un lien commence par https:// et ne contient pas d’espace.", "link")
    if len(template) > LONGEST_LINK:
        raise RuleBroken(
            f"Ce lien dépasse {LONGEST_LINK} signes : un code QR ne peut pas le porter. "
            "Raccourcissez-le dans l’outil de formulaires.",
            "link",
        )
    strangers = [name for name in _FIELD.findall(template) if name not in LINK_FIELDS]
    if strangers or "{" in _FIELD.sub("", template) or "}" in _FIELD.sub("", template):
        offered = ", ".join(f"{{{name}}}" for name in LINK_FIELDS)
        raise RuleBroken(f"Les champs d’un lien sont {offered}.", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an office chose of all its questionnaires: their words, their forms' addresses."""

    wordings: tuple[Questionnaire, ...]
    links: Mapping[QuestionnaireKind, str]
    cold_months: int


def save_settings(office: Office, chosen: Settings) -> Changes:
    """Keep all of it, or nothing.

    Raises:
        RuleBroken: a question could not be asked, or an address could not be opened.
    """
    with unit_of_work(office.db):
        for wording in chosen.wordings:
            save_version(office, wording)
        for kind, link in chosen.links.items():
            save_link_template(office, kind, link)
        save_cold_months(office, chosen.cold_months)
    return changed("Questionnaires enregistrés", Kind.TEXTS, Kind.SESSIONS, Kind.OFFICE)


def cold_months(office: Office) -> int:
    """Return how many months after a session its cold questionnaire is sent."""
    return cast("int", settings.setting(office.db, COLD_MONTHS, COLD_AFTER))


def save_cold_months(office: Office, months: int) -> Changes:
    """Keep how long after a session people are asked what came of it.

    Raises:
        RuleBroken: it is not one to six months.
    """
    if not EARLIEST_COLD <= months <= LATEST_COLD:
        raise RuleBroken("Le questionnaire à froid part un à six mois après.", "cold_months")
    with unit_of_work(office.db):
        settings.save_setting(office.db, COLD_MONTHS, months)
    return changed("Délai du questionnaire à froid enregistré", Kind.OFFICE)


# Whom to ask ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Somebody who may be asked: the id by what it is, the name, the e-mail address."""

    field: str
    owner_id: int
    name: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""

    def sheet(self, session_id: int, kind: QuestionnaireKind) -> AnswerSheet:
        """Return a sheet for the respondent, not handed out yet."""
        owner: dict[str, Any] = {self.field: self.owner_id}
        return AnswerSheet(session_id=session_id, kind=kind, **owner)

    def holds(self, sheet: AnswerSheet) -> bool:
        """Whether a sheet is the respondent's."""
        return bool(getattr(sheet, self.field) == self.owner_id)


def respondents(
    office: Office, file: SessionFile, kind: QuestionnaireKind
) -> tuple[Respondent, ...]:
    """Return everyone whom a questionnaire of a kind concerns in a session."""
    if kind.is_for_trainees:
        return tuple(_trainee(person) for person in file.seated if _is_asked(person, kind))
    if kind is QuestionnaireKind.CLIENT:
        return _clients(office, file)
    if kind is QuestionnaireKind.TRAINER:
        return tuple(
            Respondent(
                field="trainer_id",
                owner_id=trainer.id or 0,
                name=full_name(trainer),
                email=trainer.email,
                first_name=trainer.first_name,
                last_name=trainer.last_name,
            )
            for trainer in file.trainers
        )
    funders = {
        item.funder.id: item.funder
        for item in file.fundings
        if item.funding.state is not FundingState.REFUSED
    }
    return tuple(
        Respondent(
            field="funder_id",
            owner_id=funder.id or 0,
            name=funder.name,
            email=funder.email,
            last_name=funder.name,
        )
        for funder in funders.values()
    )


def _is_asked(person: Participant, kind: QuestionnaireKind) -> bool:
    """Whether someone is asked: a seat needs a name, and who never came has nothing to tell."""
    never_came = person.enrolment.state is EnrolmentState.ABSENT
    return person.trainee is not None and not (kind.asks_satisfaction and never_came)


def _trainee(person: Participant) -> Respondent:
    assert person.trainee is not None  # noqa: S101 - asked for by the caller's own test
    return Respondent(
        field="enrolment_id",
        owner_id=person.enrolment.id or 0,
        name=list_name(person.trainee),
        email=person.trainee.email,
        first_name=person.trainee.first_name,
        last_name=person.trainee.last_name,
    )


def _clients(office: Office, file: SessionFile) -> tuple[Respondent, ...]:
    """Return the firms that sent people: an individual has told as a trainee."""
    firms = {p.client.id: p.client for p in file.seated if not p.client.is_individual}
    found = []
    for firm in firms.values():
        contact = parties.signatory_of(office.db, firm.id or 0)
        email = (contact.email if contact else "") or firm.email
        found.append(
            Respondent(
                field="client_id",
                owner_id=firm.id or 0,
                name=firm.display_name,
                email=email,
                last_name=firm.display_name,
            )
        )
    return tuple(found)


def link_for(template: str, file: SessionFile, respondent: Respondent | None = None) -> str:
    """Return the address of a form with its fields filled in; those of nobody stay empty."""
    facts = {
        "session": file.session.number,
        "formation": file.session.title,
        "stagiaire": respondent.name if respondent else "",
        "prenom": respondent.first_name if respondent else "",
        "nom": respondent.last_name if respondent else "",
        "email": respondent.email if respondent else "",
    }
    return _FIELD.sub(lambda found: quote(facts[found[1]], safe=""), template)


# Handing out and typing -------------------------------------------------------------------------


def hand_out(
    office: Office,
    session_id: int,
    kind: QuestionnaireKind,
    *,
    on: date | None = None,
    to: Iterable[int] | None = None,
) -> Changes:
    """Note that a questionnaire was handed to everyone it concerns, or only *to* some of them.

    Who has one already keeps it with its day.

    Raises:
        RuleBroken: the day lies ahead, or there is nobody left to hand it to.
    """
    day = on or office.today()
    if day > office.today():
        raise RuleBroken(f"Le jour de la remise ({long_date(day)}) est dans le futur.", "sent_on")
    file = session_file(office, session_id)
    asked = current(office, kind)
    wanted = None if to is None else set(to)
    given = store.sheets_of(office.db, session_id, kind)
    fresh = [
        each
        for each in respondents(office, file, kind)
        if (wanted is None or each.owner_id in wanted)
        and not any(each.holds(sheet) for sheet in given)
    ]
    if not fresh:
        raise RuleBroken(_NOBODY_LEFT if given else _NOBODY)
    with unit_of_work(office.db):
        for each in fresh:
            sheet = replace(each.sheet(session_id, kind), questionnaire_id=asked.id, sent_on=day)
            store.save_sheet(office.db, sheet)
    count = plural(len(fresh), "questionnaire remis", "questionnaires remis")
    return changed(f"{count} : {label(kind)}", Kind.SESSIONS, saved=session_id)


_NOBODY = "Ce questionnaire ne concerne personne dans cette session."
_NOBODY_LEFT = "Toutes les personnes concernées ont déjà ce questionnaire."


def record(
    office: Office,
    sheet_id: int,
    typed: Mapping[str, str],
    *,
    comment: str | None = None,
    on: date | None = None,
) -> Changes:
    """Write the answers of one sheet; what is not in *typed* stays, an empty answer is erased.

    The day is that of the first answer, today unless *on* says otherwise.

    Raises:
        RuleBroken: something typed is no answer; `field` is the key of the question.
    """
    sheet = store.sheet(office.db, sheet_id)
    with unit_of_work(office.db):
        _write(office, sheet, typed, comment, on)
    return changed("Réponses enregistrées", Kind.SESSIONS, saved=sheet.session_id)


def _write(
    office: Office,
    sheet: AnswerSheet,
    typed: Mapping[str, str],
    comment: str | None,
    on: date | None,
) -> None:
    questions = questions_of(office, sheet)
    asked = {question.key for question in questions}
    # The course may have changed since: what was answered about it then stays.
    former = tuple(answer for answer in sheet.answers if answer.question not in asked)
    answers = (*read_answers(questions, {**sheet.values, **typed}), *former)
    remark = sheet.comment if comment is None else comment.strip()
    day = on or sheet.answered_on or office.today()
    came = day if answers or remark else None
    store.save_sheet(office.db, replace(sheet, answers=answers, comment=remark, answered_on=came))


def questions_of(office: Office, sheet: AnswerSheet) -> tuple[Question, ...]:
    """Return every question that a sheet asks, those about the course among them."""
    file = session_file(office, sheet.session_id)
    return asked_in(office, sheet).about(file.version).questions


def erase(office: Office, sheet_id: int) -> Step:
    """Take back the answers of a sheet; it stays handed out."""
    sheet = store.sheet(office.db, sheet_id)
    blank = replace(sheet, answers=(), comment="", answered_on=None)

    def act() -> Changes:
        store.save_sheet(office.db, blank)
        return _undoable("Réponses effacées", sheet.session_id)

    return step(office, act)


def withdraw(office: Office, sheet_id: int) -> Step:
    """Take a sheet back with its answers, as if it had not been handed out."""
    sheet = store.sheet(office.db, sheet_id)

    def act() -> Changes:
        store.SHEETS.delete(office.db, sheet_id)
        return _undoable("Questionnaire retiré", sheet.session_id)

    return step(office, act)


def _undoable(words: str, session_id: int) -> Changes:
    return changed(f"{words} – Ctrl+Z pour annuler", Kind.SESSIONS, saved=session_id)


def asked_together(
    office: Office, file: SessionFile, sheets: Iterable[AnswerSheet]
) -> tuple[Question, ...]:
    """Return every question that any of these sheets asks, in its newest words."""
    asked: dict[str, Question] = {}
    for wording in wordings_of(office, sheets):
        for question in wording.about(file.version).questions:
            asked.setdefault(question.key, question)
    return tuple(asked.values())


# Import -----------------------------------------------------------------------------------------


def known_people(office: Office, file: SessionFile, kind: QuestionnaireKind) -> tuple[Known, ...]:
    """Return who may stand in the answers of a form tool."""
    return tuple(
        Known(
            id=each.owner_id,
            names=(each.name, f"{each.first_name} {each.last_name}".strip()),
            email=each.email,
        )
        for each in respondents(office, file, kind)
    )


def import_answers(
    office: Office, session_id: int, kind: QuestionnaireKind, lines: Sequence[ReadLine]
) -> Step:
    """Write the answers of a form tool; who had no sheet gets one, all of it or nothing.

    A line replaces what its person had answered before; one of nobody is left out.

    Raises:
        RuleBroken: no line is anybody's, or two are the same person's.
    """
    kept = [line for line in lines if line.owner_id is not None]
    if not kept:
        raise RuleBroken("Aucune ligne n’est attribuée : choisissez à qui sont les réponses.")
    owners = [line.owner_id for line in kept]
    if twice := next((line for line in kept if owners.count(line.owner_id) > 1), None):
        raise RuleBroken(f"Deux lignes sont attribuées à la même personne : {twice.said_by}.")
    file = session_file(office, session_id)
    people = {each.owner_id: each for each in respondents(office, file, kind)}
    asked = current(office, kind)

    def act() -> Changes:
        given = store.sheets_of(office.db, session_id, kind)
        for line in kept:
            person = people[cast("int", line.owner_id)]
            day = min(line.answered_on or office.today(), office.today())
            blank = replace(person.sheet(session_id, kind), sent_on=day)
            sheet = next((each for each in given if person.holds(each)), blank)
            filled = replace(
                sheet,
                questionnaire_id=asked.id,
                answers=line.answers,
                comment=line.comment,
                answered_on=day,
            )
            store.save_sheet(office.db, filled)
        words = plural(len(kept), "réponse importée", "réponses importées")
        return _undoable(words, session_id)

    return step(office, act)
