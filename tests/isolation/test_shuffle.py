"""The shuffle's chances: no letter is anybody's, over many seeds; and the function is the formula (attack 63)."""

import random
from collections import Counter
from hashlib import sha256
from itertools import pairwise, permutations
from math import sqrt

import psycopg
import pytest

from tests.isolation.database import Database
from tests.isolation.probes_stages import TO
from tests.isolation.world import Trust, World

REVIEWS, STATEMENTS, LETTERS = 300, 42, 6


def order(seed: bytes, statement: int, reviewers: list[int]) -> list[int]:
    """Reviewers in the order of their letters, as isolation.shuffled_ratings puts them."""
    keys = {p: sha256(seed + statement.to_bytes(4, "big") + p.to_bytes(8, "big")).digest() for p in reviewers}
    return sorted(reviewers, key=keys.__getitem__)


def orders() -> list[list[list[int]]]:
    """By review and statement, the positions of that review's reviewers. Seeded: the same at every run."""
    chance = random.Random(20261102)
    found = []
    for review in range(REVIEWS):
        seed = chance.randbytes(32)
        reviewers = list(range(review * 7 + 1, review * 7 + 1 + LETTERS))  # ids that follow each other, as real ones do
        found.append([[reviewers.index(p) for p in order(seed, s, reviewers)] for s in range(1, STATEMENTS + 1)])
    return found


def is_likely(counts: Counter, cells: int) -> bool:
    """Pearson's chi-squared against even chances: at most four standard deviations over its mean."""
    expected = sum(counts.values()) / cells
    freedom = cells - 1
    statistic = sum((counts[n] - expected) ** 2 for n in counts) / expected + (cells - len(counts)) * expected
    return statistic < freedom + 4 * sqrt(2 * freedom)


@pytest.fixture(scope="module")
def drawn() -> list[list[list[int]]]:
    return orders()


def test_every_reviewer_gets_every_letter_as_often(drawn: list[list[list[int]]]) -> None:
    cells = Counter((letter, who) for review in drawn for row in review for letter, who in enumerate(row))
    assert len(cells) == LETTERS**2
    assert is_likely(cells, LETTERS**2)


def test_every_order_is_as_likely(drawn: list[list[list[int]]]) -> None:
    counts = Counter(tuple(row) for review in drawn for row in review)
    assert len(list(permutations(range(LETTERS)))) == 720
    assert is_likely(counts, 720)


def test_a_letter_tells_nothing_of_the_next_statement(drawn: list[list[list[int]]]) -> None:
    pairs = Counter(
        (one.index(who), two.index(who)) for review in drawn for one, two in pairwise(review) for who in range(LETTERS)
    )
    assert is_likely(pairs, LETTERS**2)


def test_within_one_review_nobody_keeps_a_letter(drawn: list[list[list[int]]]) -> None:
    for review in drawn:
        for who in range(LETTERS):
            often = Counter(row.index(who) for row in review)
            assert max(often.values()) < STATEMENTS / 2
            assert len(often) >= 4


def test_a_shuffle_that_is_none_would_be_noticed(drawn: list[list[list[int]]]) -> None:
    sorted_by_id = Counter((n, n) for _ in drawn for _ in range(STATEMENTS) for n in range(LETTERS))
    assert not is_likely(sorted_by_id, LETTERS**2)


def letters_by_formula(raw: psycopg.Connection, review: int) -> dict[tuple[int, str], str]:
    """(statement, letter) to the note, worked out by the superuser who sees all."""
    (seed,) = raw.execute("select seed from isolation.shuffle_seed where review_id = %s", [review]).fetchone() or (b"",)
    rows = raw.execute(
        "select q.statement_id, p.id, q.note from reviews_rating q join reviews_reviewer p on p.id = q.reviewer_id "
        "where p.review_id = %s and p.submitted and q.level is not null",
        [review],
    ).fetchall()
    notes = {(statement, who): note for statement, who, note in rows}
    found = {}
    for statement in {s for s, _ in notes}:
        for n, who in enumerate(order(seed, statement, [p for s, p in notes if s == statement])):
            found[statement, "ABCDEFGH"[n]] = notes[statement, who]
    return found


def letters_by_function(database: Database, trust: Trust) -> dict[tuple[int, str], str]:
    with database.as_person(trust.lead):
        rows = database.rows("select * from isolation.shuffled_ratings(%s)", trust.review)
    return {(row[0], row[1]): row[3] for row in rows if row[1]}


def test_the_function_is_the_formula_whatever_the_seed(raw: psycopg.Connection, world: World) -> None:
    seen = []
    with raw.transaction(force_rollback=True):
        database = Database(raw)
        for _ in range(5):
            raw.execute("update isolation.shuffle_seed set seed = sha256(uuid_send(gen_random_uuid()))")
            seen.append(letters_by_function(database, world.hidden))
            assert seen[-1] == letters_by_formula(raw, world.hidden.review)
    assert len(seen[0]) == 42 * 3 - 4
    assert all(letters != seen[0] for letters in seen[1:])


def test_every_showing_draws_a_seed_of_its_own(raw: psycopg.Connection, world: World) -> None:
    seeds = []
    for _ in range(3):
        with raw.transaction(force_rollback=True):
            database = Database(raw)
            with database.as_person(world.submitted.lead):
                database.do(TO["comparing"], world.submitted.review)
                with database.as_role("wellschool_shuffler"):
                    query = "select seed from isolation.shuffle_seed where review_id = %s"
                    seeds.append(database.one(query, world.submitted.review))
    assert len(set(seeds)) == 3
