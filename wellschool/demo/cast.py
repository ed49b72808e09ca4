"""The demo's trusts and people. All made up; every address ends in .example."""

from dataclasses import dataclass, field

from accounts.models import Role
from accounts.register.models import Phase, Region


@dataclass(frozen=True)
class Somebody:
    """A person in a trust; the address is made from name and trust."""

    name: str
    job_title: str
    role: Role
    also_lead: bool = False
    accepts: bool = True


@dataclass(frozen=True)
class DemoTrust:
    """A trust, its people, its past cycles and where its present review stands."""

    name: str
    slug: str
    group_id: str
    region: Region
    phase: Phase
    schools: int
    pupils: int
    people: tuple[Somebody, ...]
    reviewers: tuple[str, ...] = ()
    stage: str = ""  # of this year's review
    names_shown: bool = False
    past_cycles: int = 0
    shares: str = ""  # "releases", "agreed", "agreed with steps"
    advisor: str = ""
    halfway: dict[str, int] = field(default_factory=dict)  # how many statements a reviewer has answered, if not all
    begun: int = 24  # how many days ago this year's review was set up
    strength: float = 1.7  # roughly where the trust stands, 1 to 3


LEAD, EXECUTIVE, COLLEAGUE, TRUSTEE = Role.LEAD, Role.EXECUTIVE, Role.COLLEAGUE, Role.TRUSTEE

YST = (
    ("Max Hill", "manager"),
    ("Vi Asante", "advisor"),
    ("Will Barker", "advisor"),
)


def small(lead: str, head: str, *others: str) -> tuple[Somebody, ...]:
    """The people of a smaller trust: a lead, an executive, colleagues."""
    return (
        Somebody(lead, "Director of education", LEAD),
        Somebody(head, "Chief executive", EXECUTIVE),
        *(Somebody(name, "Headteacher", COLLEAGUE) for name in others),
    )


TRUSTS = (
    DemoTrust(
        "Thistledown Schools Trust", "thistledown", "TR90001", Region.EAST_MIDLANDS, Phase.PRIMARY, 9, 3400,
        people=(
            Somebody("Priya Nair", "Director of education", LEAD),
            Somebody("Tom Ellis", "Chief executive", EXECUTIVE),
            Somebody("Sarah Okafor", "Head, Alder Primary", COLLEAGUE),
            Somebody("Joe Bennett", "Trust PE lead", COLLEAGUE),
            Somebody("Maya Lund", "Director of people", COLLEAGUE),
            Somebody("Gwen Price", "Chair of trustees", TRUSTEE),
            Somebody("Ravi Shah", "Head, Birch Primary", COLLEAGUE, accepts=False),
        ),
        reviewers=("Priya Nair", "Tom Ellis", "Sarah Okafor", "Joe Bennett"), stage="comparing", names_shown=True,
        past_cycles=2, shares="agreed with steps", advisor="Vi Asante", strength=1.9,
    ),
    DemoTrust(
        "Brackenhill Learning Trust", "brackenhill", "TR90002", Region.YORKSHIRE, Phase.MIXED, 14, 8200,
        people=(
            Somebody("Dee Marsh", "Deputy chief executive", LEAD),
            Somebody("Owen Pryce", "Chief executive", EXECUTIVE),
            Somebody("Ann Teller", "Head of PE", COLLEAGUE),
            Somebody("Bo Lindqvist", "Principal, Moor Academy", COLLEAGUE),
            Somebody("Cy Adeyemi", "Principal, Vale Academy", COLLEAGUE),
            Somebody("Nia Rowlands", "Trust business manager", COLLEAGUE),
            Somebody("Tess Hartley", "Trustee for wellbeing", TRUSTEE),
        ),
        reviewers=("Dee Marsh", "Bo Lindqvist", "Cy Adeyemi"), stage="rating", past_cycles=1, shares="agreed",
        advisor="Vi Asante", halfway={"Bo Lindqvist": 17, "Cy Adeyemi": 0}, strength=2.2,
    ),
    DemoTrust(
        "Fernside Academies", "fernside", "TR90003", Region.SOUTH_WEST, Phase.SECONDARY, 4, 4100,
        people=small("Ruth Penrose", "Colin Dare", "Ada Whitlock"),
        reviewers=("Ruth Penrose", "Colin Dare", "Ada Whitlock"), stage="agreed", shares="agreed", advisor="Vi Asante",
    ),
    DemoTrust(
        "Oakmere Education Trust", "oakmere", "TR90004", Region.LONDON, Phase.MIXED, 23, 15600,
        people=small("Lena Brandt", "Femi Oyelaran", "Kit Mallory", "Jo Sandhu"),
        reviewers=("Lena Brandt", "Kit Mallory", "Jo Sandhu"), stage="agreed", past_cycles=2,
        shares="agreed with steps", advisor="Vi Asante", strength=2.4,
    ),
    DemoTrust(
        "Harrowgate Vale Schools", "harrowgate-vale", "TR90005", Region.NORTH_EAST, Phase.PRIMARY, 6, 1900,
        people=small("Bess Carver", "Hal Fenwick", "Una Reay"),
        reviewers=("Bess Carver", "Una Reay", "Hal Fenwick"), stage="draft", begun=56, advisor="Vi Asante",
    ),
    DemoTrust(
        "Saltmarsh Learning", "saltmarsh", "TR90006", Region.EAST_OF_ENGLAND, Phase.SPECIAL, 3, 420,
        people=small("Ines Fairweather", "Noel Sutton", "Pat Grange"),
        reviewers=("Ines Fairweather", "Noel Sutton", "Pat Grange"), stage="comparing", begun=56,
        advisor="Will Barker", strength=1.5,
    ),
    DemoTrust(
        "Kestrel Moor Trust", "kestrel-moor", "TR90007", Region.NORTH_WEST, Phase.SECONDARY, 12, 11200,
        people=small("Asha Rahman", "Greg Holt", "Mo Farrow"),
        reviewers=("Asha Rahman", "Greg Holt", "Mo Farrow"), stage="agreed", shares="releases", advisor="Will Barker",
        strength=2.0,
    ),
    DemoTrust(
        "Riverbend Schools", "riverbend", "TR90008", Region.SOUTH_EAST, Phase.PRIMARY, 2, 610,
        people=small("Edie Marlow", "Sam Tranter"), reviewers=("Edie Marlow", "Sam Tranter"), stage="cancelled",
        advisor="Will Barker",
    ),
    DemoTrust(
        "Larch Hill Academies", "larch-hill", "TR90009", Region.WEST_MIDLANDS, Phase.MIXED, 7, 5200,
        people=small("Carys Bowen", "Ian Okoro", "Ros Tiller", "Zed Amin"),
        reviewers=("Carys Bowen", "Ros Tiller", "Zed Amin"), stage="submitted", advisor="Will Barker",
    ),
    DemoTrust("Stonecross Trust", "stonecross", "TR90010", Region.SOUTH_EAST, Phase.PRIMARY, 1, 240, people=()),
)  # fmt: skip
