"""Several people in one data folder: each with their own things, and none with another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab.core.errors import PeopleError
from backrehab.core.people import NAME_MOST, People, Person, clean_name, name_fault
from backrehab.storage.people import (
    LIST,
    add_person,
    delete_person,
    load_people,
    place_of,
    the_person,
)
from tests.storage.steps import Steps, taking

FILES = (
    "diary.sqlite",
    "diary.sqlite-wal",
    "programme.json",
    "programme.put-aside-2026-03-01T101010Z.json",
    "settings.ini",
    "backups/diary-2026-03-01.sqlite",
    "set-aside/diary-2026-03-01-101010.sqlite",
)


def furnish(place: Path) -> set[Path]:
    """Puts there what a person has."""
    for name in FILES:
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"words of a person")
    return {place / name for name in FILES}


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Anna was there first; Ben and Cleo came later."""
    furnish(tmp_path)
    add_person(tmp_path, "", "Anna", "Ben")
    add_person(tmp_path, "", "Anna", "Cleo")
    for person in load_people(tmp_path).people[1:]:
        furnish(place_of(tmp_path, person.id))
    return tmp_path


def test_one_person_has_no_name_and_no_list(tmp_path: Path) -> None:
    assert load_people(tmp_path) == People()
    assert the_person(tmp_path, None) == Person("", "")
    assert list(tmp_path.iterdir()) == []


def test_who_is_added_has_a_folder_of_their_own(shared: Path) -> None:
    people = load_people(shared)

    assert people.names == ("Anna", "Ben", "Cleo")
    places = [place_of(shared, person.id) for person in people.people]
    assert places[0] == shared
    assert len(set(places)) == 3
    assert all(place.is_dir() for place in places)


def test_whatever_can_not_be_written_nobody_is_there_who_was_not(tmp_path: Path) -> None:
    """Each step is refused once, as by a full disk; the folder alone would make a person."""
    said: list[str] = []
    number = 0
    came_to_it = True
    while came_to_it:
        folder = tmp_path / str(number)
        furnish(folder)
        with taking(Steps(folder, spoilt=number)) as steps:
            try:
                there = add_person(folder, "", "Anna", "Ben")
            except PeopleError as error:
                said.append(str(error))
                there = People()

        assert load_people(folder) == there, f"after {steps.taken}"
        came_to_it = steps.came_to_it
        number += 1
    assert len(said) > 2
    assert all("Nothing was changed." in words for words in said)


@pytest.mark.parametrize("name", ["", "  ", "anna", " ANNA ", "x" * (NAME_MOST + 1), "a\x00b"])
def test_a_name_that_can_not_be_taken_is_refused_in_words(shared: Path, name: str) -> None:
    before = files_in(shared)
    with pytest.raises(PeopleError, match=r"name|there already"):
        add_person(shared, "", "Anna", name)
    assert files_in(shared) == before
    assert len(load_people(shared).people) == 3


def test_a_name_is_trimmed_and_may_have_forty_letters() -> None:
    assert clean_name("  Anna \t Lee ") == "Anna Lee"
    assert name_fault("x" * NAME_MOST) == ""


def test_the_one_named_is_found_whatever_the_capital_letters(shared: Path) -> None:
    assert the_person(shared, "ben").name == "Ben"


def test_several_and_none_named_lists_the_names(shared: Path) -> None:
    with pytest.raises(PeopleError, match=r"Anna, Ben, Cleo.*--person"):
        the_person(shared, None)
    with pytest.raises(PeopleError, match=r"Nobody here is called Dora.*Anna, Ben, Cleo"):
        the_person(shared, "Dora")


@pytest.mark.parametrize("is_named", [False, True])
def test_who_is_alone_needs_no_name(shared: Path, tmp_path: Path, is_named: bool) -> None:
    folder = tmp_path / "of one"
    if is_named:
        folder = shared
        for name in ("Ben", "Cleo"):
            delete_person(folder, the_person(folder, name).id)

    with pytest.raises(PeopleError) as caught:
        the_person(folder, "Bob")

    assert str(caught.value) == (
        "Nobody here is called Bob. Only one person uses BackRehab here, so leave --person out."
    )
    assert the_person(folder, None).name == ("Anna" if is_named else "")


def test_deleting_one_leaves_every_file_of_the_others(shared: Path) -> None:
    ben = the_person(shared, "Ben")
    others = files_in(shared) - files_in(place_of(shared, ben.id))

    left = delete_person(shared, ben.id)

    assert left.names == ("Anna", "Cleo")
    assert load_people(shared) == left
    assert not place_of(shared, ben.id).exists()
    assert files_in(shared) == others


def test_deleting_the_first_leaves_the_others_and_what_is_not_theirs(shared: Path) -> None:
    (shared / "holiday.txt").write_text("mine")
    others = files_in(shared / "people")

    left = delete_person(shared, "")

    assert left.names == ("Ben", "Cleo")
    assert files_in(shared) == {*others, shared / LIST, shared / "holiday.txt"}


def test_the_only_one_left_is_asked_nothing_and_the_last_leaves_nothing(shared: Path) -> None:
    delete_person(shared, "")
    delete_person(shared, the_person(shared, "Cleo").id)
    ben = the_person(shared, None)
    assert (ben.name, load_people(shared).are_several) == ("Ben", False)

    assert delete_person(shared, ben.id) == People()
    assert files_in(shared) == set()
    assert load_people(shared) == People()


def test_a_deletion_that_was_cut_off_before_the_list_was_written_can_be_ended(
    shared: Path,
) -> None:
    """As on a disk that just then let nothing be written: the list tells of who is gone."""
    ben = the_person(shared, "Ben")
    with taking(Steps(shared)) as steps:
        delete_person(shared, ben.id)
    at_the_list = next(
        number for number, (_, path) in enumerate(steps.taken) if path.name.endswith(".unfinished")
    )
    cleo = the_person(shared, "Cleo")
    with (
        taking(Steps(shared, spoilt=at_the_list)),
        pytest.raises(PeopleError, match="delete it again"),
    ):
        delete_person(shared, cleo.id)
    assert not place_of(shared, cleo.id).exists()
    assert load_people(shared).by_id(cleo.id) == cleo

    assert delete_person(shared, cleo.id).by_id(cleo.id) is None

    assert load_people(shared).names == ("Anna",)


def test_what_is_deleted_is_written_over_first(tmp_path: Path) -> None:
    [*_] = furnish(tmp_path)
    kept = tmp_path / "diary.sqlite"
    watched = kept.open("rb")  # the file lives on for who has it open

    delete_person(tmp_path, "")

    assert not kept.exists()
    assert set(watched.read()) == {0}
    watched.close()


def test_a_file_with_a_second_name_elsewhere_keeps_its_words_there(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    furnish(folder)
    (tmp_path / "mine.sqlite").hardlink_to(folder / "diary.sqlite")

    delete_person(folder, "")

    assert (tmp_path / "mine.sqlite").read_bytes() == b"words of a person"


def test_a_link_is_deleted_and_not_what_it_leads_to(shared: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    furnish(elsewhere)
    ben = the_person(shared, "Ben")
    (place_of(shared, ben.id) / "more").symlink_to(elsewhere, target_is_directory=True)

    delete_person(shared, ben.id)

    assert (elsewhere / "diary.sqlite").read_bytes() == b"words of a person"


def test_a_number_is_never_given_again_while_its_folder_is_there(shared: Path) -> None:
    (shared / "people" / "9").mkdir()
    people = add_person(shared, "", "Anna", "Dora")
    assert people.people[-1].id == "10"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "no list",
        '{"people": []}',
        '{"people": [{"id": "../..", "name": "Eve"}]}',
        '{"people": [{"id": "2", "name": "Ben"}, {"id": "2", "name": "Cleo"}]}',
        '{"people": [{"id": 2, "name": "Ben"}]}',
    ],
)
def test_a_list_that_is_spoilt_loses_nobody_and_leads_nowhere_else(
    shared: Path, text: str
) -> None:
    (shared / LIST).write_text(text)

    people = load_people(shared)

    assert [person.id for person in people.people] == ["", "2", "3"]
    assert people.names == ("Person 1", "Person 2", "Person 3")
