"""One thing wrong in a record, before its line and column are looked up."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.locale import Message


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong at a key path; `on_key` points at the key instead of its value.

    A path that is not in the file points at the nearest table above it that is.
    """

    code: str
    path: tuple[str, ...]
    message: Message
    hint: Message | None = None
    on_key: bool = False

    @property
    def stops(self) -> bool:
        """Whether the record cannot stand with it."""
        return self.code < "B20"
