"""Who uses this data folder, and where the things of each are.

The first person's are in the folder itself, those of the others in people/ID. While there is one
person there is no list, and nobody is asked.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backrehab.core.errors import ContentError, NameRefused, PeopleError
from backrehab.core.people import ALONE, FIRST, People, Person, clean_name, name_fault
from backrehab.storage.copy_names import BACKUPS, SET_ASIDE
from backrehab.storage.json_file import read_json
from backrehab.storage.permissions import PEOPLE, is_of_a_person
from backrehab.storage.presence import is_there
from backrehab.storage.whole_file import whole_file

LIST = "people.json"
DIARY = "diary.sqlite"
"""What each person's diary is called, in their own folder."""

_ID = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_BLOCK = 1_000_000

_NOT_WRITTEN = "The list of people can't be written in {folder}. Nothing was changed."
_NOT_DELETED = (
    "Not everything of {name} could be deleted from {folder}. Close other programs that use it, "
    "then delete it again."
)
_NO_SUCH_NAME = "Nobody here is called {name}. The people are: {names}."
_ONLY_ONE = (
    "Nobody here is called {name}. Only one person uses BackRehab here, so leave --person out."
)
_WHICH = "Several people use this: {names}. Say whose diary it is with --person NAME."


def place_of(folder: Path, person_id: str) -> Path:
    """Where the things of a person are."""
    return folder if person_id == FIRST else folder / PEOPLE / person_id


def load_people(folder: Path) -> People:
    """Everybody who uses this folder.

    A list that can't be read loses nobody: all who have a folder are there, under a number.
    """
    file = folder / LIST
    if not is_there(file):
        others = _numbers(folder)
        return _numbered(folder) if others else People(ALONE)
    try:
        return _read(read_json(file)) or _numbered(folder)
    except ContentError:
        return _numbered(folder)


def the_person(folder: Path, name: str | None) -> Person:
    """Whom a command is about: the one named, or the only one there is.

    Raises:
        PeopleError: nobody has this name, or there are several and none was named.
    """
    people = load_people(folder)
    if name is None:
        if people.are_several:
            raise PeopleError(_WHICH.format(names=", ".join(people.names)))
        return people.people[0]
    person = people.by_name(name)
    if person is None or not clean_name(name):
        if not people.are_several:
            raise PeopleError(_ONLY_ONE.format(name=name))
        raise PeopleError(_NO_SUCH_NAME.format(name=name, names=", ".join(people.names)))
    return person


def add_person(folder: Path, own_id: str, own_name: str, name: str) -> People:
    """Adds somebody, with an empty folder of their own; who was alone gets a name as well.

    Raises:
        NameRefused: a name can't be taken.
        PeopleError: nothing can be written.
    """
    people = load_people(folder)
    others = [it.name for it in people.people if it.id != own_id]
    if fault := name_fault(own_name, others):
        raise NameRefused(fault, is_own=True)
    if fault := name_fault(name, [*others, clean_name(own_name)]):
        raise NameRefused(fault, is_own=False)
    people = people.with_name(own_id, clean_name(own_name))
    numbers = [1, *_numbers(folder), *(int(it.id) for it in people.people if it.id)]
    new = Person(str(max(numbers) + 1), clean_name(name))
    people = people.with_person(new)
    place = place_of(folder, new.id)
    try:
        place.mkdir(mode=0o700, parents=True)
        try:
            (folder / PEOPLE).chmod(0o700)
            _write(folder, people)
        except OSError:
            with suppress(OSError):
                place.rmdir()  # else who is in no list would be found by their folder
            raise
    except OSError as error:
        raise PeopleError(_NOT_WRITTEN.format(folder=folder)) from error
    return people


def delete_person(folder: Path, person_id: str) -> People:
    """Deletes the diary, programme, settings and copies of one person, and of nobody else.

    What was in the files is written over first. Nothing of theirs may be open.

    Raises:
        PeopleError: not all of it could be deleted; it can be tried again.
    """
    people = load_people(folder)
    person = people.by_id(person_id)
    if person is None:
        return people
    try:
        if person_id == FIRST:
            _delete_first(folder)
        else:
            _delete(place_of(folder, person_id))
        left = people.without(person_id)
        if left.people:
            _write(folder, left)
            return left
        (folder / LIST).unlink(missing_ok=True)
    except OSError as error:
        name = person.name or "your diary"
        raise PeopleError(_NOT_DELETED.format(name=name, folder=folder)) from error
    return People(ALONE)


def _delete_first(folder: Path) -> None:
    """The others live in a folder inside this one, which stays."""
    for path in sorted(folder.iterdir()):
        if path.name in {BACKUPS, SET_ASIDE} or is_of_a_person(path.name):
            _delete(path)


def _delete(path: Path) -> None:
    """A file or a folder with all in it; of a link only the link itself.

    What is gone already, as after a deletion that was cut off, is deleted.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        for inside in sorted(path.iterdir()):
            _delete(inside)
        path.rmdir()
        return
    if stat.S_ISREG(mode) and path.lstat().st_nlink == 1:
        with path.open("r+b", buffering=0) as file:
            left = path.lstat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, _BLOCK)))
            os.fsync(file.fileno())
    path.unlink()


def _read(value: object) -> People | None:
    """The list; `None` where it is none of ours."""
    listed = value.get("people") if isinstance(value, dict) else None
    if not isinstance(listed, list) or not listed:
        return None
    people = People(())
    for one in listed:
        person_id, name = (one.get("id"), one.get("name")) if isinstance(one, dict) else (0, 0)
        if not isinstance(person_id, str) or not isinstance(name, str):
            return None
        # An id is part of a path: nothing but a number may come out of a file.
        if person_id != FIRST and not _ID.fullmatch(person_id):
            return None
        if people.by_id(person_id) or (name_fault(name, people.names) and len(listed) > 1):
            return None
        people = people.with_person(Person(person_id, clean_name(name)))
    return people


def _write(folder: Path, people: People) -> None:
    listed = [{"id": person.id, "name": person.name} for person in people.people]
    with whole_file(folder / LIST) as file:
        text = json.dumps({"version": 1, "people": listed}, indent=1, ensure_ascii=False)
        file.write(text.encode() + b"\n")


def _numbered(folder: Path) -> People:
    first = [Person(FIRST, "Person 1")] if is_there(folder / DIARY) else []
    others = [Person(str(number), f"Person {number}") for number in _numbers(folder)]
    return People((*first, *others) if first or others else ALONE)


def _numbers(folder: Path) -> list[int]:
    """The folders of people there are."""
    return sorted(_found(folder / PEOPLE))


def _found(inside: Path) -> Iterator[int]:
    try:
        for path in inside.iterdir():
            if _ID.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                yield int(path.name)
    except OSError:
        return
