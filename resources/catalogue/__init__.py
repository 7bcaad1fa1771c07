"""The funding catalogue that ships with Wasl: where its files are."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder of the pack: pack.yaml, providers.yaml and the entry files they name."""
    return Path(__file__).parent
