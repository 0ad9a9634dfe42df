"""What the law publishes and changes: reference rates by half-year, and mentions of VAT by date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Slot

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.rates import Ui_RatesForm
from trainingdesk.desktop.widgets import cells
from trainingdesk.desktop.widgets.binding import FormInvalidError, choices_of
from trainingdesk.domain.labels import label
from trainingdesk.domain.reference_rates import (
    RateKind,
    ReferenceRate,
    ReferenceRates,
    half_year,
    half_year_text,
    next_half_year,
)
from trainingdesk.domain.tva import Exemption, TaxMention
from trainingdesk.services import reference
from trainingdesk.services.changes import Changes

ABOUT = {
    RateKind.ECB_REFI: "Taux de refinancement de la Banque centrale européenne en vigueur le "
    "1er janvier et le 1er juillet : la loi en tire le taux des pénalités de retard entre "
    "professionnels.",
    RateKind.LEGAL_PROFESSIONAL: "Taux fixé par arrêté chaque semestre, quand le créancier agit "
    "pour son activité professionnelle, comme l’organisme : les conditions de vente en tirent "
    "leur plancher, et c’est celui que doit un particulier mis en demeure.",
    RateKind.LEGAL_INDIVIDUAL: "Taux fixé par arrêté chaque semestre, quand le créancier est un "
    "particulier : c’est celui que l’organisme lui devrait.",
}
SOURCES = {
    RateKind.ECB_REFI: "Banque centrale européenne",
    RateKind.LEGAL_PROFESSIONAL: "Arrêté fixant le taux de l’intérêt légal",
    RateKind.LEGAL_INDIVIDUAL: "Arrêté fixant le taux de l’intérêt légal",
}


@dataclass(frozen=True, slots=True)
class KnownReference:
    """The rates by kind, latest first, and the mentions by date."""

    rates: Mapping[RateKind, tuple[ReferenceRate, ...]] = field(default_factory=dict)
    mentions: tuple[TaxMention, ...] = ()


class RatesEditor(Editor[KnownReference]):
    """A table of rates, one kind at a time, and a table of mentions."""

    form = Ui_RatesForm
    record = KnownReference
    noun = "Taux de référence et mentions de TVA"
    fresh = known = ""

    def prepare(self) -> None:
        """Lay out both tables."""
        self._kind = RateKind.ECB_REFI
        for kind, words in choices_of(RateKind):
            self.ui.rate_kind.addItem(words, kind)
        self.ui.rate_table.arrange(
            (
                cells.half_year("starts_on", "Semestre", self.office.today),
                cells.percent("rate", "Taux (%)"),
                cells.text("source", "Source", stretches=True),
            ),
            self._next,
            check=reference.checked_rate,
            ordered=False,
        )
        self.ui.mention_table.arrange(
            (
                cells.choice("exemption", "Cas", Exemption, width=240),
                cells.dated("starts_on", "À partir du", self.office.today),
                cells.text("text", "Mention imprimée", width=310),
                cells.text("source", "Source", stretches=True),
            ),
            self._next_mention,
            check=reference.checked_mention,
            ordered=False,
        )
        self.ui.rate_kind.currentIndexChanged.connect(self._change_kind)
        self.ui.rate_table.edited.connect(self._edited)
        self.ui.mention_table.edited.connect(self.touch)

    def load(self, row_id: int | None) -> KnownReference:  # noqa: ARG002 - there is one of each
        """Return all that is known."""
        return KnownReference(
            {kind: tuple(reference.known_rates(self.office, kind)) for kind in RateKind},
            reference.tax_mentions(self.office),
        )

    def shown(self) -> None:
        """Show the rates of the first kind, and the mentions."""
        self._rates = dict(self.value.rates)
        self.ui.mention_table.show_records(self.value.mentions)
        self._show_kind()

    def complete(self, value: KnownReference) -> KnownReference:  # noqa: ARG002 - tables hold all
        """Return rates and mentions once both tables can be read."""
        self._rates[self._kind] = self.ui.rate_table.records()
        return KnownReference(dict(self._rates), self.ui.mention_table.records())

    def store(self, value: KnownReference) -> Changes:
        """Write them."""
        return reference.save_reference(self.office, value.rates, value.mentions)

    def mark(self, field: str, words: str) -> bool:
        """Say below its table what is wrong with several rows together."""
        tables = {"rates": self.ui.rate_table, "mentions": self.ui.mention_table}
        if field not in tables:
            return super().mark(field, words)
        self.ui.tabs.setCurrentIndex(list(tables).index(field))
        tables[field].tell(words)
        return True

    @Slot()
    def _change_kind(self) -> None:
        """Show the rates of another kind; those typed are kept, unless they cannot be read."""
        try:
            self._rates[self._kind] = self.ui.rate_table.records()
        except FormInvalidError:
            with QSignalBlocker(self.ui.rate_kind):
                self.ui.rate_kind.setCurrentIndex(list(RateKind).index(self._kind))
            return
        self._kind = list(RateKind)[self.ui.rate_kind.currentIndex()]
        self._show_kind()

    def _show_kind(self) -> None:
        self.ui.explanation.setText(ABOUT[self._kind])
        self.ui.rate_table.show_records(self._rates[self._kind])
        self._tell_missing()

    @Slot()
    def _edited(self) -> None:
        self.touch()
        self._tell_missing()

    def _tell_missing(self) -> None:
        """Say which rates of the current half-year are still to be typed."""
        typed = self._rates | {self._kind: self.ui.rate_table.peek()}
        entered = [rate for own in typed.values() for rate in own if rate.rate > 0]
        today = self.office.today()
        missing = " ; ".join(map(label, ReferenceRates(tuple(entered)).missing(today)))
        self.ui.missing.setText(f"Il manque pour le {half_year_text(today)}, en cours : {missing}.")
        self.ui.missing.setVisible(bool(missing))

    def _next(self) -> ReferenceRate:
        """Return the row of the half-year that is wanting, its rate still to type."""
        known = [rate.starts_on for rate in self.ui.rate_table.peek()]
        return ReferenceRate(
            kind=self._kind,
            starts_on=next_half_year(max(known)) if known else half_year(self.office.today()),
            rate=Decimal(0),
            source=SOURCES[self._kind],
        )

    def _next_mention(self) -> TaxMention:
        """Return a row whose text is still to type, in force from the next year on."""
        return TaxMention(
            exemption=Exemption.TRAINING,
            starts_on=self.office.today().replace(
                year=self.office.today().year + 1, month=1, day=1
            ),
            text="",
            source="",
        )
