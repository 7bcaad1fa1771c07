"""What the rows of each table that belongs to a person are called."""

from __future__ import annotations

from resources.i18n import tr, tr_noop
from ui.people.person_fields import label_of

TABLES = {
    "person_phone": tr_noop("Téléphones"), "identity_document": tr_noop("Pièces"), "household_member": tr_noop("Foyer"),
    "attachment": tr_noop("Fichiers joints"), "project_member": tr_noop("Projets"), "need": tr_noop("Besoins"),
    "consent": tr_noop("Accords"), "interaction": tr_noop("Contacts et notes"), "referral": tr_noop("Référencements"),
    "appointment": tr_noop("Rendez-vous"), "walk_in": tr_noop("Passages sans rendez-vous"),
    "call_back": tr_noop("Rappels à faire"), "dossier_request": tr_noop("Demandes d’autres agences"),
    "retention_review": tr_noop("Revues de conservation"), "imported_row": tr_noop("Lignes importées"),
    "person_merge": tr_noop("Dossiers déjà réunis"), "twin_pair": tr_noop("Doublons à revoir"),
}  # fmt: skip
"""By table of app.people.belongings that a merge moves."""


def table_word(noun: str) -> str:
    """What to call rows of a table, or a field of the dossier."""
    return tr(TABLES[noun]) if noun in TABLES else label_of(noun)


def moved_text(rows: dict[str, int]) -> str:
    """How many rows of what, in one line."""
    return "  ·  ".join(f"{table_word(table)} : {count}" for table, count in rows.items() if count)
