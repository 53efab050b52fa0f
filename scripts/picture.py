"""Draw docs/images/workspace.svg: the sample's main screen at 80x24 while a realisation is typed.

Usage: python scripts/picture.py
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "workspace.svg"


async def _drawn() -> str:
    sys.path.insert(0, str(ROOT))
    from kinerja_tui.tui.environment import prepare

    prepare(os.environ)
    from kinerja_tui.locale import INDONESIAN, Words
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.shelf import Folder
    from kinerja_tui.tui.workspace import Workspace

    desk = Desk(Folder(ROOT / "records"), "biro-osdm", 2022, Words(INDONESIAN), None)
    app = Workspace(desk, False, colours=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("down", "down", "down", "down", "e", "2", "comma", "7", "1"):
            await pilot.press(key)
        await pilot.pause()
        return app.export_screenshot(title="kinerja")


def main() -> int:
    """Write the picture; the fonts are the reader's own, nothing is fetched to show it."""
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", asyncio.run(_drawn()), flags=re.DOTALL)
    # Not every program that draws a picture keeps the blanks at both ends of a text unasked.
    drawn = drawn.replace("<text ", '<text xml:space="preserve" ')
    PICTURE.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
