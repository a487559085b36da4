"""What the questions on tabulation, at a higher commission, say in a statement."""

from reports.sentences.lazy_text import lazy_text as _
from reports.sentences.texts import ContextText, QuestionTexts

TEXTS: dict[str, QuestionTexts] = {
    "tabulation.admitted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers were let in to watch."),
        adverse=_("{Basis}, observers were not let in to watch."),
        favourable=_("{Basis}, observers were let in to watch"),
        rest=_("{rest} they were not"),
    ),
    "tabulation.seals_intact": QuestionTexts(
        clean_is="all",
        clean=_("Everything that stations delivered arrived with unbroken seals {basis}."),
        adverse=_("{Basis}, not everything that stations delivered arrived with unbroken seals."),
        favourable=_("Everything that stations delivered arrived with unbroken seals {basis}"),
        rest=_("{rest} not everything did"),
    ),
    "tabulation.protocols_checked": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission checked that the figures of each protocol added up."),
        adverse=_(
            "{Basis}, the commission did not check that the figures of each protocol added up."
        ),
        favourable=_("{Basis}, the commission checked that the figures of each protocol added up"),
        rest=_("{rest} it did not"),
    ),
    "tabulation.corrected_without_vote": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see protocols corrected without a vote of the commission."),
        adverse=_("Observers saw protocols corrected without a vote of the commission {basis}."),
        favourable=_(
            "{Basis}, observers did not see protocols corrected without a vote of the commission"
        ),
        rest=_("{rest} they did"),
    ),
    "tabulation.protocols_changed": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see protocols changed or replaced after their handover."),
        adverse=_("{Basis}, observers saw protocols changed or replaced after their handover."),
        favourable=_(
            "{Basis}, observers did not see protocols changed or replaced after their handover"
        ),
        rest=_("{rest} they did"),
    ),
    "tabulation.results_by_station_given": QuestionTexts(
        clean_is="all",
        clean=_("Observers could get the results of each station {basis}."),
        adverse=_("{Basis}, observers could not get the results of each station."),
        favourable=_("Observers could get the results of each station {basis}"),
        rest=_("{rest} they could not"),
    ),
    "tabulation.in_time": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission finished in the time set for it."),
        adverse=_("{Basis}, the work took longer than the time set for it."),
        favourable=_("{Basis}, the commission finished in the time set for it"),
        rest=_("{rest} it did not"),
    ),
    "tabulation.unauthorised_persons": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see people present without authorisation."),
        adverse=_("Observers saw people present without authorisation {basis}."),
        favourable=_("{Basis}, observers did not see people present without authorisation"),
        rest=_("{rest} they did"),
    ),
    "tabulation.transparency": QuestionTexts(
        clean_is="all",
        clean=_("{Rated}, observers found the transparency of the tabulation good or very good."),
        adverse=_("{Rated}, observers found the transparency of the tabulation bad or very bad."),
        favourable=_(
            "{Rated}, observers found the transparency of the tabulation good or very good"
        ),
        rest=_("{rest} bad or very bad"),
    ),
    "tabulation.overall": QuestionTexts(
        clean_is="all",
        clean=_("Observers found the tabulation as a whole good or very good {rated}."),
        adverse=_("Observers found the tabulation as a whole bad or very bad {rated}."),
        favourable=_("Observers found the tabulation as a whole good or very good {rated}"),
        rest=_("{rest} bad or very bad"),
    ),
}

CONTEXT: dict[str, ContextText] = {}
