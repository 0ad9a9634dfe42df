"""What someone who follows at a distance is sent: how to install the software, then the link."""

from reportlab.platypus import Flowable

from trainingdesk.documents import joining_letter
from trainingdesk.documents.agreements import calendar, dates
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.participants import composed, filed_as, seat_refusal
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.modality import is_remote
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import ParticipantPaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

GUIDE = "Mode d’emploi de la visioconférence"
LINK = "Lien de connexion"
STEPS = ("installer", "essayer", "son", "nom", "jour")


def compose_guide(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return how to install and try the meeting software, some days before."""
    steps = [wording(f"software_guide.{key}") for key in STEPS]
    story = [
        *_opening(data, GUIDE),
        *b.text(wording("software_guide.intro")),
        *_facts(data),
        *b.heading("Se préparer"),
        *b.bullets(steps),
        *b.heading("Ce qu’il faut"),
        *b.text(wording("software_guide.materiel")),
        *_help(data.organisation, wording),
        *_closing(data, wording),
    ]
    return composed(data, GUIDE, story)


def compose_link(data: ParticipantPaper, wording: Wording) -> Composition:
    """Return the link to the session, some hours before."""
    link = data.file.session.remote_link
    story = [
        *_opening(data, LINK),
        *b.text(wording("remote_link.intro")),
        *_facts(data),
        *b.callout(link, heading=wording("remote_link.adresse")),
        *(b.link(wording("remote_link.ouvrir"), link) if "://" in link else []),
        *b.text(wording("remote_link.consigne")),
        *(calendar(data.file) if data.file.slots else []),
        *_help(data.organisation, wording),
        *_closing(data, wording),
    ]
    return composed(data, LINK, story)


def _opening(data: ParticipantPaper, title: str) -> list[Flowable]:
    heading = [*b.title(title), *b.facts([("Date", long_date(data.on))])]
    window = joining_letter.window_of(data.participant)
    head = b.parties(heading, window, address_window=True) if window else heading
    return [*head, *b.text(joining_letter.salutation_of(data.participant))]


def _facts(data: ParticipantPaper) -> list[Flowable]:
    facts: list[tuple[str, b.Content]] = [
        ("Formation", b.bold(data.file.session.title)),
        ("Dates", dates(data.file)),
        ("Formation assurée par", data.file.trainer_names),
    ]
    return b.facts([fact for fact in facts if fact[1]])


def _help(office: Organisation, wording: Wording) -> list[Flowable]:
    """Return whom to call when something does not work."""
    contact = " – ".join(filter(None, (office.phone, office.email)))
    words = wording("software_guide.assistance", contact=contact)
    return b.callout(words, heading="Assistance technique") if contact else []


def _closing(data: ParticipantPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    signatory = ", ".join(filter(None, (office.representative_name, office.representative_title)))
    formula = wording("software_guide.formule")
    return b.text(b.lines(formula, signatory or office.trade_name))


def guide_name(data: ParticipantPaper) -> str:
    """Return the name of the file of the guide, without suffix."""
    return filed_as(GUIDE, data)


def link_name(data: ParticipantPaper) -> str:
    """Return the name of the file of the link, without suffix."""
    return filed_as(LINK, data)


def guide_refusal(data: ParticipantPaper) -> str | None:
    """Return why nobody needs the software."""
    if not is_remote(data.file):
        return "Cette session n’a rien à distance : aucun logiciel n’est à installer."
    return seat_refusal(data)


def link_refusal(data: ParticipantPaper) -> str | None:
    """Return why there is no link to send."""
    if not is_remote(data.file):
        return "Cette session n’a rien à distance : aucun lien n’est à envoyer."
    if not data.file.session.remote_link:
        return "Le lien de connexion manque : saisissez-le dans la session (« Modifier »)."
    return seat_refusal(data)
