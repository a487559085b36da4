"""What the questions on voting say in a statement."""

from reports.sentences.lazy_text import lazy_text as _
from reports.sentences.texts import ContextText, QuestionTexts

TEXTS: dict[str, QuestionTexts] = {
    "voting.access_full": QuestionTexts(
        clean_is="all",
        clean=_("Observers could watch voting in every part of the station {basis}."),
        adverse=_("{Basis}, observers could not watch voting in every part of the station."),
        favourable=_("Observers could watch voting in every part of the station {basis}"),
        rest=_("{rest} they could not"),
    ),
    "voting.information_given": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission answered observers' questions."),
        adverse=_("The commission left observers' questions unanswered {basis}."),
        favourable=_("{Basis}, the commission answered observers' questions"),
        rest=_("{rest} it did not"),
    ),
    "voting.observers_unhindered": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers could work without being hindered."),
        adverse=_("Observers were hindered in their work {basis}."),
        favourable=_("{Basis}, observers could work without being hindered"),
        rest=_("{rest} they were hindered"),
    ),
    "voting.station_ready": QuestionTexts(
        clean_is="all",
        clean=_("The station had everything in place for voting {basis}."),
        adverse=_("{Basis}, something needed for voting was not in place."),
        favourable=_("The station had everything in place for voting {basis}"),
        rest=_("{rest} something was missing"),
    ),
    "voting.free_movement": QuestionTexts(
        clean_is="all",
        clean=_(
            "Voters could enter, mark their ballots and leave with nobody directing them {basis}."
        ),
        adverse=_("{Basis}, voters were directed as they entered, marked their ballots or left."),
        favourable=_(
            "Voters could enter, mark their ballots and leave with nobody directing them {basis}"
        ),
        rest=_("{rest} somebody directed them"),
    ),
    "voting.interference": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone interfere in the commission's work."),
        adverse=_("{Basis}, observers saw someone interfere in the commission's work."),
        favourable=_("{Basis}, observers did not see anyone interfere in the commission's work"),
        rest=_("{rest} they did"),
    ),
    "voting.unauthorised_persons": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see people in the station without authorisation."),
        adverse=_("{Basis}, observers saw people in the station without authorisation."),
        favourable=_("{Basis}, observers did not see people in the station without authorisation"),
        rest=_("{rest} they did"),
    ),
    "voting.outside_influence": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone try to influence how people voted."),
        adverse=_("Observers saw someone try to influence how people voted {basis}."),
        favourable=_("{Basis}, observers did not see anyone try to influence how people voted"),
        rest=_("{rest} they did"),
    ),
    "voting.intimidation": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone threaten or frighten voters."),
        adverse=_("{Basis}, observers saw voters being threatened or frightened."),
        favourable=_("{Basis}, observers did not see anyone threaten or frighten voters"),
        rest=_("{rest} they did"),
    ),
    "voting.campaign_material": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see campaign material in or near the station."),
        adverse=_("Observers saw campaign material in or near the station {basis}."),
        favourable=_("{Basis}, observers did not see campaign material in or near the station"),
        rest=_("{rest} they did"),
    ),
    "voting.campaign_activity": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone campaigning in or near the station."),
        adverse=_("{Basis}, observers saw campaigning in or near the station."),
        favourable=_("{Basis}, observers did not see anyone campaigning in or near the station"),
        rest=_("{rest} they did"),
    ),
    "voting.technical_problem": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see a technical problem."),
        adverse=_("Observers saw a technical problem, minor or serious, {basis}."),
        favourable=_("{Basis}, observers did not see a technical problem"),
        rest=_("{rest} they did"),
    ),
    "voting.suspended": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see voting stop for a time."),
        adverse=_("Voting stopped for a time {basis}."),
        favourable=_("{Basis}, observers did not see voting stop for a time"),
        rest=_("{rest} they did"),
    ),
    "voting.overcrowded": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers find the room overcrowded."),
        adverse=_("The room was overcrowded {basis}."),
        favourable=_("{Basis}, observers did not find the room overcrowded"),
        rest=_("{rest} they did"),
    ),
    "voting.identity_checked": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, every voter whom observers watched had their identity checked."),
        adverse=_("{Basis}, not every voter whom observers watched had their identity checked."),
        favourable=_("{Basis}, every voter whom observers watched had their identity checked"),
        rest=_("{rest} at least one had not"),
    ),
    "voting.list_signed": QuestionTexts(
        clean_is="all",
        clean=_("Every voter whom observers watched signed the voter list {basis}."),
        adverse=_("{Basis}, not every voter whom observers watched signed the voter list."),
        favourable=_("Every voter whom observers watched signed the voter list {basis}"),
        rest=_("{rest} not every one did"),
    ),
    "voting.turned_away": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see more than five voters turned away without voting."),
        adverse=_("Observers saw more than five voters turned away without voting {basis}."),
        favourable=_("{Basis}, observers saw no more than five voters turned away without voting"),
        rest=_("{rest} they saw more"),
    ),
    "voting.secrecy": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, every voter whom observers watched marked the ballot in secret."),
        adverse=_("{Basis}, not every voter whom observers watched marked the ballot in secret."),
        favourable=_("{Basis}, every voter whom observers watched marked the ballot in secret"),
        rest=_("{rest} not every one did"),
    ),
    "voting.group_voting": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see people vote together in one booth."),
        adverse=_("Observers saw people vote together in one booth {basis}."),
        favourable=_("{Basis}, observers did not see people vote together in one booth"),
        rest=_("{rest} they did"),
    ),
    "voting.proxy_voting": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone vote in another voter's place."),
        adverse=_("Observers saw someone vote in another voter's place {basis}."),
        favourable=_("{Basis}, observers did not see anyone vote in another voter's place"),
        rest=_("{rest} they did"),
    ),
    "voting.multiple_voting": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see anyone vote more than once."),
        adverse=_("{Basis}, observers saw someone vote more than once."),
        favourable=_("{Basis}, observers did not see anyone vote more than once"),
        rest=_("{rest} they did"),
    ),
    "voting.assistance_own_choice": QuestionTexts(
        clean_is="all",
        clean=_("Voters who needed help could choose who helped them {basis}."),
        adverse=_("{Basis}, voters who needed help could not choose who helped them."),
        favourable=_("Voters who needed help could choose who helped them {basis}"),
        rest=_("{rest} they could not"),
    ),
    "voting.box_sealed": QuestionTexts(
        clean_is="all",
        clean=_("Every ballot box was sealed {basis}."),
        adverse=_("{Basis}, one or more ballot boxes were not sealed."),
        favourable=_("Every ballot box was sealed {basis}"),
        rest=_("{rest} one or more were not"),
    ),
    "voting.stuffing_signs": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see signs that ballots were stuffed into a box."),
        adverse=_("{Basis}, observers saw signs that ballots were stuffed into a box."),
        favourable=_("{Basis}, observers did not see signs that ballots were stuffed into a box"),
        rest=_("{rest} they did"),
    ),
    "voting.accessible": QuestionTexts(
        clean_is="all",
        clean=_("A wheelchair user could enter and vote unaided {basis}."),
        adverse=_("{Basis}, a wheelchair user could not enter and vote unaided."),
        favourable=_("A wheelchair user could enter and vote unaided {basis}"),
        rest=_("{rest} this was not possible"),
    ),
    "voting.tactile_guides": QuestionTexts(
        clean_is="all",
        clean=_("Tactile ballot guides for blind voters were at hand {basis}."),
        adverse=_("{Basis}, tactile ballot guides for blind voters were missing."),
        favourable=_("Tactile ballot guides for blind voters were at hand {basis}"),
        rest=_("{rest} they were missing"),
    ),
    "voting.mobile_box": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the mobile ballot box was there or out with voters."),
        adverse=_("{Basis}, a mobile ballot box had been asked for and was not there."),
        favourable=_("{Basis}, the mobile ballot box was there or out with voters"),
        rest=_("{rest} it had been asked for and was not there"),
    ),
    "voting.transparency": QuestionTexts(
        clean_is="all",
        clean=_("Observers found the transparency of voting good or very good {rated}."),
        adverse=_("{Rated}, observers found the transparency of voting bad or very bad."),
        favourable=_("Observers found the transparency of voting good or very good {rated}"),
        rest=_("{rest} bad or very bad"),
    ),
    "voting.overall": QuestionTexts(
        clean_is="all",
        clean=_("{Rated}, observers found voting as a whole good or very good."),
        adverse=_("{Rated}, observers found voting as a whole bad or very bad."),
        favourable=_("{Rated}, observers found voting as a whole good or very good"),
        rest=_("{rest} bad or very bad"),
    ),
}

CONTEXT: dict[str, ContextText] = {
    "voting.citizen_observers": ContextText(
        one=_("Citizen observers were seen {basis}."),
        many=_("Citizen observers were seen {basis}."),
    ),
    "voting.international_observers": ContextText(
        one=_("International observers of other missions were seen {basis}."),
        many=_("International observers of other missions were seen {basis}."),
    ),
    "voting.interference_by": ContextText(
        one=_("In one visit these interfered in the commission's work: {list}."),
        many=_("Those who interfered in the commission's work, in {count} visits: {list}."),
    ),
    "voting.unauthorised_by": ContextText(
        one=_("In one visit these were in the station without authorisation: {list}."),
        many=_("In the station without authorisation, in {count} visits: {list}."),
    ),
    "voting.queue": ContextText(
        one=_("Voters waiting in line in the one visit in which this was noted: {list}."),
        many=_("Voters waiting in line, by visit, in {count} visits: {list}."),
    ),
    "voting.complaints": ContextText(
        one=_("A complaint was made to the commission {basis}."),
        many=_("A complaint was made to the commission {basis}."),
    ),
}
