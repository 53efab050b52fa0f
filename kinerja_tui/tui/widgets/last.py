"""What was made last, for what is asked again with every key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Last(Generic[Made]):
    """Something made from a large object and a few small ones."""

    def __init__(self) -> None:
        """Nothing has been made."""
        self._known: tuple[object, tuple[object, ...], Made] | None = None

    def of(self, make: Callable[[], Made], large: object, *small: object) -> Made:
        """What `make` gives; it is called only when `large` is another object than the last time
        (what is read never changes, there are new ones), or one of the `small` is not equal.
        """
        known = self._known
        if known is not None and known[0] is large and known[1] == small:
            return known[2]
        made = make()
        self._known = (large, small, made)
        return made
