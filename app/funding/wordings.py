"""The sentences a reason is made of, and the words of the vocabulary inside them; French, translated where shown."""

from __future__ import annotations

from app.funding.criteria import OTHER_CITIES, CriterionKey, Operator, Verdict
from app.funding.entries import State
from app.funding.facts import PERMIT_OF_UNSTATED_KIND
from resources.i18n import tr_noop

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

ACCEPTED = tr_noop("Situation acceptée : {values}.")
REFUSED = tr_noop("Situation non acceptée : {values}.")
SITUATION_OPEN = tr_noop("On ne sait pas si cette situation est acceptée : {values}. À demander à l'organisme.")
SITUATION_UNKNOWN = tr_noop("La situation de la personne n'est pas connue.")
PAPER_UNCERTAIN = tr_noop("On ne sait pas si la pièce est encore valable : {values}.")
KIND_UNSTATED = tr_noop("La sorte du titre de séjour n'est pas précisée : {values}.")

AGES = {
    (CriterionKey.AGE_MIN, Verdict.ELIGIBLE): tr_noop("{age} ans au moins : la condition est remplie."),
    (CriterionKey.AGE_MIN, Verdict.NOT_ELIGIBLE): tr_noop("{age} ans au moins : la personne est plus jeune."),
    (CriterionKey.AGE_MIN, Verdict.ASK): tr_noop("{age} ans au moins : l'âge de la personne est à préciser."),
    (CriterionKey.AGE_MAX, Verdict.ELIGIBLE): tr_noop("{age} ans au plus : la condition est remplie."),
    (CriterionKey.AGE_MAX, Verdict.NOT_ELIGIBLE): tr_noop("{age} ans au plus : la personne est plus âgée."),
    (CriterionKey.AGE_MAX, Verdict.ASK): tr_noop("{age} ans au plus : l'âge de la personne est à préciser."),
}
SEXES = {
    Verdict.ELIGIBLE: tr_noop("Réservé aux {values} : la condition est remplie."),
    Verdict.NOT_ELIGIBLE: tr_noop("Réservé aux {values}."),
    Verdict.ASK: tr_noop("Réservé aux {values} : le sexe de la personne n'est pas renseigné."),
}
STAGES = {
    Verdict.ELIGIBLE: tr_noop("Étape du projet acceptée : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Étape du projet non acceptée : {given}. Acceptées : {values}."),
    Verdict.ASK: tr_noop("L'étape du projet n'est pas connue. Acceptées : {values}."),
}
STAGE_OPEN = tr_noop("Étape du projet : {given}. La source dit : {values}. À demander à l'organisme.")
FORMS = {
    Verdict.ELIGIBLE: tr_noop("Forme juridique acceptée : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Forme juridique non acceptée : {given}. Acceptées : {values}."),
    Verdict.ASK: tr_noop("La forme juridique n'est pas connue. Acceptées : {values}."),
}
FORM_OPEN = tr_noop("Forme juridique : {given}. La source dit : {values}. À demander à l'organisme.")
ACCOUNTS = {
    Verdict.ELIGIBLE: tr_noop("Compte bancaire exigé : la personne en a un."),
    Verdict.NOT_ELIGIBLE: tr_noop("Compte bancaire exigé : la personne n'en a pas."),
    Verdict.ASK: tr_noop("Compte bancaire exigé : on ne sait pas si la personne en a un."),
}
NEEDS = {
    (CriterionKey.NEED_MIN, Verdict.ELIGIBLE): tr_noop("Besoin d’au moins {amount} : la condition est remplie."),
    (CriterionKey.NEED_MIN, Verdict.NOT_ELIGIBLE): tr_noop("Besoin d’au moins {amount} : le besoin est plus petit."),
    (CriterionKey.NEED_MIN, Verdict.ASK): tr_noop("Besoin d’au moins {amount} : le montant demandé n’est pas connu."),
    (CriterionKey.NEED_MAX, Verdict.ELIGIBLE): tr_noop("Besoin d’au plus {amount} : la condition est remplie."),
    (CriterionKey.NEED_MAX, Verdict.NOT_ELIGIBLE): tr_noop("Besoin d’au plus {amount} : le besoin est plus grand."),
    (CriterionKey.NEED_MAX, Verdict.ASK): tr_noop("Besoin d’au plus {amount} : le montant demandé n’est pas connu."),
}
PURPOSES = {
    Verdict.ELIGIBLE: tr_noop("Le besoin parle de : {values}. La condition est remplie."),
    Verdict.ASK: tr_noop("On ne sait pas si le besoin est : {values}. À préciser avec la personne."),
}
GROUPED = {
    (Operator.ALL, Verdict.ELIGIBLE): tr_noop("Toutes ces conditions sont remplies : {values}."),
    (Operator.ALL, Verdict.NOT_ELIGIBLE): tr_noop("Une au moins de ces conditions n’est pas remplie : {values}."),
    (Operator.ALL, Verdict.ASK): tr_noop("On ne sait pas encore si toutes ces conditions sont remplies : {values}."),
    (Operator.ANY, Verdict.ELIGIBLE): tr_noop("Une au moins de ces conditions est remplie : {values}."),
    (Operator.ANY, Verdict.NOT_ELIGIBLE): tr_noop("Aucune de ces conditions n’est remplie : {values}."),
    (Operator.ANY, Verdict.ASK): tr_noop("On ne sait pas encore si une de ces conditions est remplie : {values}."),
    (Operator.NONE, Verdict.ELIGIBLE): tr_noop("La personne n’est dans aucun de ces cas exclus : {values}."),
    (Operator.NONE, Verdict.NOT_ELIGIBLE): tr_noop("La personne est dans un de ces cas exclus : {values}."),
    (Operator.NONE, Verdict.ASK): tr_noop(
        "On ne sait pas encore si la personne est dans un de ces cas exclus : {values}."
    ),
}
PLACES = {"nationwide": tr_noop("Proposé partout au Maroc."), "online": tr_noop("Proposé en ligne, partout.")}
CITIES = {
    Verdict.ELIGIBLE: tr_noop("Proposé dans la ville de la personne : {given}."),
    Verdict.NOT_ELIGIBLE: tr_noop("Proposé seulement dans ces villes : {values}. Ville de la personne : {given}."),
    Verdict.ASK: tr_noop("Villes connues : {values}. La ville de la personne n'est pas connue."),
}
CITY_OPEN = tr_noop("Villes connues : {values}. Pour {given}, à demander à l'organisme.")
STATEMENTS = {
    CriterionKey.SEX: tr_noop("La source dit : {values}. À demander à l'organisme."),
    CriterionKey.STAGE: tr_noop("Étape du projet ; la source dit : {values}. À demander à l'organisme."),
    CriterionKey.LEGAL_FORM: tr_noop("Forme juridique ; la source dit : {values}. À demander à l'organisme."),
    CriterionKey.ACCOUNT_REQUIRED: tr_noop("Compte bancaire ; la source dit : {values}. À demander à l'organisme."),
}
STATES = {
    State.OPEN: tr_noop("Ouvert."),
    State.CLOSED: tr_noop("Fermé."),
    State.SUSPENDED: tr_noop("Suspendu."),
    State.UNKNOWN: tr_noop("On ne sait pas si c'est ouvert. À demander à l'organisme."),
    State.CALL_BASED: tr_noop("Sur appel à projets : demander si un appel est ouvert."),
}
CALL_OPEN = tr_noop("Un appel à projets est ouvert jusqu'au {closes}.")

INFERRED = tr_noop("déduit")
SOURCE_OF = tr_noop("selon une source de {date}")
SAID_ON = tr_noop("selon l'organisme, appelé le {date}")
SOURCE_UNDATED = tr_noop("selon une source sans date")
NO_SOURCE = tr_noop("aucune source trouvée")
TO_VERIFY = tr_noop("à vérifier")
