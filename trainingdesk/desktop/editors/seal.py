"""The electronic seal of the office: its certificate, and what bears it."""

from dataclasses import dataclass

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.seal import Ui_SealForm
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.seals import Certificate, SealScope
from trainingdesk.french import short_date, typeset
from trainingdesk.services import sealing
from trainingdesk.services.changes import Changes

NOT_CHOSEN = "Choisissez le fichier remis par votre prestataire (.p12 ou .pfx)."
NOT_OPEN = "Tapez son mot de passe pour voir de qui est ce certificat."


@dataclass(frozen=True, slots=True, kw_only=True)
class SealChoice:
    """What the form shows; the password is typed anew, and only for another certificate."""

    content: bytes | None = None
    password: str = ""
    scope: SealScope = SealScope.INVOICES


class SealEditor(Editor[SealChoice]):
    """Takes a certificate once its password opens it, and chooses what it seals."""

    form = Ui_SealForm
    record = SealChoice
    noun = "Cachet électronique"
    fresh = known = ""

    def prepare(self) -> None:
        """Look into the certificate as soon as its password was typed."""
        self.ui.password.line.editingFinished.connect(self._look)
        self.ui.content.edited.connect(self._file_changed)

    def load(self, row_id: int | None) -> SealChoice:  # noqa: ARG002 - there is one seal
        """Return the seal as it is kept."""
        self._kept = sealing.office_seal(self.office)
        if self._kept is None:
            return SealChoice()
        self.ui.content.file_name = self._kept.file_name
        return SealChoice(content=self._kept.content, scope=self._kept.scope)

    def shown(self) -> None:
        """Say whose certificate is kept."""
        self._file_changed()

    def store(self, value: SealChoice) -> Changes:
        """Keep another certificate, or choose what the known one seals."""
        kept = self._kept
        if value.content is None and kept is not None:
            return sealing.remove(self.office)
        if value.content is None or (self._is_kept(value.content) and not value.password):
            return sealing.choose_scope(self.office, value.scope)
        file_name, password = self.ui.content.file_name, value.password
        return sealing.choose(self.office, value.content, file_name, password, value.scope)

    def _is_kept(self, content: bytes) -> bool:
        return self._kept is not None and self._kept.content == content

    def _file_changed(self) -> None:
        content = self.ui.content.value()
        if content is None:
            self._say(NOT_CHOSEN)
        elif self._kept is not None and self._is_kept(content):
            self._tell_of(self._kept.certificate)
        else:
            self._say(NOT_OPEN)
            self._look()

    def _look(self) -> None:
        """Open the certificate with what was typed, and say whose it is or what is wrong."""
        content, password = self.ui.content.value(), self.ui.password.value()
        if content is None or not password:
            return
        try:
            self._tell_of(sealing.look(content, password))
        except RuleBroken as error:
            self._say(NOT_OPEN)
            self.mark(error.field or "content", str(error))
            return
        self.binding.clear()

    def _tell_of(self, certificate: Certificate) -> None:
        first, last = short_date(certificate.valid_from), short_date(certificate.valid_until)
        lines = [
            f"Au nom de : {certificate.holder}",
            f"Délivré par : {certificate.issuer}",
            f"Valable du {first} au {last}",
        ]
        if certificate.use:
            lines.append(f"Usage : {certificate.use}")
        if certificate.valid_until < self.office.today():
            lines.append("Ce certificat a expiré : rien ne peut plus être scellé.")
        self._say("\n".join(lines))

    def _say(self, words: str) -> None:
        self.ui.facts.setText(typeset(words))
