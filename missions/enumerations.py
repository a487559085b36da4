"""The field's own words: stages, themes, roles and the kinds of records of a mission."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The stages of election day; each is a population of its own."""

    OPENING = "opening", _("Opening")
    VOTING = "voting", _("Voting")
    COUNTING = "counting", _("Counting")
    TABULATION = "tabulation", _("Tabulation")


class Theme(TextChoices):
    """What a question, finding, meeting or source document is about."""

    ACCESS = "access", _("Observers' access")
    OPENING_TIME = "opening_time", _("Opening time")
    ADMINISTRATION = "administration", _("Administration of the station")
    MATERIALS = "materials", _("Materials")
    BALLOT_SECURITY = "ballot_security", _("Security of ballots")
    SECRECY = "secrecy", _("Secrecy of the vote")
    VOTER_INFORMATION = "voter_information", _("Information for voters")
    CAMPAIGN_SILENCE = "campaign_silence", _("Campaign silence")
    PRESENCE = "presence", _("Who was present")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    OVERALL = "overall", _("Overall assessment")
    OBSERVERS_PRESENT = "observers_present", _("Other observers")
    VOTER_PRESSURE = "voter_pressure", _("Pressure on voters")
    INTERFERENCE = "interference", _("Interference")
    TECHNICAL = "technical", _("Technical problems")
    QUEUES = "queues", _("Queues and crowding")
    VOTER_IDENTIFICATION = "voter_identification", _("Identification of voters")
    VOTER_LIST = "voter_list", _("Voter list")
    EQUAL_VOTE = "equal_vote", _("Equality of the vote")
    ASSISTANCE = "assistance", _("Assistance to voters")
    MOBILE_VOTING = "mobile_voting", _("Mobile voting")
    COMPLAINTS = "complaints", _("Complaints at stations")
    TRANSPARENCY = "transparency", _("Transparency")
    CLOSING = "closing", _("Closing")
    COUNT_PROCEDURE = "count_procedure", _("Procedure of the count")
    RESULT_INTEGRITY = "result_integrity", _("Integrity of results")
    COUNT_TIMING = "count_timing", _("Timing of the count")
    PARTICIPATION = "participation", _("Participation")
    MEDIA = "media", _("Media")
    CAMPAIGN = "campaign", _("Campaign")
    LEGAL_FRAMEWORK = "legal_framework", _("Legal framework")
    REGISTRATION = "registration", _("Voter registration")
    CANDIDACY = "candidacy", _("Candidacy")
    WOMEN = "women", _("Women's participation")
    MINORITIES = "minorities", _("Minorities")
    COMPLAINTS_PROCEDURE = "complaints_procedure", _("Complaints and appeals")
    POSITIVE_PRACTICE = "positive_practice", _("Good practice")


class ElectionType(TextChoices):
    """What is being elected."""

    PRESIDENTIAL = "presidential", _("Presidential")
    PARLIAMENTARY = "parliamentary", _("Parliamentary")
    LOCAL = "local", _("Local")
    REFERENDUM = "referendum", _("Referendum")
    OTHER = "other", _("Other")


class AreaKind(TextChoices):
    """What kind of place an area is."""

    REGION = "region", _("Region")
    CITY = "city", _("City")
    DISTRICT = "district", _("District")
    CONSTITUENCY = "constituency", _("Constituency")
    ABROAD = "abroad", _("Abroad")


class StationKind(TextChoices):
    """A polling station, or a higher commission where results are tabulated."""

    POLLING_STATION = "polling_station", _("Polling station")
    COMMISSION = "commission", _("Commission")


class Setting(TextChoices):
    """Where a station lies; blank is unknown."""

    URBAN = "urban", _("Urban")
    RURAL = "rural", _("Rural")
    SPECIAL = "special", _("Special")
    ABROAD = "abroad", _("Abroad")


class StationSelection(TextChoices):
    """How stations were chosen where a visit does not say it itself."""

    NON_RANDOM = "non_random", _("Not at random")
    RANDOM = "random", _("At random")


class ChosenBy(TextChoices):
    """How the station of one visit was chosen."""

    DEPLOYMENT_PLAN = "deployment_plan", _("Deployment plan")
    RANDOM_DRAW = "random_draw", _("Random draw")
    OWN_CHOICE = "own_choice", _("The team's own choice")
    SUGGESTED_BY_HOST = "suggested_by_host", _("Suggested by the host")
    UNPLANNED = "unplanned", _("Unplanned")


class MeetingCategory(TextChoices):
    """Whom the mission met."""

    GOVERNMENT = "government", _("Government")
    ELECTION_ADMINISTRATION = "election_administration", _("Election administration")
    JUDICIARY = "judiciary", _("Judiciary")
    PARTY = "party", _("Party")
    CANDIDATE = "candidate", _("Candidate")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    TRADE_UNION = "trade_union", _("Trade union")
    MEDIA = "media", _("Media")
    INTERNATIONAL = "international", _("International organisation")


class SourceKind(TextChoices):
    """What kind of document a source is; a press report only ever counts as reported."""

    OFFICIAL_FIGURE = "official_figure", _("Official figure")
    LAW = "law", _("Law")
    MEDIA_MONITORING = "media_monitoring", _("Media monitoring")
    REPORT = "report", _("Report")
    PRESS = "press", _("Press")


class Role(TextChoices):
    """What an account may do in one mission; missions/access.py says what."""

    OBSERVER = "observer", _("Observer")
    HEAD_OF_DELEGATION = "head_of_delegation", _("Head of delegation")
    FOCAL_POINT = "focal_point", _("Focal point of a delegation")
    SECRETARIAT = "secretariat", _("Secretariat")
    HEAD_OF_MISSION = "head_of_mission", _("Head of mission")
    ADMINISTRATOR = "administrator", _("Administrator")
    READER = "reader", _("Reader")
