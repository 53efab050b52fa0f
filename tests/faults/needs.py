"""What fault tests need beside Python; each need that is not met becomes one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import import_module
from types import ModuleType

from tests.faults.counting import Lacking

_PACKAGES = {"unshare": "util-linux", "setsid": "util-linux"}


def program(name: str) -> str:
    """The path of a program; raises `Lacking`."""
    found = shutil.which(name)
    if found is None:
        raise Lacking(
            f"{name} is missing (Debian and Ubuntu: sudo apt install {_PACKAGES.get(name, name)})"
        )
    return found


def root(why: str) -> None:
    """Raise `Lacking` unless we are root."""
    if os.geteuid() != 0:
        raise Lacking(f"root's rights are missing: {why}")


def tracing() -> str:
    """The path of strace, which must be allowed to trace; raises `Lacking`."""
    strace = program("strace")
    done = subprocess.run(
        [strace, "-o", os.devnull, "-e", "trace=openat", "true"], capture_output=True, check=False
    )
    if done.returncode:
        raise Lacking(f"strace may not trace here: {_last_line(done.stderr)}")
    return strace


def own_mounts() -> tuple[str, ...]:
    """The command that gives what follows a set of mounts of its own; raises `Lacking`."""
    unshare = program("unshare")
    program("mount")
    command: tuple[str, ...] = (unshare, "--mount", "--propagation", "private")
    if os.geteuid() != 0:
        command = (unshare, "--map-root-user", *command[1:])
    probe = (*command, "sh", "-c", "mount -t tmpfs -o size=64k none /mnt")
    done = subprocess.run(probe, capture_output=True, check=False)
    if done.returncode:
        raise Lacking(f"the right to mount a small tmpfs is missing: {_last_line(done.stderr)}")
    return command


def part(module: str, what: str) -> ModuleType:
    """A module of the program; raises `Lacking` when this version does not have it yet."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is not None and module.startswith(error.name):
            raise Lacking(f"not yet: this version has no {what} ({module})") from error
        raise


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no reason given"
