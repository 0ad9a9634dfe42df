"""Inter or intra in an editor: proposed until somebody chooses, fixed once it was agreed."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLabel

from trainingdesk.domain.labels import label
from trainingdesk.domain.sessions import SessionKind
from trainingdesk.french import typeset


class KindChoice(QObject):
    """Keeps a list of kinds and the words below it up to date."""

    def __init__(self, box: QComboBox, hint: QLabel, *, is_chosen: bool) -> None:
        super().__init__(box)
        self._box = box
        self._hint = hint
        self._is_chosen = is_chosen
        self._is_proposing = False
        box.currentIndexChanged.connect(self._choose)
        box.activated.connect(self._choose)

    def settle(self, why: str) -> None:
        """Let nobody change the kind any more, and say what settled it."""
        self._box.setEnabled(False)
        self._say(typeset(why))

    def propose(self, kind: SessionKind) -> None:
        """Choose a kind while nobody did; afterwards only say that it would be usual."""
        if not self._box.isEnabled():
            return
        if not self._is_chosen:
            self._is_proposing = True
            self._box.setCurrentIndex(self._box.findData(kind))
            self._is_proposing = False
        differs = SessionKind(self._box.currentData()) is not kind
        self._say(typeset(f"Habituellement : {label(kind)}") if differs else "")

    def _choose(self) -> None:
        if not self._is_proposing:
            self._is_chosen = True
            self._say("")

    def _say(self, words: str) -> None:
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self._box.setAccessibleDescription(words)
        self._box.setToolTip(words)
