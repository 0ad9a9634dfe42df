"""The office's seal: chosen once, opened once a run, put on what it was chosen for."""

from datetime import datetime, timedelta

import pytest

from tests.support.certificates import HOLDER, PASSWORD, p12
from trainingdesk.domain.duty_kinds import DutyKind
from trainingdesk.domain.errors import RuleBroken
from trainingdesk.domain.seals import SealScope
from trainingdesk.services import duties, month_billing, packs, publishing, sealing
from trainingdesk.services.office import Unlocked, second_connection
from trainingdesk.services.paper_data import Subject
from trainingdesk.storage import papers as store
from trainingdesk.storage import sales, seals


@pytest.fixture(scope="module")
def certificate():
    return p12()


@pytest.fixture
def no_password(monkeypatch):
    monkeypatch.delenv(sealing.PASSWORD_VARIABLE, raising=False)


@pytest.fixture
def choose(filled, certificate, no_password):
    """Choose what the seal marks."""
    return lambda scope: sealing.choose(filled.office, certificate, "c.p12", PASSWORD, scope)


def forget_password(office):
    """Begin another run of the program."""
    office.unlocked.seal, office.unlocked.content = None, b""


def invoice(filled):
    (draft,) = filled.draft_invoices()
    publishing.issue_invoice(filled.office, draft, anyway=True)
    return latest(filled)


def convention(filled, agreement):
    prepared = publishing.prepare(filled.office, "convention", Subject(agreement_id=agreement))
    publishing.issue(filled.office, prepared, anyway=True)
    return latest(filled)


def latest(filled):
    return store.papers_where(filled.office.db, "1 order by id desc limit 1", [])[0]


def pdf_of(filled, paper):
    return store.pdf_of(filled.office.db, paper.id)


def test_an_issued_invoice_bears_the_seal(filled, choose, judge):
    choose(SealScope.INVOICES)
    paper = invoice(filled)
    assert paper.sealed_by == HOLDER
    assert paper.unsealed_sha256 not in {None, paper.sha256}
    assert sealing.holds(pdf_of(filled, paper))
    judge(pdf_of(filled, paper))


@pytest.mark.parametrize(
    ("scope", "is_sealed"),
    [(SealScope.NOTHING, False), (SealScope.INVOICES, False), (SealScope.EVERYTHING, True)],
)
def test_another_paper_bears_the_seal_where_all_do(filled, choose, scope, is_sealed):
    choose(scope)
    paper = convention(filled, filled.agree())
    assert bool(paper.sealed_by) is is_sealed
    assert sealing.holds(pdf_of(filled, paper)) is is_sealed


def test_the_same_sealed_paper_again_is_not_doubled(filled, choose):
    choose(SealScope.EVERYTHING)
    agreement = filled.agree()
    first = convention(filled, agreement)
    assert convention(filled, agreement) == first


def test_a_paper_that_left_without_seal_is_issued_again_with_it(filled, choose):
    agreement = filled.agree()
    bare = convention(filled, agreement)
    choose(SealScope.EVERYTHING)
    again = convention(filled, agreement)
    assert (again.replaces_id, again.sealed_by) == (bare.id, HOLDER)
    assert again.unsealed_sha256 == bare.sha256


def test_no_number_is_taken_before_the_password_is_given(filled, choose):
    choose(SealScope.INVOICES)
    forget_password(filled.office)
    (draft,) = filled.draft_invoices()
    with pytest.raises(sealing.SealLocked, match="TRAININGDESK_SEAL_PASSWORD"):
        publishing.issue_invoice(filled.office, draft, anyway=True)
    assert sales.invoice(filled.office.db, draft).number is None
    sealing.unlock(filled.office, PASSWORD)
    publishing.issue_invoice(filled.office, draft, anyway=True)
    assert latest(filled).sealed_by == HOLDER


def test_the_password_may_come_from_the_environment(filled, choose, monkeypatch):
    choose(SealScope.INVOICES)
    forget_password(filled.office)
    monkeypatch.setenv(sealing.PASSWORD_VARIABLE, PASSWORD)
    assert invoice(filled).sealed_by == HOLDER


def test_a_wrong_password_of_the_environment_is_told(filled, choose, monkeypatch):
    choose(SealScope.INVOICES)
    forget_password(filled.office)
    monkeypatch.setenv(sealing.PASSWORD_VARIABLE, "autre")
    with pytest.raises(RuleBroken, match="n’ouvre pas ce certificat"):
        sealing.require(filled.office, ["invoice"])


def test_a_run_of_invoices_waits_for_the_password_before_the_first(filled, choose):
    choose(SealScope.INVOICES)
    forget_password(filled.office)
    drafts = filled.draft_invoices()
    with pytest.raises(sealing.SealLocked):
        month_billing.issue_all(filled.office, drafts, filled.office.today())
    assert sales.invoice(filled.office.db, drafts[0]).number is None


def test_a_pack_waits_for_the_password_before_its_first_paper(filled, choose):
    filled.agree()
    choose(SealScope.EVERYTHING)
    forget_password(filled.office)
    with pytest.raises(sealing.SealLocked):
        packs.make_ready(filled.office, filled.session, lambda *_told: None)
    assert store.papers_where(filled.office.db, "1", []) == []


def test_a_pack_is_sealed_paper_by_paper(filled, choose):
    filled.agree()
    choose(SealScope.EVERYTHING)
    made = packs.make_ready(filled.office, filled.session, lambda *_told: None)
    assert {packed.paper.sealed_by for packed in made.papers} == {HOLDER}


def test_work_beside_the_window_knows_the_password(tmp_path, certificate, no_password):
    from tests.support.filled_office import FilledOffice  # noqa: PLC0415

    made = FilledOffice(path=tmp_path / "A.trainingdesk")
    sealing.choose(made.office, certificate, "c.p12", PASSWORD, SealScope.INVOICES)
    with second_connection(made.office) as beside:
        assert not sealing.is_locked(beside, ["invoice"])
    made.office.close()


def test_the_password_is_written_nowhere_in_the_file(tmp_path, certificate, no_password):
    from tests.support.filled_office import FilledOffice  # noqa: PLC0415

    path = tmp_path / "A.trainingdesk"
    made = FilledOffice(path=path)
    sealing.choose(made.office, certificate, "c.p12", PASSWORD, SealScope.INVOICES)
    made.office.close()
    assert PASSWORD.encode() not in path.read_bytes()


def test_what_was_opened_is_not_shown_with_the_office(filled, choose):
    choose(SealScope.INVOICES)
    assert isinstance(filled.office.unlocked, Unlocked)
    assert "unlocked" not in repr(filled.office)


def test_an_expired_certificate_is_not_chosen(filled):
    with pytest.raises(RuleBroken, match="a expiré le"):
        sealing.choose(filled.office, p12(days=(-30, -2)), "c.p12", PASSWORD, SealScope.INVOICES)
    assert sealing.office_seal(filled.office) is None


def test_a_certificate_that_ended_since_keeps_invoices_from_leaving(filled, choose):
    choose(SealScope.INVOICES)
    ended = (datetime.now().astimezone().date() - timedelta(days=1)).isoformat()
    filled.office.db.execute("update office_seal set certificate_valid_until = ?", [ended])
    filled.office.db.conn.commit()
    (draft,) = filled.draft_invoices()
    with pytest.raises(RuleBroken, match="a expiré le"):
        publishing.issue_invoice(filled.office, draft, anyway=True)
    assert sales.invoice(filled.office.db, draft).number is None


def test_what_is_sealed_is_chosen_without_the_password(filled, choose):
    choose(SealScope.INVOICES)
    forget_password(filled.office)
    sealing.choose_scope(filled.office, SealScope.NOTHING)
    assert not sealing.is_locked(filled.office, ["invoice"])
    assert invoice(filled).sealed_by == ""


def test_nothing_is_sealed_without_a_certificate(filled):
    with pytest.raises(RuleBroken, match="Choisissez d’abord"):
        sealing.choose_scope(filled.office, SealScope.INVOICES)
    assert sealing.choose_scope(filled.office, SealScope.NOTHING).kinds
    with pytest.raises(RuleBroken, match="Aucun cachet"):
        sealing.unlock(filled.office, PASSWORD)


def test_a_certificate_that_is_removed_leaves_no_trace_of_its_file(filled, choose):
    choose(SealScope.INVOICES)
    sealed_paper = invoice(filled)
    sealing.remove(filled.office)
    assert sealing.office_seal(filled.office) is None
    assert filled.office.unlocked.seal is None
    assert sealing.holds(pdf_of(filled, sealed_paper))


def test_the_end_of_a_certificate_in_use_is_a_duty(filled, choose):
    choose(SealScope.INVOICES)
    until = seals.ends_on(filled.office.db)
    filled.clock.day = until - timedelta(days=30)
    told = [duty.sentence for duty in duties.duties(filled.office) if duty.kind is DutyKind.SEAL]
    assert len(told) == 1
    sealing.choose_scope(filled.office, SealScope.NOTHING)
    assert seals.ends_on(filled.office.db) is None
