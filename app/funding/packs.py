"""Catalogue packs: given away, compared with what stands here, taken field by field, and the keys of those who sign them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.preferences import keep_agency_setting
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.funding.directory import listed_entries
from app.funding.enabler_cycles import cycle_of_enablers
from app.funding.entries import Entry, Pack
from app.funding.hsds import Directory, hsds
from app.funding.pack import shipped_pack
from app.funding.pack_data import pack_data
from app.funding.pack_diff import Change, Data, DiffRow, Noun, diff, merged
from app.funding.pack_file import PackFile, Seal, Signed, is_key, new_key, pack_file, read_pack_file
from app.funding.pack_rows import (
    add_entry,
    branch_fields,
    branch_of,
    branches_here,
    canonical,
    entries_here,
    places_here,
    provider_fields,
    provider_of,
    providers_here,
    sync_providers,
    write_branch,
    write_provider,
)
from app.funding.suspicions import suspicions
from app.funding.versions import checked, keep_version
from app.settings import CATALOGUE_KEYS
from db.models import Branch as BranchRow
from db.models import DirectoryEntry, EntryKind
from db.models import Provider as ProviderRow
from resources.i18n import tr

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pack against the catalogue here. `suspicious` are figures of the pack that should be asked again, by entry;
    `same` is how many entries are alike; `other_ceilings`: it states other legal ceilings, which only come with Wasl.
    """

    version: str
    seal: Seal
    rows: tuple[DiffRow, ...]
    suspicious: dict[str, tuple[str, ...]]
    same: int
    other_ceilings: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a pack did: the ids that changed or came, and how many fields stayed as edited here."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    kept: int


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.pack_made")
def export_pack(workspace: Workspace, secret: bytes | None = None) -> bytes:
    """The catalogue as it stands here, as a pack; signed with the secret key (PEM) when one is given. Raises BadFile."""
    today = workspace.clock.today()
    with writing(workspace) as session:
        record(session, "directory.pack_made", "directory_entry", None, {"signed": secret is not None})
        providers, branches = places_here(session)
        meta = replace(shipped_pack().meta, version=int(today.strftime("%Y%m%d")), compiled_on=today)
        entries = tuple(checked(row.body, slug) for slug, row in entries_here(session).items())
    return pack_file(Pack(meta, providers, branches, entries), secret)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.hsds_made")
def export_hsds(workspace: Workspace, language: str) -> dict[str, list[dict[str, object]]]:
    """The directory for everybody else's programs: Open Referral HSDS 3.0, in one language."""
    with writing(workspace) as session:
        record(session, "directory.hsds_made", "directory_entry", None, {"language": language})
        entries = [(one.entry, one.last_checked_on) for one in listed_entries(session)]
        return hsds(Directory(entries, *places_here(session)), language)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.pack_compared")
def compare_pack(workspace: Workspace, content: bytes, name: str) -> Comparison:
    """What a pack file would change, keeping nothing. Raises BadFile (broken), Refused (changed after it was signed)."""
    file = read_pack_file(content, name, known_keys(workspace))
    with reading(workspace) as session:
        rows = _rows(session, file.pack)
    touched = {row.slug for row in rows if row.noun is Noun.ENTRY}
    found = {entry.id: suspicions(entry) for entry in file.pack.entries if entry.id in touched}
    meta = file.pack.meta
    return Comparison(
        f"{meta.id} {meta.version}",
        file.seal,
        rows,
        {slug: texts for slug, texts in found.items() if texts},
        len(file.pack.entries) - len(touched & {entry.id for entry in file.pack.entries}),
        meta.legal_ceilings != shipped_pack().meta.legal_ceilings,
    )


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.pack_taken")
def take_pack(
    workspace: Workspace, content: bytes, name: str, *, theirs: Collection[str] = (), mine: Collection[str] = (),
    unsigned: bool = False,
) -> Taken:  # fmt: skip
    """Takes a pack: what only the pack changed, and of the rest what `theirs` names (ids of rows); `mine` keeps rows.

    `unsigned`: somebody has said that it may be taken without a known signature. Raises BadFile, NotFound (no such row),
    Refused (no known signature, the whole would be broken): nothing is then taken.
    """
    file = read_pack_file(content, name, known_keys(workspace))
    if file.seal.state is not Signed.KNOWN and not unsigned:
        raise Refused("pack.unsigned" if file.seal.state is Signed.UNSIGNED else "pack.unknown_key")
    with writing(workspace) as session:
        rows = _rows(session, file.pack)
        unknown = {*theirs, *mine} - {row.id for row in rows}
        if unknown:
            raise NotFound("pack.no_such_row", row=min(unknown))
        chosen = {row.id for row in rows if row.takes_theirs(theirs, mine)}
        taking = _Taking(workspace, session, file, rows, chosen)
        taken = taking.run()
        record(
            session, "directory.pack_taken", "directory_entry", None,
            {"pack": taking.reason, "changed": len(taken.changed), "added": len(taken.added)},
        )  # fmt: skip
        return taken


def known_keys(workspace: Workspace) -> dict[str, str]:
    """The keys whose packs are taken: key in hexadecimal → whose it is."""
    held: dict[str, str] = workspace.settings.get(CATALOGUE_KEYS)
    return dict(held)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.key_added")
def add_key(workspace: Workspace, name: str, key: str) -> None:
    """From now on packs signed with this key are known by the name. Raises Refused (no key, no name)."""
    key = key.strip().lower()
    if not name.strip() or not is_key(key):
        raise Refused("pack.key_wrong")
    keep_agency_setting(workspace, CATALOGUE_KEYS, {**known_keys(workspace), key: name.strip()})


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.key_removed")
def remove_key(workspace: Workspace, key: str) -> None:
    """A key is no longer known. Raises NotFound."""
    held = known_keys(workspace)
    if held.pop(key.strip().lower(), None) is None:
        raise NotFound("pack.no_such_key")
    keep_agency_setting(workspace, CATALOGUE_KEYS, held)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.key_made")
def make_key(workspace: Workspace) -> tuple[bytes, str]:
    """A new pair to sign with: the secret one (PEM), which Wasl does not keep, and the public one, known here at once."""
    secret, public = new_key()
    add_key(workspace, workspace.agency.name, public)
    return secret, public


def _rows(session: Session, pack: Pack) -> tuple[DiffRow, ...]:
    """Every field that differs: organisations, their places, then the entries in the directory's order."""
    providers, branches, entries = providers_here(session), branches_here(session), entries_here(session)
    slugs = {row.id: slug for slug, row in providers.items()}
    found = [
        *_of(
            Noun.PROVIDER,
            {slug: (row.pack_body, provider_fields(provider_of(row)), True) for slug, row in providers.items()},
            {one.id: provider_fields(one) for one in pack.providers},
        ),
        *_of(
            Noun.BRANCH,
            # What somebody confirmed here is ours; every other place is as a pack brought it.
            {slug: (row.pack_body, branch_fields(branch_of(row, slugs[row.provider_id])), row.confirmed_on is None)
             for slug, row in branches.items()},
            {one.id: branch_fields(one) for one in pack.branches},
        ),
    ]  # fmt: skip
    here = {slug: (_maybe(row.pack_body, slug), canonical(row.body, slug), False) for slug, row in entries.items()}
    theirs = {str(one["id"]): one for one in _entry_data(pack)}
    return (*found, *_of(Noun.ENTRY, here, theirs))


def _of(noun: Noun, here: Mapping[str, tuple[Data | None, Data, bool]], theirs: Mapping[str, Data]) -> list[DiffRow]:
    rows: list[DiffRow] = []
    for slug, (base, mine, as_it_came) in here.items():
        rows += diff(noun, slug, base or (mine if as_it_came else None), mine, theirs.get(slug))
    for slug, data in theirs.items():
        if slug not in here:
            rows += diff(noun, slug, None, None, data)
    return rows


def _entry_data(pack: Pack) -> list[dict[str, Any]]:
    found: Any = pack_data(pack)["entries"]
    return list(found)


def _maybe(body: dict[str, object] | None, slug: str) -> Data | None:
    return None if body is None else canonical(body, slug)


class _Taking:
    """One pack being taken, in one transaction."""

    def __init__(
        self, workspace: Workspace, session: Session, file: PackFile, rows: tuple[DiffRow, ...], chosen: set[str]
    ) -> None:
        self.session, self.pack, self.rows, self.chosen = session, file.pack, rows, chosen
        self.today = workspace.clock.today()
        who = file.seal.name or tr("sans signature connue")
        self.reason = f"{file.pack.meta.id} {file.pack.meta.version} ({who})"
        self.changed: list[str] = []
        self.added: list[str] = []

    def run(self) -> Taken:
        """Organisations first: places and entries point at them."""
        self._providers()
        self._branches()
        self._entries()
        kept = sum(row.is_choice and row.id not in self.chosen for row in self.rows)
        return Taken(tuple(self.changed), tuple(self.added), kept)

    def _of(self, noun: Noun, slug: str) -> list[DiffRow]:
        return [row for row in self.rows if row.noun is noun and row.slug == slug]

    def _is_wanted(self, noun: Noun, slug: str) -> bool:
        return all(row.id in self.chosen for row in self._of(noun, slug) if row.change is Change.ADDED)

    def _providers(self) -> None:
        self.providers = providers_here(self.session)
        for one in self.pack.providers:
            theirs, row = provider_fields(one), self.providers.get(one.id)
            if row is None:
                # Places and entries of the pack may point at it, whatever was chosen of it.
                row = self.providers[one.id] = ProviderRow(slug=one.id)
                write_provider(row, theirs)
                self.session.add(row)
                self.added.append(one.id)
            else:
                mine = provider_fields(provider_of(row))
                after = merged(mine, theirs, self._of(Noun.PROVIDER, one.id), self.chosen)
                if after != mine:
                    write_provider(row, after)
                    self.changed.append(one.id)
            if row.pack_body != theirs:
                row.pack_body = theirs
        self.session.flush()

    def _branches(self) -> None:
        held = branches_here(self.session)
        slugs = {row.id: slug for slug, row in self.providers.items()}
        for one in self.pack.branches:
            theirs, row = branch_fields(one), held.get(one.id)
            if row is None:
                if not self._is_wanted(Noun.BRANCH, one.id):
                    continue
                row = BranchRow(slug=one.id, provider_id=self.providers[one.provider_id].id)
                write_branch(row, theirs)
                self.session.add(row)
                self.added.append(one.id)
            else:
                mine = branch_fields(branch_of(row, slugs[row.provider_id]))
                after = merged(mine, theirs, self._of(Noun.BRANCH, one.id), self.chosen)
                if after != mine:
                    write_branch(row, after)
                    row.provider_id = self.providers[after["provider"]].id
                    self.changed.append(one.id)
            if row.pack_body != theirs:
                row.pack_body = theirs
        self.session.flush()

    def _entries(self) -> None:
        held = entries_here(self.session)
        whole: dict[str, Entry] = {slug: checked(row.body, slug) for slug, row in held.items()}
        ids = {slug: row.id for slug, row in self.providers.items()}
        for theirs in _entry_data(self.pack):
            slug = str(theirs["id"])
            row = held.get(slug)
            if row is None:
                if self._is_wanted(Noun.ENTRY, slug):
                    whole[slug] = checked(theirs, slug)
                    add_entry(self.session, whole[slug], theirs, ids)
                    self.added.append(slug)
                continue
            whole[slug] = self._entry(row, theirs)
            sync_providers(self.session, row, whole[slug], ids)
        cycle = cycle_of_enablers(list(whole.values()))
        if cycle:
            reason = tr("ces étapes s'attendent l'une l'autre : {ids}", ids=", ".join(cycle))
            raise Refused("entry.broken", reason=reason)

    def _entry(self, row: DirectoryEntry, theirs: dict[str, Any]) -> Entry:
        mine = canonical(row.body, row.slug)
        after = merged(mine, theirs, self._of(Noun.ENTRY, row.slug), self.chosen)
        base = _maybe(row.pack_body, row.slug)
        if after == mine:
            if base != theirs:
                row.pack_body, row.is_edited_here = theirs, mine != theirs
            return checked(mine, row.slug)
        if base != theirs:
            row.pack_body = theirs
        try:
            entry = keep_version(self.session, row, after, self.today, self.reason)
        except Refused as error:
            reason = f"{row.slug} : {error.values.get('reason', '')}"
            raise Refused("entry.broken", reason=reason) from error
        row.kind = EntryKind(entry.kind.value)
        self.changed.append(row.slug)
        return entry
