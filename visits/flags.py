"""What a reviewer should look at. A flag never refuses and never removes anything."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Flag(TextChoices):
    """A sentence about a visit that is worth a second look."""

    NOT_LISTED = "not_listed", _("The station is not listed yet.")
    STATION_UNKNOWN = "station_unknown", _("The station's code is not known to the mission.")
    TEAM_UNKNOWN = "team_unknown", _("The team's code is not known to the mission.")
    PLACE_CHANGED = "place_changed", _("The place is told otherwise than when it was matched.")
    OTHER_AREA = "other_area", _("The station lies outside the team's area.")
    NOT_IN_PLAN = "not_in_plan", _("The visit is not in the deployment plan.")
    OVERLAP = "overlap", _("The team was elsewhere at the same time.")
    ODD_TIME = "odd_time", _("The time lies in the future or outside the observation.")
    UNFINISHED = "unfinished", _("It was not finished on the phone: brought in from its file.")
    CLOCK_OFF = "clock_off", _("The device's clock was wrong when it sent this: see the revision.")
    TIME_UNREADABLE = "time_unreadable", _("A time could not be read.")
    LEFT_BEFORE_ARRIVAL = "left_before_arrival", _("The departure is before the arrival.")
    LONG_STAY = "long_stay", _("The stay is longer than a day: check when the team left.")
    ONE_STATE_TEAM = "one_state_team", _("All members of the team are from one state.")
    COMMENT_MISSING = "comment_missing", _("A bad rating has no comment.")
    FINDING_MISSING = "finding_missing", _("An urgent answer has no finding.")
    CONDITIONAL_MISSING = "conditional_missing", _("A question that followed has no answer.")
    UNKNOWN_QUESTION = "unknown_question", _("An answer is to a question the form does not have.")
    UNREADABLE_ANSWER = "unreadable_answer", _("An answer could not be read.")
    HEADER_UNREADABLE = "header_unreadable", _("A detail of the visit could not be read.")
    UNBALANCED = "unbalanced", _("The figures of the protocol do not add up.")
    UNKNOWN_FORM = "unknown_form", _("The version of the form is not known.")
    OLD_FORM = "old_form", _("A newer version of the form has been published.")
    ANSWER_NOT_ASKED = "answer_not_asked", _("An answer is to a question that did not follow.")
    ODD_PLACE = "odd_place", _("This stage is not observed at such a place.")
    FINDING_UNREADABLE = "finding_unreadable", _("A finding could not be read.")
    FINDING_ELSEWHERE = "finding_elsewhere", _("A finding's number is taken: it was not logged.")
    FINDING_CHANGED_LATE = (
        "finding_changed_late",
        _("A finding was told otherwise after it was called back or decided."),
    )
    URGENT_MERGED_AWAY = (
        "urgent_merged_away",
        _("An urgent answer was left out when the team merged two versions: see the copy."),
    )
    FINDING_WITHDRAWN = "finding_withdrawn", _("The team no longer tells a finding.")
    PHOTO_UNREADABLE = "photo_unreadable", _("A photo was told without its number, hash or size.")
    PHOTO_TOO_LARGE = "photo_too_large", _("A photo is too large: it will not be taken in.")
    PHOTO_ELSEWHERE = "photo_elsewhere", _("A photo's number is taken: it is not expected.")
    PHOTOS_TOO_MANY = "photos_too_many", _("More photos are told than one visit may have.")
    NOTHING_ANSWERED = "nothing_answered", _("No question is answered.")
    MORE_VOTED = "more_voted", _("More people have voted than are registered.")


def flag_sentences(codes: list[str]) -> list[str]:
    """Return the sentences of the flags with these codes, in the order of the enumeration."""
    return [str(flag.label) for flag in Flag if flag.value in codes]
