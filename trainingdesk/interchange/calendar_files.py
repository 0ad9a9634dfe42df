"""Calendars for other programs: `.ics` files as RFC 5545 has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

FOLD = 75
"""Octets of a line; what is longer goes on in the next, after a space."""

PARIS = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Paris",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry: `uid` stays the same from one export to the next; times are those of Paris."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    notes: str = ""
    link: str = ""


def calendar(events: Iterable[Event], *, name: str, made_on: date) -> bytes:
    """Return the calendar file of these events, the same bytes for the same day."""
    stamp = datetime.combine(made_on, time(), tzinfo=UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Training Desk//Planning//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *PARIS,
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%S}Z"
    yield f"DTSTART;TZID=Europe/Paris:{event.starts_at:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Europe/Paris:{event.ends_at:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.notes:
        yield f"DESCRIPTION:{_text(event.notes)}"
    if event.link:
        # An address is no text: nothing of it is escaped.
        yield f"URL:{''.join(event.link.split())}"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Escape what would end a value, and leave out what no line may hold."""
    plain = "\n".join(value.splitlines())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    plain = plain.replace("\n", "\\n")
    return "".join(sign for sign in plain if sign == "\t" or (sign >= " " and sign != "\x7f"))


def _folded(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, letters whole."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode("utf-8")
        if len(piece) + len(octets) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"".join(each + b"\r\n" for each in (*pieces, piece))
