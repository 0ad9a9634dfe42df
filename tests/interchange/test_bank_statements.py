"""Statements of banks are read in every form that banks give them; what is broken is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from trainingdesk.domain.bank_statements import BankEntry
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.interchange.bank import (
    BankTable,
    ColumnUse,
    CsvLayout,
    DayOrder,
    open_statement,
    open_table,
    read_rows,
)
from trainingdesk.interchange.bank.csv_layout import (
    guessed_mark,
    guessed_order,
    guessed_uses,
    read_amount,
    read_day,
    uses_by_content,
)

# OFX --------------------------------------------------------------------------------------------

OFX_HEAD = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
    "CHARSET:{charset}\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)
OFX_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>'
)
SGML = """<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260531
<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30003<BRANCHID>01234<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260501<DTEND>20260531
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260504120000[+2:CEST]<TRNAMT>+1 234,50<FITID>A1
<NAME>VIR MAIRIE D'ÉVIAN &amp; FILS<MEMO>F-2026-0001</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260505<TRNAMT>-12.80<FITID>A2<CHECKNUM>0004512
<NAME>CHEQUE<MEMO>CHEQUE 0004512</STMTTRN>
<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20261399<TRNAMT>5.00<FITID>A3<NAME>SANS JOUR</STMTTRN>
<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20260506<TRNAMT>abc<FITID>A4</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>99<DTASOF>20260531</LEDGERBAL></STMTRS></STMTTRNRS>
</BANKMSGSRSV1></OFX>"""
XML = """<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM><ACCTID>00012345678</ACCTID>
</BANKACCTFROM><BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260504</DTPOSTED><TRNAMT>1234.50</TRNAMT>
<NAME>VIR MAIRIE D'ÉVIAN &amp; FILS</NAME><MEMO>F-2026-0001</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>CHECK</TRNTYPE><DTPOSTED>20260505</DTPOSTED><TRNAMT>-12.80</TRNAMT>
<CHECKNUM>0004512</CHECKNUM><NAME>CHEQUE</NAME><MEMO>CHEQUE 0004512</MEMO></STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
TWO = (
    BankEntry(
        day=date(2026, 5, 4), label="VIR MAIRIE D'ÉVIAN & FILS F-2026-0001", amount=D("1234.50")
    ),
    BankEntry(
        day=date(2026, 5, 5), label="CHEQUE 0004512", amount=D("-12.80"), reference="0004512"
    ),
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param((OFX_HEAD.format(charset="1252") + SGML).encode("cp1252"), id="windows"),
        pytest.param((OFX_HEAD.format(charset="1252") + SGML).encode(), id="head that lies"),
        pytest.param((OFX_HEAD.format(charset="8859-1") + SGML).encode("latin-1"), id="latin"),
        pytest.param(SGML.encode(), id="no head"),
        pytest.param((OFX_HEAD.format(charset="NONE") + SGML).encode("utf-16"), id="two bytes"),
        pytest.param((OFX_XML_HEAD + XML).encode(), id="XML"),
        pytest.param(XML.encode(), id="XML without a head"),
        pytest.param(
            b'<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY a "aaaa">]>' + XML.encode(),
            id="declared entities are not heeded",
        ),
    ],
)
def test_ofx_is_read_whoever_wrote_it(content):
    read = open_statement(content, "releve.ofx")
    assert read.entries == TWO
    assert read.account == "00012345678"


def test_what_an_ofx_movement_lacks_is_told():
    read = open_statement(SGML.encode(), "releve.ofx")
    assert read.unread == ("OTHER 20261399 5.00 A3 SANS JOUR", "OTHER 20260506 abc A4")


def test_a_card_statement_is_read_too():
    card = XML.replace("BANKACCTFROM", "CCACCTFROM").replace("<NAME>CHEQUE", "<NAME>ACHAT")
    read = open_statement(card.encode(), "carte.ofx")
    assert (read.account, len(read.entries)) == ("00012345678", 2)
    assert read.entries[1].label == "ACHAT CHEQUE 0004512"


def test_a_movement_that_is_not_closed_ends_where_the_next_begins():
    assert len(open_statement(SGML.replace("</STMTTRN>", "").replace(
        "</BANKTRANLIST>", "</STMTTRN></BANKTRANLIST>"
    ).encode(), "r.ofx").entries) == 2  # fmt: skip


# CAMT.053 ---------------------------------------------------------------------------------------

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Acct><Id><IBAN>FR7630003012340001234567892</IBAN></Id></Acct>
<Bal><Amt Ccy="EUR">1000.00</Amt></Bal>{entries}</Stmt></BkToCstmrStmt></Document>"""


def booking(amount, side="CRDT", status="BOOK", details="", more="", day="2026-05-04"):
    sts = status if status.startswith("<") else f"<Sts>{status}</Sts>"
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{sts}'
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{more}"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def transfer(name, words, reference="NOTPROVIDED", amount="", party="<Nm>{}</Nm>"):
    return (
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{amount}"
        f"<RltdPties><Dbtr>{party.format(name)}</Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"
    )


def camt(*entries, version="02"):
    return CAMT.format(version=version, entries="".join(entries)).encode()


@pytest.mark.parametrize(
    ("version", "status", "party"),
    [
        pytest.param("02", "BOOK", "<Nm>{}</Nm>", id="second version"),
        pytest.param(
            "08", "<Sts><Cd>BOOK</Cd></Sts>", "<Pty><Nm>{}</Nm></Pty>", id="eighth version"
        ),
        pytest.param("13", "", "<Pty><Nm>{}</Nm></Pty>", id="no status"),
    ],
)
def test_camt_is_read_in_every_version(version, status, party):
    details = transfer("MAIRIE D'EVIAN", "F-2026-0001", "VIR-77", party=party)
    entry = booking("690.00", status=status or "<Sts/>", details=details)
    read = open_statement(camt(entry, version=version), "releve.xml")
    assert read.account == "FR7630003012340001234567892"
    assert read.entries == (
        BankEntry(
            day=date(2026, 5, 4),
            label="MAIRIE D'EVIAN F-2026-0001",
            amount=D("690.00"),
            reference="VIR-77",
        ),
    )


@pytest.mark.parametrize(
    "amount",
    [
        pytest.param('<Amt Ccy="EUR">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd>', id="its own amount"),
        pytest.param(
            '<AmtDtls><TxAmt><Amt Ccy="EUR">{}</Amt></TxAmt></AmtDtls>', id="amount among details"
        ),
    ],
)
def test_each_transfer_of_a_batch_is_a_line(amount):
    details = "".join(
        transfer(name, "", amount=amount.format(each))
        for name, each in (("Alpha", "100.00"), ("Beta", "250.50"))
    )
    read = open_statement(camt(booking("350.50", details=details)), "releve.xml")
    assert [(e.label, e.amount) for e in read.entries] == [
        ("Alpha", D("100.00")),
        ("Beta", D("250.50")),
    ]


def test_a_batch_whose_parts_do_not_add_up_stays_one_line():
    details = transfer("Alpha", "") + transfer("Beta", "")
    more = "<AddtlNtryInf>REMISE CHEQUES</AddtlNtryInf>"
    read = open_statement(camt(booking("350.50", details=details, more=more)), "releve.xml")
    assert [(e.label, e.amount) for e in read.entries] == [("REMISE CHEQUES", D("350.50"))]


def test_debits_are_negative_and_what_is_not_booked_is_only_counted():
    read = open_statement(
        camt(
            booking("12.00", "DBIT", more="<AddtlNtryInf>FRAIS</AddtlNtryInf>"),
            booking("99.00", status="PDNG"),
            booking("abc", more="<AddtlNtryInf>SANS SOMME</AddtlNtryInf>"),
            booking("5.00", day="demain"),
        ),
        "releve.xml",
    )
    assert [(e.label, e.amount) for e in read.entries] == [("FRAIS", D("-12.00"))]
    assert read.pending == 1
    assert len(read.unread) == 2


BOMB = b'<!DOCTYPE d [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><Document>&b;</Document>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "est vide", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "est vide", id="blank"),
        pytest.param(b"%PDF-1.7 rest", "est un PDF", id="PDF"),
        pytest.param(b"<Document><cut", "abîmé", id="broken XML"),
        pytest.param(BOMB, "abîmé", id="entities"),
        pytest.param(b"<Invoice/>", "n’est pas un relevé CAMT.053", id="another XML"),
        pytest.param(camt(), "aucun mouvement comptabilisé", id="camt without movements"),
        pytest.param(
            camt(booking("1.00")).replace(
                b"</Stmt>", b"</Stmt><Stmt><Acct><Id><IBAN>FR00</IBAN></Id></Acct></Stmt>"
            ),
            "plusieurs comptes",
            id="two camt accounts",
        ),
        pytest.param(camt(booking("1.00")).replace(b"EUR", b"CHF"), "est en CHF", id="francs"),
        pytest.param(SGML.replace("CURDEF>EUR", "CURDEF>usd").encode(), "est en USD", id="dollars"),
        pytest.param(SGML[:700].encode(), "OFX incomplet", id="cut OFX"),
        pytest.param(b"OFXHEADER:100\n", "OFX incomplet", id="only the head of an OFX"),
        pytest.param(b"<OFX></OFX>", "aucun mouvement lisible", id="OFX without movements"),
        pytest.param(
            XML.replace("</OFX>", "<BANKACCTFROM><ACCTID>2</ACCTID></BANKACCTFROM></OFX>").encode(),
            "plusieurs comptes",
            id="two OFX accounts",
        ),
        pytest.param(b"abc\0;d\n", "n’est pas un tableau", id="bytes"),
        pytest.param("Bonjour\nà bientôt".encode(), "pas de tableau", id="a letter"),
        pytest.param(b"Date;Libelle;Montant\n", "aucun mouvement sous", id="only captions"),
    ],
)
def test_what_is_no_statement_is_told_in_one_sentence(content, why):
    with pytest.raises(RuleBroken, match=why) as refusal:
        open_statement(content, "fichier")
    assert str(refusal.value).endswith("Rien n’a été importé.")


# Tables -----------------------------------------------------------------------------------------


def entries(content, account="Compte", **changed):
    table = open_statement(content, "releve.csv")
    assert isinstance(table, BankTable)
    return read_rows(table, replace(table.layout, **changed), account).entries


MAIRIE = BankEntry(day=date(2026, 5, 4), label="VIR MAIRIE D’ÉVIAN", amount=D("1234.50"))
RENT = BankEntry(day=date(2026, 5, 5), label="PRLV LOYER", amount=D("-800.00"))

PREAMBLE = """Compte courant;n° 00012345678;
Solde au 31/05/2026;1 250,00 EUR;

Date;Libellé;Débit euros;Crédit euros;
04/05/2026;VIR MAIRIE D’ÉVIAN;;1 234,50;
05/05/2026;PRLV LOYER;-800,00;;
;Total;-800,00;1 234,50;
"""


def test_a_row_of_zero_or_without_a_sum_is_no_movement():
    text = (
        "Date;Libelle;Debit;Credit\n04/05/2026;INFO;;\n04/05/2026;NUL;0,00;\n05/05/2026;X;?;1,00\n"
    )
    assert entries(text.encode()) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_two_columns_below_a_preamble_in_any_encoding(encoding):
    assert entries(PREAMBLE.encode(encoding)) == (MAIRIE, RENT)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Date opération,Date valeur,Libellé,Montant,Solde\n"
            '04/05/2026,05/05/2026,VIR MAIRIE D’ÉVIAN,"1234,50","99,00"\n'
            '05/05/2026,05/05/2026,PRLV LOYER,"-800,00","1,00"\n',
            id="one signed amount",
        ),
        pytest.param(
            "dateOp|x\n".replace("|x", "\tlabel\tamount")
            + "2026-05-04\tVIR MAIRIE D’ÉVIAN\t1,234.50\n2026-05-05\tPRLV LOYER\t-800.00\n",
            id="English captions and marks",
        ),
        pytest.param(
            "Date;Description;Debit;Credit\n04/05/26;VIR MAIRIE D’ÉVIAN;;1.234,50 €\n"
            "05/05/26;PRLV LOYER;800,00 €;\n",
            id="debits without a sign",
        ),
        pytest.param(
            "Date;Libelle;Montant\n20260504;VIR MAIRIE D’ÉVIAN;1234.5\n"
            "20260505;PRLV LOYER;800.00-\n",
            id="tight days and a sign behind",
        ),
        pytest.param(
            "04/05/2026;VIR MAIRIE D’ÉVIAN;1234,50\n05/05/2026;PRLV LOYER;-800,00\n",
            id="no captions",
        ),
    ],
)
def test_tables_of_many_banks_are_understood_at_once(text):
    assert entries(text.encode()) == (MAIRIE, RENT)


def test_several_columns_of_words_are_joined_and_the_reference_is_kept():
    text = (
        "Date;Libelle simplifie;Libelle operation;Reference;Informations complementaires;"
        "Type operation;Categorie;Debit;Credit;Date operation;Date de valeur\n"
        "03/05/2026;VIR EVIAN;VIR SEPA EVIAN;R77;F-2026-0001;Virement;Ventes;;690,00;"
        "04/05/2026;05/05/2026\n"
    )
    (entry,) = entries(text.encode())
    assert entry == BankEntry(
        day=date(2026, 5, 4),
        label="VIR EVIAN VIR SEPA EVIAN F-2026-0001 Virement",
        amount=D("690.00"),
        reference="R77",
    )


def test_a_workbook_is_read_with_its_own_days_and_numbers():
    book, output = Workbook(), BytesIO()
    book.active.append(["Date", "Libellé", "Montant"])
    book.active.append([date(2026, 5, 4), "VIR MAIRIE D’ÉVIAN", 1234.5])
    book.active.append(["05/05/2026", "PRLV LOYER", -800])
    book.save(output)
    assert entries(output.getvalue()) == (MAIRIE, RENT)


def test_what_was_guessed_can_be_corrected():
    text = "Date;Libelle;Montant\n05/04/2026;VIR;1,234\n"
    assert entries(text.encode())[0].day == date(2026, 4, 5)
    assert entries(text.encode())[0].amount == D("1.23")
    corrected = entries(text.encode(), day_order=DayOrder.MONTH_FIRST, decimal_mark=".")
    assert (corrected[0].day, corrected[0].amount) == (date(2026, 5, 4), D("1234.00"))


def test_another_encoding_and_separator_read_the_table_again():
    content = "Date;Libellé, banque;Montant\n04/05/2026;Forêt;1,00\n".encode("mac-roman")
    table = open_table(content, "r.csv", CsvLayout(encoding="mac-roman", separator=";"))
    assert table.captions == ("Date", "Libellé, banque", "Montant")
    assert table.rows[0][1] == "Forêt"


def test_rows_without_a_movement_are_told_apart():
    table = open_statement(PREAMBLE.encode(), "releve.csv")
    assert read_rows(table, table.layout, "").unread == ("Total · -800,00 · 1 234,50",)


def test_a_row_longer_than_its_captions_gets_names_for_the_rest():
    table = open_table(b"Date;Libelle;Montant\n04/05/2026;VIR;1,00;note\n", "r.csv")
    assert table.captions == ("Date", "Libelle", "Montant", "Colonne 4")


def test_tables_of_one_bank_have_one_key():
    one = open_table(b"Date;Libelle;Montant\n04/05/2026;VIR;1,00\n", "r.csv")
    other = open_table(b"DATE;libelle ;Montant\n04/06/2026;X;2,00\n", "s.csv")
    assert one.key == other.key


DAY, LABEL, AMOUNT = ColumnUse.DAY, ColumnUse.LABEL, ColumnUse.AMOUNT
DEBIT, CREDIT, NOTHING = ColumnUse.DEBIT, ColumnUse.CREDIT, ColumnUse.NOTHING


@pytest.mark.parametrize(
    ("uses", "trouble"),
    [
        pytest.param((DAY, LABEL, AMOUNT), "", id="amount"),
        pytest.param((DAY, LABEL, LABEL, DEBIT, CREDIT), "", id="debit and credit"),
        pytest.param((DAY, LABEL, CREDIT), "", id="credit alone"),
        pytest.param((LABEL, AMOUNT), "la date", id="no day"),
        pytest.param((DAY, AMOUNT), "le libellé", id="no label"),
        pytest.param((DAY, LABEL), "le montant", id="no money"),
        pytest.param((DAY, LABEL, AMOUNT, DEBIT), "Choisissez", id="both forms"),
        pytest.param((DAY, DAY, LABEL, AMOUNT), "Deux colonnes", id="two days"),
    ],
)
def test_a_layout_says_what_it_lacks(uses, trouble):
    assert trouble in CsvLayout(uses=uses).trouble
    assert bool(CsvLayout(uses=uses).trouble) is bool(trouble)


def test_an_amount_beside_debit_and_credit_is_left_out():
    uses = guessed_uses(["Date", "Libellé", "Montant", "Débit", "Crédit"])
    assert uses == (DAY, LABEL, NOTHING, DEBIT, CREDIT)


def test_columns_without_captions_that_tell_nothing_are_left_open():
    assert uses_by_content([["a", ""], ["b", ""]]) == (LABEL, NOTHING)
    assert uses_by_content([["04/05/2026", "1,00"]]) == (DAY, AMOUNT)
    assert uses_by_content([]) == ()


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("1 234,56", ",", "1234.56"),
        ("1\u202f234,56 €", ",", "1234.56"),
        ("1.234,56", ",", "1234.56"),
        ("-1,234.56", ".", "-1234.56"),
        ("+12", ",", "12.00"),
        ("−12,5", ",", "-12.50"),
        ("12,00-", ",", "-12.00"),
        ("(12,00)", ",", "-12.00"),
        ("EUR 12,00", ",", "12.00"),
        ("1'234.50", ".", "1234.50"),
        ("12.00", ",", None),
        ("1,2,3", ",", None),
        ("1,2.3", ",", None),
        ("abc", ",", None),
        ("", ",", None),
        ("12 DH", ",", None),
        ("999 999 999 999,99", ",", "999999999999.99"),
        ("1" + "0" * 12, ",", None),
        ("9" * 400, ",", None),
    ],
)
def test_amounts_are_read_as_banks_write_them(text, mark, amount):
    assert read_amount(text, mark) == (D(amount) if amount else None)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("04/05/2026", DayOrder.DAY_FIRST, date(2026, 5, 4)),
        ("04.05.26", DayOrder.DAY_FIRST, date(2026, 5, 4)),
        ("4-5-2026", DayOrder.MONTH_FIRST, date(2026, 4, 5)),
        ("26/05/04", DayOrder.YEAR_FIRST, date(2026, 5, 4)),
        ("2026-05-04T10:00:00", DayOrder.DAY_FIRST, date(2026, 5, 4)),
        ("2026-05-04 00:00:00", DayOrder.MONTH_FIRST, date(2026, 5, 4)),
        ("04052026", DayOrder.DAY_FIRST, date(2026, 5, 4)),
        ("20260504", DayOrder.YEAR_FIRST, date(2026, 5, 4)),
        ("31/02/2026", DayOrder.DAY_FIRST, None),
        ("04/05/0026", DayOrder.DAY_FIRST, None),
        ("mardi", DayOrder.DAY_FIRST, None),
    ],
)
def test_days_are_read_as_banks_write_them(text, order, day):
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["04/05/2026", "05/06/2026"], DayOrder.DAY_FIRST),
        (["04/05/2026", "05/16/2026"], DayOrder.MONTH_FIRST),
        (["26/05/04", "26/05/31"], DayOrder.DAY_FIRST),
        ([], DayOrder.DAY_FIRST),
    ],
)
def test_the_order_of_days_is_the_one_that_reads_the_most(cells, order):
    assert guessed_order(cells) is order


@pytest.mark.parametrize(
    ("cells", "mark"), [(["1.234,50", "2,00"], ","), (["12.50"], "."), (["12"], ","), ([], ",")]
)
def test_the_mark_of_cents_is_the_last_one_of_most_amounts(cells, mark):
    assert guessed_mark(cells) == mark


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2030, 12, 31)),
            st.text(st.characters(codec="cp1252", categories=["L"]), min_size=1, max_size=20),
            st.integers(-(10**9), 10**9).filter(bool),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_a_table_comes_back_as_it_was_written(movements, separator, encoding):
    def written(cents):
        return f'"{cents / 100:.2f}"'.replace(".", ",")

    lines = [
        f'{day:%d/%m/%Y}{separator}"{label}"{separator}{written(cents)}'
        for day, label, cents in movements
    ]
    text = "\n".join([f"Date{separator}Libellé{separator}Montant", *lines])
    layout = CsvLayout(encoding=encoding, separator=separator)
    table = open_table(text.encode(encoding), "r.csv", layout)
    layout = replace(table.layout, decimal_mark=",", day_order=DayOrder.DAY_FIRST)
    read = [(each.day, each.label, each.amount) for each in read_rows(table, layout, "").entries]
    assert read == [(day, label, D(cents) / 100) for day, label, cents in movements]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    told = ""
    try:
        read = open_statement(content, "nom")
    except RuleBroken as refusal:
        read, told = None, str(refusal)
    assert read is not None or "nom" in told


@settings(deadline=None)
@given(st.integers(0, len(SGML)))
def test_an_ofx_cut_anywhere_is_refused(place):
    cut = SGML[:place].encode()
    if place < len(SGML):
        with pytest.raises(RuleBroken):
            open_statement(cut, "x")
    else:
        assert len(open_statement(cut, "x").entries) == 2
