"""The person's own figures: kept whole, read strictly, and never lost."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.errors import ProgrammeError
from backrehab.core.model import LIMITS, TIME_LIMITS, Programme, SoreSide
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes
from backrehab.storage import fault_words
from backrehab.storage.faults import Fault
from backrehab.storage.programme import load_programme, save_programme
from tests.storage.hostile import file_size_limit, give_away, without_root
from tests.storage.played import files_in

CHANGED_AT = 1_772_442_000  # 2026-03-02 09:00 UTC
DATED = "programme.put-aside-2026-03-02T090000Z"

OWN = Programme(
    MappingProxyType({"bridging": MappingProxyType({"sets": 2, "reps": 12})}), SoreSide.LEFT
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "programme.json"


@pytest.fixture
def anyones_file() -> Iterator[Path]:
    """In a folder that is an ordinary user's own, which pytest's are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        give_away(folder)
        yield folder / "programme.json"
        folder.chmod(0o755)


def write(file: Path, text: str | bytes | object) -> None:
    if isinstance(text, bytes):
        file.write_bytes(text)
    else:
        file.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    os.utime(file, (CHANGED_AT, CHANGED_AT))


# Kept and read back.


def test_without_a_file_the_programme_is_the_plain_one(file: Path) -> None:
    opened = load_programme(file)

    assert opened.programme == Programme()
    assert (opened.problems, opened.kept_as, opened.troubles) == ((), None, ())
    assert not file.exists()


@given(
    changes=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.fixed_dictionaries(
            {},
            optional={
                name: st.integers(limits.least, limits.most) for name, limits in LIMITS.items()
            },
        ).filter(bool),
        max_size=4,
    ),
    sore_side=st.none() | st.sampled_from(SoreSide),
    exercise_ids=st.none()
    | st.sets(st.from_regex(r"[a-z]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True)),
    times=st.builds(
        SessionTimes,
        **{name: st.integers(limits.least, limits.most) for name, limits in TIME_LIMITS.items()},
    ),
)
def test_what_is_saved_is_loaded(
    changes: dict[str, dict[str, int]],
    sore_side: SoreSide | None,
    exercise_ids: set[str] | None,
    times: SessionTimes,
) -> None:
    programme = Programme(changes, sore_side, times=times).with_exercises(exercise_ids)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "programme.json"

        save_programme(file, programme)
        opened = load_programme(file)

        assert opened.programme == programme
        assert opened.problems == ()
        assert set(files_in(file.parent)) == {"programme.json"}


def test_the_file_is_small_plain_and_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "person" / "programme.json"

    save_programme(file, OWN)

    assert json.loads(file.read_text("utf-8")) == {
        "format": 1,
        "sore_side": "left",
        "changes": {"bridging": {"sets": 2, "reps": 12}},
    }
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_chosen_exercises_and_own_times_are_in_the_file_and_the_usual_ones_are_not(
    file: Path,
) -> None:
    programme = (
        Programme()
        .with_exercises(["sit-to-stand", "from-another-pack", "bridging"])
        .with_times(SessionTimes(switch_side_seconds=12))
    )

    save_programme(file, programme)

    assert json.loads(file.read_text("utf-8")) == {
        "format": 1,
        "changes": {},
        "exercises": ["bridging", "from-another-pack", "sit-to-stand"],
        "times": {"switch_side_seconds": 12},
    }


def test_to_have_chosen_none_is_not_to_have_chosen(file: Path) -> None:
    save_programme(file, Programme().with_exercises([]))

    assert load_programme(file).programme.exercise_ids == frozenset()


def test_a_second_programme_takes_the_first_ones_place(file: Path) -> None:
    save_programme(file, OWN)

    save_programme(file, Programme())

    assert load_programme(file).programme == Programme()
    assert set(files_in(file.parent)) == {"programme.json"}


# Read strictly.


@pytest.mark.parametrize(
    ("exercises", "places", "used"),
    [
        (["bridging", 7], ["exercises[1]"], {"bridging"}),
        (["bridging", ""], ["exercises[1]"], {"bridging"}),
        ("bridging", ["exercises"], None),
        (None, ["exercises"], None),
    ],
)
def test_exercises_that_cant_be_read_are_left_out(
    file: Path, exercises: object, places: list[str], used: set[str] | None
) -> None:
    write(file, {"format": 1, "changes": {}, "exercises": exercises})

    opened = load_programme(file)

    assert opened.programme == Programme().with_exercises(used)
    assert [problem.path for problem in opened.problems] == places


@pytest.mark.parametrize(
    ("times", "place"),
    [
        ({"lead_in_seconds": 5, "switch_side_seconds": 0}, "times.switch_side_seconds"),
        ({"lead_in_seconds": 5, "nap_seconds": 90}, "times.nap_seconds"),
    ],
)
def test_a_time_that_cant_be_used_is_the_usual_one(file: Path, times: object, place: str) -> None:
    write(file, {"format": 1, "changes": {}, "times": times})

    opened = load_programme(file)

    assert opened.programme.times == replace(DEFAULT_TIMES, lead_in_seconds=5)
    assert [problem.path for problem in opened.problems] == [place]


@pytest.mark.parametrize(
    ("document", "place", "used"),
    [
        ({"bridging": {"sets": 2, "reps": 61}}, "changes.bridging.reps", {"sets": 2}),
        ({"bridging": {"sets": 2, "reps": 0}}, "changes.bridging.reps", {"sets": 2}),
        ({"bridging": {"sets": 2, "reps": True}}, "changes.bridging.reps", {"sets": 2}),
        ({"bridging": {"sets": 2, "reps": "12"}}, "changes.bridging.reps", {"sets": 2}),
        ({"bridging": {"sets": 2, "reps": 1.5}}, "changes.bridging.reps", {"sets": 2}),
        ({"bridging": {"sets": 2, "rep": 12}}, "changes.bridging.rep", {"sets": 2}),
    ],
)
def test_a_figure_that_cant_be_used_is_left_out_and_the_rest_is_used(
    file: Path, document: object, place: str, used: dict[str, int]
) -> None:
    write(file, {"format": 1, "sore_side": "right", "changes": document})
    before = file.read_bytes()

    opened = load_programme(file)

    assert opened.programme == Programme({"bridging": used}, SoreSide.RIGHT)
    assert [problem.path for problem in opened.problems] == [place]
    assert opened.kept_as == file.with_name(f"{DATED}.json")
    assert opened.kept_as.read_bytes() == before
    assert load_programme(file).problems == ()
    assert load_programme(file).programme == opened.programme


@pytest.mark.parametrize(
    "document",
    [
        {"format": 1, "sore_side": "lft", "changes": {"bridging": {"sets": 2}}},
        {"format": 1, "sore_side": None, "changes": {"bridging": {"sets": 2}}},
        {"format": 1, "dose": 3, "changes": {"bridging": {"sets": 2}}},
        '{"format": 1, "changes": {}, "changes": {"bridging": {"sets": 2}}}',
        {"format": 1, "changes": {"bridging": {"sets": 2}, "childs-pose": [3]}},
    ],
    ids=["an unknown side", "no side", "an unknown key", "a key twice", "an unknown shape"],
)
def test_one_wrong_place_takes_nothing_else_with_it(file: Path, document: object) -> None:
    write(file, document)

    opened = load_programme(file)

    assert opened.programme == Programme({"bridging": {"sets": 2}})
    assert len(opened.problems) == 1
    assert opened.kept_as is not None


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        b"\xff\xfe{",
        "[" * 100_000,
        " " * 5_000_000,
        [],
        "null",
        {},
        {"format": 2, "changes": {"bridging": {"sets": 2}}},
        {"format": True},
        {"changes": {"bridging": {"sets": 2}}},
        {"format": 1, "changes": [1]},
    ],
    ids=[
        "empty",
        "cut short",
        "not UTF-8",
        "deep",
        "huge",
        "a list",
        "null",
        "no format",
        "a newer format",
        "a format that is no number",
        "figures without a format",
        "a list of changes",
    ],
)
def test_a_file_that_cant_be_used_at_all_is_put_aside(file: Path, document: object) -> None:
    write(file, document)
    before = file.read_bytes()

    opened = load_programme(file)

    assert opened.programme == Programme()
    assert opened.problems
    assert opened.kept_as == file.with_name(f"{DATED}.json")
    assert opened.kept_as.read_bytes() == before
    assert load_programme(file).problems == ()


def test_files_put_aside_never_take_each_others_place(file: Path) -> None:
    for text in ("one", "two", "three"):
        write(file, text)
        load_programme(file)

    assert files_in(file.parent) == {
        f"{DATED}.json": b"one",
        f"{DATED}-2.json": b"two",
        f"{DATED}-3.json": b"three",
    }


def test_the_trouble_is_told_in_plain_words(file: Path) -> None:
    write(file, {"format": 1, "changes": {"bridging": {"sets": 99}}})

    (words,) = load_programme(file).troubles

    assert words.splitlines() == [
        f"Some of your own figures in {file} can't be used, so the usual ones stand in for them. "
        f"The file as it was is kept as {file.with_name(DATED)}.json. Please look through your "
        "exercises and set your figures again.",
        "changes.bridging.sets: found 99, expected a whole number from 1 to 10",
    ]


# The world in the way.


def test_a_folder_in_its_place_is_told_and_left(file: Path) -> None:
    file.mkdir()

    opened = load_programme(file)

    assert opened.kept_as is None
    assert "was left just as it is" in opened.troubles[0]
    assert file.is_dir()
    with pytest.raises(ProgrammeError, match="there is a folder in its place"):
        save_programme(file, OWN)


def test_a_file_that_may_not_be_read_or_moved_is_told_and_left(anyones_file: Path) -> None:
    write(anyones_file, {"format": 1})
    anyones_file.chmod(0o000)
    anyones_file.parent.chmod(0o555)

    with without_root():
        opened = load_programme(anyones_file)

    assert (opened.programme, opened.kept_as) == (Programme(), None)
    assert opened.problems
    assert anyones_file.exists()


def test_a_bad_file_that_cant_be_copied_stays_and_is_told_again(anyones_file: Path) -> None:
    write(anyones_file, {"format": 1, "changes": {"bridging": {"sets": 2, "reps": 99}}})
    anyones_file.chmod(0o444)
    anyones_file.parent.chmod(0o555)
    before = files_in(anyones_file.parent)

    with without_root():
        opened = load_programme(anyones_file)
        again = load_programme(anyones_file)

    assert opened.programme == again.programme == Programme({"bridging": {"sets": 2}})
    assert opened.problems == again.problems != ()
    assert opened.kept_as is None
    assert files_in(anyones_file.parent) == before


def test_a_programme_that_cant_be_kept_leaves_the_old_one(anyones_file: Path) -> None:
    write(anyones_file, {"format": 1, "changes": {"bridging": {"sets": 3}}})
    anyones_file.chmod(0o444)
    anyones_file.parent.chmod(0o555)
    before = files_in(anyones_file.parent)

    with without_root(), pytest.raises(ProgrammeError) as caught:
        save_programme(anyones_file, OWN)

    assert caught.value.path == anyones_file
    assert "BackRehab is not allowed to write it" in str(caught.value)
    assert str(anyones_file) in str(caught.value)
    assert files_in(anyones_file.parent) == before


def test_without_room_the_old_programme_stays_whole(file: Path) -> None:
    save_programme(file, Programme())
    before = files_in(file.parent)

    with file_size_limit(10), pytest.raises(ProgrammeError, match="the disk is full"):
        save_programme(file, OWN)

    assert files_in(file.parent) == before


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "person").touch()

    for file in (tmp_path / "person" / "programme.json", tmp_path / "person" / "x" / "p.json"):
        assert load_programme(file).problems == ()
        with pytest.raises(ProgrammeError, match="there is no folder for it"):
            save_programme(file, OWN)


def test_every_fault_a_disk_can_give_has_words() -> None:
    of_a_disk = {
        Fault.IS_A_FOLDER,
        Fault.NO_FILE_NAME,
        Fault.NO_FOLDER,
        Fault.GONE,
        Fault.NOT_ALLOWED,
        Fault.FULL,
        Fault.DISK,
    }

    assert set(fault_words.PROGRAMME) == set(fault_words.EXPORT) == of_a_disk
