"""The key envelope: one random key for the base, wrapped once per account and once for the recovery key.

A slot is the data key under AES-256-GCM with a key that Argon2id makes of the password. Pure: bytes and dataclasses,
no file, no base. Source of the parameters: tech note, data layer §2 (64 MiB, 3 passes, 4 lanes, about 170 ms).
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass, replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import BaseUnusable, NotSignedIn

FORMAT = 1
RECOVERY = "#recovery"
KEY_BYTES = 32
# No 0/O, 1/I/L, U/V: read aloud and typed from paper.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_GROUPS, _GROUP = 8, 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id is asked to do; small only in tests."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class KeySlot:
    """The data key wrapped for one account (its folded name) or for the recovery key."""

    name: str
    shown_as: str
    cost: Cost
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """All slots of one base."""

    base_id: str
    slots: tuple[KeySlot, ...]

    def slot(self, name: str) -> KeySlot | None:
        """The slot of that account, whatever the case it is typed in."""
        return next((slot for slot in self.slots if slot.name == folded(name)), None)

    def with_slot(self, slot: KeySlot) -> Envelope:
        """The envelope with this slot added or replaced."""
        return replace(self, slots=(*(s for s in self.slots if s.name != slot.name), slot))

    def without(self, name: str) -> Envelope:
        """The envelope without the slot of that account."""
        return replace(self, slots=tuple(s for s in self.slots if s.name != folded(name)))

    def names(self) -> list[str]:
        """The accounts' names as people write them."""
        return [slot.shown_as for slot in self.slots if slot.name != RECOVERY]


def new_data_key() -> bytes:
    """A random 256-bit key."""
    return os.urandom(KEY_BYTES)


def new_recovery_key() -> str:
    """Eight groups of four, about 155 bits: shown once, kept on paper."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def wrap(base_id: str, name: str, password: str, data_key: bytes, cost: Cost | None = None) -> KeySlot:
    """A slot that this password opens."""
    cost = cost or Cost()
    salt, nonce = os.urandom(16), os.urandom(12)
    key_name = name if name == RECOVERY else folded(name)
    sealed = AESGCM(_stretch(password, salt, cost)).encrypt(nonce, data_key, _bound_to(base_id, key_name))
    return KeySlot(key_name, name, cost, _text(salt), _text(nonce), _text(sealed))


def unwrap(base_id: str, slot: KeySlot, password: str) -> bytes:
    """The data key. Raises NotSignedIn when the password is wrong or the slot was moved or altered."""
    key = _stretch(password, _bytes(slot.salt), slot.cost)
    try:
        return AESGCM(key).decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), _bound_to(base_id, slot.name))
    except InvalidTag as error:
        raise NotSignedIn("sign_in.wrong") from error


def to_json(envelope: Envelope) -> str:
    """The envelope as the text of a `.wasl.keys` file."""
    return json.dumps({"format": FORMAT, **asdict(envelope)}, indent=1, ensure_ascii=False)


def from_json(text: str) -> Envelope:
    """The envelope of such a text. Raises BaseUnusable when it is none, or of a newer format."""
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise BaseUnusable("base.newer_version")
        slots = tuple(KeySlot(**{**slot, "cost": Cost(**slot["cost"])}) for slot in document["slots"])
        return Envelope(document["base_id"], slots)
    except (ValueError, KeyError, TypeError) as error:
        raise BaseUnusable("base.keys_damaged") from error


def folded(name: str) -> str:
    """An account's name as it is compared: the same letters however they were typed."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    secret = unicodedata.normalize("NFKC", password).encode()  # é typed as one sign or as two opens alike
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _bound_to(base_id: str, name: str) -> bytes:
    return f"wasl|{FORMAT}|{base_id}|{name}".encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)
