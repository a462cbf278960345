"""A whole content pack looked through: the document, its clips and the marks beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backrehab.core.errors import ContentError, Problem
from backrehab.core.model import Library
from backrehab.storage import clip_files, clip_marks
from backrehab.storage.content import FILE_NAME, read_library
from backrehab.storage.document import Cursor
from backrehab.storage.json_file import read_json
from backrehab.storage.presence import is_there
from backrehab.storage.spelling import closest


@dataclass(frozen=True, slots=True)
class PackReport:
    """What looking through a pack brought up: problems to mend, and notes that harm nothing.

    `problems` and `notes` are those of the document, `file`; `broken_marks` has one error for
    each file of marks with mistakes.
    """

    file: Path
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    broken_marks: tuple[ContentError, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Every problem with its file, one a line."""
        marks = [
            (error.file, problem) for error in self.broken_marks for problem in error.problems
        ]
        found = [*((self.file, problem) for problem in self.problems), *marks]
        return tuple(f"{file}: {problem}" for file, problem in found)


def check_pack(folder: Path) -> PackReport:
    """Every problem of the document, its clips and the marks beside them.

    A clip the document itself announces as still to come is a note while it is missing. The
    clips are looked at even when the document has problems.
    """
    file = folder / FILE_NAME
    try:
        root = Cursor.root(read_json(file))
    except ContentError as error:
        return PackReport(file, error.problems, ())
    library = read_library(root)
    notes: list[Problem] = []
    for i, section in enumerate(library.sections):
        for j, exercise in enumerate(section.exercises):
            path = f"sections[{i}].exercises[{j}].clip"
            fault = clip_files.fault_of(folder, exercise.clip)
            if fault is None and exercise.clip_to_come:
                notes.append(Problem(path, "the clip that was to come", "no clip_to_come"))
            elif fault and fault.is_missing and exercise.clip_to_come:
                notes.append(Problem(path, fault.found, "one later, as clip_to_come says"))
            elif fault:
                hint = _unused_clip(folder, library, exercise.clip) if fault.is_missing else ""
                root.problems.append(Problem(path, fault.found, clip_files.KINDS, hint))
    return PackReport(file, tuple(root.problems), tuple(notes), _broken_marks(folder, library))


def _broken_marks(folder: Path, library: Library) -> tuple[ContentError, ...]:
    """What is wrong with the marks of the clips that are named; to have none is fine."""
    clips = dict.fromkeys(exercise.clip for exercise in library.exercises if exercise.clip)
    errors: list[ContentError] = []
    for clip in clips:
        file = clip_marks.marks_file(folder / clip_files.FOLDER / clip)
        if is_there(file):
            try:
                clip_marks.read_marks(file)
            except ContentError as error:
                errors.append(error)
    return tuple(errors)


def _unused_clip(folder: Path, library: Library, missing: str) -> str:
    """A clip that lies there, belongs to no exercise and is named nearly like the missing one."""
    used = {exercise.clip for exercise in library.exercises}
    return closest(missing, clip_files.names_in(folder) - used)
