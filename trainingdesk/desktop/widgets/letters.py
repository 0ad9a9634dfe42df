"""Which letter tells a decision to the client."""

from trainingdesk.domain.decision_letters import letter_of

__all__ = ["letter_of"]
