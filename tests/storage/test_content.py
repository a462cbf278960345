"""The strict loader names every problem of a document, and its place, at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backrehab.core.errors import ContentError
from backrehab.core.model import LIMITS
from backrehab.storage import document
from backrehab.storage.content import load_library
from backrehab.storage.pack_check import check_pack
from tests.storage.packs import (
    BRIDGING,
    RESOURCES,
    Document,
    bridging_of,
    problems_in,
    problems_of,
    problems_of_bytes,
    shipped_copy,
    write,
)


@pytest.fixture
def shipped() -> Document:
    return shipped_copy()


# What is no document at all


def test_a_missing_file_is_named_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "exercise.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_library(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'exercises.json'}: found no such file, "
        "expected a file named exercises.json (did you mean 'exercise.json'?)"
    )


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path / "elsewhere")

    assert str(problem) == "found no such folder, expected a folder with exercises.json in it"


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "exercises.json").mkdir()

    (problem,) = problems_in(tmp_path)

    assert str(problem) == "found a folder, expected a file named exercises.json"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "exercises.json")

    (problem,) = problems_in(tmp_path)

    assert problem.found == "no ordinary file"


def test_a_path_too_long_for_the_disk_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path / ("a" * 300))

    assert problem.path == ""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(b"", "found an empty file, expected JSON", id="empty"),
        pytest.param(b" \r\n\t", "found an empty file, expected JSON", id="blank"),
        pytest.param(
            b'{\n  "version": 1,,\n}',
            "line 2, column 16: found text that is not JSON "
            "(Expecting property name enclosed in double quotes), expected JSON",
            id="not JSON",
        ),
        pytest.param(
            b"{}\n{}",
            "line 2, column 1: found text that is not JSON (Extra data), expected JSON",
            id="two documents",
        ),
        pytest.param(
            '{\n"version": "1 \u00bd"}'.encode("latin-1"),
            "line 2: found letters that are not UTF-8, expected a file saved as UTF-8",
            id="Latin 1",
        ),
        pytest.param(
            "{}".encode("utf-16"),
            "line 1: found letters that are not UTF-8, expected a file saved as UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            b"[" * 200_000,
            "found brackets hundreds deep, expected at most a few levels",
            id="deep",
        ),
        pytest.param(b"[]", "found a list of 0, expected an object { }", id="a list"),
        pytest.param(b'"text"', 'found "text", expected an object { }', id="a text"),
        pytest.param(b"null", "found null, expected an object { }", id="null"),
        pytest.param(b"NaN", "found NaN, expected an object { }", id="NaN"),
        pytest.param(
            b" " * 4_000_001, "found 4,000,001 bytes, expected at most 4,000,000 bytes", id="huge"
        ),
    ],
)
def test_a_file_that_is_no_document_is_told_in_one_line(
    raw: bytes, words: str, tmp_path: Path
) -> None:
    assert [str(problem) for problem in problems_of_bytes(raw, tmp_path)] == [words]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, shipped: Document) -> None:
    raw = b"\xef\xbb\xbf" + json.dumps(shipped).encode()

    assert problems_of_bytes(raw, tmp_path) == ()


# What is wrong inside


def test_every_problem_is_told_at_once_with_its_place(tmp_path: Path, shipped: Document) -> None:
    bridging = bridging_of(shipped)
    bridging["dose"]["sets"]["value"] = 0
    bridging["dose"]["hold_second"] = bridging["dose"].pop("hold_seconds")
    bridging["position"] = "lieing"
    bridging["steps"][1] = ""
    del bridging["cue"]
    shipped["notices"]["credits"] = "ours"
    shipped["colour"] = "teal"

    lines = [str(problem) for problem in problems_of(shipped, tmp_path)]

    assert lines == [
        "colour: found an unknown key, expected no other key here",
        f"{BRIDGING}.cue: found nothing, expected the key cue",
        f"{BRIDGING}.dose.hold_second: found an unknown key, expected one of hold_seconds "
        "(did you mean 'hold_seconds'?)",
        f"{BRIDGING}.dose.hold_seconds: found nothing, expected the key hold_seconds",
        f"{BRIDGING}.dose.sets.value: found 0, expected a whole number from 1 to 10",
        f'{BRIDGING}.position: found "lieing", expected "lying" or "lying_face_down" or '
        '"hands_and_knees" or "sitting" or "standing" (did you mean \'lying\'?)',
        f"{BRIDGING}.steps[1]: found empty text, expected at least one letter",
        'notices.credits: found "ours", expected a list [ ]',
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (True, "true"),
        (False, "false"),
        (-1, "-1"),
        (61, "61"),
        (2.5, "2.5"),
        ("15", '"15"'),
        (None, "null"),
        ([15], "a list of 1"),
        ({}, "an object { }"),
        (float("nan"), "NaN"),
        (float("inf"), "a huge number"),
        (10**30, "a huge number"),
        (-(10**30), "a huge number"),
    ],
)
def test_only_a_whole_number_within_its_limits_counts(
    value: object, found: str, tmp_path: Path, shipped: Document
) -> None:
    bridging_of(shipped)["dose"]["reps"]["value"] = value

    assert [str(problem) for problem in problems_of(shipped, tmp_path)] == [
        f"{BRIDGING}.dose.reps.value: found {found}, expected a whole number from 1 to 60"
    ]


@pytest.mark.parametrize("digits", ["9" * 10_000, "1e999", "-" + "9" * 10_000])
def test_a_number_of_any_length_is_only_out_of_its_limits(
    digits: str, tmp_path: Path, shipped: Document
) -> None:
    bridging_of(shipped)["dose"]["reps"]["value"] = "HERE"
    text = json.dumps(shipped).replace('"HERE"', digits)

    (problem,) = problems_of_bytes(text.encode(), tmp_path)

    assert problem.path == f"{BRIDGING}.dose.reps.value"
    assert problem.found == "a huge number"


def test_fifteen_point_nought_is_fifteen(tmp_path: Path, shipped: Document) -> None:
    bridging_of(shipped)["dose"]["reps"]["value"] = 15.0
    (tmp_path / "exercises.json").write_text(json.dumps(shipped), encoding="utf-8")

    figure = load_library(tmp_path).exercise("bridging").dose.figures["reps"]

    assert figure.value == 15
    assert type(figure.value) is int


def test_a_key_written_twice_is_found_wherever_it_stands(
    tmp_path: Path, shipped: Document
) -> None:
    text = json.dumps(shipped)
    text = text.replace('"id": "bridging"', '"id": "bridgin", "id": "bridging"', 1)

    (problem,) = problems_of_bytes(text.encode(), tmp_path)

    assert str(problem) == f"{BRIDGING}.id: found this key twice, expected it once"


def test_an_id_used_twice_names_both_places(tmp_path: Path, shipped: Document) -> None:
    shipped["sections"][2]["exercises"][1]["id"] = "bridging"
    shipped["help_regions"][1]["id"] = "scotland"

    lines = [str(problem) for problem in problems_of(shipped, tmp_path)]

    assert lines == [
        'sections[2].exercises[1].id: found "bridging" a second time, '
        "expected an id of its own (first at sections[1].exercises[0].id)",
        'help_regions[1].id: found "scotland" a second time, '
        "expected an id of its own (first at help_regions[0].id)",
    ]


@pytest.mark.parametrize(
    "clip",
    [
        pytest.param("/etc/passwd", id="absolute"),
        pytest.param("C:\\clip.mp4", id="absolute on Windows"),
        pytest.param("C:clip.mp4", id="on another drive"),
        pytest.param("../clip.mp4", id="up and out"),
        pytest.param("..", id="the folder above"),
        pytest.param("more/clip.mp4", id="in a folder"),
        pytest.param("more\\clip.mp4", id="backslash"),
        pytest.param(".hidden.mp4", id="hidden"),
        pytest.param("", id="empty"),
        pytest.param("clip.mp4\n", id="line break"),
        pytest.param("clip\x00.mp4", id="null"),
        pytest.param("a" * 201, id="too long"),
        pytest.param(7, id="no text"),
    ],
)
def test_a_clip_is_the_name_of_a_file_and_nothing_more(
    clip: object, tmp_path: Path, shipped: Document
) -> None:
    bridging_of(shipped)["clip"] = clip

    assert [p.path for p in problems_of(shipped, tmp_path)] == [f"{BRIDGING}.clip"]


def _set(path: str, value: object) -> Callable[[Document], None]:
    """A change of the bridging exercise, or of the whole document with a leading slash."""

    def change(document: Document) -> None:
        place: Any = document if path.startswith("/") else bridging_of(document)
        *way, last = re.findall(r"\w+", path)
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        if value is None:
            del place[last]
        else:
            place[int(last) if last.isdigit() else last] = value

    return change


def _both(
    first: Callable[[Document], None], second: Callable[[Document], None]
) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        first(document)
        second(document)

    return change


@pytest.mark.parametrize(
    ("change", "path", "found"),
    [
        pytest.param(
            _set("dose.kind", "timed"),
            f"{BRIDGING}.dose.timed_seconds",
            "nothing",
            id="timed without a time",
        ),
        pytest.param(
            _set("dose.kind", None), f"{BRIDGING}.dose.kind", "nothing", id="no kind of dose"
        ),
        pytest.param(
            _set("dose.kind", "rep"), f"{BRIDGING}.dose.kind", '"rep"', id="no such kind of dose"
        ),
        pytest.param(
            _set("dose.side", "each"), f"{BRIDGING}.side_words", "nothing", id="a side unnamed"
        ),
        pytest.param(
            _set("side_words", "Your {seite} leg"),
            f"{BRIDGING}.side_words",
            '"Your {seite} leg"',
            id="side words without a side",
        ),
        pytest.param(
            _set("dose.adjustable.1", "cycle_seconds"),
            f"{BRIDGING}.dose.adjustable[1]",
            '"cycle_seconds"',
            id="adjustable, but of another kind of dose",
        ),
        pytest.param(
            _set("dose.adjustable.1", "sets"),
            f"{BRIDGING}.dose.adjustable[1]",
            '"sets" a second time',
            id="adjustable twice",
        ),
        pytest.param(
            _set("verbs.hold", None), f"{BRIDGING}.verbs.hold", "nothing", id="a hold unnamed"
        ),
        pytest.param(
            _set("verbs.move", "Lift up"), f"{BRIDGING}.verbs.move", '"Lift up"', id="two words"
        ),
        pytest.param(
            _set("verbs.move", "Straightening"),
            f"{BRIDGING}.verbs.move",
            "text of 13 letters",
            id="a word too long for the display",
        ),
        pytest.param(
            _set("dose.sets.page_says", None),
            f"{BRIDGING}.dose.sets.page_says",
            "nothing",
            id="from the page, which says nothing",
        ),
        pytest.param(_set("clip", None), None, None, id="no clip at all"),
        pytest.param(_set("clip_to_come", 1), f"{BRIDGING}.clip_to_come", "1", id="one for true"),
        pytest.param(
            _both(_set("clip_to_come", True), _set("clip", None)),
            f"{BRIDGING}.clip",
            "nothing",
            id="to come, but unnamed",
        ),
        pytest.param(
            _set("/sections.2.exercises.2.notice", None),
            "sections[2].exercises[2].notice",
            "nothing",
            id="not from the page without saying so",
        ),
        pytest.param(
            _set("/sections.2.exercises.2.times_a_day.source", "page"),
            "sections[2].exercises[2].times_a_day.source",
            '"page"',
            id="a figure of the page where nothing is from the page",
        ),
        pytest.param(
            _set("/pain_guide.bands.1.least", 5),
            "pain_guide.bands[1].least",
            "5",
            id="a gap between bands",
        ),
        pytest.param(
            _set("/pain_guide.bands.1.most", 3),
            "pain_guide.bands[1].most",
            "3",
            id="a band backwards",
        ),
        pytest.param(
            _set("/pain_guide.bands.2.most", 9),
            "pain_guide.bands[2].most",
            "9",
            id="bands that end early",
        ),
        pytest.param(
            _set("/pain_guide.bands.0.id", "amber"),
            "pain_guide.bands[0].id",
            '"amber"',
            id="bands in another order",
        ),
        pytest.param(
            _set("/help_regions.0.cards.0.id", "urgent"),
            "help_regions[0].cards[0].id",
            '"urgent"',
            id="cards in another order",
        ),
        pytest.param(
            _set("/help_regions.0.cards", []),
            "help_regions[0].cards",
            "a list of 0",
            id="no cards",
        ),
        pytest.param(_set("title", "A\nB"), f"{BRIDGING}.title", '"A\\nB"', id="two lines"),
        pytest.param(
            _set("title", "\ud800"), f"{BRIDGING}.title", '"\\ud800"', id="half a letter"
        ),
        pytest.param(
            _set("title", "a" * 61), f"{BRIDGING}.title", "text of 61 letters", id="too long"
        ),
        pytest.param(_set("id", "Bridging"), f"{BRIDGING}.id", '"Bridging"', id="a capital"),
        pytest.param(_set("steps", []), f"{BRIDGING}.steps", "a list of 0", id="no steps"),
        pytest.param(
            _set("steps", ["a"] * 21), f"{BRIDGING}.steps", "a list of 21", id="too many steps"
        ),
    ],
)
def test_a_rule_that_is_broken_is_named_at_its_place(
    change: Callable[[Document], None],
    path: str | None,
    found: str | None,
    tmp_path: Path,
    shipped: Document,
) -> None:
    change(shipped)

    problems = problems_of(shipped, tmp_path)

    if path is None:
        assert problems == ()
    else:
        assert (path, found) in [(problem.path, problem.found) for problem in problems]


def test_an_unknown_key_with_any_letters_is_shown_harmlessly(
    tmp_path: Path, shipped: Document
) -> None:
    bridging_of(shipped)["\x1b[31m red\ud800"] = 1

    (problem,) = problems_of(shipped, tmp_path)

    assert problem.path == f'{BRIDGING}["\\u001b[31m red\\ud800"]'


def test_deep_values_under_an_unknown_key_are_not_followed(
    tmp_path: Path, shipped: Document
) -> None:
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    shipped["deep"] = deep

    (problem,) = problems_of(shipped, tmp_path)

    assert problem.path == "deep"


def test_thousands_of_unknown_keys_give_a_short_list(tmp_path: Path, shipped: Document) -> None:
    shipped["notices"].update({f"key{number}": 1 for number in range(5_000)})

    problems = problems_of(shipped, tmp_path)

    assert len(problems) == document.MOST_UNKNOWN + 1
    assert str(problems[-1]) == "notices: found 5000 unknown keys, expected none"


# What the documentation shows


GUIDE = (RESOURCES.parent / "docs" / "content-pack.md").read_text(encoding="utf-8")


def test_the_documented_exercise_can_be_used_as_it_stands(
    tmp_path: Path, shipped: Document
) -> None:
    example, _of_marks = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    shipped["sections"][1]["exercises"].append(json.loads(example))

    assert problems_of(shipped, tmp_path) == ()
    assert load_library(tmp_path).exercise("heel-raises").dose.figures["reps"].value == 10


def test_the_documented_limits_are_the_real_ones() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", GUIDE, re.MULTILINE)

    assert {name: (int(least), int(most)) for name, least, most in rows} == {
        name: (limits.least, limits.most) for name, limits in LIMITS.items()
    }


def test_the_documented_mistakes_are_told_as_shown(tmp_path: Path, shipped: Document) -> None:
    dose = bridging_of(shipped)["dose"]
    dose["hold_second"] = dose.pop("hold_seconds")
    dose["sets"]["value"] = 0
    (tmp_path / "videos").mkdir()
    clip = (RESOURCES / "videos" / "bridging.webm").read_bytes()
    (tmp_path / "videos" / "bridging.webm").write_bytes(clip[:1024])
    write(shipped, tmp_path)

    told = {str(problem) for problem in check_pack(tmp_path).problems}

    shown = re.findall(r"^our-clinic/exercises\.json: (.*)$", GUIDE, re.MULTILINE)
    assert len(shown) == 3
    assert {line.replace("203,785", f"{len(clip):,}") for line in shown} <= told
