"""What conventions and contracts have in common."""

from collections.abc import Iterable

from reportlab.platypus import Flowable

from trainingdesk.domain.labels import label
from trainingdesk.domain.lines import Line, Unit
from trainingdesk.domain.paper_data import AgreementPaper
from trainingdesk.domain.session_file import SessionFile
from trainingdesk.domain.sessions import Slot
from trainingdesk.domain.tva import Totals, exemption_mention
from trainingdesk.french import clock, euros, hours, long_date, number, percent, period, plural
from trainingdesk.paper import blocks as b

QUANTITIES = {
    Unit.PERSON: ("personne", "personnes"),
    Unit.GROUP: ("groupe", "groupes"),
    Unit.DAY: ("jour", "jours"),
    Unit.HOUR: ("heure", "heures"),
    Unit.PIECE: ("unité", "unités"),
}


def office_party(data: AgreementPaper) -> b.Party:
    """Return the office as a party: who, where, under which declaration."""
    office = data.organisation
    return b.Party(
        role="L’organisme de formation",
        name=office.trade_name,
        lines=tuple(
            filter(
                None,
                (
                    *office.address.lines,
                    f"SIRET {office.siret}" if office.siret else "",
                    office.activity_sentence,
                    represented(office.representative_name, office.representative_title),
                ),
            )
        ),
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


def tax_mentions(data: AgreementPaper) -> str:
    """Return the sentences that justify the absence of tax."""
    kinds = data.agreement.totals.exemptions
    return " ".join(f"{exemption_mention(kind, data.on)}." for kind in kinds)


def participants_table(data: AgreementPaper) -> list[Flowable]:
    """Return the people the client sends."""
    rows = [[str(rank), p.name] for rank, p in enumerate(data.participants, 1)]
    columns = (b.Column(title="N°", align="right"), b.Column(title="Stagiaire", row_header=True))
    return b.table(columns, rows)


def characteristics(data: AgreementPaper) -> list[Flowable]:
    """Return title, objectives, dates and place of the training."""
    file = data.file
    sheet = file.version.sheet
    facts: list[tuple[str, b.Content]] = [
        ("Intitulé", file.session.title),
        ("Référence", f"{file.course.code} – session {file.session.number}"),
        ("Nature de l’action", f"{label(file.course.nature)} (article L6313-1)"),
        ("Objectifs", b.bullets(sheet.objectives)),
        ("Public", " ; ".join(sheet.audience)),
        ("Durée", duration(file)),
        ("Période", dates(file)),
        ("Déroulement", label(file.session.modality)),
        ("Lieu", file.place),
        ("Formateur", file.trainer_names),
    ]
    return b.facts([fact for fact in facts if fact[1]])
