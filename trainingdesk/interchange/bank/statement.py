"""What a file of a bank told."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStatement:
    """The booked movements of an account in the order of the file.

    `account` is empty where the file does not say whose they are. `unread` are lines that hold no
    movement that could be understood; `pending` counts those that the bank has not booked yet.
    """

    account: str
    entries: tuple[BankEntry, ...]
    unread: tuple[str, ...] = ()
    pending: int = 0


EURO = "EUR"


def refuse_foreign(name: str, currencies: Iterable[str]) -> None:
    """Refuse a statement in another currency: its sums would be taken for euros.

    Raises:
        RuleBroken: one of the currencies that it names is not the euro.
    """
    foreign = sorted({each.strip().upper() for each in currencies} - {EURO, ""})
    if foreign:
        raise RuleBroken(
            f"« {name} » est en {', '.join(foreign)} : seuls les comptes en euros sont rapprochés "
            "des factures. Rien n’a été importé."
        )


def refused(name: str, why: str) -> RuleBroken:
    """Return the one sentence that says why a file brings nothing."""
    return RuleBroken(
        f"« {name} » {why} : téléchargez de nouveau le relevé sur le site de la banque, en CSV, "
        "OFX ou CAMT.053. Rien n’a été importé."
    )
