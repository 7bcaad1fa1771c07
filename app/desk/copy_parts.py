"""Which columns of which table stand in the printed copy, under which words: a test walks every column there is."""

from __future__ import annotations

from dataclasses import dataclass

from resources.i18n import tr_noop


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its title, and its columns with what to call them, in the order they are read."""

    title: str
    columns: dict[str, str]


_WHEN = tr_noop("Date")
_NUMBER = tr_noop("Numéro")
_KIND = tr_noop("Genre")
_STATE = tr_noop("État")
_PLACE = tr_noop("Lieu")
_PURPOSE = tr_noop("Objet")
_AMOUNT = tr_noop("Montant")
_AGENCY = tr_noop("Agence")
_PROVIDER = tr_noop("Organisme")
_ENTRY = tr_noop("Fiche")
_NOTE = tr_noop("Note")
_REASON = tr_noop("Motif")
_NAME = tr_noop("Nom")
_PHONE = tr_noop("Téléphone")
_LANGUAGE = tr_noop("Langue")

PARTS: dict[str, Part] = {
    "person": Part(
        tr_noop("Identité"),
        {
            "code": tr_noop("Dossier"), "registered_on": tr_noop("Enregistré le"), "agency_id": _AGENCY, "agent_id": tr_noop("Reçu·e par"),
            "family_name": _NAME, "given_name": tr_noop("Prénom"), "name_ar": tr_noop("Nom en arabe"), "known_as": tr_noop("Dit·e"),
            "sex": tr_noop("Sexe"), "birth_date": tr_noop("Naissance"), "nationality": tr_noop("Nationalités"),
            "other_nationalities": tr_noop("Autres nationalités"), "languages": tr_noop("Langues parlées"),
            "needs_interpreter": tr_noop("Interprète nécessaire"), "paper_language": tr_noop("Langue des papiers"),
            "city": tr_noop("Ville"), "neighbourhood": tr_noop("Quartier"), "household_size": tr_noop("Personnes au foyer"),
            "education": tr_noop("Études"), "disability": tr_noop("Difficulté déclarée (facultatif)"),
            "arrival_year": tr_noop("Arrivée au Maroc"), "has_account": tr_noop("Compte bancaire"),
            "has_account_on": tr_noop("Compte bancaire : dit le"), "declared_situation": tr_noop("Situation déclarée"),
            "carer_name": tr_noop("Responsable : nom"), "carer_link": tr_noop("Responsable : lien"),
            "carer_phone": tr_noop("Responsable : téléphone"), "carer_consents": tr_noop("Le responsable est d’accord"),
            "carer_consents_on": tr_noop("Le responsable est d’accord : dit le"), "external_id": tr_noop("Autre identifiant"),
            "donor_project_id": tr_noop("Projet qui accompagne"), "note": _NOTE,
        },
    ),
    "person_phone": Part(
        tr_noop("Téléphones"), {"number": _NUMBER, "answered_by": tr_noop("Qui répond"), "is_whatsapp": "WhatsApp"}
    ),
    "identity_document": Part(
        tr_noop("Pièces"),
        {
            "type": tr_noop("Pièce"), "number": _NUMBER, "issued_on": tr_noop("Délivrée le"), "expires_on": tr_noop("Fin de validité"),
            "status": tr_noop("Comment on la connaît"),
        },
    ),
    "household_member": Part(tr_noop("Foyer"), {"place": tr_noop("Place dans le foyer")}),
    "household": Part(tr_noop("Foyer"), {"hcr_case": tr_noop("Numéro de dossier HCR (foyer)"), "address": tr_noop("Adresse")}),
    "project": Part(
        tr_noop("Projets"),
        {
            "title": tr_noop("Projet"), "stage": tr_noop("Étape du projet"), "legal_form": tr_noop("Forme juridique"),
            "sector": tr_noop("Secteur"), "city": tr_noop("Ville du projet"), "is_current": tr_noop("En cours"),
            "sheet": tr_noop("Fiche projet"),
        },
    ),
    "need": Part(
        tr_noop("Besoins"),
        {"number": _NUMBER, "purpose": tr_noop("Besoin"), "amount_centimes": _AMOUNT, "wanted_by": tr_noop("Voulu pour le")},
    ),
    "consent": Part(
        tr_noop("Accords"),
        {
            "purpose": tr_noop("Accord"), "provider_id": _PROVIDER, "answer": tr_noop("Réponse"), "answered_at": _WHEN,
            "manner": tr_noop("Réponse donnée"), "language": _LANGUAGE, "valid_until": tr_noop("Valable jusqu’au"),
            "wording_hash": tr_noop("Texte lu"),
        },
    ),
    "interaction": Part(
        tr_noop("Contacts et notes"), {"on": _WHEN, "kind": _KIND, "entry_id": _ENTRY, "agency_id": _AGENCY, "text": _NOTE}
    ),
    "referral": Part(
        tr_noop("Référencements"),
        {
            "entry_id": _ENTRY, "provider_id": _PROVIDER, "issued_on": tr_noop("Émis le"), "progress": tr_noop("Avancement"),
            "decision": tr_noop("Décision"), "decided_on": tr_noop("Décidé le"), "refusal_reason": tr_noop("Motif du refus"),
            "result": tr_noop("Résultat"), "result_on": tr_noop("Résultat du"), "amount_centimes": _AMOUNT,
            "ending": tr_noop("Fin"), "closed_on": tr_noop("Clos le"), "due_on": tr_noop("À suivre le"),
            "retry_on": tr_noop("À reprendre le"), "owner": tr_noop("À qui d’agir"), "verdict": tr_noop("Verdict"),
            "override_reason": _REASON, "agency_id": _AGENCY, "agent_id": tr_noop("Agent·e"),
        },
    ),
    "referral_step": Part(
        tr_noop("Étapes des référencements"),
        {
            "on": _WHEN, "kind": tr_noop("Étape"), "source": tr_noop("Dit par"), "reason": _REASON, "until": tr_noop("Jusqu’au"),
            "criterion": tr_noop("Critère"),
            "amount_centimes": _AMOUNT, "note": _NOTE,
        },
    ),
    "slip": Part(
        tr_noop("Bons d’orientation"),
        {
            "code": _NUMBER, "issued_at": tr_noop("Émis le"), "languages": _LANGUAGE, "shared_fields": tr_noop("Données montrées"),
            "state": _STATE, "copies_printed": tr_noop("Exemplaires imprimés"), "printed_at": tr_noop("Imprimé le"),
        },
    ),
    "follow_up": Part(
        tr_noop("Nouvelles prises après un résultat"),
        {
            "on": _WHEN, "reached": tr_noop("Joint·e"), "money_came": tr_noop("L’argent est arrivé"),
            "business_alive": tr_noop("L’activité vit"), "is_satisfied": tr_noop("Satisfait·e"), "note": _NOTE,
        },
    ),
    "appointment": Part(
        tr_noop("Rendez-vous"),
        {
            "day": _WHEN, "starts": tr_noop("Heure"), "minutes": tr_noop("Minutes"), "host_id": tr_noop("Avec"), "place": _PLACE,
            "purpose": _PURPOSE, "outcome": tr_noop("Issue"), "arrived_at": tr_noop("Arrivée"), "left_at": tr_noop("Départ"),
            "reminded_at": tr_noop("Rappelé le"), "agency_id": _AGENCY,
        },
    ),
    "walk_in": Part(
        tr_noop("Passages sans rendez-vous"),
        {
            "day": _WHEN, "code": _NUMBER, "label": _NAME, "arrived_at": tr_noop("Arrivée"), "called_at": tr_noop("Appelé·e à"),
            "left_at": tr_noop("Départ"), "agency_id": _AGENCY,
        },
    ),
    "call_back": Part(
        tr_noop("Rappels notés sur le terrain"), {"name": _NAME, "phone": _PHONE, "note": _NOTE, "is_done": tr_noop("Fait")}
    ),
    "attachment": Part(
        tr_noop("Fichiers joints"), {"name": _NAME, "kind": _KIND, "size": tr_noop("Octets"), "created_at": tr_noop("Ajouté le")}
    ),
    "person_merge": Part(
        tr_noop("Dossiers réunis en celui-ci"),
        {"merged_code": tr_noop("Dossier"), "merged_external_id": tr_noop("Autre identifiant"), "created_at": _WHEN},
    ),
    "dossier_request": Part(
        tr_noop("Demandes d’autres agences"),
        {
            "asking_agency_id": tr_noop("Demandé par"), "holding_agency_id": tr_noop("Demandé à"), "created_at": _WHEN,
            "asked_for": _REASON, "state": _STATE, "answer": tr_noop("Réponse"), "answered_at": tr_noop("Répondu le"),
        },
    ),
    "retention_review": Part(
        tr_noop("Conservation"),
        {"reviewed_on": _WHEN, "keep_until": tr_noop("Gardé jusqu’au"), "reason": _REASON},
    ),
    "imported_row": Part(tr_noop("Listes d’où vient le dossier"), {"created_at": _WHEN, "agency_id": _AGENCY}),
}  # fmt: skip

NOT_SHOWN: dict[str, str] = {
    "person.sort_name": "derived from the names", "person.birth_precision": "said with the birth date",
    "person.is_demo": "marks invented people", "person_key.*": "derived: the search index",
    "twin_pair.*": "speaks of another person too; nothing more is held in it than a likeness",
    "person_phone.position": "the order they stand in", "imported_row.key": "a fingerprint of the row",
    "imported_row.nth": "counts equal rows", "person_merge.merged_id": "a random id", "person_merge.merged_sort_name": "derived",
    "person_merge.snapshot": "both dossiers as they were: what is held of the person stands in the other parts",
    "person_merge.survivor_id": "this dossier", "attachment.media_type": "technical", "attachment.file_id": "the sealed bytes",
    "attachment.thumbnail_id": "the sealed bytes", "attachment.paper_id": "which paper it shows",
    "referral.need_id": "the need stands among the needs", "referral.branch_id": "the provider's address",
    "appointment.referral_id": "stands among the referrals", "appointment.zone": "technical",
    "appointment.starts_at": "the same instant as day and hour", "appointment.ends_at": "the same instant as day and minutes",
    "interaction.at": "the day stands there", "interaction.referral_id": "stands among the referrals",
    "referral_step.referral_id": "in order of time", "referral_step.at": "the day stands there",
    "person_sound.*": "derived: the search index", "referral.redirected_to_id": "the other referral stands there too",
    "follow_up.referral_id": "in order of time",
    "slip.referral_id": "in order of time", "slip.edition": "in order of time", "slip.paper_format": "technical",
    "slip.file_id": "the sealed bytes", "slip.archive_id": "the sealed bytes", "slip.sha256": "a fingerprint",
    "slip.problem": "technical", "need.project_id": "stands among the projects", "household.agency_id": "who keeps it",
    "household_member.household_id": "stands under it", "project_member.project_id": "stands among the projects",
    "call_back.session_id": "the visit", "dossier_request.answered_by": "the day stands there",
}  # fmt: skip
"""What is no word about the person, and why; `*` is a whole table."""
