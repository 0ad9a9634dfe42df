"""The acknowledgement of an order: what was ordered, and whether it binds yet or what lacks."""

from datetime import date

from reportlab.platypus import Flowable

from trainingdesk.documents import agreements as common
from trainingdesk.documents import letters
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.conditions.general_terms import clause_name
from trainingdesk.domain.conditions.kinds import Need
from trainingdesk.domain.formation import return_by
from trainingdesk.domain.paper_data import AgreementEventPaper
from trainingdesk.domain.withdrawal import told
from trainingdesk.french import euros, long_date, plural
from trainingdesk.paper import blocks as b

TITLE = "Accusé de réception de commande"
NAMES = {
    Need.SIGNED_PROPOSAL: "Proposition signée",
    Need.SIGNED_TERMS: "Conditions générales signées",
    Need.SIGNED_AGREEMENT: "Convention ou contrat signé",
    Need.DEPOSIT: "Acompte",
}


def compose(data: AgreementEventPaper, wording: Wording) -> Composition:
    """Return the letter."""
    letter = letters.Letter(
        title=TITLE,
        reference=data.agreement.name,
        about=wording("order_acknowledgement.objet", title=data.file.session.title),
        body=(
            *b.text(wording("order_acknowledgement.intro")),
            *b.facts(_order(data)),
            *_state(data, wording),
            *_withdrawal(data),
        ),
        closing=b.text(_changes(data, wording)),
    )
    return letters.composed(letter, letters.mail_of(data), wording)


def file_name(data: AgreementEventPaper) -> str:
    """Return the name of the file: number and client."""
    return file_stem(TITLE, data.agreement.number or "projet", data.client.display_name)


def refusal(data: AgreementEventPaper) -> str | None:
    """Return why there is nothing to acknowledge: nothing came in."""
    if data.pieces.received:
        return None
    return (
        f"{data.agreement.name} : rien n’est encore revenu du client. Notez d’abord ce que vous "
        "avez reçu."
    )


def ordered_on(data: AgreementEventPaper) -> date | None:
    """Return the day the order came: that of its first piece."""
    return min(data.pieces.received.values(), default=None)


def _order(data: AgreementEventPaper) -> list[tuple[str, b.Content]]:
    file = data.file
    ordered = ordered_on(data)
    totals = data.agreement.totals
    exempt = all(part.exemption for part in totals.by_rate)
    facts: list[tuple[str, b.Content]] = [
        *letters.training_facts(data),
        ("Lieu", file.place),
        ("Participants", plural(len(data.participants), "stagiaire") if data.participants else ""),
        ("Commande reçue le", long_date(ordered) if ordered else ""),
        ("Prix net de taxe" if exempt else "Prix TTC", euros(totals.total_ttc)),
        ("Règlement", _payment(data)),
    ]
    return [fact for fact in facts if fact[1]]


def _payment(data: AgreementEventPaper) -> str:
    """Return when the price falls due; an individual's is staged by his contract (L6353-6)."""
    if data.agreement.kind is AgreementKind.CONTRACT:
        return "échelonné, comme le prévoit le contrat"
    return common.payment_words(data.conditions)


def _state(data: AgreementEventPaper, wording: Wording) -> list[Flowable]:
    formed_on = data.pieces.formed_on
    if formed_on is not None:
        return [
            *b.callout(wording("order_acknowledgement.formee", date=long_date(formed_on))),
            *_pieces(data),
        ]
    sentences = [
        wording("order_acknowledgement.attente", missing=data.pieces.missing_words),
        _before(data, wording),
    ]
    return [*b.callout(" ".join(filter(None, sentences))), *_pieces(data)]


def _before(data: AgreementEventPaper, wording: Wording) -> str:
    """Return by when the papers are awaited, where the terms set a day that has not passed."""
    sent_on = data.agreement.sent_on
    last = return_by(data.conditions.rules, sent_on) if sent_on else None
    if last is None or last < data.on:
        return ""
    return wording("order_acknowledgement.delai", date=long_date(last))


def _pieces(data: AgreementEventPaper) -> list[Flowable]:
    rows: list[b.Row] = [[_piece(data, need), _since(data, need)] for need in data.pieces.needed]
    columns = (
        b.Column(title="Pièce demandée", weight=2, row_header=True),
        b.Column(title="En notre possession", weight=2),
    )
    return b.table(columns, rows) if len(rows) > 1 else []


def _piece(data: AgreementEventPaper, need: Need) -> str:
    if need is not Need.DEPOSIT:
        return NAMES[need]
    totals = data.agreement.totals
    deposit = data.conditions.deposit(totals.total_ttc, totals.total_ht)
    return f"{NAMES[need]} ({euros(deposit)})" if deposit else NAMES[need]


def _since(data: AgreementEventPaper, need: Need) -> b.Content:
    day = data.pieces.received.get(need)
    return f"depuis le {long_date(day)}" if day else b.bold("à recevoir")


def _withdrawal(data: AgreementEventPaper) -> list[Flowable]:
    """Return until when an individual may withdraw; meanwhile nothing is asked (L6353-6)."""
    period = data.agreement.withdrawal(data.conditions.rules)
    return b.text(told(period)) if period is not None and period.last_day >= data.on else []


def _changes(data: AgreementEventPaper, wording: Wording) -> str:
    clause = clause_name(data.conditions, "modification")
    return wording("order_acknowledgement.suite", clause=letters.under(clause))
