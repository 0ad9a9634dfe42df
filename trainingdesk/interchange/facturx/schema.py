"""Whether a file has the form that a schema asks for; the schema files are given by the caller."""

from functools import cache
from pathlib import Path

from lxml import etree

from trainingdesk.french import typeset
from trainingdesk.interchange.facturx.fault import Fault
from trainingdesk.interchange.facturx.source import parsed


def schema_faults(xml: bytes, schema: Path) -> tuple[Fault, ...]:
    """Return where a file departs from a schema, the element named as the file spells it.

    Raises:
        RuleBroken: the file is no XML.
    """
    compiled = _compiled(schema)
    # What libxml2 finds is English and about the file: no field of ours mends it.
    compiled.validate(parsed(xml))
    return tuple(
        Fault(
            "XSD",
            typeset(
                f"Le fichier électronique n’a pas la forme demandée (ligne {error.line}, "
                f"{error.path.rsplit(':', 1)[-1]}) : signalez-le à l’éditeur du logiciel."
            ),
            "file",
        )
        for error in compiled.error_log  # type: ignore[attr-defined]
    )


@cache
def _compiled(schema: Path) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(schema))
