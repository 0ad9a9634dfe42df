"""The catalogue's own words."""

import pytest

from trainingdesk.domain.courses import Category


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (Category(name="RELATION CLIENT", part="FIDÉLISATION"), "RELATION CLIENT – FIDÉLISATION"),
        (Category(name="BUREAUTIQUE"), "BUREAUTIQUE"),
    ],
)
def test_a_category_with_and_without_part(category, text):
    assert str(category) == text
