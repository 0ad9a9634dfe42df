"""The convention between the office and a firm or public body (L6353-1, D6353-1)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition, grouped_siret
from trainingdesk.documents.programme import programme_annex
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions import Conditions, PaymentMoment
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import counted
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.french import euros, long_date, plural
from trainingdesk.paper import blocks as b


def compose(data: AgreementPaper, wording: Wording) -> Composition:
    """Return the convention, its programme and calendar joined."""
    number = data.agreement.number
    story = [
        *b.title("Convention de formation professionnelle", data.file.session.title),
        *b.parties(common.office_party(data), _client(data)),
        *b.text(wording("convention.intro")),
        *b.heading("1. Objet"),
        *b.text(
            wording(
                "convention.objet",
                nature=label(data.file.course.nature),
                title=data.file.session.title,
            )
        ),
        *common.characteristics(data),
        *_performance(wording),
        *_participants(data, wording),
        *_price(data, wording),
        *_clauses(data, wording),
        *_signatures(data, wording),
        *b.page_break(),
        *b.heading("Annexe 1. Calendrier"),
        *common.calendar(data.file),
        *programme_annex("Annexe 2. Programme", data.file.version.sheet),
    ]
    return Composition(
        title="Convention de formation professionnelle",
        reference=f"Convention {number}",
        subject=data.file.session.title,
        story=story,
        initials=True,
    )


def _client(data: AgreementPaper) -> b.Party:
    client = data.client
    contact = data.contact
    signatory = data.signatory if contact else ""
    return b.Party(
        role="Le client",
        name=client.display_name,
        lines=tuple(
            filter(
                None,
                (
                    client.legal_form,
                    *client.address.lines,
                    f"SIRET {grouped_siret(client.siret)}" if client.siret else "",
                    f"Représenté par {signatory}" if signatory else "",
                ),
            )
        ),
    )


def _performance(wording: Wording) -> list[Flowable]:
    return [
        *b.heading("2. Moyens, suivi et sanction"),
        *b.text(wording("convention.moyens")),
        *b.text(wording("convention.suivi")),
        *b.text(wording("convention.sanction")),
    ]


def _participants(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    unnamed = any(p.trainee is None for p in data.participants)
    key = "convention.effectif_a_completer" if unnamed else "convention.effectif_complet"
    return [
        *b.heading("3. Effectif"),
        *b.text(wording(key, count=plural(len(data.participants), "stagiaire"))),
        *common.participants_table(data),
    ]


def _price(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    story = [
        *b.heading("4. Prix et règlement"),
        *common.price_table(counted(data.agreement.lines), data.agreement.totals),
    ]
    if mentions := common.tax_mentions(data):
        story += b.text(mentions)
    story += b.text(wording("convention.reglement", payment=payment_words(data.conditions)))
    for item in data.fundings:
        key = "subrogation" if item.funding.subrogation else "remboursement"
        amount = item.funding.amount
        story += b.text(
            wording(
                f"convention.{key}",
                funder=item.funder.name,
                amount=euros(amount) if amount is not None else "tout ou partie du prix",
                file_number=item.funding.file_number or "en cours d’attribution",
            )
        )
    return story


def payment_words(conditions: Conditions) -> str:
    """Return when the price falls due, as a sentence ends."""
    if conditions.payment is PaymentMoment.AFTER_INVOICE:
        return f"à {plural(conditions.payment_days, 'jour')} de la date de la facture"
    return label(conditions.payment)


def _clauses(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    court = data.organisation.court
    disputes = (
        wording("convention.differends", court=court)
        if court
        else wording("convention.differends_sans_tribunal")
    )
    story = [
        *b.heading("5. Inexécution, annulation et abandon"),
        *b.text(wording("convention.inexecution")),
        *b.heading("6. Différends"),
        *b.text(disputes),
        *b.heading("7. Pièces jointes"),
        *b.text(wording("convention.annexes")),
    ]
    if data.agreement.special_conditions:
        story += b.heading("8. Conditions particulières")
        story += b.markdown(data.agreement.special_conditions, level=3)
    return story


def _signatures(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    hint = wording("convention.bon_pour_accord")
    made = wording("convention.exemplaires", city=office.address.city, date=long_date(data.on))
    boxes = (
        b.SignatureBox(
            title="Pour l’organisme",
            lines=tuple(filter(None, (office.representative_name, office.representative_title))),
            image=office.stamp,
        ),
        b.SignatureBox(title=f"Pour {data.client.display_name}", lines=(data.signatory, hint)),
    )
    return b.keep_together(b.text(made), b.signatures(boxes))
