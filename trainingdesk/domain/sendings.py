"""What is sent outside the program, and noted so that it waits no longer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SendingItem(StrEnum):
    """What is sent, or told, without a paper of the program."""

    SOFTWARE_GUIDE = "software_guide"
    REMOTE_LINK = "remote_link"
    PLATFORM_ACCESS = "platform_access"
    EMPLOYER_TOLD = "employer_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What waits to be sent: to all the people of a session, under an agreement, or of a person."""

    item: SendingItem
    session_id: int | None = None
    agreement_id: int | None = None
    enrolment_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What was sent to a person, or under an agreement, and when."""

    item: SendingItem
    sent_on: date
    agreement_id: int | None = None
    enrolment_id: int | None = None
    id: int | None = None
