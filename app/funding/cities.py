"""Towns of Morocco under the spellings an agent may type, so that الرباط, RABAT and Rabat are one place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NAMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Agadir", "أكادير", ("اكادير", "أغادير")),
    ("Al Hoceima", "الحسيمة", ("Hoceima", "Alhucemas")),
    ("Beni Mellal", "بني ملال", ("Béni-Mellal",)),
    ("Berkane", "بركان", ("Berkan",)),
    ("Berrechid", "برشيد", ()),
    ("Bouskoura", "بوسكورة", ()),
    (
        "Casablanca",
        "الدار البيضاء",
        ("Casa", "Dar el Beida", "Dar Beida", "Dar El Baida", "كازابلانكا", "كازا", "البيضاء"),
    ),
    ("Dakhla", "الداخلة", ()),
    ("El Jadida", "الجديدة", ("Jadida",)),
    ("Errachidia", "الرشيدية", ("Rachidia",)),
    ("Essaouira", "الصويرة", ()),
    ("Fès", "فاس", ("Fez",)),
    ("Guelmim", "كلميم", ()),
    ("Kénitra", "القنيطرة", ("Quenitra",)),
    ("Khémisset", "الخميسات", ()),
    ("Khouribga", "خريبكة", ()),
    ("Laâyoune", "العيون", ("Laayoune", "El Aaiun")),
    ("Larache", "العرائش", ()),
    ("Marrakech", "مراكش", ("Marrakesh",)),
    ("Meknès", "مكناس", ("Meknes",)),
    ("Mohammedia", "المحمدية", ("Mohamedia",)),
    ("Nador", "الناظور", ("الناضور",)),
    ("Ouarzazate", "ورزازات", ("وارزازات",)),
    ("Oujda", "وجدة", ()),
    ("Rabat", "الرباط", ("رباط",)),
    ("Safi", "آسفي", ("Asfi",)),
    ("Salé", "سلا", ("Sala",)),
    ("Settat", "سطات", ()),
    ("Skhirat", "الصخيرات", ()),
    ("Tanger", "طنجة", ("Tangier", "Tangiers")),
    ("Taza", "تازة", ()),
    ("Témara", "تمارة", ("Temara",)),
    ("Tétouan", "تطوان", ("Tetuan",)),
    ("Tiznit", "تيزنيت", ()),
)

_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_NOT_LETTERS = re.compile(r"[\W_]+")


def _fold(text: str) -> str:
    """Letters only, without case, accents or vowel signs."""
    spread = unicodedata.normalize("NFKD", text.translate(_ARABIC_LETTERS)).casefold()
    return _NOT_LETTERS.sub("", "".join(letter for letter in spread if not unicodedata.combining(letter)))


_KEYS = {_fold(spelling): _fold(name) for name, arabic, others in _NAMES for spelling in (name, arabic, *others)}
_ARABIC = {_fold(name): arabic for name, arabic, _others in _NAMES}
_LATIN = {_fold(name): name for name, _arabic, _others in _NAMES}


@lru_cache(maxsize=4096)
def city_key(name: str) -> str:
    """What two spellings of one town share; an unlisted town is its own letters, empty when there are none."""
    folded = _fold(name)
    return _KEYS.get(folded, folded)


def city_name(name: str, language: str) -> str:
    """The usual spelling of a listed town in `language`; another name comes back as it was written."""
    return (_ARABIC if language == "ar" else _LATIN).get(city_key(name), name)
