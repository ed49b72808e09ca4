"""What the database makes of names: which it takes, how they sort, by which words they are found."""

import unicodedata

import pytest
from django.db import connection

from accounts.names import cleaned, fault_in


def ask(function: str, *texts: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"select isolation.{function}({', '.join(['%s'] * len(texts))})", texts)
        return cursor.fetchone()[0]


def in_order(names: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute('select n from unnest(%s::text[]) n order by isolation.sort_key(n) collate "C"', [names])
        return [row[0] for row in cursor.fetchall()]


def test_names_sort_as_english_readers_look_for_them(db: None) -> None:
    wanted = [
        "academy of Zeal", "Æthelred Trust", "Bess Carver", "de Souza Ana", "The Éclat Schools", "Ellis",
        "Élodie Martin", "Łukasz Zych", "Lund", "Ó Briain", "Oak Trust", "O’Brien", "Obrist", "Ørsted",
        "Rivers & Fells", "Rivers and Fells East", "St. Mary’s", "St Marys Hill", "Straße", "Strast",
        "Theale Trust", "zoe Quill",
    ]  # fmt: skip
    assert in_order(wanted[::-1]) == wanted


def test_every_sign_is_taken_or_refused_by_the_database_as_by_the_form(db: None) -> None:
    """Planes 0, 1, 14 and the private ones by their edges; what a form would clean counts as refused."""
    points = [*range(1, 0xD800), *range(0xE000, 0x11100), *range(0x1BC00, 0x1BD00), *range(0x1D100, 0x1D200),
              *range(0x1F300, 0x1F700), *range(0xDFFFE, 0xE1100), 0xF0000, 0xFFFFF, 0x100000, 0x10FFFF]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select p from unnest(%s::int[]) p where isolation.is_name('A' || chr(p) || 'z')", [points])
        taken = {row[0] for row in cursor.fetchall()}
    mine = {p for p in points if cleaned_as_typed(chr(p)) and not fault_in(f"A{chr(p)}z")}
    # blanks of other kinds are made plain ones in a form; a column may hold them
    blanks = {p for p in points if unicodedata.category(chr(p)) == "Zs"}
    assert {hex(p) for p in (taken ^ mine) - blanks} == set()


def cleaned_as_typed(sign: str) -> bool:
    return cleaned(f"A{sign}z") == f"A{sign}z"


@pytest.mark.parametrize("text", ["", "\u200b", "\u3164", "- –", "…", "👍", "\u0301"])
def test_what_has_no_letter_or_digit_is_no_name(db: None, text: str) -> None:
    assert ask("is_name", text) is False
    assert fault_in(cleaned(text))


@pytest.mark.parametrize(
    "text", ["Zoë", "李明", "हिन्दी", "ศรี", "علی\u200cرضا", "ශ්\u200dරී", "Nguyễn Thị", "4All", "J.P. O’Neil-Smith (Ltd)"]
)
def test_names_of_every_script_are_names(db: None, text: str) -> None:
    assert ask("is_name", text) is True
    assert cleaned(text) == text
    assert fault_in(text) == ""


@pytest.mark.parametrize(
    "text", ["Ash https://x.example", "Bob\nCc: x", "Pat\u202eyerG", "Ann\u200bLee", "a\x85b", "A\ue000z"]
)
def test_what_turns_hides_or_leads_elsewhere_is_no_name(db: None, text: str) -> None:
    assert ask("is_name", text) is False
    assert cleaned(text) != text or fault_in(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Abbey Multi-Academy Trust", "ABBEY MULTI ACADEMY TRUST", True),
        ("St Mary’s Trust", "ST. MARYS TRUST", True),
        ("Éclat Schools", "ECLAT SCHOOLS", True),
        ("The Abbey Trust", "Abbey Trust", False),
        ("Abbey Schools Trust", "Abbey School Trust", False),
        ("Reach4 Trust", "Reach2 Trust", False),
    ],
)
def test_spelling_is_told_from_another_name(db: None, one: str, other: str, same: bool) -> None:
    assert ask("same_letters", one, other) is same


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("St Mary’s Trust, LS1 4AB", ["st", "marys", "trust", "ls1", "4ab"]),
        ("Ŵy & Café-Trust", ["wy", "and", "cafe", "trust"]),
        ("% _ \\ ' \" --", []),
        ("a A a", ["a"]),
        ("word " * 10_000, ["word"]),
        ("x" * 100, ["x" * 40]),
    ],
)
def test_what_is_searched_for_is_words(db: None, typed: str, words: list[str]) -> None:
    assert ask("search_words", typed) == words


def test_ten_thousand_words_are_as_many_as_count(db: None) -> None:
    assert len(ask("search_words", " ".join(map(str, range(10_000))))) == 60  # type: ignore[arg-type]
