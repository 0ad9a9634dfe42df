"""Which record of the practice office each picture shows."""

from collections.abc import Mapping
from types import MappingProxyType

_AHEAD = (
    "select id from training_session where state in ('planned', 'confirmed')"
    " and starts_on is not null order by starts_on desc limit 1"
)
_OVER = "select id from training_session where state = '{state}' order by ends_on limit 1"

RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "session": "select id from training_session where state = 'confirmed' order by id desc",
        "organisation": "select 1",
        "conditions": "select 0",
        "signature": "select id from agreement where state = 'sent' order by id desc",
        "agreement": "select id from agreement order by id desc",
        "instalments": "select max(id) from agreement where state in ('sent', 'formed')",
        "amendment": "select min(id) from amendment",
        "acceptance": "select min(id) from amendment where accepted_on is null",
        "gesture": "select min(id) from settlement where due_ttc_cents > 0",
        "waiting": "select min(id) from waiting_entry",
        "incident": "select id from platform_incident order by fixed_at is not null, id",
        "closing": _OVER.format(state="confirmed"),
        "reopening": _OVER.format(state="closed"),
        "split": "select session_id from enrolment e join training_session s"
        " on s.id = e.session_id where s.state = 'planned' group by 1 order by count(*) desc",
        "session_shift": _AHEAD,
        "slot_move": f"select min(id) from slot where session_id = ({_AHEAD})",
        "slot_trainers": f"select min(id) from slot where session_id = ({_AHEAD})",
        "office_documents": "select 1",
        "print_order": "select 1",
        "seal": "select 1",
        "questionnaire": "select null",
        "credit": "select id from invoice where number is not null and kind = 'invoice'",
        "invoice": "select id from invoice where number is null",
        "billing": "select session_id from funding order by id",
        "chorus_event": "select null",
        "payment_return": "select id from payment where corrects_id is null and id not in"
        " (select corrects_id from payment where corrects_id is not null)",
        "write_off": "select id from invoice where number is not null and kind = 'invoice'"
        " and due_on < date('now') and not exists (select 1 from payment_allocation a"
        " where a.invoice_id = invoice.id) and not exists"
        " (select 1 from invoice n where n.corrects_id = invoice.id)",
        "refusal": "select id from proposal where state = 'sent'",
        "validity": "select id from proposal where state = 'sent'",
        "adjournment": "select max(s.id) from training_session s join agreement a"
        " on a.session_id = s.id where a.state = 'formed' and s.state in ('planned', 'confirmed')",
        "own_part": "select max(id) from enrolment where employer_id = client_id",
        "proposal": "select id from proposal where state = 'draft'",
        "enrolment": "select id from enrolment where trainee_id is not null order by id desc",
        "venue": "select venue_id from room group by 1 order by count(*) desc",
        "trainer": "select trainer_id from trainer_document group by 1 order by count(*) desc",
        "client": "select client_id from contact group by 1 order by count(*) desc",
        "supplier_bill": "select max(id) from supplier_invoice",
    }
)
"""The record that an editor shows, where the first row of its own table is not the one to see."""
EXISTING_ONLY = {
    "closing",
    "reopening",
    "split",
    "session_shift",
    "slot_move",
    "slot_trainers",
    "office_documents",
    "print_order",
    "seal",
    "platform_access",
    "organisation",
    "conditions",
    "signature",
    "credit",
    "billing",
    "payment_return",
    "write_off",
    "refusal",
    "validity",
    "adjournment",
    "own_part",
    "agreement",
    "instalments",
    "acceptance",
    "gesture",
}


SHOWN_SESSIONS: Mapping[str, str] = MappingProxyType(
    {
        "E-learning": "select session_id from platform_incident order by id desc limit 1",
        "Stagiaires": "select e.session_id from disciplinary_case c"
        " join enrolment e on e.id = c.enrolment_id limit 1",
        "Évaluations": "select session_id from answer_sheet where answered_on is not null limit 1",
        "Finances": "select session_id from session_cost order by id desc limit 1",
        "Émargement": "select s.id from training_session s join slot on slot.session_id = s.id"
        " join attendance a on a.slot_id = slot.id where s.state = 'confirmed' limit 1",
        "Documents": "select session_id from issued_paper where kind = 'convention'"
        " order by id desc limit 1",
    }
)
"""The session to see for a sub-tab."""
OF_A_SESSION = (
    "disciplinary_case",
    "enrolment",
    "funding",
    "incident",
    "name_list",
    "replacement",
    "waiting",
)
"""The editors whose new record is one of a session."""
