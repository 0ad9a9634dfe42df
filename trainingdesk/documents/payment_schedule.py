"""The schedule of a staged payment, agreed in writing (for an individual: L6353-6)."""

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.instalments import Instalment, first_payment
from trainingdesk.domain.money import ZERO
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.french import euros, long_date
from trainingdesk.paper import blocks as b

TITLE = "Échéancier"


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the schedule, for both sides to sign."""
    story = [
        *b.title(TITLE, common.numbered_title(data.agreement.number, data.file.session.title)),
        *b.parties(common.office_party(data.organisation), common.client_party(data)),
        *b.text(_opening(data, wording)),
        *b.facts(letters.training_facts(data)),
        *_table(data),
        *b.keep_together(b.text(_rules(data, wording)), _signatures(data, wording)),
    ]
    return Composition(
        title=TITLE,
        reference=data.agreement.number or "projet",
        subject=data.file.session.title,
        story=story,
    )


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem(TITLE, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why the schedule cannot be agreed: empty, too high, or too early by law (L6353-6)."""
    price = data.agreement.totals.total_ttc
    total = sum((part.amount for part in data.instalments), ZERO)
    if not data.instalments:
        return f"{data.agreement.name} : saisissez d’abord les échéances."
    if total > price:
        return f"Les échéances ({euros(total)}) dépassent le prix convenu ({euros(price)})."
    if data.agreement.kind is not AgreementKind.CONTRACT:
        return None
    return _asked_too_early(data)


def _asked_too_early(data: AgreementEventPaper) -> str | None:
    period = data.agreement.withdrawal(data.conditions.rules)
    if period and any(part.due_on < period.first_claim_on for part in data.instalments):
        return (
            "Rien ne peut être demandé à un particulier avant le "
            f"{long_date(period.first_claim_on)}, fin de son délai de rétractation : décalez la "
            "première échéance."
        )
    start = data.file.first_day
    allowed = first_payment(data.agreement.totals.total_ttc, None)
    early = sum((part.amount for part in data.instalments if start and part.due_on < start), ZERO)
    if early > allowed:
        return (
            f"Un particulier ne paie pas plus de 30 % du prix ({euros(allowed)}) avant le début de "
            "la formation : reportez une partie des échéances."
        )
    return None


def _opening(data: AgreementEventPaper, wording: Wording) -> str:
    return wording("payment_schedule.intro", price=euros(data.agreement.totals.total_ttc))


def _table(data: AgreementEventPaper) -> list[Flowable]:
    rows: list[b.Row] = [
        [part.label or f"Échéance {place}", long_date(part.due_on), euros(part.amount)]
        for place, part in enumerate(in_order(data), 1)
    ]
    total = sum((part.amount for part in data.instalments), ZERO)
    columns = (
        b.Column(title="Échéance", weight=2, row_header=True),
        b.Column(title="Date", weight=1.5),
        b.Column(title="Montant TTC", weight=1.2, align="right"),
    )
    return b.table(columns, rows, footer_rows=[["Total", "", euros(total)]])


def in_order(data: AgreementEventPaper) -> list[Instalment]:
    """Return the parts, first due first."""
    return sorted(data.instalments, key=lambda part: part.due_on)


def _rules(data: AgreementEventPaper, wording: Wording) -> str:
    if data.agreement.kind is AgreementKind.CONTRACT:
        return wording("payment_schedule.particulier")
    clause = letters.under(clause_name(data.conditions, "payment"))
    return wording("payment_schedule.entreprise", clause=clause)


def _signatures(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    made = wording("payment_schedule.exemplaires", made=letters.made_at(data.organisation, data.on))
    boxes = (
        common.office_signature(data.organisation),
        common.client_signature(data, wording("payment_schedule.bon_pour_accord")),
    )
    return [*b.text(made, keep_with_next=True), *b.signatures(boxes)]
