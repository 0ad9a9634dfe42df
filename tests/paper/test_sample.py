"""One paper with every block, before its judges."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.paper.full_sample import INFO, LETTERHEAD
from tests.support import pdf_judge, verapdf
from trainingdesk.paper import blocks as b
from trainingdesk.paper.page import render


def test_every_block_over_a_page_break_is_pdf_a_and_accessible(full_paper, judge):
    judge(full_paper)


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_minimal_paper_is_pdf_a_and_accessible(judge, orientation):
    judge(render(INFO, LETTERHEAD, b.title("Titre"), orientation=orientation))


def test_the_judge_finds_a_fault(full_paper, judge, tmp_path):
    with pikepdf.open(BytesIO(full_paper)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(tmp_path / "untagged.pdf")
    with pytest.raises(AssertionError, match="ua1"):
        judge((tmp_path / "untagged.pdf").read_bytes())


@pytest.mark.parametrize(
    ("stream", "innocent"),
    [
        pytest.param(b"<< /Length 3 >>\nstream\nab\r\nendstream", True, id="ends in 0x0D"),
        pytest.param(b"<< /Length 2 >>\nstream\nab\r\nendstream", False, id="length too short"),
        pytest.param(b"<< /Length 2 >>\nstream\nab\nendstream", False, id="nothing odd"),
        pytest.param(b"<< >>\nstream\nab\r\nendstream", False, id="no length"),
    ],
)
def test_a_stream_is_acquitted_only_when_it_ends_in_a_carriage_return(stream, innocent):
    pdf = b"%PDF\n7 0 obj\n" + stream + b"\nendobj\n"
    assert pdf_judge.stream_ends_in_carriage_return(pdf, 7) == innocent
    assert not pdf_judge.stream_ends_in_carriage_return(pdf, 8)


def test_the_reference_judge_agrees(full_paper, tmp_path):
    if reason := verapdf.missing():
        pytest.skip(f"veraPDF: {reason}")
    sample = tmp_path / "sample.pdf"
    sample.write_bytes(full_paper)
    untagged = tmp_path / "untagged.pdf"
    with pikepdf.open(sample) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(untagged)
    run = subprocess.run(
        [sys.executable, Path(verapdf.__file__), sample, untagged],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    findings = json.loads(run.stdout)
    assert str(sample) not in findings
    assert set(findings[str(untagged)]) == {"3a", "ua1"}
