"""What every test may ask for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.support.pdf_judge import assert_valid


@pytest.fixture
def judge():
    """Return the judge of papers: `judge(pdf)` fails unless it is PDF/A-3a and PDF/UA-1."""
    return assert_valid
