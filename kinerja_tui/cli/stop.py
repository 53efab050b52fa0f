"""How a command ends early: with a sentence, a hint and an exit code."""

from __future__ import annotations

from kinerja_tui.locale import Message

DIFFERENCE = 1
WRONG_USE = 2


class Stop(Exception):  # noqa: N818 - it ends a command, it is no error
    """Ends the command: `text` goes to standard error, `code` is the exit code.

    Without `text` everything has been said already. `missing` is the name that no record has, when
    that is why.
    """

    def __init__(
        self,
        text: Message | None = None,
        hint: Message | None = None,
        code: int = WRONG_USE,
        missing: str = "",
    ) -> None:
        """Keep the sentences untranslated for the border."""
        super().__init__(str(text) if text else code)
        self.text = text
        self.hint = hint
        self.code = code
        self.missing = missing
