"""Files of the bank brought in once, as tables are remembered to be read, and taken out again."""

from contextlib import suppress
from pathlib import Path

from trainingdesk.domain.bank_statements import BankLine, BankStatement, LineState, fingerprints
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import plural
from trainingdesk.interchange.bank import (
    BankTable,
    ColumnUse,
    CsvLayout,
    DayOrder,
    ReadStatement,
    open_statement,
    open_table,
    read_rows,
)
from trainingdesk.interchange.table_files import content_of
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import bank as store
from trainingdesk.storage import office as settings
from trainingdesk.storage.database import unit_of_work

LAYOUTS = "bank.layouts"
MOST_LAYOUTS = 20
"""Tables of banks whose columns are remembered, the last used ones."""


def read_file(office: Office, path: Path) -> tuple[bytes, ReadStatement | BankTable]:
    """Return the bytes of a file and its movements, or its table that somebody has to explain.

    A table is read as one with the same captions was the last time.

    Raises:
        RuleBroken: it is empty, broken, too large, or no statement.
        OSError: it cannot be read.
    """
    content = content_of(path)
    read = open_statement(content, path.name)
    return content, _recalled(office, content, path.name, read)


def _recalled(
    office: Office, content: bytes, name: str, read: ReadStatement | BankTable
) -> ReadStatement | BankTable:
    """Return a table read in the letters and with the separator that its like once needed."""
    layouts = _layouts(office)
    if isinstance(read, ReadStatement) or read.key in layouts:
        return read
    for key, known in layouts.items():
        if known["encoding"] or known["separator"]:
            wanted = CsvLayout(encoding=known["encoding"], separator=known["separator"])
            with suppress(RuleBroken):
                table = open_table(content, name, wanted)
                if table.key == key:
                    return table
    return read


def remembered(office: Office, table: BankTable) -> tuple[CsvLayout, str] | None:
    """Return the layout and the account that a table with the same captions was read with."""
    known = _layouts(office).get(table.key, {})
    uses = known.get("uses", "").split(",")
    if len(uses) != len(table.captions):
        return None
    layout = CsvLayout(
        encoding=known["encoding"],
        separator=known["separator"],
        decimal_mark=known["decimal_mark"],
        day_order=DayOrder(known["day_order"]),
        uses=tuple(map(ColumnUse, uses)),
    )
    return layout, known["account"]


def _layouts(office: Office) -> dict[str, dict[str, str]]:
    kept = settings.setting(office.db, LAYOUTS, {})
    return kept if isinstance(kept, dict) else {}


def import_table(
    office: Office, file_name: str, table: BankTable, layout: CsvLayout, account: str
) -> Changes:
    """Import the movements of a table as a layout reads them, and remember both.

    Raises:
        RuleBroken: the layout lacks a column, no account is named, or nothing can be read.
    """
    if layout.trouble:
        raise RuleBroken(layout.trouble)
    if not account.strip():
        raise RuleBroken("Nommez le compte bancaire, par exemple « Compte courant ».", "account")
    chosen = {
        "encoding": layout.encoding,
        "separator": layout.separator,
        "decimal_mark": layout.decimal_mark,
        "day_order": str(layout.day_order),
        "uses": ",".join(layout.uses),
        "account": account.strip(),
    }
    with unit_of_work(office.db):
        others = {key: one for key, one in _layouts(office).items() if key != table.key}
        kept = dict([*others.items(), (table.key, chosen)][-MOST_LAYOUTS:])
        settings.save_setting(office.db, LAYOUTS, kept)
        return import_statement(office, file_name, read_rows(table, layout, account.strip()))


def import_statement(office: Office, file_name: str, read: ReadStatement) -> Changes:
    """Keep the movements of a statement that the file does not hold yet; they wait for a match.

    What the bank announces for a later day is left out: it comes with a later statement.

    Raises:
        RuleBroken: there is no movement, or none that is new.
    """
    today = office.today()
    past = [entry for entry in read.entries if entry.day <= today]
    if not past:
        raise RuleBroken(
            f"« {file_name} » ne contient aucun mouvement lisible : vérifiez les colonnes et la "
            "forme des dates. Rien n’a été importé."
        )
    prints = fingerprints(read.account, past)
    with unit_of_work(office.db):
        known = store.known(office.db, prints)
        fresh = [(entry, own) for entry, own in zip(past, prints, strict=True) if own not in known]
        if not fresh:
            raise RuleBroken(
                f"Les {plural(len(past), 'mouvement')} de « {file_name} » sont déjà importés : "
                "rien n’a été ajouté."
            )
        statement = BankStatement(file_name=file_name, account=read.account, imported_on=today)
        saved = store.STATEMENTS.insert(office.db, statement)
        for entry, own in fresh:
            line = BankLine(
                statement_id=saved,
                day=entry.day,
                label=entry.label,
                amount=entry.amount,
                reference=entry.reference,
                fingerprint=own,
            )
            store.LINES.insert(office.db, line)
    return changed(
        _told(len(fresh), len(known), read, len(read.entries) - len(past)),
        Kind.PAYMENTS,
        saved=saved,
    )


def _told(fresh: int, known: int, read: ReadStatement, ahead: int) -> str:
    told = [plural(fresh, "mouvement importé", "mouvements importés")]
    if known:
        told.append(f"{known} déjà là")
    if read.unread:
        told.append(plural(len(read.unread), "ligne sans mouvement", "lignes sans mouvement"))
    if read.pending + ahead:
        told.append(f"{read.pending + ahead} pas encore comptabilisés")
    return ", ".join(told)


def undo_import(office: Office, statement_id: int) -> Changes:
    """Remove a statement whose lines are no payment; importing its file again brings them back.

    Raises:
        RuleBroken: some of its lines are matched.
    """
    with unit_of_work(office.db):
        statement = store.STATEMENTS.get(office.db, statement_id)
        matched = len(store.lines(office.db, LineState.MATCHED, statement_id))
        if matched:
            told = plural(
                matched, "ligne de ce relevé est pointée", "lignes de ce relevé sont pointées"
            )
            raise RuleBroken(f"{told}. Remettez d’abord tout en attente.")
        store.delete_statement(office.db, statement_id)
    return changed(f"Import de « {statement.file_name} » annulé", Kind.PAYMENTS)
