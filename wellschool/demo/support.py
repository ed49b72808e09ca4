"""How closely YST supports the demo's trusts, and what its advisors wrote down. All made up."""

from datetime import datetime, timedelta

from accounts.models import Trust, User, YstPerson
from reviews.portfolio.operations import NoteContent, set_support_level, write_note
from wellschool.demo.cast import TRUSTS
from wellschool.demo.seed import acting, address

LEVELS = {  # of a trust of the cast: how closely, and how many days ago that was chosen
    "thistledown": (("regular", 300), ("close", 35)),
    "brackenhill": (("regular", 120),),
    "fernside": (("close", 60),),
    "oakmere": (("regular", 400), ("light", 90)),
    "saltmarsh": (("close", 30),),
    "kestrel-moor": (("light", 75),),
}
NOTES = {  # the kind, how many days ago, whether the trust is shown it, and what
    "thistledown": (
        ("visit", 34, True, "Met the lead and the chief executive. First the review; the plan for playtimes follows."),
        ("call", 20, False, "They would like somebody to watch the review meeting. Ask whether we can."),
        ("offer", 12, True, "Offered a half-day with the schools’ sports leads on active lessons, in January."),
    ),
    "brackenhill": (
        ("call", 9, True, "Talked about how to find an hour for each reviewer. Sent the two-page guide."),
    ),
    "fernside": (
        ("visit", 41, True, "Looked at the hall and the field. The floor is the trust’s first question."),
        ("call", 6, False, "Two calls were not answered. Try the review lead."),
    ),
    "harrowgate-vale": (
        ("call", 26, False, "A head has left, so the start waits. Ring again after half-term."),
    ),
    "saltmarsh": (
        ("offer", 15, True, "Offered to put them in touch with another special trust that has agreed its levels."),
    ),
}  # fmt: skip


def support_trusts(now: datetime) -> None:
    """As each trust's advisor, at the time when it would have been."""
    for demo in TRUSTS:
        if not demo.advisor:
            continue
        user = User.objects.get(email=address(demo.advisor, "yst"))
        advisor = YstPerson(user=user, name=demo.advisor, role="advisor")
        with acting(advisor):
            trust = Trust.objects.get(group_id=demo.group_id)
            for level, days in LEVELS.get(demo.slug, ()):
                set_support_level(trust=trust, level=level, by=advisor, at=now - timedelta(days=days))
            for kind, days, shown, text in NOTES.get(demo.slug, ()):
                day = (now - timedelta(days=days)).date()
                write_note(trust=trust, content=NoteContent(kind, day, text, shown), by=advisor, at=now)
