"""The form by which a client asks for a change, blank or filled with what was asked."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.amendment import changes_table
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.amendments import Amendment, AmendmentSubject
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Demande de modification"
LINES = 3


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the form."""
    office = data.organisation
    to_send_back = b.lines(office.trade_name, *office.address.lines, office.email)
    story = [
        *b.title(TITLE, common.numbered_title(data.agreement.number, data.file.session.title)),
        *b.text(_usage(data, wording)),
        *b.facts(
            [
                ("À renvoyer à", b.text(to_send_back)),
                ("Client", data.client.display_name),
                *letters.training_facts(data),
            ]
        ),
        *b.heading("La modification demandée"),
        *_subjects(data),
        *(_filled(data, data.amendment) if data.amendment else _blank()),
        *b.keep_together(_signature(data, wording)),
    ]
    return Composition(
        title=TITLE,
        reference=data.agreement.number or "projet",
        subject=data.file.session.title,
        story=story,
    )


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client, and which change where it is filled."""
    which = f"{TITLE} {data.amendment.position}" if data.amendment else TITLE
    return file_stem(which, data.agreement.number or "projet", data.client.display_name)


def _usage(data: AgreementEventPaper, wording: Wording) -> str:
    rules = data.conditions.rules
    clause = letters.under(clause_name(data.conditions, "modification"))
    sentences = [wording("modification_request.usage", clause=clause)]
    if rules.modification and rules.modification.extra_proposal:
        sentences.append(wording("modification_request.complement"))
    return " ".join(sentences)


def _subjects(data: AgreementEventPaper) -> list[Flowable]:
    chosen = data.amendment.subject if data.amendment else None
    return b.choices([(label(subject), subject is chosen) for subject in AmendmentSubject])


def _filled(data: AgreementEventPaper, change: Amendment) -> list[Flowable]:
    asked = letters.received(data.receipt) if data.receipt else long_date(change.asked_on)
    facts: list[tuple[str, b.Content]] = [("Demandée", asked), ("Motif", change.reason)]
    return [*changes_table(change), *b.facts([fact for fact in facts if fact[1]])]


def _blank() -> list[Flowable]:
    return [
        piece
        for words in ("Ce qui était convenu", "Ce qui est demandé", "Motif")
        for piece in b.keep_together(b.text(words, keep_with_next=True), b.writing_lines(LINES))
    ]


def _signature(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    box = common.client_signature(data, wording("modification_request.signature"))
    return [*b.spacer(4), *b.signatures([box])]
