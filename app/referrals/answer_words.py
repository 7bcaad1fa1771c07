"""What a provider's words mean: known ones in three languages, and each provider's own, told once and remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import Refused
from app.people.names import fold
from app.referrals.lifecycle import REFUSAL_REASONS
from db.models import ProviderWord
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

ANSWERS = ("accepted", "refused", "waiting", "received")
_LONGEST_WORD = 120
IGNORED = "ignored"
"""A word that says nothing of the referral ("à traiter")."""

FIELDS: dict[str, str] = {
    "number": tr_noop("Numéro du bon"),
    "answer": tr_noop("Réponse"),
    "reason": tr_noop("Motif"),
    "on": tr_noop("Date de la réponse"),
    "until": tr_noop("Réessayer le"),
}
"""What a column of an answer list may hold."""

_HEADERS = {
    "number": "bon, n bon, n° bon, numéro du bon, numéro de bon, n° du bon, référence, ref, code, slip, slip number, slip no,"
    " référence anapec, ورقة التوجيه, رقم الورقة, رقم ورقة التوجيه, المرجع",
    "answer": "réponse, décision, avis, statut, état, résultat, suite, answer, decision, status, outcome, الجواب, القرار, الرد,"
    " الحالة",
    "reason": "motif, motif ou suite, motif de refus, raison, observation, observations, commentaire, remarque, reason, comment,"
    " السبب, ملاحظة, ملاحظات",
    "on": "date de la réponse, date, date réponse, date de décision, date décision, le, answered on, date of answer,"
    " decision date, التاريخ, تاريخ الجواب, تاريخ القرار",
    "until": "réessayer le, relancer le, date de relance, jusqu'au, prochaine commission, retry on, until, next committee,"
    " إعادة المحاولة",
}
_ANSWERS = {
    "accepted": "accepté, acceptée, accepte, accord, accordé, favorable, avis favorable, oui, ok, validé, retenu, financé,"
    " accepted, approved, yes, مقبول, مقبولة, موافقة, نعم, قبول",
    "refused": "refusé, refusée, refuse, refus, rejeté, rejet, défavorable, avis défavorable, non, non retenu, refused, rejected,"
    " declined, no, مرفوض, مرفوضة, رفض, لا",
    "waiting": "en attente, attente, en cours, en instance, en étude, ajourné, différé, à l'étude, waiting, pending, in progress,"
    " قيد الانتظار, في الانتظار, قيد الدراسة",
    "received": "reçu, reçue, dossier reçu, bien reçu, enregistré, received, registered, تم التوصل, مستلم, توصلنا",
}
_REASONS = {
    "criterion_not_met": "critère non rempli, critères non remplis, non éligible, inéligible, hors critères, not eligible,"
    " غير مؤهل",
    "no_funds": "plus de fonds, fonds épuisés, budget épuisé, pas de budget, no funds, نفاد الميزانية",
    "papers_missing": "papiers manquants, pièces manquantes, dossier incomplet, incomplet, missing papers, وثائق ناقصة, ملف ناقص",
    "not_reached": "non joignable, injoignable, ne répond pas, not reached, unreachable, تعذر الاتصال",
    "duplicate": "déjà demandé, doublon, déjà financé, duplicate, مكرر",
    "changed_mind": "désistement, a changé d'avis, abandon, withdrew, changed mind, تراجع",
}


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): meaning for meaning, texts in words.items() for word in texts.split(",")}


_FIELD_OF, _ANSWER_OF, _REASON_OF = _folded(_HEADERS), _folded(_ANSWERS), _folded(_REASONS)
_HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one provider's words mean: by folded word."""

    columns: Mapping[str, str]
    answers: Mapping[str, str]
    reasons: Mapping[str, str]

    def answer(self, word: str) -> tuple[str, str | None] | None:
        """The answer and, for a refusal, its reason where the word tells it; None when nobody has said what it means."""
        meaning = self.answers.get(fold(word)) or _ANSWER_OF.get(fold(word))
        if meaning is None:
            return None
        answer, _, reason = meaning.partition(":")
        return answer, reason or None

    def reason(self, text: str) -> str | None:
        """The coded reason that a refusal's words mean; None when nobody has said it yet."""
        return self.reasons.get(fold(text)[:_LONGEST_WORD]) or _REASON_OF.get(fold(text))

    def fields(self, rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str | None, ...]]:
        """The header's line and the field of each column: the line of the first ones that holds most known headings."""
        known = {**_FIELD_OF, **self.columns}
        scored = [(len({known[fold(c)] for c in row if fold(c) in known}), -line)
                  for line, row in enumerate(rows[:_HEADER_WITHIN])]  # fmt: skip
        best, line = max(scored, default=(0, 0))
        if not best:
            return 0, ()
        taken: set[str] = set()
        fields: list[str | None] = []
        for cell in rows[-line]:
            field = known.get(fold(cell)) or None
            fields.append(None if field in taken else field)
            if field:
                taken.add(field)
        return -line, tuple(fields)


def lexicon(session: Session, provider_id: UUID) -> Lexicon:
    """What has been learnt of a provider."""
    rows = session.scalars(select(ProviderWord).where(ProviderWord.provider_id == provider_id))
    known: dict[str, dict[str, str]] = {"column": {}, "answer": {}, "reason": {}}
    for row in rows:
        known[row.kind][row.word] = row.meaning
    return Lexicon(known["column"], known["answer"], known["reason"])


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="provider.words_learnt")
def remember_words(
    workspace: Workspace, provider_id: UUID, answers: Mapping[str, str], columns: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Keeps what a provider's words mean, for this list and every later one.

    A meaning is a word of ANSWERS, `refused:<reason>` or `ignored`; of a column a word of FIELDS; of the reason that a
    refusal gives one of REFUSAL_REASONS. Raises Refused.
    """
    told = [("answer", word, meaning) for word, meaning in answers.items()]
    told += [("column", word, meaning) for word, meaning in (columns or {}).items()]
    told += [("reason", word, meaning) for word, meaning in (reasons or {}).items()]
    for kind, _, meaning in told:
        if not _is_meaning(kind, meaning):
            raise Refused("answers.meaning_unknown", meaning=meaning)
    with writing(workspace) as session:
        query = select(ProviderWord).where(ProviderWord.provider_id == provider_id)
        rows = {(row.kind, row.word): row for row in session.scalars(query)}
        for kind, word, meaning in told:
            key = (kind, fold(word)[:_LONGEST_WORD])
            if key in rows:
                rows[key].meaning = meaning
            elif key[1]:
                row = ProviderWord(provider_id=provider_id, kind=kind, word=key[1], meaning=meaning)
                rows[key] = row
                session.add(row)


def _is_meaning(kind: str, meaning: str) -> bool:
    if kind == "column":
        return meaning in FIELDS or meaning == ""
    if kind == "reason":
        return meaning in REFUSAL_REASONS
    answer, _, reason = meaning.partition(":")
    return meaning in (*ANSWERS, IGNORED) or (answer == "refused" and reason in REFUSAL_REASONS)
