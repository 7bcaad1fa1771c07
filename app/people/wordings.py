"""The shipped models of consent, to be validated by the data-protection officer before use beyond a trial.

They follow the parts of DOMAIN.md §4.1 and §5.2 (purpose, recipient, rights of access, rectification and opposition,
law 09-08) and invent no number: the agency's CNDP number is printed where it is known.
"""

from __future__ import annotations

FIRST_EDITION = 1

WORDINGS: dict[str, dict[str, str]] = {
    "dossier": {
        "fr": "J’accepte que l’agence garde un dossier à mon nom pour m’accompagner dans mon projet. "
        "Je peux le consulter, le faire corriger ou m’y opposer à tout moment (loi 09-08).",
        "ar": "أوافق على أن تحتفظ الوكالة بملف باسمي لمواكبتي في مشروعي. "
        "يمكنني الاطلاع عليه أو طلب تصحيحه أو التعرض عليه في أي وقت (القانون 09-08).",
        "en": "I agree that the agency keeps a file in my name to support me with my project. "
        "I can see it, have it corrected or object to it at any time (law 09-08).",
    },
    "sharing": {
        "fr": "J’accepte que l’agence transmette à {provider} les seules données écrites sur le bon, pour étudier ma "
        "demande. Je peux retirer cet accord à tout moment (loi 09-08).",
        "ar": "أوافق على أن ترسل الوكالة إلى {provider} المعطيات المكتوبة على هذه الورقة فقط، لدراسة طلبي. "
        "يمكنني سحب هذه الموافقة في أي وقت (القانون 09-08).",
        "en": "I agree that the agency passes to {provider} only the data written on this slip, to study my request. "
        "I can withdraw this consent at any time (law 09-08).",
    },
    "statistics": {
        "fr": "J’accepte d’être compté·e, sans mon nom, dans les statistiques de l’agence et du bailleur.",
        "ar": "أوافق على أن أحتسب، دون ذكر اسمي، في إحصائيات الوكالة والجهة الممولة.",
        "en": "I agree to be counted, without my name, in the statistics of the agency and its donor.",
    },
    "contact": {
        "fr": "J’accepte que l’agence m’appelle ou m’écrive au sujet de mon dossier et de mes rendez-vous.",
        "ar": "أوافق على أن تتصل بي الوكالة أو تراسلني بشأن ملفي ومواعيدي.",
        "en": "I agree that the agency calls or writes to me about my file and my appointments.",
    },
}
