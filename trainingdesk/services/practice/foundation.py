"""What the practice office is before its first session: identity, conditions, catalogue."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from trainingdesk.domain.addresses import Address
from trainingdesk.domain.calendar import add_months
from trainingdesk.domain.conditions import Conditions
from trainingdesk.domain.conditions.checking import checked
from trainingdesk.domain.courses import Course
from trainingdesk.domain.identifiers import sample_siret, vat_number_of
from trainingdesk.domain.organisation import Organisation
from trainingdesk.services import catalogue, identity
from trainingdesk.services.office import Office
from trainingdesk.services.practice import sample
from trainingdesk.services.practice.sample import Entry
from trainingdesk.services.practice.world import World
from trainingdesk.services.reference import seed_rates
from trainingdesk.storage import catalogue as courses
from trainingdesk.storage.rules_text import rules_from

OFFICE_SERIAL = 1
QUALIOPI_MONTHS = 36


def found(office: Office, world: World) -> None:
    """Write the office itself, its conditions, the reference rates and the catalogue."""
    facts = sample.entries("office.toml")
    identity.save_organisation(office, _organisation(facts["identity"], world.today))
    identity.save_conditions(office, _conditions(facts["conditions"], office.today()))
    seed_rates(office)
    _fill_catalogue(office, world)


def _organisation(facts: Entry, today: date) -> Organisation:
    siret = sample_siret(OFFICE_SERIAL)
    certified_on = add_months(today, -20)
    return Organisation(
        **facts
        | {
            "address": Address(**facts["address"]),
            "capital": Decimal(facts["capital"]),
            "siret": siret,
            "vat_number": vat_number_of(siret[:9]),
            "activity_declared_on": add_months(today, -100),
            "vat_exemption_on": add_months(today, -96),
            "qualiopi_from": certified_on,
            "qualiopi_until": add_months(certified_on, QUALIOPI_MONTHS),
            "logo": sample.image("logo.png"),
            "stamp": sample.image("stamp.png"),
        }
    )


def _conditions(facts: Entry, starts_on: date) -> Conditions:
    return Conditions(
        number=1,
        starts_on=starts_on,
        rules=checked(rules_from(facts)),
    )


def _fill_catalogue(office: Office, world: World) -> None:
    facts = sample.entries("catalogue.toml")
    for sheet in sample.course_sheets():
        code = sheet.code or ""
        entry = dict(facts[code])
        revised = entry.pop("revised", None)
        course = Course(code=code, title=sheet.title, **entry)
        # The office has confirmed that its days are of seven hours; its sheets start with it.
        dated = replace(sheet, version_date=office.today(), hours_derived=False)
        world.courses[code] = catalogue.add_course(office, dated, course).saved_id
        if revised:
            _revise_later(world, code, revised)


def _revise_later(world: World, code: str, revised: Entry) -> None:
    """Let the sheet of a course change its price one day; earlier sessions keep theirs."""

    def revise(office: Office) -> None:
        course = courses.COURSES.get(office.db, world.courses[code])
        sheet = courses.latest_version(office.db, world.courses[code]).sheet
        catalogue.revise_course(
            office,
            course,
            replace(sheet, price_ht=Decimal(revised["price"]), version_date=office.today()),
        )

    world.story.at(world.week(revised["week"]), revise)
