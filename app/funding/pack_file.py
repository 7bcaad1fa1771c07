"""The file a catalogue travels in (`.waslpack`): one readable document, and beside it who signed it.

The signature (Ed25519) is over the bytes of the document, so that a letter changed on the way is noticed. A key says who
signed only when somebody here has put it among the known ones.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO

from app.errors import BadFile, Refused
from app.funding.entries import Pack
from app.funding.located import Block, read_items
from app.funding.pack import pack_of
from app.funding.pack_data import pack_data

DOCUMENT, SEAL = "catalogue.json", "signature.json"
_LARGEST = 20_000_000
"""Bytes of a document: a hundred times the catalogue that ships."""
_DOMAIN = b"wasl-pack-1\n"
_HEX = 16


class Signed(StrEnum):
    """What is known of who made a pack."""

    KNOWN = "known"
    UNKNOWN_KEY = "unknown_key"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signed: the name the key is known by here, and the key in hexadecimal."""

    state: Signed
    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack, read and checked, and its seal."""

    pack: Pack
    seal: Seal


def pack_file(pack: Pack, secret: bytes | None = None) -> bytes:
    """The file; signed when the secret key (PEM) is given. Raises BadFile when that is no such key."""
    document = json.dumps(pack_data(pack), ensure_ascii=False, indent=1).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(DOCUMENT, document)
        if secret is not None:
            file.writestr(SEAL, json.dumps(_sign(document, secret), indent=1))
    return out.getvalue()


def read_pack_file(content: bytes, name: str, known_keys: Mapping[str, str]) -> PackFile:
    """Reads a file whole; `known_keys` are the names of keys. Raises BadFile with file, line and reason when the catalogue is
    broken, Refused when it was changed after it was signed.
    """
    document, seal = _parts(content, name)
    state = _seal(document, seal, known_keys)
    return PackFile(_read(document, name), state)


@lru_cache(maxsize=2)
def _read(document: bytes, name: str) -> Pack:
    """Looked at, compared again after each change here, then taken: the same document is read once."""
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile("catalogue.unreadable", file=name) from error
    whole = Block(read_items(text, f"{name} / {DOCUMENT}"))
    meta, entries = whole.need("pack"), whole.items("entries")
    return pack_of(meta, whole, entries)


def new_key() -> tuple[bytes, str]:
    """A new pair: the secret one as PEM, to be kept by whoever signs, and the public one in hexadecimal, to be given."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = Ed25519PrivateKey.generate()
    pem = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem, secret.public_key().public_bytes_raw().hex()


def is_key(text: str) -> bool:
    """Whether a text is a public key: 64 hexadecimal digits."""
    try:
        return len(bytes.fromhex(text)) == _HEX * 2
    except ValueError:
        return False


def _parts(content: bytes, name: str) -> tuple[bytes, bytes | None]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            sizes = {one.filename: one.file_size for one in file.infolist()}
            if DOCUMENT not in sizes or max(sizes.values()) > _LARGEST:
                raise BadFile("pack.not_one", file=name)
            return file.read(DOCUMENT), file.read(SEAL) if SEAL in sizes else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadFile("pack.not_one", file=name) from error


def _sign(document: bytes, secret: bytes) -> dict[str, str]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(secret, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadFile("pack.key_unusable") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadFile("pack.key_unusable")
    return {"key": key.public_key().public_bytes_raw().hex(), "signature": key.sign(_DOMAIN + document).hex()}


def _seal(document: bytes, seal: bytes | None, known_keys: Mapping[str, str]) -> Seal:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if seal is None:
        return Seal(Signed.UNSIGNED)
    try:
        said = json.loads(seal)
        key = str(said["key"]).lower()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(str(said["signature"])), _DOMAIN + document
        )
    except (ValueError, KeyError, TypeError, InvalidSignature) as error:
        raise Refused("pack.signature_wrong") from error
    name = next((name for known, name in known_keys.items() if known == key), None)
    return Seal(Signed.UNKNOWN_KEY, key=key) if name is None else Seal(Signed.KNOWN, name, key)
