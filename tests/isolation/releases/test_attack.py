"""A thousand histories, attacked by everybody at YST together (attack 53)."""

import pytest

from tests.isolation.databases import connect, copy_of_world
from tests.isolation.releases.country import Country
from tests.isolation.releases.histories import History
from tests.isolation.releases.playing import play_all, right_on_live_means, scored
from tests.isolation.world import World

HISTORIES, SHARDS = 1000, 4
MOST_GAIN = 0.05
LEAST_ON_LIVE_MEANS = 0.9
# one wall taken away: groups are not held against one another, nor against earlier releases
BLIND = """
create or replace function isolation.tells_too_much(which bigint, breakdown int, standing int[], is_change boolean)
returns boolean language sql stable set search_path = pg_catalog, pg_temp as 'select false'
"""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_an_attacker_of_releases_guesses_hardly_better_than_from_the_page(country: Country, shard: int) -> None:
    played = play_all(country, [History.drawn(seed, country) for seed in range(shard, HISTORIES, SHARDS)])

    score = scored(played)
    live = right_on_live_means(played)

    told = f"{score}, gain {score.gain:.3f}, {live:.3f} on live means"
    assert score.guesses > 15_000, told
    assert score.gain <= MOST_GAIN, told
    assert score.sure <= score.guesses * 0.001, told
    assert live > LEAST_ON_LIVE_MEANS, told
    print(told)  # noqa: T201 shown by -rP


def test_a_newcomer_is_found_only_where_releases_are_not_compared(
    country: Country, world_name: str, world: World
) -> None:
    with copy_of_world("blind") as name, connect(name, autocommit=True) as raw:
        raw.execute(BLIND)
        blind = Country(raw, world)
        found = scored(play_all(blind, [History.steady(seed, blind) for seed in range(100)]), History.newcomer)
    hidden = scored(play_all(country, [History.steady(seed, country) for seed in range(100)]), History.newcomer)

    assert found.gain > 0.1
    assert hidden.gain <= MOST_GAIN
    assert hidden.guesses == found.guesses > 500
