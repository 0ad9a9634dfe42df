"""Reading again what an issued paper said, from the data that was frozen with it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.attendance import Attendance, Presence, Result, hours_followed
from trainingdesk.domain.coherence.dossier import (
    AGREEMENTS,
    CERTIFICATES,
    MISSIONS,
    NAME_PLATES,
    SHEETS,
    Said,
    SaidClient,
    SaidFunding,
    SaidPerson,
    SaidTrainer,
    place_words,
)
from trainingdesk.domain.lines import Line, counted
from trainingdesk.domain.parties import Client, ClientKind
from trainingdesk.domain.people import Civility
from trainingdesk.domain.sessions import EnrolmentState, Slot, in_hours
from trainingdesk.domain.teaching import Room, Venue
from trainingdesk.domain.tva import Exemption, totals
from trainingdesk.storage.papers import IssuedPaper

Frozen = Mapping[str, Any]
"""A part of the JSON that was kept with a paper; papers of earlier versions may lack fields."""

KEYS = (
    *sorted(AGREEMENTS | CERTIFICATES | MISSIONS | SHEETS),
    NAME_PLATES,
    "joining_letter",
    "handed_over",
    "software_guide",
    "remote_link",
    "invoice",
)
"""The papers that are held against each other."""
PAID = "payment_attestation"


def said_by(paper: IssuedPaper, data: str) -> Said:
    """Return the facts of an issued paper, from the JSON that was kept with it."""
    whole: Frozen = json.loads(data)
    file: Frozen = whole.get("file") or {}
    if paper.kind == NAME_PLATES:
        file = _on_plates(file)
    session: Frozen = file.get("session") or {}
    slots = tuple(_slot(row) for row in file.get("slots", ()))
    self_paced = Decimal(session.get("self_paced_hours", "0"))
    agreement: Frozen | None = whole.get("agreement")
    return Said(
        paper_id=paper.id or 0,
        key=paper.kind,
        name=_name(paper, whole),
        on=paper.issued_on,
        agreement_id=paper.agreement_id,
        invoice_id=paper.invoice_id,
        trainer_id=paper.trainer_id,
        for_one=bool(whole.get("participant")),
        hours=in_hours(sum(slot.minutes for slot in slots)) + self_paced,
        slots=slots,
        days=_days(slots, session),
        place=_place(file),
        people=tuple(
            _person(row, slots)
            for row in file.get("participants", ())
            if EnrolmentState(row["enrolment"]["state"]).takes_a_seat
        ),
        trainers=tuple(_trainer(row) for row in file.get("trainers", ())),
        fundings=tuple(_funding(row["funding"]) for row in file.get("fundings", ())),
        client=_client(whole["client"]) if whole.get("client") else None,
        total_ttc=_total(agreement["lines"]) if agreement else None,
        paid=Decimal(whole["total"]) if paper.kind == PAID else None,
    )


def _on_plates(file: Frozen) -> Frozen:
    """Return the little that name plates print: who sits where, no day and no birth name."""
    bare = [
        row | {"trainee": row["trainee"] and row["trainee"] | {"birth_name": ""}}
        for row in file.get("participants", ())
    ]
    return {"participants": bare}


def _name(paper: IssuedPaper, whole: Frozen) -> str:
    """Return what people call a paper: its kind, and its number or whom it is for."""
    if agreement := whole.get("agreement"):
        return f"{paper.title} {agreement['number']}".strip()
    if invoice := whole.get("invoice"):
        return f"{paper.title} {invoice['number']}"
    if trainer := whole.get("trainer"):
        return f"{paper.title}, {_trainer(trainer).name}"
    if participant := whole.get("participant"):
        person = participant.get("trainee") or {}
        name = f"{person.get('first_name', '')} {person.get('last_name', '')}".strip()
        return f"{paper.title}, {name}" if name else paper.title
    return paper.title


def _slot(row: Frozen) -> Slot:
    return Slot(
        day=date.fromisoformat(row["day"]),
        starts_at=time.fromisoformat(row["starts_at"]),
        ends_at=time.fromisoformat(row["ends_at"]),
        id=row["id"],
    )


def _days(slots: Iterable[Slot], session: Frozen) -> tuple[date, ...]:
    """Return the days of a paper: those of its slots, else its session's start and end."""
    held = tuple(dict.fromkeys(slot.day for slot in slots))
    set_on = (session.get("starts_on"), session.get("ends_on"))
    return held or tuple(date.fromisoformat(day) for day in set_on if day)


def _place(file: Frozen) -> str:
    venue, room = file.get("venue"), file.get("room")
    if not venue:
        return ""
    return place_words(
        Venue(name=venue["name"], address=_address(venue["address"])),
        Room(venue_id=0, name=room["name"]) if room else None,
    )


def _address(row: Frozen) -> Address:
    return Address(**{name: row[name] for name in ("street", "postcode", "city", "country")})


def _person(row: Frozen, slots: tuple[Slot, ...]) -> SaidPerson:
    enrolment, trainee = row["enrolment"], row.get("trainee") or {}
    marks = {int(slot): _mark(mark) for slot, mark in (row.get("marks") or {}).items()}
    alone = Decimal(enrolment.get("self_paced_hours", "0"))
    employer = row.get("employer")
    return SaidPerson(
        enrolment_id=enrolment["id"],
        trainee_id=trainee.get("id"),
        first_name=trainee.get("first_name", ""),
        last_name=trainee.get("last_name", ""),
        birth_name=trainee.get("birth_name", ""),
        employer=_display_name(employer) if employer else "",
        hours=hours_followed(slots, marks, alone),
        results={int(key): Result(kept) for key, kept in (row.get("results") or {}).items()},
    )


def _mark(row: Frozen) -> Attendance:
    return Attendance(
        enrolment_id=row["enrolment_id"],
        slot_id=row["slot_id"],
        presence=Presence(row["presence"]),
        minutes_missed=row["minutes_missed"],
    )


def _trainer(row: Frozen) -> SaidTrainer:
    name = f"{row['first_name']} {row['last_name']}".strip()
    return SaidTrainer(trainer_id=row["id"], name=name, siret=row.get("siret", ""))


def _funding(row: Frozen) -> SaidFunding:
    return SaidFunding(funding_id=row["id"], file_number=row["file_number"])


def _client(row: Frozen) -> SaidClient:
    address = _address(row["address"])
    return SaidClient(
        client_id=row["id"],
        name=_display_name(row),
        siret=row["siret"],
        address=address,
        billing=_address(row["billing"]) if row.get("billing") else address,
    )


def _display_name(row: Frozen) -> str:
    client = Client(
        name=row["name"],
        kind=ClientKind(row["kind"]),
        civility=Civility(row["civility"]),
        first_name=row["first_name"],
    )
    return client.display_name


def _total(rows: Iterable[Frozen]) -> Decimal:
    lines = tuple(
        Line(
            label=row["label"],
            quantity=Decimal(row["quantity"]),
            unit_price=Decimal(row["unit_price"]),
            discount=Decimal(row["discount"]),
            tva_rate=Decimal(row["tva_rate"]),
            exemption=Exemption(row["exemption"]) if row["exemption"] else None,
            is_optional=row["is_optional"],
        )
        for row in rows
    )
    return totals(counted(lines)).total_ttc
