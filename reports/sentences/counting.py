"""What the count's questions say in a statement."""

from reports.sentences.lazy_text import lazy_text as _
from reports.sentences.texts import ContextText, QuestionTexts

TEXTS: dict[str, QuestionTexts] = {
    "counting.closed_on_time": QuestionTexts(
        clean_is="all",
        clean=_("The station closed on time {basis}."),
        adverse=_("The station did not close on time {basis}."),
        favourable=_("The station closed on time {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.admitted": QuestionTexts(
        clean_is="all",
        clean=_("Observers were let in to watch the count {basis}."),
        adverse=_("Observers were not let in to watch the count {basis}."),
        favourable=_("Observers were let in to watch the count {basis}"),
        rest=_("{rest} they were not"),
    ),
    "counting.clear_view": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers could clearly see the ballots being counted."),
        adverse=_("Observers could not clearly see the ballots being counted {basis}."),
        favourable=_("{Basis}, observers could clearly see the ballots being counted"),
        rest=_("{rest} they could not"),
    ),
    "counting.unauthorised_persons": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see people present without authorisation."),
        adverse=_("{Basis}, observers saw people present without authorisation."),
        favourable=_("{Basis}, observers did not see people present without authorisation"),
        rest=_("{rest} they did"),
    ),
    "counting.signatures_counted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission counted the voters' signatures before opening a box."),
        adverse=_(
            "The commission did not count the voters' signatures before opening a box {basis}."
        ),
        favourable=_("{Basis}, the commission counted the voters' signatures before opening a box"),
        rest=_("{rest} it did not"),
    ),
    "counting.unused_cancelled": QuestionTexts(
        clean_is="all",
        clean=_("The commission first counted and cancelled the unused ballots {basis}."),
        adverse=_("The commission did not first count and cancel the unused ballots {basis}."),
        favourable=_("The commission first counted and cancelled the unused ballots {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.seals_intact": QuestionTexts(
        clean_is="all",
        clean=_("The seals of all ballot boxes were unbroken {basis}."),
        adverse=_("{Basis}, not all seals of the ballot boxes were unbroken."),
        favourable=_("The seals of all ballot boxes were unbroken {basis}"),
        rest=_("{rest} not all were"),
    ),
    "counting.ballots_against_signatures": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the boxes held as many ballots as there were voters' signatures."),
        adverse=_(
            "{Basis}, the number of ballots in the boxes was not that of the voters' signatures."
        ),
        favourable=_("{Basis}, the boxes held as many ballots as there were voters' signatures"),
        rest=_("{rest} the numbers differed"),
    ),
    "counting.choice_shown": QuestionTexts(
        clean_is="all",
        clean=_("Everybody present could see the mark on every ballot {basis}."),
        adverse=_(
            "{Basis}, not every ballot was shown so that everybody present could see the mark."
        ),
        favourable=_("Everybody present could see the mark on every ballot {basis}"),
        rest=_("{rest} not on every one"),
    ),
    "counting.validity_even": QuestionTexts(
        clean_is="all",
        clean=_("The commission judged the validity of ballots by one rule for all {basis}."),
        adverse=_(
            "{Basis}, the commission did not judge the validity of ballots by one rule for all."
        ),
        favourable=_("The commission judged the validity of ballots by one rule for all {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.protocol_signed": QuestionTexts(
        clean_is="all",
        clean=_("All members present signed the protocol at the end {basis}."),
        adverse=_("{Basis}, not all members present signed the protocol at the end."),
        favourable=_("All members present signed the protocol at the end {basis}"),
        rest=_("{rest} not all did"),
    ),
    "counting.protocol_presigned": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see the protocol signed before the result was established."),
        adverse=_("{Basis}, members signed the protocol before the result had been established."),
        favourable=_(
            "{Basis}, observers did not see the protocol signed before the result was established"
        ),
        rest=_("{rest} they did"),
    ),
    "counting.falsification_signs": QuestionTexts(
        clean_is="none",
        clean=_("{Basis} did observers see signs that figures or ballots were falsified."),
        adverse=_("Observers saw signs that figures or ballots were falsified {basis}."),
        favourable=_("{Basis}, observers did not see signs that figures or ballots were falsified"),
        rest=_("{rest} they did"),
    ),
    "counting.copy_given": QuestionTexts(
        clean_is="all",
        clean=_("Observers and agents who asked for a copy of the protocol got one {basis}."),
        adverse=_(
            "{Basis}, observers or agents who asked for a copy of the protocol did not get one."
        ),
        favourable=_("Observers and agents who asked for a copy of the protocol got one {basis}"),
        rest=_("{rest} they did not"),
    ),
    "counting.protocol_posted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission posted the protocol for all to see."),
        adverse=_("The protocol was not posted for all to see {basis}."),
        favourable=_("{Basis}, the commission posted the protocol for all to see"),
        rest=_("{rest} it did not"),
    ),
    "counting.in_time": QuestionTexts(
        clean_is="all",
        clean=_("The commission finished the count in the time set for it {basis}."),
        adverse=_("The commission did not finish the count in the time set for it {basis}."),
        favourable=_("The commission finished the count in the time set for it {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.announced": QuestionTexts(
        clean_is="all",
        clean=_("The commission read the results aloud {basis}."),
        adverse=_("The results were not read aloud {basis}."),
        favourable=_("The commission read the results aloud {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.balances": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the figures of the protocol added up."),
        adverse=_("The figures of the protocol did not add up {basis}."),
        favourable=_("{Basis}, the figures of the protocol added up"),
        rest=_("{rest} they did not"),
    ),
    "counting.transparency": QuestionTexts(
        clean_is="all",
        clean=_("Observers found the transparency of the count good or very good {rated}."),
        adverse=_("{Rated}, observers found the transparency of the count bad or very bad."),
        favourable=_("Observers found the transparency of the count good or very good {rated}"),
        rest=_("{rest} bad or very bad"),
    ),
    "counting.overall": QuestionTexts(
        clean_is="all",
        clean=_("{Rated}, observers found the count as a whole good or very good."),
        adverse=_("Observers found the count as a whole bad or very bad {rated}."),
        favourable=_("{Rated}, observers found the count as a whole good or very good"),
        rest=_("{rest} bad or very bad"),
    ),
}

CONTEXT: dict[str, ContextText] = {
    "counting.protocol_photo": ContextText(
        one=_("Observers took a photo of the protocol {basis}."),
        many=_("Observers took a photo of the protocol {basis}."),
    ),
    "counting.registered": ContextText(
        one=_("Registered voters numbered {total} in the one count where this was noted."),
        many=_("Registered voters numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.received": ContextText(
        one=_("Ballots received numbered {total} in the one count where this was noted."),
        many=_("Ballots received numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.voted": ContextText(
        one=_("Voters given a ballot numbered {total} in the one count where this was noted."),
        many=_(
            "Voters given a ballot numbered {total} in the {count} counts where this was noted."
        ),
    ),
    "counting.ballots_in_box": ContextText(
        one=_("Ballots in the boxes numbered {total} in the one count where this was noted."),
        many=_("Ballots in the boxes numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.valid": ContextText(
        one=_("Valid ballots numbered {total} in the one count where this was noted."),
        many=_("Valid ballots numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.invalid": ContextText(
        one=_("Invalid ballots numbered {total} in the one count where this was noted."),
        many=_("Invalid ballots numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.unused": ContextText(
        one=_("Unused ballots numbered {total} in the one count where this was noted."),
        many=_("Unused ballots numbered {total} in the {count} counts where this was noted."),
    ),
    "counting.spoiled": ContextText(
        one=_("Spoiled ballots numbered {total} in the one count where this was noted."),
        many=_("Spoiled ballots numbered {total} in the {count} counts where this was noted."),
    ),
}
