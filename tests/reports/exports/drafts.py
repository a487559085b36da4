"""Drafts to print, made by hand: no mission and no database stands behind them."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from reports.draft_types import Blocker, Draft, Evidence, Figure, Section, Sentence, Standing

HOSTILE = (
    "# Title *bold* _soft_ [click](javascript:alert(1)) <script>alert('x')</script> "
    "`code` $x^2$ #panic() \\n & | ~ </style> {{ draft }} {% now 'Y' %} \x00\x0b\ufffe end"
)


def sentence(
    key: str, text: str, standing: Standing = "backed", paragraph: int = 0, **bound: object
) -> Sentence:
    return Sentence(key=key, text=text, standing=standing, paragraph=paragraph, **bound)


def voting() -> Section:
    return Section(
        key="voting",
        title="Voting",
        sentences=(
            sentence(
                "voting.interference",
                "In none of the 38 voting visits did observers see officials or police interfere "
                "in the work of the station.",
                about="adverse",
                stated="none",
                unit="visit",
                figures={"n": 0, "of": 38},
                paragraph=1,
            ),
            sentence(
                "finding.f1",
                "A party agent told the mission that voters were brought in groups. "
                "Observers did not see this.",
                "reported",
                paragraph=1,
                evidence=Evidence(findings=("f1",)),
            ),
            sentence(
                "voting.wheelchair",
                "A wheelchair user could enter and vote unaided at 29 of the 34 stations where "
                "observers checked; at 5 this was not possible.",
                about="favourable",
                unit="station",
                figures={"n": 29, "of": 34},
                paragraph=2,
                evidence=Evidence(visits=("v03", "v07", "v11", "v20", "v31")),
            ),
        ),
    )


def counting() -> Section:
    text = "At the 1 count observers followed, in Almaty, members signed the protocol at once."
    return Section("counting", "Counting", (sentence("stage.counting", text, "thin"),))


def conclusion() -> Section:
    text = "The head of mission’s conclusion has not been signed."
    return Section("conclusion", "Conclusion", (sentence("conclusion", text, "unsourced"),))


def small_draft() -> Draft:
    """A short draft with three marks and two blockers, neither provisional nor a demonstration."""
    return Draft(
        mission="kazakhstan-2019",
        title="Statement of the Observation Mission on the Presidential Election in Kazakhstan",
        subtitle="Nur-Sultan and Almaty, 9 June 2019",
        kind="short",
        language="en",
        as_of=datetime(2019, 6, 9, 23, 10, tzinfo=timezone(timedelta(hours=6))),
        provisional=False,
        demo_note="",
        figures={
            "stations_visited": Figure(38, by={"area": {"ast": 15, "ala": 23}}),
            "meetings_total": Figure(50, approximate=True),
        },
        sections=(voting(), counting(), conclusion()),
        blockers=(
            Blocker("conclusion", "The conclusion is not signed."),
            Blocker("", "Visit v12 holds an urgent answer that nobody has verified."),
        ),
    )


def ready_draft() -> Draft:
    """A draft of backed sentences only, with nothing in the way."""
    first = voting()
    backed = tuple(each for each in first.sentences if each.standing == "backed")
    sections = (replace(first, sentences=backed),)
    return replace(small_draft(), sections=sections, blockers=())


def provisional_draft() -> Draft:
    note = "Demonstration: the records of this mission are invented."
    return replace(small_draft(), provisional=True, demo_note=note)


def waiting_draft() -> Draft:
    """Ten points by four reasons: 6 sentences of one section, 2 of two sections, 1 and 1."""
    matters = tuple(sentence(f"matter.{at}", f"Matter {at}.", paragraph=at) for at in range(6))
    adverse = "The head of mission has not acknowledged this adverse pattern."
    blockers = (
        *(Blocker(each.key, adverse) for each in matters),
        Blocker("conclusion", "No record carries this sentence."),
        Blocker("stage.counting", "No record carries this sentence."),
        *small_draft().blockers,
    )
    section = Section("matters", "Matters the mission draws attention to", matters)
    sections = (section, *small_draft().sections)
    return replace(small_draft(), sections=sections, blockers=blockers)


def hostile_draft() -> Draft:
    """Every text that a person can type holds markup of some kind."""
    section = Section("voting", HOSTILE, (sentence("voting.access", HOSTILE, "thin"),))
    return replace(
        small_draft(),
        title=HOSTILE,
        subtitle=HOSTILE,
        demo_note=HOSTILE,
        sections=(section,),
        blockers=(Blocker("voting.access", HOSTILE),),
    )


def long_draft() -> Draft:
    """Twelve sections of eight paragraphs: several pages in every paged format."""
    text = "In 31 of the 35 visits in which this was checked, queues were short. " * 3
    sections = tuple(
        Section(
            f"theme{at}",
            f"Theme {at}",
            tuple(sentence(f"own.{at}.{each}", text, paragraph=each) for each in range(8)),
        )
        for at in range(12)
    )
    return replace(provisional_draft(), sections=sections)
