"""The window outlives a long day's signals."""

import subprocess
import sys
from pathlib import Path

LONG_DAY = """
import trainingdesk.desktop
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rang = Signal()

bell = Bell()
bell.rang.connect(lambda: None)
for _ in range(20_000):
    bell.rang.emit()
print("encore là")
"""


def test_a_long_day_of_signals_does_not_end_the_program():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", LONG_DAY], cwd=root, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.decode().strip()) == (0, "encore là")
