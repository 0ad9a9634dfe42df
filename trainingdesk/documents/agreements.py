"""What proposals, conventions and contracts have in common."""

from collections.abc import Iterable, Sequence
from datetime import date

from reportlab.platypus import Flowable

from trainingdesk.domain.conditions import Conditions, in_words
from trainingdesk.domain.conditions.general_terms import general_terms
from trainingdesk.domain.conditions.kinds import Mark, Need
from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.tva import TaxMention, Totals, exemption_mention
from trainingdesk.french import clock, euros, hours, long_date, number, percent, period, plural
from trainingdesk.paper import blocks as b
from trainingdesk.paper.letterhead import grouped_siret

MOST_IN_A_COLUMN = 6
SIGNATURE = 25
"""Room to sign and stamp, in millimetres."""
QUANTITIES = {
    Unit.PERSON: ("personne", "personnes"),
    Unit.GROUP: ("forfait", "forfaits"),
    Unit.DAY: ("jour", "jours"),
    Unit.HOUR: ("heure", "heures"),
    Unit.PIECE: ("unité", "unités"),
}


def office_party(office: Organisation) -> b.Party:
    """Return the office as a party; its declaration of activity stands at the foot of each page."""
    return b.Party(
        role="L’organisme de formation",
        name=office.trade_name,
        lines=tuple(
            filter(
                None,
                (
                    *office.address.lines,
                    f"SIRET {grouped_siret(office.siret)}" if office.siret else "",
                    represented(office.representative_name, office.representative_title),
                ),
            )
        ),
    )


def client_party(data: AgreementPaper) -> b.Party:
    """Return the client as a party, with who acts for a firm."""
    client = data.client
    signatory = data.signatory if data.contact else ""
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


def client_signature(data: AgreementPaper, *hints: str) -> b.SignatureBox:
    """Return the frame in which the client signs, with what to write above the signature."""
    return b.SignatureBox(
        title=f"Pour {data.client.display_name}",
        lines=tuple(filter(None, (data.signatory, *hints))),
        height=SIGNATURE,
    )


def numbered_title(number: str, title: str) -> str:
    """Return what stands below the name of a paper: its number, which a draft lacks, and title."""
    return " – ".join(filter(None, (f"N° {number}" if number else "", title)))


Article = tuple[str, Sequence[Flowable]]


def articles(parts: Iterable[Article]) -> list[list[Flowable]]:
    """Return the articles of an agreement, numbered; those that say nothing are left out."""
    said = [(heading, blocks) for heading, blocks in parts if blocks]
    return [
        [*b.heading(f"{place}. {heading}"), *blocks]
        for place, (heading, blocks) in enumerate(said, 1)
    ]


def annexes(parts: Iterable[Article]) -> list[Flowable]:
    """Return what is joined to an agreement, numbered; what is empty is left out."""
    said = [(heading, blocks) for heading, blocks in parts if blocks]
    return [
        piece
        for place, (heading, blocks) in enumerate(said, 1)
        for piece in (*b.heading(f"Annexe {place}. {heading}"), *blocks)
    ]


def terms(conditions: Conditions, office: Organisation) -> list[Flowable]:
    """Return the general terms of sale, the office's own or those its rules make."""
    return b.markdown(general_terms(conditions, office), level=3)


def terms_are_signed(conditions: Conditions) -> bool:
    """Whether the terms themselves come back signed before the agreement is formed."""
    formation = conditions.rules.formation
    return formation is not None and Need.SIGNED_TERMS in formation.needs


LAST_BLOCKS = 3


def ended_with(story: Sequence[Flowable], frames: Sequence[Flowable]) -> list[Flowable]:
    """Return a text with frames to sign below it, which never stand alone on a page."""
    return [*story[:-LAST_BLOCKS], *b.keep_together(story[-LAST_BLOCKS:], frames)]


def terms_signature(
    conditions: Conditions, office: Organisation, client: str = "Le client"
) -> list[Flowable]:
    """Return the frames below the terms, the client's with the marks that are asked of him."""
    marks = conditions.rules.formation.marks if conditions.rules.formation else ()
    accepted = Mark.HANDWRITTEN_ACCEPTANCE in marks
    approved = Mark.READ_AND_APPROVED in marks
    lines = (
        "« Lu et approuvé » :" if approved else "",
        "« Bon pour accord » :" if accepted else "",
        "Nom et qualité :",
        "Date :",
        "Cachet et signature :" if Mark.STAMP in marks else "Signature :",
    )
    box = b.SignatureBox(title=client, lines=tuple(filter(None, lines)), height=SIGNATURE)
    return b.signatures((office_signature(office), box))


def payment_words(conditions: Conditions) -> str:
    """Return when the price falls due, as a sentence ends."""
    return in_words.payment_words(conditions.rules)


def mediator(office: Organisation) -> str:
    """Return who mediates with consumers, and where (C. conso. L616-1)."""
    parts = (office.mediator_name, office.mediator_website, office.mediator_address)
    return ", ".join(filter(None, parts))


def office_signature(office: Organisation) -> b.SignatureBox:
    """Return the frame in which the office signs, with its stamp where it has one."""
    return b.SignatureBox(
        title="Pour l’organisme",
        lines=tuple(filter(None, (office.representative_name, office.representative_title))),
        image=office.stamp,
        height=SIGNATURE,
    )


def represented(name: str, title: str) -> str:
    """Return who acts for a firm."""
    who = ", ".join(filter(None, (name, title)))
    return f"Représenté par {who}" if who else ""


def duration(file: SessionFile) -> str:
    """Return the planned duration: «14 h en 2 jours»."""
    if not file.days:
        return hours(file.hours)
    return f"{hours(file.hours)} en {plural(len(file.days), 'jour')}"


def dates(file: SessionFile) -> str:
    """Return the period of a session in words."""
    if file.first_day is None or file.last_day is None:
        return ""
    return period(file.first_day, file.last_day)


def calendar(file: SessionFile) -> list[Flowable]:
    """Return the table of the session's days and times."""
    rows: list[b.Row] = [
        [long_date(day.day, weekday=True), slot_times(day.slots), hours(day.hours)]
        for day in file.days
    ]
    if file.session.self_paced_hours:
        rows.append(["En autonomie", "e-learning", hours(file.session.self_paced_hours)])
    columns = (
        b.Column(title="Jour", weight=1.5, row_header=True),
        b.Column(title="Horaires", weight=1.7),
        b.Column(title="Durée", align="right"),
    )
    return b.table(columns, rows, footer_rows=[["Durée totale", "", hours(file.hours)]])


def slot_times(slots: Iterable[Slot]) -> str:
    """Return the times of a day's slots, remote ones said."""
    return ", ".join(
        f"{clock(slot.starts_at)} – {clock(slot.ends_at)}"
        + (" (à distance)" if slot.is_remote else "")
        for slot in slots
    )


def price_table(lines: Iterable[Line], totals: Totals) -> list[Flowable]:
    """Return the priced lines with their totals and the tax mention."""
    rows = [
        [
            line.label,
            quantity(line),
            euros(line.unit_price),
            "–" if line.exemption else percent(line.tva_rate),
            euros(line.total_ht),
        ]
        for line in lines
    ]
    columns = (
        b.Column(title="Désignation", weight=3, row_header=True),
        b.Column(title="Quantité", align="right"),
        b.Column(title="Prix unitaire HT", align="right"),
        b.Column(title="TVA", align="right"),
        b.Column(title="Montant HT", align="right"),
    )
    return [*b.table(columns, rows), *b.amount_summary(total_amounts(totals))]


def quantity(line: Line) -> str:
    """Return the quantity with its unit, and the discount taken off."""
    one, many = QUANTITIES[line.unit]
    text = plural(line.quantity, one, many)
    if line.discount:
        text += f", remise {number(line.discount)} %"
    return text


def total_amounts(totals: Totals) -> list[b.Amount]:
    """Return the lines at the foot of a priced table: total HT, tax by rate, total TTC."""
    amounts = [b.Amount("Total HT", totals.total_ht)]
    amounts += [
        b.Amount(f"TVA {percent(part.rate)} sur {euros(part.base_ht)}", part.tva)
        for part in totals.by_rate
        if part.exemption is None
    ]
    exempt_only = all(part.exemption for part in totals.by_rate)
    name = "Total net de taxe" if exempt_only else "Total TTC"
    return [*amounts, b.Amount(name, totals.total_ttc, strong=True)]


def tax_mentions(totals: Totals, on: date, mentions: Sequence[TaxMention]) -> str:
    """Return the sentences that justify the absence of tax."""
    return " ".join(f"{exemption_mention(kind, on, mentions)}." for kind in totals.exemptions)


def participants_list(names: Sequence[str]) -> list[Flowable]:
    """Return the people the client sends, numbered, in two columns where they are many."""
    facts = [(f"{place}.", name) for place, name in enumerate(names, 1)]
    return b.facts(facts, columns=2 if len(facts) > MOST_IN_A_COLUMN else 1)


def characteristics(data: AgreementPaper) -> list[Flowable]:
    """Return title, objectives, dates and place of the training."""
    file = data.file
    sheet = file.version.sheet
    facts: list[tuple[str, b.Content]] = [
        ("Intitulé", file.session.title),
        ("Référence", f"{file.course.code} – session {file.session.number}"),
        ("Objectifs", b.bullets(sheet.objectives)),
        ("Durée", duration(file) if file.hours else ""),
        ("Période", dates(file)),
        ("Déroulement", label(file.session.modality)),
        ("Lieu", file.place),
        ("Formateur", file.trainer_names),
    ]
    return b.facts([fact for fact in facts if fact[1]])
