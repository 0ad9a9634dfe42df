"""E-mail drafts that bring the address of a questionnaire to those who have not answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Override, Wording
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.labels import label
from trainingdesk.domain.questionnaires import QuestionnaireKind
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.french import period, plural, typeset
from trainingdesk.interchange import mail
from trainingdesk.services import questionnaires
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.services.questionnaires import Respondent, respondents
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import office as identity
from trainingdesk.storage import questionnaires as store


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """One message as it may be copied, and the name of its draft file."""

    to: str
    whom: str
    subject: str
    body: str
    file_name: str


def messages(office: Office, session_id: int, kind: QuestionnaireKind) -> tuple[MailText, ...]:
    """Return a message to each who was given the questionnaire and has not answered.

    Before anybody was given one they go to all whom it concerns.

    Raises:
        RuleBroken: no address of a form is set for this kind, or everybody has answered.
    """
    template = questionnaires.link_template(office, kind)
    if not template:
        raise RuleBroken(
            f"Aucun lien n’est réglé pour « {label(kind)} » : indiquez-le dans Outils › "
            "Questionnaires, ou remettez le formulaire imprimé.",
            "link",
        )
    file = session_file(office, session_id)
    given = store.sheets_of(office.db, session_id, kind)
    wanted = [
        each
        for each in respondents(office, file, kind)
        if not given or any(each.holds(sheet) and not sheet.is_answered for sheet in given)
    ]
    if not wanted:
        raise RuleBroken("Personne n’a plus à répondre à ce questionnaire dans cette session.")
    wording = _wording(office)
    return tuple(_message(file, kind, each, template, wording) for each in wanted)


def _wording(office: Office) -> Wording:
    own = identity.texts(office.db).values()
    return Wording({text.key: Override(text.number, text.body) for text in own})


def _message(
    file: SessionFile,
    kind: QuestionnaireKind,
    whom: Respondent,
    template: str,
    wording: Wording,
) -> MailText:
    office = file.organisation
    formation = file.session.title
    body = wording(
        f"{kind}_form.courriel",
        nom=f"{whom.first_name} {whom.last_name}".strip(),
        formation=formation,
        dates=_dates(file),
        lien=questionnaires.link_for(template, file, whom),
    )
    signature = "\n".join(
        filter(None, (office.representative_name, office.trade_name, office.phone))
    )
    return MailText(
        to=whom.email,
        whom=whom.name,
        subject=typeset(wording(f"{kind}_form.courriel_objet", formation=formation)),
        body=f"{body}\n\n{signature}\n",
        file_name=f"{file_stem('Courriel', label(kind), whom.name)}.eml",
    )


def _dates(file: SessionFile) -> str:
    first, last = file.first_day, file.last_day
    return period(first, last) if first and last else ""


def draft(office: Office, message: MailText) -> bytes:
    """Return a message as a draft that the user's own mail program opens."""
    return mail.draft(
        sender=identity.organisation(office.db).email,
        to=message.to,
        subject=message.subject,
        body=message.body,
        attachments={},
    )


def write_drafts(office: Office, letters: Sequence[MailText], folder: Path | str) -> Changes:
    """Write messages as draft files into a folder, and say how many.

    Raises:
        OSError: the folder cannot be written.
    """
    taken: set[str] = set()
    for letter in letters:
        name = _free_name(letter.file_name, taken)
        taken.add(name.casefold())
        (Path(folder) / name).write_bytes(draft(office, letter))
    count = plural(len(letters), "courriel préparé", "courriels préparés")
    unsent = sum(not letter.to for letter in letters)
    alone = f", dont {unsent} sans adresse" if unsent else ""
    return Changes(f"{count}{alone}", frozenset(), file=Path(folder))


def _free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name that no other draft has: two people may be called alike."""
    stem, suffix = Path(wanted).stem, Path(wanted).suffix
    numbered = (f"{stem} ({number}){suffix}" for number in count(2))
    return next(name for name in chain([wanted], numbered) if name.casefold() not in taken)
