"""The rules of sale, asked one by one: `trainingdesk rules …`."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trainingdesk.cli.options import Amount, Day, Program, json_option, print_json
from trainingdesk.french import typeset

if TYPE_CHECKING:
    from trainingdesk.domain.withdrawal import SignedWhere
    from trainingdesk.services.profiles import Profile

F = TypeVar("F", bound=Callable[..., Any])

YES_NO = click.Choice(["yes", "no"])
PLACES = click.Choice(["premises", "distance", "off-premises"])


class _Rules(Program):
    """The rules, with the offices that are shipped named below them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write which offices are shipped."""
        from trainingdesk.services.profiles import shipped_keys

        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(typeset(f"Organismes livrés : {', '.join(shipped_keys())}."))


@click.group(cls=_Rules, no_args_is_help=True, subcommand_metavar="RÈGLE [ARGUMENTS]…")
def rules() -> None:
    """Calcule ce que des conditions de vente donnent, et l’explique.

    PROFIL est un organisme livré avec le programme ou le chemin d’un fichier de conditions (TOML) ;
    ceux qui sont livrés sont nommés plus bas. Les montants s’écrivent avec un point ou une virgule,
    les dates AAAA-MM-JJ ou JJ/MM/AAAA, la TVA en pour cent. « yes » veut dire oui, « no » non.
    """


def _profile(*, required: bool = True) -> Callable[[F], F]:
    return click.option(
        "--profile",
        metavar="PROFIL",
        required=required,
        help="Organisme livré, ou fichier de conditions.",
    )


def _day(name: str, what: str, *, required: bool = True) -> Callable[[F], F]:
    return click.option(name, type=Day(), required=required, help=what)


def _amount(name: str, what: str, *, required: bool = False) -> Callable[[F], F]:
    return click.option(name, type=Amount(), required=required, help=what)


_ht = _amount("--ht", "Prix hors taxes.", required=True)
_tva = click.option("--tva", type=Amount(), default="0", help="Taux de TVA, en pour cent.")
_deposit_paid = _amount(
    "--deposit-paid", "Acompte versé ; à défaut, celui que les conditions demandent."
)


# Cancelling and postponing ----------------------------------------------------------------------


@rules.command()
@_profile()
@_day("--start", "Début de la formation.")
@_day("--received", "Jour où l’organisme a reçu l’annulation.")
@_ht
@_tva
@_deposit_paid
@click.option(
    "--by",
    type=click.Choice(["client", "office"]),
    default="client",
    help="Qui annule : le client ou l’organisme.",
)
@click.option(
    "--kind", type=click.Choice(["inter", "intra"]), default="inter", help="Type de session."
)
@click.option("--reason", type=click.Choice(["absence"]), default=None, help="Motif invoqué.")
@click.option("--formed", type=YES_NO, default="yes", help="L’accord est-il formé ?")
@_amount("--proposal-cost", "Coût de préparation de la proposition.")
@click.option(
    "--fee-vat",
    type=click.Choice(["taxed", "untaxed"]),
    default=None,
    help="TVA des sommes d’annulation, si l’organisme l’a choisie.",
)
@json_option
def cancellation(
    *,
    profile: str,
    start: date,
    received: date,
    ht: Decimal,
    tva: Decimal,
    deposit_paid: Decimal | None,
    by: str,
    kind: str,
    reason: str | None,
    formed: str,
    proposal_cost: Decimal | None,
    fee_vat: str | None,
    as_json: bool,
) -> None:
    """Ce que coûte une annulation.

    Le préavis, ce qui est dû, ce qui fut versé, ce qui reste à payer ou à rembourser, le dernier
    jour sans frais et les paliers, datés.
    """
    from trainingdesk.domain.cancellation import (
        CancelledOrder,
        cancelled_by_client,
        cancelled_by_office,
    )
    from trainingdesk.domain.prices import FeeVat, taxed

    asked = _load(profile)
    order = CancelledOrder(
        starts_on=start,
        received_on=received,
        price=taxed(ht, tva),
        paid=deposit_paid,
        tva_rate=tva,
        proposal_cost=proposal_cost or Decimal(0),
        formed=formed == "yes",
        intra=kind == "intra",
        for_absence=reason == "absence",
    )
    cost = (
        cancelled_by_office(asked.rules, order)
        if by == "office"
        else cancelled_by_client(asked.rules, order, FeeVat(fee_vat) if fee_vat else None)
    )
    _answer(
        asked,
        cost.rule,
        cost.sentence,
        {
            "notice_days": cost.notice_days,
            "notice_working_days": cost.notice_working_days,
            "share": _share(cost.share),
            "base": cost.base.value,
            "due_ht": _money(cost.due_ht),
            "due_ttc": _money(cost.due_ttc),
            "paid": _money(cost.paid),
            "balance": _money(cost.balance),
            "last_free_date": _iso(cost.last_free_date),
            "tiers": [
                {"until": _iso(tier.until), "share": _share(tier.share), "base": tier.base.value}
                for tier in cost.tiers
            ],
        },
        as_json=as_json,
    )


@rules.command()
@_profile()
@_day("--ordered", "Jour de la commande.")
@_day("--asked", "Jour où l’organisme a reçu la demande de report.")
@_day("--start", "Début prévu.")
@_day("--new-start", "Nouveau début.")
@_ht
@_tva
@_deposit_paid
@json_option
def postponement(
    *,
    profile: str,
    ordered: date,
    asked: date,
    start: date,
    new_start: date,
    ht: Decimal,
    tva: Decimal,
    deposit_paid: Decimal | None,
    as_json: bool,
) -> None:
    """Ce que coûte un report.

    S’il est possible, ce qui est dû aussitôt, ce que l’organisme garde, ce que coûte la nouvelle
    date.
    """
    from trainingdesk.domain.postponement import PostponedOrder, postponed
    from trainingdesk.domain.prices import taxed

    terms = _load(profile)
    cost = postponed(
        terms.rules,
        PostponedOrder(
            ordered_on=ordered,
            asked_on=asked,
            starts_on=start,
            new_start=new_start,
            price=taxed(ht, tva),
            paid=deposit_paid,
            tva_rate=tva,
        ),
    )
    _answer(
        terms,
        cost.rule,
        cost.sentence,
        {
            "allowed": cost.allowed,
            "due_ttc": _money(cost.due_ttc),
            "kept": _money(cost.kept),
            "due_for_new_date": _money(cost.due_for_new_date),
        },
        as_json=as_json,
    )


@rules.command()
@_profile()
@_day("--start", "Début de la formation.")
@_day("--asked", "Jour où l’organisme a reçu la demande.")
@click.option("--same-profile", type=YES_NO, default=None, help="Même profil, mêmes besoins ?")
@click.option("--funder-agrees", type=YES_NO, default=None, help="Le financeur accepte-t-il ?")
@click.option("--funder", "has_funder", is_flag=True, help="Un financeur paie la formation.")
@click.option("--accepted", type=YES_NO, default=None, help="L’organisme accepte-t-il ?")
@_amount("--extra-cost", "Coût supplémentaire TTC du changement.")
@json_option
def substitution(
    *,
    profile: str,
    start: date,
    asked: date,
    same_profile: str | None,
    funder_agrees: str | None,
    has_funder: bool,
    accepted: str | None,
    extra_cost: Decimal | None,
    as_json: bool,
) -> None:
    """Si un stagiaire peut être remplacé.

    Et ce qu’il y faut : un même profil, l’accord du financeur, celui de l’organisme.
    """
    from trainingdesk.domain.substitution import Replacement
    from trainingdesk.domain.substitution import substitution as substituted

    terms = _load(profile)
    answer = substituted(
        terms.rules,
        Replacement(
            starts_on=start,
            asked_on=asked,
            same_profile=_said(same_profile),
            funder_agrees=_said(funder_agrees),
            has_funder=has_funder or funder_agrees is not None,
            office_accepts=_said(accepted),
            extra_cost=extra_cost or Decimal(0),
        ),
    )
    _answer(
        terms,
        answer.rule,
        answer.sentence,
        {
            "allowed": answer.allowed,
            "last_day": _iso(answer.last_day),
            "needs": list(answer.needs),
            "due_ttc": _money(answer.due_ttc),
        },
        as_json=as_json,
    )


# What was not followed --------------------------------------------------------------------------

_planned = _amount("--planned-hours", "Heures prévues ; à défaut, la formation entière.")
_followed = _amount("--followed-hours", "Heures suivies ; à défaut, aucune.")


@rules.command()
@_profile()
@_ht
@_tva
@_planned
@_followed
@click.option("--justified", type=YES_NO, default=None, help="L’absence est-elle justifiée ?")
@json_option
def absence(
    *,
    profile: str,
    ht: Decimal,
    tva: Decimal,
    planned_hours: Decimal | None,
    followed_hours: Decimal | None,
    justified: str | None,
    as_json: bool,
) -> None:
    """Ce qui est dû malgré une absence.

    L’absence est entière, ou partielle avec les heures prévues et suivies.
    """
    from trainingdesk.domain.interruption import HoursHeld
    from trainingdesk.domain.interruption import absence as absent
    from trainingdesk.domain.prices import taxed

    terms = _load(profile)
    held = HoursHeld(planned=planned_hours or Decimal(1), followed=followed_hours or Decimal(0))
    cost = absent(terms.rules, taxed(ht, tva), held, justified=_said(justified))
    _answer(
        terms,
        cost.rule,
        cost.sentence,
        {
            "due_ttc": _money(cost.due_ttc),
            "share": _share(cost.share),
            "duties": list(cost.duties),
        },
        as_json=as_json,
    )


@rules.command()
@_profile()
@_ht
@_tva
@_planned
@_followed
@_amount("--begun-hours", "Heures des modules commencés, heures suivies comprises.")
@click.option("--force-majeure", is_flag=True, help="La force majeure est reconnue.")
@click.option(
    "--client",
    type=click.Choice(["company", "individual"]),
    default="company",
    help="Qui a commandé : une entreprise, ou un particulier.",
)
@json_option
def interruption(
    *,
    profile: str,
    ht: Decimal,
    tva: Decimal,
    planned_hours: Decimal | None,
    followed_hours: Decimal | None,
    begun_hours: Decimal | None,
    force_majeure: bool,
    client: str,
    as_json: bool,
) -> None:
    """Ce qui est dû après une interruption.

    Il s’agit d’un abandon, ou de la force majeure avec --force-majeure.
    """
    from trainingdesk.domain.interruption import (
        Buyer,
        HoursHeld,
        given_up,
        stopped_by_force_majeure,
    )
    from trainingdesk.domain.prices import taxed

    terms = _load(profile)
    held = HoursHeld(
        planned=planned_hours or Decimal(1),
        followed=followed_hours or Decimal(0),
        begun=begun_hours,
    )
    price = taxed(ht, tva)
    cost = (
        stopped_by_force_majeure(terms.rules, price, held, Buyer(client))
        if force_majeure
        else given_up(terms.rules, price, held)
    )
    _answer(
        terms,
        cost.rule,
        cost.sentence,
        {"due_ttc": _money(cost.due_ttc), "share": _share(cost.share)},
        as_json=as_json,
    )


@rules.command()
@_profile()
@_amount("--ttc", "Prix TTC.", required=True)
@_day("--start", "Début de la formation.")
@_day("--end", "Fin de la formation ; à défaut, son début.", required=False)
@_amount("--granted", "Montant TTC accordé par le financeur ; à défaut, tout le prix.")
@_day(
    "--agreed", "Jour où l’accord du financeur est parvenu ; à défaut, pas encore.", required=False
)
@click.option("--refused", is_flag=True, help="Le financeur a refusé.")
@_amount("--paid", "Ce que le financeur a payé.")
@_day(
    "--on", "Le jour où la question se pose ; à défaut, le début de la formation.", required=False
)
@json_option
def funder(
    *,
    profile: str,
    ttc: Decimal,
    start: date,
    end: date | None,
    granted: Decimal | None,
    agreed: date | None,
    refused: bool,
    paid: Decimal | None,
    on: date | None,
    as_json: bool,
) -> None:
    """Ce que le client doit, financeur compris.

    Quand le financeur accorde tout ou partie, tarde, refuse ou ne paie pas.
    """
    from trainingdesk.domain.funder_terms import FunderCase, funder_answer

    terms = _load(profile)
    answer = funder_answer(
        terms.rules,
        FunderCase(
            ttc=ttc,
            starts_on=start,
            ends_on=end or start,
            on=on or start,
            granted=granted,
            agreed_on=agreed,
            refused=refused,
            paid=paid or Decimal(0),
        ),
    )
    _answer(
        terms,
        answer.rule,
        answer.sentence,
        {
            "due_ttc": _money(answer.due_ttc),
            "funder_ttc": _money(answer.funder_ttc),
            "credit_ttc": _money(answer.credit_ttc),
            "last_agreement_day": _iso(answer.last_agreement_day),
            "client_from": _iso(answer.client_from),
        },
        as_json=as_json,
    )


# Paying -----------------------------------------------------------------------------------------


class DatedAmount(click.ParamType[tuple[date, Decimal]]):
    """A day and an amount: 2026-05-18=1200,00."""

    name = "date=montant"

    def convert(
        self,
        value: str | tuple[date, Decimal],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[date, Decimal]:
        """Return the two, or refuse."""
        if isinstance(value, tuple):
            return value
        day, equals, amount = value.partition("=")
        if not equals:
            words = f"« {value} » : écrivez une date, le signe = et un montant."
            raise click.BadParameter(words, ctx=ctx, param=param)
        return Day().convert(day, param, ctx), Amount().convert(amount, param, ctx)


@rules.command("late-interest")
@_profile()
@_amount("--ttc", "Montant TTC de la facture.", required=True)
@_day("--due", "Échéance.")
@_day("--paid", "Jour du (dernier) paiement.")
@click.option(
    "--debtor",
    type=click.Choice(["professional", "consumer", "public"]),
    default="professional",
    help="Qui doit : un professionnel, un consommateur, ou un acheteur public.",
)
@_day("--notice", "Jour de la mise en demeure, pour un consommateur.", required=False)
@click.option("--statutory", is_flag=True, help="Au taux de la loi, sans les conditions.")
@click.option(
    "--payment",
    "payments",
    type=DatedAmount(),
    multiple=True,
    help="Paiement partiel ; l’option peut se répéter.",
)
@json_option
def late_interest(
    *,
    profile: str,
    ttc: Decimal,
    due: date,
    paid: date,
    debtor: str,
    notice: date | None,
    statutory: bool,
    payments: tuple[tuple[date, Decimal], ...],
    as_json: bool,
) -> None:
    """Ce que coûte un retard de paiement.

    Les intérêts, période par période, l’indemnité de recouvrement et le total.
    """
    from trainingdesk.domain import late_interest as rule
    from trainingdesk.domain.reference_rates import rate_text
    from trainingdesk.services.reference import shipped_reference_rates

    terms = _load(profile)
    late = rule.late_interest(
        rules=terms.rules,
        ttc=ttc,
        due_on=due,
        paid_on=paid,
        rates=shipped_reference_rates(),
        debtor=rule.Debtor(debtor),
        notice_on=notice,
        statutory=statutory,
        payments=[rule.PartPayment(day, amount) for day, amount in payments],
    )
    _answer(
        terms,
        "late" if late.rule is rule.LateRule.TERMS else "",
        late.sentence,
        {
            "segments": [
                {
                    "from": _iso(segment.first),
                    "to": _iso(segment.last),
                    "days": segment.days,
                    "rate": rate_text(segment.rate),
                    "amount": _money(segment.amount),
                }
                for segment in late.segments
            ],
            "interest": _money(late.interest),
            "indemnity": _money(late.indemnity),
            "total": _money(late.total),
            "floor_applied": late.floor_applied,
        },
        as_json=as_json,
    )


@rules.command()
@_profile(required=False)
@_day("--signed", "Jour de la signature.")
@click.option("--where", type=PLACES, default="distance", help="Où le contrat est signé.")
@json_option
def withdrawal(*, profile: str | None, signed: date, where: str, as_json: bool) -> None:
    """Le délai de rétractation d’un particulier.

    Et ce qui peut lui être demandé ensuite.
    """
    from trainingdesk.domain.withdrawal import MAX_FIRST_PAYMENT, told, withdrawal_period

    terms = _load(profile) if profile else None
    clause = terms.rules.withdrawal if terms else None
    period = withdrawal_period(signed, _place(where), clause)
    _answer(
        terms,
        "withdrawal" if clause else "",
        told(period),
        {
            "days": period.days,
            "last_day": _iso(period.last_day),
            "first_claim_date": _iso(period.first_claim_on),
            "max_first_payment_share": _share(MAX_FIRST_PAYMENT),
        },
        as_json=as_json,
    )


@rules.command()
@_profile()
@_amount("--ttc", "Prix TTC.", required=True)
@_amount("--ht", "Prix hors taxes, s’il diffère.")
@click.option(
    "--client",
    type=click.Choice(["company", "individual"]),
    required=True,
    help="Qui commande : une entreprise, ou un particulier.",
)
@_day("--signed", "Jour de la signature.")
@click.option("--where", type=PLACES, default="distance", help="Où le contrat est signé.")
@_day("--start", "Début de la formation.", required=False)
@json_option
def deposit(
    *,
    profile: str,
    ttc: Decimal,
    ht: Decimal | None,
    client: str,
    signed: date,
    where: str,
    start: date | None,
    as_json: bool,
) -> None:
    """L’acompte : son montant, son jour.

    Le jour est le premier où il peut être demandé.
    """
    from trainingdesk.domain.deposit import asked_of_individual, asked_of_professional
    from trainingdesk.domain.prices import Price

    terms = _load(profile)
    price = Price(ttc if ht is None else ht, ttc)
    asked = (
        asked_of_individual(terms.rules, price, signed, _place(where))
        if client == "individual"
        else asked_of_professional(terms.rules, price, signed, start)
    )
    _answer(
        terms,
        asked.rule,
        asked.sentence,
        {"amount": _money(asked.amount), "due": _iso(asked.due_on)},
        as_json=as_json,
    )


# The law ----------------------------------------------------------------------------------------


@rules.command()
@_profile()
@json_option
def conformity(*, profile: str, as_json: bool) -> None:
    """Où les conditions s’écartent de la loi.

    Chaque constat dit l’article, ce que la loi veut, et ce qu’il faut changer.
    """
    from trainingdesk.domain.conditions.conformity import findings

    found = findings(_load(profile).rules)
    if as_json:
        print_json(
            [
                {
                    "rule": finding.rule,
                    "level": finding.level.value,
                    "article": finding.article,
                    "found": typeset(finding.found),
                    "required": typeset(finding.required),
                    "sentence": typeset(finding.sentence),
                }
                for finding in found
            ]
        )
        return
    for finding in found:
        click.echo(typeset(f"{finding.article} : {finding.sentence} {finding.change}"))
    if not found:
        click.echo("Rien à signaler.")


# Answering --------------------------------------------------------------------------------------


def _load(profile: str) -> "Profile":
    from trainingdesk.services.profiles import load_profile

    return load_profile(profile)


def _answer(
    terms: "Profile | None",
    rule: str,
    sentence: str,
    figures: dict[str, object],
    *,
    as_json: bool,
) -> None:
    """Give the figures with the clause and the sentence, or the last two to read."""
    from trainingdesk.domain.conditions.clauses import heading

    clause = heading(terms.rules, rule) if terms else ""
    if as_json:
        print_json({**figures, "clause": clause, "sentence": typeset(sentence)})
        return
    click.echo(typeset(sentence))
    if clause:
        click.echo(typeset(f"({clause})"))


def _place(where: str) -> "SignedWhere":
    from trainingdesk.domain.withdrawal import SignedWhere

    return SignedWhere(where.replace("-", "_"))


def _said(word: str | None) -> bool | None:
    return None if word is None else word == "yes"


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _share(share: Decimal) -> str:
    """Write a share with two decimals, and more where it has them."""
    plain = share.normalize()
    decimals = max(2, -int(plain.as_tuple().exponent))
    return f"{share:.{decimals}f}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
