"""Letters to late payers, and the statement of a payer's account."""

from trainingdesk.documents.paper_kind import PaperKind
from trainingdesk.documents.reminders import account_statement, letter
from trainingdesk.domain.mentions.reminders import NOTICE, REMINDER, STATEMENT
from trainingdesk.domain.reminders import NAMES, Level

FOLDER = "Relances"

_KEYS = {
    "first_reminder": Level.FIRST,
    "second_reminder": Level.SECOND,
    "payment_notice": Level.NOTICE,
}

PAPERS: tuple[PaperKind, ...] = (
    *(
        PaperKind(
            key=key,
            name=NAMES[level],
            compose=letter.compose,
            mentions=NOTICE if level is Level.NOTICE else REMINDER,
            file_name=letter.file_name,
            refusal=letter.refusal,
            folder=FOLDER,
        )
        for key, level in _KEYS.items()
    ),
    PaperKind(
        key="account_statement",
        name=account_statement.TITLE,
        compose=account_statement.compose,
        mentions=STATEMENT,
        file_name=account_statement.file_name,
        refusal=account_statement.refusal,
        folder=FOLDER,
    ),
)
