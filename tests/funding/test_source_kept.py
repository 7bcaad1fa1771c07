"""Every fact of the research catalogue stands in the shipped pack: amounts, words, lists, sources, dates, unknowns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from app.funding.criteria import Criterion, CriterionKey, Operator
from app.funding.entries import Document, Entry, Kind, Term
from app.funding.facts import LEGAL_FORMS, SEXES, STAGES
from tests.funding.directory import the_catalogue, the_entry

SOURCE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "funding_catalogue.yaml").read_text(encoding="utf-8")
)
OPTIONS, ENABLERS = SOURCE["options"], SOURCE["enablers"]
EVERY = [pytest.param(fact, id=fact["id"]) for fact in (*OPTIONS, *ENABLERS)]
# Facts that stand in the comments of the source, and the field whose note keeps them.
COMMENTS = {
    "inmaa_microcredit": ["legal ceiling applies", 'known to serve, not "only"', "Casablanca to confirm"],
    "attadamoune_microcredit": ["source gives EUR 13,600, which matches the legal ceiling"],
    "forsa": ["includes a grant part of up to 10,000"],
    "intelaka": ["required in practice by banks; full list is the bank's"],
    "ana_moukawil": ["advice voucher for firms with 1-10 m MAD turnover; micro-level caps are lower, see notes"],
    "indh_p3_entrepreneuriat": ["caps differ by axis and province: 300,000 seen for the social-economy axis"],
    "es_maroc_incubator": ["per start-up in a 2020 call (18-35 years, collective eco-social ventures)"],
    "kiwi_collecte": ["ceiling for donation campaigns as reported by the press in Sept 2023"],
    "other_licensed_crowdfunding": ["press-reported ceiling for crowd-lending; 5,000,000 for investment"],
}


def test_all_39_options_and_6_enablers_are_there_and_nothing_else_but_services() -> None:
    kinds = {kind: [entry.id for entry in the_catalogue().entries if entry.kind is kind] for kind in Kind}

    assert sorted(kinds[Kind.FUNDING]) == sorted(option["id"] for option in OPTIONS)
    assert sorted(kinds[Kind.ENABLER]) == sorted(enabler["id"] for enabler in ENABLERS)
    assert (len(OPTIONS), len(ENABLERS)) == (39, 6)


@pytest.mark.parametrize("fact", EVERY)
def test_name_kind_and_provenance(fact: dict[str, Any]) -> None:
    entry = the_entry(fact["id"])
    titles = (entry.title.fr, entry.title.en)

    assert fact["name"] in titles or fact["name"].replace("and others", "et autres") in titles
    assert (fact["name_ar"] or "") in entry.title.ar
    assert (entry.category, entry.instrument) == (fact["kind"], fact["instrument"])
    assert entry.run_by is not None
    assert entry.run_by.en == fact["provider"]
    assert list(entry.provenance.sources) == fact["source"]
    assert entry.provenance.date == fact["source_date"]
    assert entry.provenance.confidence == fact["confidence"]
    assert list(entry.provenance.confirmed_fields) == fact["confirmed_fields"]
    assert entry.availability.state == fact["availability"]
    assert not entry.availability.calls


@pytest.mark.parametrize("fact", EVERY)
def test_terms(fact: dict[str, Any]) -> None:
    entry = the_entry(fact["id"])
    names = [name for name in ("amount_min", "amount_max", "rate", "fees", "duration", "guarantee") if name in fact]
    stated = {**{name: fact[name] for name in names}, **fact.get("ceilings", {})}

    for name, value in stated.items():
        term = entry.term(name)
        if value is None:
            assert term is None
            assert name in entry.unknown
        elif isinstance(value, int):
            assert term is not None
            assert term.centimes == value * 100
        else:
            assert term is not None
            assert term.text is not None
            assert term.text.en == value
    assert {term.name for term in entry.terms} <= set(stated)


@pytest.mark.parametrize("fact", EVERY)
def test_target_documents_contact_and_notes(fact: dict[str, Any]) -> None:
    entry = the_entry(fact["id"])

    if fact.get("target"):
        assert entry.target is not None
        assert entry.target.en == fact["target"]
    elif "target" in fact:
        assert "target" in entry.unknown
    assert [document.text.en for document in entry.documents] == (fact["documents"] or [])
    assert ("documents" in entry.unknown) == (fact["documents"] is None)
    contact = fact["contact"]
    assert entry.contact.web == contact["web"]
    assert (entry.contact.address.en if entry.contact.address else None) == contact["address"]
    note = f" ({entry.contact.phone_note.en})" if entry.contact.phone_note else ""
    assert (f"{entry.contact.phone}{note}" if entry.contact.phone else None) == contact["phone"]
    assert {key for key in contact if contact[key] is None} == {"web", "phone", "address"} & set(entry.unknown)
    assert fact["notes"].strip() in [note.en for note in entry.notes]


@pytest.mark.parametrize("fact", EVERY)
def test_statuses_and_cities(fact: dict[str, Any]) -> None:
    entry = the_entry(fact["id"])
    situations = entry.criterion("situations")

    assert situations is not None
    assert list(situations.values) == fact["statuses_accepted"]
    assert list(situations.refused) == fact["statuses_refused"]
    assert list(situations.unknown) == fact["statuses_unknown"]
    cities = entry.criterion("cities")
    assert (list(cities.values) if cities else None) == fact["cities"]
    assert ("cities" in entry.unknown) == (fact["cities"] is None)
    assert cities is None or cities.exclusive == fact.get("cities_exclusive", False)


@pytest.mark.parametrize("fact", EVERY)
def test_rules(fact: dict[str, Any]) -> None:
    entry = the_entry(fact["id"])

    for key, value in fact["rules"].items():
        criterion = entry.criterion(key)
        if value is None:
            assert criterion is None
            assert key in entry.unknown
        else:
            assert _said(entry, key) == value, key
            assert key not in entry.unknown
    stated = {"situations", "cities", *fact["rules"]}
    assert {criterion.key.value for criterion in entry.criteria} <= stated


def _said(entry: Entry, key: str) -> object:
    """A criterion in the words of the source."""
    criterion = entry.criterion(key)
    assert criterion is not None, key
    if criterion.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return criterion.bound
    if criterion.operator is Operator.REQUIRED:
        return True
    if criterion.text is not None:
        return False if criterion.text.en == "no group loan" else criterion.text.en
    if criterion.key is CriterionKey.SEX:
        return criterion.values[0]
    order = {word: place for place, word in enumerate((*STAGES, *LEGAL_FORMS, *SEXES))}
    source = {fact["id"]: fact for fact in (*OPTIONS, *ENABLERS)}[entry.id]["rules"][key]
    words = [*criterion.values, *(value.text.en for value in criterion.outside)]
    assert all(value in order for value in criterion.values)
    assert not any(value.text.en in order for value in criterion.outside)
    return source if sorted(words) == sorted(source) else words


@pytest.mark.parametrize("entry_id", COMMENTS)
def test_facts_of_the_comments_are_kept_as_notes(entry_id: str) -> None:
    entry = the_entry(entry_id)
    holders: tuple[Term | Criterion | Document, ...] = (*entry.terms, *entry.criteria, *entry.documents)
    notes = [note.en for note in (*entry.notes, *(holder.note for holder in holders if holder.note))]

    for comment in COMMENTS[entry_id]:
        assert any(comment in note for note in notes), comment


def test_the_pack_keeps_what_the_source_says_of_itself() -> None:
    meta, source = the_catalogue().meta, SOURCE["meta"]

    assert meta.compiled_on.isoformat() == source["compiled_on"]
    assert meta.currency == source["currency"]
    assert meta.method.en == source["method"].strip()
    assert {code: texts.en for code, texts in meta.statuses} == source["status_codes"]
    assert {code: texts.en for code, texts in meta.confidences} == source["confidence_values"]
    for name, rule in meta.rules:
        assert rule == source[name].strip()
    ceilings = source["legal_ceilings_microcredit"]
    for ceiling in meta.legal_ceilings.amounts:
        assert ceiling.centimes == ceilings[ceiling.name] * 100
    assert len(meta.legal_ceilings.amounts) == 4
    assert meta.legal_ceilings.condition.en == ceilings["formal_activity_condition"]
    assert meta.legal_ceilings.provenance.sources == (ceilings["source"],)
    assert meta.legal_ceilings.provenance.date == ceilings["source_date"]
    assert meta.legal_ceilings.provenance.confidence == ceilings["confidence"]


def test_no_branch_is_confirmed_and_what_its_entry_says_is_where_it_comes_from() -> None:
    said = " ".join(str(fact["contact"]) + str(fact["provider"]) for fact in (*OPTIONS, *ENABLERS))

    for branch in the_catalogue().branches:
        assert not branch.confirmed
        assert branch.sources
        if branch.provider_id != "hcr":
            assert branch.address is None or branch.address.removesuffix(", Rabat") in said
            assert branch.phone is None or branch.phone in said
