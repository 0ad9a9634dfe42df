"""The register of papers."""

import pytest

from trainingdesk.documents.register import PAPERS
from trainingdesk.documents.wording import shipped_texts


@pytest.mark.parametrize("key", sorted(PAPERS))
def test_a_paper_has_its_wording_and_its_mentions(key):
    kind = PAPERS[key]
    assert any(text.startswith(f"{key}.") for text in shipped_texts())
    assert kind.mentions
    assert len({mention.name for mention in kind.mentions}) == len(kind.mentions)


def test_no_two_papers_have_the_same_name():
    assert len({kind.name for kind in PAPERS.values()}) == len(PAPERS)


@pytest.mark.parametrize("key", ["invoice", "contract"])
def test_what_is_void_or_fined_without_its_mentions_is_blocked_by_them(key):
    assert any(mention.blocks for mention in PAPERS[key].mentions)
