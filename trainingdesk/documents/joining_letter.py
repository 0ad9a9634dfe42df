"""The joining letter: when, where and how a person is expected (RNQ indicator 9, L6353-8)."""

from urllib.parse import urlsplit

from reportlab.platypus import Flowable

from trainingdesk.documents.agreements import calendar, dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, employer_name, filed_as, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.addresses import Address
from trainingdesk.domain.modality import is_on_site, is_remote
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.domain.people import Civility
from trainingdesk.domain.session_file import Participant, SessionFile
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Convocation"
SALUTATIONS = {
    Civility.MADAME: "Madame,",
    Civility.MONSIEUR: "Monsieur,",
    Civility.UNKNOWN: "Bonjour,",
}


def compose(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the letter, its address in the window when there is one."""
    story = [
        *_opening(data),
        *b.text(salutation_of(data.participant)),
        *b.text(wording("joining_letter.intro")),
        *b.facts(_where(data, wording)),
        *_calendar(data.file),
        *_preparation(data, wording),
        *_contacts(data.organisation),
        # A signature never goes alone to a second page.
        *b.keep_together(_rules(data, wording), _closing(data, wording)),
    ]
    return composed(data, TITLE, story)


def _opening(data: ParticipantPaper) -> list[Flowable]:
    facts: list[tuple[str, b.Content]] = [
        ("Session", data.file.session.number),
        ("Date", long_date(data.on)),
    ]
    heading = [*b.title(TITLE), *b.facts(facts)]
    window = window_of(data.participant)
    return b.parties(heading, window, address_window=True) if window else heading


def window_of(person: Participant) -> b.Party | None:
    """Return who a letter goes to: the person at home, else at her employer's."""
    if person.trainee is None:
        return None
    if person.trainee.address.is_complete:
        return b.Party(name=person.name, lines=person.trainee.address.lines)
    if person.employer and person.employer.address.is_complete:
        return b.Party(
            name=person.employer.name,
            lines=(f"À l’attention de {person.name}", *person.employer.address.lines),
        )
    home = _client_home(person)
    return b.Party(name=person.name, lines=home.lines) if home else None


def _client_home(person: Participant) -> Address | None:
    """Return the address of someone who pays for himself."""
    client = person.client
    own = client.is_individual and client.address.is_complete
    return client.address if own else None


def salutation_of(person: Participant) -> str:
    """Return how a letter to a person opens."""
    trainee = person.trainee
    return SALUTATIONS[trainee.civility if trainee else Civility.UNKNOWN]


def _where(data: ParticipantPaper, wording: Wording) -> list[tuple[str, b.Content]]:
    file = data.file
    items: list[tuple[str, b.Content]] = [
        ("Stagiaire", _person(data)),
        ("Formation", b.bold(f"{file.session.title} ({file.course.code})")),
        ("Dates", "" if file.slots else dates(file) or wording("joining_letter.dates_a_venir")),
        ("Formation assurée par", file.trainer_names),
        *_place(file, wording),
    ]
    return [item for item in items if item[1]]


def _person(data: ParticipantPaper) -> str:
    employer = employer_name(data.participant)
    return f"{data.participant.name} ({employer})" if employer else data.participant.name


def _place(file: SessionFile, wording: Wording) -> list[tuple[str, b.Content]]:
    items: list[tuple[str, b.Content]] = [("Lieu", file.place)]
    if file.venue and is_on_site(file):
        items.append(("Accès", file.venue.access))
        items.append(("Accessibilité du lieu", file.venue.accessibility))
    if is_remote(file):
        items.append(("Connexion", _connection(file, wording)))
        items.append(("À prévoir", wording("joining_letter.technique")))
    return items


def _connection(file: SessionFile, wording: Wording) -> b.Content:
    """Return the link, which a reader of the PDF can follow, and the tool that it opens."""
    link = file.session.remote_link
    host = urlsplit(link).hostname
    if not link:
        return wording("joining_letter.lien_a_venir")
    if not host:
        return link
    tool = wording("joining_letter.outil", host=host)
    return b.Markup("{} – {}").format(b.hyperlink(link, link), tool)


def _calendar(file: SessionFile) -> list[Flowable]:
    return calendar(file) if file.hours else []


def _preparation(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    sheet = data.file.version.sheet
    items: list[tuple[str, b.Content]] = [
        ("Objectifs", _listed(sheet.objectives)),
        ("Prérequis", _listed(sheet.prerequisites) or wording("joining_letter.sans_prerequis")),
        ("À apporter", wording("joining_letter.materiel")),
        ("À renvoyer avant", wording("joining_letter.positionnement")),
    ]
    return [*b.heading("Pour bien vous préparer"), *b.facts([item for item in items if item[1]])]


def _listed(lines: tuple[str, ...]) -> str:
    """Return lines of a sheet as one sentence."""
    return " ; ".join(line.rstrip(" .;") for line in lines)


def _contacts(office: Organisation) -> list[Flowable]:
    items: list[tuple[str, b.Content]] = [
        ("Référent pédagogique", office.pedagogical_referent),
        ("Référent handicap", office.disability_referent),
        ("Référent administratif", office.administrative_referent),
        ("Violences et harcèlement", office.harassment_referent),
        ("Joindre les référents", office.referents_contact),
        ("Absence ou retard", office.phone or office.email),
    ]
    named = [item for item in items if item[1]]
    return [*b.heading("Vos interlocuteurs"), *b.facts(named, columns=2)]


def _rules(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    on_site = is_on_site(data.file)
    contact = data.organisation.email or data.organisation.phone
    sentences = [
        wording("joining_letter.emargement") if on_site else "",
        wording("joining_letter.connexion") if is_remote(data.file) else "",
        wording("joining_letter.reglement_lieu" if on_site else "joining_letter.reglement"),
        wording("joining_letter.absence"),
        wording("joining_letter.amenagement"),
        wording("joining_letter.reclamation", contact=contact) if contact else "",
    ]
    return [*b.heading("Règles de la formation"), *b.text(" ".join(filter(None, sentences)))]


def _closing(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    signatory = ", ".join(filter(None, (office.representative_name, office.representative_title)))
    formula = wording("joining_letter.formule")
    return b.text(b.lines(formula, signatory or office.trade_name))


def file_name(data: ParticipantPaper) -> str:
    """Return the name of the file, without suffix."""
    return filed_as(TITLE, data)


def refusal(data: ParticipantPaper) -> str | None:
    """Return why nobody can be invited."""
    return seat_refusal(data)
