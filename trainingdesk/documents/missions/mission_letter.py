"""The letter that gives a session to a trainer of the office: when, where, for whom."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.letters import SALUTATIONS, SIGNATURE, made_at
from trainingdesk.documents.missions import parts
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.missions_data import MissionPaper
from trainingdesk.domain.people import list_name
from trainingdesk.domain.teaching import TrainerKind
from trainingdesk.paper import blocks as b

KEY = "mission_letter"
TITLE = "Lettre de mission"


def compose(data: MissionPaper, wording: Wording) -> Composition:
    """Return the letter with the trainer's calendar, the people and what to bring back."""
    session = data.file.session
    story = [
        *b.title(TITLE, parts.heading(data)),
        *b.text(made_at(data.organisation, data.on), align="right"),
        *b.text(f"{SALUTATIONS[data.trainer.civility]},"),
        *b.text(wording(f"{KEY}.intro")),
        *parts.training(data, told_alone=False),
        *b.heading("Calendrier"),
        *parts.calendar(data),
        *b.heading("Stagiaires"),
        *_people(data, wording),
        *b.heading("Votre rôle"),
        *b.text(wording(f"{KEY}.programme")),
        *b.text(wording(f"{KEY}.accueil", referent=_referent(data, wording))),
        *_more(data, wording),
        *b.keep_together(
            b.heading("À rapporter"),
            b.bullets(tuple(_returns(data, wording))),
            b.text(wording(f"{KEY}.rapporter_delai")),
            b.text(wording(f"{KEY}.signaler", contact=_contact(data, wording))),
            b.signatures(_frames(data, wording)),
        ),
    ]
    return Composition(
        title=TITLE,
        reference=f"{session.number} – {data.trainer_name}",
        subject=session.title,
        story=story,
    )


def file_name(data: MissionPaper) -> str:
    """Return the name of the file: session and trainer."""
    return file_stem("Lettre de mission", data.file.session.number, list_name(data.trainer))


def refusal(data: MissionPaper) -> str | None:
    """Return why the letter may not be made."""
    if data.trainer.kind is not TrainerKind.INTERNAL:
        return f"{data.trainer_name} est un sous-traitant : faites son contrat de sous-traitance."
    return parts.no_slot(data)


def _people(data: MissionPaper, wording: Wording) -> list[Flowable]:
    names = [person.name for person in data.file.seated]
    if not names:
        return b.text(wording(f"{KEY}.stagiaires_inconnus"))
    return common.participants_list(names)


def _referent(data: MissionPaper, wording: Wording) -> str:
    return data.organisation.disability_referent or wording(f"{KEY}.referent")


def _contact(data: MissionPaper, wording: Wording) -> str:
    office = data.organisation
    return office.administrative_referent or office.phone or wording(f"{KEY}.contact")


def _more(data: MissionPaper, wording: Wording) -> list[Flowable]:
    mission = data.mission
    expenses = mission.expenses.strip().rstrip(".")
    return [
        *(b.text(wording(f"{KEY}.frais", expenses=expenses)) if expenses else ()),
        *(b.text(wording(f"{KEY}.remarque", notes=mission.notes)) if mission.notes else ()),
    ]


def _returns(data: MissionPaper, wording: Wording) -> Iterator[str]:
    slots = data.file.slots
    if any(not slot.is_remote for slot in slots):
        yield wording(f"{KEY}.rapporter_feuille")
    if any(slot.is_remote for slot in slots):
        yield wording(f"{KEY}.rapporter_connexion")
    for name in ("evaluations", "questionnaires", "bilan"):
        yield wording(f"{KEY}.rapporter_{name}")


def _frames(data: MissionPaper, wording: Wording) -> tuple[b.SignatureBox, b.SignatureBox]:
    theirs = b.SignatureBox(
        title=data.trainer_name,
        lines=(wording(f"{KEY}.reception"), "Signature :"),
        height=SIGNATURE,
    )
    return replace(common.office_signature(data.organisation), height=SIGNATURE), theirs
