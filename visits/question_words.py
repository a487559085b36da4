"""The words of a question that an address names by its code."""

from django.utils.translation import get_language

from missions.models import Mission
from visits.answered import MEANINGS
from visits.form_versions import definition_of
from visits.models import FormVersion


def question_in_words(mission: Mission, code: str, answer: str) -> tuple[str, str]:
    """Return a question's label and an answer to it ("" for any) in words.

    As the newest form that has it words it; what no form ever asked is given as it was written.
    """
    language = get_language() or "en"
    for version in reversed(FormVersion.objects.current(mission).defer("definition")):
        form = definition_of(version)
        if code in form.codes:
            question = form.question(code)
            said = question.value_label(answer, language) if answer else ""
            return question.label(language), str(MEANINGS.get(answer, said))
    return code, str(MEANINGS.get(answer, answer))
