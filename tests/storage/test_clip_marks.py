"""The marks beside a clip: read strictly, told with their places, and never in the way."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.clip import ClipMarks, SafeBox, SideShown, SubMark
from backrehab.core.errors import ContentError, Problem
from backrehab.core.model import Limits
from backrehab.storage import clip_marks, document
from backrehab.storage.clip_marks import marks_of, read_marks
from backrehab.storage.content import load_library
from backrehab.storage.pack_check import check_pack
from tests.storage.packs import RESOURCES, shipped_copy, write

SCHEMA = json.loads((RESOURCES / "clip.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

Document = dict[str, Any]

FULL: Document = {
    "duration_ms": 7200,
    "fps": 25,
    "width": 1280,
    "height": 720,
    "marks": [
        {"name": "start", "at_ms": 0},
        {"name": "move", "at_ms": 400},
        {"name": "hold", "at_ms": 3000},
        {"name": "return", "at_ms": 4600},
    ],
    "sub_marks": [{"name": "lift", "at_ms": 1200}],
    "view": "three-quarter",
    "side_shown": "left",
    "figure": "younger",
    "safe_box": [0.25, 0.125, 0.5, 0.875],
    "arrows": {"move": [[[0.25, 0.5], [0.5, 0.5], [0.5, 0.25]]]},
}
BY_HAND: Document = {
    "duration_ms": 6000,
    "marks": [
        {"name": "start", "at_ms": 0},
        {"name": "move", "at_ms": 0},
        {"name": "return", "at_ms": 3000},
    ],
    "side_shown": "none",
}


def problems_of(value: object, folder: Path) -> tuple[Problem, ...]:
    file = folder / "clip.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    try:
        read_marks(file)
    except ContentError as error:
        return error.problems
    return ()


def read(value: object, folder: Path) -> ClipMarks:
    file = folder / "clip.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return read_marks(file)


# What is read


def test_all_that_a_file_tells_is_read(tmp_path: Path) -> None:
    assert read(FULL, tmp_path) == ClipMarks(
        duration_ms=7200,
        move_ms=400,
        hold_ms=3000,
        return_ms=4600,
        side_shown=SideShown.LEFT,
        safe_box=SafeBox(0.25, 0.125, 0.5, 0.875),
        sub_marks=(SubMark("lift", 1200),),
        arrows={"move": (((0.25, 0.5), (0.5, 0.5), (0.5, 0.25)),)},
        fps=25,
        width=1280,
        height=720,
        view="three-quarter",
        figure="younger",
    )


def test_a_few_lines_by_hand_are_enough(tmp_path: Path) -> None:
    """A clip that turns without holding has its hold where it turns."""
    assert read(BY_HAND, tmp_path) == ClipMarks(
        duration_ms=6000, move_ms=0, hold_ms=3000, return_ms=3000
    )


# What is wrong, and where


def _set(key: str, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document[key] = value

    return change


def _set_mark(index: int, key: str, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document["marks"][index][key] = value

    return change


def _without(key: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        del document[key]

    return change


def _rename(key: str, to: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document[to] = document.pop(key)

    return change


def _swap(document: Document) -> None:
    document["marks"][1], document["marks"][2] = document["marks"][2], document["marks"][1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without("duration_ms"), "duration_ms: found nothing, expected the key duration_ms"),
        (
            _set("duration_ms", 7.5),
            "duration_ms: found 7.5, expected a whole number from 500 to 600000",
        ),
        (_without("side_shown"), "side_shown: found nothing, expected the key side_shown"),
        (
            _set("side_shown", "lefft"),
            'side_shown: found "lefft", expected "left" or "right" or "none" or "both" '
            "(did you mean 'left'?)",
        ),
        (
            _rename("safe_box", "safebox"),
            "safebox: found an unknown key, expected one of $schema, safe_box "
            "(did you mean 'safe_box'?)",
        ),
        (
            _set_mark(2, "name", "halt"),
            'marks[2].name: found "halt", expected "start" or "move" or "hold" or "return"',
        ),
        (
            _swap,
            "marks: found start, hold, move, return, expected start, move, hold, return, "
            "in this order; hold may be left out",
        ),
        (_set("marks", []), "marks: found a list of 0, expected 3 to 4 entries"),
        (_set_mark(0, "at_ms", 40), "marks[0].at_ms: found 40, expected the number 0"),
        (
            _set_mark(2, "at_ms", 400),
            "marks[2].at_ms: found 400, expected at least 401, as move is at 400",
        ),
        (
            _set_mark(3, "at_ms", 2999),
            "marks[3].at_ms: found 2999, expected at least 3000, as hold is at 3000",
        ),
        (
            _set_mark(3, "at_ms", 7200),
            "marks[3].at_ms: found 7200, expected less than duration_ms, which is 7200",
        ),
        (
            _set("sub_marks", [{"name": "lift", "at_ms": 8000}]),
            "sub_marks[0].at_ms: found 8000, expected less than duration_ms, which is 7200",
        ),
        (
            _set("safe_box", [0.5, 0, 0.6, 1]),
            "safe_box: found 0.5, 0.0, 0.6, 1.0, expected x, y, width, height of a part of the "
            "picture",
        ),
        (
            _set("safe_box", [0, 0, "wide", 1]),
            'safe_box[2]: found "wide", expected a number from 0 to 1',
        ),
        (_set("safe_box", [0, 0, 1]), "safe_box: found a list of 3, expected 4 entries"),
        (
            _set("arrows", {"move": [[[0.1, 0.2], [0.3]]]}),
            "arrows.move[0][1]: found a list of 1, expected 2 entries",
        ),
        (
            _set("arrows", {"lift": []}),
            "arrows.lift: found an unknown key, expected one of start, move, hold, return",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(
    change: Callable[[Document], None], told: str, tmp_path: Path
) -> None:
    document = copy.deepcopy(FULL)
    change(document)

    (problem,) = problems_of(document, tmp_path)

    assert str(problem) == told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    document = {**FULL, "fps": 0, "view": "", "width": "wide", "safe_box": None}

    places = {problem.path for problem in problems_of(document, tmp_path)}

    assert places == {"fps", "view", "width", "safe_box"}


def test_a_mark_without_room_to_move_before_it_is_told(tmp_path: Path) -> None:
    document = copy.deepcopy(BY_HAND)
    document["marks"][2]["at_ms"] = 0

    (problem,) = problems_of(document, tmp_path)

    assert str(problem) == "marks[2].at_ms: found 0, expected at least 1, as move is at 0"


# A clip is never the worse for its marks


def test_a_clip_has_the_marks_of_its_name(tmp_path: Path) -> None:
    clip = tmp_path / "our.bridge.mp4"
    assert marks_of(clip) is None

    (tmp_path / "our.bridge.json").write_text(json.dumps(FULL), encoding="utf-8")

    marks = marks_of(clip)
    assert marks is not None
    assert marks.hold_ms == 3000


@pytest.mark.parametrize("raw", ["", "{", "[]", '{"duration_ms": 1}', '{"marks": NaN}'])
def test_a_broken_file_counts_as_none_and_goes_to_the_log(
    raw: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "clip.json").write_text(raw, encoding="utf-8")

    assert marks_of(tmp_path / "clip.webm") is None
    assert "the clip plays without its marks" in caplog.text


# The check of a pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with one clip, bridging's."""
    shipped = shipped_copy()
    for section in shipped["sections"]:
        for exercise in section["exercises"]:
            exercise.pop("clip_to_come", None)
            exercise.pop("clip", None)
            if exercise["id"] == "bridging":
                exercise["clip"] = "bridging.webm"
    write(shipped, tmp_path)
    (tmp_path / "videos").mkdir()
    clip = (RESOURCES / "videos" / "bridging.webm").read_bytes()
    (tmp_path / "videos" / "bridging.webm").write_bytes(clip)
    return tmp_path


def test_a_pack_with_and_without_marks_has_no_problems(pack: Path) -> None:
    assert check_pack(pack).lines == ()

    (pack / "videos" / "bridging.json").write_text(json.dumps(FULL), encoding="utf-8")

    assert check_pack(pack).lines == ()


def test_broken_marks_are_problems_of_the_pack_and_of_their_file(pack: Path) -> None:
    file = pack / "videos" / "bridging.json"
    file.write_text(json.dumps({**FULL, "fps": 0, "side_shown": "up"}), encoding="utf-8")

    report = check_pack(pack)

    assert report.problems == ()
    assert sorted(report.lines) == [
        f"{file}: fps: found 0, expected a whole number from 1 to 240",
        f'{file}: side_shown: found "up", expected "left" or "right" or "none" or "both"',
    ]
    load_library(pack)  # and no reason not to start


def test_what_is_no_file_is_told_too(pack: Path) -> None:
    (pack / "videos" / "bridging.json").mkdir()

    (line,) = check_pack(pack).lines

    assert line.endswith("bridging.json: found a folder, expected a file named bridging.json")


def test_marks_beside_no_clip_of_an_exercise_are_nobody_s_affair(pack: Path) -> None:
    (pack / "videos" / "notes.json").write_text("{", encoding="utf-8")

    assert check_pack(pack).lines == ()


def test_our_own_marks_have_no_problems() -> None:
    assert check_pack(RESOURCES).broken_marks == ()


def test_our_own_clips_show_the_side_that_the_session_names() -> None:
    """In single leg stance that is the leg that is stood on; the figure stands on its right."""
    shown = {
        exercise.id: marks.side_shown
        for exercise in load_library(RESOURCES).exercises
        if (marks := marks_of(RESOURCES / "videos" / exercise.clip)) is not None
        and exercise.side_words
    }

    assert shown == {
        "single-leg-stance": SideShown.RIGHT,
        "sciatic-nerve-gliding": SideShown.LEFT,
        "sciatic-nerve-gliding-with-ball": SideShown.LEFT,
        "femoral-nerve-gliding": SideShown.LEFT,
    }


# The published schema


def test_the_schema_is_one_and_both_documents_obey_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    for full in (FULL, BY_HAND):
        assert [error.message for error in VALIDATOR.iter_errors(full)] == []


def test_the_schema_has_the_same_limits_and_lengths() -> None:
    properties, definitions = SCHEMA["properties"], SCHEMA["$defs"]

    def limits(schema: Document) -> Limits:
        return Limits(schema["minimum"], schema["maximum"])

    assert limits(properties["duration_ms"]) == clip_marks.DURATION_MS
    assert limits(properties["fps"]) == clip_marks.FPS
    assert limits(definitions["pixels"]) == clip_marks.SIDE_PIXELS
    assert limits(definitions["moment"]) == Limits(0, clip_marks.DURATION_MS.most)
    assert properties["side_shown"]["enum"] == [str(side) for side in SideShown]
    assert properties["sub_marks"]["maxItems"] == document.MOST_TEXTS
    assert definitions["text"]["maxLength"] == document.MOST_LETTERS
    assert definitions["title"]["maxLength"] == document.TITLE_LETTERS
    assert definitions["lines"]["maxItems"] == clip_marks.MOST_ARROWS
    assert definitions["lines"]["items"]["maxItems"] == clip_marks.MOST_POINTS


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 9_000)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["start", "move", "hold", "return", "left", "none"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(value: object, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to the value and to everything in it."""
    found = [steps]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _places(inner, (*steps, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _places(inner, (*steps, index))
    return found


@st.composite
def changed(draw: st.DrawFn) -> object:
    """One of the documents after one or two changes anywhere."""
    document: Any = copy.deepcopy(draw(st.sampled_from([FULL, BY_HAND])))
    for _ in range(draw(st.integers(1, 2))):
        steps = draw(st.sampled_from(_places(document)[1:]))
        parent: Any = document
        for step in steps[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["replace", "remove", "repeat"])):
            case "remove":
                del parent[steps[-1]]
            case "repeat" if isinstance(parent, list):
                parent.insert(0, copy.deepcopy(parent[steps[-1]]))
            case _:
                parent[steps[-1]] = draw(JSON_VALUES)
        if len(_places(document)) < 2:
            break
    return document


def _only_the_reader_knows(problem: Problem) -> bool:
    return problem.expected.startswith(("at least ", "less than duration_ms", "x, y, width"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("marks")


@given(value=changed())
def test_the_schema_and_the_reader_agree(folder: Path, value: object) -> None:
    problems = problems_of(value, folder)

    if VALIDATOR.is_valid(value):
        assert [problem for problem in problems if not _only_the_reader_knows(problem)] == []
    else:
        assert problems


@given(value=JSON_VALUES)
def test_any_json_at_all_is_answered_with_problems(folder: Path, value: object) -> None:
    assert problems_of(value, folder)
