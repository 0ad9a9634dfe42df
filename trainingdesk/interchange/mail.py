"""E-mail drafts that the user's own mail program opens."""

from collections.abc import Sequence
from pathlib import PurePath


def draft(
    *,
    sender: str,
    to: str,
    subject: str,
    body: str,
    attachments: dict[str, bytes],
    hidden: Sequence[str] = (),
) -> bytes:
    """Return an unsent message as an `.eml` file, with PDF files attached by name.

    Those in *hidden* get it as well, unseen by the others.
    """
    # The window, which can write drafts, is shown without the grammar of addresses.
    from email.message import EmailMessage  # noqa: PLC0415
    from email.policy import SMTP  # noqa: PLC0415

    message = EmailMessage(policy=SMTP)
    # What mail programs look for to open the message for writing rather than reading.
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = sender
    if to:
        message["To"] = to
    if hidden:
        message["Bcc"] = ", ".join(hidden)
    message["Subject"] = subject
    message.set_content(body)
    for name, content in attachments.items():
        subtype = "pdf" if PurePath(name).suffix == ".pdf" else "octet-stream"
        message.add_attachment(content, maintype="application", subtype=subtype, filename=name)
    return message.as_bytes()
