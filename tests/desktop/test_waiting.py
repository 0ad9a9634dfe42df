"""Work done beside a progress dialog, before there is a window."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton

from trainingdesk.desktop.waiting import wait_for
from trainingdesk.domain.errors import RuleBroken


def test_what_the_work_returns_comes_back_though_the_dialog_closes(qtbot):
    told = []

    def work(ticket):
        ticket.tell(1, 2, "Sessions")
        told.append(threading.current_thread() is not threading.main_thread())
        return "fini"

    assert wait_for("Préparation", work) == "fini"
    assert told == [True]


def test_giving_up_brings_nothing_back(qtbot):
    started = threading.Event()

    def work(ticket):
        started.set()
        while not ticket.cancelled():
            threading.Event().wait(0.01)
        return "inutile"

    def give_up():
        if not started.is_set():
            QTimer.singleShot(10, give_up)
            return
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        (dialog,) = [widget for widget in shown if isinstance(widget, QProgressDialog)]
        dialog.findChild(QPushButton).click()

    QTimer.singleShot(10, give_up)
    assert wait_for("Préparation", work) is None


def test_a_refusal_of_the_work_comes_through(qtbot):
    def work(_ticket):
        raise RuleBroken("Le dossier est occupé.")

    with pytest.raises(RuleBroken, match="occupé"):
        wait_for("Préparation", work)
