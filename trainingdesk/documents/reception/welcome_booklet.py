"""The booklet that welcomes the people of a session: the office, the place, the rules in short."""

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.modality import is_on_site, is_remote
from trainingdesk.domain.reception_data import BookletPaper
from trainingdesk.domain.sessions import Modality, SessionState, is_learnt_alone
from trainingdesk.french import hours
from trainingdesk.paper import blocks as b

TITLE = "Livret d’accueil"
_ALWAYS = ("deroulement", "presence", "regles", "supports")


def compose(data: BookletPaper, wording: Wording) -> Composition:
    """Return the booklet of a session."""
    file = data.file
    story = [
        *b.title(TITLE, file.session.title),
        *b.text(wording("welcome_booklet.intro", office=data.organisation.trade_name)),
        *_session(data),
        *_place(data, wording),
        *_remote(data, wording),
        *_course(wording),
        *_people(data),
        *_rights(data, wording),
    ]
    return Composition(
        title=TITLE,
        reference=f"Session {file.session.number}",
        subject=f"{TITLE} – {file.session.title}",
        story=story,
    )


def _session(data: BookletPaper) -> list[Flowable]:
    file = data.file
    facts: list[tuple[str, b.Content]] = [
        ("Dates", dates(file)),
        ("Durée", hours(file.hours) if file.hours else ""),
        ("Formation assurée par", file.trainer_names),
    ]
    facts += [("Horaires", f"{day.times}") for day in file.days[:1] if _same_times(data)]
    return [*b.heading("Votre formation"), *b.facts([fact for fact in facts if fact[1]])]


def _same_times(data: BookletPaper) -> bool:
    return len({day.times for day in data.file.days}) == 1


def _place(data: BookletPaper, wording: Wording) -> list[Flowable]:
    file = data.file
    if not is_on_site(file):
        return []
    venue = file.venue
    facts: list[tuple[str, b.Content]] = [
        ("Adresse", file.place),
        ("Accès", venue.access if venue else ""),
        ("Accessibilité", venue.accessibility if venue else ""),
        ("Sur place", wording("welcome_booklet.sur_place")),
        ("Sécurité", wording("welcome_booklet.securite")),
    ]
    return [*b.heading("Le lieu"), *b.facts([fact for fact in facts if fact[1]])]


def _remote(data: BookletPaper, wording: Wording) -> list[Flowable]:
    session = data.file.session
    told = []
    if is_remote(data.file) and session.modality is not Modality.E_LEARNING:
        told += b.text(wording("welcome_booklet.distance"))
    if is_learnt_alone(session.modality, session.self_paced_hours):
        told += b.text(wording("welcome_booklet.elearning"))
    return [*b.heading("À distance"), *told] if told else []


def _course(wording: Wording) -> list[Flowable]:
    told = [wording(f"welcome_booklet.{key}") for key in _ALWAYS]
    return [*b.heading("Comment se passe la formation"), *b.bullets(told)]


def _people(data: BookletPaper) -> list[Flowable]:
    office = data.organisation
    facts: list[tuple[str, b.Content]] = [
        ("Pédagogie", office.pedagogical_referent),
        ("Administration", office.administrative_referent),
        ("Handicap", office.disability_referent),
        ("Violences, harcèlement", office.harassment_referent),
        ("Téléphone", office.phone),
        ("Courriel", office.email),
        ("Référents", office.referents_contact),
    ]
    named = [fact for fact in facts if fact[1]]
    return [*b.heading("À qui s’adresser"), *b.facts(named, columns=2)]


def _rights(data: BookletPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    contact = office.email or office.phone
    privacy = office.dpo_email or contact
    told = [
        wording("welcome_booklet.handicap"),
        wording("welcome_booklet.reclamation", contact=contact) if contact else "",
        wording("welcome_booklet.donnees", contact=privacy) if privacy else "",
    ]
    return [*b.heading("Vos droits"), *b.bullets([line for line in told if line])]


def file_name(data: BookletPaper) -> str:
    """Return the name of the file, without suffix."""
    return file_stem(TITLE, data.file.session.number)


def refusal(data: BookletPaper) -> str | None:
    """Return why nobody is welcomed."""
    if data.file.session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
        return (
            f"La session {data.file.session.number} est annulée ou reportée : "
            "aucun document n’en est édité."
        )
    return None
