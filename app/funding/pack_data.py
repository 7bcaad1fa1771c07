"""A whole catalogue as plain data, in the shape `pack_of` reads back: what a pack file keeps."""

from __future__ import annotations

from app.funding.entries import Branch, LegalCeilings, Pack, PackMeta, Provider
from app.funding.entry_writer import Data, entry_data, texts_data
from app.funding.texts import Texts


def pack_data(pack: Pack) -> Data:
    """The pack in four parts: what it says of itself, providers, branches, entries."""
    return {
        "pack": _meta(pack.meta),
        "providers": [provider_data(one) for one in pack.providers],
        "branches": [branch_data(one) for one in pack.branches],
        "entries": [entry_data(one) for one in pack.entries],
    }


def provider_data(one: Provider) -> Data:
    """One organisation."""
    return {
        "id": one.id,
        "name": texts_data(one.name),
        "generic": one.generic,
        "recalled": one.recalled,
        "web": one.web,
        "phone": one.phone,
    }


def branch_data(one: Branch) -> Data:
    """One place of an organisation."""
    texts: dict[str, Texts | None] = {"name": one.name, "hours": one.hours, "note": one.note}
    return {
        "id": one.id,
        "provider": one.provider_id,
        **{key: texts_data(text) if text else None for key, text in texts.items()},
        "address": one.address,
        "city": one.city,
        "phone": one.phone,
        "web": one.web,
        "sources": list(one.sources),
        "confirmed": one.confirmed,
    }


def _meta(meta: PackMeta) -> Data:
    return {
        "id": meta.id,
        "version": meta.version,
        "compiled_on": meta.compiled_on.isoformat(),
        "currency": meta.currency,
        "warning": texts_data(meta.warning),
        "method": texts_data(meta.method),
        "statuses": {name: texts_data(text) for name, text in meta.statuses},
        "confidences": {name: texts_data(text) for name, text in meta.confidences},
        "rules": dict(meta.rules),
        "legal_ceilings_microcredit": _ceilings(meta.legal_ceilings),
    }


def _ceilings(ceilings: LegalCeilings) -> Data:
    provenance = ceilings.provenance
    return {
        "amounts": [
            {"id": one.name, "mad": one.centimes // 100, "label": texts_data(one.label)} for one in ceilings.amounts
        ],
        "condition": texts_data(ceilings.condition),
        "law": texts_data(ceilings.law),
        "sources": list(provenance.sources),
        "source_date": provenance.date,
        "confidence": provenance.confidence.value,
        "confirmed_fields": list(provenance.confirmed_fields),
    }
