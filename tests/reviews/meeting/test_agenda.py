"""What fits into a meeting."""

import pytest
from hypothesis import given, strategies as st

from reviews.agreement import Band
from reviews.meeting.agenda import BATCH_MINUTES, MINUTES, Agenda, agenda_for, time_words
from reviews.meeting.forms import fits

SPLIT_FIRST = [Band.WIDE, Band.NEAR, Band.SAME, Band.FEW]
statements = st.lists(st.sampled_from(SPLIT_FIRST), max_size=42).map(
    lambda bands: [(f"s{n}", band) for n, band in enumerate(sorted(bands, key=SPLIT_FIRST.index))]
)


def test_an_hour_with_a_batch_has_time_for_eleven_wide_gaps() -> None:
    agenda = agenda_for([(f"s{n}", Band.WIDE) for n in range(12)], minutes=60, has_batch=True)

    assert (len(agenda.discussed), len(agenda.parked), agenda.minutes_used) == (11, 1, 60)


def test_no_narrower_gap_is_taken_in_place_of_a_wider_one_that_does_not_fit() -> None:
    wide = [(f"w{n}", Band.WIDE) for n in range(9)]
    agenda = agenda_for([*wide, ("near", Band.NEAR)], minutes=44, has_batch=False)

    assert agenda.parked == ("w8", "near")


def test_where_nobody_is_apart_no_time_is_set_aside() -> None:
    agenda = agenda_for([("near", Band.NEAR), ("same", Band.SAME), ("few", Band.FEW)], minutes=45, has_batch=True)

    assert (agenda.discussed, agenda.parked) == (("near",), ("same", "few"))
    assert (agenda.minutes_used, agenda.every_split_fits) == (8, True)


@given(statements, st.sampled_from([45, 60, 90]), st.booleans())
def test_every_statement_is_discussed_or_parked_in_its_order_and_the_time_holds(
    told: list[tuple[str, Band]], minutes: int, has_batch: bool
) -> None:
    agenda = agenda_for(told, minutes=minutes, has_batch=has_batch)

    assert [*agenda.discussed, *agenda.parked] == [code for code, _ in told]
    bands = dict(told)
    assert agenda.every_split_fits == all(bands[code] not in MINUTES for code in agenda.parked)
    used = (BATCH_MINUTES if has_batch else 0) + sum(MINUTES[bands[code]] for code in agenda.discussed)
    assert agenda.minutes_used == used <= minutes


@pytest.mark.parametrize(
    ("discussed", "parked", "every", "words"),
    [
        (0, 4, True, "You are nowhere apart: take the statements that are left as they come."),
        (1, 0, True, "Time for the one where you are apart."),
        (7, 2, True, "Time for all 7 where you are apart."),
        (1, 6, False, "Time for 1 statement, most split first. 6 more if there is time."),
        (9, 3, False, "Time for 9 statements, most split first. 3 more if there is time."),
    ],
)
def test_what_there_is_time_for_is_said(discussed: int, parked: int, every: bool, words: str) -> None:
    codes = [f"1.{n}" for n in range(discussed + parked)]

    assert fits(Agenda(tuple(codes[:discussed]), tuple(codes[discussed:]), 0, every)) == words


@pytest.mark.parametrize(("levels", "words"), [(3, "by two levels, 3"), (4, "by two levels or more, 3")])
def test_two_levels_are_the_most_of_three(levels: int, words: str) -> None:
    assert words in time_words(levels)
