"""Records that may be the one being typed: told, never refused."""

from trainingdesk.domain.firm_names import firm_key
from trainingdesk.domain.parties import Client
from trainingdesk.services.office import Office
from trainingdesk.storage import parties as store


def like_client(office: Office, client: Client) -> tuple[Client, ...]:
    """Return the clients with the SIRET or, legal form aside, the name of another one."""
    siret = "".join(client.siret.split())
    key = firm_key(f"{client.name} {client.first_name}")
    rows = office.db.execute(
        "select id, sort_name, siret from client where id is not ?", [client.id]
    )
    alike = [
        row_id
        for row_id, sort_name, other_siret in rows
        if (siret and other_siret == siret) or (key and firm_key(sort_name) == key)
    ]
    return tuple(store.CLIENTS.get(office.db, row_id) for row_id in alike)
