"""What the opening's questions say in a statement."""

from reports.sentences.lazy_text import lazy_text as _
from reports.sentences.texts import ContextText, QuestionTexts

TEXTS: dict[str, QuestionTexts] = {
    "opening.admitted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers were let in to watch."),
        adverse=_("{Basis}, observers were not let in to watch."),
        favourable=_("{Basis}, observers were let in to watch"),
        rest=_("{rest} they were not"),
    ),
    "opening.on_time": QuestionTexts(
        clean_is="all",
        clean=_("The station opened on time {basis}."),
        adverse=_("The station opened late {basis}."),
        favourable=_("The station opened on time {basis}"),
        rest=_("{rest} it opened late"),
    ),
    "opening.commission_complete": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, every member of the commission was present."),
        adverse=_("Members of the commission were absent {basis}."),
        favourable=_("{Basis}, every member of the commission was present"),
        rest=_("{rest} members were absent"),
    ),
    "opening.materials_complete": QuestionTexts(
        clean_is="all",
        clean=_("The station had everything needed for voting {basis}."),
        adverse=_("{Basis}, something needed for voting was missing."),
        favourable=_("The station had everything needed for voting {basis}"),
        rest=_("{rest} something was missing"),
    ),
    "opening.ballots_counted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission counted the ballots before opening."),
        adverse=_("{Basis}, the commission did not count the ballots before opening."),
        favourable=_("{Basis}, the commission counted the ballots before opening"),
        rest=_("{rest} it did not"),
    ),
    "opening.box_shown_empty": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the ballot boxes were shown to be empty."),
        adverse=_("{Basis}, one or more ballot boxes were not shown to be empty."),
        favourable=_("{Basis}, the ballot boxes were shown to be empty"),
        rest=_("{rest} one or more were not shown"),
    ),
    "opening.box_sealed": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, every ballot box was sealed before the first ballot went in."),
        adverse=_(
            "{Basis}, one or more ballot boxes were not sealed before the first ballot went in."
        ),
        favourable=_("{Basis}, every ballot box was sealed before the first ballot went in"),
        rest=_("{rest} one or more were not"),
    ),
    "opening.voter_list_displayed": QuestionTexts(
        clean_is="all",
        clean=_("Voters could look at a posted voter list {basis}."),
        adverse=_("{Basis}, voters could not look at a posted voter list."),
        favourable=_("Voters could look at a posted voter list {basis}"),
        rest=_("{rest} they could not"),
    ),
    "opening.secrecy_layout": QuestionTexts(
        clean_is="all",
        clean=_("The booths hid voters from view {basis}."),
        adverse=_("The booths left voters in view {basis}."),
        favourable=_("The booths hid voters from view {basis}"),
        rest=_("{rest} they did not"),
    ),
    "opening.voter_information": QuestionTexts(
        clean_is="all",
        clean=_("Observers saw posters or sheets explaining how to vote {basis}."),
        adverse=_("{Basis}, observers did not see posters or sheets explaining how to vote."),
        favourable=_("Observers saw posters or sheets explaining how to vote {basis}"),
        rest=_("{rest} they did not"),
    ),
    "opening.campaign_material": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see campaign material in or near the station."),
        adverse=_("Observers saw campaign material in or near the station {basis}."),
        favourable=_("{Basis}, observers did not see campaign material in or near the station"),
        rest=_("{rest} they did"),
    ),
    "opening.unauthorised_persons": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see people present without authorisation."),
        adverse=_("Observers saw people present without authorisation {basis}."),
        favourable=_("{Basis}, observers did not see people present without authorisation"),
        rest=_("{rest} they did"),
    ),
    "opening.accessible": QuestionTexts(
        clean_is="all",
        clean=_("A wheelchair user could enter and vote unaided {basis}."),
        adverse=_("{Basis}, a wheelchair user could not enter and vote unaided."),
        favourable=_("A wheelchair user could enter and vote unaided {basis}"),
        rest=_("{rest} this was not possible"),
    ),
    "opening.overall": QuestionTexts(
        clean_is="all",
        clean=_("Observers found the opening as a whole good or very good {rated}."),
        adverse=_("Observers found the opening as a whole bad or very bad {rated}."),
        favourable=_("Observers found the opening as a whole good or very good {rated}"),
        rest=_("{rest} bad or very bad"),
    ),
}

CONTEXT: dict[str, ContextText] = {
    "opening.opened_at": ContextText(
        one=_("The station opened at {earliest} in the one opening in which the time was noted."),
        many=_("In the {count} openings in which the time was noted, the station opened {times}."),
    ),
    "opening.late_reason": ContextText(
        one=_("Observers noted one reason for a late opening: {list}."),
        many=_("The main reasons for opening late, in {count} openings: {list}."),
    ),
    "opening.materials_missing": ContextText(
        one=_("In one opening this was missing: {list}."),
        many=_("Missing in {count} openings: {list}."),
    ),
    "opening.unauthorised_by": ContextText(
        one=_("In one opening these were present without authorisation: {list}."),
        many=_("Present without authorisation in {count} openings: {list}."),
    ),
}
