"""What a content pack says beside its exercises: pain guide, help cards and notices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from backrehab.core.model import (
    HelpCard,
    HelpRegion,
    Limits,
    Notices,
    PainBand,
    PainGuide,
    SignGroup,
    Source,
)
from backrehab.storage.document import TITLE_LETTERS, Cursor, Ids, texts

PAIN = Limits(0, 10)
AFTER_MINUTES = Limits(1, 1440)

_SHAPES = {"green": "circle", "amber": "triangle", "red": "octagon"}
_CARDS = ("emergency", "urgent", "see_someone")


def pain_guide(at: Cursor) -> PainGuide:
    """The pain guide at this place."""
    at.record(
        (
            *("bands", "changes_in_red", "after_exercise", "after_exercise_minutes"),
            *("next_day", "medicines", "expectation"),
        )
    )
    return PainGuide(
        bands=at["bands"].each(_Scale().band, len(_SHAPES), len(_SHAPES)),
        changes_in_red=texts(at["changes_in_red"]),
        after_exercise=at["after_exercise"].text(),
        after_exercise_minutes=at["after_exercise_minutes"].whole(AFTER_MINUTES),
        next_day=at["next_day"].text(),
        medicines=at["medicines"].text(),
        expectation=at["expectation"].text(),
    )


class _Scale:
    """Reads the bands in their order; together they cover 0 to 10 without a gap."""

    def __init__(self) -> None:
        self._colours = list(_SHAPES)
        self._next_least: int | None = PAIN.least

    def band(self, at: Cursor) -> PainBand:
        before = len(at.problems)
        at.record(("id", "least", "most", "word", "shape", "text", "source"))
        colour = self._colours.pop(0)
        least = at["least"].whole(self._limits_of_least())
        most = at["most"].whole(self._limits_of_most(least))
        self._next_least = most + 1 if len(at.problems) == before else None
        return PainBand(
            id=at["id"].word((colour,)),
            least=least,
            most=most,
            word=at["word"].text(TITLE_LETTERS),
            shape=at["shape"].word((_SHAPES[colour],)),
            text=at["text"].text(),
            source=at["source"].choice(tuple(Source)),
        )

    def _limits_of_least(self) -> Limits:
        """The number after the last band; any when that band has problems of its own."""
        return PAIN if self._next_least is None else Limits(self._next_least, self._next_least)

    def _limits_of_most(self, least: int) -> Limits:
        """Each band still to come needs a number too; the last one ends the scale."""
        end = PAIN.most - len(self._colours)
        return Limits(least if self._colours else end, end)


def help_region(at: Cursor, ids: Ids) -> HelpRegion:
    """One region with its three cards, always in the same order."""
    at.record(("id", "title", "cards"))
    read_card = partial(_help_card, card_ids=iter(_CARDS))
    return HelpRegion(
        id=ids.read(at["id"]),
        title=at["title"].text(TITLE_LETTERS),
        cards=at["cards"].each(read_card, len(_CARDS), len(_CARDS)),
    )


def _help_card(at: Cursor, card_ids: Iterator[str]) -> HelpCard:
    at.record(("id", "word", "action", "groups", "contact"), ("note",))
    return HelpCard(
        id=at["id"].word((next(card_ids),)),
        word=at["word"].text(TITLE_LETTERS),
        action=at["action"].text(TITLE_LETTERS),
        groups=at["groups"].each(_sign_group, 1, 5),
        contact=at["contact"].text(TITLE_LETTERS),
        note=at["note"].text(),
    )


def _sign_group(at: Cursor) -> SignGroup:
    at.record(("lead", "signs"))
    return SignGroup(lead=at["lead"].text(), signs=texts(at["signs"]))


def notices(at: Cursor) -> Notices:
    """What the program says about itself."""
    at.record(
        (
            *("intended_purpose", "first_run", "stop_now", "where_to_begin", "default_figure"),
            *("not_from_page", "credits", "not_nhs", "disclaimer"),
        )
    )
    return Notices(
        intended_purpose=at["intended_purpose"].text(),
        first_run=texts(at["first_run"]),
        stop_now=texts(at["stop_now"]),
        where_to_begin=at["where_to_begin"].text(),
        default_figure=at["default_figure"].text(),
        not_from_page=at["not_from_page"].text(),
        credits=texts(at["credits"]),
        not_nhs=at["not_nhs"].text(),
        disclaimer=texts(at["disclaimer"]),
    )
