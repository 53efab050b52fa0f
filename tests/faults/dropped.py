"""G15: the line drops, or the session is killed, while somebody types; the next start gives the
text back, but for what was typed in the last second.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import tempfile
import time
from pathlib import Path
from threading import Event

from tests.faults import needs
from tests.faults.counting import Result, Scale, Tally, most
from tests.faults.forks import together
from tests.faults.terminals import Terminal, opened
from tests.store.documents import HERE

WAYS = ("SIGHUP (the line drops)", "SIGTERM", "SIGKILL")
SESSIONS = "sessions ended while typing"
NOT_OFFERED, LOST = "drafts not offered again", "texts that lost more than a second"
UNSAVED = "drafts that could not be taken up and saved"
_LONGEST = "longest loss in milliseconds"
_OFFER = re.compile(r"IK 1 2022\s+([0-9.]+)")
_RECORD = "biro-osdm/2022/indicators/ip-asn.toml"
_TEXT = "61.3456789012345"
_PAUSE = 0.12


def run(scale: Scale) -> Result:
    needs.program("setsid")
    tally = together(_sessions, [(way, scale.of(2, 20), scale.seed) for way in WAYS])
    longest = max(tally.numbers[f"{_LONGEST}, {way}"] for way in WAYS)
    return tally.result(
        *(tally.least(f"{SESSIONS}, {way}", scale.of(2, 20)) for way in WAYS),
        *tally.told("signs typed", "signs lost", "drafts taken up and saved"),
        most("longest time of typing lost", longest / 1000, 1.0, "s"),
        *tally.none(NOT_OFFERED, LOST, UNSAVED, "records changed by a session that died"),
    )


def _sessions(way: str, times: int, seed: int) -> Tally:
    tally = Tally()
    choose = random.Random(f"{seed} {way}")
    longest = 0
    for number in range(times):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "records"
            shutil.copytree(
                HERE / "records", root, ignore=shutil.ignore_patterns(".kinerja"), symlinks=True
            )
            lost = _session(tally, root, way, choose, f"{way}, session {number}")
            longest = max(longest, lost)
    tally.numbers[f"{_LONGEST}, {way}"] = longest
    return tally


def _session(tally: Tally, root: Path, way: str, choose: random.Random, story: str) -> int:
    """Type and die, start again; the milliseconds of typing that were lost."""
    before = (root / _RECORD).read_bytes()
    with opened(root, "IK 1") as terminal:
        terminal.type_("\x1b[B")
        terminal.until(lambda screen: ">  IK 1" in screen)
        terminal.type_("e")
        terminal.until(lambda screen: "Enter save" in screen)
        terminal.type_("\x15" if "61.34" in terminal.screen else "")
        typed = _type(terminal, choose)
        _end(terminal, way)
        died = time.monotonic()
        terminal.ended()
    tally.add(f"{SESSIONS}, {way}")
    tally.add("signs typed", len(typed))
    same = (root / _RECORD).read_bytes() == before
    tally.expect(same, "records changed by a session that died", story)
    return _again(tally, root, typed, died, story)


def _type(terminal: Terminal, choose: random.Random) -> list[tuple[str, float]]:
    """Type sign after sign, for one to two seconds; each with its time."""
    pause = Event()
    typed = []
    for sign in _TEXT[: choose.randint(8, len(_TEXT))]:
        terminal.type_(sign)
        typed.append((sign, time.monotonic()))
        pause.wait(choose.uniform(0.5, 1.5) * _PAUSE)
        terminal.read(0)
    return typed


def _end(terminal: Terminal, way: str) -> None:
    if way.startswith("SIGHUP"):
        terminal.hang_up()
    else:
        terminal.kill(signal.SIGTERM if way == "SIGTERM" else signal.SIGKILL)


def _again(
    tally: Tally, root: Path, typed: list[tuple[str, float]], died: float, story: str
) -> int:
    text = "".join(sign for sign, _ in typed)
    with Terminal(root) as terminal:
        terminal.until(lambda screen: _OFFER.search(screen) is not None)
        found = _OFFER.search(terminal.screen)
        if found is None:
            tally.fault(NOT_OFFERED, story)
            return round(1000 * (died - typed[0][1]))
        offered = found[1]
        tally.add("signs lost", len(text) - len(offered))
        whole = text.startswith(offered)
        lost = died - typed[len(offered)][1] if len(offered) < len(text) else 0.0
        tally.expect(whole and lost <= 1.0, LOST, f"{story}: {offered} of {text}, {lost:.2f} s")
        terminal.type_("\r")
        terminal.until(lambda screen: "Enter save" in screen)
        terminal.type_("\r")
        terminal.until(lambda screen: "Saved" in screen)
        stands = f"value = {offered}".encode() in (root / _RECORD).read_bytes()
        tally.expect(stands, UNSAVED, f"{story}: {offered}")
        tally.add("drafts taken up and saved", int(stands))
    return round(1000 * max(lost, 0.0))
