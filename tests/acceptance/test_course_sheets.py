"""The course sheets of a real office import whole."""

import re
from pathlib import Path

import pytest

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.course_sheets import (
    parse_course_sheet,
    read_course_sheet,
    to_json,
)

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder ../shared/seeds is absent"),
]


def seed(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@pytest.mark.parametrize(
    ("number", "code", "title", "points", "audience"),
    [
        pytest.param(
            "002", "RCL-RCL-14", "Utiliser les réseaux sociaux dans sa relation client",
            [3, 5, 3, 2, 2, 2, 3, 2], "Tout public", id="without marks",
        ),
        pytest.param(
            "004", "RCL-RCL-12", "Transformer ses clients en ambassadeurs", [3, 3, 2, 2, 2, 2, 3],
            "Responsable de communication, de marketing, de relation client", id="Markdown",
        ),
    ],
)  # fmt: skip
def test_a_sheet_imports_with_every_field_and_nothing_unread(number, code, title, points, audience):
    values = to_json(read_course_sheet(seed(number)))
    programme = values["programme"]
    modules = [module for half_day in programme for module in half_day["modules"]]
    assert (values["code"], values["title"]) == (code, title)
    assert (values["category"], values["subcategory"]) == ("RELATION CLIENT", "RELATION CLIENTS")
    assert (values["days"], values["hours"], values["hours_derived"]) == (2, 14, True)
    assert len(values["objectives"]) == 4
    assert values["introduction"].endswith("préparés à :")
    assert [(half_day["day"], half_day["half_day"]) for half_day in programme] == [
        (1, "matin"),
        (1, "après-midi"),
        (2, "matin"),
        (2, "après-midi"),
    ]
    assert [module["number"] for module in modules] == list(range(1, len(points) + 1))
    assert [len(module["points"]) for module in modules] == points
    assert values["audience"] == [audience]
    assert [len(values[name]) for name in ("prerequisites", "methods", "assessment")] == [1, 4, 3]
    assert values["price_ht"] is values["version_date"] is values["contacts"] is None
    assert values["unread"] == []


def test_the_terms_are_kept_whole_with_their_headings():
    marked = read_course_sheet(seed("004")).terms
    bare = read_course_sheet(seed("002")).terms
    text = seed("004").read_text(encoding="utf-8")
    assert marked == text[text.index("# Conditions") :].strip()
    assert headings(bare) == headings(marked)
    assert len(headings(bare)) == 27


def test_a_sheet_reads_the_same_without_its_heading_marks():
    text = seed("004").read_text(encoding="utf-8")
    bare = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    assert parse_course_sheet(bare) == parse_course_sheet(text)


@pytest.mark.parametrize("number", ["001", "003"])
def test_conditions_are_no_course_sheet(number):
    with pytest.raises(RuleBroken, match="que des conditions générales"):
        read_course_sheet(seed(number))


def headings(terms: str) -> list[str]:
    return [line for line in terms.splitlines() if line.startswith("#")]
