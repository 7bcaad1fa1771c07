"""A paper for a person, as data: parts with a sign, each of lines; every funding paper that is no slip is one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reports.pdf.handout import Handout


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label over its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One of several, with a sign of its own where it has one (`eligible`, `ask`, `not_eligible`, `closed`)."""

    text: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick by hand."""

    text: str


@dataclass(frozen=True, slots=True)
class ToFill:
    """Lines for a pen: what is not known yet."""

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed sentence; `warn` for what one must beware of."""

    text: str
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first one the heading; `shares` of the width add up to 1."""

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Line = Text | Fact | Bullet | Tick | ToFill | Note | Table


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its sign, and what stands under it."""

    title: str
    sign: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The whole paper in one language. `large` for those who read little, `tight` for one page; undated without a day."""

    title: str
    language: str
    agency: str
    made_on: date | None
    parts: tuple[Part, ...]
    large: bool = False
    tight: bool = False


def render_leaflet(data: Leaflet) -> bytes:
    """A4 pages, as many as it takes."""
    paper = Handout(
        data.title, data.language, agency=data.agency, made_on=data.made_on, large=data.large, tight=data.tight
    )
    for part in data.parts:
        if part.title:
            paper.part(part.title, part.sign)
        for line in part.lines:
            _WRITERS[type(line)](paper, line)
    return paper.finish()


def _text(paper: Handout, line: Text) -> None:
    paper.text(paper.kept(line.text), bold=line.bold, size=9.5 if line.quiet else 11.5)
    paper.gap(3)


def _table(paper: Handout, line: Table) -> None:
    paper.columns([list(row) for row in line.rows], list(line.shares))


_WRITERS: dict[type[Line], Callable[..., None]] = {
    Text: _text,
    Fact: lambda paper, line: paper.fact(line.label, paper.kept(line.value)),
    Bullet: lambda paper, line: paper.bullet(paper.kept(line.text), line.sign),
    Tick: lambda paper, line: paper.tick(paper.kept(line.text)),
    ToFill: lambda paper, line: paper.to_fill(line.label, line.lines),
    Note: lambda paper, line: paper.note(line.text, warn=line.warn),
    Table: _table,
}
