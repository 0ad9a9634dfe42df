"""The calendar of the office, by month and by week."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.support.desk_hands import newest, plain, press
from trainingdesk.desktop import theme
from trainingdesk.desktop.details.agenda import AgendaView
from trainingdesk.desktop.details.planner_window import TrainerPlanningWindow
from trainingdesk.desktop.main_window import MainWindow
from trainingdesk.desktop.pdf_window import ReportWindow
from trainingdesk.desktop.widgets.month_view import shown_days
from trainingdesk.domain.closed_days import ClosedPeriod
from trainingdesk.domain.sessions import Slot, TrainingSession
from trainingdesk.domain.teaching import Trainer
from trainingdesk.services import closed_days, parties, planning

FIRST_DAY = date(2026, 5, 18)


@pytest.fixture
def page(window):
    found = window.pages["sessions"]
    window.resize(1280, 720)
    window.go_to("sessions", 1)
    return found


@pytest.fixture
def agenda(page) -> AgendaView:
    page.show_calendar()
    page.agenda.show_day(FIRST_DAY)
    QApplication.processEvents()
    return page.agenda


def plan(filled, day, *hours, title="Rondes", trainer=None):
    slots = [
        Slot(day=day, starts_at=start, ends_at=end, trainer_ids=(trainer or filled.trainer,))
        for start, end in hours
    ]
    session = TrainingSession(number="", course_version_id=filled.version, title=title)
    return planning.plan_session(filled.office, session, slots).saved_id


def again(agenda, day=FIRST_DAY):
    agenda.refresh()
    agenda.show_day(day)
    QApplication.processEvents()


def names(board):
    return [plain(entry.text()) for entry in board.entries]


def test_the_list_gives_way_to_the_calendar_and_comes_back(page):
    press(page, "Calendrier")
    assert page.is_calendar
    assert page.agenda.isVisible()
    press(page, "Liste")
    assert not page.is_calendar
    assert page.pane.isVisible()
    assert page.pane.chosen_id == 1


def test_a_month_shows_each_session_once_a_day(agenda):
    assert agenda.title.text() == "Mai\xa02026"
    assert [text.split(" ")[0] for text in names(agenda.month)] == ["9", "9"]
    entry = agenda.month.entries[0]
    assert "lundi 18 mai 2026" in plain(entry.accessibleName()).lower()
    assert "Marc Tellier" in entry.toolTip()
    assert plain(agenda.words) == "1 session · 4 créneaux · 14 h"


def test_the_status_bar_says_what_is_shown(agenda, page):
    assert page.status == agenda.words


def test_more_than_a_day_can_show_is_counted_and_opens_the_week(agenda, filled):
    for number in range(8):
        plan(filled, FIRST_DAY, (time(8), time(9)), title=f"Session {number}")
    again(agenda)
    more = next(b for b in agenda.month.findChildren(QPushButton) if b.isVisible())
    shown = [text for text in names(agenda.month) if "Session" in text]
    assert plain(more.text()) == f"+{9 - len(shown)} autres"
    assert "Session 7" in more.toolTip()
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert agenda.mode.key == "week"
    assert len(agenda.week.hours.entries) == 12


def test_a_week_places_slots_by_the_hour_and_side_by_side(agenda, filled):
    plan(filled, FIRST_DAY, (time(10), time(12)), title="Rondes")
    again(agenda)
    press(agenda, "Semaine")
    agenda.show_day(FIRST_DAY)
    first, other, *_rest = agenda.week.hours.entries
    assert plain(agenda.title.text()) == "Semaine 21 : 18 – 24 mai 2026"
    assert first.geometry().right() < other.geometry().left()
    assert abs(first.width() - other.width()) <= 1
    assert first.y() < other.y()
    tuesday = agenda.week.hours.entries[-1]
    assert tuesday.width() > 1.8 * first.width()


def test_a_night_goes_on_in_the_next_column(agenda, filled):
    plan(filled, date(2026, 5, 20), (time(22), time(6)))
    again(agenda)
    agenda.show_day(FIRST_DAY, "week")
    assert agenda.week.hours.span == (0, 24)
    evening, morning = (e for e in agenda.week.hours.entries if "Rondes" in e.text())
    assert evening.text() == morning.text()
    assert morning.x() > evening.x()
    assert morning.y() < evening.y()


def test_the_night_of_a_sunday_is_seen_on_monday(agenda, filled):
    plan(filled, FIRST_DAY - timedelta(days=1), (time(22), time(6)))
    again(agenda)
    agenda.show_day(FIRST_DAY, "week")
    assert "Rondes" in agenda.week.hours.entries[0].text()


def test_enter_and_a_double_click_open_the_session(agenda, page, filled):
    other = plan(filled, date(2026, 5, 25), (time(9), time(12)))
    again(agenda)
    entry = agenda.month.entries[-1]
    entry.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert not page.is_calendar
    assert page.pane.chosen_id == other
    page.show_calendar()
    QTest.mouseDClick(agenda.month.entries[0], Qt.MouseButton.LeftButton)
    assert page.pane.chosen_id == filled.session


def test_the_arrows_go_from_entry_to_entry(agenda, filled):
    plan(filled, FIRST_DAY, (time(14), time(15)), title="Après")
    again(agenda)
    morning, after, tuesday = agenda.month.entries
    morning.setFocus()
    for key, reached in (
        (Qt.Key.Key_Down, after),
        (Qt.Key.Key_Right, tuesday),
        (Qt.Key.Key_Right, tuesday),
        (Qt.Key.Key_Left, morning),
        (Qt.Key.Key_Left, morning),
        (Qt.Key.Key_Up, morning),
    ):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is reached, key


def test_tab_reaches_one_entry_only(agenda):
    first, second = agenda.month.entries
    assert first.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert second.focusPolicy() is Qt.FocusPolicy.ClickFocus
    second.setFocus()
    assert second.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert first.focusPolicy() is Qt.FocusPolicy.ClickFocus


def test_one_goes_from_period_to_period_and_back_to_today(agenda, filled):
    agenda.month.entries[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert agenda.title.text() == "Juin\xa02026"
    assert names(agenda.month) == []
    press(agenda, "Aujourd’hui")
    assert agenda.title.text() == "Avril\xa02026"
    press(agenda, "Semaine")
    assert agenda.period[0] <= filled.clock.day <= agenda.period[1]


def test_a_trainer_or_a_room_is_looked_at_alone(agenda, filled):
    ana = parties.save_trainer(filled.office, Trainer(last_name="Ruiz", first_name="Ana")).saved_id
    plan(filled, FIRST_DAY, (time(9), time(12)), title="Ailleurs", trainer=ana)
    again(agenda)
    assert len(agenda.month.entries) == 3
    agenda.trainer.choose(ana)
    assert [text.split(" ")[-1] for text in names(agenda.month)] == ["Ailleurs"]
    agenda.trainer.choose(None)
    agenda.place.choose(f"r{filled.room}")
    assert len(agenda.month.entries) == 2
    agenda.place.choose(f"v{filled.venue}")
    assert len(agenda.month.entries) == 2


def test_what_one_chose_to_see_is_kept_between_starts(qtbot, agenda, filled, office):
    agenda.trainer.choose(filled.trainer)
    agenda.place.choose(f"r{filled.room}")
    agenda.colours.setCurrentIndex(1)
    press(agenda, "Semaine")
    QSettings().setValue("sessions/face", "calendar")
    later = MainWindow(office)
    qtbot.addWidget(later)
    later.show()
    page = later.pages["sessions"]
    assert page.is_calendar
    page.read()
    assert page.agenda.mode.key == "week"
    assert page.agenda.wanted == agenda.wanted
    assert page.agenda.colours.currentData() == "trainer"
    later.close()


def test_days_off_are_named(agenda, filled):
    closed = ClosedPeriod(date(2026, 5, 15), None, "pont")
    closed_days.save_closed_periods(filled.office, [closed])
    again(agenda)
    found = agenda.month._timetable
    assert found.notes(date(2026, 5, 14)) == ("Ascension",)
    assert found.notes(date(2026, 5, 15)) == ("Fermé : pont",)


def test_a_change_elsewhere_is_seen_at_once(agenda, window, filled):
    window.perform(lambda: planning.shift(filled.office, filled.session, weeks=1))
    # Whit Monday lies between: its half-days go on to the next day worked.
    assert "26 mai" in plain(agenda.month.entries[0].toolTip())


def test_the_hours_in_which_one_is_away_are_hatched_on_her_own_calendar(agenda, filled):
    filled.office.db["unavailability"].insert(
        {
            "trainer_id": filled.trainer,
            "room_id": None,
            "first_day": "2026-05-20",
            "last_day": "2026-05-21",
            "starts_at": "14:00",
            "ends_at": "17:00",
            "reason": "congés",
        }
    )
    again(agenda)
    agenda.show_day(FIRST_DAY, "week")
    board = agenda.week.hours
    of_all = board.grab().toImage()
    agenda.trainer.choose(filled.trainer)
    of_one = board.grab().toImage()
    wednesday = range(board.width() * 4 // 10, board.width() * 5 // 10)
    afternoon = board._down(15 * 60)
    assert len({of_all.pixelColor(x, afternoon + 9).name() for x in wednesday}) <= 2
    assert len({of_one.pixelColor(x, afternoon + 9).name() for x in wednesday}) > 2
    assert "Marc Tellier indisponible" in agenda.week._head.toolTip()


def test_many_at_once_are_written_upwards(agenda, filled):
    for number in range(5):
        plan(filled, date(2026, 5, 20), (time(9), time(12)), title=f"Session {number}")
    again(agenda)
    agenda.show_day(FIRST_DAY, "week")
    five = [entry for entry in agenda.week.hours.entries if "Session" in entry.text()]
    assert len({entry.x() for entry in five}) == 5
    drawn = five[0].grab().toImage()
    middle = drawn.width() // 2 + 3
    shades = {
        drawn.pixelColor(middle, y).name() for y in range(drawn.height() // 2, drawn.height())
    }
    assert len(shades) > 3


def test_a_trainer_s_own_page_offers_the_planning_to_send(window, filled):
    window.go_to("teaching", filled.trainer, "trainers")
    press(window, "Planning à envoyer")
    assert newest(window, TrainerPlanningWindow).trainer.currentData() == filled.trainer


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("colours", [0, 1], ids=["by state", "by trainer"])
def test_entries_are_drawn_in_their_colours(qapp, agenda, look, colours):
    theme.dress(qapp, look)
    agenda.colours.setCurrentIndex(colours)
    for mode in ("month", "week"):
        agenda.show_day(FIRST_DAY, mode)
        board = agenda.month if mode == "month" else agenda.week.hours
        entry = board.entries[0]
        drawn = entry.grab().toImage()
        shades = {drawn.pixelColor(x, 12).name() for x in range(drawn.width())}
        assert len(shades) > 3
        assert look.window not in shades or look.window == look.alternate
    theme.dress(qapp, theme.LIGHT)


def test_new_and_export_are_all_the_calendar_s_bar_offers(agenda, page):
    texts = [
        page.bar.itemAt(n).widget().text().strip()
        for n in range(page.bar.count())
        if page.bar.itemAt(n).widget() is not None
    ]
    assert texts == ["Nouveau", "Exporter"]
    assert [text for text, _act in page._export_menu()] == [
        "Planning de l’année 2026, A3 (PDF)…",
        "Planning de l’année 2026, A4 (PDF)…",
        "Planning d’un formateur (PDF)…",
        "Fichier calendrier (.ics)…",
    ]


def exported(agenda, start):
    next(act for text, act in agenda.exports() if text.startswith(start))()


def test_the_year_is_shown_as_it_prints(qtbot, agenda, window):
    exported(agenda, "Planning de l’année 2026, A3")
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportWindow)), timeout=10_000)
    assert "Planning 2026" in newest(window, ReportWindow).windowTitle()


def test_a_trainer_s_planning_is_shown_for_the_days_one_types(qtbot, agenda, window, filled):
    agenda.trainer.choose(filled.trainer)
    exported(agenda, "Planning d’un formateur")
    asked = newest(window, TrainerPlanningWindow)
    assert asked.trainer.currentData() == filled.trainer
    asked.first.setText("1/5/2026")
    asked.last.setText("31/5/2026")
    press(asked, "Voir le planning")
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportWindow)), timeout=10_000)
    assert "Marc Tellier" in newest(window, ReportWindow).windowTitle()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"first": "hein"}, "Écrivez une date", id="no date"),
        pytest.param({"first": "1/6/2026", "last": "1/5/2026"}, "inversez", id="backwards"),
    ],
)
def test_a_period_that_is_none_is_told_beside_the_fields(qtbot, window, filled, fields, words):
    asked = TrainerPlanningWindow(window, filled.trainer)
    asked.show()
    for name, text in fields.items():
        getattr(asked, name).setText(text)
    press(asked, "Voir le planning")
    qtbot.waitUntil(lambda: words in asked.trouble.text())
    assert asked.isVisible()


def test_a_planning_needs_a_trainer(window):
    asked = TrainerPlanningWindow(window)
    asked.show()
    press(asked, "Voir le planning")
    assert asked.trouble.text() == "Choisissez un formateur."


def test_what_is_shown_goes_into_another_calendar(agenda, tmp_path, monkeypatch):
    path = tmp_path / "Planning"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    exported(agenda, "Fichier calendrier")
    content = path.with_suffix(".ics").read_text("utf-8")
    assert content.count("BEGIN:VEVENT") == 4


def test_a_month_is_shown_in_whole_weeks():
    assert shown_days(date(2026, 5, 18)) == (date(2026, 4, 27), date(2026, 5, 31))
