"""The convention between the office and a firm or public body (L6353-1, D6353-1)."""

from itertools import chain

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.programme import programme_annex
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import counted
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.price_shares import grant_words, training_price
from trainingdesk.french import long_date, plural
from trainingdesk.paper import blocks as b


def compose(data: AgreementPaper, wording: Wording) -> Composition:
    """Return the convention, its calendar, programme and terms joined."""
    title = data.file.session.title
    *body, last = common.articles(_articles(data, wording))
    story = [
        *b.title(
            "Convention de formation professionnelle",
            common.numbered_title(data.agreement.number, title),
        ),
        *b.parties(common.office_party(data.organisation), common.client_party(data)),
        *b.text(wording("convention.intro")),
        *chain.from_iterable(body),
        *b.keep_together(last, _signatures(data, wording)),
        *common.annexes(
            (
                ("Calendrier", common.calendar(data.file)),
                ("Programme", programme_annex(data.file.version.sheet)),
                ("Conditions générales de vente", common.terms(data.conditions, data.organisation)),
            )
        ),
    ]
    return Composition(
        title="Convention de formation professionnelle",
        reference=data.agreement.number or "projet",
        subject=title,
        story=story,
        initials=True,
    )


def file_name(data: AgreementPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem("Convention", data.agreement.number or "projet", data.client.display_name)


def _articles(data: AgreementPaper, wording: Wording) -> tuple[common.Article, ...]:
    special = data.agreement.special_conditions
    return (
        ("Objet", _object(data, wording)),
        ("Moyens, suivi et sanction", _performance(wording)),
        ("Effectif", _participants(data, wording)),
        ("Prix et règlement", _price(data, wording)),
        ("Inexécution, annulation et abandon", b.text(wording("convention.inexecution"))),
        ("Différends", b.text(_disputes(data.organisation.court, wording))),
        ("Conditions particulières", b.markdown(special, level=3) if special.strip() else ()),
        ("Pièces jointes", b.text(wording("convention.annexes"))),
    )


def _object(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    nature = label(data.file.course.nature)
    return [
        *b.text(wording("convention.objet", nature=nature, title=data.file.session.title)),
        *common.characteristics(data),
    ]


def _performance(wording: Wording) -> list[Flowable]:
    return [
        *b.text(wording("convention.moyens")),
        *b.text(wording("convention.suivi")),
        *b.text(wording("convention.sanction")),
    ]


def _participants(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    people = data.participants
    if not people:
        return b.text(wording("convention.effectif_inconnu"))
    unnamed = any(person.trainee is None for person in people)
    key = "convention.effectif_a_completer" if unnamed else "convention.effectif_complet"
    return [
        *b.text(wording(key, count=plural(len(people), "stagiaire")), keep_with_next=True),
        *common.participants_list([person.name for person in people]),
    ]


def _price(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    story = [
        *common.price_table(counted(data.agreement.lines), data.agreement.totals),
    ]
    if mentions := common.tax_mentions(data.agreement.totals, data.on, data.tax_mentions):
        story += b.text(mentions)
    payment = common.payment_words(data.conditions)
    story += b.text(wording("convention.reglement", payment=payment))
    for item in data.fundings:
        key = "subrogation" if item.funding.subrogation else "remboursement"
        amount = grant_words(item.funding, training_price(counted(data.agreement.lines)))
        story += b.text(
            wording(
                f"convention.{key}",
                funder=item.funder.name,
                amount=amount or "tout ou partie du prix",
                file_number=item.funding.file_number or "en cours d’attribution",
            )
        )
    return story


def _disputes(court: str, wording: Wording) -> str:
    if court:
        return wording("convention.differends", court=court)
    return wording("convention.differends_sans_tribunal")


def _signatures(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    hint = wording("convention.bon_pour_accord")
    made = wording("convention.exemplaires", city=office.address.city, date=long_date(data.on))
    boxes = (
        common.office_signature(office),
        common.client_signature(data, hint),
    )
    return [*b.text(made, keep_with_next=True), *b.signatures(boxes)]
