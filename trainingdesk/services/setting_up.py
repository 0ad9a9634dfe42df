"""The office's identity and numbering, written together as they are entered."""

from collections.abc import Mapping
from types import MappingProxyType

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.instalments import StagedGuard
from trainingdesk.domain.organisation import Organisation
from trainingdesk.domain.prices import FeeVat
from trainingdesk.services import fees, identity, payments
from trainingdesk.services.changes import Changes
from trainingdesk.services.office import Office
from trainingdesk.storage import office as store
from trainingdesk.storage.database import unit_of_work


def current_organisation(office: Office) -> Organisation | None:
    """Return the office's identity, or `None` before it is entered."""
    return next(iter(store.ORGANISATIONS.where(office.db)), None)


def save_setup(
    office: Office,
    organisation: Organisation,
    patterns: Mapping[str, str],
    *,
    next_numbers: Mapping[str, int] = MappingProxyType({}),
    fee_vat: FeeVat | None = None,
    staged_guard: StagedGuard | None = None,
) -> Changes:
    """Write the identity, the numbering, and what the law leaves to the office where it is chosen.

    The guard of staged payments holds from today on; *next_numbers* are those that sequences which
    gave none yet go on with.

    Raises:
        RuleBroken: something is wrong and nothing is written; `field` says what.
    """
    with unit_of_work(office.db):
        changes = identity.save_organisation(office, organisation)
        for kind, text in patterns.items():
            _save_pattern(office, kind, text)
        for kind, first in next_numbers.items():
            identity.begin_at(office, kind, first)
        if fee_vat is not None and fee_vat is not fees.fee_vat(office):
            fees.choose_fee_vat(office, fee_vat)
        today = office.today()
        if staged_guard is not None and staged_guard is not payments.guard_on(office, today):
            payments.choose_guard(office, staged_guard, today)
    return changes


def _save_pattern(office: Office, kind: str, text: str) -> None:
    if text == identity.pattern(office, kind).text:
        return
    try:
        identity.save_pattern(office, kind, text)
    except RuleBroken as error:
        raise RuleBroken(str(error), f"pattern_{kind}") from error
