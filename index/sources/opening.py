"""How is a file of the corpus opened? Anew, as what it is now: a pipe or a link put in its place stays shut."""

from __future__ import annotations

import errno
import io
import os
import stat

from index.sources.part import CHUNK, StreamError


def open_regular(file: str) -> io.BufferedReader:
    """Open the regular file `file` to read its bytes. Raises OSError."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(file, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no longer a regular file")
        return io.BufferedReader(io.FileIO(descriptor), CHUNK)
    except BaseException:
        os.close(descriptor)
        raise


def why_unread(error: OSError) -> str:
    """The reason for what could not be opened or read to its end."""
    if isinstance(error, StreamError):
        return error.reason
    if error.errno == errno.ENOENT:
        return "vanished while it was read"
    if error.errno == errno.ELOOP:
        return "became a symbolic link while it was read"
    return f"cannot be read: {(error.strerror or 'unknown error').lower()}"
