"""What the user is told."""

from trainingdesk.domain.errors import RuleBroken


def test_a_refusal_is_typeset_and_names_its_field():
    refused = RuleBroken("« F-1 » : déjà émise !", "number")
    assert str(refused) == "«\xa0F-1\xa0»\xa0: déjà émise\xa0!"
    assert (refused.field, RuleBroken("x").field) == ("number", None)
