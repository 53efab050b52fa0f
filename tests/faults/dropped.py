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
from tests.faults.typing_places import IP_ASN, PLACES, TypingPlace
from tests.store.documents import HERE

WAYS = ("SIGHUP (the line drops)", "SIGTERM", "SIGKILL")
SESSIONS = "sessions ended while typing"
NOT_OFFERED, LOST = "drafts not offered again", "texts that lost more than a second"
UNSAVED = "drafts that could not be taken up and saved"
_LONGEST = "longest loss in milliseconds"
_PAUSE = 0.12


def run(scale: Scale) -> Result:
    needs.program("setsid")
    tally = together(_sessions, [(way, scale.of(3, 21), scale.seed) for way in WAYS])
    longest = max(tally.numbers[f"{_LONGEST}, {way}"] for way in WAYS)
    return tally.result(
        *(tally.least(f"{SESSIONS}, {way}", scale.of(3, 21)) for way in WAYS),
        *(tally.least(f"{SESSIONS}, {each.name}", scale.of(3, 21)) for each in PLACES),
        *tally.told("signs typed", "signs lost", "drafts taken up and saved"),
        most("longest time of typing lost", longest / 1000, 1.0, "s"),
        *tally.none(NOT_OFFERED, LOST, UNSAVED, "records changed by a session that died"),
    )


def _sessions(way: str, times: int, seed: int) -> Tally:
    tally = Tally()
    choose = random.Random(f"{seed} {way}")
    longest = 0
    for number in range(times):
        place = PLACES[number % len(PLACES)]
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "records"
            shutil.copytree(
                HERE / "records", root, ignore=shutil.ignore_patterns(".kinerja"), symlinks=True
            )
            story = f"{way}, {place.name}, session {number}"
            lost = _session(tally, root, way, place, choose, story)
            longest = max(longest, lost)
    tally.numbers[f"{_LONGEST}, {way}"] = longest
    return tally


def _session(
    tally: Tally, root: Path, way: str, place: TypingPlace, choose: random.Random, story: str
) -> int:
    """Type and die, start again; the milliseconds of typing that were lost."""
    before = _records(root)
    with opened(root, "IK 1") as terminal:
        place.begin(terminal)
        typed = _type(terminal, place.text, choose)
        _end(terminal, way)
        died = time.monotonic()
        terminal.ended()
    tally.add(f"{SESSIONS}, {way}")
    tally.add(f"{SESSIONS}, {place.name}")
    tally.add("signs typed", len(typed))
    tally.expect(_records(root) == before, "records changed by a session that died", story)
    return _again(tally, root, place, typed, died, story)


def _records(root: Path) -> dict[str, bytes]:
    """The indicators as they lie on the disk."""
    folder = (root / IP_ASN).parent
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def _type(terminal: Terminal, text: str, choose: random.Random) -> list[tuple[str, float]]:
    """Type sign after sign, for one to two seconds; each with its time."""
    pause = Event()
    typed = []
    for sign in text[: choose.randint(8, len(text))]:
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
    tally: Tally,
    root: Path,
    place: TypingPlace,
    typed: list[tuple[str, float]],
    died: float,
    story: str,
) -> int:
    text = "".join(sign for sign, _ in typed)
    offer = re.compile(place.offered)
    with Terminal(root) as terminal:
        terminal.until(lambda screen: offer.search(screen) is not None)
        found = offer.search(terminal.screen)
        if found is None:
            tally.fault(NOT_OFFERED, story)
            return round(1000 * (died - typed[0][1]))
        offered = found[1]
        tally.add("signs lost", len(text) - len(offered))
        whole = text.startswith(offered)
        lost = died - typed[len(offered)][1] if len(offered) < len(text) else 0.0
        tally.expect(whole and lost <= 1.0, LOST, f"{story}: {offered} of {text}, {lost:.2f} s")
        terminal.type_("\r")
        stands = place.save(terminal, root, offered)
        tally.expect(stands, UNSAVED, f"{story}: {offered}")
        tally.add("drafts taken up and saved", int(stands))
    return round(1000 * max(lost, 0.0))
