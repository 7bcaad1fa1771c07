"""The indicators as data: which rows, which of them, split by what. Figure, list behind it and audit formula come from here.

Sources: PRODUCT.md E1; DOMAIN.md §4.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from resources.i18n import tr_noop


class Rows(StrEnum):
    """What is counted: one row each."""

    PEOPLE = "people"
    CONTACTS = "contacts"
    REFERRALS = "referrals"
    APPOINTMENTS = "appointments"
    SESSIONS = "sessions"
    HEADS = "heads"
    FOLLOW_UPS = "follow_ups"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class Indicator:
    """`where`: column -> words of which one must stand there; empty counts every row."""

    key: str
    title: str
    definition: str
    rows: Rows
    where: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of one kind by one column."""

    key: str
    title: str
    rows: Rows
    column: str


UNKNOWN = "?"
# The bands of UNHCR's figures (DOMAIN.md §4.3).
AGE_BANDS = ((0, 17, "0-17"), (18, 59, "18-59"), (60, 200, "60+"))
COLUMNS: dict[Rows, tuple[tuple[str, str], ...]] = {
    Rows.PEOPLE: (
        ("sex", tr_noop("Sexe")), ("age", tr_noop("Âge")), ("nationality", tr_noop("Nationalité")),
        ("situation", tr_noop("Situation")), ("asked", tr_noop("Statistiques anonymes")),
    ),
    Rows.CONTACTS: (("kind", tr_noop("Genre")),),
    Rows.REFERRALS: (
        ("progress", tr_noop("Avancement")), ("decision", tr_noop("Décision")), ("result", tr_noop("Résultat")),
    ),
    Rows.APPOINTMENTS: (("outcome", tr_noop("Issue")),),
    Rows.SESSIONS: (("city", tr_noop("Ville")),),
    Rows.FOLLOW_UPS: (
        ("money_came", tr_noop("Argent arrivé")), ("business_alive", tr_noop("Activité vivante")),
        ("is_satisfied", tr_noop("Personne satisfaite")),
    ),
    Rows.HEADS: (("sex", tr_noop("Sexe")), ("age", tr_noop("Âge"))),
    Rows.NOT_REPORTED: (),
}  # fmt: skip
"""The columns of each kind of rows and what to call them."""

INDICATORS = (
    Indicator(
        "people_registered", tr_noop("Personnes enregistrées"),
        tr_noop("Personnes uniques dont le numéro de dossier a été donné dans la période."), Rows.PEOPLE,
    ),
    Indicator(
        "contacts", tr_noop("Contacts"), tr_noop("Interactions de la période, les notes non comptées."), Rows.CONTACTS
    ),
    Indicator(
        "orientations", tr_noop("Orientations"), tr_noop("Contacts de type orienté ou référé dans la période."),
        Rows.CONTACTS, {"kind": ("oriented", "referred")},
    ),
    Indicator(
        "referrals_issued", tr_noop("Référencements émis"), tr_noop("Bons d’orientation émis dans la période."), Rows.REFERRALS
    ),
    Indicator(
        "referrals_accepted", tr_noop("Référencements acceptés"), tr_noop("Émis dans la période et acceptés à ce jour."),
        Rows.REFERRALS, {"decision": ("accepted",)},
    ),
    Indicator(
        "referrals_refused", tr_noop("Référencements refusés"), tr_noop("Émis dans la période et refusés à ce jour."),
        Rows.REFERRALS, {"decision": ("refused",)},
    ),
    Indicator(
        "referrals_answered", tr_noop("Réponses connues"),
        tr_noop("Émis dans la période, dont l’acceptation ou le refus est connu à ce jour."),
        Rows.REFERRALS, {"decision": ("accepted", "refused")},
    ),
    Indicator(
        "referrals_funded", tr_noop("Financements obtenus"),
        tr_noop("Émis dans la période, dont le résultat est un financement."), Rows.REFERRALS, {"result": ("funded",)},
    ),
    Indicator(
        "follow_ups", tr_noop("Suivis à six mois"),
        tr_noop("Référencements financés ou lancés dont la personne a été jointe six mois après ; son dernier appel compte."),
        Rows.FOLLOW_UPS,
    ),
    Indicator(
        "money_came", tr_noop("Argent arrivé, six mois après"), tr_noop("Suivis à six mois où la personne dit l’avoir reçu."),
        Rows.FOLLOW_UPS, {"money_came": ("yes",)},
    ),
    Indicator(
        "businesses_alive", tr_noop("Activités vivantes, six mois après"), tr_noop("Suivis à six mois où l’activité vit."),
        Rows.FOLLOW_UPS, {"business_alive": ("yes",)},
    ),
    Indicator(
        "people_satisfied", tr_noop("Personnes satisfaites, six mois après"),
        tr_noop("Suivis à six mois où la personne se dit satisfaite."), Rows.FOLLOW_UPS, {"is_satisfied": ("yes",)},
    ),
    Indicator(
        "appointments_held", tr_noop("Rendez-vous tenus"), tr_noop("Rendez-vous de la période où la personne est venue."),
        Rows.APPOINTMENTS, {"outcome": ("came",)},
    ),
    Indicator(
        "appointments_missed", tr_noop("Rendez-vous manqués"),
        tr_noop("Rendez-vous de la période sans venue ; annulés par nous non comptés."),
        Rows.APPOINTMENTS, {"outcome": ("no_show",)},
    ),
    Indicator(
        "outreach_sessions", tr_noop("Séances de terrain"), tr_noop("Séances tenues dans un quartier dans la période."),
        Rows.SESSIONS,
    ),
    Indicator(
        "heads_met", tr_noop("Têtes rencontrées sur le terrain"),
        tr_noop("Têtes anonymes comptées aux séances de la période ; jamais ajoutées aux personnes."), Rows.HEADS,
    ),
    Indicator(
        "not_reported", tr_noop("Non rapportées"),
        tr_noop("Personnes qui refusent les statistiques, comptées une fois et nulle part ailleurs."), Rows.NOT_REPORTED,
    ),
)  # fmt: skip

SPLITS = (
    Split("sex", tr_noop("Personnes enregistrées par sexe"), Rows.PEOPLE, "sex"),
    Split("age", tr_noop("Personnes enregistrées par âge"), Rows.PEOPLE, "age"),
    Split("nationality", tr_noop("Personnes enregistrées par nationalité"), Rows.PEOPLE, "nationality"),
    Split("situation", tr_noop("Personnes enregistrées par situation"), Rows.PEOPLE, "situation"),
    Split("kind", tr_noop("Contacts par genre"), Rows.CONTACTS, "kind"),
    Split("progress", tr_noop("Référencements par avancement"), Rows.REFERRALS, "progress"),
    Split("decision", tr_noop("Référencements par décision"), Rows.REFERRALS, "decision"),
    Split("result", tr_noop("Référencements par résultat"), Rows.REFERRALS, "result"),
    Split("money_came", tr_noop("Six mois après : argent arrivé"), Rows.FOLLOW_UPS, "money_came"),
    Split("business_alive", tr_noop("Six mois après : activité vivante"), Rows.FOLLOW_UPS, "business_alive"),
    Split("is_satisfied", tr_noop("Six mois après : personne satisfaite"), Rows.FOLLOW_UPS, "is_satisfied"),
    Split("outcome", tr_noop("Rendez-vous par issue"), Rows.APPOINTMENTS, "outcome"),
    Split("heads_sex", tr_noop("Têtes rencontrées par sexe"), Rows.HEADS, "sex"),
    Split("heads_age", tr_noop("Têtes rencontrées par âge"), Rows.HEADS, "age"),
)
