"""A file that travels with an electronic invoice."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """Its name and its bytes; `content` is `None` where they cannot be taken out."""

    name: str
    content: bytes | None = field(repr=False)
