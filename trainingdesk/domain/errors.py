"""What the office may not do, said in words the user reads."""

from trainingdesk.french import typeset


class RuleBroken(Exception):
    """A rule of the trade refuses the action.

    The message is a French sentence shown as it stands; `field` names the field it belongs beside.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(typeset(message))
        self.field = field
