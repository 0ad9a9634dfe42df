"""Who buys, learns, pays and teaches at the practice office, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.funder_habits import FunderHabits
from trainingdesk.domain.identifiers import sample_siret, vat_number_of
from trainingdesk.domain.parties import (
    Client,
    ClientKind,
    Contact,
    Employment,
    Funder,
    FunderKind,
    Trainee,
    TraineeStatus,
)
from trainingdesk.domain.people import Civility
from trainingdesk.domain.teaching import (
    Room,
    Trainer,
    TrainerDocument,
    TrainerDocumentKind,
    TrainerKind,
    Venue,
)
from trainingdesk.french import sort_key
from trainingdesk.services import parties
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.sample import Entry
from trainingdesk.services.practice.world import World
from trainingdesk.services.usual_habits import habits_from, usual_habits

STATUS = {
    ClientKind.COMPANY: TraineeStatus.PRIVATE_EMPLOYEE,
    ClientKind.INDIVIDUAL: TraineeStatus.SELF_PAYING,
    ClientKind.PUBLIC_BODY: TraineeStatus.OTHER,
    ClientKind.TRAINING_OFFICE: TraineeStatus.PRIVATE_EMPLOYEE,
}


@dataclass(frozen=True)
class Move:
    """A trainee who changes employer one week."""

    name: tuple[str, str]
    to: str
    job: str
    week: int


MOVES = (Move(("Assia", "Larbi"), to="verte-rive", job="conseillère de vente", week=-20),)


def introduce(office: Office, world: World) -> None:
    """Write everyone the office knows, and its places."""
    _funders(office, world)
    _clients(office, world)
    _trainees(office, world)
    _trainers(office, world)
    _venues(office, world)


def _address(entry: Mapping[str, str]) -> Address:
    return Address(
        street=entry.get("street", ""),
        postcode=entry.get("postcode", ""),
        city=entry.get("city", ""),
    )


def mail(first_name: str, last_name: str, domain: str) -> str:
    """Return a person's address at a domain, in plain letters.

    >>> mail("Łukasz", "d’Haranguier", "kerdrezen.example")
    'lukasz.d-haranguier@kerdrezen.example'
    """
    name = f"{sort_key(first_name)}.{sort_key(last_name)}".replace(" ", "-").replace("'", "-")
    # A letter that no accent makes, such as the dotless ı, has no place in an address.
    return f"{name.replace('ı', 'i')}@{domain}"


def _funders(office: Office, world: World) -> None:
    for key, entry in sample.entries("funders.toml").items():
        funder = Funder(
            name=entry["name"],
            kind=FunderKind(entry["kind"]),
            siret=sample_siret(entry["serial"]),
            address=_address(entry),
            email=entry["email"],
            phone=entry["phone"],
            portal=entry.get("portal", ""),
            habits=_habits(entry),
        )
        world.funders[key] = parties.save_funder(office, funder).saved_id


def _habits(entry: Entry) -> FunderHabits:
    """Return what a fund says of itself, else what those of its kind are used to."""
    return (
        habits_from(entry["habits"])
        if "habits" in entry
        else usual_habits(FunderKind(entry["kind"]))
    )


def _clients(office: Office, world: World) -> None:
    for key, entry in sample.entries("clients.toml").items():
        client = _client(entry, world)
        client = replace(client, id=parties.save_client(office, client).saved_id)
        world.clients[key] = client
        world.people[key] = []
        if "funder" in entry:
            world.funder_of[key] = entry["funder"]
        for contact in entry.get("contacts", ()):
            person = Contact(
                client_id=world.client_id(key),
                email=mail(contact["first_name"], contact["last_name"], entry["domain"]),
                phone=entry["phone"],
                **contact | {"civility": Civility(contact["civility"])},
            )
            parties.save_contact(office, person)
        if client.is_individual:
            _learns_himself(office, world, key, client)


def _client(entry: Entry, world: World) -> Client:
    kind = ClientKind(entry["kind"])
    siret = sample_siret(entry["serial"]) if "serial" in entry else ""
    is_company = kind is ClientKind.COMPANY
    long_known = world.story.day - timedelta(days=90)
    return Client(
        name=entry["name"],
        kind=kind,
        civility=Civility(entry.get("civility", "")),
        first_name=entry.get("first_name", ""),
        legal_form=entry.get("legal_form", ""),
        siret=siret,
        vat_number=vat_number_of(siret[:9]) if is_company else "",
        address=_address(entry),
        billing=_address(entry["billing"]) if "billing" in entry else None,
        email=entry.get("email") or f"accueil@{entry['domain']}",
        phone=entry["phone"],
        service_code=entry.get("service_code", ""),
        demands_service=entry.get("demands_service", False),
        funder_id=world.funders[entry["funder"]] if "funder" in entry else None,
        notes=entry.get("notes", ""),
        logo_consent_on=long_known if entry.get("logo_consent") else None,
        reference_refused_on=long_known if entry.get("reference_refused") else None,
    )


def _learns_himself(office: Office, world: World, key: str, client: Client) -> None:
    trainee = Trainee(
        last_name=client.name,
        first_name=client.first_name,
        civility=client.civility,
        email=client.email,
        phone=client.phone,
        address=client.address,
    )
    _known(world, key, parties.save_trainee(office, trainee).saved_id)


def _known(world: World, key: str, trainee_id: int, status: str = "") -> None:
    world.people[key].append(trainee_id)
    chosen = TraineeStatus(status) if status else STATUS[world.clients[key].kind]
    world.statuses[trainee_id] = chosen


def _trainees(office: Office, world: World) -> None:
    domains = {
        key: entry.get("domain", "") for key, entry in sample.entries("clients.toml").items()
    }
    moves = {move.name: move for move in MOVES}
    for number, row in enumerate(sample.rows("trainees.csv")):
        first_name, last_name, key = row["prénom"], row["nom"], row["client"]
        trainee = Trainee(
            last_name=last_name,
            first_name=first_name,
            civility=Civility(row["civilité"]),
            born_on=date.fromisoformat(row["naissance"]),
            email=mail(first_name, last_name, domains[key]),
            phone=f"06 39 98 {20 + number // 100:02d} {number % 100:02d}",
        )
        trainee_id = parties.save_trainee(office, trainee).saved_id
        _known(world, key, trainee_id, row["statut"])
        if world.clients[key].kind is not ClientKind.TRAINING_OFFICE:
            hired = world.story.day - timedelta(days=world.random.randint(120, 3600))
            job = Employment(
                trainee_id=trainee_id,
                client_id=world.client_id(key),
                job=row["fonction"],
                starts_on=hired,
            )
            parties.employ(office, job)
        if move := moves.get((first_name, last_name)):
            _move_later(world, trainee_id, key, move)


def _move_later(world: World, trainee_id: int, left: str, move: Move) -> None:
    """Let a trainee change employer one day; what she followed before stays with the former."""

    def leave(office: Office) -> None:
        new = Employment(
            trainee_id=trainee_id,
            client_id=world.client_id(move.to),
            job=move.job,
            starts_on=office.today(),
        )
        parties.employ(office, new)
        world.people[left].remove(trainee_id)
        world.people[move.to].append(trainee_id)

    world.story.at(world.week(move.week), leave)


def _trainers(office: Office, world: World) -> None:
    for key, entry in sample.entries("trainers.toml").items():
        trainer = Trainer(
            last_name=entry["last_name"],
            first_name=entry["first_name"],
            civility=Civility(entry["civility"]),
            kind=TrainerKind(entry["kind"]),
            qualification=entry["qualification"],
            company=entry.get("company", ""),
            siret=sample_siret(entry["serial"]) if "serial" in entry else "",
            activity_number=entry.get("activity_number", ""),
            email=entry["email"],
            phone=entry["phone"],
            address=_address(entry),
            day_rate=Decimal(entry["day_rate"]) if "day_rate" in entry else None,
        )
        world.trainers[key] = parties.save_trainer(office, trainer).saved_id
        for paper in entry["documents"]:
            _receive_later(world, world.trainers[key], paper)


def _receive_later(world: World, trainer_id: int, paper: Entry) -> None:
    """Let a paper of a trainer's file come in on its day."""
    valid = paper.get("valid")

    def receive(office: Office) -> None:
        document = TrainerDocument(
            trainer_id=trainer_id,
            kind=TrainerDocumentKind(paper["kind"]),
            label=paper["label"],
            received_on=office.today(),
            valid_until=None if valid is None else world.today + timedelta(days=valid),
        )
        parties.save_trainer_document(office, document)

    world.story.at(world.today - timedelta(days=paper["received"]), receive)


def _venues(office: Office, world: World) -> None:
    for key, entry in sample.entries("venues.toml").items():
        venue = Venue(
            name=entry["name"],
            address=_address(entry),
            access=entry["access"],
            accessibility=entry["accessibility"],
        )
        world.venues[key] = parties.save_venue(office, venue).saved_id
        for facts in entry["rooms"]:
            room = Room(
                venue_id=world.venues[key],
                name=facts["name"],
                capacity=facts["capacity"],
                equipment=facts["equipment"],
            )
            world.rooms[f"{key}.{facts['key']}"] = parties.save_room(office, room).saved_id
