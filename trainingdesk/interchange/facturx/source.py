"""XML from outside, read without trusting it: no entity, no network, no file without end."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lxml import etree

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.money import ZERO
from trainingdesk.french import typeset
from trainingdesk.interchange.facturx.attachment import Attachment
from trainingdesk.interchange.facturx.elements import Element
from trainingdesk.interchange.facturx.fault import Fault
from trainingdesk.interchange.safe_xml import DeclaresTypeError, safe_root

LARGEST_XML = 20 * 1024 * 1024
"""Bytes: an invoice of ten thousand lines has fifteen millions."""

_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/csv": ".csv",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
"""The kinds of files that the standard lets an invoice hold, for one that has no name."""

_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,12})?|\.\d{1,12})")


class NoInvoiceFileError(RuleBroken):
    """A PDF that can be read and carries no electronic invoice: on paper it may be one."""


class BrokenInvoiceFileError(NoInvoiceFileError):
    """A PDF that can be read, and whose electronic invoice cannot: only the paper is left."""


def parsed(content: bytes) -> Element:
    """Return the root of an XML file.

    Raises:
        RuleBroken: it is too large, is no XML, or declares a document type.
    """
    if len(content) > LARGEST_XML:
        raise RuleBroken(
            f"Ce fichier dépasse {LARGEST_XML // 1024 // 1024} Mo : ce n’est pas une facture "
            "électronique ordinaire. Demandez-la à nouveau au fournisseur."
        )
    try:
        return safe_root(content.lstrip())
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise RuleBroken(
                "Ce fichier XML contient une pièce jointe de plus de 7 Mo, ou un contenu démesuré. "
                "Demandez au fournisseur de l’envoyer à part."
            ) from error
        raise RuleBroken(
            "Ce fichier XML est abîmé et ne peut pas être lu : demandez-le à nouveau au "
            "fournisseur."
        ) from error
    except DeclaresTypeError as error:
        raise RuleBroken(
            "Ce fichier XML déclare un type de document, ce qu’aucune facture ne fait : par "
            "prudence, il n’est pas lu. Demandez-le à nouveau au fournisseur."
        ) from error


@dataclass
class Source:
    """A parsed invoice, asked part by part; what cannot be understood is gathered in `faults`."""

    namespaces: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def all(self, parent: Element, path: str) -> list[Element]:
        """Return the elements at a path."""
        return parent.findall(path, dict(self.namespaces))

    def words(self, parent: Element, *paths: str) -> str:
        """Return the text at the first of some paths that has one."""
        for path in paths:
            for found in self.all(parent, path):
                words = (found.text or "").strip()
                if words:
                    return words
        return ""

    def compact(self, parent: Element, *paths: str) -> str:
        """Return a number that names something, without the spaces that people put in it."""
        return "".join(self.words(parent, *paths).split())

    def number(self, parent: Element, path: str, otherwise: Decimal = ZERO) -> Decimal:
        """Return the number at a path; *otherwise* where there is none or it is none."""
        return self._number(self.words(parent, path), path, otherwise)

    def known(self, parent: Element, path: str) -> Decimal | None:
        """Return the number at a path, if there is one."""
        return self.number(parent, path) if self.words(parent, path) else None

    def attributes(self, parent: Element, path: str, name: str) -> list[str]:
        """Return an attribute of each element at a path, empty where it is missing."""
        return [str(found.get(name, "")) for found in self.all(parent, path)]

    def attachments(self, parent: Element, path: str) -> tuple[Attachment, ...]:
        """Return the files that are written inside the invoice, each at an element of a path.

        One that cannot be decoded is named all the same, and told among the faults.
        """
        return tuple(
            self._attachment(found, f"piece-{number}")
            for number, found in enumerate(self.all(parent, path), 1)
        )

    def _attachment(self, found: Element, otherwise: str) -> Attachment:
        kind = str(found.get("mimeCode", ""))
        name = str(found.get("filename", "")).strip() or f"{otherwise}{_SUFFIXES.get(kind, '')}"
        try:
            return Attachment(name, base64.b64decode("".join((found.text or "").split())))
        except ValueError:
            self._unread("La pièce jointe", name, "AttachmentBinaryObject")
            return Attachment(name, None)

    def texts(self, parent: Element, path: str) -> tuple[str, ...]:
        """Return the text of each element at a path that has one."""
        found = ((one.text or "").strip() for one in self.all(parent, path))
        return tuple(filter(None, found))

    def day(self, parent: Element, path: str) -> date | None:
        """Return the day at a path, written AAAAMMJJ or AAAA-MM-JJ, if there is one."""
        words = self.words(parent, path)
        if not words:
            return None
        try:
            # A time zone may follow.
            return date.fromisoformat(words[: 10 if "-" in words[:5] else 8])
        except ValueError:
            self._unread("La date", words, path)
            return None

    def _number(self, words: str, path: str, otherwise: Decimal) -> Decimal:
        plain = words.strip()
        if not plain:
            return otherwise
        if not _NUMBER.fullmatch(plain):
            self._unread("Le nombre", plain, path)
            return otherwise
        return Decimal(plain)

    def _unread(self, what: str, words: str, path: str) -> None:
        name = path.rsplit(":", 1)[-1]
        sentence = typeset(f"{what} « {words[:40]} » ({name}) est illisible.")
        self.faults.append(Fault("format", sentence, name))
