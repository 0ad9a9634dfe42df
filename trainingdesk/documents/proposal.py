"""The commercial proposal, with the programmes and terms that go with it (D6353-1, II)."""

from itertools import chain

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.programme import programme_annex
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.in_words import late_words
from trainingdesk.domain.courses import CourseSheet
from trainingdesk.domain.instalments import first_payment
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import counted
from trainingdesk.domain.paper_data import ProposalPaper
from trainingdesk.domain.people import full_name
from trainingdesk.domain.tva import totals
from trainingdesk.french import euros, hours, listed, long_date, percent, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import grouped_siret


def compose(data: ProposalPaper, wording: Wording) -> Composition:
    """Return the proposal, to be sent back signed."""
    proposal = data.proposal
    title = wording("proposal.titre_complement" if data.completes else "proposal.titre")
    *body, last = common.articles(
        (
            (_course_heading(data), _course(data, wording)),
            ("Prix", _price(data, wording)),
            ("Options", _options(data, wording)),
            ("Facturation et conditions", _conditions(data, wording)),
            ("Acceptation", _acceptance(data, wording)),
        )
    )
    story = [
        *b.parties(_heading(data, title), _window(data), address_window=True),
        *b.text(_opening(data, wording)),
        *chain.from_iterable(body),
        *b.keep_together(last),
        *common.annexes(
            (
                *(
                    (_programme_name(data, sheet), programme_annex(sheet))
                    for sheet in _sheets(data)
                ),
                ("Conditions générales de vente", _terms(data)),
            )
        ),
    ]
    return Composition(
        title=title,
        reference=_number(data),
        subject=proposal.title,
        story=story,
        initials=True,
    )


def file_name(data: ProposalPaper) -> str:
    """Return the name of the file: number, version and client."""
    return file_stem("Proposition", _number(data), data.client.display_name)


def refusal(data: ProposalPaper) -> str | None:
    """Return why the proposal may not be made yet."""
    if not counted(data.proposal.lines):
        return "La proposition n’a pas encore de ligne de prix : ajoutez-en une."
    return None


def _number(data: ProposalPaper) -> str:
    proposal = data.proposal
    version = f"version {proposal.version}" if proposal.version > 1 else ""
    return " – ".join(filter(None, (proposal.number or "projet", version)))


def _sheets(data: ProposalPaper) -> list[CourseSheet]:
    return [version.sheet for version in data.versions]


def _programme_name(data: ProposalPaper, sheet: CourseSheet) -> str:
    return f"Programme – {sheet.title}" if len(data.versions) > 1 else "Programme"


def _heading(data: ProposalPaper, title: str) -> list[Flowable]:
    proposal = data.proposal
    facts: list[tuple[str, b.Content]] = [
        ("Numéro", _number(data)),
        ("Date", long_date(proposal.sent_on or data.on)),
    ]
    if data.completes:
        facts.append(("Complète", data.completes))
    if proposal.valid_until:
        facts.append(("Valable jusqu’au", long_date(proposal.valid_until)))
    return [*b.title(title), *b.facts(facts)]


def _window(data: ProposalPaper) -> b.Party:
    client = data.client
    person = full_name(data.contact) if data.contact else ""
    return b.Party(
        name=client.display_name, lines=tuple(filter(None, (person, *client.address.lines)))
    )


def _opening(data: ProposalPaper, wording: Wording) -> str:
    if data.proposal.introduction.strip():
        return data.proposal.introduction.strip()
    many = len(data.versions) > 1
    return wording("proposal.accroche_plusieurs" if many else "proposal.accroche")


def _course_heading(data: ProposalPaper) -> str:
    return "Les formations" if len(data.versions) > 1 else "La formation"


def _course(data: ProposalPaper, wording: Wording) -> list[Flowable]:
    """Return what is offered: courses, dates, place, duration, people."""
    proposal = data.proposal
    sheets = _sheets(data)
    facts: list[tuple[str, b.Content]] = [("Intitulé", proposal.title)]
    if len(sheets) == 1:
        facts += [
            ("Référence", sheets[0].code or ""),
            ("Objectifs", b.bullets(sheets[0].objectives)),
        ]
    else:
        facts.append(("Formations", b.bullets([_named(sheet) for sheet in sheets])))
    facts += [
        ("Modalité", f"session {label(proposal.kind)}"),
        ("Durée", proposal.duration),
        ("Dates", proposal.dates),
        ("Lieu", proposal.place),
        ("Participants", _head_count(data)),
        ("Noms", _names(data)),
    ]
    return [
        *b.facts([fact for fact in facts if fact[1]]),
        *b.text(wording("proposal.deroulement")),
    ]


def _named(sheet: CourseSheet) -> str:
    """Return a course with its code and duration."""
    code = f"({sheet.code})" if sheet.code else ""
    name = " ".join(filter(None, (sheet.title, code)))
    return f"{name}, {hours(sheet.hours)}" if sheet.hours is not None else name


def _head_count(data: ProposalPaper) -> str:
    proposal = data.proposal
    count = proposal.head_count or len(proposal.participants)
    return plural(count, "participant") if count else ""


def _names(data: ProposalPaper) -> str:
    """Return who comes, and how many names the client still has to give."""
    names = data.proposal.participants
    open_seats = (data.proposal.head_count or 0) - len(names)
    later = f"{plural(open_seats, 'nom')} à communiquer" if open_seats > 0 else ""
    return " ; ".join(filter(None, (listed(names), later)))


def _price(data: ProposalPaper, wording: Wording) -> list[Flowable]:
    lines = data.proposal.lines
    mentions = common.tax_mentions(totals(lines), data.on, data.tax_mentions)
    return [
        *common.price_table(counted(lines), data.proposal.totals),
        *b.text(" ".join(filter(None, (mentions, wording("proposal.prix"))))),
    ]


def _options(data: ProposalPaper, wording: Wording) -> list[Flowable]:
    """Return what may be added: never in the sum."""
    options = [line for line in data.proposal.lines if line.is_optional]
    if not options:
        return []
    rows: list[b.Row] = [
        [
            b.checkbox(line.label, checked=False),
            common.quantity(line),
            "–" if line.exemption else percent(line.tva_rate),
            euros(line.total_ht),
            euros(totals([line]).total_ttc),
        ]
        for line in options
    ]
    columns = (
        b.Column(title="Option", weight=3, row_header=True),
        b.Column(title="Quantité", align="right"),
        b.Column(title="TVA", align="right"),
        b.Column(title="Montant HT", align="right"),
        b.Column(title="Montant TTC", align="right"),
    )
    return [
        *b.text(wording("proposal.options"), keep_with_next=True),
        *b.table(columns, rows),
    ]


def _conditions(data: ProposalPaper, wording: Wording) -> list[Flowable]:
    """Return until when it holds, how it is paid, what lateness costs, what the law adds."""
    sentences = []
    if data.proposal.valid_until:
        sentences.append(wording("proposal.validite", date=long_date(data.proposal.valid_until)))
    sentences += (_to_individual if data.client.is_individual else _to_professional)(data, wording)
    if _speaks_of_giving_up(data):
        sentences.append(wording("proposal.annulation"))
    return [*_billing(data), *(piece for sentence in sentences for piece in b.text(sentence))]


def _speaks_of_giving_up(data: ProposalPaper) -> bool:
    rules = data.conditions.rules
    clauses = (rules.cancellation, rules.postponement, rules.interruption)
    return bool(data.conditions.terms.strip()) or any(clauses)


def _terms(data: ProposalPaper) -> list[Flowable]:
    """Return the general terms, with a frame to sign them where they come back signed."""
    story = common.terms(data.conditions, data.organisation)
    if common.terms_are_signed(data.conditions):
        name = f"Pour {data.client.display_name}"
        frames = common.terms_signature(data.conditions, data.organisation, name)
        story = common.ended_with(story, frames)
    return story


def _billing(data: ProposalPaper) -> list[Flowable]:
    client = data.client
    address = data.proposal.billing if data.proposal.billing.lines else client.billing_address
    facts: list[tuple[str, b.Content]] = [
        ("Client", client.display_name),
        ("SIREN", grouped_siret(client.siren)),
        ("Adresse de facturation", str(address)),
        ("Bon de commande", data.proposal.purchase_order),
        ("N° d’engagement", data.proposal.engagement_number),
    ]
    return b.facts([fact for fact in facts if fact[1]])


def _to_professional(data: ProposalPaper, wording: Wording) -> list[str]:
    conditions = data.conditions
    payment = common.payment_words(conditions)
    deposit = conditions.deposit(data.proposal.totals.total_ttc)
    if deposit is None or conditions.deposit_share is None:
        paid = wording("proposal.paiement", payment=payment)
    else:
        share = percent(conditions.deposit_share * 100)
        paid = wording("proposal.acompte", amount=euros(deposit), share=share, payment=payment)
    late = wording(
        "proposal.retard",
        rate=late_words(conditions.rules),
        indemnity=euros(conditions.recovery_indemnity),
    )
    return [paid, late]


def _to_individual(data: ProposalPaper, wording: Wording) -> list[str]:
    """Return what an individual must know first (L6353-6; C. conso. L111-1, L616-1)."""
    first = first_payment(data.proposal.totals.total_ttc, data.conditions.deposit_share)
    sentences = [
        wording("proposal.retractation"),
        wording("proposal.paiement_particulier", amount=euros(first)),
    ]
    if mediator := common.mediator(data.organisation):
        sentences.append(wording("proposal.mediateur", mediator=mediator))
    return sentences


def _acceptance(data: ProposalPaper, wording: Wording) -> list[Flowable]:
    signed = common.terms_are_signed(data.conditions)
    key = "acceptation_conditions" if signed else "acceptation_conditions_jointes"
    terms = f" {wording(f'proposal.{key}')}"
    client = data.client
    stamp = "Signature :" if client.is_individual else "Cachet et signature :"
    who = ("Nom :",) if client.is_individual else ("Nom et qualité :",)
    boxes = (
        common.office_signature(data.organisation),
        b.SignatureBox(
            title=f"Pour {client.display_name}",
            lines=(f"{wording('proposal.bon_pour_accord')} :", *who, "Date :", stamp),
            height=common.SIGNATURE,
        ),
    )
    return [
        *b.text(wording("proposal.acceptation", terms=terms), keep_with_next=True),
        *b.signatures(boxes),
    ]
