"""The yearly pedagogical and financial report (BPF, cerfa 10443): what feeds its frames."""

from trainingdesk.domain.invoices import BpfOrigin
from trainingdesk.domain.lines import LineKind
from trainingdesk.domain.parties import ClientKind, FunderKind

_CLIENTS = {
    ClientKind.COMPANY: BpfOrigin.COMPANIES,
    ClientKind.INDIVIDUAL: BpfOrigin.INDIVIDUALS,
    ClientKind.PUBLIC_BODY: BpfOrigin.PUBLIC_AGENTS,
    ClientKind.TRAINING_OFFICE: BpfOrigin.TRAINING_OFFICES,
}

_FUNDERS = {
    FunderKind.OPCO: BpfOrigin.SKILLS_PLAN,
    FunderKind.SELF_EMPLOYED_FUND: BpfOrigin.SELF_EMPLOYED,
    FunderKind.CDC: BpfOrigin.CPF,
    FunderKind.TRANSITIONS_PRO: BpfOrigin.TRANSITION,
    FunderKind.FRANCE_TRAVAIL: BpfOrigin.FRANCE_TRAVAIL,
    FunderKind.STATE: BpfOrigin.STATE,
    FunderKind.REGION: BpfOrigin.REGIONS,
    FunderKind.EUROPE: BpfOrigin.EUROPE,
    FunderKind.OTHER_PUBLIC: BpfOrigin.OTHER_PUBLIC,
}


def origin(line: LineKind, client: ClientKind, funder: FunderKind | None) -> BpfOrigin:
    """Return the line of frame C that a sale is proposed for: by who pays the office.

    A fund that refunds the client afterwards changes nothing; coaching and the hire of a room are
    outside. An OPCO counts under 2h unless the office says that the money is of another scheme.
    """
    if line in {LineKind.COACHING, LineKind.ROOM}:
        return BpfOrigin.OUTSIDE
    return _CLIENTS[client] if funder is None else _FUNDERS[funder]
