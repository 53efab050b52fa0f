"""Why a save or an export did not happen, in words; codes B61 to B70."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.git import Busy
from kinerja_tui.store.splicing.edit import Refused

SAVE_CODES: Final[Mapping[str, str]] = {
    "B61": N_("a file that cannot be edited from here"),
    "B62": N_("a key or value that cannot be written at this place"),
    "B63": N_("the year is closed"),
    "B64": N_("the result of an edit could not be proved right"),
    "B65": N_("the system refused to write"),
    "B66": N_("others are saving"),
    "B67": N_("the file cannot be edited safely"),
    "B68": N_("an export folder that cannot be replaced"),
    "B69": N_("Git is in the middle of something"),
    "B70": N_("records on a network disk"),
}


def refused(
    code: str, file: str, text: Message, hint: Message | None = None, key: str = ""
) -> Refused:
    """The refusal with a code of `SAVE_CODES`."""
    return Refused(Problem(code=code, file=file, key=key, message=text, hint=hint))


class Stop(Exception):  # noqa: N818 - it ends a save, it is no error
    """Ends a save before anything was written."""

    def __init__(self, reason: Refused) -> None:
        """Carry `reason` to the border of the room."""
        super().__init__(str(reason.problem.message))
        self.reason = reason


def system_reason(error: OSError) -> tuple[Message, Message]:
    """What a failed system call means to a person, and what to do about it."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return (
                message(N_("the disk is full, or your share of it is used up")),
                message(N_("Make room, then save again.")),
            )
        case errno.EROFS:
            return (
                message(N_("the disk can only be read")),
                message(N_("Ask the administrator to make it writable.")),
            )
        case errno.EACCES | errno.EPERM:
            return (
                message(N_("you may not write here")),
                message(N_("Ask the owner of the records folder for write access to it.")),
            )
        case errno.ENOENT:
            return (
                message(N_("the file or its folder is gone")),
                message(N_("Somebody moved or removed it; load the records again.")),
            )
        case errno.ELOOP | errno.ENOTDIR:
            return (
                message(N_("there is a symbolic link, or a file in place of a folder, on the way")),
                message(N_("Links are not followed; put the real folder there.")),
            )
        case errno.EIO:
            return (
                message(N_("the disk reports an error")),
                message(N_("Tell the administrator before you go on.")),
            )
        case errno.EMFILE | errno.ENFILE:
            return (
                message(N_("too many files are open on this machine")),
                message(N_("Close other programs, then save again.")),
            )
        case errno.ENOLCK:
            return (
                message(N_("this disk cannot lock files")),
                message(N_("Keep the records on a disk of this machine.")),
            )
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return (
        message(N_("the system says: {reason}"), reason=reason),
        message(N_("Save again; tell the administrator if it happens once more.")),
    )


def closed_year(file: str, year: str) -> Refused:
    """The year's book is closed."""
    return refused(
        "B63",
        file,
        message(N_("the year {year} is closed; its records no longer change"), year=year),
        message(N_("Record a correction under accepted/, or in the next year.")),
    )


def no_such_place(file: str) -> Refused:
    """The path leads out of the store, or to what is no record."""
    return refused(
        "B61",
        file,
        message(N_("{file} is no record inside the records folder"), file=quoted(file, 80)),
        message(N_("A record is a .toml file below the records folder.")),
    )


def hard_link(file: str) -> Refused:
    """The file has a second name."""
    return refused(
        "B67",
        file,
        message(N_("this file has a second name (a hard link), which a save would part")),
        message(N_("Make it a file of its own: copy it, then put the copy in its place.")),
    )


def write_protected(file: str) -> Refused:
    """The file may not be written to."""
    return refused(
        "B65",
        file,
        message(N_("this file is write-protected")),
        message(N_("Ask its owner for write access to it.")),
    )


def other_disk(file: str) -> Refused:
    """The file and the program's own folder lie on two disks."""
    return refused(
        "B65",
        file,
        message(N_("this file is on another disk than the folder .kinerja")),
        message(N_("Keep all records of a folder on one disk.")),
    )


def network_disk(file: str, kind: str) -> Refused:
    """The records lie where locks cannot be trusted."""
    return refused(
        "B70",
        file,
        message(
            N_("the records are on a network disk ({kind}), where locks do not always hold"),
            kind=quoted(kind),
        ),
        message(
            N_(
                "Keep them on a disk of this machine; or, when only this machine writes them, add "
                "network = true to kinerja.toml."
            )
        ),
    )


def git_at_work(file: str, found: Busy) -> Refused:
    """Git is writing, or stopped in the middle of what it would undo with the save."""
    if found.operation == "writing":
        return refused(
            "B69",
            file,
            message(N_("Git is at work in the records just now")),
            message(
                N_("Save again in a moment; if no Git command is running, delete {lock}."),
                lock=quoted(str(found.sign), 200),
            ),
        )
    if found.operation in ("merge", "cherry-pick", "revert"):
        return refused(
            "B69",
            file,
            message(
                N_("Git has not merged this file yet; {command} would take this change away"),
                command=f"git {found.operation} --abort",
            ),
            message(
                N_("Solve the conflict and tell Git with {command}, then save."),
                command=f"git add {quoted(file, 80)}",
            ),
        )
    return refused(
        "B69",
        file,
        message(
            N_("Git is in the middle of {command}; giving that up would undo this change too"),
            command=f"git {found.operation}",
        ),
        message(
            N_("Finish it with {command} --continue, or give it up with {command} --abort."),
            command=f"git {found.operation}",
        ),
    )


def older_schema(file: str, schema: int) -> Refused:
    """The file is written in an earlier form of the format."""
    return refused(
        "B61",
        file,
        message(
            N_("this file is written in an older form (schema {schema}); it is shown, not changed"),
            schema=schema,
        ),
        message(N_("Bring the records up to date first: kinerja migrate")),
        "schema",
    )
