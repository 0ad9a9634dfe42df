"""The written leave to record a session, where the house rules forbid it."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.letters import made_at
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.discipline_data import RecordingWaiverPaper
from trainingdesk.domain.people import list_name
from trainingdesk.paper import blocks as b

TITLE = "Dérogation d’enregistrement"
KINDS = ("Son", "Image et son", "Photographies", "Capture d’écran")


def compose(data: RecordingWaiverPaper, wording: Wording) -> Composition:
    """Return the leave, its limits to be filled in by hand and both signatures."""
    session = data.file.session
    return Composition(
        title=TITLE,
        reference=f"Session {session.number}",
        subject=f"{TITLE} – {session.title}",
        story=[
            *b.title(TITLE, wording("recording_waiver.sous_titre")),
            *b.facts(
                [
                    (
                        "Formation",
                        b.Markup("{} (session {})").format(b.bold(session.title), session.number),
                    ),
                    ("Dates", common.dates(data.file)),
                    ("Lieu", data.file.place),
                    ("Bénéficiaire", _whom(data)),
                ]
            ),
            *b.text(wording("recording_waiver.regle")),
            *b.text(
                wording(
                    "recording_waiver.accord",
                    office=data.organisation.trade_name,
                    whom=wording(
                        "recording_waiver.une_personne"
                        if data.participant
                        else "recording_waiver.toutes",
                        name=data.participant.name if data.participant else "",
                    ),
                )
            ),
            *b.heading(wording("recording_waiver.titre_limites")),
            *_limits(wording),
            *b.heading(wording("recording_waiver.titre_conditions")),
            *b.bullets(
                [
                    wording("recording_waiver.accord_de_tous"),
                    wording("recording_waiver.usage"),
                    wording("recording_waiver.effacement"),
                    wording("recording_waiver.retrait"),
                ]
            ),
            *b.keep_together(
                b.text(made_at(data.organisation, data.on)),
                b.signatures([common.office_signature(data.organisation), _beneficiary(data)]),
            ),
        ],
    )


def file_name(data: RecordingWaiverPaper) -> str:
    """Return the name of the file, without suffix."""
    person = data.participant
    named = person.trainee if person else None
    return file_stem(TITLE, list_name(named) if named else data.file.session.number)


def refusal(data: RecordingWaiverPaper) -> str | None:
    """Return why no leave is needed or nobody can be given it, or nothing."""
    terms = data.conditions.rules.recording
    if terms is not None and not terms.needs_leave:
        return (
            "Vos conditions laissent enregistrer une séance dès que toutes les personnes présentes "
            "y consentent : aucune dérogation n’est nécessaire."
        )
    if data.participant is not None and data.participant.trainee is None:
        return "Cette place n’a pas encore de nom : désignez d’abord le stagiaire."
    return None


def _whom(data: RecordingWaiverPaper) -> str:
    return data.participant.name if data.participant else "toutes les personnes de la session"


def _limits(wording: Wording) -> list[Flowable]:
    return [
        *b.text(wording("recording_waiver.nature"), keep_with_next=True),
        *b.choices([(kind, False) for kind in KINDS]),
        *b.text(wording("recording_waiver.seances"), after=0, keep_with_next=True),
        *b.writing_lines(1),
        *b.text(wording("recording_waiver.finalite"), after=0, keep_with_next=True),
        *b.writing_lines(1),
        *b.text(wording("recording_waiver.conservation"), after=0, keep_with_next=True),
        *b.writing_lines(1),
        *b.spacer(3),
    ]


def _beneficiary(data: RecordingWaiverPaper) -> b.SignatureBox:
    lines = (data.participant.name,) if data.participant else ("Nom et qualité :",)
    return b.SignatureBox(
        title="Le bénéficiaire",
        lines=(*lines, "« Lu et approuvé », date et signature :"),
        height=common.SIGNATURE,
    )
