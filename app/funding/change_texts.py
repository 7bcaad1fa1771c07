"""What would change a verdict, said: the sentence beside the data, in three languages, made when it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from app.funding import wordings
from app.funding.changes import AVAILABILITY, Means, WouldChange
from app.funding.cities import city_name
from app.funding.facts import Fact
from app.funding.questions import wording_of
from app.funding.texts import Texts, in_three
from resources.i18n import tr_noop, words

STEPS = {
    Means.ENABLER: tr_noop("Passer par l’étape : {what}"),
    Means.PAPER_TO_RENEW: tr_noop("Renouveler : {what}"),
    Means.PAPER_TO_OBTAIN: tr_noop("Obtenir : {what}"),
    Means.PROJECT_STEP: tr_noop("Avancer le projet jusqu’à : {what}"),
    Means.QUESTION: tr_noop("Demander à la personne : {what}"),
}
_CALLS = {
    AVAILABILITY: tr_noop("Demander à {who} : peut-on déposer une demande en ce moment ?"),
    "situations": tr_noop("Demander à {who} : acceptez-vous : {what} ?"),
    "cities": tr_noop("Demander à {who} : servez-vous cette ville : {what} ?"),
    "stage": tr_noop("Demander à {who} : prenez-vous un projet à cette étape : {what} ?"),
    "legal_form": tr_noop("Demander à {who} : prenez-vous cette forme juridique : {what} ?"),
    "account_required": tr_noop("Demander à {who} : faut-il un compte bancaire, et lequel ?"),
    "sex": tr_noop("Demander à {who} : est-ce réservé aux femmes ?"),
}
_CALL_OTHER = tr_noop("Demander à {who} : cette condition est-elle remplie ?")
_WHOEVER = tr_noop("l’organisme")


def change_text(change: WouldChange, names: Mapping[str, Texts]) -> Texts:
    """The step or the question, without what it leads to. `names`: titles of enablers and names of providers, by id."""
    return in_three(lambda language: _say(change, names, language))


def _say(change: WouldChange, names: Mapping[str, Texts], language: str) -> str:
    speak = words(language)
    if change.means is Means.PROVIDER_ANSWER:
        template = _CALLS.get(change.criterion, _CALL_OTHER)
        who = names[change.by].get(language) if change.by in names else speak.tr(_WHOEVER)
        what = "، " if language == "ar" else ", "
        return speak.tr(template, who=who, what=what.join(_label(one, language) for one in change.about))
    if change.means is Means.QUESTION:
        return speak.tr(STEPS[change.means], what=speak.tr(wording_of(Fact(change.by))))
    if change.means is Means.ENABLER:
        what = names[change.by].get(language) if change.by in names else change.by
    else:
        what = _label(str(change.after) if change.means is Means.PROJECT_STEP else change.by, language)
    return speak.tr(STEPS[change.means], what=what)


def _label(word: str, language: str) -> str:
    label = wordings.LABELS.get(word)
    return words(language).tr(label) if label else city_name(word, language)
