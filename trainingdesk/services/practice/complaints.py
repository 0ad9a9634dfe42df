"""What clients complained of at the practice office, and what became of it."""

from datetime import timedelta

from trainingdesk.domain.receipts import Channel
from trainingdesk.domain.registers import EntryKind, RegisterEntry
from trainingdesk.services import registers
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.sample import Entry
from trainingdesk.services.practice.world import World


def complain(world: World) -> None:
    """Plan the entries of the register, their answers and their end."""
    for entry in sample.listed("register.toml", "entry"):
        _one(world, entry)


def _one(world: World, entry: Entry) -> None:
    at = world.story.at
    received_on = world.week(entry["week"], entry["day"])

    def receive(office: Office) -> None:
        saved = registers.save(
            office,
            RegisterEntry(
                kind=EntryKind(entry["kind"]),
                received_on=office.today(),
                facts=entry["facts"],
                channel=Channel(entry["channel"]),
                said_by=entry["said_by"],
                client_id=world.client_id(entry["client"]),
            ),
        ).saved_id
        if "answer" in entry:
            answered_on = office.today() + timedelta(days=entry["after"])
            at(answered_on, lambda later: _answer(later, saved, entry))

    at(received_on, receive)


def _answer(office: Office, entry_id: int, entry: Entry) -> None:
    registers.answer(office, entry_id, entry["answer"], action=entry["action"])
    registers.close(office, entry_id)
