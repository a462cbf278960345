"""The people who share a computer, each with a diary of their own; pure values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

NAME_MOST = 40

FIRST = ""
"""The id of the first person: they were there before there were several."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a diary; the name is "" as long as nobody else uses the computer."""

    id: str
    name: str


ALONE = (Person(FIRST, ""),)
"""What there is until somebody else is added."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, in the order they came."""

    people: tuple[Person, ...] = ALONE

    @property
    def are_several(self) -> bool:
        return len(self.people) > 1

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people)

    def by_id(self, person_id: str) -> Person | None:
        return next((it for it in self.people if it.id == person_id), None)

    def by_name(self, name: str) -> Person | None:
        """Capital letters don't matter."""
        wanted = clean_name(name).casefold()
        return next((it for it in self.people if it.name.casefold() == wanted), None)

    def with_person(self, person: Person) -> People:
        return People((*self.people, person))

    def with_name(self, person_id: str, name: str) -> People:
        return People(
            tuple(replace(it, name=name) if it.id == person_id else it for it in self.people)
        )

    def without(self, person_id: str) -> People:
        return People(tuple(it for it in self.people if it.id != person_id))


def clean_name(typed: str) -> str:
    """A name without the room around it, and one space between its parts."""
    return " ".join(typed.split())


def name_fault(typed: str, taken: Iterable[str] = ()) -> str:
    """Why a name can't be taken, in words; "" where it can."""
    name = clean_name(typed)
    if not name:
        return "Type a name first."
    if len(name) > NAME_MOST:
        return f"The name is longer than {NAME_MOST} letters. Type a shorter one."
    if not name.isprintable():
        return "The name has a sign in it that can't be shown. Type it again."
    if name.casefold() in {it.casefold() for it in taken}:
        return f"{name} is there already. Type another name."
    return ""
