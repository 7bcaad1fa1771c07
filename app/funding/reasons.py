"""Why a verdict is what it is: one sentence per criterion, in three languages, made only when it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.funding.cities import city_name
from app.funding.criteria import (
    EVERYWHERE,
    OTHER_CITIES,
    Criterion,
    CriterionKey,
    Operator,
    Verdict,
)
from app.funding.entries import Confidence, Entry, State
from app.funding.facts import PERMIT_OF_UNSTATED_KIND, Facts
from app.funding.texts import Texts, in_three
from app.funding.verdicts import EntryVerdict
from resources.i18n import Words, format_date, tr_noop, words

AVAILABILITY = "availability"
"""The name of the reason that is not a criterion."""

LABELS = {
    "marocain": tr_noop("nationalité marocaine"),
    "carte_immatriculation": tr_noop("carte d'immatriculation (carte de séjour)"),
    "carte_residence": tr_noop("carte de résidence"),
    "recepisse": tr_noop("récépissé"),
    "refugie_bra": tr_noop("carte de réfugié du BRA"),
    "refugie_hcr": tr_noop("réfugié reconnu par le HCR"),
    "demandeur_asile_hcr": tr_noop("demandeur d'asile (HCR)"),
    "passeport_seul": tr_noop("passeport seul"),
    "sans_document": tr_noop("sans papier valable"),
    PERMIT_OF_UNSTATED_KIND: tr_noop("titre de séjour (sorte non précisée)"),
    "idea": tr_noop("idée"),
    "creation": tr_noop("création"),
    "existing": tr_noop("activité existante"),
    "none": tr_noop("aucune forme juridique"),
    "individual": tr_noop("entreprise individuelle"),
    "auto_entrepreneur": tr_noop("auto-entrepreneur"),
    "cooperative": tr_noop("coopérative"),
    "company": tr_noop("société"),
    "association": tr_noop("association"),
    "F": tr_noop("femmes"),
    "M": tr_noop("hommes"),
    OTHER_CITIES: tr_noop("d'autres villes"),
}
"""The words of the vocabulary, as they stand inside a sentence."""

_ACCEPTED = tr_noop("Situation acceptée : {values}.")
_REFUSED = tr_noop("Situation non acceptée : {values}.")
_SITUATION_OPEN = tr_noop("On ne sait pas si cette situation est acceptée : {values}. À demander à l'organisme.")
_SITUATION_UNKNOWN = tr_noop("La situation de la personne n'est pas connue.")
_PAPER_UNCERTAIN = tr_noop("On ne sait pas si la pièce est encore valable : {values}.")
_KIND_UNSTATED = tr_noop("La sorte du titre de séjour n'est pas précisée : {values}.")

_AGES = {
    (CriterionKey.AGE_MIN, Verdict.ELIGIBLE): tr_noop("{age} ans au moins : la condition est remplie."),
    (CriterionKey.AGE_MIN, Verdict.NOT_ELIGIBLE): tr_noop("{age} ans au moins : la personne est plus jeune."),
    (CriterionKey.AGE_MIN, Verdict.ASK): tr_noop("{age} ans au moins : l'âge de la personne est à préciser."),
    (CriterionKey.AGE_MAX, Verdict.ELIGIBLE): tr_noop("{age} ans au plus : la condition est remplie."),
    (CriterionKey.AGE_MAX, Verdict.NOT_ELIGIBLE): tr_noop("{age} ans au plus : la personne est plus âgée."),
    (CriterionKey.AGE_MAX, Verdict.ASK): tr_noop("{age} ans au plus : l'âge de la personne est à préciser."),
}
_SEXES = {
    Verdict.ELIGIBLE: tr_noop("Réservé aux {values} : la condition est remplie."),
    Verdict.NOT_ELIGIBLE: tr_noop("Réservé aux {values}."),
    Verdict.ASK: tr_noop("Réservé aux {values} : le sexe de la personne n'est pas renseigné."),
}
_STAGES = {
    Verdict.ELIGIBLE: tr_noop("Étape du projet acceptée : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Étape du projet non acceptée : {given}. Acceptées : {values}."),
    Verdict.ASK: tr_noop("L'étape du projet n'est pas connue. Acceptées : {values}."),
}
_STAGE_OPEN = tr_noop("Étape du projet : {given}. La source dit : {values}. À demander à l'organisme.")
_FORMS = {
    Verdict.ELIGIBLE: tr_noop("Forme juridique acceptée : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Forme juridique non acceptée : {given}. Acceptées : {values}."),
    Verdict.ASK: tr_noop("La forme juridique n'est pas connue. Acceptées : {values}."),
}
_FORM_OPEN = tr_noop("Forme juridique : {given}. La source dit : {values}. À demander à l'organisme.")
_ACCOUNTS = {
    Verdict.ELIGIBLE: tr_noop("Compte bancaire exigé : la personne en a un."),
    Verdict.NOT_ELIGIBLE: tr_noop("Compte bancaire exigé : la personne n'en a pas."),
    Verdict.ASK: tr_noop("Compte bancaire exigé : on ne sait pas si la personne en a un."),
}
_EVERYWHERE = {
    "nationwide": tr_noop("Proposé partout au Maroc."),
    "online": tr_noop("Proposé en ligne, partout."),
}
_CITIES = {
    Verdict.ELIGIBLE: tr_noop("Proposé dans la ville de la personne : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Proposé seulement dans ces villes : {values}. Ville de la personne : {given}."),
    Verdict.ASK: tr_noop("Villes connues : {values}. La ville de la personne n'est pas connue."),
}
_CITY_OPEN = tr_noop("Villes connues : {values}. Pour {given}, à demander à l'organisme.")
_STATEMENTS = {
    CriterionKey.SEX: tr_noop("La source dit : {values}. À demander à l'organisme."),
    CriterionKey.STAGE: tr_noop("Étape du projet ; la source dit : {values}. À demander à l'organisme."),
    CriterionKey.LEGAL_FORM: tr_noop("Forme juridique ; la source dit : {values}. À demander à l'organisme."),
    CriterionKey.ACCOUNT_REQUIRED: tr_noop("Compte bancaire ; la source dit : {values}. À demander à l'organisme."),
}
_STATES = {
    State.OPEN: tr_noop("Ouvert."),
    State.CLOSED: tr_noop("Fermé."),
    State.SUSPENDED: tr_noop("Suspendu."),
    State.UNKNOWN: tr_noop("On ne sait pas si c'est ouvert. À demander à l'organisme."),
    State.CALL_BASED: tr_noop("Sur appel à projets : demander si un appel est ouvert."),
}
_CALL_OPEN = tr_noop("Un appel à projets est ouvert jusqu'au {closes}.")

_INFERRED = tr_noop("déduit")
_SOURCE_OF = tr_noop("selon une source de {date}")
_SOURCE_UNDATED = tr_noop("selon une source sans date")
_NO_SOURCE = tr_noop("aucune source trouvée")
_TO_VERIFY = tr_noop("à vérifier")

Said = str | Texts | tuple["str | Texts", ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion's part in a verdict. `claim`: the sentence repeats what the source says, and so names it.

    `date` is the date of the source as it gives it, None when it gives none; `confirmed` and `inferred` stand beside
    the verdict and never change it.
    """

    criterion: str
    verdict: Verdict
    template: str
    values: tuple[tuple[str, Said], ...]
    sources: tuple[str, ...]
    date: str | None
    confirmed: bool
    inferred: bool
    claim: bool

    @property
    def source(self) -> str | None:
        """The first source, if any was found."""
        return self.sources[0] if self.sources else None

    @property
    def text(self) -> Texts:
        """The sentence in the three languages."""
        return in_three(self.in_language)

    def in_language(self, language: str) -> str:
        """The sentence in one language, with where it comes from."""
        speak = words(language)
        sentence = speak.tr(self.template, **{name: _say(value, speak) for name, value in self.values})
        return f"{sentence.removesuffix('.')} ({self._origin(speak)})." if self.claim else sentence

    def _origin(self, speak: Words) -> str:
        parts = [speak.tr(_INFERRED)] if self.inferred else []
        if not self.sources:
            parts.append(speak.tr(_NO_SOURCE))
        elif self.date is None:
            parts.append(speak.tr(_SOURCE_UNDATED))
        else:
            parts.append(speak.tr(_SOURCE_OF, date="/".join(reversed(self.date.split("-")))))
        if not self.confirmed:
            parts.append(speak.tr(_TO_VERIFY))
        return _comma(speak).join(parts)


def reasons(judged: EntryVerdict) -> tuple[Reason, ...]:
    """One reason per deciding criterion, in the entry's order, then the availability's."""
    return (
        *(_criterion_reason(judged.entry, criterion, verdict, judged.facts) for criterion, verdict in judged.criteria),
        _availability_reason(judged),
    )


def _criterion_reason(entry: Entry, criterion: Criterion, verdict: Verdict, facts: Facts) -> Reason:
    template, values, claim = _SENTENCES[criterion.operator](criterion, verdict, facts)
    inferred = criterion.inferred and verdict is Verdict.NOT_ELIGIBLE
    return _reason(
        entry,
        criterion.key.value,
        verdict,
        template,
        values,
        criterion.confirmed,
        inferred,
        claim,
    )


def _availability_reason(judged: EntryVerdict) -> Reason:
    availability = judged.entry.availability
    call = availability.open_call(judged.facts.on)
    template, values = _STATES[availability.state], tuple[tuple[str, Said], ...]()
    if availability.state is State.CALL_BASED and call is not None:
        closes = call.closes
        template = _CALL_OPEN
        values = (
            (
                "closes",
                in_three(lambda language: format_date(closes, language, "numeric")),
            ),
        )
    claim = availability.state is not State.UNKNOWN
    return _reason(
        judged.entry,
        AVAILABILITY,
        judged.availability,
        template,
        values,
        availability.confirmed,
        availability.inferred,
        claim,
    )


def _reason(
    entry: Entry,
    name: str,
    verdict: Verdict,
    template: str,
    values: tuple[tuple[str, Said], ...],
    confirmed: bool,
    inferred: bool,
    claim: bool,
) -> Reason:
    provenance = entry.provenance
    sure = confirmed and provenance.confidence is Confidence.CONFIRMED
    return Reason(
        name,
        verdict,
        template,
        values,
        provenance.sources,
        provenance.date,
        sure,
        inferred,
        claim,
    )


Sentence = tuple[str, tuple[tuple[str, Said], ...], bool]


def _situation(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    if verdict is Verdict.ELIGIBLE:
        accepted = [one for one in facts.situations if all(kind in criterion.values for kind in one.split("|"))]
        return _ACCEPTED, _listed(sorted(accepted)), True
    if verdict is Verdict.NOT_ELIGIBLE:
        return _REFUSED, _listed(sorted(facts.situations)), True
    if facts.uncertain:
        return _PAPER_UNCERTAIN, _listed(sorted(facts.uncertain)), False
    if not facts.situations:
        return _SITUATION_UNKNOWN, (), False
    if PERMIT_OF_UNSTATED_KIND in facts.situations and {
        "carte_immatriculation",
        "carte_residence",
    } & {
        *criterion.values,
        *criterion.refused,
    }:
        return _KIND_UNSTATED, _listed([PERMIT_OF_UNSTATED_KIND]), False
    return (
        _SITUATION_OPEN,
        _listed(sorted(facts.situations - frozenset(criterion.refused))),
        False,
    )


def _age(criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    return _AGES[criterion.key, verdict], (("age", str(criterion.bound)),), True


def _list(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    values: tuple[str | Texts, ...] = (
        *criterion.values,
        *(value.text for value in criterion.outside),
    )
    if criterion.key is CriterionKey.SEX:
        return _SEXES[verdict], (("values", values),), True
    is_stage = criterion.key is CriterionKey.STAGE
    given = facts.stage if is_stage else facts.legal_form
    templates, left_open = (_STAGES, _STAGE_OPEN) if is_stage else (_FORMS, _FORM_OPEN)
    template = left_open if verdict is Verdict.ASK and given is not None else templates[verdict]
    return template, (("given", given or ""), ("values", values)), True


def _account(_criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    return _ACCOUNTS[verdict], (), True


def _cities(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    for place in EVERYWHERE:
        if place in criterion.values:
            return _EVERYWHERE[place], (), True
    template = _CITY_OPEN if verdict is Verdict.ASK and facts.city is not None else _CITIES[verdict]
    values: tuple[str | Texts, ...] = tuple(one if one == OTHER_CITIES else _city(one) for one in criterion.values)
    return template, (("given", _city(facts.city or "")), ("values", values)), True


def _statement(criterion: Criterion, _verdict: Verdict, _facts: Facts) -> Sentence:
    return _STATEMENTS[criterion.key], (("values", criterion.text or ""),), True


_SENTENCES: dict[Operator, Callable[[Criterion, Verdict, Facts], Sentence]] = {
    Operator.HOLDS: _situation,
    Operator.AT_LEAST: _age,
    Operator.AT_MOST: _age,
    Operator.AMONG: _list,
    Operator.REQUIRED: _account,
    Operator.SERVED: _cities,
    Operator.STATEMENT: _statement,
}


def _listed(codes: list[str]) -> tuple[tuple[str, Said], ...]:
    return (("values", tuple(codes)),)


def _city(name: str) -> Texts:
    return in_three(lambda language: city_name(name, language))


def _say(value: Said, speak: Words) -> str:
    if isinstance(value, tuple):
        return _comma(speak).join(_say(one, speak) for one in value)
    if isinstance(value, Texts):
        return value.get(speak.language)
    return speak.tr(LABELS[value]) if value in LABELS else value


def _comma(speak: Words) -> str:
    return "، " if speak.language == "ar" else ", "
