"""What the tests of papers may ask for."""

from collections import Counter
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from tests.paper.full_sample import full_sample


class Structure:
    """The tree of meanings of a PDF, in reading order."""

    def __init__(self, data):
        self.elements = []
        self._pdf = pikepdf.open(BytesIO(data))
        self._walk(self._pdf.Root.StructTreeRoot.K[0])

    def _walk(self, element):
        self.elements.append(element)
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self._walk(kid)

    @property
    def roles(self):
        return [str(element.S)[1:] for element in self.elements]

    @property
    def counts(self):
        return Counter(self.roles)

    def of(self, role):
        return [element for element in self.elements if f"/{role}" == element.S]


def kids(element):
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


@pytest.fixture
def structure_of():
    """Return what reads the structure of a PDF."""
    return Structure


@pytest.fixture
def pages_of():
    """Return what reads the text of each page of a PDF, every space a plain one."""
    return lambda data: [
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages
    ]


@pytest.fixture(scope="session")
def full_paper():
    """Return the bytes of the paper that holds every block."""
    return full_sample(initials=True)
