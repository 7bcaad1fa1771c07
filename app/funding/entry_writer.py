"""An entry as plain data in the shape of the pack: what the base and a pack file keep. `read_entry` reads it back."""

from __future__ import annotations

from app.funding.criteria import Criterion, CriterionKey, Operator
from app.funding.entries import Availability, Contact, Document, Entry, Provenance, ProviderRole, Term
from app.funding.texts import Texts

Data = dict[str, object]

_TOP = ("category", "instrument", "target", "documents", "source_date")
_CONTACT = ("web", "phone", "address")


def entry_data(entry: Entry) -> Data:
    """The whole entry; fields the sources leave open are written as None."""
    contact = {**_contact(entry.contact), **_nulls(entry, _CONTACT)}
    data: Data = {
        "id": entry.id,
        "kind": entry.kind.value,
        "category": entry.category.value if entry.category else None,
        "instrument": entry.instrument.value if entry.instrument else None,
        "title": texts_data(entry.title),
        **_some(run_by=_texts(entry.run_by)),
        "providers": [one.provider_id for one in entry.providers if one.role is ProviderRole.RUNS],
        "backers": [one.provider_id for one in entry.providers if one.role is ProviderRole.BACKS],
        **_some(target=_texts(entry.target)),
        "availability": availability_data(entry.availability),
        **_provenance(entry.provenance),
        "terms": {**{term.name: term_data(term) for term in entry.terms}, **_nulls(entry, _terms_left_open(entry))},
        "criteria": {
            **{one.key.value: criterion_data(one) for one in entry.criteria if not one.parts},
            **_some(groups=[criterion_data(one) for one in entry.criteria if one.parts]),
            **_nulls(entry, _criteria_left_open(entry)),
        },
        **_some(documents=[document_data(document) for document in entry.documents]),
        "contact": contact,
        "notes": [texts_data(note) for note in entry.notes],
        **_some(gives=_some(legal_form=entry.gives.legal_form, has_account=entry.gives.has_account)),
    }
    return {**data, **_nulls(entry, _TOP)}


def criterion_data(criterion: Criterion) -> Data:
    """One criterion, without its key: `read_criterion(key, items_of(data))` is its way back."""
    return {
        **_comparison(criterion),
        **_some(
            inferred=criterion.inferred,
            confirmed=criterion.confirmed,
            note=_texts(criterion.note),
            checked_on=criterion.checked_on.isoformat() if criterion.checked_on else None,
        ),
    }


def term_data(term: Term) -> Data:
    """One term; its amount in whole dirhams."""
    value: Data = {"text": _texts(term.text)} if term.centimes is None else {"mad": term.centimes // 100}
    return {
        **value,
        **_some(label=_texts(term.label), note=_texts(term.note), inferred=term.inferred, confirmed=term.confirmed),
        **{
            name: number
            for name in ("basis_points", "months", "deferral_months", "grant_percent")
            if (number := getattr(term, name)) is not None
        },
    }


def document_data(document: Document) -> Data:
    """One paper to bring."""
    return {
        "text": texts_data(document.text),
        **_some(inferred=document.inferred, confirmed=document.confirmed, note=_texts(document.note)),
    }


def availability_data(availability: Availability) -> Data:
    """The state and its dated calls."""
    calls = [{"opens": call.opens.isoformat(), "closes": call.closes.isoformat()} for call in availability.calls]
    return {
        "state": availability.state.value,
        **_some(
            calls=calls,
            inferred=availability.inferred,
            confirmed=availability.confirmed,
            checked_on=availability.checked_on.isoformat() if availability.checked_on else None,
        ),
    }


def texts_data(texts: Texts) -> Data:
    """A text in its three languages, and which of them the source gave."""
    return {"fr": texts.fr, "ar": texts.ar, "en": texts.en, "from_source": list(texts.from_source)}


def _comparison(criterion: Criterion) -> Data:
    operator = criterion.operator
    if criterion.parts:
        parts = [
            criterion_data(part) if part.parts else {part.key.value: criterion_data(part)} for part in criterion.parts
        ]
        return {operator.value: parts}
    if operator is Operator.HOLDS:
        lists = (criterion.values, criterion.refused, criterion.unknown)
        return {name: list(one) for name, one in zip(("accepted", "refused", "unknown"), lists, strict=True)}
    if operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return {operator.value: criterion.bound}
    if operator is Operator.AMONG:
        outside = [{"text": texts_data(one.text), **_some(narrows=one.narrows)} for one in criterion.outside]
        return {operator.value: list(criterion.values), **_some(outside=outside)}
    if operator is Operator.MENTIONS:
        return {operator.value: list(criterion.values)}
    if operator is Operator.REQUIRED:
        return {operator.value: True}
    if operator is Operator.SERVED:
        return {operator.value: list(criterion.values), **_some(exclusive=criterion.exclusive)}
    return {operator.value: _texts(criterion.text)}


def _contact(contact: Contact) -> Data:
    return _some(
        web=contact.web, phone=contact.phone, phone_note=_texts(contact.phone_note), address=_texts(contact.address)
    )


def _provenance(provenance: Provenance) -> Data:
    return {
        "sources": list(provenance.sources),
        **_some(source_date=provenance.date),
        "confidence": provenance.confidence.value,
        "confirmed_fields": list(provenance.confirmed_fields),
    }


def _terms_left_open(entry: Entry) -> tuple[str, ...]:
    others = {*_TOP, *_CONTACT, *CriterionKey, "availability"}
    return tuple(name for name in entry.unknown if name not in others)


def _criteria_left_open(entry: Entry) -> tuple[str, ...]:
    stated = {criterion.key.value for criterion in entry.criteria}
    return tuple(name for name in entry.unknown if name in list(CriterionKey) and name not in stated)


def _nulls(entry: Entry, names: tuple[str, ...]) -> Data:
    return dict.fromkeys(name for name in names if name in entry.unknown)


def _texts(texts: Texts | None) -> Data | None:
    return None if texts is None else texts_data(texts)


def _some(**values: object) -> Data:
    """Only what says something: no None, False or empty."""
    return {name: value for name, value in values.items() if value}
