"""The lists of meeting tools, in the shapes that they export."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.meeting_lists import read_meeting_list
from trainingdesk.interchange.meeting_lists.columns import Field, field_of, is_utc
from trainingdesk.interchange.meeting_lists.moments import read_minutes, read_moment

DAYS = (date(2026, 5, 6), date(2026, 5, 18))

ZOOM = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
852 1848 6288,Accueillir,05/18/2026 08:50:00 AM,05/18/2026 05:02:00 PM,hote@x.example,492,3,

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Karim Bellil,karim@x.example,05/18/2026 08:55:00 AM,05/18/2026 08:57:00 AM,2,Yes,Yes
Karim Bellil,karim@x.example,05/18/2026 08:57:00 AM,05/18/2026 12:31:00 PM,214,Yes,No
Karim Bellil,karim@x.example,05/18/2026 01:40:10 PM,05/18/2026 05:02:00 PM,202,Yes,No
"Ndiaye, Fatou",,05/18/2026 09:00:00 AM,05/18/2026 05:00:00 PM,480,Yes,No
"""
TEAMS = """\
1. Summary
Meeting title\tAccueillir
Attended participants\t1
Start time\t5/18/26, 8:50:11 AM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Fatou Ndiaye\t5/18/26, 8:58:01 AM\t5/18/26, 5:00:02 PM\t7h 1m 2s\tf@x.example\tf@x.example\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Fatou Ndiaye\t5/18/26, 8:58:01 AM\t5/18/26, 12:30:30 PM\t3h 32m 29s\tf@x.example\tAttendee
Fatou Ndiaye\t5/18/26, 1:31:00 PM\t5/18/26, 5:00:02 PM\t3h 29m 2s\tf@x.example\tAttendee
"""
OLD_TEAMS = """\
Full Name\tUser Action\tTimestamp
Éloi Œstre\tJoined before\t18/05/2026, 08:55:00
Éloi Œstre\tLeft\t18/05/2026, 10:00:00
Éloi Œstre\tJoined\t18/05/2026, 10:20:00
Zoé Roux\tJoined\t18/05/2026, 09:00:00
Zoé Roux\tLeft\t18/05/2026, 12:30:00
Zoé Roux\tBlinked\t18/05/2026, 12:31:00
"""
MEET = "First name,Last name,Email,Duration,Time joined,Time exited\n\
Ada,Nova,ada@x.example,3 hr 20 min,9:05 AM,12:30 PM\n"
FRENCH = "Durée (minutes);Heure de départ;Prénom;Heure d’arrivée;Adresse e-mail;Nom\r\n\
200;06/05/2026 12:30;Amélie;06/05/2026 9 h 05;amelie@x.example;Œuvrard\r\n"


def at(hour):
    return datetime.combine(DAYS[1], time(hour))


def read(text, encoding="utf-8", name="liste.csv", days=DAYS):
    return read_meeting_list(text.encode(encoding), name, days)


def told(found):
    return [
        (each.name, each.joined_at.isoformat()[5:], each.left_at.isoformat()[5:], each.minutes)
        for each in found.connections
    ]


def test_zooms_report_after_the_lines_about_the_meeting_without_the_waiting_room():
    assert told(read(ZOOM)) == [
        ("Karim Bellil", "05-18T08:57:00", "05-18T12:31:00", 214),
        ("Karim Bellil", "05-18T13:40:10", "05-18T17:02:00", 202),
        ("Ndiaye, Fatou", "05-18T09:00:00", "05-18T17:00:00", 480),
    ]
    assert read(ZOOM).connections[0].email == "karim@x.example"


def test_teams_report_by_each_arrival_rather_than_the_first_one():
    assert told(read(TEAMS, "utf-16")) == [
        ("Fatou Ndiaye", "05-18T08:58:01", "05-18T12:30:30", 212),
        ("Fatou Ndiaye", "05-18T13:31:00", "05-18T17:00:02", 209),
    ]


def test_teams_report_without_activities_gives_the_time_it_counts():
    short = TEAMS[: TEAMS.index("3. In-Meeting")]
    assert told(read(short, "utf-16")) == [
        ("Fatou Ndiaye", "05-18T08:58:01", "05-18T17:00:02", 421)
    ]


def test_a_row_for_each_arrival_and_departure_is_paired_by_name():
    found = read(OLD_TEAMS, "utf-16-le")
    assert told(found) == [
        ("Éloi Œstre", "05-18T08:55:00", "05-18T10:00:00", None),
        ("Zoé Roux", "05-18T09:00:00", "05-18T12:30:00", None),
        ("Éloi Œstre", "05-18T10:20:00", "05-18T12:30:00", None),
    ]
    assert found.unread == ("Ligne 7 : Zoé Roux · Blinked · 18/05/2026, 12:31:00",)


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        pytest.param(
            "A\tJoined\t18/05/2026 09:00\nA\tLeft\t18/05/2026 10:00\nA\tJoined\t18/05/2026 10:00\n"
            "A\tLeft\t18/05/2026 11:00\n",
            [("05-18T09:00:00", "05-18T10:00:00"), ("05-18T10:00:00", "05-18T11:00:00")],
            id="back at once",
        ),
        pytest.param(
            "A\tJoined\t18/05/2026 09:00\nA\tLeft\t18/05/2026 09:00\nB\tJoined\t18/05/2026 09:00\n"
            "B\tLeft\t18/05/2026 12:00\n",
            [("05-18T09:00:00", "05-18T12:00:00")],
            id="a look inside is no stay",
        ),
    ],
)
def test_coming_and_leaving_within_the_same_second(rows, stays):
    found = read(f"Full Name\tUser Action\tTimestamp\n{rows}")
    assert [each[1:3] for each in told(found)] == stays


def test_a_departure_on_an_earlier_day_than_the_arrival_is_not_understood():
    row = "A;18/05/2026 10:00;17/05/2026 12:00"
    found = read(f"Nom;Arrivée;Départ\n{row}\nB;18/05/2026 23:30;00:30\n")
    assert told(found) == [("B", "05-18T23:30:00", "05-19T00:30:00", None)]
    assert found.unread == (f"Ligne 2 : {row.replace(';', ' · ')}",)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("A;2026-05-18 09:00 +99:99;10:00;", id="no such zone"),
        pytest.param("A;0001-01-01 00:00Z;10:00;", id="a year before clocks"),
        pytest.param("A;9999-12-31 23:59;;10", id="a year after us"),
        pytest.param("A;18/05/2026 09:00;;99999999999999", id="longer than a life"),
        pytest.param("A;18/05/2026 09:00;;9999999999999 h", id="longer than a life, in words"),
    ],
)
def test_a_moment_that_cannot_be_is_a_line_not_understood(row):
    found = read(f"Nom;Arrivée;Départ;Durée\n{row}\nB;18/05/2026 09:00;18/05/2026 10:00;\n")
    assert [each.name for each in found.connections] == ["B"]
    assert len(found.unread) == 1


@pytest.mark.parametrize(
    ("name", "days"),
    [
        pytest.param("2026-05-18 abc-defg-hij – Attendance.csv", DAYS, id="the file’s name"),
        pytest.param("liste.csv", DAYS[1:], id="the only day of the session"),
    ],
)
def test_meets_report_takes_its_day_from(name, days):
    assert told(read(MEET, name=name, days=days)) == [
        ("Ada Nova", "05-18T09:05:00", "05-18T12:30:00", 200)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_titles_in_any_order_and_any_letters(encoding):
    found = read(FRENCH, encoding)
    assert told(found) == [("Amélie Œuvrard", "05-06T09:05:00", "05-06T12:30:00", 200)]


def test_a_date_is_read_the_way_that_falls_on_the_session():
    line = "Nom;Heure de connexion;Heure de déconnexion\nA B;{};{}\n"
    french = read(line.format("06/05/2026 09:00", "06/05/2026 10:00"))
    english = read(line.format("05/06/2026 09:00", "05/06/2026 10:00"))
    assert french.connections == english.connections
    assert french.connections[0].joined_at == datetime.fromisoformat("2026-05-06 09:00")


def test_a_workbook_reads_like_its_text():
    book = Workbook()
    book.active.append(["Name", "Join Time", "Leave Time", "Duration (Minutes)"])
    book.active.append(["Zoé Roux", at(9), at(10), 60.0])
    book.active.append(["Éloi", time(9, 30), time(10), None])
    output = BytesIO()
    book.save(output)
    found = read_meeting_list(output.getvalue(), "2026-05-18.xlsx", DAYS)
    assert told(found) == [
        ("Zoé Roux", "05-18T09:00:00", "05-18T10:00:00", 60),
        ("Éloi", "05-18T09:30:00", "05-18T10:00:00", None),
    ]


@pytest.mark.parametrize(
    ("row", "joined", "left"),
    [
        pytest.param("A,18/05/2026 22:00,,45", "22:00", "22:45", id="a duration for departure"),
        pytest.param("A,22:00,01:00,", "22:00", "01:00", id="past midnight"),
    ],
)
def test_what_is_not_told_is_worked_out(row, joined, left):
    found = read(f"Nom,Arrivée,Départ,Durée\n{row}\n", name="2026-05-18.csv")
    (each,) = found.connections
    assert (f"{each.joined_at:%H:%M}", f"{each.left_at:%H:%M}") == (joined, left)
    assert each.joined_at < each.left_at


def test_a_cell_may_be_as_long_as_it_likes():
    found = read(f"Nom,Arrivée,Départ\n{'x' * 200_000},9:00,10:00\n", name="2026-05-18.csv")
    assert len(found.connections[0].name) == 200_000


def test_a_row_without_its_times_is_named_and_an_empty_one_is_not():
    found = read("Nom,Arrivée,Départ,Rôle\nA,9:00,10:00,x\nB,9:00,,x\n,,,x\n", name="2026-05-18")
    assert [each.name for each in found.connections] == ["A"]
    assert found.unread == ("Ligne 3 : B · 9:00 · x",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "vide", id="empty"),
        pytest.param(b"   \n", "vide", id="blank"),
        pytest.param(b"Nom;Role\nA;B\n", "colonnes attendues", id="no times"),
        pytest.param(b"%PDF-1.7\0\0\1", "ni un fichier CSV", id="no text"),
        pytest.param(b"PK\x03\x04 nothing", "est ab", id="a damaged workbook"),
        pytest.param(b"Nom,Join Time,Leave Time\nA,soon,later\n", "Aucune heure", id="no moment"),
        pytest.param(b"Nom,Join Time,Leave Time\nA,9:00,10:00\n", "2026-05-18", id="no day"),
    ],
)
def test_what_is_no_list_is_refused_with_what_it_lacks(content, said):
    with pytest.raises(RuleBroken, match=said):
        read_meeting_list(content, "liste.csv", DAYS)


def test_a_date_that_does_not_exist_in_the_files_name_is_left_aside():
    with pytest.raises(RuleBroken, match="Aucune heure"):
        read("Nom,Arrivée,Départ\nA,9:00,10:00\n", name="2026-99-99.csv", days=DAYS[1:])


@pytest.mark.parametrize(
    ("text", "month_first", "moment"),
    [
        pytest.param("18/05/2026 à 9 h 02", False, "2026-05-18 09:02:00", id="in words"),
        pytest.param("2026-05-18T09:02:11", True, "2026-05-18 09:02:11", id="year first"),
        pytest.param("05/18/26, 12:00:01 AM", True, "2026-05-18 00:00:01", id="midnight"),
        pytest.param("5/18/26, 12:05 p.m.", True, "2026-05-18 12:05:00", id="noon"),
        pytest.param("18.05.2026 09:02:11.250", False, "2026-05-18 09:02:11", id="fractions"),
        pytest.param("18/05/2026 9:02", True, None, id="no 18th month"),
        pytest.param("18/05/2026 25:02", False, None, id="no 25th hour"),
        pytest.param("9:02", False, None, id="no day"),
        pytest.param("", False, None, id="nothing"),
    ],
)
def test_a_moment_as_tools_write_it(text, month_first, moment):
    found = read_moment(text, month_first=month_first)
    assert (str(found) if found else None) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-18T09:02:00Z",
        "2026-05-18 11:02:00+02:00",
        "2026/05/18 11:02:00 AM UTC+2",
        "2026-05-18 04:32 -0430",
        "2026-05-18 21:02 GMT+12",
    ],
)
def test_a_zone_is_brought_to_this_machines_clock(text):
    here = datetime.fromisoformat("2026-05-18T09:02:00+00:00").astimezone().replace(tzinfo=None)
    assert read_moment(text, month_first=False) == here
    assert read_moment("2026-05-18 09:02", month_first=False, utc=True) == here


def test_titles_may_say_that_moments_are_greenwichs():
    assert is_utc("First Join (UTC)")
    assert is_utc("Join Time (GMT)")
    assert not is_utc("Join Time (GMT+1)")
    assert not is_utc("Join Time")


@given(st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-12-31")))
def test_a_moment_written_in_any_usual_way_comes_back(moment):
    second = moment.replace(microsecond=0)
    for form, month_first in (
        ("%d/%m/%Y %H:%M:%S", False),
        ("%m/%d/%Y %I:%M:%S %p", True),
        ("%m/%d/%y, %I:%M:%S %p", True),
        ("%Y-%m-%d %H:%M:%S", False),
    ):
        assert read_moment(second.strftime(form), month_first=month_first) == second


@given(st.integers(0, 5999))
def test_a_duration_written_in_any_usual_way_comes_back(minutes):
    hour, rest = divmod(minutes, 60)
    assert read_minutes(str(minutes)) == minutes
    assert read_minutes(f"{hour}h {rest}m 30s") == minutes
    assert read_minutes(f"{hour} hr {rest} min") == minutes
    assert read_minutes(f"{hour}:{rest:02}:59") == minutes


@pytest.mark.parametrize(
    ("title", "field"),
    [
        pytest.param("Name (original name)", Field.NAME, id="name"),
        pytest.param("Nom d’utilisateur", Field.NAME, id="nom"),
        pytest.param("Dernier départ", Field.LEFT, id="last departure"),
        pytest.param("Première participation", Field.JOINED, id="first arrival"),
        pytest.param("Durée de présence", Field.DURATION, id="length"),
        pytest.param("Temps de connexion (min)", Field.DURATION, id="length in minutes"),
        pytest.param("Start Time", None, id="the meeting’s, nobody’s"),
        pytest.param("Rôle", None, id="of no use"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_title_says_what_its_column_holds(title, field):
    assert field_of(title) is field


def test_two_minutes_a_day_apart_stay_apart():
    found = read("Nom,Arrivée,Départ\nA,18/05/2026 09:00,18/05/2026 09:01\n")
    assert found.connections[0].left_at - found.connections[0].joined_at == timedelta(minutes=1)
