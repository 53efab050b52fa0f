"""G13: two users of one group, whatever their umask: both can save, and mode, group and access list
stay as they are.
"""

from __future__ import annotations

import os
import stat
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kinerja_tui.store.splicing.edit import Action, Done, Edit
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.ready import ready
from tests.faults import needs
from tests.faults.counting import Lacking, Result, Scale, Tally
from tests.faults.doings import DOINGS
from tests.faults.forks import in_child
from tests.faults.stores import FILE, passing, store, strangers

SITI, BUDI, TAMU, GROUP, OTHER = 64_001, 64_002, 64_003, 64_100, 64_101
_ACL = "system.posix_acl_access"
_LOCKED_OUT, _APART = "users locked out", "modes, groups or access lists changed"
_STRANGER = "strangers who could save"


def run(scale: Scale) -> Result:
    needs.root("saving as two other users takes setresuid")
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        _know_everything(Path(folder))
        for number, (umask, setgid, mode, acl) in enumerate(_cases()):
            place = Path(folder) / str(number)
            place.mkdir()
            place.chmod(0o755)
            _take_turns(tally, place, (umask, setgid, mode, acl), scale.of(2, 20))
    return tally.result(
        *tally.told("ways of sharing a folder", "saves of two users"),
        *tally.told("saves of a third user by an access list"),
        *tally.none(_LOCKED_OUT, _APART, _STRANGER, "files left behind"),
    )


Case = tuple[int, bool, int, bool]


def _cases() -> Iterator[Case]:
    """umask, setgid folders, the record's mode, an access list for a third user."""
    for umask in (0o022, 0o077, 0o002):
        for setgid in (True, False):
            for mode in (0o660, 0o664):
                yield umask, setgid, mode, False
    yield 0o077, True, 0o660, True
    yield 0o022, True, 0o660, True


def _know_everything(folder: Path) -> None:
    """Import what a save imports: the two users may not be able to read the program."""
    root = store(folder / "first")
    for doing in ("set", "new file"):
        keep_all(root, DOINGS[doing].action(root))
    keep_all(root, DOINGS["undo"].action(root))
    keep_all(root, DOINGS["set"].action(root))


def _take_turns(tally: Tally, place: Path, case: Case, times: int) -> None:
    umask, setgid, mode, acl = case
    story = f"umask {umask:03o}, {'setgid, ' if setgid else ''}mode {mode:03o}"
    root = store(place)
    _share(root, setgid, mode)
    people = [SITI, BUDI]
    if acl:
        _let_in(root, TAMU)
        people.append(TAMU)
        story += ", an access list"
    before = _rights(root)
    tally.add("ways of sharing a folder")
    for turn in range(times * len(people)):
        who = people[turn % len(people)]
        # In a folder that does not pass its group on, people have it as their first group.
        groups = (who, GROUP) if setgid else (GROUP, GROUP)
        code = in_child(_save, root, who, groups, umask, turn)
        third = who == TAMU
        tally.add("saves of a third user by an access list" if third else "saves of two users")
        tally.expect(code == 0, _LOCKED_OUT, f"{story}: {who} in turn {turn}")
        now = _rights(root)
        tally.expect(now == before, _APART, f"{story}: {before} became {now}")
        seen = token_at(root, FILE, "realisation.value")
        tally.expect(seen == f"{70 + turn}.5", _LOCKED_OUT, f"{story}: the value is {seen}")
    code = in_child(_save, root, TAMU + 1, (OTHER, OTHER), umask, 99)
    tally.expect(code != 0, _STRANGER, story)
    for name in (*passing(root), *strangers(root)):
        tally.fault("files left behind", f"{story}: {name}")


def _share(root: Path, setgid: bool, mode: int) -> None:
    """Give the folder to the group, as an administrator would."""
    for path in (root, *root.rglob("*")):
        os.chown(path, SITI, GROUP)
        path.chmod((0o2770 if setgid else 0o770) if path.is_dir() else mode)


def _let_in(root: Path, user: int) -> None:
    """Give one more user every right by an access list, as setfacl would."""
    for path in (root, *root.rglob("*")):
        rights = 7 if path.is_dir() else 6
        try:
            os.setxattr(path, _ACL, _list(user, rights))
            if path.is_dir():
                os.setxattr(path, "system.posix_acl_default", _list(user, rights))
        except OSError as error:
            raise Lacking(f"the file system of {root} keeps no access lists: {error}") from error


def _list(user: int, rights: int) -> bytes:
    """An access list: owner, one user, group, the mask, others (version 2 of the kernel's form)."""
    nobody = 0xFFFFFFFF
    entries = (
        (0x01, rights, nobody), (0x02, rights, user), (0x04, rights, nobody),
        (0x10, rights, nobody), (0x20, 0, nobody),
    )  # fmt: skip
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


def _rights(root: Path) -> tuple[int, int, bytes]:
    path = root / FILE
    found = path.stat()
    try:
        acl = os.getxattr(path, _ACL)
    except OSError:
        acl = b""
    return stat.S_IMODE(found.st_mode), found.st_gid, acl


def _save(root: Path, who: int, groups: tuple[int, int], umask: int, turn: int) -> None:
    """Become somebody, and save; raises when that does not work."""
    os.setgroups([groups[1]] if who != TAMU else [])
    os.setresgid(groups[0], groups[0], groups[0])
    os.setresuid(who, who, who)
    os.umask(umask)
    reason = ready(root, FILE)
    if reason is not None:
        raise SystemExit(str(reason.problem.message))
    seen = token_at(root, FILE, "realisation.value")
    outcome = keep_all(root, Action((Edit.one(FILE, "realisation.value", seen, f"{70 + turn}.5"),)))
    if not isinstance(outcome, Done):
        raise SystemExit(str(outcome))
