"""The general terms of sale as a paper of their own, with their version (C. com. L441-1)."""

from trainingdesk.documents import agreements as common
from trainingdesk.documents.composition import Composition
from trainingdesk.documents.file_names import file_stem
from trainingdesk.documents.wording import Wording
from trainingdesk.domain.conditions.general_terms import general_terms
from trainingdesk.domain.paper_data import GeneralTermsPaper
from trainingdesk.french import long_date
from trainingdesk.paper import blocks as b

TITLE = "Conditions générales de vente"


def compose(data: GeneralTermsPaper, wording: Wording) -> Composition:
    """Return the terms, to be initialled and signed where the office wants them back."""
    conditions = data.conditions
    in_force = wording(
        "general_terms.version",
        number=conditions.number,
        date=long_date(conditions.starts_on),
    )
    signed = common.terms_are_signed(conditions)
    story = [
        *b.title(TITLE, in_force),
        *b.markdown(general_terms(conditions, data.organisation)),
    ]
    if signed:
        accepted = b.text(wording("general_terms.acceptation"), keep_with_next=True)
        frames = common.terms_signature(conditions, data.organisation)
        story = common.ended_with(story, [*accepted, *frames])
    return Composition(
        title=TITLE,
        reference=f"version {conditions.number}",
        subject=TITLE,
        story=story,
        initials=signed,
    )


def file_name(data: GeneralTermsPaper) -> str:
    """Return the name of the file: which version, in force from when."""
    conditions = data.conditions
    return file_stem(TITLE, f"version {conditions.number}", f"au {long_date(conditions.starts_on)}")
