"""The shipped words of each letter; an agency replaces them without code (app.referrals.letter_wordings)."""

from __future__ import annotations

from resources.i18n import tr_noop

KINDS: dict[str, str] = {
    "certificate": tr_noop("Attestation d’orientation"),
    "convocation": tr_noop("Convocation"),
    "attendance": tr_noop("Attestation de présence"),
    "withdrawal": tr_noop("Avis de retrait d’accord"),
    "slip_note": tr_noop("Note au bas de chaque bon"),
}
"""What there is, and what to call it; an agency's own letters have their title for a name."""

OWN = "own_"
"""How the kinds that an agency adds begin."""

OF_AN_APPOINTMENT = frozenset({"convocation", "attendance"})

VALUES: dict[str, str] = {
    "person": tr_noop("le nom de la personne"),
    "dossier": tr_noop("le numéro du dossier"),
    "agency": tr_noop("l’agence"),
    "phone": tr_noop("le téléphone de l’agence"),
    "agent": tr_noop("l’agent·e"),
    "today": tr_noop("la date du jour"),
    "slip": tr_noop("le numéro du bon"),
    "issued": tr_noop("la date du bon"),
    "entry": tr_noop("ce vers quoi la personne est orientée"),
    "provider": tr_noop("l’organisme"),
    "day": tr_noop("le jour du rendez-vous"),
    "time": tr_noop("l’heure du rendez-vous"),
    "host": tr_noop("avec qui"),
    "place": tr_noop("le lieu"),
}
"""What may stand in braces in a letter, and what it becomes."""

MODELS: dict[str, dict[str, tuple[str, str]]] = {
    "certificate": {
        "fr": (
            "Attestation d’orientation",
            "{agency} atteste avoir orienté {person} le {issued} vers {provider}, pour : {entry}.\n"
            "Bon d’orientation n° {slip}.\n"
            "Cette attestation est remise à la personne à sa demande ; elle ne vaut pas décision de l’organisme.",
        ),
        "ar": (
            "شهادة توجيه",
            "تشهد {agency} أنها وجهت {person} بتاريخ {issued} إلى {provider}، من أجل: {entry}.\n"
            "رقم ورقة التوجيه: {slip}.\n"
            "سلمت هذه الشهادة للشخص المعني بطلب منه، ولا تعد قرارا من المؤسسة.",
        ),
        "en": (
            "Certificate of orientation",
            "{agency} certifies that it referred {person} on {issued} to {provider}, for: {entry}.\n"
            "Referral slip no. {slip}.\n"
            "This certificate is given to the person at their request; it is no decision of the organisation.",
        ),
    },
    "convocation": {
        "fr": (
            "Convocation",
            "{person} est attendu·e le {day} à {time}, avec {host}.\nLieu : {place}.\n"
            "Merci d’apporter vos pièces et ce papier. Si vous ne pouvez pas venir, prévenez l’agence : {phone}.",
        ),
        "ar": (
            "استدعاء",
            "ننتظر حضور {person} يوم {day} على الساعة {time}، مع {host}.\nالمكان: {place}.\n"
            "المرجو إحضار وثائقكم وهذه الورقة. إذا تعذر عليكم الحضور، أخبروا الوكالة: {phone}.",
        ),
        "en": (
            "Invitation to an appointment",
            "{person} is expected on {day} at {time}, with {host}.\nPlace: {place}.\n"
            "Please bring your papers and this sheet. If you cannot come, tell the agency: {phone}.",
        ),
    },
    "attendance": {
        "fr": (
            "Attestation de présence",
            "{agency} atteste que {person} s’est présenté·e le {day} à {time} au rendez-vous avec {host}.\n"
            "Attestation remise à la personne à sa demande.",
        ),
        "ar": (
            "شهادة حضور",
            "تشهد {agency} أن {person} حضر(ت) يوم {day} على الساعة {time} إلى الموعد مع {host}.\n"
            "سلمت هذه الشهادة للشخص المعني بطلب منه.",
        ),
        "en": (
            "Certificate of attendance",
            "{agency} certifies that {person} came on {day} at {time} to the appointment with {host}.\n"
            "Given to the person at their request.",
        ),
    },
    "withdrawal": {
        "fr": (
            "Avis de retrait d’accord",
            "À {provider}\n"
            "{person} ne souhaite plus que ses données vous soient transmises. Nous arrêtons le suivi du bon n° {slip} du "
            "{issued} et vous prions de ne plus utiliser les données qu’il porte.",
        ),
        "ar": (
            "إشعار بسحب الموافقة",
            "إلى {provider}\n"
            "لم يعد {person} يرغب في إرسال معطياته إليكم. نوقف تتبع ورقة التوجيه رقم {slip} بتاريخ {issued} "
            "ونرجو منكم عدم استعمال المعطيات المكتوبة عليها.",
        ),
        "en": (
            "Notice of withdrawn consent",
            "To {provider}\n"
            "{person} no longer wishes their data to be passed to you. We stop following slip no. {slip} of {issued} and ask "
            "you not to use the data written on it any more.",
        ),
    },
}
"""Title and body of each kind by language. They invent no rule and no right: what an agency must add, it adds itself."""
