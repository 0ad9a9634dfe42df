"""The letter that gives a person her access to the platform: her login, never a password."""

from urllib.parse import urlsplit

from reportlab.platypus import Flowable

from trainingdesk.documents.composition import Composition
from trainingdesk.documents.elearning import parts
from trainingdesk.documents.participants import filed_as, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.elearning import PlatformAccess
from trainingdesk.domain.elearning_data import AccessPaper
from trainingdesk.french import hours, long_date, number, plural
from trainingdesk.paper import blocks as b

TITLE = "Accès à la plateforme"


def compose(data: AccessPaper, wording: Wording) -> Composition:
    """Return the letter."""
    person, file = data.participant, data.file
    story = [
        *parts.opening(
            TITLE, [("Session", file.session.number), ("Date", long_date(data.on))], person
        ),
        *parts.about(wording("platform_access.objet")),
        *parts.greeting(person),
        *b.text(wording("platform_access.intro", title=file.session.title)),
        *b.facts(_facts(data, wording)),
        *_password(data, wording),
        *_personal(wording),
        *b.keep_together(_trouble(data, wording), _closing(data, wording)),
    ]
    return Composition(
        title=TITLE,
        reference=f"Session {file.session.number}",
        subject=f"{file.session.title} – {person.name}",
        story=story,
    )


def file_name(data: AccessPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: AccessPaper) -> str | None:
    """Return why there is no access to give."""
    if (why := seat_refusal(data)) is not None:
        return why
    name, access = data.participant.name, data.access
    if access is None:
        return f"{name} n’a pas encore d’identifiant : proposez-le dans l’onglet E-learning."
    if access.opened_at is None:
        return (
            f"L’accès de {name} n’est pas encore ouvert : ouvrez-le sur la plateforme, puis notez-"
            "le dans l’onglet E-learning."
        )
    if not access.is_valid_on(data.on):
        return f"L’accès de {name} a pris fin : prolongez-le d’abord."
    return None


def validity(access: PlatformAccess) -> str:
    """Return from when to when an account holds, in words."""
    first, last = access.valid_from, access.valid_until
    if first is None:
        return f"jusqu’au {long_date(last)}" if last else ""
    if last is None:
        return f"à partir du {long_date(first)}"
    return f"du {long_date(first)} au {long_date(last)} inclus"


def _facts(data: AccessPaper, wording: Wording) -> list[tuple[str, b.Content]]:
    access, rule = data.access, data.rule
    alone = data.file.session.self_paced_hours
    always = wording("platform_access.continu") if rule.around_the_clock else ""
    held = ", ".join(filter(None, (validity(access) if access else "", always)))
    rate = number(rule.bandwidth) if rule.bandwidth is not None else ""
    facts: list[tuple[str, b.Content]] = [
        ("Plateforme", access.platform if access else ""),
        ("Connexion", _address(data)),
        ("Identifiant", b.bold(access.login) if access else ""),
        ("Accès ouvert", held),
        ("Travail prévu", wording("platform_access.heures", hours=hours(alone)) if alone else ""),
        ("Débit nécessaire", wording("platform_access.debit", rate=rate) if rate else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _address(data: AccessPaper) -> b.Content:
    """Return the address of the platform, which a reader of the PDF can follow."""
    link = data.file.session.remote_link
    return b.hyperlink(link, link) if urlsplit(link).hostname else link


def _password(data: AccessPaper, wording: Wording) -> list[Flowable]:
    trainee = data.participant.trainee
    email = trainee.email if trainee else ""
    where = (
        wording("platform_access.adresse", email=email)
        if email
        else wording("platform_access.sans_adresse")
    )
    return [
        *b.heading("Votre mot de passe"),
        *b.text(wording("platform_access.mot_de_passe", where=where)),
    ]


def _personal(wording: Wording) -> list[Flowable]:
    return [*b.heading("Un accès personnel"), *b.text(wording("platform_access.personnel"))]


def _trouble(data: AccessPaper, wording: Wording) -> list[Flowable]:
    rule, contact = data.rule, parts.contact_of(data.organisation)
    sentences = [
        wording("platform_access.signalement", hours=plural(rule.report_hours, *parts.HOUR))
        if rule.report_hours is not None
        else wording("platform_access.signalement_libre"),
        wording(
            "platform_access.reparation",
            hours=plural(rule.repair_working_hours, *parts.WORKING_HOUR),
        )
        if rule.repair_working_hours is not None
        else "",
        wording("platform_access.maintenance", hours=plural(rule.maintenance_hours, *parts.HOUR))
        if rule.maintenance_hours is not None
        else "",
        wording("platform_access.contact", contact=contact) if contact else "",
    ]
    return [*b.heading("En cas de difficulté"), *b.bullets(list(filter(None, sentences)))]


def _closing(data: AccessPaper, wording: Wording) -> list[Flowable]:
    return parts.closing(data.organisation, wording("platform_access.formule"))
