"""Lists as columns, the same for a workbook and for another program."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Value = str | date | Decimal | None


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """What one column shows of each row; only amounts are added up."""

    title: str
    kind: Literal["text", "date", "amount"]
    value: Callable[[T], Value]
