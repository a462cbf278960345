"""`exercises.json` or a clinic's pack -> `Library`, with every problem and its place at once.

The same rules are published as `exercises.schema.json`, but for those a schema can't say:
no id and no key twice, and pain bands that cover 0 to 10 without a gap.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from types import MappingProxyType

from backrehab.core.errors import ContentError
from backrehab.core.model import (
    LIMITS,
    REPS_FIGURES,
    TIMED_FIGURES,
    Dose,
    Exercise,
    Figure,
    Library,
    Limits,
    Position,
    Section,
    SideRule,
    Source,
    Verbs,
)
from backrehab.storage.document import TITLE_LETTERS, Cursor, Ids, texts
from backrehab.storage.guidance import help_region, notices, pain_guide
from backrehab.storage.json_file import read_json

FILE_NAME = "exercises.json"
VERB_LETTERS = 10
CLIP_LETTERS = 200

_FIGURES = {"timed": TIMED_FIGURES, "reps": REPS_FIGURES}
_WORD = re.compile(r"\S+")
_SIDE_WORDS = re.compile(r"[^{}]*\{side\}[^{}]*")
_CLIP = re.compile(r'[^./\\:*?"<>|][^/\\:*?"<>|]*')


def load_library(folder: Path) -> Library:
    """The library in `folder/exercises.json`; clips are not looked at.

    Raises:
        ContentError: it can't be used; holds every problem that was found.
    """
    file = folder / FILE_NAME
    root = Cursor.root(read_json(file))
    library = read_library(root)
    if root.problems:
        raise ContentError(file, tuple(root.problems))
    return library


def read_library(at: Cursor) -> Library:
    """The library in a document; what is wrong with it is reported to `at`."""
    at.record(
        ("version", "sections", "pain_guide", "help_regions", "notices"), optional=("$schema",)
    )
    at["$schema"].text()
    read_section = partial(_section, section_ids=Ids(), exercise_ids=Ids())
    return Library(
        version=at["version"].text(TITLE_LETTERS),
        sections=at["sections"].each(read_section, 1, 20),
        pain_guide=pain_guide(at["pain_guide"]),
        help_regions=at["help_regions"].each(partial(help_region, ids=Ids()), 1, 20),
        notices=notices(at["notices"]),
    )


def _section(at: Cursor, section_ids: Ids, exercise_ids: Ids) -> Section:
    at.record(("id", "title", "purpose", "note", "exercises"))
    section_id = section_ids.read(at["id"])
    return Section(
        id=section_id,
        title=at["title"].text(TITLE_LETTERS),
        purpose=at["purpose"].text(),
        note=at["note"].text(),
        exercises=at["exercises"].each(
            partial(_exercise, section_id=section_id, ids=exercise_ids), 1, 60
        ),
    )


def _exercise(at: Cursor, section_id: str, ids: Ids) -> Exercise:
    own = at["from_page"].holds(False)
    needed = {
        "notice": own,
        "clip": at["clip_to_come"].holds(True),
        "side_words": any(at["dose"]["side"].holds(rule) for rule in ("each", "affected")),
    }
    optional = ["progressions", "clip_to_come", "off_at_first"]
    optional += [key for key, is_needed in needed.items() if not is_needed]
    required = ["id", "title", "from_page", "position", "kit", "purpose", "steps", "cue"]
    required += ["cautions", "verbs", "dose", "times_a_day"]
    required += [key for key, is_needed in needed.items() if is_needed]
    at.record(required, optional)
    dose = _dose(at["dose"], own)
    return Exercise(
        id=ids.read(at["id"]),
        title=at["title"].text(TITLE_LETTERS),
        section_id=section_id,
        position=at["position"].choice(tuple(Position)),
        kit=texts(at["kit"], least=0),
        purpose=at["purpose"].text(),
        steps=texts(at["steps"]),
        cue=at["cue"].text(),
        cautions=texts(at["cautions"]),
        verbs=_verbs(at["verbs"], dose),
        dose=dose,
        times_a_day=_figure(at["times_a_day"], LIMITS["times_a_day"], own),
        progressions=texts(at["progressions"], least=0),
        side_words=at["side_words"].text_like(_SIDE_WORDS, "text with {side} in it once"),
        clip=at["clip"].text_like(_CLIP, "the name of a file in videos/, no folder", CLIP_LETTERS),
        from_page=at["from_page"].flag(),
        notice=at["notice"].text(),
        off_at_first=at["off_at_first"].flag(),
        clip_to_come=at["clip_to_come"].flag(),
    )


def _dose(at: Cursor, own: bool) -> Dose:
    """Without a readable kind any figure may be there and none is read."""
    kind = next((kind for kind in _FIGURES if at["kind"].holds(kind)), "")
    figures = _FIGURES.get(kind, ())
    any_figure = () if kind else (*TIMED_FIGURES, *REPS_FIGURES)
    at.record(("kind", "side", "adjustable", *figures), any_figure)
    at["kind"].word(tuple(_FIGURES))
    taken: set[str] = set()

    def adjustable(at: Cursor) -> str:
        name = at.word(figures or any_figure)
        if name in taken:
            at.report(f"{at.described()} a second time", "it once")
        taken.update({name} - {""})
        return name

    return Dose(
        side=at["side"].choice(tuple(SideRule)),
        figures=MappingProxyType({name: _figure(at[name], LIMITS[name], own) for name in figures}),
        adjustable=at["adjustable"].each(adjustable, 0, len(REPS_FIGURES)),
    )


def _figure(at: Cursor, limits: Limits, own: bool) -> Figure:
    """A figure of the clinic's (or our) own exercise can't come from the page."""
    if at["source"].holds("page"):
        at.record(("value", "source", "page_says"))
    else:
        at.record(("value", "source"), () if own else ("page_says",))
    return Figure(
        value=at["value"].whole(limits),
        source=at["source"].choice((Source.DEFAULT,) if own else tuple(Source)),
        page_says=at["page_says"].text(TITLE_LETTERS),
    )


def _verbs(at: Cursor, dose: Dose) -> Verbs:
    """A word for each part the dose has, or can be given with its + button."""
    if dose.is_timed:
        at.record(("move",))
    elif not dose.figures:
        at.record(("move",), ("hold", "return"))
    elif dose.figures["hold_seconds"].value or "hold_seconds" in dose.adjustable:
        at.record(("move", "hold", "return"))
    else:
        at.record(("move", "return"), ("hold",))
    move, hold, return_ = (
        at[part].text_like(_WORD, "one word", VERB_LETTERS) for part in ("move", "hold", "return")
    )
    return Verbs(move, hold, return_)
