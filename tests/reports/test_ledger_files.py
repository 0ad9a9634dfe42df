"""Entries in the layouts of accounting programs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support import fec_checker
from trainingdesk.domain.chart_of_accounts import Journal
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.ledger import LedgerEntry, LedgerLine, Letter
from trainingdesk.reports.ledger_files import FEC, as_file, as_lines, layouts

LETTER = Letter("AAB", date(2026, 6, 2))
SALE = LedgerEntry(
    journal=Journal("VE", "Ventes"),
    number=12,
    on=date(2026, 5, 12),
    piece="F-2026-0012",
    text="Facture F-2026-0012 Crèche l’Œuf",
    due_on=date(2026, 6, 11),
    lines=(
        LedgerLine(
            account="411000",
            label="Clients",
            debit=D("120.00"),
            aux="C00012",
            aux_label="Crèche l’Œuf",
            letter=LETTER,
        ),
        LedgerLine(account="706000", label="Prestations de formation", credit=D("100.00")),
        LedgerLine(account="445710", label="TVA collectée", credit=D("20.00")),
    ),
)
MAY = date(2026, 5, 1), date(2026, 5, 31)


def lines(key, *entries):
    layout = layouts()[key]
    text = as_file(entries or [SALE], layout).decode(layout.encoding)
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").split("\r\n")


def test_the_law_s_own_layout_stands_first_and_passes_the_strict_reader():
    assert next(iter(layouts())) == FEC
    records = fec_checker.read(as_file([SALE], layouts()[FEC]))
    assert [record["EcritureLet"] for record in records] == ["AAB", "", ""]
    assert records[0]["DateLet"] == "20260602"


def test_ciel_reads_lines_of_a_fixed_length():
    first, second, _third = lines("ciel")
    assert {len(first), len(second)} == {138}
    assert first[:5] == "    1"
    assert first[5:7] == "VE"
    assert first[7:23] == "2026051220260611"
    assert first[23:35] == "F-2026-0012 "
    assert first[35:46] == "C00012     "
    assert first[46:71] == "Facture F-2026-0012 Crèch"
    assert first[71:85] == "0000000120.00D"
    assert first[103:137].rstrip() == "Crèche l'OEuf"
    assert second[35:46] == "706000     "
    assert second[15:23] == " " * 8


def test_quadra_reads_each_value_at_its_place():
    first, second, _third = lines("quadra")
    assert first[0] == "M"
    assert first[1:9] == "C00012  "
    assert first[9:20] == "VE000120526"
    assert first[41:55] == "D+000000012000"
    assert first[63:69] == "110626"
    assert first[74:79] == "-0012"
    assert first[99:110] == "026-0012EUR"
    assert first[116:146] == "Facture F-2026-0012 Crèche l’Œ"
    assert first[148:158] == "-2026-0012"
    assert second[41] == "C"


EBP = (
    '1,12052026,VE,C00012,,"Facture F-2026-0012 Crèche l\'Œuf","F-2026-0012",120.00,D,11062026,EUR'
)
TEXT = "Facture F-2026-0012 Crèche l’Œuf"
COALA = f"12/05/2026;VE;1;C00012;120,00;0,00;{TEXT:50};F-2026-0012;E"


@pytest.mark.parametrize(("key", "wanted"), [("ebp", EBP), ("coala", COALA)])
def test_a_program_without_titles_reads_its_columns_in_order(key, wanted):
    assert lines(key)[0] == wanted


def test_a_table_has_its_titles():
    titles, first, *_ = lines("tableur")
    assert titles.startswith("Journal;Date;Pièce;Compte;Libellé du compte;Tiers;")
    assert first.startswith("VE;12/05/2026;F-2026-0012;411000;Clients;C00012;Crèche l’Œuf;")
    assert first.endswith(f"{TEXT};120,00;0,00;AAB;11/06/2026")


def test_macompta_finds_its_columns_where_it_looks_for_them():
    titles, first, *_ = (line.split(";") for line in lines("macompta"))
    told = dict(zip(titles, first, strict=True))
    assert [titles.index(name) for name in ("Date", "Pièce", "Compte", "Libellé", "Débit")] == [
        1,
        2,
        3,
        5,
        6,
    ]
    assert (told["Compte"], told["Débit"], told["Crédit"]) == ("C00012", "120,00", "0,00")


def test_a_table_is_marked_once_as_utf_8_and_runs_no_formula():
    odd = replace(SALE, text='=SOMME(A1);"x"')
    content = as_file([odd, odd], layouts()["tableur"])
    assert content.count(b"\xef\xbb\xbf") == 1
    assert content.startswith(b"\xef\xbb\xbf")
    assert '"\'=SOMME(A1);""x"""' in content.decode("utf-8-sig")


def test_quotes_inside_a_quoted_text_end_nothing():
    odd = replace(SALE, text='Facture "Roche, Fils"')
    assert ",\"Facture 'Roche Fils'\"," in lines("ebp", odd)[0]


def test_a_code_that_has_no_room_is_told_and_not_cut():
    long = replace(SALE, journal=Journal("VTE", "Ventes"))
    with pytest.raises(RuleBroken, match=r"VTE.* est trop long pour Ciel"):
        as_file([long], layouts()["ciel"])
    assert lines("tableur", long)[1].startswith("VTE;")


def test_the_file_is_made_entry_by_entry():
    endless = iter(lambda: SALE, None)
    made = as_lines(endless, layouts()[FEC])
    assert next(made).startswith(b"JournalCode\t")
    assert next(made).count(b"\r\n") == 3


@pytest.mark.parametrize("key", list(layouts()))
def test_every_layout_says_where_its_description_comes_from(key):
    layout = layouts()[key]
    assert layout.about.endswith(".")
    assert layout.named("000000117", *MAY).endswith(f".{layout.suffix}")
    assert len(lines(key)) >= 3
