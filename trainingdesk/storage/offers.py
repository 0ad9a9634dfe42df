"""What a form offers to choose from: ids and names, in the order of the alphabet."""

from sqlite_utils import Database

Offers = list[tuple[int, str]]


def clients(db: Database, kept: int | None = None) -> Offers:
    """Return the clients in use, and *kept* though it be archived."""
    return _named(db, "client", "trim(name || ' ' || first_name)", kept)


def training_offices(db: Database) -> Offers:
    """Return the clients that are training offices themselves."""
    return _chosen(
        db, "select id, name from client where kind = 'training_office' order by sort_name"
    )


def trainees(db: Database, kept: int | None = None) -> Offers:
    """Return the trainees in use with where they work, and *kept*."""
    employer = (
        "coalesce((select ' – ' || c.name from employment j join client c on c.id = j.client_id"
        " where j.trainee_id = trainee.id and j.ends_on is null"
        " order by j.starts_on desc limit 1), '')"
    )
    return _named(db, "trainee", f"trim(last_name || ' ' || first_name) || {employer}", kept)


def funders(db: Database, kept: int | None = None) -> Offers:
    """Return the funders in use, and *kept*."""
    return _named(db, "funder", "name", kept)


def trainers(db: Database) -> Offers:
    """Return every trainer: slots of the past name those who left."""
    return _chosen(
        db, "select id, trim(first_name || ' ' || last_name) from trainer order by sort_name"
    )


def courses(db: Database, kept: int | None = None) -> Offers:
    """Return the courses in use with their codes, and *kept*."""
    return _named(db, "course", "title || ' – ' || code", kept)


def venues(db: Database, kept: int | None = None) -> Offers:
    """Return the venues in use, and *kept*."""
    return _named(db, "venue", "name", kept)


def rooms(db: Database, venue_id: int | None, kept: int | None = None) -> Offers:
    """Return the rooms in use of a venue, and *kept*."""
    return _chosen(
        db,
        "select id, name from room where venue_id is ?"
        " and (archived_on is null or id is ?) order by name",
        venue_id,
        kept,
    )


def contacts(db: Database, client_id: int | None, kept: int | None = None) -> Offers:
    """Return the people of a client, and *kept*."""
    return _chosen(
        db,
        "select id, trim(first_name || ' ' || last_name || iif(role = '', '', ', ' || role))"
        " from contact where client_id is ? and (archived_on is null or id is ?)"
        " order by sort_name",
        client_id,
        kept,
    )


def sessions(db: Database) -> Offers:
    """Return the sessions, latest first."""
    return _chosen(
        db, "select id, number || ' – ' || title from training_session order by starts_on desc"
    )


def session_clients(db: Database, session_id: int) -> Offers:
    """Return the clients who enrolled people in a session."""
    return _chosen(
        db,
        "select distinct c.id, trim(c.name || ' ' || c.first_name) from enrolment e"
        " join client c on c.id = e.client_id where e.session_id = ?"
        " and e.state not in ('replaced', 'cancelled') order by c.sort_name",
        session_id,
    )


def agreements(db: Database, session_id: int | None = None, kept: int | None = None) -> Offers:
    """Return the agreements that are not over, of a session where one is given, and *kept*."""
    return _chosen(
        db,
        """
        select a.id, trim(c.name || ' ' || c.first_name) || ' – ' || s.title
            || iif(s.starts_on is null, '', strftime(' (%d/%m/%Y)', s.starts_on))
            || iif(a.number = '', '', ' – ' || a.number)
        from agreement a join client c on c.id = a.client_id
        join training_session s on s.id = a.session_id
        where (a.session_id = ?1 or ?1 is null)
            and (a.state in ('draft', 'sent', 'formed') or a.id is ?2)
        order by s.starts_on desc, c.sort_name
        """,
        session_id,
        kept,
    )


def accepted_proposals(db: Database, client_id: int, kept: int | None = None) -> Offers:
    """Return the proposals that a client accepted, latest first, and *kept*."""
    return _chosen(
        db,
        "select id, number || iif(version > 1, ' v' || version, '') || ' – ' || title"
        " from proposal where client_id = ? and (state = 'accepted' or id is ?)"
        " order by created_on desc, id desc",
        client_id,
        kept,
    )


def owed_invoices(db: Database, kept: int | None = None) -> Offers:
    """Return the issued invoices that may be late, the longest due first, and *kept*."""
    return _chosen(
        db,
        """
        select i.id, i.number || ' – ' || coalesce(f.name, trim(c.name || ' ' || c.first_name))
        from invoice i join client c on c.id = i.client_id
        left join funder f on f.id = i.payer_funder_id
        where i.number is not null and i.kind <> 'credit_note' and (i.id is ? or
            i.total_ttc_cents > (select coalesce(sum(n.total_ttc_cents), 0) from invoice n
                where n.corrects_id = i.id and n.number is not null)
            + (select coalesce(sum(a.amount_cents), 0) from payment_allocation a
                where a.invoice_id = i.id))
        order by i.due_on, i.id
        """,
        kept,
    )


def seats(db: Database, session_id: int, client_id: int) -> Offers:
    """Return the enrolments of a client's people in a session, who still hold their seat."""
    return _chosen(
        db,
        "select e.id, coalesce(trim(t.first_name || ' ' || t.last_name), 'Stagiaire à nommer')"
        " from enrolment e left join trainee t on t.id = e.trainee_id"
        " where e.session_id = ? and e.client_id = ? and e.state not in ('replaced', 'cancelled')"
        " order by t.sort_name, e.id",
        session_id,
        client_id,
    )


def session_seats(db: Database, session_id: int) -> Offers:
    """Return the enrolments of a session who still hold their seat, by name and client."""
    return _chosen(
        db,
        "select e.id, coalesce(trim(t.first_name || ' ' || t.last_name), 'Stagiaire à nommer')"
        " || ' – ' || trim(c.name || ' ' || c.first_name)"
        " from enrolment e join client c on c.id = e.client_id"
        " left join trainee t on t.id = e.trainee_id"
        " where e.session_id = ? and e.state not in ('replaced', 'cancelled')"
        " order by t.sort_name, e.id",
        session_id,
    )


def _named(db: Database, table: str, name: str, kept: int | None) -> Offers:
    return _chosen(
        db,
        f"select id, {name} from {table} where archived_on is null or id is ? order by sort_name",
        kept,
    )


def _chosen(db: Database, query: str, *values: object) -> Offers:
    return [(row_id, name) for row_id, name in db.execute(query, list(values))]
