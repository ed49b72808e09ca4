"""What made-up people write in the demo: evidence, ideas, rationales. No real trust, school or person."""

EVIDENCE: dict[int, tuple[str, ...]] = {
    1: (
        "Strategic plan 2025–28, aim 3. Wellbeing is a standing item in every school’s improvement plan.",
        "Trustees see a report every term, and two of them are linked to wellbeing.",
        "Two primaries re-zoned their playgrounds last year; three sites have no shade at all.",
        "Local governing board minutes, autumn term: six of nine schools had it on the agenda.",
    ),
    2: (
        "We have one strong lead. If she left tomorrow, most of the expertise would go with her.",
        "Four of our schools have a trained lead on their leadership team.",
        "The staff survey in June: 71% say their wellbeing is taken as seriously as pupils’.",
    ),
    3: (
        "All but two schools timetable two full hours; the other two lose a hall at lunchtime.",
        "The club audit shows 62% of pupils at one club or more, 38% of those with SEND.",
        "Three schools use the woodland site every week, the rest hardly ever.",
        "We agreed what a good lesson looks like in March, but only the PE leads were in the room.",
    ),
    4: (
        "The subject network meets half-termly and shares plans in one folder.",
        "We noticed the drop at one school only when the visit was due, a term late.",
        "Two specialist leaders were lent to other schools for a term each.",
    ),
    5: (
        "Supervision for heads began in September; nothing yet for middle leaders.",
        "Staff fitness sessions run at three sites. Few people from the others travel to them.",
        "Governors had wellbeing training in the spring, with good notes on file.",
    ),
    6: (
        "The premium is pooled for swimming and reported on the website by each school.",
        "The trust games in July had every school; transport cost more than the event.",
        "Contracts for coaching are still signed school by school.",
    ),
    7: (
        "Two halls are open to clubs at the weekend. The others need a caretaker rota.",
        "The parents’ newsletter has a movement page each half-term.",
        "We sit on the borough’s physical activity board.",
    ),
}

IDEAS: dict[int, tuple[str, ...]] = {
    1: (
        "Name PE, sport and play in the curriculum statement, not only in the vision.",
        "Give every local board one wellbeing question a term, with the data to answer it.",
    ),
    2: (
        "Train a second lead in each of the remaining schools.",
        "Put staff wellbeing beside pupils’ in the termly report.",
    ),
    3: (
        "Share the hall timetable between the two sites that lack space.",
        "Ask pupils with SEND what would bring them to a club.",
    ),
    4: ("Agree three early signs of falling quality and look at them monthly.",),
    5: (
        "Extend supervision to middle leaders from January.",
        "Move one staff session to a different site each half-term.",
    ),
    6: ("Write one coaching contract for the trust.",),
    7: ("Cost a caretaker rota for three halls before the spring estates bid.",),
}

RATIONALES = (
    "In place in most schools, with a date for the rest.",
    "It depends on two people, so we did not go higher.",
    "We looked at the same evidence in the meeting and moved together.",
    "True of the primaries; the secondary is a year behind.",
    "Written into the strategy and checked each term.",
)

WHYS = ("evidence", "schools", "bar", "wording", "vantage")
