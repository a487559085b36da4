"""In what order a statement says things, for each kind.

The short kind follows the order of this organisation's short statements; the preliminary kind
opens with its conclusions and has sections by theme.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Theme


@dataclass(frozen=True)
class Part:
    """A section: the keys it always asks for, and the themes whose sentences belong to it."""

    key: str
    title: str | Promise
    keys: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


MATTERS = Part("matters", _("Matters the mission draws attention to"))
CONCLUSION = Part("conclusion", _("Conclusion"), ("conclusion",))
METHOD = Part("method", _("Note on method"))
FURTHER = "further"

SHORT = (
    Part("mission", _("The mission"), ("mission.identity", "composition.members")),
    Part("legal_basis", _("Legal basis"), ("mission.legal_basis",)),
    Part("meetings", _("Meetings"), ("meetings",)),
    Part("areas", _("Areas and groups"), ("areas.groups",)),
    Part(
        "opening",
        _("Opening"),
        ("stage.opening", "opening.admitted", "opening.on_time"),
        (Theme.OPENING_TIME, Theme.MATERIALS),
    ),
    Part("stations", _("Stations visited"), ("stations.visited",)),
    Part("scope", _("Scope"), ("scope",)),
    Part(
        "interference",
        _("Interference and voters' freedom"),
        ("voting.interference", "voting.free_movement"),
        (Theme.INTERFERENCE,),
    ),
    Part(
        "voting",
        _("Conduct of voting"),
        (),
        (
            Theme.BALLOT_SECURITY,
            Theme.EQUAL_VOTE,
            Theme.SECRECY,
            Theme.VOTER_IDENTIFICATION,
            Theme.VOTER_LIST,
            Theme.ASSISTANCE,
            Theme.PRESENCE,
            Theme.QUEUES,
            Theme.TRANSPARENCY,
            Theme.COMPLAINTS,
            Theme.OVERALL,
        ),
    ),
    Part(
        "observers",
        _("Conditions for observers"),
        (
            "voting.observers_unhindered",
            "voting.citizen_observers",
            "voting.international_observers",
        ),
        (Theme.OBSERVERS_PRESENT,),
    ),
    Part(
        "counting",
        _("Counting"),
        (
            "stage.counting",
            "counting.overall",
            "counting.admitted",
            "counting.in_time",
            "counting.announced",
        ),
        (
            Theme.COUNT_PROCEDURE,
            Theme.COUNT_TIMING,
            Theme.RESULT_INTEGRITY,
            Theme.CLOSING,
        ),
    ),
    Part("tabulation", _("Tabulation"), ("stage.tabulation", "tabulation.in_time")),
    Part("technical", _("Technical problems"), ("voting.technical_problem",), (Theme.TECHNICAL,)),
    Part(
        "campaign_silence",
        _("Campaign silence"),
        ("voting.campaign_material", "voting.campaign_activity"),
        (Theme.CAMPAIGN_SILENCE,),
    ),
    Part(
        "accessibility",
        _("Accessibility"),
        ("voting.accessible", "voting.tactile_guides", "voting.mobile_box"),
        (Theme.ACCESSIBILITY, Theme.MOBILE_VOTING),
    ),
    Part(
        "influence",
        _("Influence on voters, access and information"),
        ("voting.outside_influence", "voting.access_full", "voting.information_given"),
        (Theme.VOTER_PRESSURE, Theme.ACCESS, Theme.VOTER_INFORMATION),
    ),
    Part(
        "preparation",
        _("Preparation, participation and media"),
        ("voting.station_ready", "participation", "media"),
        (Theme.ADMINISTRATION, Theme.PARTICIPATION, Theme.MEDIA),
    ),
    # Everything else that is adverse, and findings on other themes, belongs here.
    Part(FURTHER, _("Further observations")),
    MATTERS,
    CONCLUSION,
    METHOD,
)

PRELIMINARY = (
    Part("mission", _("The mission"), ("mission.identity",)),
    MATTERS,
    CONCLUSION,
    Part(
        "composition",
        _("Composition and work of the mission"),
        ("composition.members", "mission.legal_basis", "meetings", "areas.groups"),
    ),
    Part(
        "scope",
        _("Stations visited and scope"),
        ("stations.visited", "stage.opening", "stage.counting", "stage.tabulation", "scope"),
    ),
    Part(
        "access",
        _("Access and transparency"),
        (),
        (Theme.ACCESS, Theme.OBSERVERS_PRESENT, Theme.TRANSPARENCY),
    ),
    Part(
        "preparation",
        _("Opening and preparation"),
        (),
        (Theme.OPENING_TIME, Theme.ADMINISTRATION, Theme.MATERIALS, Theme.VOTER_INFORMATION),
    ),
    Part(
        "environment",
        _("Freedom of voters"),
        (),
        (
            Theme.INTERFERENCE,
            Theme.VOTER_PRESSURE,
            Theme.PRESENCE,
            Theme.CAMPAIGN_SILENCE,
        ),
    ),
    Part(
        "voting",
        _("Conduct of voting"),
        (),
        (
            Theme.VOTER_IDENTIFICATION,
            Theme.VOTER_LIST,
            Theme.SECRECY,
            Theme.EQUAL_VOTE,
            Theme.ASSISTANCE,
            Theme.QUEUES,
            Theme.TECHNICAL,
            Theme.COMPLAINTS,
        ),
    ),
    Part("ballots", _("Security of ballots"), (), (Theme.BALLOT_SECURITY,)),
    Part("accessibility", _("Accessibility"), (), (Theme.ACCESSIBILITY, Theme.MOBILE_VOTING)),
    Part(
        "counting",
        _("Counting and tabulation"),
        (),
        (Theme.CLOSING, Theme.COUNT_PROCEDURE, Theme.COUNT_TIMING, Theme.RESULT_INTEGRITY),
    ),
    Part("overall", _("Overall assessment"), (), (Theme.OVERALL,)),
    Part(
        FURTHER,
        _("Participation, media and other matters"),
        ("participation", "media"),
        (
            Theme.PARTICIPATION,
            Theme.MEDIA,
            Theme.CAMPAIGN,
            Theme.LEGAL_FRAMEWORK,
            Theme.REGISTRATION,
            Theme.CANDIDACY,
            Theme.WOMEN,
            Theme.MINORITIES,
            Theme.COMPLAINTS_PROCEDURE,
            Theme.POSITIVE_PRACTICE,
        ),
    ),
    METHOD,
)

OUTLINES = {"short": SHORT, "preliminary": PRELIMINARY}


def part_for(parts: tuple[Part, ...], key: str, theme: str) -> str:
    """Return the key of the section a sentence that no section asks for belongs to.

    In the short kind an opening's, a count's or a tabulation's stands with its stage.
    """
    stages = {"opening": "opening", "counting": "counting", "tabulation": "tabulation"}
    by_stage = stages.get(key.partition(".")[0])
    if parts is SHORT and by_stage:
        return by_stage
    return next((part.key for part in parts if theme in part.themes), FURTHER)
