"""The office itself: what its papers say of it, and its numbers."""

from dataclasses import asdict, dataclass
from typing import cast

from PySide6.QtWidgets import QLabel, QLineEdit

from trainingdesk.desktop.editors.editor import Editor
from trainingdesk.desktop.forms.organisation import Ui_OrganisationForm
from trainingdesk.desktop.widgets.shown import VAT_WORDS
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.identifiers import activity_number_looks_odd
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.numbering import Pattern
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.prices import FeeVat
from trainingdesk.french import typeset
from trainingdesk.services import fees, identity, payments, setting_up
from trainingdesk.services.changes import Changes

LEGAL_FORMS = ("", "SARL", "SAS", "SASU", "EURL", "SA", "EI", "SCOP", "Association")
REGIONS = (
    "Auvergne-Rhône-Alpes",
    "Bourgogne-Franche-Comté",
    "Bretagne",
    "Centre-Val de Loire",
    "Corse",
    "Grand Est",
    "Guadeloupe",
    "Guyane",
    "Hauts-de-France",
    "Île-de-France",
    "La Réunion",
    "Martinique",
    "Mayotte",
    "Normandie",
    "Nouvelle-Aquitaine",
    "Occitanie",
    "Pays de la Loire",
    "Provence-Alpes-Côte d’Azur",
)
EXAMPLE = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """How each kind of paper is numbered."""

    session: str
    proposal: str
    convention: str
    contract: str
    invoice: str
    credit_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that the office says of itself."""

    identity: Organisation
    pattern: Patterns
    next_invoice: int = 1
    next_credit_note: int = 1
    fee_vat: FeeVat | None = None
    staged_guard: StagedGuard = StagedGuard.WARN


_TAKEN_OVER = ("invoice", "credit_note")
BEGUN = "La suite de cette période a commencé : elle continue sans trou."
TO_BEGIN = "À saisir une fois, pour suivre le dernier numéro d’un autre logiciel."


class OrganisationEditor(Editor[Setup]):
    """The identity, entered once and printed everywhere."""

    form = Ui_OrganisationForm
    record = Setup
    noun = "Organisme"
    fresh = "première saisie"

    def prepare(self) -> None:
        """Offer legal forms and regions, and follow the patterns as they are typed."""
        self.binding.offer("identity_legal_form", [(name, name) for name in LEGAL_FORMS])
        self.binding.offer(
            "identity_activity_region", [(name, name) for name in REGIONS], empty=" "
        )
        is_open = fees.fee_vat(self.office) is None
        self.binding.offer("fee_vat", VAT_WORDS.items(), empty="À choisir" if is_open else "")
        for kind in Patterns.__dataclass_fields__:
            self._pattern_line(kind).textChanged.connect(self._show_examples)
        self.ui.identity_activity_number.editingFinished.connect(self._doubt_number)

    def load(self, row_id: int | None) -> Setup:  # noqa: ARG002 - there is but one office
        """Return what is known of the office, whether or not it was entered before."""
        return Setup(
            identity=setting_up.current_organisation(self.office) or Organisation(name=""),
            pattern=Patterns(
                **{
                    kind: identity.pattern(self.office, kind).text
                    for kind in Patterns.__dataclass_fields__
                }
            ),
            next_invoice=identity.next_number(self.office, "invoice"),
            next_credit_note=identity.next_number(self.office, "credit_note"),
            fee_vat=fees.fee_vat(self.office),
            staged_guard=payments.guard_on(self.office, self.office.today()),
        )

    def shown(self) -> None:
        """Show what depends on other fields."""
        self._show_examples()
        self._doubt_number()
        for kind in _TAKEN_OVER:
            field = cast("QLineEdit", self.binding.widget(f"next_{kind}"))
            begun = identity.is_begun(self.office, kind)
            field.setReadOnly(begun)
            field.setToolTip(typeset(BEGUN if begun else TO_BEGIN))

    def store(self, value: Setup) -> Changes:
        """Write all of it, or nothing."""
        return setting_up.save_setup(
            self.office,
            value.identity,
            asdict(value.pattern),
            next_numbers={kind: getattr(value, f"next_{kind}") for kind in _TAKEN_OVER},
            fee_vat=value.fee_vat,
            staged_guard=value.staged_guard,
        )

    def _pattern_line(self, kind: str) -> QLineEdit:
        return cast("QLineEdit", self.binding.widget(f"pattern_{kind}"))

    def _show_examples(self) -> None:
        for kind in Patterns.__dataclass_fields__:
            label = cast("QLabel", getattr(self.ui, f"example_{kind}"))
            try:
                number = Pattern(self._pattern_line(kind).text().strip()).format(
                    EXAMPLE, self.office.today()
                )
            except RuleBroken as error:
                label.setText(str(error))
                label.setProperty("role", "error")
            else:
                label.setText(typeset(f"par exemple : {number}"))
                label.setProperty("role", "muted")
            label.style().unpolish(label)
            label.style().polish(label)

    def _doubt_number(self) -> None:
        """Wonder about a number that is allowed but unlike the others."""
        digits = "".join(self.ui.identity_activity_number.text().split())
        is_odd = digits.isdecimal() and len(digits) == len("84380000038")
        is_odd = is_odd and activity_number_looks_odd(digits)
        self.ui.activity_doubt.setVisible(is_odd)
