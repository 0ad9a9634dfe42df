"""The papers of a session as files."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from pikepdf import Pdf

from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.session_documents import SessionDocument, SessionDocumentKind
from trainingdesk.services import pack_files, packs, session_documents
from trainingdesk.services.print_order import Printed, save_print_order
from trainingdesk.storage import papers as store


def quietly(_done, _total, _what):
    """Hear of progress, and go on."""


@pytest.fixture
def pack(filled):
    """The conventions and joining letters of the session, issued."""
    filled.agree()
    kinds = ["convention", "joining_letter"]
    return packs.make_ready(filled.office, filled.session, quietly, kinds=kinds)


def bookmarks(path):
    """Return each bookmark with the number of those inside."""
    with Pdf.open(path) as pdf, pdf.open_outline() as outline:
        return [(item.title, len(item.children)) for item in outline.root]


def pages(path):
    with Pdf.open(path) as pdf:
        return len(pdf.pages)


def blank_pdf(count):
    with Pdf.new() as pdf:
        for _page in range(count):
            pdf.add_blank_page()
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


def come_back(filled, paper, content, name="scan.pdf"):
    """Keep the signed copy of a paper."""
    copy = store.SignedCopy(
        paper_id=paper.id, received_on=date(2026, 4, 14), file_name=name, content=content
    )
    with filled.office.db.conn:
        store.SIGNED_COPIES.insert(filled.office.db, copy)


def members(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def archive(filled, path):
    return pack_files.write_archive(filled.office, filled.session, path, quietly)


# A folder ---------------------------------------------------------------------------------------


def test_each_paper_is_a_file_with_the_bytes_that_left(filled, pack, tmp_path):
    files = pack_files.write_folder(filled.office, pack, tmp_path)
    assert [file.name for file in files] == [
        "Convention – CV-2026-0001 – Mairie d’Évian-la-Forêt.pdf",
        "Convocation – Bellil Karim.pdf",
        "Convocation – Łukasiewicz Zoé.pdf",
        "Convocation – Ndiaye Fatou.pdf",
        "Convocation – Œuvrard Amélie.pdf",
    ]
    first = pack.papers[0].paper
    assert files[0].read_bytes() == store.pdf_of(filled.office.db, first.id)


def test_the_same_papers_are_not_doubled_in_their_folder(filled, pack, tmp_path):
    files = pack_files.write_folder(filled.office, pack, tmp_path)
    assert pack_files.write_folder(filled.office, pack, tmp_path) == files
    assert len(list(tmp_path.iterdir())) == len(files)


# One PDF ----------------------------------------------------------------------------------------


def test_one_pdf_holds_every_paper_with_its_bookmark(filled, pack, tmp_path):
    path = pack_files.write_merged(filled.office, pack, tmp_path / "tout.pdf")
    assert bookmarks(path) == [
        ("Convention – Mairie d’Évian-la-Forêt", 0),
        ("Convocation", 4),
    ]
    assert pages(path) == sum(packed.paper.pages for packed in pack.papers)
    with Pdf.open(path) as pdf:
        number = filled.office.db.execute("select number from training_session").fetchone()[0]
        assert str(pdf.docinfo.Title).startswith(f"Session {number} – ")


def test_to_be_printed_each_paper_is_there_as_often_as_the_office_chose(filled, pack, tmp_path):
    save_print_order(filled.office, [Printed("joining_letter", 0), Printed("convention", 3)])
    path = pack_files.write_merged(filled.office, pack, tmp_path / "tout.pdf", copies=True)
    assert bookmarks(path) == [("Convention – Mairie d’Évian-la-Forêt", 0)]
    assert pages(path) == 3 * pack.papers[0].paper.pages


def test_nothing_issued_is_nothing_to_bind(filled, tmp_path):
    empty = packs.issued(filled.office, filled.session)
    with pytest.raises(RuleBroken, match="rien à réunir"):
        pack_files.write_merged(filled.office, empty, tmp_path / "tout.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_bound_file_is_named_after_its_session(filled):
    name = pack_files.merged_name(filled.office, filled.session, "Dossier", "OPCO Exemple")
    assert name.startswith("Dossier – OPCO Exemple – S-2026-001 ")


# For a funder -----------------------------------------------------------------------------------


@pytest.fixture
def for_funder(filled):
    """What a funder is sent once everybody came."""
    filled.fund("1400.00")
    filled.attend()
    return packs.funder_pack(filled.office, filled.session, filled.funder, quietly)


def test_what_a_funder_is_sent_is_one_pdf(filled, for_funder, tmp_path):
    path = pack_files.write_funder_pack(filled.office, for_funder, tmp_path / "opco.pdf")
    captions = [caption.partition(" – ")[0] for caption, _inside in bookmarks(path)]
    assert captions == [
        "Certificat de réalisation",
        "Feuille d’émargement par entreprise",
        "Fiche programme",
    ]
    with Pdf.open(path) as pdf:
        assert "OPCO Exemple Territoires" in str(pdf.docinfo.Title)


@pytest.mark.parametrize(
    ("content", "more"),
    [
        pytest.param(blank_pdf(7), 7, id="a scan stands for its paper"),
        pytest.param(b"a photograph", None, id="what is no PDF does not"),
    ],
)
def test_the_signed_sheet_is_what_a_funder_gets(filled, for_funder, tmp_path, content, more):
    whole = sum(packed.paper.pages for packed in for_funder.pack.papers)
    (sheet,) = [p.paper for p in for_funder.pack.papers if p.paper.kind == "attendance_company"]
    come_back(filled, sheet, content)
    path = pack_files.write_funder_pack(filled.office, for_funder, tmp_path / "opco.pdf")
    assert pages(path) == whole - sheet.pages + (more or sheet.pages)


# An archive -------------------------------------------------------------------------------------


def test_an_archive_holds_what_left_and_the_signed_copies(filled, pack, tmp_path):
    convention = pack.papers[0].paper
    come_back(filled, convention, blank_pdf(1), "convention signée.pdf")
    come_back(filled, convention, None)
    path = archive(filled, tmp_path / "session.zip")
    assert members(path) == [
        "Convention – CV-2026-0001 – Mairie d’Évian-la-Forêt.pdf",
        "Signés/convention signée.pdf",
        "Convocation – Bellil Karim.pdf",
        "Convocation – Łukasiewicz Zoé.pdf",
        "Convocation – Ndiaye Fatou.pdf",
        "Convocation – Œuvrard Amélie.pdf",
    ]
    with zipfile.ZipFile(path) as opened:
        assert opened.read(convention.file_name) == store.pdf_of(filled.office.db, convention.id)


def file_away(filled, name, kind, content):
    """File what came back to the session with it."""
    return session_documents.keep(
        filled.office,
        SessionDocument(
            session_id=filled.session,
            kind=kind,
            label="Pièce",
            received_on=filled.clock.day,
            file_name=name,
            content=content,
        ),
    )


def test_what_was_filed_with_the_session_lies_in_a_folder_of_its_own(filled, pack, tmp_path):
    sheet, log = blank_pdf(2), b"Nom;Connexion\nNdiaye;09:02\n"
    file_away(filled, "Émargement.pdf", SessionDocumentKind.ATTENDANCE_SHEET, sheet)
    file_away(filled, "connexions.csv", SessionDocumentKind.CONNECTION_LOG, log)
    file_away(filled, "émargement.PDF", SessionDocumentKind.OTHER, blank_pdf(3))
    path = archive(filled, tmp_path / "session.zip")
    names = members(path)
    assert names[len(pack.papers) :] == [
        "Pièces reçues/Émargement.pdf",
        "Pièces reçues/connexions.csv",
        "Pièces reçues/émargement (2).PDF",
    ]
    with zipfile.ZipFile(path) as opened:
        assert opened.read("Pièces reçues/Émargement.pdf") == sheet
        assert opened.read("Pièces reçues/connexions.csv") == log


def test_what_came_back_alone_makes_an_archive(filled, tmp_path):
    file_away(filled, "scan.pdf", SessionDocumentKind.ATTENDANCE_SHEET, blank_pdf(1))
    heard = []
    path = tmp_path / "session.zip"
    pack_files.write_archive(filled.office, filled.session, path, lambda *told: heard.append(told))
    assert members(path) == ["Pièces reçues/scan.pdf"]
    assert heard == [(0, 1, "scan.pdf")]


def test_copies_of_one_name_are_numbered(filled, pack, tmp_path):
    for packed in pack.papers[:2]:
        come_back(filled, packed.paper, blank_pdf(1), "Scan.pdf")
    come_back(filled, pack.papers[2].paper, blank_pdf(1), "scan.PDF")
    signed = [name for name in members(archive(filled, tmp_path / "s.zip")) if "Sign" in name]
    assert signed == ["Signés/Scan.pdf", "Signés/Scan (2).pdf", "Signés/scan (3).PDF"]


def test_a_replaced_edition_lies_apart(filled, pack, tmp_path):
    with filled.office.db.conn:
        filled.office.db.execute("update client set name = 'Mairie de Thonon' where id = 1")
    packs.make_ready(filled.office, filled.session, quietly, kinds=["convention"], redo=True)
    names = members(archive(filled, tmp_path / "session.zip"))
    assert [name for name in names if "Convention" in name] == [
        "Éditions précédentes/Convention – CV-2026-0001 – Mairie d’Évian-la-Forêt.pdf",
        "Convention – CV-2026-0001 – Mairie de Thonon.pdf",
    ]


def test_the_same_session_gives_the_same_archive(filled, pack, tmp_path):
    first = archive(filled, tmp_path / "1.zip").read_bytes()
    assert archive(filled, tmp_path / "2.zip").read_bytes() == first


def test_an_archive_that_is_given_up_leaves_no_file(filled, pack, tmp_path):
    def stop(done, _total, _what):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pack_files.write_archive(filled.office, filled.session, tmp_path / "s.zip", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_session_from_which_nothing_left_has_no_archive(filled, tmp_path):
    with pytest.raises(RuleBroken, match="Aucun document n’a encore été édité"):
        archive(filled, tmp_path / "session.zip")
    assert list(tmp_path.iterdir()) == []
