"""The seal of a paper: valid archives stay valid, and no byte changes unseen."""

import json
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.paper.full_sample import full_sample
from tests.support import verapdf
from tests.support.certificates import HOLDER, PASSWORD, p12, rsa_key, without_key
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.paper.seal import is_intact, open_seal, sealed

REASON = "Garantir l’origine et l’intégrité du document"


@pytest.fixture(scope="module")
def paper():
    return full_sample(initials=True)


@pytest.fixture(scope="module")
def seal():
    return open_seal(p12(issuer=False), PASSWORD)


@pytest.fixture(scope="module")
def with_seal(paper, seal):
    return sealed(paper, seal, reason=REASON, location="Lyon")


def signature(pdf):
    (found,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return found


def test_a_sealed_paper_is_still_an_archive_and_accessible(judge, with_seal):
    judge(with_seal)


@pytest.mark.skipif(bool(verapdf.missing()), reason=f"veraPDF: {verapdf.missing()}")
def test_verapdf_says_the_same_of_a_sealed_paper(with_seal, tmp_path):
    file = tmp_path / "sealed.pdf"
    file.write_bytes(with_seal)
    command = [sys.executable, verapdf.__file__, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not any(json.loads(done.stdout.splitlines()[-1]).values())


def test_the_paper_stands_whole_before_its_seal(paper, with_seal):
    assert with_seal.startswith(paper)
    with pikepdf.open(BytesIO(paper)) as was, pikepdf.open(BytesIO(with_seal)) as now:
        assert now.Root.Metadata.read_bytes() == was.Root.Metadata.read_bytes()
        assert now.docinfo == was.docinfo
        assert now.pdf_version == was.pdf_version
        assert list(now.attachments) == list(was.attachments)


def test_the_seal_says_whose_it_is_why_and_where(with_seal):
    said = signature(with_seal).sig_object
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"
    assert (said["/Name"], said["/Reason"], said["/Location"]) == (HOLDER, REASON, "Lyon")


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(rsa_key, id="RSA"),
        pytest.param(lambda: ec.generate_private_key(ec.SECP384R1()), id="P-384"),
    ],
)
def test_the_signature_holds_for_the_usual_keys(judge, paper, key):
    made = sealed(paper, open_seal(p12(key=key()), PASSWORD), reason=REASON)
    found = signature(made)
    trusted = ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False)
    assert validate_pdf_signature(found, trusted).bottom_line
    assert is_intact(made)
    judge(made)


def test_any_byte_that_changes_breaks_the_seal(with_seal):
    start, length, rest, _ = list(signature(with_seal).byte_range)
    covered = [*range(start + 700, length, length // 7), rest + 40]
    for place in covered:
        changed = bytearray(with_seal)
        changed[place] ^= 1
        assert not is_intact(bytes(changed)), place


def test_what_is_added_after_the_seal_breaks_it(with_seal):
    assert is_intact(with_seal)
    assert not is_intact(with_seal + b"\n% added\n")


def test_a_paper_without_seal_has_none_to_hold(paper):
    assert not is_intact(paper)


def test_a_sealed_invoice_gives_its_file_back(paper, with_seal):
    with pikepdf.open(BytesIO(with_seal)) as pdf:
        (name,) = pdf.attachments
        assert pdf.attachments[name].get_file().read_bytes()


def test_a_paper_with_a_single_element_is_tagged_as_well(seal, paper, structure_of):
    with pikepdf.open(BytesIO(paper)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K = document.K[0]
        output = BytesIO()
        pdf.save(output)
    roles = structure_of(sealed(output.getvalue(), seal, reason=REASON)).roles
    assert roles[-1] == "Form"


# The file of the certificate ----------------------------------------------------------------------


def test_a_certificate_says_whose_it_is(seal):
    certificate = seal.certificate
    assert (certificate.holder, certificate.issuer) == (HOLDER, "Autorité Exemple")
    assert certificate.use == "signature, engagement (non-répudiation)"
    assert certificate.valid_from < certificate.valid_until


def test_a_certificate_that_names_no_use_seals_all_the_same():
    assert open_seal(p12(uses=None), PASSWORD).certificate.use == ""


@pytest.mark.parametrize(
    ("content", "password", "words", "field"),
    [
        pytest.param(p12, "autre", "n’ouvre pas ce certificat", "password", id="wrong"),
        pytest.param(p12, "", "Tapez le mot de passe", "password", id="none typed"),
        pytest.param(lambda: b"%PDF-1.7", PASSWORD, "n’est pas un certificat", "content", id="pdf"),
        pytest.param(lambda: b"", PASSWORD, "n’est pas un certificat", "content", id="empty"),
        pytest.param(lambda: p12()[:-9], PASSWORD, "ou il est abîmé", "content", id="cut short"),
        pytest.param(without_key, PASSWORD, "pas la clé privée", "content", id="no key"),
        pytest.param(lambda: p12(password=""), "", "aucun mot de passe", "content", id="unlocked"),
        pytest.param(
            lambda: p12(uses={"key_encipherment"}),
            PASSWORD,
            "pas fait pour signer",
            "content",
            id="made for a server",
        ),
        pytest.param(
            lambda: p12(key=rsa_key(1024)), PASSWORD, "ne convient pas", "content", id="weak key"
        ),
        pytest.param(
            lambda: p12(key=ec.generate_private_key(ec.SECP256K1())),
            PASSWORD,
            "ne convient pas",
            "content",
            id="odd curve",
        ),
    ],
)
def test_a_file_that_cannot_seal_is_refused_in_words(content, password, words, field):
    with pytest.raises(RuleBroken, match=words) as refused:
        open_seal(content(), password)
    assert refused.value.field == field


def test_a_name_without_common_name_is_that_of_the_firm():
    assert open_seal(p12(holder=None), PASSWORD).certificate.holder == HOLDER
