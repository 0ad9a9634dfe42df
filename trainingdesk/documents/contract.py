"""The contract with an individual who trains at his own expense (L6353-3 to L6353-7)."""

from itertools import chain

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.programme import programme_annex
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.instalments import Stage, first_payment, stages
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import counted
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.people import full_name
from trainingdesk.domain.withdrawal import SignedWhere, withdrawal_days, withdrawal_period
from trainingdesk.french import euros, hours, long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Contrat de formation professionnelle"


def compose(data: AgreementPaper, wording: Wording) -> Composition:
    """Return the contract, what is joined to it and the form to withdraw."""
    title = data.file.session.title
    *body, last = common.articles(_articles(data, wording))
    story = [
        *b.title(TITLE, common.numbered_title(data.agreement.number, title)),
        *b.parties(common.office_party(data.organisation), _trainee(data)),
        *b.text(wording("contract.intro")),
        *chain.from_iterable(body),
        *b.keep_together(last, _signatures(data, wording)),
        *common.annexes(
            (
                ("Calendrier", common.calendar(data.file)),
                ("Programme", programme_annex(data.file.version.sheet)),
                ("Conditions générales de vente", common.terms(data.conditions, data.organisation)),
            )
        ),
        *b.page_break(),
        *_withdrawal_form(data, wording),
    ]
    return Composition(
        title=TITLE,
        reference=data.agreement.number or "projet",
        subject=title,
        story=story,
        initials=True,
    )


def file_name(data: AgreementPaper) -> str:
    """Return the name of the file: number and person."""
    return file_stem("Contrat", data.agreement.number or "projet", data.client.display_name)


def _trainee(data: AgreementPaper) -> b.Party:
    client = data.client
    lines = (*client.address.lines, client.phone, client.email)
    return b.Party(role="Le stagiaire", name=client.display_name, lines=tuple(filter(None, lines)))


def _articles(data: AgreementPaper, wording: Wording) -> tuple[common.Article, ...]:
    special = data.agreement.special_conditions
    return (
        ("Objet, nature, durée et effectif", _object(data, wording)),
        ("Niveau de connaissances préalables", _level(data, wording)),
        ("Conditions de la formation, contrôle et sanction", _performance(data, wording)),
        ("Formateurs", _trainers(data, wording)),
        ("Délai de rétractation", _withdrawal(data, wording)),
        ("Prix et modalités de paiement", _price(data, wording)),
        ("Cessation anticipée, abandon et force majeure", _early_end(data, wording)),
        ("Différends", _disputes(data, wording)),
        ("Conditions particulières", b.markdown(special, level=3) if special.strip() else ()),
        ("Pièces remises au stagiaire", b.text(wording("contract.remise"))),
    )


def _object(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    file = data.file
    nature = label(file.course.nature)
    most = file.session.maximum
    head_count = (
        wording("contract.effectif", count=plural(most, "stagiaire"))
        if most
        else wording("contract.effectif_ouvert", count=plural(data.head_count, "stagiaire"))
    )
    return [
        *b.text(wording("contract.objet", nature=nature, title=file.session.title)),
        *common.characteristics(data),
        *b.text(head_count),
    ]


def _level(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    prerequisites = " ; ".join(data.file.version.sheet.prerequisites)
    if not prerequisites:
        return b.text(wording("contract.niveau_a_preciser"))
    return b.text(wording("contract.niveau", prerequisites=prerequisites.removesuffix(".")))


def _performance(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    sheet = data.file.version.sheet
    modality = label(data.file.session.modality)
    recognition = (
        wording("contract.reconnaissance", recognition=sheet.recognition.removesuffix("."))
        if sheet.recognition
        else ""
    )
    return [
        *b.text(wording("contract.conditions", modality=modality), keep_with_next=True),
        *b.bullets(sheet.methods),
        *b.text(wording("contract.controle"), keep_with_next=True),
        *b.bullets(sheet.assessment),
        *b.text(wording("contract.suivi")),
        *b.text(" ".join(filter(None, (wording("contract.sanction"), recognition)))),
    ]


def _trainers(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    """Return who teaches, with what entitles them to (L6353-4, 4°)."""
    names = [
        " : ".join(filter(None, (full_name(trainer), trainer.qualification)))
        for trainer in data.file.trainers
    ]
    return [*b.text(wording("contract.formateurs"), keep_with_next=True), *b.bullets(names)]


def _withdrawal(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    agreement = data.agreement
    premises = agreement.signed_where is SignedWhere.PREMISES
    key = "contract.retractation_locaux" if premises else "contract.retractation_distance"
    terms = data.conditions.rules.withdrawal
    story = b.text(wording(key, days=withdrawal_days(agreement.signed_where, terms)))
    counting = [wording("contract.decompte")]
    period = agreement.withdrawal(data.conditions.rules)
    if period is not None and agreement.signed_on is not None:
        counting.append(
            wording(
                "contract.dates",
                signed=long_date(agreement.signed_on),
                last=long_date(period.last_day),
                first=long_date(period.first_claim_on),
            )
        )
    story += b.text(" ".join(counting))
    period = withdrawal_period(agreement.signed_on or data.on, agreement.signed_where, terms)
    starts_on = data.file.first_day
    if not premises and (starts_on is None or starts_on <= period.last_day):
        story += b.checkbox(wording("contract.demande_expresse"), checked=False)
    return story


def _price(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    totals = data.agreement.totals
    story = common.price_table(counted(data.agreement.lines), totals)
    if mentions := common.tax_mentions(totals, data.on, data.tax_mentions):
        story += b.text(mentions)
    rows = _agreed(data) if data.instalments else _usual(data)
    columns = (
        b.Column(title="Échéance", row_header=True),
        b.Column(title="Montant TTC", align="right"),
    )
    return [
        *story,
        *b.text(wording("contract.echelonnement"), keep_with_next=True),
        *b.table(columns, rows, footer_rows=[["Total", euros(totals.total_ttc)]]),
    ]


def _agreed(data: AgreementPaper) -> list[b.Row]:
    return [
        [f"{part.label}, le {long_date(part.due_on)}", euros(part.amount)]
        for part in data.instalments
    ]


def _usual(data: AgreementPaper) -> list[b.Row]:
    total = data.agreement.totals.total_ttc
    first = first_payment(total, data.conditions.deposit_share)
    rest = stages(total - first, data.file.days, data.file.hours)
    return [
        ["À la fin du délai de rétractation", euros(first)],
        *([_moment(stage), euros(stage.amount)] for stage in rest),
    ]


def _moment(stage: Stage) -> str:
    if stage.day is None:
        return f"Au terme de la formation ({hours(stage.hours)})"
    return f"Le {long_date(stage.day)}, après {hours(stage.hours)} de formation"


def _early_end(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    conditions = data.conditions
    speaks = bool(conditions.terms.strip()) or conditions.rules.interruption is not None
    key = "contract.abandon" if speaks else "contract.abandon_sans_conditions"
    return [
        *b.text(wording("contract.cessation")),
        *b.text(wording(key)),
        *b.text(wording("contract.force_majeure")),
    ]


def _disputes(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    mediator = common.mediator(data.organisation)
    sentences = [wording("contract.litige")]
    if mediator:
        sentences.append(wording("contract.mediateur", mediator=mediator))
    return b.text(" ".join((*sentences, wording("contract.differends"))))


def _signatures(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    office = data.organisation
    made = wording("contract.exemplaires", city=office.address.city, date=long_date(data.on))
    approved = wording("contract.lu_et_approuve")
    boxes = (
        common.office_signature(office),
        b.SignatureBox(
            title="Le stagiaire",
            lines=(data.client.display_name, approved),
            height=common.SIGNATURE,
        ),
    )
    return [*b.text(made, keep_with_next=True), *b.signatures(boxes)]


def _withdrawal_form(data: AgreementPaper, wording: Wording) -> list[Flowable]:
    """Return the form to send back (C. conso. L221-5), alone on its page."""
    office = data.organisation
    number = f"n° {data.agreement.number} " if data.agreement.number else ""
    notice = wording("contract.formulaire", number=number, title=data.file.session.title)
    client = data.client
    signed = data.agreement.signed_on
    facts: list[tuple[str, b.Content]] = [
        ("Contrat signé le", long_date(signed) if signed else "…" * 12),
        ("Nom du stagiaire", client.display_name),
        ("Adresse", ", ".join(client.address.lines) or "…" * 24),
        ("Date de la rétractation", "…" * 12),
    ]
    return [
        *b.heading(wording("contract.formulaire_titre")),
        *b.text(wording("contract.formulaire_usage")),
        *b.facts(
            [
                (
                    "À l’attention de",
                    b.text(b.lines(office.trade_name, *office.address.lines, office.email)),
                )
            ]
        ),
        *b.text(notice),
        *b.facts(facts),
        *b.signatures([b.SignatureBox(title="Signature du stagiaire", height=common.SIGNATURE)]),
    ]
