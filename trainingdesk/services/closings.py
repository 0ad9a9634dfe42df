"""Closing months and years: what they came to is kept for ever, and no invoice enters them again.

A till or an invoicing program closes each month and each year with a total that runs on for ever
(CGI art. 286, I, 3° bis). Payments count by the day that they were written down.
"""

from datetime import date, timedelta

from trainingdesk.domain.calendar import month_end
from trainingdesk.domain.closings import ClosedSpan, Closing
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.french import euros, long_date, month, plural
from trainingdesk.services.changes import Changes, Kind, changed
from trainingdesk.services.office import Office
from trainingdesk.storage import closings as store
from trainingdesk.storage.database import unit_of_work


def next_month(office: Office) -> date | None:
    """Return the first day of the month to close next, `None` while nothing was ever issued."""
    last = store.last_closed(office.db, ClosedSpan.MONTH)
    if last is not None:
        return last.ends_on + timedelta(days=1)
    first = store.first_issued_on(office.db)
    return first.replace(day=1) if first else None


def next_year(office: Office) -> int | None:
    """Return the year to close next: its last month is closed, and it is not."""
    last = store.last_closed(office.db, ClosedSpan.MONTH)
    if last is None:
        return None
    year = store.last_closed(office.db, ClosedSpan.YEAR)
    coming = year.ends_on.year + 1 if year else _first_year(office)
    return coming if last.ends_on >= date(coming, 12, 31) else None


def _first_year(office: Office) -> int:
    return min(one.starts_on for one in store.every(office.db)).year


def can_close_month(office: Office) -> date | None:
    """Return the month to close next if it is over."""
    coming = next_month(office)
    return coming if coming is not None and month_end(coming) < office.today() else None


def close_month(office: Office, day: date) -> Changes:
    """Close the month of a day.

    Raises:
        RuleBroken: it is not over, is closed already, or an earlier one is still open.
    """
    first, last = day.replace(day=1), month_end(day)
    with unit_of_work(office.db):
        _refuse_running(office, month(first), last)
        coming = next_month(office)
        if coming is None:
            raise RuleBroken("Aucune facture n’a été émise : il n’y a rien à clôturer.", "month")
        if first < coming:
            raise RuleBroken(
                f"{_capital(month(first))} est déjà clôturé, ou précède la première facture.",
                "month",
            )
        if first > coming:
            raise RuleBroken(f"Clôturez d’abord {month(coming)} : il est encore ouvert.", "month")
        return _closed(office, ClosedSpan.MONTH, first, last)


def close_year(office: Office, year: int) -> Changes:
    """Close a calendar year, whose months are all closed.

    Raises:
        RuleBroken: it is not over, is closed already, or one of its months or an earlier year is
            still open.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    with unit_of_work(office.db):
        _refuse_running(office, f"l’année {year}", last)
        coming = next_year(office)
        if coming is None:
            _refuse_open_month(office, year)
        elif year > coming:
            raise RuleBroken(f"Clôturez d’abord l’année {coming}.", "year")
        if coming != year:
            raise RuleBroken(
                f"L’année {year} est déjà clôturée, ou précède la première facture.", "year"
            )
        return _closed(office, ClosedSpan.YEAR, first, last)


def _refuse_open_month(office: Office, year: int) -> None:
    open_month = next_month(office)
    if open_month is None:
        raise RuleBroken("Aucune facture n’a été émise : il n’y a rien à clôturer.", "year")
    if open_month.year <= year:
        raise RuleBroken(
            f"Clôturez d’abord {month(open_month)} : un mois de l’année est encore ouvert.", "year"
        )


def refuse_closed(office: Office, on: date) -> None:
    """Refuse to date an invoice in a period that is closed, or before it.

    Raises:
        RuleBroken: it is.
    """
    closing = store.covering(office.db, on)
    if closing is not None:
        raise RuleBroken(
            f"{_capital(closing.name)} est clôturé depuis le {long_date(closing.closed_on)} : "
            f"datez la facture du {long_date(_last_day(office) + timedelta(days=1))} ou après.",
            "issued_on",
        )


def _last_day(office: Office) -> date:
    return max(one.ends_on for one in store.every(office.db))


def _refuse_running(office: Office, name: str, last: date) -> None:
    if last >= office.today():
        raise RuleBroken(
            f"{_capital(name)} n’est pas terminé : la clôture se fait à partir du "
            f"{long_date(last + timedelta(days=1))}.",
            "month",
        )


def _closed(office: Office, span: ClosedSpan, first: date, last: date) -> Changes:
    closing = store.summed(office.db, span, first, last, office.today())
    saved = store.add(office.db, closing)
    return changed(
        _told(closing, store.drafts_within(office.db, first, last)),
        Kind.INVOICES,
        saved=saved,
    )


def _told(closing: Closing, drafts: int) -> str:
    said = (
        f"Clôture {closing.of_name} : {plural(closing.invoices, 'facture')}, "
        f"{euros(closing.total_ttc)} TTC ; total perpétuel {euros(closing.perpetual_ttc)}."
    )
    if drafts:
        theirs = "leurs factures seront datées" if drafts > 1 else "sa facture sera datée"
        said += (
            f" {plural(drafts, 'brouillon porte', 'brouillons portent')} sur cette période : "
            f"{theirs} d’après."
        )
    return said


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
