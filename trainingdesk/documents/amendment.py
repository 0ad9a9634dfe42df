"""The amendment of a signed agreement: what changes, accepted in writing by both sides."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.amendments import Amendment
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.labels import label
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Avenant"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the amendment, for both sides to sign."""
    change = amendment_of(data)
    title = change.name
    *body, last = common.articles(
        (
            ("Objet", _object(data, wording)),
            ("Ce qui change", changes_table(change)),
            ("Prix", _price(data, wording)),
            ("Prise d’effet", b.text(wording("amendment.effet"))),
        )
    )
    story = [
        *b.title(title, common.numbered_title(data.agreement.number, data.file.session.title)),
        *b.parties(common.office_party(data.organisation), common.client_party(data)),
        *(block for article in body for block in article),
        *b.keep_together(last, _signatures(data, wording)),
    ]
    return Composition(
        title=title,
        reference=data.agreement.number or "projet",
        subject=data.file.session.title,
        story=story,
        initials=True,
    )


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: its own number, the agreement's and the client."""
    title = f"{TITLE} {amendment_of(data).position}"
    return file_stem(title, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why nothing is amended."""
    if data.agreement.signed_on is None:
        return f"{data.agreement.name} n’est pas signé : corrigez-le directement, sans avenant."
    if amendment_of(data).refused_on:
        return "Cette modification a été refusée : aucun avenant n’en est édité."
    return None


def amendment_of(data: AgreementEventPaper) -> Amendment:
    """Return the change that the paper is about; it is made from one."""
    assert data.amendment is not None  # noqa: S101 - gathered from a change
    return data.amendment


def changes_table(change: Amendment) -> list[Flowable]:
    """Return what was agreed beside what replaces it."""
    columns = (
        b.Column(title="", weight=1, row_header=True),
        b.Column(title="Avant", weight=2),
        b.Column(title="Après", weight=2),
    )
    subject = label(change.subject)
    row = [subject[:1].upper() + subject[1:], change.before, change.after]
    return b.table(columns, [row], lines="grid")


def _object(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    change = amendment_of(data)
    signed = data.agreement.signed_on
    asked = letters.received(data.receipt) if data.receipt else f"le {long_date(change.asked_on)}"
    sentences = [
        wording(
            "amendment.objet",
            agreement=letters.named(data.agreement),
            title=data.file.session.title,
        ),
        wording("amendment.signature", date=long_date(signed)) if signed else "",
        wording("amendment.demande", asked=asked),
        wording("amendment.motif", reason=change.reason.rstrip(" .")) if change.reason else "",
    ]
    return b.text(" ".join(filter(None, sentences)))


def _price(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    if not data.proposal_number:
        return []
    return b.text(wording("amendment.prix", number=data.proposal_number))


def _signatures(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    made = wording("amendment.exemplaires", made=letters.made_at(office, data.on))
    clause = clause_name(data.conditions, "modification")
    boxes = (
        common.office_signature(office),
        common.client_signature(data, wording("amendment.bon_pour_accord")),
    )
    return [
        *b.text(wording("amendment.acceptation", clause=letters.under(clause))),
        *b.text(made, keep_with_next=True),
        *b.signatures(boxes),
    ]
