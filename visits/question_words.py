"""The words of a question that an address names by its code."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from missions.models import Mission
from visits.filters import ADVERSE, FAVOURABLE, NOT_ASKED, OBSERVED
from visits.form_versions import definition_of
from visits.models import FormVersion


def question_in_words(mission: Mission, code: str, answer: str) -> tuple[str, str]:
    """Return a question's label and an answer to it ("" for any) in words.

    As the newest form that has it words it; what no form ever asked is given as it was written.
    """
    words = {
        ADVERSE: _("an adverse answer"),
        FAVOURABLE: _("a favourable answer"),
        OBSERVED: _("anything but not observed or not applicable"),
        NOT_ASKED: _("an answer that was not asked for"),
    }
    language = get_language() or "en"
    for version in reversed(FormVersion.objects.current(mission).defer("definition")):
        form = definition_of(version)
        if code in form.codes:
            question = form.question(code)
            said = question.value_label(answer, language) if answer else ""
            return question.label(language), words.get(answer, said)
    return code, words.get(answer, answer)
