"""What an employer and a funder are told: the procedure of an apprentice, then the sanction."""

from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.discipline import case_letters as case
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.participants import filed_as
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline import Outcome
from trainingdesk.domain.discipline_data import CaseNoticePaper
from trainingdesk.domain.labels import label
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Information d’une sanction"
PROCEDURE_TITLE = "Information d’une procédure"


def compose(data: CaseNoticePaper, wording: Wording) -> Composition:
    """Return the letter that tells the sanction (R6352-8)."""
    number = wording("sanction_information.dossier", number=data.file_number)
    letter = letters.Letter(
        title=TITLE,
        reference=f"Session {data.file.session.number}",
        about=wording("sanction_information.objet", name=data.participant.name),
        body=(
            *case.training(data),
            *(b.text(number) if data.file_number else ()),
            *b.text(wording("sanction_information.intro", name=data.participant.name)),
            *b.callout(decided(data, wording)),
        ),
        closing=b.text(wording("sanction_information.suite")),
    )
    return letters.composed(letter, case.mail_of(data), wording)


def compose_procedure(data: CaseNoticePaper, wording: Wording) -> Composition:
    """Return the letter that tells the employer of an apprentice of a procedure (R6352-5)."""
    intended = label(data.case.intended) if data.case.intended else ""
    hearing = data.case.hearing_on
    day = wording("procedure_information.entretien", day=long_date(hearing)) if hearing else ""
    letter = letters.Letter(
        title=PROCEDURE_TITLE,
        reference=f"Session {data.file.session.number}",
        about=wording("procedure_information.objet", name=data.participant.name),
        body=(
            *case.training(data),
            *b.text(
                wording(
                    "procedure_information.intro", name=data.participant.name, sanction=intended
                )
            ),
            *b.text(
                wording("procedure_information.motif", happened=long_date(data.case.happened_on)),
                keep_with_next=True,
            ),
            *b.text(data.case.facts),
        ),
        closing=b.text(" ".join(filter(None, (day, wording("procedure_information.suite"))))),
    )
    return letters.composed(letter, case.mail_of(data), wording)


def file_name(data: CaseNoticePaper) -> str:
    """Return the name of the file: the person, then who is told."""
    return file_stem(filed_as(TITLE, data), data.recipient)


def procedure_file_name(data: CaseNoticePaper) -> str:
    """Return the name of the file: the person, then who is told."""
    return file_stem(filed_as(PROCEDURE_TITLE, data), data.recipient)


def refusal(data: CaseNoticePaper) -> str | None:
    """Return why there is nothing to tell, or nothing."""
    if (words := case.unnamed(data)) is not None:
        return words
    if data.case.decision in {None, Outcome.NONE}:
        return "Aucune sanction n’est prise : l’employeur et le financeur n’ont rien à savoir."
    if data.case.notified_on is None:
        return "Notifiez d’abord la sanction au stagiaire, puis informez-en les autres."
    return None


def procedure_refusal(data: CaseNoticePaper) -> str | None:
    """Return why the employer is told nothing of the procedure, or nothing."""
    if (words := case.unnamed(data)) is not None:
        return words
    if not data.setting.is_apprentice:
        return (
            f"{data.participant.name} n’est pas apprenti : l’employeur est informé de la sanction, "
            "pas de la procédure."
        )
    if data.case.intended is None:
        return "Choisissez d’abord la sanction envisagée : c’est l’objet de la procédure."
    return None


def decided(data: CaseNoticePaper, wording: Wording) -> str:
    """Return the sanction with its days, as others are told it."""
    record = data.case
    first = long_date(record.exclusion_from) if record.exclusion_from else ""
    last = long_date(record.exclusion_until) if record.exclusion_until else ""
    match record.decision:
        case Outcome.TEMPORARY_EXCLUSION:
            words = wording("sanction_information.temporaire", first=first, last=last)
        case Outcome.EXCLUSION:
            words = wording("sanction_information.definitive", first=first)
        case _:
            words = wording("sanction_information.avertissement")
    told = long_date(record.notified_on or data.on)
    return f"{words} {wording('sanction_information.notifiee', day=told)}"
