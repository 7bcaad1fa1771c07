"""Who shares which key, for a file and a registry of any size: two columns of numbers, not an object a key."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class SharedKeys:
    """Places by the keys they have. What is added later, one by one, stands beside the sorted columns."""

    def __init__(self) -> None:
        self._of: dict[int, array[int]] = {}
        self._keys: NDArray[np.int64] | None = None
        self._places: NDArray[np.int64] | None = None
        self._moved: set[int] = set()
        self._later: defaultdict[int, list[int]] = defaultdict(list)

    def fill(self, keyed: Iterable[tuple[int, Iterable[int]]]) -> None:
        """Takes many places with their keys at once."""
        import numpy as np  # with the first large list, never with the start

        for place, keys in keyed:
            self._of[place] = array("q", keys)
        lengths = np.fromiter(map(len, self._of.values()), np.int64, len(self._of))
        keys = np.fromiter((key for some in self._of.values() for key in some), np.int64, int(lengths.sum()))
        places = np.repeat(np.fromiter(self._of, np.int64, len(self._of)), lengths)
        order = np.argsort(keys, kind="stable")
        self._keys, self._places = keys[order], places[order]

    def add(self, place: int, keys: Iterable[int]) -> None:
        """Takes one more place, or one whose keys have changed."""
        self.forget(place)
        self._of[place] = array("q", keys)
        for key in self._of[place]:
            self._later[key].append(place)

    def forget(self, place: int) -> None:
        """Leaves a place out."""
        for key in self._of.pop(place, ()):
            if place in self._later.get(key, ()):
                self._later[key].remove(place)
        self._moved.add(place)

    def shared(self, place: int, most: int) -> Iterator[tuple[int, list[int]]]:
        """Each key of a place that others have too, `most` at most in all, with all who have it."""
        import numpy as np

        own = self._of.get(place)
        if own is None:
            return
        if self._keys is None or self._places is None:
            starts = ends = [0] * len(own)
        else:
            keys = np.frombuffer(own, np.int64)
            starts = np.searchsorted(self._keys, keys, "left").tolist()
            ends = np.searchsorted(self._keys, keys, "right").tolist()
        for key, start, end in zip(own, starts, ends, strict=True):
            later = self._later.get(key, [])
            if not 1 < end - start + len(later) <= most + 1:
                continue
            found = [] if self._places is None else self._places[start:end].tolist()
            if self._moved:
                found = [one for one in found if one not in self._moved]
            found += later
            if 1 < len(found) <= most:
                yield key, found
