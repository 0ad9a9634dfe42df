"""The sales of a period as entries for the accountant's program."""

from datetime import date
from typing import cast

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.ledger import ChartOfAccounts, LedgerEntry, sales_journal
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.periods import refuse_reversed
from trainingdesk.reports.ledger_files import Layout, as_file, layouts
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity
from trainingdesk.storage import reports as store
from trainingdesk.storage.database import unit_of_work

SETTING = "chart_of_accounts"


def chart(office: Office) -> ChartOfAccounts:
    """Return the accounts that the office writes its sales to."""
    kept = cast("dict[str, object]", identity.setting(office.db, SETTING, {}))
    if not kept:
        return ChartOfAccounts()
    plain = {name: str(value) for name, value in kept.items() if name not in {"sales", "tva"}}
    usual = ChartOfAccounts()
    sales = cast("dict[str, str]", kept.get("sales", {}))
    return ChartOfAccounts(
        **plain,
        sales={kind: sales.get(kind, usual.sales[kind]) for kind in LineKind},
        tva=dict(cast("dict[str, str]", kept.get("tva", {}))),
    )


def save_chart(office: Office, accounts: ChartOfAccounts) -> Changes:
    """Keep the accounts of the office.

    Raises:
        RuleBroken: one of them is no account.
    """
    checked = accounts.checked()
    value = {
        "journal": checked.journal,
        "journal_name": checked.journal_name,
        "receivable": checked.receivable,
        "deposits": checked.deposits,
        "fees": checked.fees,
        "other_tva": checked.other_tva,
        "waiting": checked.waiting,
        "sales": {kind.value: number for kind, number in checked.sales.items()},
        "tva": dict(checked.tva),
    }
    with unit_of_work(office.db):
        identity.save_setting(office.db, SETTING, value)
    return changed("Comptes enregistrés", Kind.OFFICE)


def entries(office: Office, first: date, last: date) -> tuple[LedgerEntry, ...]:
    """Return the sales of a period, an entry for each invoice and credit note.

    Entries are numbered from the first of January on, so that months that follow one another count
    on without a gap.

    Raises:
        RuleBroken: the period ends before it begins.
    """
    refuse_reversed(first, last)
    with store.snapshot(office.db):
        earlier = store.issued_between(office.db, first.replace(month=1, day=1), first)
        rows = store.period(office.db, first, last, office.today()).rows
    return sales_journal(rows, chart(office), first=earlier + 1)


def written(office: Office, first: date, last: date, key: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the journal of a period in a layout.

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
    made = entries(office, first, last)
    return layout.named(siren, first, last), as_file(made, chart(office), layout)


def _layout(key: str) -> Layout:
    known = layouts()
    if key not in known:
        raise RuleBroken(f"« {key} » n’est pas une présentation. Il y a : {', '.join(known)}.")
    return known[key]
