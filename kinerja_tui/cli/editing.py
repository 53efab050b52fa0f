"""What `set` writes: from a subject, keys and typed values to the edit of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kinerja_tui.cli.stop import Stop
from kinerja_tui.cli.subject import find_subject
from kinerja_tui.locale import N_, Language, Message, message
from kinerja_tui.model.indicator import Borrowed, SharedIndicator
from kinerja_tui.numbers.reading import AsksState
from kinerja_tui.numbers.reading import Refused as Unread
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import read
from kinerja_tui.store.format.typed import token_for, with_state
from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import NotToml, split_key

if TYPE_CHECKING:
    from kinerja_tui.model.base import Record
    from kinerja_tui.report.page import Page

YEAR, UNIT = "year", "unit"
_STATE = "realisation.state"
# Shapes without words: nothing to translate.
_ABOUT = "{key}: {why}"
_BOTH = "{hint} {offers}"


class Target(NamedTuple):
    """The record to change; `prefix` stands before every key (of a goal), `name` is how people call
    it; `units` are what the indicators that an agreement has targets for are measured in.
    """

    record: Record
    name: str
    prefix: str = ""
    indicator: str = ""
    goal: str = ""
    units: Mapping[str, str] = MappingProxyType({})


class Seen(NamedTuple):
    """The file that an edit goes to, and the bytes whose tokens the edit names as seen."""

    file: str
    data: bytes


def target_of(page: Page, text: str) -> Target:
    """The record that `text` names: of the year, or `year` and `unit` themselves; raises `Stop`."""
    book = page.book
    if text == YEAR and book.head is not None:
        return Target(book.head, text)
    if text == UNIT:
        return Target(page.records.unit, text)
    subject = find_subject(book, text, (YEAR, UNIT))
    id_ = subject.id
    match subject.kind:
        case "indicator":
            indicator = book.indicators[id_]
            return Target(indicator, id_, indicator=id_, goal=indicator.goal)
        case "goal":
            assert book.goals is not None
            return Target(book.goals, id_, f"goal.{id_}.", goal=id_)
        case "agreement":
            units = {key: each.measured_in for key, each in book.indicators.items()}
            signed = next(each for each in book.agreements if each.id == id_)
            return Target(signed, id_, units=units)
        case "activity":
            return Target(book.activities[id_], id_)
    return Target(book.recommendations[id_], id_)


def pairs_of(words: Sequence[str]) -> list[tuple[str, str]]:
    """Keys and their values in turn; raises `Stop` for a key without a value."""
    if len(words) % 2:
        raise Stop(
            message(N_("The value of {key} is missing."), key=one_line(words[-1])),
            message(N_("Keys and values stand in turn: KEY VALUE KEY VALUE.")),
        )
    return list(zip(words[::2], words[1::2], strict=True))


def seen_by(
    root: Path, target: Target, pairs: Sequence[tuple[str, str]], state: str | None
) -> Seen:
    """The file that the keys of `pairs` stand in, as it is now; raises `Stop` for a key that stands
    elsewhere, `Unreadable` when the file has gone.
    """
    keys = [key for key, _ in pairs] + ([_STATE] if state else [])
    file = file_of(target, [target.prefix + key for key in keys])
    return Seen(file, read(root, file))


def edit_of(
    seen: Seen,
    target: Target,
    pairs: Sequence[tuple[str, str]],
    state: str | None,
    language: Language,
) -> Edit:
    """The edit of the file; a value without a state gets one. Raises `Stop` for what is refused."""
    tokens: dict[str, str] = {}
    for key, text in [*pairs, *([(_STATE, state)] if state else [])]:
        tokens[target.prefix + key] = _token(target, key, text, language)
    tokens = with_state(target.record, tokens)
    found = tokens_in(seen.data)
    return Edit(seen.file, tuple(Change(key, found(key), new) for key, new in tokens.items()))


def tokens_in(data: bytes) -> Callable[[str], str | None]:
    """The raw tokens of a file by their dotted keys; None where there is none, or no TOML."""
    try:
        found = index(data.decode())
    except (UnicodeDecodeError, NotToml):
        return lambda key: None

    def token(key: str) -> str | None:
        try:
            return found.token(split_key(key))
        except NotToml:
            return None

    return token


def _token(target: Target, key: str, text: str, language: Language) -> str:
    try:
        table, _, rest = key.partition(".")
        unit = target.units.get(rest.partition(".")[0], "") if table == "target" else ""
        return token_for(target.record, target.prefix + key, text, language, unit)
    except AsksState as error:
        raise Stop(_refusal(key, error.message), _with_state(target, error)) from error
    except Unread as error:
        raise Stop(_refusal(key, error.message), _with_offers(error)) from error


def _refusal(key: str, why: Message) -> Message:
    return message(_ABOUT, key=one_line(key), why=why)


def _with_offers(error: Unread) -> Message | None:
    """The hint, with the numbers that may have been meant."""
    if not error.offers:
        return error.hint
    offers = message(N_("Type one of: {offers}"), offers="  ".join(error.offers))
    if error.hint is None:
        return offers
    return message(_BOTH, hint=error.hint, offers=offers)


def _with_state(target: Target, error: Unread) -> Message | None:
    if not target.indicator:
        return error.hint
    return message(
        N_("Record why there is none: {command}"),
        command=f"kinerja set {target.indicator} {_STATE} unavailable",
    )


def file_of(target: Target, keys: Iterable[str]) -> str:
    """The record's file; what a shared indicator does not own is measured, and edited,
    elsewhere.
    """
    record = target.record
    if isinstance(record, Borrowed):
        own = SharedIndicator.__struct_fields__
        foreign = [key for key in keys if key.partition(".")[0] not in own]
        if foreign:
            unit = record.same_as.partition("/")[0]
            raise Stop(
                message(
                    N_("{key} of {id} is measured by {source}."),
                    key=foreign[0],
                    id=record.id,
                    source=record.same_as,
                ),
                message(N_("Change it there, with --unit {unit}."), unit=unit),
            )
    return record.origin
