"""What stands on the papers for the person: an option's information sheet, a comparison, a path, two checklists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.funding.change_texts import STEPS
from app.funding.changes import Means
from app.funding.comparison import Offer, legal_ceilings
from app.funding.criterion_words import in_plain_words
from app.funding.entries import Entry, State
from app.funding.field_names import term_name, unknown_names
from app.funding.path import Step
from app.funding.simulation import NoFigure
from app.funding.wordings import LABELS, STATES
from reports.bidi import ltr
from reports.pdf.leaflet import Bullet, Fact, Leaflet, Line, Note, Part, Table, Text, Tick, ToFill
from resources.i18n import format_date, format_money, format_phone, tr_noop, words

if TYPE_CHECKING:
    from app.funding.callers import CallLine
    from app.funding.checks import EntryPage

NO_FIGURES = {
    NoFigure.RATE_UNKNOWN: tr_noop("taux inconnu : aucun chiffre"),
    NoFigure.DURATION_UNKNOWN: tr_noop("durée inconnue : aucun chiffre"),
    NoFigure.NOT_A_LOAN: tr_noop("ce n’est pas un prêt"),
    NoFigure.NO_AMOUNT: tr_noop("montant à préciser"),
    NoFigure.OUT_OF_RANGE: tr_noop("ces termes sont impossibles"),
}
VERDICTS = {
    "eligible": tr_noop("Éligible"),
    "ask": tr_noop("À demander"),
    "not_eligible": tr_noop("Non éligible"),
    "closed": tr_noop("Fermé"),
}
_STATE_SIGNS = {State.OPEN: "eligible", State.CLOSED: "closed", State.SUSPENDED: "closed"}
_PITCH = (
    tr_noop("Je dis en une phrase ce que je vends, à qui, et où."),
    tr_noop("Je sais combien cela coûte à faire, et à quel prix je le vends."),
    tr_noop("Je sais qui sont mes clients, et combien j’en attends par mois."),
    tr_noop("Je sais qui fait déjà la même chose, et pourquoi on viendrait chez moi."),
    tr_noop("Je demande un montant précis, et je dis ce que j’achète avec."),
    tr_noop("Je dis ce que j’apporte moi-même : argent, outils, local, expérience."),
    tr_noop("Je sais ce qu’il me reste à la fin du mois, et combien je peux rembourser."),
    tr_noop("J’ai mes papiers avec moi, et des copies."),
    tr_noop("J’ai un devis ou un prix écrit pour ce que je veux acheter."),
    tr_noop("Je demande ce qui se passe si je rembourse en retard."),
    tr_noop("Je ne paie jamais personne pour « faire passer » mon dossier."),
)
_CROWD = (
    tr_noop("La plateforme est agréée par Bank Al-Maghrib pour ce qu’elle propose (don, prêt ou investissement)."),
    tr_noop("J’ai un but clair, un montant et une date de fin."),
    tr_noop("J’ai des photos ou une courte vidéo, et je peux montrer mon visage et mon nom sans danger pour moi."),
    tr_noop("Je connais au moins vingt personnes à qui en parler les trois premiers jours."),
    tr_noop("Je sais ce que je promets en échange, et je peux le tenir."),
    tr_noop("Je sais ce que prend la plateforme (commission) et quand l’argent arrive."),
    tr_noop("Un compte bancaire spécial est ouvert pour le projet : j’ai demandé à la plateforme lequel."),
)
_CROWD_LAW = (
    tr_noop("Loi 15-18 : au Maroc, le financement collaboratif passe par une société agréée. Trois l’ont été en 2024, dont une, "
            "Kiwi Collecte (mars 2024), pour les dons. Demandez la liste à jour à Bank Al-Maghrib."),
    tr_noop("Plafonds cités par la presse, à vérifier : don 450 000 MAD, prêt 3 000 000 MAD, investissement 5 000 000 MAD."),
    tr_noop("Appel au public hors d’une plateforme agréée : loi 18-18 sur la collecte de fonds (dahir 1-22-79, Bulletin officiel 7159 "
            "du 9 janvier 2023 ; décret 2.25.152, Bulletin officiel 7392, 2025), à la place de la loi 004-71, qui demandait une "
            "autorisation préalable. L’abrogation elle-même n’a pas été lue : à vérifier."),
    tr_noop("Ne lancez pas de cagnotte en ligne de votre côté."),
)  # fmt: skip


def information_leaflet(page: EntryPage, language: str, agency: str, today: date, *, large: bool) -> Leaflet:
    """One option, as it can be said to anyone: never a verdict about the person who takes it away."""
    say, entry = words(language).tr, page.listed.entry
    checked = page.listed.last_checked_on
    when = say(tr_noop("vérifié le {date}"), date=ltr(format_date(checked, language, "numeric"))) if checked else say(
        tr_noop("jamais vérifié par l’agence : téléphonez d’abord")
    )  # fmt: skip
    parts = [
        Part(say(STATES[entry.availability.state]).rstrip("."), _STATE_SIGNS.get(entry.availability.state, "ask"), tuple(
            Text(text) for text in (entry.target.get(language) if entry.target else "", when) if text)),
        Part(say(tr_noop("Combien, et à quel coût")), "money", _money(entry, language)),
        Part(say(tr_noop("Conditions")), "person", tuple(
            Bullet(in_plain_words(one).get(language)) for one in entry.criteria
        ) or (Text(say(tr_noop("Aucune condition connue."))),)),
        Part(say(tr_noop("Papiers à apporter")), "papers", tuple(
            Tick(one.text.get(language)) for one in entry.documents
        ) or (ToFill(say(tr_noop("Liste inconnue : la demander à l’organisme.")), 2),)),
        Part(say(tr_noop("Où aller")), "place", _where(page, language)),
    ]  # fmt: skip
    if unknown := unknown_names(entry, language):
        parts.append(Part(say(tr_noop("Ce qu’on ne sait pas")), "ask", (Text(unknown),)))
    return Leaflet(entry.title.get(language), language, agency, today, tuple(parts), large)


def comparison_leaflet(
    offers: Sequence[Offer], centimes: int | None, language: str, agency: str, today: date, *, large: bool
) -> Leaflet:
    """Options side by side, then each with what it would cost."""
    say = words(language).tr
    heads = (say(tr_noop("Option")), say(tr_noop("Verdict")), say(tr_noop("Par mois")), say(tr_noop("Coût total")))
    rows = [heads, *(_row(one, language) for one in offers)]
    lines: list[Line] = []
    if centimes is not None:
        lines.append(Fact(say(tr_noop("Montant comparé")), format_money(centimes, language)))
    lines.append(Table(tuple(rows), (0.4, 0.18, 0.21, 0.21)))
    parts = [Part("", "", tuple(lines))]
    for one in offers:
        parts.append(Part(one.entry.title.get(language), one.judged.verdict.verdict, _offer(one, language)))
    if any(one.ceiling for one in offers):
        law = legal_ceilings()
        text = f"{law.law.get(language)} : {law.condition.get(language)}"
        parts.append(Part(say(tr_noop("Plafonds légaux du microcrédit")), "scale", (Text(text, quiet=True),)))
    return Leaflet(say(tr_noop("Comparer des options")), language, agency, today, tuple(parts), large)


def path_leaflet(steps: Sequence[Step], language: str, agency: str, today: date, *, large: bool) -> Leaflet:
    """The steps one under the other, with what each opens."""
    say = words(language).tr
    parts = [
        Part(f"{place}. {step_words(step, language)}", "steps", _step(step, language))
        for place, step in enumerate(steps, 1)
    ]
    if not parts:
        text = say(tr_noop("Aucune étape connue n’ouvre d’autre option pour le moment."))
        parts = [Part("", "", (Text(text),))]
    return Leaflet(say(tr_noop("Mon parcours")), language, agency, today, tuple(parts), large)


def call_leaflet(entry: Entry, lines: Sequence[CallLine], language: str, agency: str, today: date) -> Leaflet:
    """Whom to call about an option; a box to tick for each."""
    say = words(language).tr
    heads = (say(tr_noop("Nom")), say(tr_noop("Dossier")), say(tr_noop("Téléphone")), say(tr_noop("Verdict")))
    rows = [
        (one.name, ltr(one.number), ltr(format_phone(one.phone, language)) if one.phone else "-",
         say(VERDICTS[one.verdict]))
        for one in lines
    ]  # fmt: skip
    part = Part("", "", (Table((heads, *rows), (0.36, 0.22, 0.24, 0.18)),))
    title = say(tr_noop("À appeler : {what}"), what=entry.title.get(language))
    return Leaflet(title, language, agency, today, (part,))


def pitch_leaflet(language: str, agency: str, today: date, *, large: bool) -> Leaflet:
    """What to be ready to say to a funder."""
    say = words(language).tr
    part = Part(say(tr_noop("Avant de parler à un financeur")), "person", tuple(Tick(say(text)) for text in _PITCH))
    return Leaflet(say(tr_noop("Parler de mon projet")), language, agency, today, (part,), large)


def crowdfunding_leaflet(language: str, agency: str, today: date, *, large: bool) -> Leaflet:
    """Whether one is ready, and what the law allows (DOMAIN.md 1.2)."""
    say = words(language).tr
    parts = (
        Part(say(tr_noop("Suis-je prêt·e ?")), "person", tuple(Tick(say(text)) for text in _CROWD)),
        Part(say(tr_noop("Ce que dit la loi")), "scale", (
            *(Text(say(text)) for text in _CROWD_LAW[:-1]), Note(say(_CROWD_LAW[-1]), warn=True))),
    )  # fmt: skip
    return Leaflet(say(tr_noop("Financement participatif")), language, agency, today, parts, large)


def step_words(step: Step, language: str) -> str:
    """One step in a few words."""
    say = words(language).tr
    if step.enabler is not None:
        return step.enabler.title.get(language)
    label = LABELS.get(step.by)
    return say(STEPS[Means(step.means)], what=say(label) if label else step.by)


def offer_figures(one: Offer, language: str) -> tuple[str, str]:
    """Per month and in all; the reason where there is no figure."""
    say = words(language).tr
    if isinstance(one.repayment, NoFigure):
        return say(NO_FIGURES[one.repayment]), "-"
    return format_money(one.repayment.monthly_centimes, language), format_money(one.repayment.cost_centimes, language)


def _money(entry: Entry, language: str) -> tuple[Line, ...]:
    say = words(language).tr
    lines: list[Line] = []
    for term in entry.terms:
        value = format_money(term.centimes, language) if term.centimes is not None else ""
        value = value or (term.text.get(language) if term.text else "")
        marks = [say(tr_noop("déduit"))] * term.inferred + [say(tr_noop("à vérifier"))] * (not term.confirmed)
        lines.append(Fact(term_name(term, language), f"{value} ({', '.join(marks)})" if marks else value))
    return tuple(lines) or (Text(say(tr_noop("on ne sait pas : à demander"))),)


def _where(page: EntryPage, language: str) -> tuple[Line, ...]:
    """An address that nobody has confirmed is a line to fill, never a fact (PRODUCT.md R2)."""
    say, lines = words(language).tr, list[Line]()
    for provider in page.providers:
        if provider.role != "runs":
            continue
        lines.append(Text(provider.name.get(language), bold=True))
        sure = [branch for branch in provider.branches if branch.is_confirmed and branch.address]
        for branch in sure:
            parts = (branch.address, branch.city, format_phone(branch.phone, language) if branch.phone else "")
            lines.append(Text("  ·  ".join(part for part in parts if part)))
            if branch.hours:
                lines.append(Text(branch.hours.get(language), quiet=True))
        if not sure:
            lines.append(ToFill(say(tr_noop("Adresse, téléphone et horaires, à confirmer avec l’organisme"))))
    return tuple(lines) or (ToFill(say(tr_noop("Adresse, téléphone et horaires, à confirmer avec l’organisme"))),)


def _row(one: Offer, language: str) -> tuple[str, ...]:
    monthly, cost = offer_figures(one, language)
    verdict = words(language).tr(VERDICTS[one.judged.verdict.verdict])
    return one.entry.title.get(language), verdict, monthly, cost


def _offer(one: Offer, language: str) -> tuple[Line, ...]:
    say = words(language).tr
    lines: list[Line] = list(_money(one.entry, language))
    if one.share is not None:
        text = say(tr_noop("Subvention jusqu’à {grant}, apport personnel {own}"),
                   grant=format_money(one.share.grant_centimes, language), own=format_money(one.share.own_centimes, language))  # fmt: skip
        lines.append(Text(text))
    if one.ceiling is not None:
        text = say(tr_noop("Plafond légal : {amount}"), amount=format_money(one.ceiling.centimes, language))
        lines.append(Text(text))
    if one.above:
        lines.append(Note(say(tr_noop("Le montant demandé dépasse ce plafond.")), warn=True))
    lines += [Tick(document.text.get(language)) for document in one.entry.documents]
    return tuple(lines)


def _step(step: Step, language: str) -> tuple[Line, ...]:
    say = words(language).tr
    lines: list[Line] = []
    if step.enabler is not None:
        lines += [Tick(document.text.get(language)) for document in step.enabler.documents]
        lines.append(Text(say(tr_noop("Coût et délai : voir la fiche ; ce qui manque est à demander.")), quiet=True))
        if step.verdict == "ask":
            lines.append(Note(say(tr_noop("Téléphoner d’abord : les conditions sont à confirmer avec l’organisme."))))
    opened = [f"{one.entry.title.get(language)} : {say(VERDICTS[one.after])}" for one in step.opens]
    if opened:
        lines.append(Text(say(tr_noop("Options ouvertes : {n}"), n=len(opened)), bold=True))
        lines += [Bullet(text, one.after) for text, one in zip(opened, step.opens, strict=True)]
    else:
        lines.append(Text(say(tr_noop("Nécessaire avant l’étape suivante."))))
    return tuple(lines)
