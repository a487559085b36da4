"""What the count's questions say in a statement."""

from reports.sentences.lazy_text import lazy_text as _
from reports.sentences.texts import ContextText, QuestionTexts

TEXTS: dict[str, QuestionTexts] = {
    "counting.closed_on_time": QuestionTexts(
        clean_is="all",
        clean=_("The station closed on time {basis}."),
        adverse=_("{Basis}, the station did not close on time."),
        favourable=_("The station closed on time {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.admitted": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers were let in to watch."),
        adverse=_("{Basis}, observers were not let in to watch."),
        favourable=_("{Basis}, observers were let in to watch"),
        rest=_("{rest} they were not"),
    ),
    "counting.clear_view": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, observers could clearly see the ballots being counted."),
        adverse=_("{Basis}, observers could not clearly see the ballots being counted."),
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
            "{Basis}, the commission did not count the voters' signatures before opening a box."
        ),
        favourable=_("{Basis}, the commission counted the voters' signatures before opening a box"),
        rest=_("{rest} it did not"),
    ),
    "counting.unused_cancelled": QuestionTexts(
        clean_is="all",
        clean=_("The commission first counted and cancelled the unused ballots {basis}."),
        adverse=_("{Basis}, the commission did not first count and cancel the unused ballots."),
        favourable=_("The commission first counted and cancelled the unused ballots {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.seals_intact": QuestionTexts(
        clean_is="all",
        clean=_("The seals of every ballot box were unbroken {basis}."),
        adverse=_("{Basis}, the seals of one or more ballot boxes were broken or missing."),
        favourable=_("The seals of every ballot box were unbroken {basis}"),
        rest=_("{rest} one or more were broken or missing"),
    ),
    "counting.ballots_against_signatures": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the ballots in the boxes equalled the voters' signatures in number."),
        adverse=_(
            "{Basis}, the ballots in the boxes differed in number from the voters' signatures."
        ),
        favourable=_("{Basis}, the ballots in the boxes equalled the voters' signatures in number"),
        rest=_("{rest} the numbers differed"),
    ),
    "counting.choice_shown": QuestionTexts(
        clean_is="all",
        clean=_("Everybody present could see the mark on every ballot {basis}."),
        adverse=_(
            "{Basis}, not every ballot was shown so that everybody present could see the mark."
        ),
        favourable=_("Everybody present could see the mark on every ballot {basis}"),
        rest=_("{rest} they could not see every mark"),
    ),
    "counting.validity_even": QuestionTexts(
        clean_is="all",
        clean=_("The commission judged every ballot's validity by the same rule {basis}."),
        adverse=_(
            "{Basis}, the commission did not judge every ballot's validity by the same rule."
        ),
        favourable=_("The commission judged every ballot's validity by the same rule {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.protocol_signed": QuestionTexts(
        clean_is="all",
        clean=_("Every member present signed the protocol at the end {basis}."),
        adverse=_("{Basis}, not every member present signed the protocol at the end."),
        favourable=_("Every member present signed the protocol at the end {basis}"),
        rest=_("{rest} not every one did"),
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
        clean=_("The commission posted the protocol for the public to see {basis}."),
        adverse=_("{Basis}, the commission did not post the protocol for the public to see."),
        favourable=_("The commission posted the protocol for the public to see {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.in_time": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the commission finished the count in the time set for it."),
        adverse=_("{Basis}, the count took longer than the time set for it."),
        favourable=_("{Basis}, the commission finished the count in the time set for it"),
        rest=_("{rest} it did not"),
    ),
    "counting.announced": QuestionTexts(
        clean_is="all",
        clean=_("The commission read the results aloud {basis}."),
        adverse=_("{Basis}, the results were not read aloud."),
        favourable=_("The commission read the results aloud {basis}"),
        rest=_("{rest} it did not"),
    ),
    "counting.balances": QuestionTexts(
        clean_is="all",
        clean=_("{Basis}, the figures of the protocol added up."),
        adverse=_("{Basis}, the figures of the protocol did not add up."),
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
