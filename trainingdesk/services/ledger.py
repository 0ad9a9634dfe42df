"""Sales and money as entries for the accountant's program, by the accounts of the office."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from trainingdesk.domain.chart_of_accounts import ChartOfAccounts, Journal, Till
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.ledger import LedgerEntry, LedgerSource, ledger_entries
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.payments import PaymentMeans
from trainingdesk.domain.periods import check_period
from trainingdesk.reports.ledger_files import Layout, as_file, layouts
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import ledger as store
from trainingdesk.storage import office as identity
from trainingdesk.storage import reports
from trainingdesk.storage.database import unit_of_work

SETTING = "chart_of_accounts"
NOT_THE_FEC = (
    "Ces écritures sont celles des seules ventes et de leurs règlements : ce n’est pas le fichier "
    "des écritures comptables (FEC) de l’exercice, que tient le comptable."
)


def chart(office: Office) -> ChartOfAccounts:
    """Return the accounts and journals that the office writes to."""
    kept = cast("dict[str, Any]", identity.setting(office.db, SETTING, {}))
    if not kept:
        return ChartOfAccounts()
    usual = ChartOfAccounts()
    grouped = {
        "sales_journal": Journal(**kept["sales_journal"]),
        "sales": {kind: kept["sales"].get(kind, usual.sales[kind]) for kind in LineKind},
        "tills": {
            means: _till(kept["tills"].get(means)) or usual.tills[means] for means in PaymentMeans
        },
    }
    return ChartOfAccounts(**(kept | grouped))


def _till(kept: Mapping[str, Any] | None) -> Till | None:
    return Till(Journal(**kept["journal"]), kept["account"]) if kept else None


def save_chart(office: Office, accounts: ChartOfAccounts) -> Changes:
    """Keep the accounts and journals of the office.

    Raises:
        RuleBroken: one of them is no account, no journal or no code.
    """
    checked = accounts.checked()
    value = {
        name: getattr(checked, name)
        for name in ChartOfAccounts.__dataclass_fields__
        if name not in {"sales_journal", "sales", "tva", "tills", "own_codes"}
    } | {
        "sales_journal": asdict(checked.sales_journal),
        "sales": dict(checked.sales),
        "tva": dict(checked.tva),
        "tills": {means: asdict(till) for means, till in checked.tills.items()},
        "own_codes": dict(checked.own_codes),
    }
    with unit_of_work(office.db):
        identity.save_setting(office.db, SETTING, value)
    return changed("Comptes et journaux enregistrés", Kind.OFFICE)


def entries(office: Office, first: date, last: date) -> tuple[LedgerEntry, ...]:
    """Return the entries of a period: invoices, credit notes and, if wanted, money.

    Each journal counts on from the first of January, so that months that follow one another have
    no gap. What is written down later of an earlier day moves the numbers behind it.

    Raises:
        RuleBroken: the period ends before it begins, or the office has no identity yet.
    """
    check_period(first, last)
    accounts = chart(office)
    on_debits = identity.organisation(office.db).vat_on_debits
    begins = first.replace(month=1, day=1)
    with reports.snapshot(office.db):
        source = _source(office, begins, last, with_money=accounts.books_money, on_debits=on_debits)
    made = ledger_entries(source, accounts, on_debits=on_debits)
    return tuple(entry for entry in made if entry.on >= first)


def _source(
    office: Office, first: date, last: date, *, with_money: bool, on_debits: bool
) -> LedgerSource:
    db = office.db
    rows = reports.issued(db, first, last, office.today())
    if not with_money:
        return LedgerSource(rows=rows)
    return LedgerSource(
        rows=rows,
        money=store.money(db, first, last),
        slips=store.slips(db, first, last),
        taxed=() if on_debits else reports.paid_invoices(db, first, last, taxed=True),
        letters=store.letters(db),
    )


def rendered(made: Iterable[LedgerEntry], key: str) -> bytes:
    """Return entries as the bytes of a file in a layout.

    Raises:
        RuleBroken: there is no such layout, or a code of the office is longer than it has room for.
    """
    return as_file(made, _layout(key))


def file_name(office: Office, first: date, last: date, key: str) -> str:
    """Return the name that a layout wants for the entries of a period.

    Raises:
        RuleBroken: there is no such layout, or the SIREN in the name of the file is missing.
    """
    layout = _layout(key)
    siren = identity.organisation(office.db).siren
    if "{siren}" in layout.file_name and not siren:
        raise RuleBroken(
            "Le nom de ce fichier porte le SIREN : saisissez le SIRET dans Fichier › Organisme.",
            "siret",
        )
    return layout.named(siren, first, last)


def _layout(key: str) -> Layout:
    known = layouts()
    if key not in known:
        raise RuleBroken(f"« {key} » n’est pas une présentation. Il y a : {', '.join(known)}.")
    return known[key]
