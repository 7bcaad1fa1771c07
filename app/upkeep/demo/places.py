"""The agencies of the demonstration with their agents, hosts and neighbourhoods, and their sessions in the field."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.founding import agency_card
from app.appointments.calendar import instant_of
from app.outreach.sessions import BANDS
from app.upkeep.demo.people import Home
from app.upkeep.demo.rows import Rows
from app.workspace import AgencyCard
from db.models import Agency, AppUser, CallBack, HeadCount, Host, HostKind, Neighbourhood, OutreachSession, Role

if TYPE_CHECKING:
    from app.workspace import Workspace

# Neighbourhoods as DOMAIN.md §2.3 lists them; the agencies themselves are invented and say so.
_AGENCIES = (
    ("Casablanca", "DCA", "901", ("Oulfa", "Sidi Moumen", "Hay Hassani")),
    ("Salé", "DSA", "902", ("Sidi Moussa",)),
)
_OWN_NEIGHBOURHOODS = {"Rabat": ("Takaddoum", "Youssoufia", "Yacoub El Mansour")}
_AGENTS = ("Aïcha Démo", "Joseph Démo")


def demo_homes(workspace: Workspace, session: Session) -> list[Home]:
    """The signed-in user's agency and two invented ones, each with agents and hosts; made where they are missing."""
    own = session.get_one(Agency, workspace.agency.id)
    homes = [_home(workspace, session, own, _OWN_NEIGHBOURHOODS.get(own.city or "", ("Centre",)))]
    for city, label, code, neighbourhoods in _AGENCIES:
        agency = session.scalars(select(Agency).where((Agency.code == code) | (Agency.label == label))).first()
        if agency is None:
            agency = Agency(code=code, label=label, name=f"Agence Démo {city}", city=city)
            session.add(agency)
            session.flush()
        homes.append(_home(workspace, session, agency, neighbourhoods))
    return homes


def add_sessions(rows: Rows, dice: random.Random, home: Home, today: date, years: int) -> None:
    """Two visits a month to the agency's neighbourhoods, heads counted by sex and age band."""
    for back in range(years * 24):
        day = today - timedelta(days=3 + back * 15)
        at = instant_of(day, time(10, 0))
        visit = rows.add(
            OutreachSession, at, agency_id=home.agency_id, agent_id=dice.choice(home.agents), day=day, city=home.city,
            neighbourhood=dice.choice(home.neighbourhoods), place="Maison de quartier (démonstration)",
            subjects="Financements ouverts ; statut d’auto-entrepreneur", entry_ids=[],
        )  # fmt: skip
        for sex in "FM":
            for band in BANDS:
                if heads := dice.randrange(0, 9):
                    rows.add(HeadCount, at, session_id=visit, sex=sex, band=band, heads=heads)
        if dice.random() < 0.4:
            rows.add(
                CallBack, at, session_id=visit, name=f"À rappeler Démo {back}", phone=f"+2126000{dice.randrange(100_000):05}",
                is_done=back > 2,
            )  # fmt: skip


def _home(workspace: Workspace, session: Session, agency: Agency, neighbourhoods: tuple[str, ...]) -> Home:
    city = agency.city or "Rabat"
    agents = [_agent(session, agency, f"demo-{agency.code}-{place}", name) for place, name in enumerate(_AGENTS, 1)]
    hosts = [_host(session, agency, agent.display_name, HostKind.AGENT, agent) for agent in agents]
    hosts.append(_host(session, agency, "Permanence d’un organisme (démonstration)", HostKind.PARTNER, None))
    known = set(session.scalars(select(Neighbourhood.name).where(Neighbourhood.city == city)))
    session.add_all(Neighbourhood(city=city, name=name) for name in neighbourhoods if name not in known)
    session.flush()
    user_ids = tuple(agent.id for agent in agents)
    if agency.id == workspace.agency.id:
        user_ids = (workspace.user.id, *user_ids)
    return Home(agency.id, agency.code, agency.label, city, neighbourhoods, user_ids, tuple(host.id for host in hosts))


def _agent(session: Session, agency: Agency, name: str, display_name: str) -> AppUser:
    """An account without a password: nobody can sign in with it."""
    agent = session.scalars(select(AppUser).where(AppUser.name == name)).first()
    if agent is None:
        agent = AppUser(
            agency_id=agency.id, name=name, display_name=display_name, roles=[Role.AGENT.value], is_active=False
        )
        session.add(agent)
        session.flush()
    return agent


def _host(session: Session, agency: Agency, name: str, kind: HostKind, agent: AppUser | None) -> Host:
    host = session.scalars(select(Host).where(Host.agency_id == agency.id, Host.name == name)).first()
    if host is None:
        host = Host(agency_id=agency.id, name=name, kind=kind, user_id=agent.id if agent else None)
        session.add(host)
        session.flush()
    return host


def card_of_home(session: Session, home: Home) -> AgencyCard:
    """The agency's card, for its numbers."""
    return agency_card(session.get_one(Agency, home.agency_id))
