"""Fits the weights of likeness on the pairs of tests/data/dedupe_dev.csv: `python -m tests.tooling.fit_likeness [--write]`.

Two logistic regressions, one on words and one on pairs, ridge penalty, Newton's method with conjugate gradients, nothing
but the standard library. Pairs are parted in five by the sound of a family name, so that the names a part is judged on
were not fitted on; the odds of words that the pairs are fitted on come from the other parts too.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, sqrt
from pathlib import Path
from zlib import crc32

from app.people.comparing import FIELDS, look_of_record
from app.people.likeness_features import compared
from app.people.look import PersonLook
from app.people.skeleton import skeletons
from app.people.word_odds import MOST, word_features

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "tests" / "data" / "dedupe_dev.csv"
WEIGHTS = ROOT / "app" / "people" / "likeness_weights.py"
PARTS = 5
_TODAY = date(2026, 11, 23)
_WORD_RIDGE, _PAIR_RIDGE = 10.0, 10.0

Odds = Callable[[str, str], float]
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair of invented people; `kind` says how it was made, `part` in which of five it is judged."""

    left: PersonLook
    right: PersonLook
    same: bool
    kind: str
    part: int


@dataclass(frozen=True, slots=True)
class Judged:
    """How well scores tell pairs apart at 0.5, and how well they order them."""

    precision: float
    recall: float
    f1: float
    average_precision: float
    wrong: dict[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted logistic regression."""

    bias: float
    weights: Features

    def odds(self, features: Features) -> float:
        """The logarithm of the odds."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs of a file of that form."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file)]


def judged(pairs: Sequence[Pair], scores: Sequence[float]) -> Judged:
    """Precision, recall and F1 at 0.5, average precision, and what is wrong of each kind."""
    right = sum(pair.same for pair, score in zip(pairs, scores, strict=True) if score >= 0.5)
    said, true = sum(score >= 0.5 for score in scores), sum(pair.same for pair in pairs)
    precision, recall = right / said, right / true
    met, gathered = 0, 0.0
    for place, at in enumerate(sorted(range(len(pairs)), key=lambda at: -scores[at]), 1):
        if pairs[at].same:
            met += 1
            gathered += met / place
    of_kind = Counter(pair.kind for pair in pairs)
    wrong = Counter(pair.kind for pair, score in zip(pairs, scores, strict=True) if (score >= 0.5) != pair.same)
    told = {kind: f"{wrong[kind]}/{count}" for kind, count in sorted(of_kind.items())}
    return Judged(precision, recall, 2 * precision * recall / (precision + recall), gathered / true, told)


def main(words: Sequence[str] | None = None) -> int:
    """Judges by parts, fits on all, and with `--write` keeps the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(words)
    pairs = read_pairs()
    scores = [0.0] * len(pairs)
    for part in range(PARTS):
        others = [at for at, pair in enumerate(pairs) if pair.part != part]
        words_model, pair_model = _fitted(pairs, others)
        for at, pair in enumerate(pairs):
            if pair.part == part:
                scores[at] = _chance(pair_model.odds(_features(pair, words_model)))
        sys.stderr.write(f"part {part + 1} of {PARTS}\n")
    sys.stdout.write(f"by parts: {judged(pairs, scores)}\n")
    words_model, pair_model = _fitted(pairs, range(len(pairs)))
    scores = [_chance(pair_model.odds(_features(pair, words_model))) for pair in pairs]
    sys.stdout.write(f"fitted on all: {judged(pairs, scores)}\n")
    if options.write:
        WEIGHTS.write_text(_module(words_model, pair_model), encoding="utf-8")
    return 0


def fit(rows: Sequence[Features], labels: Sequence[bool], ridge: float) -> Model:
    """Ridge logistic regression; the penalty is on weights of features scaled to one standard deviation."""
    names = sorted({name for row in rows for name in row})
    place = {name: at for at, name in enumerate(names)}
    spread = [_spread([row.get(name, 0.0) for row in rows]) for name in names]
    scaled = [[(place[name], value / spread[place[name]]) for name, value in row.items() if value] for row in rows]
    weights = [0.0] * (len(names) + 1)  # the last one is the bias
    for _ in range(12):
        chances = [_chance(one) for one in _times(scaled, weights)]
        errors = [chance - label for chance, label in zip(chances, labels, strict=True)]
        slope = [one + ridge * weight for one, weight in zip(_back(scaled, errors, len(names)), weights, strict=True)]
        slope[-1] -= ridge * weights[-1]
        step = _solved(scaled, [chance * (1 - chance) for chance in chances], slope, ridge)
        weights = [weight - one for weight, one in zip(weights, step, strict=True)]
        if sqrt(sum(one * one for one in step)) < 0.01:
            break
    return Model(weights[-1], {name: weights[at] / spread[at] for at, name in enumerate(names)})


def _fitted(pairs: Sequence[Pair], among: Iterable[int]) -> tuple[Model, Model]:
    chosen = [pairs[at] for at in among]
    rows: list[Features] = []
    ordered: list[Pair] = []
    for part in {pair.part for pair in chosen}:
        of_words = _fit_words([pair for pair in chosen if pair.part != part])
        ordered += (held := [pair for pair in chosen if pair.part == part])
        rows += [_features(pair, of_words) for pair in held]
    return _fit_words(chosen), fit(rows, [pair.same for pair in ordered], _PAIR_RIDGE)


def _fit_words(pairs: Sequence[Pair]) -> Model:
    """Of two records of one person every pair of words is one name; of two people the least alike is not."""
    rows: list[Features] = []
    labels: list[bool] = []
    for pair in pairs:
        names = compared(pair.left, pair.right, _nothing).names
        if pair.same:
            told = [words for words, alike in zip(names.pairs, names.alike, strict=True) if alike >= 0.2]
        else:
            told = [words for words in names.pairs[:1] if names.worst < 0.999]
        rows += [word_features(*words) for words in told]
        labels += [pair.same] * len(told)
    return fit(rows, labels, _WORD_RIDGE)


def _features(pair: Pair, of_words: Model) -> Features:
    def odds(a: str, b: str) -> float:
        return max(-MOST, min(MOST, of_words.odds(word_features(a, b))))

    return compared(pair.left, pair.right, odds).features


def _nothing(_a: str, _b: str) -> float:
    return 0.0


def _pair(row: dict[str, str]) -> Pair:
    left, right = (
        look_of_record({name: row[f"{side}_{name}"] for name in FIELDS}, _TODAY) for side in ("left", "right")
    )
    bones = skeletons(left.family or left.given) or ("",)
    part = crc32(max(bones, key=lambda bone: (len(bone), bone)).encode()) % PARTS
    return Pair(left, right, row["same"] == "1", row["kind"], part)


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def _spread(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) + 1e-3


def _times(rows: Sequence[Sequence[tuple[int, float]]], weights: Sequence[float]) -> list[float]:
    return [weights[-1] + sum(weights[at] * value for at, value in row) for row in rows]


def _back(rows: Sequence[Sequence[tuple[int, float]]], values: Sequence[float], size: int) -> list[float]:
    gathered = [0.0] * (size + 1)
    for row, one in zip(rows, values, strict=True):
        gathered[-1] += one
        for at, value in row:
            gathered[at] += one * value
    return gathered


def _solved(
    rows: Sequence[Sequence[tuple[int, float]]], bends: Sequence[float], slope: Sequence[float], ridge: float
) -> list[float]:
    """The step that the curvature asks for, by conjugate gradients."""
    step = [0.0] * len(slope)
    left = list(slope)
    along = list(left)
    size = sum(one * one for one in left)
    for _ in range(60):
        if size < 1e-8:
            break
        bent = [bend * one for bend, one in zip(bends, _times(rows, along), strict=True)]
        curved = [one + ridge * way for one, way in zip(_back(rows, bent, len(slope) - 1), along, strict=True)]
        curved[-1] -= ridge * along[-1]
        far = size / sum(one * way for one, way in zip(curved, along, strict=True))
        step = [one + far * way for one, way in zip(step, along, strict=True)]
        left = [one - far * way for one, way in zip(left, curved, strict=True)]
        before, size = size, sum(one * one for one in left)
        along = [one + size / before * way for one, way in zip(left, along, strict=True)]
    return step


def _module(words: Model, pairs: Model) -> str:
    lines = [
        '"""The fitted weights of likeness: made by `python -m tests.tooling.fit_likeness --write`, never by hand.',
        "",
        "Fitted on tests/data/dedupe_dev.csv, 3,000 pairs of invented people. WORD weighs what differs between two words",
        "(word_odds.py), PAIR what two records tell (likeness_features.py); both are logarithms of odds.",
        '"""',
        "",
    ]
    for name, model in (("WORD", words), ("PAIR", pairs)):
        bias = "WORD_BIAS" if name == "WORD" else "BIAS"
        lines += [f"{bias} = {model.bias:.4f}", f"{name} = {{"]
        lines += [f'    "{one}": {weight:.4f},' for one, weight in sorted(model.weights.items())]
        lines += ["}", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
