"""What a check comes to, in words that are computed from what was counted: what would change, close or be odd."""

from dataclasses import dataclass
from datetime import date

from accounts.models import YstPerson
from accounts.permissions import can_manage
from accounts.register.import_models import Extract, ImportStatus, RegisterImport
from accounts.register.view_words import LISTS, NOT_CHANGES, many_in


def changes_anything(made: RegisterImport) -> bool:
    """Whether applying would write anything."""
    return any(many_in(made, one.name) for one in LISTS if one.name not in NOT_CHANGES)


def held_back_words(made: RegisterImport) -> list[str]:
    """Details that the register itself does not give, by column."""
    return [f"{column}, in {rows(many)}" for column, many in sorted(made.counts.get("held_back", {}).items())]


def rows(many: int) -> str:
    return f"{many:,} row{'' if many == 1 else 's'}"


def unchanged_rows(made: RegisterImport) -> int:
    """How many rows say what is here already."""
    return sum(int(made.counts[kind]["same"]) for kind in ("trusts", "schools"))


@dataclass(frozen=True)
class Verdict:
    """Why a checked import changes nothing: how good that is, a title, and words."""

    kind: str
    title: str
    words: str


def verdict(made: RegisterImport) -> Verdict:
    """Why a checked import changes nothing, from what was counted."""
    refused, same = many_in(made, "refused"), unchanged_rows(made)
    if refused and not same:
        words = f"No row can be used: {rows(refused)} {'is' if refused == 1 else 'are'} refused. Why is said below."
        return Verdict("bad", "Nothing can be applied", words)
    if refused:
        words = f"{rows(same)} say{'s' if same == 1 else ''} what is here already. What the refused say is not known."
        return Verdict("talk", f"Nothing to apply, and {rows(refused)} refused", words)
    if same:
        words = f"{rows(same)} say{'s' if same == 1 else ''} what is here already."
        return Verdict("good", "There is nothing to change", words)
    words = "No row is about an academy trust, or a school in one."
    return Verdict("talk", "Nothing in these files is of use here", words)


def doubts_in_words(made: RegisterImport) -> list[str]:
    """What is odd about an import, so that applying asks."""
    doubts = made.counts.get("doubts", {})
    told = [
        f"{label(kind)} is of {day_words(day)}; the last that was applied is of {day_words(last)}. "
        "Applying puts back what was then."
        for kind, (day, last) in doubts.get("older", {}).items()
    ]
    told += [
        f"{label(kind)} has {rows(many)}; the last that was applied had {last:,}. What is missing stays as it is."
        for kind, (many, last) in doubts.get("fewer", {}).items()
    ]
    if many := doubts.get("capitals"):
        told.append(
            f"{'One trust differs' if many == 1 else f'{many:,} trusts differ'} in nothing but the capitals of the "
            "name: the file may be another edition than the last."
        )
    return told


def closing_words(made: RegisterImport) -> str:
    """What applying closes, in the register here."""
    trusts, schools = many_in(made, "trusts-closed"), many_in(made, "schools-closed")
    told = [f"{trusts:,} trust{'' if trusts == 1 else 's'} close{'s' if trusts == 1 else ''}"] if trusts else []
    if schools:
        told.append(f"{schools:,} schools close or leave" if schools > 1 else "1 school closes or leaves")
    return " and ".join(told)


def label(kind: str) -> str:
    return f"“{Extract(kind).label}”"


def day_words(day: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}"


@dataclass(frozen=True)
class FileShown:
    """One of an import's files, as the register's page calls it, and what it cannot say."""

    name: str
    label: str
    size: int
    unknown: str


def files_of(made: RegisterImport) -> list[FileShown]:
    """The files of an import, with what the register's page calls them and what they cannot say."""
    return [
        FileShown(file["name"], Extract(file["kind"]).label, file["size"], ", ".join(file.get("unknown", [])))
        for file in made.files
    ]


def days_of(made: RegisterImport) -> str:
    """Of which day its files are, by their names; empty when these do not say."""
    days = sorted({file["day"] for file in made.files if file.get("day")})
    return " and ".join(day_words(day) for day in days)


def newest_applied(person: YstPerson) -> RegisterImport | None:
    """The import that the register here is from, for managers."""
    applied = RegisterImport.objects.filter(status=ImportStatus.APPLIED).order_by("-finished_at")
    return applied.first() if can_manage(person) else None
