"""Invoices that suppliers send: opened, filed once with their files, paid, counted once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from tests.support.invoice_cases import case
from tests.support.office_sample import OFFICE
from tests.support.pdf_sample import pdf_with
from tests.support.pdf_text import printed
from tests.support.ubl_sample import UBL_CREDIT_NOTE, UBL_INVOICE
from trainingdesk.domain.costs import CostKind, SessionCost
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.organisation import VatRegime
from trainingdesk.domain.supplier_bills import BillKind, BillTax, ChargeKind, SupplierBill
from trainingdesk.domain.teaching import Trainer, TrainerKind
from trainingdesk.interchange.facturx import Profile, cii
from trainingdesk.services import (
    charges_report,
    costs,
    identity,
    supplier_invoices,
)
from trainingdesk.services.reporting import Format
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import lists, sessions, supplier_bills, teaching, usage

TODAY = date(2026, 6, 10)
CII = cii(case("plain", "several rates"), Profile.EN16931)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def opened(filled, content, name="facture.xml"):
    return supplier_invoices.opened_content(filled.office, name, content)


def file(filled, content=UBL_INVOICE, name="facture.xml", **changes):
    bill = replace(opened(filled, content, name).bill, **changes)
    return supplier_invoices.save(filled.office, bill).saved_id


def typed(**changes):
    bill = SupplierBill(
        supplier_name="Café de la Halle",
        number="12",
        issued_on=date(2026, 5, 4),
        received_on=TODAY,
        total_ht=D("50.00"),
        total_ttc=D("50.00"),
    )
    return replace(bill, **changes)


def test_an_electronic_invoice_fills_the_fields(filled):
    found = opened(filled, UBL_INVOICE, "PC-441.xml")
    bill = found.bill
    assert (bill.supplier_name, bill.siret, bill.vat_number) == (
        "Papeterie du Canal", "00000033100017", "FR35000000331")  # fmt: skip
    assert (bill.number, bill.kind) == ("PC-441", BillKind.INVOICE)
    assert (bill.issued_on, bill.due_on) == (date(2026, 6, 4), date(2026, 7, 4))
    assert (bill.total_ht, bill.tva, bill.total_ttc) == (D("108.00"), D("21.60"), D("129.60"))
    assert (bill.iban, bill.notes) == ("FR7630006000011234567890189", "Commande BC-12.")
    assert (bill.taxes, bill.currency, found.faults) == ((), "EUR", ())
    assert found.invoice.attachments[0].name == "bon.pdf"


def test_several_rates_are_kept_apart(filled):
    assert opened(filled, pdf_with(("factur-x.xml", CII)), "f.pdf").bill.taxes == (
        BillTax(rate=D(0), base_ht=D("4830.00"), tva=D("0.00")),
        BillTax(rate=D("5.5"), base_ht=D("86.45"), tva=D("4.75")),
        BillTax(rate=D(20), base_ht=D("162.00"), tva=D("32.40")),
    )


def test_a_credit_note_keeps_positive_amounts_and_names_what_it_corrects(filled):
    bill = opened(filled, UBL_CREDIT_NOTE).bill
    assert (bill.kind, bill.total_ttc) == (BillKind.CREDIT_NOTE, D("129.60"))
    assert bill.notes == "Commande BC-12. Se rapporte à PC-441."


def test_an_invoice_below_zero_is_a_credit_note_with_a_word(filled):
    negative = UBL_INVOICE.replace(b">129.60<", b">-129.60<").replace(b">108.00<", b">-108.00<")
    found = opened(filled, negative)
    assert (found.bill.kind, found.bill.total_ttc) == (BillKind.CREDIT_NOTE, D("129.60"))
    assert any("négatif" in fault for fault in found.faults)


def test_amounts_in_another_currency_wait_to_be_converted(filled):
    bill = opened(filled, UBL_INVOICE.replace(b"EUR", b"USD")).bill
    assert (bill.currency, bill.total_ttc) == ("USD", D(0))
    assert "108,00 HT et 129,60 TTC" in bill.notes
    with pytest.raises(RuleBroken, match="Convertissez"):
        supplier_invoices.save(filled.office, bill)
    euros = replace(bill, total_ht=D(100), tva=D(20), total_ttc=D(120))
    assert supplier_invoices.save(filled.office, euros).saved_id


def test_an_amount_that_is_none_stays_to_be_typed(filled):
    bill = opened(filled, UBL_INVOICE.replace(b">129.60<", b">999999999999.00<")).bill
    assert (bill.total_ht, bill.total_ttc) == (D("108.00"), D(0))


def test_an_invoice_for_somebody_else_is_told(filled):
    (fault,) = opened(filled, CII).faults
    assert "adressée à Mairie d’Évian-la-Forêt" in fault


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(pdf_with(), "note.pdf", id="a plain PDF"),
        pytest.param(PNG, "photo.png", id="a picture"),
        pytest.param(b"\xff\xd8\xff" + b"0" * 40, "photo.jpg", id="a photograph"),
    ],
)
def test_a_paper_without_file_is_filed_with_what_is_typed(filled, content, name):
    found = opened(filled, content, name)
    assert (found.invoice, found.bill.content, found.bill.supplier_name) == (None, content, "")
    saved = file(filled, content, name, **{
        each: getattr(typed(), each)
        for each in ("supplier_name", "number", "issued_on", "total_ht", "total_ttc")
    })  # fmt: skip
    kept = supplier_bills.bill(filled.office.db, saved)
    assert (kept.file_name, kept.content, kept.faults) == (name, content, "")
    assert supplier_invoices.said(kept.content) is None


def test_a_pdf_whose_invoice_is_broken_is_filed_as_a_paper_that_says_so(filled):
    found = opened(filled, pdf_with(("factur-x.xml", CII[:900])), "f.pdf")
    assert (found.invoice, len(found.faults)) == (None, 1)
    saved = supplier_invoices.save(
        filled.office, replace(typed(), content=found.bill.content, file_name="f.pdf")
    )
    assert "abîmé" in supplier_bills.bill(filled.office.db, saved.saved_id).faults


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "vide", id="nothing"),
        pytest.param(b"PK\x03\x04", "ni un PDF ni un fichier XML", id="a zip"),
        pytest.param(b"%PDF-1.7\nrien", "abîmé", id="a broken PDF"),
        pytest.param(b"<commande/>", "n’est pas une facture", id="another XML"),
        pytest.param(PNG + b"0" * 20_000_000, "en plus petit", id="a huge picture"),
    ],
)
def test_a_file_that_is_no_invoice_is_refused(filled, content, words):
    with pytest.raises(RuleBroken, match=words):
        opened(filled, content)
    with pytest.raises(RuleBroken, match=words):
        supplier_invoices.save(filled.office, replace(typed(), content=content, file_name="a"))
    assert supplier_invoices.said(content) is None


def test_a_file_of_this_machine_is_opened_or_refused_with_its_reason(filled, tmp_path):
    path = tmp_path / "facture.xml"
    path.write_bytes(UBL_INVOICE)
    assert supplier_invoices.opened(filled.office, path).bill.file_name == "facture.xml"
    with pytest.raises(RuleBroken, match="introuvable"):
        supplier_invoices.opened(filled.office, tmp_path / "absent.pdf")
    with (tmp_path / "grand.pdf").open("wb") as large:
        large.truncate(supplier_invoices.LARGEST_FILE + 1)
    with pytest.raises(RuleBroken, match="50 Mo"):
        supplier_invoices.opened(filled.office, tmp_path / "grand.pdf")


def test_the_same_bytes_are_refused_with_where_they_stand(filled):
    file(filled)
    with pytest.raises(RuleBroken) as refused:
        opened(filled, UBL_INVOICE)
    words = str(refused.value).replace("\xa0", " ").replace("\u202f", " ")
    assert words == (
        "Déjà classé : facture Papeterie du Canal n° PC-441 du 04/06/2026, total 129,60 €, dans "
        "« Devis et factures › Factures reçues »."
    )
    with pytest.raises(RuleBroken, match="Déjà classé"):
        supplier_invoices.save(
            filled.office, replace(typed(), content=UBL_INVOICE, file_name="a.xml")
        )


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        pytest.param({}, True, id="the same"),
        pytest.param({"number": "pc 441"}, True, id="its number otherwise spaced"),
        pytest.param({"supplier_name": "PC SARL"}, True, id="another name of the same firm"),
        pytest.param({"vat_number": "", "siret": ""}, True, id="the same name without numbers"),
        pytest.param({"number": "PC-442"}, False, id="the next number"),
        pytest.param({"kind": BillKind.CREDIT_NOTE}, False, id="a credit note"),
        pytest.param({"issued_on": date(2027, 6, 4)}, False, id="numbers that begin again"),
        pytest.param(
            {"supplier_name": "Autre", "vat_number": "", "siret": ""}, False, id="another firm"
        ),
    ],
)
def test_the_same_invoice_is_filed_once(filled, changes, is_refused):
    file(filled)
    again = replace(opened(filled, UBL_INVOICE.replace(b"Trente", b"Quarante")).bill, **changes)
    if is_refused:
        with pytest.raises(RuleBroken) as refused:
            supplier_invoices.save(filled.office, again)
        assert refused.value.field == "number"
    else:
        assert supplier_invoices.save(filled.office, again).saved_id


def test_a_bill_is_written_again_without_being_taken_for_another(filled):
    saved = file(filled)
    bill = supplier_bills.bill(filled.office.db, saved)
    supplier_invoices.save(filled.office, replace(bill, notes="Vu.", charge=ChargeKind.MATERIAL))
    kept = supplier_bills.bill(filled.office.db, saved)
    assert (kept.notes, kept.content) == ("Vu.", UBL_INVOICE)
    assert opened(filled, UBL_CREDIT_NOTE).bill.charge is ChargeKind.MATERIAL


def test_what_is_odd_on_a_typed_bill_is_noted(filled):
    odd = typed(total_ttc=D("55.00"), taxes=(BillTax(), BillTax(base_ht=D(1))))
    saved = supplier_invoices.save(filled.office, odd).saved_id
    kept = supplier_bills.bill(filled.office.db, saved)
    assert [line[:14] for line in kept.faults.splitlines()] == ["HT et TVA font", "Les taux de TV"]
    assert [tax.base_ht for tax in kept.taxes] == [D(1)]


def test_the_trainer_and_the_session_that_a_file_names_are_proposed(filled):
    trainer = teaching.TRAINERS.insert(
        filled.office.db,
        Trainer(last_name="Canal", company="Papeterie du Canal", kind=TrainerKind.SUBCONTRACTOR),
    )
    number = sessions.SESSIONS.get(filled.office.db, filled.session).number
    xml = UBL_INVOICE.replace(b"Ramettes", f"Deux jours (session {number}).".encode())
    bill = opened(filled, xml).bill
    assert (bill.trainer_id, bill.session_id) == (trainer, filled.session)
    assert bill.charge is ChargeKind.TRAINER_FEES


PAY = SessionCost(session_id=0, kind=CostKind.SUBCONTRACTING, label="Nora", unit_cost=D("120.00"))
MEALS = SessionCost(session_id=0, kind=CostKind.MEALS, label="Repas", unit_cost=D("40.00"))


def margin(filled):
    known = costs.costs_of(filled.office, filled.session)
    return costs.margin(filled.office, session_file(filled.office, filled.session), known)


def test_a_bill_takes_the_place_of_the_costs_that_it_covers(filled):
    costs.save(filled.office, filled.session, [PAY, MEALS])
    pay, _meals = costs.costs_of(filled.office, filled.session)
    saved = file(
        filled, session_id=filled.session, covers=(pay.id,), charge=ChargeKind.TRAINER_FEES
    )
    assert [(cost.label, cost.total) for cost in margin(filled).costs] == [
        ("Repas", D("40.00")),
        ("Papeterie du Canal n° PC-441", D("129.60")),
    ]
    assert supplier_bills.bill(filled.office.db, saved).covers == (pay.id,)
    supplier_invoices.remove(filled.office, saved)
    assert margin(filled).cost_total == D("160.00")


def test_the_cost_of_a_taxed_office_is_without_tax(filled):
    identity.save_organisation(filled.office, replace(OFFICE, vat_regime=VatRegime.NORMAL))
    file(filled, session_id=filled.session)
    assert margin(filled).cost_total == D("108.00")


def test_costs_are_only_covered_in_the_session_of_the_bill(filled):
    costs.save(filled.office, filled.session, [PAY])
    (pay,) = costs.costs_of(filled.office, filled.session)
    saved = file(filled, covers=(pay.id,))
    assert supplier_bills.bill(filled.office.db, saved).covers == ()


def test_typing_costs_again_keeps_what_is_covered(filled):
    costs.save(filled.office, filled.session, [PAY])
    (pay,) = costs.costs_of(filled.office, filled.session)
    saved = file(filled, session_id=filled.session, covers=(pay.id,))
    known = costs.costs_of(filled.office, filled.session)
    costs.save(filled.office, filled.session, [*known, MEALS])
    assert supplier_bills.bill(filled.office.db, saved).covers == (pay.id,)


def test_a_trainer_who_billed_is_not_proposed_once_more(filled):
    session = sessions.SESSIONS.get(filled.office.db, filled.session)
    before = session_file(filled.office, filled.session)
    trainer = replace(before.trainers[0], day_rate=D(400))
    teaching.TRAINERS.update(filled.office.db, trainer)
    after = session_file(filled.office, session.id)
    assert trainer.id in {cost.trainer_id for cost in costs.proposed(filled.office, after)}
    file(filled, session_id=filled.session, trainer_id=trainer.id)
    assert trainer.id not in {cost.trainer_id for cost in costs.proposed(filled.office, after)}


def test_a_bill_keeps_its_session_from_being_deleted(filled):
    file(filled, session_id=filled.session)
    users = usage.users_of(filled.office.db, "training_session", filled.session)
    assert "1\N{NO-BREAK SPACE}facture reçue" in [user.label_fr for user in users]


def test_a_bill_is_paid_and_not_after_all(filled):
    saved = file(filled)
    asked = lists.Asked(filters={"overdue": ["2026-08-01"]})
    assert lists.find_ids(filled.office.db, lists.SUPPLIER_BILLS, asked) == [saved]
    supplier_invoices.pay(filled.office, saved, TODAY)
    assert supplier_bills.listed_bill(filled.office.db, saved).paid_on == TODAY
    assert lists.find_ids(filled.office.db, lists.SUPPLIER_BILLS, asked) == []
    assert supplier_bills.bill(filled.office.db, saved).content == UBL_INVOICE
    supplier_invoices.pay(filled.office, saved, None)
    assert lists.find_ids(filled.office.db, lists.SUPPLIER_BILLS, asked) == [saved]


def test_a_bill_that_is_gone_is_told(filled):
    saved = file(filled)
    assert supplier_bills.suppliers(filled.office.db) == ["Papeterie du Canal"]
    assert supplier_invoices.said(None) is None
    supplier_invoices.remove(filled.office, saved)
    assert supplier_bills.listed_bill(filled.office.db, saved) is None
    assert supplier_bills.content_of(filled.office.db, saved) is None
    with pytest.raises(RuleBroken, match="n’existe plus"):
        supplier_invoices.remove(filled.office, saved)


def test_the_list_counts_faults_and_takes_credit_notes_off(filled):
    file(filled)
    file(filled, UBL_CREDIT_NOTE)
    odd = supplier_invoices.save(filled.office, typed(total_ttc=D("55.00"), tva=D("1.00")))
    ids = lists.find_ids(filled.office.db, lists.SUPPLIER_BILLS, lists.Asked())
    rows = lists.fetch(filled.office.db, lists.SUPPLIER_BILLS, ids)
    assert [rows[each]["total_ttc"] for each in ids] == [-12960, 12960, 5500]
    assert rows[odd.saved_id]["faults"] == 2
    assert lists.sums(filled.office.db, lists.SUPPLIER_BILLS, lists.Asked(text="canal")) == {
        "total_ht": 0,
        "to_pay": 0,
    }


JUNE = date(2026, 6, 1), date(2026, 6, 30)


def test_the_charges_of_a_period_are_those_billed_in_it(filled):
    file(filled, charge=ChargeKind.MATERIAL)
    supplier_invoices.save(filled.office, typed())
    report = charges_report.charges(filled.office, *JUNE)
    assert [(line.kind, line.charged) for line in report.lines] == [
        (ChargeKind.MATERIAL, D("129.60"))
    ]
    assert charges_report.unpaid(report) == D("129.60")


def test_the_paper_the_workbook_and_the_list_of_charges_agree(judge, filled):
    file(filled, charge=ChargeKind.TRAINING)
    report = charges_report.charges(filled.office, *JUNE)
    pdf = charges_report.rendered(filled.office, report, Format.PDF)
    judge(pdf)
    text = printed(pdf)
    assert "Achat de prestations de formation 604 1 108,00 21,60 129,60 129,60" in text
    assert "cadre D : 129,60 €" in text
    assert b"129,60" in charges_report.rendered(filled.office, report, Format.CSV)
    assert charges_report.rendered(filled.office, report, Format.XLSX).startswith(b"PK")


def test_a_taxed_office_is_told_that_its_tax_is_deducted(filled):
    identity.save_organisation(filled.office, replace(OFFICE, vat_regime=VatRegime.NORMAL))
    assert "la TVA est déduite" in charges_report.note(charges_report.charges(filled.office, *JUNE))


def test_a_period_without_bills_says_so(judge, filled):
    report = charges_report.charges(filled.office, *JUNE)
    pdf = charges_report.rendered(filled.office, report, Format.PDF)
    judge(pdf)
    assert "Aucune facture reçue dans cette période." in printed(pdf)
    with pytest.raises(RuleBroken):
        charges_report.charges(filled.office, *reversed(JUNE))
