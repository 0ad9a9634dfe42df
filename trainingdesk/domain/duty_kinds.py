"""The kinds of duties, apart from their rules: words for people lean on them."""

from enum import StrEnum, auto


class DutyKind(StrEnum):
    """The kinds of duties, in the order that a day is worked through."""

    ATTENDANCE = auto()
    ABSENCES = auto()
    ACCESS = auto()
    LINKS = auto()
    CALLS = auto()
    SOFTWARE = auto()
    MINIMUM = auto()
    PHONE = auto()
    SETTLEMENTS = auto()
    SIGNED_PAPERS = auto()
    PIECES = auto()
    DEPOSITS = auto()
    ACKNOWLEDGEMENTS = auto()
    AGREEMENTS = auto()
    AMENDMENTS = auto()
    FUNDER_REQUESTS = auto()
    FUNDER_ANSWERS = auto()
    CERTIFICATES = auto()
    INVOICES = auto()
    INSTALMENTS = auto()
    CHEQUES = auto()
    WITHDRAWALS = auto()
    FUNDERS_LATE = auto()
    REMINDERS = auto()
    SUSPENSIONS = auto()
    FORMAL_NOTICES = auto()
    PROPOSALS = auto()
    REGISTER = auto()
    INSURANCE = auto()
    DOCUMENTS = auto()
    RATES = auto()
    BPF = auto()
    DATA = auto()
    CONFORMITY = auto()
