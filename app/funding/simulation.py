"""What an offer would cost, where its terms are known; where the rate is not, there is no figure at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.funding.entries import Ceiling, Entry, Instrument, LegalCeilings

LONGEST_MONTHS = 240
HIGHEST_BASIS_POINTS = 10_000
LARGEST_CENTIMES = 100_000_000_000
_LOANS = (Instrument.LOAN, Instrument.HONOUR_LOAN)
_FORMAL = frozenset({"auto_entrepreneur", "cooperative"})
"""The legal forms that decree 2.25.450 names among those with the higher ceiling. A registered trader or a payer of the
taxe professionnelle too, but that is not what `individual` or `company` say."""


class NoFigure(StrEnum):
    """Why there is none."""

    RATE_UNKNOWN = "rate_unknown"
    DURATION_UNKNOWN = "duration_unknown"
    NOT_A_LOAN = "not_a_loan"
    NO_AMOUNT = "no_amount"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """A loan repaid monthly: `basis_points` a year (2 % = 200), `months` in all, of which `deferral_months` at first
    without capital (interest alone is paid).
    """

    centimes: int
    basis_points: int
    months: int
    deferral_months: int = 0


@dataclass(frozen=True, slots=True)
class Repayment:
    """Monthly payments during the deferral, then until the end; the last one takes the rounding."""

    deferral_centimes: int
    monthly_centimes: int
    last_centimes: int
    cost_centimes: int
    payments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A grant that covers at most `percent` of a project; the rest is the person's own share."""

    percent: int
    grant_centimes: int
    own_centimes: int


def repayment(terms: LoanTerms) -> Repayment | NoFigure:
    """Constant payments: the annuity formula P·r / (1 - (1 + r)^-n), r the yearly rate / 12; an honour loan has r = 0."""
    paying = terms.months - terms.deferral_months
    if not 0 < terms.centimes <= LARGEST_CENTIMES or not 0 <= terms.basis_points <= HIGHEST_BASIS_POINTS:
        return NoFigure.OUT_OF_RANGE
    if terms.deferral_months < 0 or paying < 1 or terms.months > LONGEST_MONTHS:
        return NoFigure.OUT_OF_RANGE
    rate = terms.basis_points / 10_000 / 12
    waiting = round(terms.centimes * rate)
    payment = terms.centimes / paying if rate == 0 else terms.centimes * rate / (1 - (1 + rate) ** -paying)
    monthly, left = round(payment), float(terms.centimes)
    payments = [waiting] * terms.deferral_months
    for _ in range(paying - 1):
        left += left * rate - monthly
        payments.append(monthly)
    last = round(left * (1 + rate))
    payments.append(last)
    return Repayment(
        waiting if terms.deferral_months else 0, monthly, last, sum(payments) - terms.centimes, tuple(payments)
    )


def own_share(centimes: int, percent: int) -> Share:
    """A grant of up to `percent` of a project of `centimes`, and what the person must bring."""
    grant = centimes * percent // 100
    return Share(percent, grant, centimes - grant)


def terms_of(entry: Entry, centimes: int | None, months: int | None = None) -> LoanTerms | NoFigure:
    """The terms of an entry's loan for an amount; `months` where the entry leaves it to be agreed."""
    if entry.instrument not in _LOANS:
        return NoFigure.NOT_A_LOAN
    rate, duration = entry.term("rate"), entry.term("duration")
    if rate is None or rate.basis_points is None:
        return NoFigure.RATE_UNKNOWN
    if centimes is None or centimes <= 0:
        return NoFigure.NO_AMOUNT
    whole = months or (duration.months if duration else None)
    if whole is None:
        return NoFigure.DURATION_UNKNOWN
    deferral = (duration.deferral_months or 0) if duration else 0
    return LoanTerms(centimes, rate.basis_points, whole, min(deferral, max(whole - 1, 0)))


def ceiling_for(ceilings: LegalCeilings, legal_form: str | None) -> Ceiling:
    """The most a microcredit association may lend for an activity (decree 2.25.450 of 15 July 2025): 50,000 MAD, or
    150,000 for a registered trader, an auto-entrepreneur, a payer of the taxe professionnelle, a member of a cooperative
    or a farmer. What is not known to be one of these has the lower one.
    """
    wanted = "association_formal_activity_max" if legal_form in _FORMAL else "association_activity_max"
    return next(one for one in ceilings.amounts if one.name == wanted)
