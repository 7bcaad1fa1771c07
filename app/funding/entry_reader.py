"""Reads one directory entry, field by field; a field that does not fit breaks the pack, with its line."""

from __future__ import annotations

import re

from app.funding.criteria import Criterion, CriterionKey
from app.funding.criterion_reader import OLDEST, read_criterion, read_groups
from app.funding.entries import (
    Availability,
    Call,
    Category,
    Confidence,
    Contact,
    Document,
    Entry,
    EntryProvider,
    Gives,
    Instrument,
    Kind,
    Provenance,
    ProviderRole,
    State,
    Term,
)
from app.funding.facts import LEGAL_FORMS
from app.funding.located import Block, Item, broken, read_texts
from resources.i18n import tr

MOST_MAD = 1_000_000_000
"""No amount of a term may be larger: a slip of the pen, for people who ask for a few thousand dirhams."""
TERMS = ("amount_min", "amount_max", "rate", "fees", "duration", "guarantee")
"""The usual terms, in the order they are shown."""
ID = re.compile(r"[a-z][a-z0-9_]{1,59}")
_DATE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


def read_entry(item: Item) -> Entry:
    """One entry, whole; raises BadFile with the line of what is wrong."""
    block = Block(item)
    kind = block.choice("kind", Kind)
    entry = Entry(
        id=read_id(block),
        kind=kind,
        category=block.choice("category", Category) if block.find("category") else None,
        instrument=block.choice("instrument", Instrument) if block.find("instrument") else None,
        title=block.need_texts("title"),
        run_by=block.texts("run_by"),
        target=block.texts("target"),
        providers=_providers(block),
        availability=_availability(Block(block.need("availability"))),
        provenance=read_provenance(block),
        terms=_terms(block),
        criteria=_criteria(block, kind),
        documents=tuple(_document(document) for document in block.items("documents")),
        contact=_contact(block),
        notes=tuple(read_texts(note) for note in block.items("notes")),
        unknown=_unknown(block),
        gives=_gives(block),
    )
    block.close()
    return entry


def read_id(block: Block) -> str:
    """An id: small letters, digits and underscores."""
    word = block.text("id")
    if not ID.fullmatch(word):
        broken(block.need("id"), tr("« {word} » n'est pas un identifiant (a-z, 0-9, _)", word=word))
    return word


def read_provenance(block: Block) -> Provenance:
    """Sources, their date, the confidence, and the labels of what is confirmed."""
    sources = block.words("sources")
    for item, address in zip(block.items("sources"), sources, strict=True):
        if not address.startswith(("https://", "http://")):
            broken(item, tr("une source est une adresse http"))
    day = block.maybe_text("source_date")
    if day is not None and not _DATE.fullmatch(day):
        broken(block.need("source_date"), tr("une date de source est AAAA, AAAA-MM ou AAAA-MM-JJ"))
    return Provenance(sources, day, block.choice("confidence", Confidence), block.words("confirmed_fields"))


def _providers(block: Block) -> tuple[EntryProvider, ...]:
    runs, backs = block.words("providers"), block.words("backers")
    twice = set(runs) & set(backs)
    if twice:
        broken(block.need("backers"), tr("« {word} » est écrit deux fois", word=min(twice)))
    return (
        *(EntryProvider(provider) for provider in runs),
        *(EntryProvider(provider, ProviderRole.BACKS) for provider in backs),
    )


def _availability(block: Block) -> Availability:
    calls = tuple(_call(Block(item)) for item in block.items("calls"))
    state = block.choice("state", State)
    flags = block.flag("inferred"), block.flag("confirmed")
    availability = Availability(state, calls, *flags, block.maybe_day("checked_on"))
    block.close()
    return availability


def _call(block: Block) -> Call:
    call = Call(block.day("opens"), block.day("closes"))
    if call.closes < call.opens:
        broken(block.item, tr("l'appel finit avant de commencer"))
    block.close()
    return call


def _terms(block: Block) -> tuple[Term, ...]:
    terms = block.block("terms")
    if terms is None:
        return ()
    return tuple(_term(name, item) for name in _in_order(terms) if (item := terms.find(name)) is not None)


def _in_order(terms: Block) -> list[str]:
    """The usual terms first: the server keeps the keys of a document in an order of its own."""
    names = list(terms.names())
    return [*(name for name in TERMS if name in names), *sorted(set(names) - set(TERMS))]


def _term(name: str, item: Item) -> Term:
    block = Block(item)
    amount = block.maybe_number("mad")
    if amount is not None and amount > MOST_MAD:
        broken(block.need("mad"), tr("un montant de {amount} MAD est impossible ici", amount=amount))
    term = Term(
        name=name,
        centimes=None if amount is None else amount * 100,
        text=block.texts("text"),
        label=block.texts("label"),
        note=block.texts("note"),
        inferred=block.flag("inferred"),
        confirmed=block.flag("confirmed"),
        basis_points=_at_most(block, "basis_points", 10_000),
        months=_at_most(block, "months", 240),
        deferral_months=_at_most(block, "deferral_months", 120),
        grant_percent=_at_most(block, "grant_percent", 100),
    )
    if (term.centimes is None) == (term.text is None):
        broken(item, tr("un montant (mad) ou un texte (text) est attendu, l'un des deux"))
    block.close()
    return term


def _at_most(block: Block, key: str, most: int) -> int | None:
    number = block.maybe_number(key)
    if number is not None and number > most:
        broken(block.need(key), tr("« {key} » ne peut pas dépasser {most}", key=key, most=most))
    return number


def _document(item: Item) -> Document:
    block = Block(item)
    document = Document(block.need_texts("text"), block.flag("inferred"), block.flag("confirmed"), block.texts("note"))
    block.close()
    return document


def _contact(block: Block) -> Contact:
    inner = block.block("contact")
    if inner is None:
        return Contact()
    contact = Contact(
        inner.maybe_text("web"), inner.maybe_text("phone"), inner.texts("phone_note"), inner.texts("address")
    )
    inner.close()
    return contact


def _gives(block: Block) -> Gives:
    inner = block.block("gives")
    if inner is None:
        return Gives()
    form = inner.maybe_text("legal_form")
    if form is not None and form not in LEGAL_FORMS:
        broken(inner.item, tr("« {word} » n'est pas un mot admis sous « {key} »", word=form, key="legal_form"))
    gives = Gives(form, inner.flag("has_account") or None)
    inner.close()
    return gives


def _unknown(block: Block) -> tuple[str, ...]:
    """Every field written null ("not found"), the situations of which nothing is said, an unknown availability."""
    names = [key for key in ("target", "category", "instrument", "documents", "source_date") if block.is_null(key)]
    for part, order in (("terms", TERMS), ("criteria", list(CriterionKey)), ("contact", ("web", "phone", "address"))):
        inner = block.block(part)
        if inner is not None:
            names += [key for key in order if inner.is_null(key)]
            names += sorted(key for key in inner.names() if key not in list(order) and inner.is_null(key))
            names += [key for key in inner.names() if part == "criteria" and _leaves_situations_open(inner, key)]
    state = Block(block.need("availability")).maybe_text("state")
    return (*names, "availability") if state == State.UNKNOWN else tuple(names)


def _leaves_situations_open(criteria: Block, key: str) -> bool:
    item = criteria.find(key) if key == CriterionKey.SITUATIONS else None
    return item is not None and bool(Block(item).items("unknown"))


def _criteria(block: Block, kind: Kind) -> tuple[Criterion, ...]:
    inner = block.block("criteria")
    if inner is None:
        inner = Block(Item({}, block.item.line, block.item.file))
    criteria = []
    for name in inner.names():
        item = inner.find(name)
        if name not in list(CriterionKey):
            broken(item or inner.item, tr("le critère « {key} » est inconnu", key=name))
        if name == CriterionKey.GROUPS:
            criteria += read_groups(inner.items(name))
        elif item is not None:
            criteria.append(read_criterion(CriterionKey(name), item))
    # The server keeps the keys of a document in an order of its own.
    criteria.sort(key=lambda one: list(CriterionKey).index(one.key))
    if kind is not Kind.SERVICE and not any(criterion.key is CriterionKey.SITUATIONS for criterion in criteria):
        broken(inner.item, tr("le critère « {key} » manque", key=CriterionKey.SITUATIONS.value))
    _check_ages(inner, criteria)
    return tuple(criteria)


def _check_ages(inner: Block, criteria: list[Criterion]) -> None:
    bounds = {criterion.key: criterion.bound or 0 for criterion in criteria if criterion.bound is not None}
    if bounds.get(CriterionKey.NEED_MIN, 0) > bounds.get(CriterionKey.NEED_MAX, MOST_MAD):
        broken(inner.need("need_max"), tr("le montant maximal est plus petit que le montant minimal"))
    if bounds.get(CriterionKey.AGE_MIN, 0) > bounds.get(CriterionKey.AGE_MAX, OLDEST):
        broken(inner.need("age_max"), tr("l'âge maximal est plus petit que l'âge minimal"))
