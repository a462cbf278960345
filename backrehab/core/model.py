"""Library > Section > Exercise > Dose > Prescription: what the content says, frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from backrehab.core.errors import UnknownExercise
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes


class Source(StrEnum):
    """Where a figure comes from: the NHS page, or our own default where the page is silent."""

    PAGE = "page"
    DEFAULT = "default"


class Side(StrEnum):
    """The person's own left or right."""

    LEFT = "left"
    RIGHT = "right"


class SideRule(StrEnum):
    """How an exercise uses the sides."""

    NONE = "none"
    EACH = "each"  # all reps of a set on one side, then the other
    AFFECTED = "affected"  # the sore side only
    ALTERNATING = "alternating"  # both sides within one rep


class SoreSide(StrEnum):
    """What the person told us about the sore side; `ASK` asks at every start."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    ASK = "ask"


class Position(StrEnum):
    """How the body starts; decides how long getting ready takes."""

    LYING = "lying"
    LYING_FACE_DOWN = "lying_face_down"
    HANDS_AND_KNEES = "hands_and_knees"
    SITTING = "sitting"
    STANDING = "standing"

    @property
    def on_the_floor(self) -> bool:
        return self in {Position.LYING, Position.LYING_FACE_DOWN, Position.HANDS_AND_KNEES}


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and most a person may set a figure to, and the step of its + and - buttons."""

    least: int
    most: int
    step: int = 1


LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "sets": Limits(1, 10),
        "reps": Limits(1, 60),
        "timed_seconds": Limits(5, 600, 5),
        "cycle_seconds": Limits(2, 30),
        "move_seconds": Limits(1, 30),
        "hold_seconds": Limits(0, 300),
        "return_seconds": Limits(1, 30),
        "gap_seconds": Limits(0, 60),
        "rest_seconds": Limits(0, 600, 5),
        "times_a_day": Limits(1, 12),
    }
)
"""By name of the figure; the published schema holds the same numbers (tested)."""

TIME_LIMITS: Mapping[str, Limits] = MappingProxyType(
    {
        "get_ready_floor_seconds": Limits(5, 120, 5),
        "get_ready_chair_seconds": Limits(5, 120, 5),
        "get_ready_repeat_seconds": Limits(3, 60),
        "lead_in_seconds": Limits(1, 30),
        "switch_side_seconds": Limits(3, 60),
        "rest_between_seconds": Limits(5, 300, 5),
        "rest_between_positions_seconds": Limits(10, 300, 5),
    }
)
"""The same for the times around the exercises, by their names in `SessionTimes`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a dose.

    `page_says` is the page's figure in our words ("5 to 10", "a few seconds"); empty where the
    page is silent.
    """

    value: int
    source: Source
    page_says: str = ""


@dataclass(frozen=True, slots=True)
class TimedPrescription:
    """Keep moving for a time, one cycle after the other."""

    timed_seconds: int
    cycle_seconds: int
    side: SideRule


@dataclass(frozen=True, slots=True)
class RepsPrescription:
    """Sets of repetitions, each a move, a hold, a return and a gap (any but the move may be 0)."""

    sets: int
    reps: int
    move_seconds: int
    hold_seconds: int
    return_seconds: int
    gap_seconds: int
    rest_seconds: int
    side: SideRule


Prescription = TimedPrescription | RepsPrescription

TIMED_FIGURES = ("timed_seconds", "cycle_seconds")
REPS_FIGURES = (
    "sets",
    "reps",
    "move_seconds",
    "hold_seconds",
    "return_seconds",
    "gap_seconds",
    "rest_seconds",
)


@dataclass(frozen=True, slots=True)
class Dose:
    """The figures of an exercise with their sources.

    `figures` has exactly `TIMED_FIGURES` or `REPS_FIGURES` as its keys. `adjustable` names the
    ones a person finds on the exercise page, in order.
    """

    side: SideRule
    figures: Mapping[str, Figure]
    adjustable: tuple[str, ...]

    @property
    def is_timed(self) -> bool:
        return "timed_seconds" in self.figures

    def prescription(self, changes: Mapping[str, int] = MappingProxyType({})) -> Prescription:
        """The numbers to do, with the person's own `changes` by figure name on top.

        Changes for other figures (`times_a_day`) are left alone.
        """
        numbers = {name: changes.get(name, figure.value) for name, figure in self.figures.items()}
        if self.is_timed:
            return TimedPrescription(side=self.side, **numbers)
        return RepsPrescription(side=self.side, **numbers)


@dataclass(frozen=True, slots=True)
class Verbs:
    """One word for what the body does, shown big; empty where that part doesn't exist."""

    move: str
    hold: str = ""
    return_: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, all in our own words.

    `clip` is the file's name inside the pack's `videos/`, "" when there is none. `side_words`
    says a side in this exercise's words, `{side}` standing for left or right. `cue` is the one
    short line shown during the session. `off_at_first` keeps it out of a new programme until
    someone switches it on. `clip_to_come` says that its clip is named but not made yet.
    """

    id: str
    title: str
    section_id: str
    position: Position
    kit: tuple[str, ...]
    purpose: str
    steps: tuple[str, ...]
    cue: str
    cautions: tuple[str, ...]
    verbs: Verbs
    dose: Dose
    times_a_day: Figure
    progressions: tuple[str, ...] = ()
    side_words: str = ""
    clip: str = ""
    from_page: bool = True
    notice: str = ""
    off_at_first: bool = False
    clip_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A group of exercises; `purpose` says who it is for, `note` one line more."""

    id: str
    title: str
    purpose: str
    note: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class PainBand:
    """A range of the 0-10 pain scale during exercise; `shape` goes with the colour, always.

    `id` is the colour, `word` the plain word beside it ("mild").
    """

    id: str  # green, amber, red
    least: int
    most: int
    word: str
    shape: str  # circle, triangle, octagon
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class PainGuide:
    """Pain during and after exercise, as the page has it, in our words."""

    bands: tuple[PainBand, ...]
    changes_in_red: tuple[str, ...]
    after_exercise: str
    after_exercise_minutes: int
    next_day: str
    medicines: str
    expectation: str


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of a help card that share one line above them ("Call 111 or go to A&E now if")."""

    lead: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One card of "When to get help"; most have one group of signs, Scotland's first has two."""

    id: str  # emergency, urgent, see_someone
    word: str
    action: str
    groups: tuple[SignGroup, ...]
    contact: str
    note: str = ""

    @property
    def lead(self) -> str:
        """The line above the first group."""
        return self.groups[0].lead

    @property
    def signs(self) -> tuple[str, ...]:
        """All signs of the card, whichever group they are in."""
        return tuple(sign for group in self.groups for sign in group.signs)


@dataclass(frozen=True, slots=True)
class HelpRegion:
    """The three help cards in the words and numbers of one part of the country."""

    id: str
    title: str
    cards: tuple[HelpCard, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """What the program says about itself, static text."""

    intended_purpose: str
    first_run: tuple[str, ...]
    stop_now: tuple[str, ...]
    where_to_begin: str
    default_figure: str
    not_from_page: str
    credits: tuple[str, ...]
    not_nhs: str
    disclaimer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """Everything one content pack says; `version` is the pack's own."""

    version: str
    sections: tuple[Section, ...]
    pain_guide: PainGuide
    help_regions: tuple[HelpRegion, ...]
    notices: Notices

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return tuple(exercise for section in self.sections for exercise in section.exercises)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id.

        Raises:
            UnknownExercise: there is none; knows which one may have been meant.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        raise UnknownExercise(exercise_id, tuple(exercise.id for exercise in self.exercises))

    def section(self, section_id: str) -> Section:
        """Raises `KeyError` for an id that isn't in the library."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True)
class Programme:
    """What the person changed, and what they do each day.

    Attributes:
        changes: Own figures by exercise id, `times_a_day` among them.
        sore_side: The sore side once told.
        exercise_ids: The exercises of a day, in any order; None while nobody has chosen any.
        times: How long a session waits around the exercises.
    """

    changes: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    sore_side: SoreSide | None = None
    exercise_ids: frozenset[str] | None = None
    times: SessionTimes = DEFAULT_TIMES

    def changes_of(self, exercise_id: str) -> Mapping[str, int]:
        return self.changes.get(exercise_id, MappingProxyType({}))

    def with_changes(self, exercise_id: str, changes: Mapping[str, int]) -> Programme:
        """The programme with these as the only own figures of one exercise; none resets it."""
        others = {key: value for key, value in self.changes.items() if key != exercise_id}
        if changes:
            others[exercise_id] = MappingProxyType(dict(changes))
        return replace(self, changes=MappingProxyType(others))

    def with_sore_side(self, sore_side: SoreSide | None) -> Programme:
        return replace(self, sore_side=sore_side)

    def with_exercises(self, exercise_ids: Iterable[str] | None) -> Programme:
        """The programme with these exercises a day; None goes back to those of a new one."""
        chosen = None if exercise_ids is None else frozenset(exercise_ids)
        return replace(self, exercise_ids=chosen)

    def with_times(self, times: SessionTimes) -> Programme:
        return replace(self, times=times)

    def exercises(self, library: Library) -> tuple[Exercise, ...]:
        """The exercises of a day in the library's order.

        While nobody has chosen, those of the first section that aren't off at first.
        """
        if self.exercise_ids is None:
            first = library.sections[0].exercises if library.sections else ()
            return tuple(exercise for exercise in first if not exercise.off_at_first)
        chosen = self.exercise_ids
        return tuple(exercise for exercise in library.exercises if exercise.id in chosen)

    def times_a_day(self, exercise: Exercise) -> int:
        """How often a day an exercise is to be done."""
        return self.changes_of(exercise.id).get("times_a_day", exercise.times_a_day.value)


def sides_to_do(rule: SideRule, sore_side: SoreSide | None) -> tuple[Side | None, ...]:
    """The sides in the order they are done; `(None,)` where sides have no meaning.

    *Each* starts left, or with the sore side where it is one of the two. *Affected* does the sore
    side, or both; while it is unknown (`None`, `ASK`) the caller has to ask first.

    Raises:
        ValueError: *affected* with the side unknown.
    """
    if rule in {SideRule.NONE, SideRule.ALTERNATING}:
        return (None,)
    if rule is SideRule.EACH:
        if sore_side is SoreSide.RIGHT:
            return (Side.RIGHT, Side.LEFT)
        return (Side.LEFT, Side.RIGHT)
    if sore_side is SoreSide.BOTH:
        return (Side.LEFT, Side.RIGHT)
    if sore_side is SoreSide.LEFT:
        return (Side.LEFT,)
    if sore_side is SoreSide.RIGHT:
        return (Side.RIGHT,)
    raise ValueError("the sore side has to be asked first")
