"""What the lines of a timeline are called: sentences for `tr`."""

from __future__ import annotations

from resources.i18n import tr_noop

KINDS = (
    ("contact", tr_noop("Contact")), ("note", tr_noop("Note")), ("consent", tr_noop("Accord")), ("need", tr_noop("Besoin")),
    ("slip", tr_noop("Bon d’orientation")), ("step", tr_noop("Référencement")), ("appointment", tr_noop("Rendez-vous")),
    ("paper", tr_noop("Pièce")), ("file", tr_noop("Fichier")), ("change", tr_noop("Dossier")),
)  # fmt: skip
"""The kinds of lines, in the order they are offered."""
PURPOSES = {
    "dossier": tr_noop("Tenir un dossier"), "contact": tr_noop("Être appelé·e"),
    "statistics": tr_noop("Statistiques anonymes"), "sharing": tr_noop("Transmettre à un organisme"),
}  # fmt: skip
CONSENT_ANSWERS = {"given": tr_noop("donné"), "refused": tr_noop("refusé"), "withdrawn": tr_noop("retiré")}
STEPS = {
    "hand_over": tr_noop("remis à la personne"), "received": tr_noop("reçu par l’organisme"),
    "awaiting_person": tr_noop("attend la personne"), "waiting": tr_noop("en attente"), "accepted": tr_noop("accepté"),
    "refused": tr_noop("refusé"), "reopen": tr_noop("rouvert"), "result": tr_noop("résultat connu"),
    "funded": tr_noop("financé"), "started": tr_noop("activité lancée"), "other_help": tr_noop("autre aide"),
    "nothing": tr_noop("rien obtenu"), "close": tr_noop("fermé"), "result_known": tr_noop("fermé : résultat connu"),
    "unreachable": tr_noop("fermé : injoignable"), "no_show": tr_noop("fermé : n’est pas venu·e"),
    "no_answer": tr_noop("fermé : sans réponse"), "redirected": tr_noop("fermé : réorienté·e"),
    "consent_withdrawn": tr_noop("fermé : accord retiré"), "cancelled": tr_noop("fermé : annulé par nous"),
    "declined": tr_noop("fermé : la personne a renoncé"),
}  # fmt: skip
SLIPS = {
    "to_print": tr_noop("bon émis"), "printed": tr_noop("bon émis"), "failed": tr_noop("bon émis, à réimprimer"),
    "cancelled": tr_noop("bon remplacé"),
}  # fmt: skip
APPOINTMENTS = {
    "planned": tr_noop("prévu"), "came": tr_noop("venu·e"), "no_show": tr_noop("absent·e"), "excused": tr_noop("excusé·e"),
    "cancelled": tr_noop("annulé par nous"),
}  # fmt: skip
FILES = {"photo": tr_noop("photo jointe"), "paper": tr_noop("copie de pièce jointe"), "other": tr_noop("fichier joint")}
