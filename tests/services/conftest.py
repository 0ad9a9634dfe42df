"""The office that the services work in."""

import pytest

from tests.support.filled_office import FilledOffice


@pytest.fixture
def filled():
    """An office in memory with one session and its people."""
    made = FilledOffice()
    yield made
    made.office.close()


@pytest.fixture
def filing(tmp_path):
    """The same office, which also writes its papers into a folder."""
    made = FilledOffice(documents=tmp_path / "Documents")
    yield made
    made.office.close()
