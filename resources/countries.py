"""Countries as nationalities, and languages as spoken: codes, and names in three languages (from CLDR by Babel)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from resources.words import LANGUAGES, current_language

STATELESS: Final = "XXA"
"""No nationality: the code travel documents use (ICAO 9303)."""

UNKNOWN: Final = "XXX"
"""Nationality not known or not stated (ICAO 9303)."""

MOROCCO: Final = "MAR"

# ISO 3166-1: the alpha-3 code followed by the alpha-2 code of the same country.
_ISO_3166 = """
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU
    CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET
    FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB
    LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE
    NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ
    SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC
    TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY
    USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW
"""
_ISO2 = {pair[:3]: pair[3:] for pair in _ISO_3166.split()}
_ISO3 = {iso2: iso3 for iso3, iso2 in _ISO2.items()}

# Nobody is a national of these; people of the Sahara hold Moroccan papers.
_NOT_OFFERED = frozenset({"ATA", "ATF", "BVT", "ESH", "HMD", "IOT", "SGS", "UMI"})

# Where the names of CLDR are not those a Moroccan administration uses, and the two codes CLDR has not.
_OWN_NAMES = {
    "CIV": {"fr": "Côte d'Ivoire", "ar": "كوت ديفوار", "en": "Côte d'Ivoire"},
    "PSE": {"fr": "Palestine", "ar": "فلسطين", "en": "Palestine"},
    STATELESS: {"fr": "Apatride", "ar": "عديم الجنسية", "en": "Stateless"},
    UNKNOWN: {"fr": "Nationalité inconnue", "ar": "جنسية غير معروفة", "en": "Nationality unknown"},
}

# Languages heard at the counters (DOMAIN.md 2.3) and their neighbours, the three of the interface first.
_SPOKEN = """
    fr ar en ary zgh es pt wo ff bm man dyu snk sus ln kg sw sg ha yo ig pcm ee fon mos aa am ti so din nus
    ku fa ur bn tr ru uk zh tl
"""
SPOKEN_LANGUAGES: Final = tuple(_SPOKEN.split())
_OWN_LANGUAGE_NAMES = {
    "ary": {"fr": "darija", "ar": "الدارجة المغربية", "en": "Darija"},
    "zgh": {"fr": "amazighe", "ar": "الأمازيغية", "en": "Amazigh"},
    "ff": {"fr": "pular (peul)", "ar": "الفولانية (بولار)", "en": "Pular (Fula)"},
    "man": {"fr": "mandingue", "ar": "الماندينغو", "en": "Mandinka"},
    "sus": {"fr": "soussou", "ar": "السوسو", "en": "Susu"},
}


def country_name(iso3: str, lang: str | None = None) -> str:
    """The name of the country `iso3` (also STATELESS, UNKNOWN); a code nobody knows is given back as it is."""
    language = lang or current_language()
    if own := _OWN_NAMES.get(iso3):
        return own[language]
    return _territories(language).get(_ISO2.get(iso3, ""), iso3)


def countries(lang: str | None = None) -> list[tuple[str, str]]:
    """(ISO 3166 alpha-3, name) of every nationality to choose from, by name; stateless and unknown come last."""
    return list(_countries(lang or current_language()))


def country_code(text: str) -> str | None:
    """The alpha-3 code for what someone typed: a code of two or three letters, or a name in one of our languages."""
    code = text.strip().upper()
    if code in _ISO2 or code in (STATELESS, UNKNOWN):
        return code
    return _ISO3.get(code) or _codes_by_name().get(_plain(text))


def language_name(code: str, lang: str | None = None) -> str:
    """The name of the language `code` (ISO 639) as `lang` says it; an unknown code is given back as it is."""
    language = lang or current_language()
    if own := _OWN_LANGUAGE_NAMES.get(code):
        return own[language]
    return _languages(language).get(code, code)


def spoken_languages(lang: str | None = None) -> list[tuple[str, str]]:
    """(code, name) of the languages a person may speak, the three of the interface first, the rest by name."""
    named = [(code, language_name(code, lang)) for code in SPOKEN_LANGUAGES]
    return named[:3] + sorted(named[3:], key=lambda pair: _plain(pair[1]))


@lru_cache(maxsize=len(LANGUAGES))
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    offered = [(iso3, country_name(iso3, language)) for iso3 in _ISO2 if iso3 not in _NOT_OFFERED]
    offered.sort(key=lambda pair: _plain(pair[1]))
    return *offered, (STATELESS, country_name(STATELESS, language)), (UNKNOWN, country_name(UNKNOWN, language))


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    return {
        _plain(country_name(iso3, language)): iso3
        for iso3 in (*_ISO2, STATELESS, UNKNOWN)
        if iso3 not in _NOT_OFFERED
        for language in LANGUAGES
    } | {_plain("Ivory Coast"): "CIV", _plain("ساحل العاج"): "CIV", _plain("RDC"): "COD", _plain("DRC"): "COD"}


@lru_cache(maxsize=len(LANGUAGES))
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language).territories)


@lru_cache(maxsize=len(LANGUAGES))
def _languages(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale(language).languages)


def _plain(name: str) -> str:
    """The name as compared and sorted: no case, no accents, one kind of apostrophe and of space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("’", "'").replace("-", " ").split())
