"""What one client of a session and the office agree on: proposal, fund, convention or contract."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.agreements import AgreementKind
from trainingdesk.domain.money import round_to_cent
from trainingdesk.domain.receipts import Channel, Receipt, ReceiptKind
from trainingdesk.domain.sessions import Enrolment, Funding, FundingState
from trainingdesk.domain.withdrawal import MAX_FIRST_PAYMENT, SignedWhere
from trainingdesk.french import listed, long_date
from trainingdesk.services import agreeing, deciding, planning, proposing
from trainingdesk.services.office import Office
from trainingdesk.services.practice import offers
from trainingdesk.services.practice.diary import DAY, Days
from trainingdesk.services.practice.money import HELD, hold_cheque
from trainingdesk.services.practice.session_plan import SessionPlan
from trainingdesk.services.practice.world import World
from trainingdesk.services.session_files import session_file
from trainingdesk.storage import parties, sales
from trainingdesk.storage import sessions as store

PART_GRANTED = Decimal("0.6")

# Days counted back from the first of the session. An individual signs early enough to have time
# to withdraw (L6353-5).
OFFERED = timedelta(days=80)
REQUESTED = timedelta(days=41)
CONTRACT_SENT, CONTRACT_SIGNED = timedelta(days=40), timedelta(days=33)
ANSWERED = timedelta(days=30)
SENT, SIGNED = timedelta(days=27), timedelta(days=16)
GIVEN_UP = {
    "cancelled": timedelta(days=9),
    "postponed": timedelta(days=13),
    "terminated": timedelta(days=3),
}
NOTICED = timedelta(days=11)
"""A formal notice is sent so long before the agreement is terminated."""
LATER = timedelta(days=70)
"""A postponed training is wanted so long after."""
FILED = timedelta(days=120)
"""Counted from the last day: nothing more is expected of the bargain."""


def seats_of(
    office: Office, session_id: int, client_ids: Iterable[int] | None = None
) -> list[Enrolment]:
    """Return who is expected or was trained, of all clients or of some."""
    wanted = None if client_ids is None else set(client_ids)
    return [
        enrolment
        for enrolment in store.enrolments_of(office.db, session_id)
        if enrolment.state.takes_a_seat and (wanted is None or enrolment.client_id in wanted)
    ]


@dataclass
class Bargain:
    """Tells the bargain of one client for one session."""

    world: World
    plan: SessionPlan
    key: str
    session_id: int
    hours: Decimal
    days: Days
    proposal_id: int | None = None
    agreement_id: int | None = None

    @property
    def client_id(self) -> int:
        """The id of the client."""
        return self.world.client_id(self.key)

    def _before(self, delay: timedelta) -> date:
        return self.days[0] - delay

    def schedule(self) -> None:
        """Add the bargain's days to the history."""
        at = self.world.story.at
        if self.plan.offer:
            at(self._before(OFFERED), self._offer)
        if self.key in self.plan.fundings:
            at(self._before(REQUESTED), self._request)
        self._schedule_agreement()

    def _schedule_agreement(self) -> None:
        at = self.world.story.at
        is_individual = self.world.clients[self.key].is_individual
        sent, signed = (CONTRACT_SENT, CONTRACT_SIGNED) if is_individual else (SENT, SIGNED)
        # The price of a group does not wait for the names.
        early = timedelta(days=self.plan.early if self.plan.group_price else sent.days + 2)
        at(self._before(early) + timedelta(days=1), self._agree)
        at(self._before(sent), lambda office: agreeing.send(office, self._agreement))
        if self.plan.outcome != "cancelled" and self.key not in self.plan.unsigned:
            at(self._before(signed), self._sign)
            if self.plan.payments.get(self.key) == HELD:
                at(self._before(signed) + DAY, self._hold_cheque)
            self._schedule_end()

    def _schedule_end(self) -> None:
        at = self.world.story.at
        ended = self.plan.ended.get(self.key)
        if ended is not None:
            at(self._before(GIVEN_UP[ended]), lambda office: self._end(office, ended))
        else:
            at(self.days[-1] + FILED, lambda office: agreeing.finish(office, self._agreement))

    @property
    def _agreement(self) -> int:
        assert self.agreement_id is not None  # noqa: S101 - it is drafted before all the rest
        return self.agreement_id

    # The proposal -------------------------------------------------------------------------------

    def _offer(self, office: Office) -> None:
        session = store.SESSIONS.get(office.db, self.session_id)
        facts = {
            **(self.plan.offer or {}),
            "dates": listed([long_date(day) for day in self.days]),
            "place": session_file(office, self.session_id).place,
        }
        draft = offers.offer_for(office, self.world, self.key, session, facts)
        again = facts.get("versions", 1) > 1
        self._await_answer(office, offers.send(office, draft), again=again)

    def _await_answer(self, office: Office, proposal_id: int, *, again: bool) -> None:
        """Let the client accept a proposal, or ask for another version of it first."""
        self.proposal_id = proposal_id
        at = self.world.story.at
        if again:
            at(
                office.today() + offers.AGAIN,
                lambda later: self._await_answer(
                    later, offers.send_again(later, proposal_id), again=False
                ),
            )
        else:
            at(office.today() + offers.ANSWER, lambda later: proposing.accept(later, proposal_id))

    # The fund -----------------------------------------------------------------------------------

    def _request(self, office: Office) -> None:
        fund, answer = self.world.funder_of[self.key], self.plan.fundings[self.key]
        number = self.world.random.randint(1000, 99999)
        asked = Funding(
            session_id=self.session_id,
            client_id=self.client_id,
            funder_id=self.world.funders[fund],
            file_number=f"{office.today():%Y}-{fund[:2].upper()}-{number:06d}",
            hours=self.hours,
            requested_on=office.today(),
            subrogation=answer != "refund",
        )
        known = replace(asked, id=planning.fund(office, asked).saved_id)
        if answer != "requested":
            self.world.story.at(
                self._before(ANSWERED), lambda later: self._answer(later, known, answer)
            )

    def _answer(self, office: Office, asked: Funding, answer: str) -> None:
        state, amount = FundingState.REFUSED, None
        if answer != "refused":
            share = PART_GRANTED if answer == "part" else Decimal(1)
            state, amount = FundingState.GRANTED, round_to_cent(self._price(office) * share)
        planning.fund(
            office, replace(asked, state=state, amount=amount, received_on=office.today())
        )

    def _price(self, office: Office) -> Decimal:
        session = store.SESSIONS.get(office.db, self.session_id)
        if session.price_for_group is not None:
            return session.price_for_group
        seats = seats_of(office, self.session_id, [self.client_id])
        return (session.price_per_person or Decimal(0)) * len(seats)

    # The convention or contract -----------------------------------------------------------------

    def _agree(self, office: Office) -> None:
        self.agreement_id = agreeing.draft_agreement(
            office, self.session_id, self.client_id, self.proposal_id
        ).saved_id

    def _sign(self, office: Office) -> None:
        client = self.world.clients[self.key]
        contact = parties.signatory_of(office.db, self.client_id)
        first_name, last_name = (
            (contact.first_name, contact.last_name) if contact else (client.first_name, client.name)
        )
        where = SignedWhere.PREMISES if client.is_individual else SignedWhere.DISTANCE
        name = f"{first_name} {last_name}"
        agreeing.sign(office, self._agreement, office.today(), name, where, copy=self._copy(office))

    def _hold_cheque(self, office: Office) -> None:
        agreed = sales.agreement(office.db, self._agreement).totals.total_ttc
        hold_cheque(office, self.client_id, round_to_cent(agreed * MAX_FIRST_PAYMENT))

    def _copy(self, office: Office) -> Receipt | None:
        """Return what came of an agreement that the office does not make itself."""
        kind = sales.agreement(office.db, self._agreement).kind
        if kind.is_printed:
            return None
        is_file = kind is AgreementKind.CPF
        return Receipt(
            kind=ReceiptKind.SIGNED_AGREEMENT,
            received_on=office.today(),
            channel=Channel.PLATFORM if is_file else Channel.EMAIL,
            reference="" if is_file else f"BC-{office.today():%y%m}-{self.session_id:03}",
        )

    def _end(self, office: Office, ended: str) -> None:
        """Settle that the client gave up, moved, or never paid what it owed."""
        came = Receipt(
            kind=ReceiptKind.CANCELLATION,
            received_on=office.today(),
            channel=Channel.REGISTERED_LETTER,
            reference=f"1A {self.world.random.randint(100, 999)} 004 512 7",
        )
        match ended:
            case "cancelled":
                deciding.cancel(office, self._agreement, came)
            case "postponed":
                wanted = replace(came, kind=ReceiptKind.POSTPONEMENT)
                deciding.postpone(office, self._agreement, wanted, self.days[0] + LATER)
            case _:
                deciding.terminate(office, self._agreement, office.today() - NOTICED)

    def call_off(self, office: Office) -> None:
        """Cancel what was sent: the session will not take place."""
        deciding.cancel_by_office(office, self._agreement, office.today())
