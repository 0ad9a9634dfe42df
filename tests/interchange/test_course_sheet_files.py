"""Course sheets read from the files that offices have."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from trainingdesk.domain.courses import DayPart, HalfDay, Module
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.course_sheets import read_course_sheet, to_json

SHEETS = Path(__file__).parents[1] / "files" / "sheets"
SHORT = "Vendre mieux\n\nDurée : 2 jours\n\nPublic : équipes élargies – 1 200 €"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SHORT.encode(), id="UTF-8"),
        pytest.param(SHORT.encode("utf-8-sig"), id="UTF-8 with its mark"),
        pytest.param(SHORT.encode("cp1252"), id="Windows-1252"),
        pytest.param(SHORT.encode("utf-16"), id="UTF-16 with its mark"),
        pytest.param(SHORT.replace("\n", "\r\n").encode("cp1252"), id="line ends of Windows"),
        pytest.param(SHORT.replace("\n", "\r").encode(), id="line ends of old Macs"),
    ],
)
def test_text_is_decoded(tmp_path, content):
    path = tmp_path / "fiche.TXT"
    path.write_bytes(content)
    read = read_course_sheet(path)
    assert (read.sheet.title, read.sheet.days) == ("Vendre mieux", 2)
    assert read.sheet.audience == ("équipes élargies – 1 200 €",)


# PDF -----------------------------------------------------------------------------

STYLES = getSampleStyleSheet()


def paragraph(text: str, style: str = "Normal") -> Paragraph:
    return Paragraph(text, STYLES[style])


def pdf(path: Path, story: list[Flowable], footer: str = "", header: str = "") -> Path:
    """Write a PDF with running lines and the number of each page."""

    def margins(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(72, 30, footer)
        canvas.drawString(72, A4[1] - 30, header)
        canvas.drawRightString(A4[0] - 72, 30, f"Page {document.page}")

    document = SimpleDocTemplate(str(path), pagesize=A4)
    document.build(story, onFirstPage=margins, onLaterPages=margins)
    return path


LONG_POINT = (
    "Savoir conduire un échange de vente avec un client exigeant, reformuler sa demande et "
    "conclure avec lui sur une suite claire"
)


def test_a_pdf_is_read_across_its_pages_and_cut_lines(tmp_path):
    story: list[Flowable] = [
        paragraph("Martin Formation"),
        paragraph(
            "Réussir la vente de services auprès des grands comptes et des collectivités locales",
            "Title",
        ),
        paragraph("dans COMMERCIAL - VENTE / Réf : COM-VEN-01"),
        Spacer(1, 12),
        Table(
            [
                ["Durée", "2 jours (14 h)"],
                ["Public", paragraph(f"{LONG_POINT}.")],
                ["Modalité", "Présentiel"],
                ["Tarif", "1 250 € HT"],
            ],
            colWidths=[100, 300],
        ),
        paragraph("Objectifs de la formation", "Heading2"),
        ListFlowable(
            [paragraph(LONG_POINT), paragraph("Conclure")], bulletType="bullet", start="•"
        ),
        paragraph("Programme de la formation", "Heading2"),
        paragraph("Jour 1 - Matin", "Heading3"),
        paragraph("1. <b>Préparer</b> son rendez-vous", "Heading4"),
        paragraph("- Se renseigner"),
        PageBreak(),
        paragraph(f"- {LONG_POINT}"),
        paragraph("Conditions générales de vente", "Heading1"),
        paragraph("1.1. Prix", "Heading2"),
        paragraph("Nos prix sont fermes."),
    ]
    footer = "Martin Formation – SIRET 732 829 320 00074"
    read = read_course_sheet(pdf(tmp_path / "fiche.pdf", story, footer, "Contact : 01 02 03 04 05"))
    sheet = read.sheet
    assert sheet.title == (
        "Réussir la vente de services auprès des grands comptes et des collectivités locales"
    )
    assert (sheet.code, sheet.category, sheet.subcategory) == ("COM-VEN-01", "COMMERCIAL", "VENTE")
    assert (sheet.days, sheet.hours, sheet.price_ht) == (2, 14, 1250)
    assert sheet.audience == (f"{LONG_POINT}.",)
    assert (sheet.modality, sheet.contacts) == ("Présentiel", "01 02 03 04 05")
    assert sheet.objectives == (LONG_POINT, "Conclure")
    assert sheet.programme == (
        HalfDay(
            (Module("Préparer son rendez-vous", ("Se renseigner", LONG_POINT), 1),),
            1,
            DayPart.MORNING,
        ),
    )
    assert read.terms == "# Conditions générales de vente\n\n### 1.1. Prix\n\nNos prix sont fermes."
    assert read.unread == ("Martin Formation",)


def test_a_table_of_facts_in_a_pdf_keeps_each_value_with_its_label(tmp_path):
    contact = (
        "Inscriptions et renseignements auprès de Zoé Martin, Julie Durand ou Ali Ben Salem, Lyon, "
        "Tél. 01"
    )
    rows = [
        ("Intitulé", "Vendre mieux"),
        ("Référence", "V-12"),
        ("Durée", "14 heures (2 jours)"),
        ("Prix", "1 250,00 € HT"),
        ("Reconnaissance", "Attestation"),
        ("Modalité", "Présentiel"),
        ("Accès", "Par téléphone<br/>Par courriel"),
        ("Contact", f"{contact}<br/>Le lundi"),
        ("Ambiance", "Studieuse"),
        ("Public", f"{LONG_POINT} ; {LONG_POINT}"),
        ("Prérequis", "Aucun"),
    ]
    table = Table(
        [[paragraph(label), paragraph(value)] for label, value in rows],
        colWidths=[100, 330],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    story: list[Flowable] = [paragraph("Fiche programme", "Title"), table]
    read = read_course_sheet(pdf(tmp_path / "fiche.pdf", story))
    sheet = read.sheet
    assert (sheet.title, sheet.code, sheet.days, sheet.hours) == ("Vendre mieux", "V-12", 2, 14)
    assert (sheet.recognition, sheet.modality) == ("Attestation", "Présentiel")
    assert sheet.access == "Par téléphone\nPar courriel"
    assert sheet.contacts == f"{contact}\nLe lundi"
    assert sheet.audience == (f"{LONG_POINT} ; {LONG_POINT}",)
    assert sheet.prerequisites == ("Aucun",)
    assert read.unread == ("Ambiance : Studieuse",)


def test_the_largest_print_of_a_pdf_is_its_title(tmp_path):
    story: list[Flowable] = [
        paragraph("Martin Formation"),
        paragraph("Vendre mieux", "Title"),
        paragraph("Objectifs", "Heading2"),
        paragraph("Convaincre"),
    ]
    read = read_course_sheet(pdf(tmp_path / "fiche.pdf", story, "Réf : V-1", "Siège : Lyon"))
    assert read.sheet.title == "Vendre mieux"
    assert set(read.unread) == {"Martin Formation", "Siège : Lyon"}


def test_a_pdf_in_one_size_of_print_begins_with_its_title(tmp_path):
    path = tmp_path / "fiche.pdf"
    canvas = Canvas(str(path))
    for line, text in enumerate(["Vendre mieux", "Objectifs", "Convaincre"]):
        canvas.drawString(72, 700 - 30 * line, text)
    canvas.save()
    read = read_course_sheet(path)
    assert (read.sheet.title, read.sheet.objectives) == ("Vendre mieux", ("Convaincre",))


def test_what_the_tags_of_a_pdf_call_furniture_is_no_text_of_the_sheet(tmp_path):
    path = tmp_path / "fiche.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "Vendre mieux")
    canvas.drawString(72, 670, "Objectifs")
    canvas.drawString(72, 640, "Convaincre")
    canvas._code.append("/Artifact BMC")
    canvas.drawString(72, 740, "Martin Formation, SARL au capital de 1 000 €")
    canvas.drawString(72, 400, "Version du 12/03/2026")
    canvas._code.append("EMC")
    canvas.save()
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.save(path)
    read = read_course_sheet(path)
    assert (read.sheet.title, read.sheet.objectives) == ("Vendre mieux", ("Convaincre",))
    assert to_json(read)["version_date"] == "2026-03-12"
    assert read.unread == ()


def test_a_scanned_pdf_is_refused(tmp_path):
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path))
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    with pytest.raises(RuleBroken, match="reconnaissance de caractères"):
        read_course_sheet(path)


def test_an_encrypted_pdf_is_refused(tmp_path):
    path = pdf(tmp_path / "clair.pdf", [paragraph("Vendre mieux")])
    with pikepdf.open(path) as document:
        document.save(tmp_path / "secret.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(RuleBroken, match="mot de passe"):
        read_course_sheet(tmp_path / "secret.pdf")


# Word ----------------------------------------------------------------------------


def word(path: Path, document: Document) -> Path:
    document.save(str(path))
    return path


def test_a_word_document_is_read_by_its_styles(tmp_path):
    document = Document()
    document.add_heading("Vendre mieux", 0)
    document.add_paragraph("dans COMMERCIAL - VENTE / Réf : COM-VEN-01")
    table = document.add_table(rows=0, cols=2)
    for label, value in (
        ("Durée", "2 jours"),
        ("Tarif", "1 250 € HT"),
        ("Public", "Vendeurs\nAcheteurs"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_heading("Objectifs", 2)
    document.add_paragraph("Écouter", style="List Bullet")
    document.add_paragraph("Conclure", style="List Bullet")
    document.add_heading("Programme", 1)
    document.add_heading("Jour 1\tMatin", 3)
    document.add_paragraph("Préparer", style="List Number")
    document.add_paragraph("Se renseigner", style="List Bullet 2")
    document.add_page_break()
    document.add_paragraph("Appeler", style="List Bullet 2")
    document.add_paragraph("Recevoir", style="List Number")
    document.add_heading("Conditions générales de vente", 1)
    document.add_heading("I. Prix", 2)
    document.add_paragraph("Nos prix sont fermes.")
    document.sections[0].footer.paragraphs[
        0
    ].text = "Martin – SIRET 732 829 320 00074\tMAJ 12/03/2026"
    read = read_course_sheet(word(tmp_path / "fiche.docx", document))
    sheet = read.sheet
    assert (sheet.title, sheet.code, sheet.days, sheet.price_ht) == (
        "Vendre mieux",
        "COM-VEN-01",
        2,
        1250,
    )
    assert sheet.audience == ("Vendeurs", "Acheteurs")
    assert sheet.objectives == ("Écouter", "Conclure")
    assert sheet.programme == (
        HalfDay(
            (Module("Préparer", ("Se renseigner", "Appeler"), 1), Module("Recevoir", (), 2)),
            1,
            DayPart.MORNING,
        ),
    )
    assert to_json(read)["version_date"] == "2026-03-12"
    assert read.terms == "# Conditions générales de vente\n\n## I. Prix\n\nNos prix sont fermes."
    assert read.unread == ()


def test_a_word_document_without_styles_is_read_by_its_words(tmp_path):
    document = Document()
    for line in (SHEETS / "facts.txt").read_text(encoding="utf-8").split("\n\n"):
        for text in line.splitlines():
            document.add_paragraph(text)
    read = read_course_sheet(word(tmp_path / "fiche.docx", document))
    plain = to_json(read_course_sheet(SHEETS / "facts.txt"))
    # Each line is a paragraph here: what was cut cannot be told from a line of its own.
    assert to_json(read) | {"title": None, "unread": []} == plain | {"title": None, "unread": []}


def test_text_boxes_tracked_insertions_and_links_of_word_are_read(tmp_path):
    document = Document()
    document.add_paragraph("Vendre mieux")
    paragraph_of_list = document.add_paragraph("Public : ")
    inserted = OxmlElement("w:ins")
    inserted.append(document.add_paragraph().add_run("vendeurs")._r)
    paragraph_of_list._p.append(inserted)
    box = OxmlElement("w:txbxContent")
    box.append(document.add_paragraph("Durée : 2 jours")._p)
    run = document.add_paragraph().add_run()
    run._r.append(box)
    read = read_course_sheet(word(tmp_path / "fiche.docx", document))
    assert (read.sheet.audience, read.sheet.days) == (("vendeurs",), 2)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("fiche.odt", b"x", "n’est pas reconnu", id="unknown kind"),
        pytest.param("fiche.txt", b"", "vide", id="empty"),
        pytest.param("fiche.txt", b"\xff\xd8\x00\x01\x81", "pas un texte lisible", id="an image"),
        pytest.param("fiche.md", b"fiche \x81\x8d", "pas un texte lisible", id="undecodable"),
        pytest.param("fiche.pdf", b"%PDF-1.7 cut", "endommagé", id="damaged PDF"),
        pytest.param("fiche.docx", b"PK cut", "endommagé", id="damaged DOCX"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RuleBroken, match=message):
        read_course_sheet(path)


def test_a_word_document_without_text_is_refused(tmp_path):
    with pytest.raises(RuleBroken, match="aucun texte"):
        read_course_sheet(word(tmp_path / "fiche.docx", Document()))


# LibreOffice ---------------------------------------------------------------------

SOFFICE = shutil.which("soffice")


def office_pdf(source: Path) -> Path:
    """Let LibreOffice print a file, or skip the test where its writer is absent."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
    ]
    subprocess.run([*command, str(source)], check=False, capture_output=True, timeout=180)
    target = source.with_suffix(".pdf")
    if not target.exists():
        pytest.skip("LibreOffice is installed without its word processor")
    return target


def test_a_text_printed_by_libreoffice_reads_the_same(tmp_path):
    source = tmp_path / "fiche.txt"
    source.write_text((SHEETS / "facts.txt").read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_course_sheet(office_pdf(source)) == read_course_sheet(source)


def test_a_word_document_printed_by_libreoffice_reads_the_same(tmp_path):
    document = Document()
    document.add_heading("Manager à distance, de la confiance au résultat collectif de l’équipe", 0)
    document.add_paragraph("dans MANAGEMENT - MANAGER / Réf : MAN-01")
    table = document.add_table(rows=0, cols=2)
    for label, value in (("Durée", "2 jours (14 h)"), ("Public", f"{LONG_POINT}.")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_heading("Objectifs de la formation", 2)
    for text in (LONG_POINT, "Piloter"):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Programme", 2)
    document.add_paragraph("À l’issue de la formation, les participants sauront :")
    for half_day in ("Jour 1 – Matin", "Jour 1 – Après-midi", "Jour 2"):
        document.add_heading(half_day, 3)
        for _ in range(2):
            document.add_paragraph("Comprendre les enjeux", style="List Number")
            for _ in range(8):
                document.add_paragraph(LONG_POINT, style="List Bullet 2")
    source = word(tmp_path / "fiche.docx", document)
    read = read_course_sheet(source)
    assert read_course_sheet(office_pdf(source)) == read
    assert [len(half_day.modules) for half_day in read.sheet.programme] == [2, 2, 2]
    assert read.unread == ()
