"""The office's terms and house rules held against the law: their values, and their text."""

import tomllib

from trainingdesk.assets import resource
from trainingdesk.documents.wording import shipped_texts
from trainingdesk.domain.conditions.conformity import (
    Finding,
    Level,
    findings,
    house_rules_findings,
)
from trainingdesk.domain.conditions.outdated import Outdated, Reference, outdated
from trainingdesk.services.conditions import in_force
from trainingdesk.services.office import Office
from trainingdesk.storage import office as identity


def conformity(office: Office) -> tuple[Finding | Outdated, ...]:
    """Return what is found in the conditions in force and in the house rules, faults first.

    Advice and outdated references follow. Values, words and a list of known references are looked
    at: it never claims to be complete.
    """
    conditions = in_force(office)
    rules = conditions.rules
    # The values of the discipline are looked at in both.
    found = dict.fromkeys((*findings(rules), *house_rules_findings(rules, house_rules(office))))
    faults = [finding for finding in found if finding.level is Level.FAULT]
    others = [finding for finding in found if finding.level is not Level.FAULT]
    return (*faults, *others, *outdated(conditions.terms, outdated_references()))


def house_rules(office: Office) -> str:
    """Return the sentences that house rules are printed from, the office's own where it has some.

    Those that its values leave out are among them: their words neither forbid nor promise more.
    """
    own = identity.texts(office.db)
    return "\n\n".join(
        own[key].body if key in own else body
        for key, body in shipped_texts().items()
        if key.startswith("house_rules.")
    )


def outdated_references() -> tuple[Reference, ...]:
    """Return the outdated references that travel with the program."""
    known = tomllib.loads(resource("law", "outdated_references.toml").read_text("utf-8"))
    return tuple(Reference(**entry) for entry in known["reference"])
