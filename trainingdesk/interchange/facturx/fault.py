"""What is wrong with an electronic invoice, in words the office can act on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that is broken, what to do about it, and the field that mends it.

    `rule` is the name that the standard or the French rules give it, or that of the key that is
    wrong; `field` is a path such as «organisation.iban» or «lines.2.quantity», counted from 1. One
    that `blocks` makes the file false or void; of the others a platform may ask more than the law
    does today.
    """

    rule: str
    sentence: str
    field: str
    blocks: bool = True
