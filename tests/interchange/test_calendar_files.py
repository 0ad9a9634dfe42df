"""Calendars are written as RFC 5545 wants them, and read back by its own rules."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from trainingdesk.interchange.calendar_files import PARIS, Event, calendar

at = datetime.fromisoformat
ON = date(2026, 4, 10)
MORNING = Event(
    uid="creneau-12@exemple",
    starts_at=at("2026-05-18T09:00"),
    ends_at=at("2026-05-18T12:30"),
    title="Accueillir un public exigeant",
)
NIGHT = Event(
    uid="creneau-13@exemple",
    starts_at=at("2026-05-18T22:00"),
    ends_at=at("2026-05-19T06:00"),
    title="Rondes, de nuit ; équipe A\\B",
    place="12 rue des Tisserands\n26000 Valence",
    notes="Prévoir : lampe, gilet",
    link="https://visio.example/a,b;c",
)


def made(*events, name="Session S-2026-001"):
    return calendar(events, name=name, made_on=ON)


def unfolded(content):
    """Return the lines of a calendar as a strict reader joins them."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in physical)
    assert not any(sign in line for line in physical for sign in (b"\r", b"\n"))
    lines = []
    for line in physical:
        line.decode("utf-8")  # no letter is cut in two
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def unescaped(value):
    result, signs = "", iter(value)
    for sign in signs:
        assert sign not in ";,"
        is_escape = sign == "\\"
        result += {"n": "\n", "\\": "\\", ";": ";", ",": ","}[next(signs)] if is_escape else sign
    return result


def events_in(content):
    """Return the entries as property names and raw values; each begins and ends once."""
    found, current = [], None
    for line in unfolded(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert current is None
            current = {}
        elif line == "END:VEVENT":
            found.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    assert current is None
    return found


def test_the_file_is_a_calendar_of_version_two():
    lines = unfolded(made(MORNING))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert "X-WR-CALNAME:Session S-2026-001" in lines


def test_an_entry_says_when_in_paris_and_when_it_was_made():
    (entry,) = events_in(made(MORNING))
    assert entry == {
        "UID": "creneau-12@exemple",
        "DTSTAMP": "20260410T000000Z",
        "DTSTART;TZID=Europe/Paris": "20260518T090000",
        "DTEND;TZID=Europe/Paris": "20260518T123000",
        "SUMMARY": "Accueillir un public exigeant",
    }


def test_signs_that_would_end_a_value_are_escaped_and_addresses_left_as_they_are():
    (entry,) = events_in(made(NIGHT))
    assert entry["SUMMARY"] == r"Rondes\, de nuit \; équipe A\\B"
    assert entry["LOCATION"] == r"12 rue des Tisserands\n26000 Valence"
    assert unescaped(entry["DESCRIPTION"]) == NIGHT.notes
    assert entry["URL"] == "https://visio.example/a,b;c"
    assert entry["DTEND;TZID=Europe/Paris"] == "20260519T060000"


def test_the_same_day_makes_the_same_bytes():
    assert made(MORNING, NIGHT) == made(MORNING, NIGHT)


@pytest.mark.parametrize("letter", ["a", "é", "€", "😀"])
@pytest.mark.parametrize("length", [60, 67, 68, 200])
def test_long_lines_are_folded_between_letters(letter, length):
    content = made(Event(**fields_of(MORNING, title=letter * length)))
    (entry,) = events_in(content)
    assert entry["SUMMARY"] == letter * length
    is_long = len(f"SUMMARY:{letter * length}".encode()) > 75
    assert (b"\r\n " in content) == is_long


def test_a_link_cannot_begin_a_line_of_its_own():
    (entry,) = events_in(made(Event(**fields_of(MORNING, link="https://a.example\r\nUID:x"))))
    assert entry["URL"] == "https://a.exampleUID:x"
    assert entry["UID"] == MORNING.uid


def fields_of(event, **changes):
    names = ("uid", "starts_at", "ends_at", "title", "place", "notes", "link")
    return {name: getattr(event, name) for name in names} | changes


@given(st.text(), st.text())
def test_any_text_comes_back(title, notes):
    (entry,) = events_in(made(Event(**fields_of(MORNING, title=title, notes=notes or "x"))))
    for typed, name in ((title, "SUMMARY"), (notes or "x", "DESCRIPTION")):
        kept = "\n".join(typed.splitlines())
        printable = "".join(sign for sign in kept if sign in "\t\n" or sign >= " ")
        assert unescaped(entry[name]) == printable.replace("\x7f", "")


@pytest.mark.parametrize("part", ["DAYLIGHT", "STANDARD"])
def test_the_clock_changes_when_it_does_in_paris(part):
    start = PARIS.index(f"BEGIN:{part}")
    facts = dict(line.split(":", 1) for line in PARIS[start : PARIS.index(f"END:{part}")])
    rule = rrulestr(facts["RRULE"], dtstart=at(facts["DTSTART"]))
    for change in rule.between(at("2020-01-01"), at("2040-01-01")):
        for shift, name in ((-2, "TZOFFSETFROM"), (2, "TZOFFSETTO")):
            local = (change + timedelta(hours=shift)).replace(tzinfo=ZoneInfo("Europe/Paris"))
            assert f"{local:%z}" == facts[name]
