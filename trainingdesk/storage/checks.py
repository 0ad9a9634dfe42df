"""Whether an office file holds together: its bytes, its papers, its sums and its numbers."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from itertools import chain as one_after_another
from textwrap import shorten

from sqlite_utils import Database

from trainingdesk.domain.money import from_cents, to_cents
from trainingdesk.domain.numbering import DEFAULT_PATTERNS, Pattern
from trainingdesk.french import euros, listed, plural, typeset
from trainingdesk.storage import chain, closings, sales
from trainingdesk.storage.long_work import (
    Cancelled,
    GivenUp,
    Progress,
    never,
    stoppable,
    tell_nobody,
)
from trainingdesk.storage.office import setting

INVOICE_SEQUENCES = ("invoice", "credit_note")
_NUMBERS_TOLD = 5
_TOLD_OF_DAMAGE = 160


class Rule(StrEnum):
    """What is checked."""

    INTEGRITY = "integrity"
    REFERENCES = "references"
    PAPERS = "papers"
    SIGNED_COPIES = "signed_copies"
    SUPPLIER_FILES = "supplier_files"
    INVOICE_TOTALS = "invoice_totals"
    INVOICE_LINES = "invoice_lines"
    NUMBERS = "numbers"
    SESSION_DATES = "session_dates"
    CHAIN = "chain"
    CLOSINGS = "closings"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: the rule that finds it, where it lies, and a sentence for the user."""

    rule: Rule
    place: str
    sentence: str


def check(
    db: Database,
    progress: Progress = tell_nobody,
    cancelled: Cancelled = never,
) -> list[Finding]:
    """Return the faults of an office file, none for a sound one.

    Rows are read one after the other, papers' bytes included. When the user gives up, what was
    found so far is returned.
    """
    return _run(db, _every, _Watch(progress, cancelled, total=_steps(db)))


def check_chain(
    db: Database,
    progress: Progress = tell_nobody,
    cancelled: Cancelled = never,
) -> list[Finding]:
    """Return where the chain of invoices and closings does not hold, nowhere for a sound file."""
    return _run(db, _chain, _Watch(progress, cancelled, total=_count(db, "chain_link")))


def _run(
    db: Database, rules: Callable[[Database, "_Watch"], Iterator[Finding]], watch: "_Watch"
) -> list[Finding]:
    findings: list[Finding] = []
    with suppress(GivenUp), stoppable(db.conn, watch.cancelled):
        try:
            findings.extend(rules(db, watch))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            # A page that cannot be read: nothing behind it can be checked either.
            findings.append(_damaged(str(error)))
    return findings


@dataclass(slots=True)
class _Watch:
    """Tells how far the check is, and stops it when the user gives up."""

    progress: Progress
    cancelled: Cancelled
    total: int
    done: int = field(default=0)

    def step(self) -> None:
        if self.cancelled():
            raise GivenUp
        self.done += 1
        self.progress(self.done, self.total)


_COUNTED = (
    "issued_paper",
    "signed_copy",
    "supplier_invoice",
    "invoice",
    "training_session",
    "chain_link",
)
_WHOLE_FILE = 2
"""The two checks that SQLite does in one go."""


def _steps(db: Database) -> int:
    rows = sum(_count(db, table) for table in _COUNTED)
    return rows + _WHOLE_FILE + len(INVOICE_SEQUENCES)


def _count(db: Database, table: str) -> int:
    return int(db.execute(f"select count(*) from {table}").fetchone()[0])


def _every(db: Database, watch: _Watch) -> Iterator[Finding]:
    return one_after_another(
        _integrity(db, watch),
        _references(db, watch),
        _papers(db, watch),
        _signed_copies(db, watch),
        _supplier_files(db, watch),
        _invoices(db, watch),
        _numbers(db, watch),
        _session_dates(db, watch),
        _chain(db, watch),
    )


def _found(rule: Rule, place: str, sentence: str) -> Finding:
    return Finding(rule, place, typeset(sentence))


# The file itself --------------------------------------------------------------------------------


def _integrity(db: Database, watch: _Watch) -> Iterator[Finding]:
    watch.step()
    for (text,) in db.execute("pragma integrity_check"):
        if text != "ok":
            yield _damaged(text)


def _damaged(how: str) -> Finding:
    told = shorten(how, _TOLD_OF_DAMAGE, placeholder="…")
    return _found(
        Rule.INTEGRITY,
        "fichier",
        f"Le fichier est abîmé ({told}) : restaurez la dernière sauvegarde.",
    )


def _references(db: Database, watch: _Watch) -> Iterator[Finding]:
    watch.step()
    for table, row_id, target, _ in db.execute("pragma foreign_key_check"):
        yield _found(
            Rule.REFERENCES,
            f"{table} {row_id or ''}".strip(),
            f"Une ligne de « {table} » renvoie à une ligne de « {target} » qui n’existe plus : "
            "restaurez la dernière sauvegarde.",
        )


# Papers -----------------------------------------------------------------------------------------


def _papers(db: Database, watch: _Watch) -> Iterator[Finding]:
    rows = db.execute(
        "select p.title, p.file_name, p.sha256, c.pdf"
        " from issued_paper p left join paper_content c on c.paper_id = p.id order by p.id"
    )
    for title, file_name, expected, pdf in rows:
        watch.step()
        if pdf is None:
            yield _found(
                Rule.PAPERS,
                file_name,
                f"Le contenu du document « {title} » manque : restaurez la dernière sauvegarde.",
            )
        elif sha256(pdf).hexdigest() != expected:
            yield _found(
                Rule.PAPERS,
                file_name,
                f"Le document « {title} » n’est plus celui qui a été édité : "
                "restaurez la dernière sauvegarde.",
            )


def _signed_copies(db: Database, watch: _Watch) -> Iterator[Finding]:
    rows = db.execute(
        "select s.file_name, p.title, s.sha256, s.content"
        " from signed_copy s join issued_paper p on p.id = s.paper_id order by s.id"
    )
    for file_name, title, expected, content in rows:
        watch.step()
        if content is not None and sha256(content).hexdigest() != expected:
            yield _found(
                Rule.SIGNED_COPIES,
                file_name,
                f"L’exemplaire signé de « {title} » n’est plus celui qui a été reçu : "
                "restaurez la dernière sauvegarde, ou enregistrez-le de nouveau.",
            )


def _supplier_files(db: Database, watch: _Watch) -> Iterator[Finding]:
    rows = db.execute(
        "select file_name, supplier_name, number, sha256, content from supplier_invoice order by id"
    )
    for file_name, supplier, number, expected, content in rows:
        watch.step()
        if content is not None and sha256(content).hexdigest() != expected:
            yield _found(
                Rule.SUPPLIER_FILES,
                file_name,
                f"Le fichier de la facture {number} de « {supplier} » n’est plus celui qui a été "
                "reçu : restaurez la dernière sauvegarde, ou demandez-le au fournisseur.",
            )


# Invoices ---------------------------------------------------------------------------------------


def _invoices(db: Database, watch: _Watch) -> Iterator[Finding]:
    rows = db.execute(
        "select id, number, total_ht_cents, tva_cents, total_ttc_cents from invoice order by id"
    )
    for invoice_id, number, *stored in rows:
        watch.step()
        place = f"facture {number}" if number else f"brouillon de facture {invoice_id}"
        invoice = sales.invoice(db, invoice_id)
        sums = invoice.totals
        if stored != [to_cents(part) for part in (sums.total_ht, sums.tva, sums.total_ttc)]:
            yield _found(
                Rule.INVOICE_TOTALS,
                place,
                f"Le total gardé ({euros(from_cents(stored[2]))}) n’est pas celui des lignes "
                f"({euros(sums.total_ttc)}) : restaurez la dernière sauvegarde.",
            )
        kept = db.execute(
            "select total_ht_cents from invoice_line where owner_id = ? order by position",
            [invoice_id],
        )
        for item, (cents,) in zip(invoice.lines, kept, strict=True):
            if to_cents(item.total_ht) != cents:
                yield _found(
                    Rule.INVOICE_LINES,
                    place,
                    f"La ligne « {item.line.label} » garde {euros(from_cents(cents))} au lieu de "
                    f"{euros(item.total_ht)} : restaurez la dernière sauvegarde.",
                )


# Numbers ----------------------------------------------------------------------------------------


def _numbers(db: Database, watch: _Watch) -> Iterator[Finding]:
    """Compare the sequences with the numbers that invoices bear.

    A sequence may begin above one, taken over from paper or from another pattern: what comes before
    its first number is no gap.
    """
    for kind in INVOICE_SEQUENCES:
        watch.step()
        pattern = Pattern(str(setting(db, f"numbering.{kind}", DEFAULT_PATTERNS[kind])))
        last = dict(
            db.execute("select period, last from number_sequence where kind = ?", [kind]).fetchall()
        )
        given: dict[str, set[int]] = {period: set() for period in last}
        for (number,) in db.execute("select number from invoice where number is not null"):
            if (read := pattern.read(number)) is not None:
                period, sequence = read
                given.setdefault(period, set()).add(sequence)
        for period, numbers in sorted(given.items()):
            yield from _sequence(pattern, period, numbers, last.get(period, 0))


def _sequence(pattern: Pattern, period: str, given: set[int], last: int) -> Iterator[Finding]:
    place = f"numéros {pattern.text} {period}".strip()
    if not given:
        return
    if max(given) > last:
        yield _found(
            Rule.NUMBERS,
            place,
            f"Le dernier numéro donné serait {last}, mais une facture porte déjà le "
            f"{max(given)} : restaurez la dernière sauvegarde avant d’en émettre une autre.",
        )
    if missing := sorted(set(range(min(given), last + 1)) - given):
        told = listed([str(number) for number in missing[:_NUMBERS_TOLD]])
        yield _found(
            Rule.NUMBERS,
            place,
            f"{plural(len(missing), 'numéro manque', 'numéros manquent')} dans la suite ({told}"
            f"{'…' if len(missing) > _NUMBERS_TOLD else ''}) : restaurez la dernière sauvegarde, "
            "ou notez-en la raison pour un contrôle.",
        )


# Sessions ---------------------------------------------------------------------------------------


def _session_dates(db: Database, watch: _Watch) -> Iterator[Finding]:
    rows = db.execute(
        """
        select t.number, t.starts_on, t.ends_on, min(s.day), max(s.day)
        from training_session t left join slot s on s.session_id = t.id
        group by t.id order by t.id
        """
    )
    for number, starts_on, ends_on, first, last in rows:
        watch.step()
        if first is not None and (starts_on, ends_on) != (first, last):
            yield _found(
                Rule.SESSION_DATES,
                f"session {number}",
                "Les dates de la session ne sont pas celles de ses créneaux : "
                "ouvrez son calendrier et enregistrez-le.",
            )


# The chain --------------------------------------------------------------------------------------


def _chain(db: Database, watch: _Watch) -> Iterator[Finding]:
    breaks = list(chain.verify(db, watch.step))
    for broken in breaks:
        yield _found(Rule.CHAIN, broken.place, broken.sentence)
    if breaks:
        return
    # Whoever wrote the whole chain anew is betrayed by the sums of a closing.
    for closing in closings.contradicted(db):
        yield _found(
            Rule.CLOSINGS,
            f"clôture {closing.of_name}",
            f"La clôture {closing.of_name} garde {euros(closing.total_ttc)} TTC, qui ne sont plus "
            "ceux de ses factures : restaurez la dernière sauvegarde.",
        )
