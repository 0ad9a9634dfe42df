"""A small whole number with arrows."""

from trainingdesk.desktop.widgets.number_box import ROOM, NumberBox


def test_a_number_stands_off_the_border_and_is_wholly_seen(qtbot):
    box = NumberBox()
    qtbot.addWidget(box)
    box.setRange(0, 365)
    box.setSuffix(" jours")
    box.setValue(365)
    box.resize(box.sizeHint())
    box.show()
    line = box.lineEdit()
    assert line.textMargins().left() == ROOM
    assert line.fontMetrics().horizontalAdvance(box.text()) + ROOM <= line.width()
    assert box.minimumSizeHint().width() <= box.sizeHint().width()
