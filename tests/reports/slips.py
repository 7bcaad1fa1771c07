"""Invented slips: full, bare, long and hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from reports.pdf.slip import SlipAppointment, SlipData

CODE = "20010026000427"
NUMBER = "RAB-26-00042-7"
FORMATS = ("a4", "a5", "80mm")
BOTH_NAMES_LONG = 110
"""Letters in the longest name that the registry takes."""

FULL = SlipData(
    number=NUMBER, code=CODE, issued_on=date(2026, 11, 24),
    agency={"fr": "Agence ANAPEC Rabat Essai", "ar": "وكالة الرباط التجريبية"}, agency_phone="+212537000000",
    agent="Amina Essai", person="ESSAI Mamadou", person_ar="محمدو تجربة", extras=(),
    purpose="Acheter une machine à coudre", amount_centimes=1_500_000,
    entry={
        "fr": "Projets de groupe des personnes réfugiées (AMAPPE)", "ar": "المشاريع الجماعية للاجئين (أمابي)",
        "en": "Group projects of refugees (AMAPPE)",
    },
    provider={"fr": "AMAPPE", "ar": "الجمعية المغربية لدعم إنعاش المقاولة الصغرى", "en": "AMAPPE"},
    branch="Antenne de Rabat", address="12, avenue de l’Essai\nHassan, Rabat", phone="+212537111111",
    hours="lun.-ven. 09:00-16:00", address_confirmed=True, phone_first=False,
    documents=(
        {"fr": "Carte de réfugié ou récépissé", "ar": "بطاقة لاجئ أو وصل", "en": "Refugee card or receipt"},
        {"fr": "Deux photos d’identité", "ar": "صورتان شخصيتان", "en": "Two photographs"},
        {"fr": "Devis de moins de 3 mois", "ar": "عرض أثمان لا يتجاوز 3 أشهر", "en": "Quote less than 3 months old"},
    ),
    appointment=SlipAppointment(date(2026, 12, 1), time(9, 30), "Permanence INMAA", "Bureau 3"),
    consent={
        "fr": "J’accepte que l’agence transmette à AMAPPE les seules données écrites sur le bon, pour étudier ma demande. "
        "Je peux retirer cet accord à tout moment (loi 09-08).",
        "ar": "أوافق على أن ترسل الوكالة إلى أمابي المعطيات المكتوبة على هذه الورقة فقط، لدراسة طلبي. "
        "يمكنني سحب هذه الموافقة في أي وقت (القانون 09-08).",
        "en": "I agree that the agency passes to AMAPPE only the data written on this slip, to study my request. "
        "I can withdraw this consent at any time (law 09-08).",
    },
    consent_on=date(2026, 11, 24), consent_is_model=True,
)  # fmt: skip

BARE = replace(
    FULL, agency={"fr": "", "ar": ""}, agency_phone=None, agent="", person="", person_ar=None, purpose=None,
    amount_centimes=None, entry={"fr": "", "ar": "", "en": ""}, provider={"fr": "", "ar": "", "en": ""}, branch=None,
    address=None, phone=None, hours=None, address_confirmed=False, documents=(), appointment=None,
    consent={"fr": "", "ar": "", "en": ""}, consent_on=None, consent_is_model=False,
)  # fmt: skip

_LONG_NAME = "ESSAI-" + "Ngbokoundé " * 9 + "Zinédine"
_LONG_AR = "عبد الرحمان " * 9 + "تجريبي"
LONG = replace(
    FULL, agency={"fr": "Agence ANAPEC de Rabat Agdal Ryad et des environs " * 2, "ar": "وكالة الرباط أكدال الرياض والنواحي " * 2},
    agent=_LONG_NAME, person=_LONG_NAME[:BOTH_NAMES_LONG], person_ar=_LONG_AR[:BOTH_NAMES_LONG],
    extras=(("Né·e", "vers 1988"), ("Téléphone", "06 61 23 45 67")),
    purpose="Je voudrais ouvrir un atelier de couture avec ma sœur. " * 73, amount_centimes=123_456_789_000,
    entry={lang: text * 6 for lang, text in FULL.entry.items()},
    provider={lang: (text + " ") * 5 for lang, text in FULL.provider.items()},
    address="\n".join(f"{n}, avenue de la Très Longue Adresse, quartier n° {n}" for n in range(1, 7)), phone_first=True,
    documents=tuple({lang: f"{text} {n}" for lang, text in FULL.documents[n % 3].items()} for n in range(12)),
    appointment=SlipAppointment(date(2026, 12, 1), time(9, 30), "Permanence INMAA " * 6, "Bureau 3 " * 12),
    consent={lang: text * 3 for lang, text in FULL.consent.items()},
)  # fmt: skip

_BAIT = "</b><b>&amp;% \x00\x07\u202eمقلوب\u202c\u2066\u200f {provider} 👩🏽‍🔧 漢字 ⵣⵎⵓⵔ =cmd() \t\n ١٢٣ ƏŊɓ \ufffe"
HOSTILE = replace(
    FULL, agency={"fr": _BAIT, "ar": _BAIT}, agent=_BAIT, person="ESSAI " + _BAIT, person_ar=_BAIT,
    extras=(("Téléphone", _BAIT),), purpose=_BAIT * 20, entry=dict.fromkeys(FULL.entry, _BAIT),
    provider=dict.fromkeys(FULL.provider, _BAIT), branch=_BAIT, address=_BAIT, phone="+212" + _BAIT,
    documents=tuple(dict.fromkeys(("fr", "ar", "en"), _BAIT) for _ in range(7)), phone_first=True,
    appointment=SlipAppointment(date(2026, 12, 1), time(9, 30), _BAIT, _BAIT),
    consent=dict.fromkeys(FULL.consent, _BAIT),
)  # fmt: skip

UNBROKEN = replace(
    FULL, person="W" * BOTH_NAMES_LONG, person_ar="ش" * BOTH_NAMES_LONG, agent="M" * 95, purpose="x@" * 2_000
)
ARABIC = replace(FULL, person="محمدو تجربة", person_ar="محمدو تجربة", purpose="شراء آلة خياطة (مستعملة) بثمن 50%")
UNCONFIRMED = replace(FULL, address_confirmed=False, phone_first=True)

RECORDS: dict[str, SlipData] = {
    "full": FULL, "bare": BARE, "long": LONG, "hostile": HOSTILE, "unbroken": UNBROKEN, "arabic": ARABIC,
    "unconfirmed": UNCONFIRMED, "preview": replace(FULL, number=None, code=None),
}  # fmt: skip


def a_slip(name: str = "full", paper_format: str = "a4", **changes: Any) -> SlipData:
    """One of the records above on the paper wanted, with some things otherwise."""
    return replace(RECORDS[name], paper_format=paper_format, **changes)
