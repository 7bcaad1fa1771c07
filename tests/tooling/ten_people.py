"""docs/verdicts-of-ten.md: what the catalogue that ships says to ten invented people, and why; read over against DOMAIN.md §1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.funding.criteria import Verdict
from app.funding.entries import Kind
from app.funding.facts import Facts, facts_from_words
from app.funding.field_names import field_name
from app.funding.pack import shipped_pack
from app.funding.questions import next_question
from app.funding.reasons import Reason, reasons
from app.funding.verdicts import EntryVerdict, Matcher

_DAY = date(2026, 11, 27)
_SIGNS = {Verdict.ELIGIBLE: "✔", Verdict.ASK: "?", Verdict.NOT_ELIGIBLE: "✖", Verdict.CLOSED: "⛔"}
_USUAL = {
    "on": _DAY.isoformat(), "sex": "F", "birth_year": 1992, "city": "Rabat", "stage": "creation", "legal_form": "none",
    "has_account": False,
}  # fmt: skip
_EXPLAINED = (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)


def _someone(*situations: str, **words: object) -> Facts:
    return facts_from_words({**_USUAL, "situations": list(situations), **words})


PEOPLE: tuple[tuple[str, Facts], ...] = (
    ("réfugiée, carte HCR seule", _someone("refugie_hcr")),
    ("demandeuse d’asile (HCR)", _someone("demandeur_asile_hcr")),
    ("carte d’immatriculation valable, compte bancaire", _someone("carte_immatriculation", has_account=True)),
    ("carte d’immatriculation expirée", replace(_someone(), lapsed=frozenset({"carte_immatriculation"}))),
    ("sans papier (déclaré)", _someone("sans_document")),
    ("rien d’enregistré", Facts(on=_DAY)),
    ("Marocaine de la population d’accueil, compte bancaire", _someone("marocain", has_account=True)),
    ("membre d’une coopérative à Casablanca, carte de résidence, activité existante, compte bancaire",
     _someone("carte_residence", city="Casablanca", stage="existing", legal_form="cooperative", has_account=True)),
    ("passeport seul", _someone("passeport_seul")),
    ("carte de réfugiée du BRA seule", _someone("refugie_bra")),
)  # fmt: skip


def ten_people_page() -> str:
    """The page, in French: the table, then for each entry the reasons, those of several people said once."""
    matcher = Matcher([one for one in shipped_pack().entries if one.kind is not Kind.SERVICE])
    judged = [matcher.judge(facts) for _label, facts in PEOPLE]
    numbers = range(1, len(PEOPLE) + 1)
    lines = [
        "# Dix personnes inventées devant le catalogue", "",
        "Fait par `python3 dev.py make` avec le catalogue livré, au 27/11/2026 ; ne pas modifier. Une autre réponse du catalogue ou",
        "des règles change cette page : on la relit alors avec DOMAIN.md §1. ✔ éligible, ? à demander, ✖ non éligible, ⛔ fermé.",
        "Sauf mention : femme née en 1992, Rabat, projet en création sans forme juridique, pas de compte bancaire.", "",
    ]  # fmt: skip
    for number, (label, facts) in zip(numbers, PEOPLE, strict=True):
        question = next_question(matcher, facts)
        asked = f" Question suivante : {question.text.fr}" if question else ""
        lines.append(f"{number}. {label}.{asked}")
    head = " | ".join(str(number) for number in numbers)
    lines += ["", f"| Fiche | {head} |", "|---|" + "---|" * len(PEOPLE)]
    for row in zip(*judged, strict=True):
        lines.append(f"| {row[0].entry.id} | " + " | ".join(_SIGNS[one.verdict] for one in row) + " |")
    totals = [" / ".join(str(sum(one.verdict is verdict for one in found)) for verdict in _SIGNS) for found in judged]
    lines += ["| **✔ / ? / ✖ / ⛔** | " + " | ".join(totals) + " |", "", "## Pourquoi", ""]
    for row in zip(*judged, strict=True):
        lines += [f"- **{row[0].entry.id}**", *_why(row)]
    return "\n".join([*lines, ""])


def _why(row: Iterable[EntryVerdict]) -> list[str]:
    """One line a sign: its reasons, each with the numbers of the people it is said to."""
    said: dict[Verdict, dict[str, list[int]]] = {}
    for number, one in enumerate(row, 1):
        for text in _texts(one):
            said.setdefault(one.verdict, {}).setdefault(text, []).append(number)
    return [
        f"  - {_SIGNS[verdict]} " + " ".join(f"({_people(numbers)}) {text}" for text, numbers in texts.items())
        for verdict, texts in said.items()
    ]


def _texts(one: EntryVerdict) -> list[str]:
    found = reasons(one)
    if one.verdict is Verdict.CLOSED:
        return [found[-1].in_language("fr")]
    if one.verdict in _EXPLAINED:
        return [reason.in_language("fr") for reason in found if _tells(reason, one.verdict)]
    points = ", ".join(field_name(reason.criterion, "fr") for reason in found if reason.verdict is Verdict.ASK)
    return [f"à savoir : {points}."]


def _tells(reason: Reason, verdict: Verdict) -> bool:
    """Of a yes, what was decided by the situation; of a no, each condition that is not met."""
    return reason.verdict is verdict and (verdict is Verdict.NOT_ELIGIBLE or reason.criterion == "situations")


def _people(numbers: list[int]) -> str:
    return "tous" if len(numbers) == len(PEOPLE) else " ".join(map(str, numbers))
