"""The published schema agrees with the loader, whatever is changed in a document."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backrehab.core.errors import Problem
from backrehab.core.model import LIMITS, Limits
from backrehab.storage import content, document, guidance
from backrehab.storage.pack_check import check_pack
from tests.storage.packs import (
    RESOURCES,
    SHIPPED,
    Document,
    problems_in,
    problems_of,
    problems_of_bytes,
    shipped_copy,
    write,
)

SCHEMA = json.loads((RESOURCES / "exercises.schema.json").read_text(encoding="utf-8"))

Steps = tuple[str | int, ...]


VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one_and_our_document_obeys_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert [error.message for error in VALIDATOR.iter_errors(SHIPPED)] == []


def test_the_schema_has_the_same_limits() -> None:
    published = {
        name: Limits(value["minimum"], value["maximum"], LIMITS[name].step)
        for name in LIMITS
        for value in [SCHEMA["$defs"][name]["properties"]["value"]]
    }

    assert published == dict(LIMITS)


def test_the_schema_has_the_same_lengths() -> None:
    definitions = SCHEMA["$defs"]
    exercise = definitions["exercise"]["properties"]
    minutes = definitions["pain_guide"]["properties"]["after_exercise_minutes"]
    pain = definitions["band"]["properties"]["least"]

    assert definitions["text"]["maxLength"] == document.MOST_LETTERS
    assert definitions["title"]["maxLength"] == document.TITLE_LETTERS
    assert definitions["texts"]["maxItems"] == document.MOST_TEXTS
    assert definitions["verb"]["maxLength"] == content.VERB_LETTERS
    assert exercise["clip"]["maxLength"] == content.CLIP_LETTERS
    assert Limits(minutes["minimum"], minutes["maximum"]) == guidance.AFTER_MINUTES
    assert Limits(pain["minimum"], pain["maximum"]) == guidance.PAIN


def test_the_schema_says_what_everything_is_for() -> None:
    """Every key a person can write has a description, by itself or where it leads."""

    def described(schema: Document) -> bool:
        name = schema.get("$ref", "").rpartition("/")[2]
        return "description" in schema or bool(name and "description" in SCHEMA["$defs"][name])

    for name, definition in SCHEMA["$defs"].items():
        assert "description" in definition, name
        if definition.get("additionalProperties") is False:
            assert all(described(value) for value in definition["properties"].values()), name


# Properties: our document, shortened for speed, changed at any place


def _shortened(document: Document) -> Document:
    """With one exercise of each sort: timed, held, each side, not from the page."""
    mobility, strengthening, neurodynamics = document["sections"]
    del mobility["exercises"][2:]
    del strengthening["exercises"][3:]
    del strengthening["exercises"][:2]
    del neurodynamics["exercises"][:2]
    del document["help_regions"][1:]
    return document


SHORT = _shortened(shipped_copy())


def _places(value: object, steps: Steps = ()) -> Iterator[Steps]:
    yield steps
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*steps, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*steps, index))


PLACES = list(_places(SHORT))
KEYS = [steps for steps in PLACES if steps and isinstance(steps[-1], str)]
KEY_NAMES = sorted({str(steps[-1]) for steps in KEYS})
VALUES_OF_EVERY_TYPE: tuple[object, ...] = (None, True, 3, 2.5, "x", [], {})


def _at(document: Any, steps: Steps) -> Any:
    for step in steps:
        document = document[step]
    return document


OBJECTS = [steps for steps in PLACES if isinstance(_at(SHORT, steps), dict)]


def _path(steps: Steps) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pack")


@given(steps=st.sampled_from(KEYS))
def test_a_key_taken_away_is_missed_at_its_place_or_not_at_all(folder: Path, steps: Steps) -> None:
    document = copy.deepcopy(SHORT)
    del _at(document, steps[:-1])[steps[-1]]

    places = [problem.path for problem in problems_of(document, folder)]

    assert places == ([] if VALIDATOR.is_valid(document) else [_path(steps)])


@given(steps=st.sampled_from(PLACES), value=st.sampled_from(VALUES_OF_EVERY_TYPE))
def test_a_value_of_another_type_is_the_only_problem(
    folder: Path, steps: Steps, value: object
) -> None:
    assume(type(_at(SHORT, steps)) is not type(value))
    document: Any = [copy.deepcopy(SHORT)]
    _at(document, (0, *steps[:-1]) if steps else ())[steps[-1] if steps else 0] = value

    (problem,) = problems_of(document[0], folder)

    assert problem.path == _path(steps)


@given(steps=st.sampled_from(OBJECTS), key=st.text(max_size=30), value=st.none() | st.text())
def test_an_unknown_key_is_the_only_problem(
    folder: Path, steps: Steps, key: str, value: object
) -> None:
    document = copy.deepcopy(SHORT)
    _at(document, steps)[f"x{key}"] = value

    (problem,) = problems_of(document, folder)

    assert problem.path.startswith(_path(steps))
    assert problem.found == "an unknown key"


@given(steps=st.sampled_from(KEYS))
def test_a_misspelt_key_is_answered_with_the_right_one(folder: Path, steps: Steps) -> None:
    document = copy.deepcopy(SHORT)
    key = str(steps[-1])
    place = _at(document, steps[:-1])
    place[f"{key}x"] = place.pop(key)

    problems = {problem.path: problem for problem in problems_of(document, folder)}

    misspelt = problems.pop(f"{_path(steps)}x")
    assert misspelt.hint == key
    assert set(problems) <= {_path(steps)}


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-2, 20)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["page", "default", "each", "none", "timed", "reps", "a b", "{side}", "green"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def _changed_documents(draw: st.DrawFn) -> object:
    """Our document after one to three changes, each anywhere and of any sort."""
    document = copy.deepcopy(SHORT)
    for _ in range(draw(st.integers(1, 3))):
        steps = draw(st.sampled_from(list(_places(document))[1:]))
        parent: Any = _at(document, steps[:-1])
        last: Any = steps[-1]
        match draw(st.sampled_from(["replace", "remove", "repeat", "copy", "add"])):
            case "replace":
                parent[last] = draw(JSON_VALUES)
            case "remove":
                del parent[last]
            case "repeat" if isinstance(parent, list):
                parent.insert(0, copy.deepcopy(parent[last]))
            case "copy":
                other = _at(document, draw(st.sampled_from(list(_places(document))[1:])))
                parent[last] = copy.deepcopy(other)
            case _ if isinstance(parent, dict):
                parent[draw(st.sampled_from(KEY_NAMES) | st.text())] = 1
            case _:
                parent.append(draw(JSON_VALUES))
        if not document:
            break
    return document


def _only_the_loader_knows(problem: Problem) -> bool:
    """The rules a schema can't say: ids used once, and bands without a gap."""
    return problem.found.endswith(" a second time") or bool(
        re.fullmatch(r"pain_guide\.bands\[\d\]\.(least|most)", problem.path)
    )


@given(document=_changed_documents())
def test_the_schema_and_the_loader_agree(folder: Path, document: object) -> None:
    problems = problems_of(document, folder)

    if VALIDATOR.is_valid(document):
        assert [problem for problem in problems if not _only_the_loader_knows(problem)] == []
    else:
        assert problems


@given(raw=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_file_at_all_is_answered_with_problems(folder: Path, raw: bytes) -> None:
    assert problems_of_bytes(raw, folder)


@given(document=_changed_documents())
def test_a_check_of_any_document_ends_in_a_report(folder: Path, document: object) -> None:
    write(document, folder)

    report = check_pack(folder)

    assert set(problems_in(folder)) <= set(report.problems)
    assert all("\n" not in str(problem) for problem in (*report.problems, *report.notes))
