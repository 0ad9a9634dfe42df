"""What papers for one person have in common: how they are filed, and who gets one at all."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.people import list_name
from trainingdesk.domain.session_file import Participant
from trainingdesk.domain.sessions import EnrolmentState, SessionState


def filed_as(paper: str, data: ParticipantPaper) -> str:
    """Return the name of the paper's file, people in the order of lists: «… – Durand Zoé»."""
    trainee = data.participant.trainee
    return file_stem(paper, list_name(trainee) if trainee else data.participant.name)


def composed(data: ParticipantPaper, title: str, story: Sequence[Flowable]) -> Composition:
    """Return the paper of one person: its session at the head, whose it is among its properties."""
    return Composition(
        title=title,
        reference=f"Session {data.file.session.number}",
        subject=f"{data.file.session.title} – {data.participant.name}",
        story=story,
    )


def employer_name(participant: Participant) -> str:
    """Return who employed the person at the session, or nothing."""
    return participant.employer.name if participant.employer else ""


def seat_refusal(data: ParticipantPaper) -> str | None:
    """Return why this seat gets no paper: nobody sits in it, or the session does not take place."""
    if data.participant.trainee is None:
        return (
            "Cette place n’a pas encore de nom : désignez le stagiaire dans la session, "
            "onglet Stagiaires."
        )
    name = data.participant.name
    match data.participant.enrolment.state:
        case EnrolmentState.REPLACED:
            return f"{name} : une autre personne a pris cette place, éditez le document à son nom."
        case EnrolmentState.CANCELLED:
            return f"{name} : cette inscription est annulée, aucun document n’en est édité."
    if data.file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        return (
            f"La session {data.file.session.number} est annulée ou reportée : "
            "aucun document n’en est édité."
        )
    return None
