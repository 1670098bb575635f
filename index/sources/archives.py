"""What is in this archive? Its members one by one, read where they stand; nothing is written anywhere."""

from __future__ import annotations

import stat
import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial

from index.sources.packed import DAMAGE, bounded, why_damaged
from index.sources.part import Stream, StreamError
from index.sources.walk import Skipped, is_passed_over, metadata_beside, shown

_ENCRYPTED = 0x1
"""The bit of a ZIP member's flags that says so."""


def unzip(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the members of a ZIP archive, each to be read before the next is asked for. Raises OSError."""
    if not stream.file.seekable():
        raise StreamError("a ZIP archive inside another archive: unpack it first")
    size = stream.file.seek(0, 2)
    try:
        archive = zipfile.ZipFile(stream.file)
    except (*DAMAGE, OSError) as error:
        raise StreamError(f"damaged archive: {why_damaged(error)}") from None
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    if sum(member.compress_size for member in members) > size:
        raise StreamError("its members overlap: not read")
    names = {member.filename for member in members}
    taken: set[str] = set()
    for member in members:
        name = member.filename
        text = metadata_beside(name, names)
        reason = f"metadata beside {text}" if text else _refusal(name, taken) or _zip_refusal(member)
        if is_passed_over(name) and not _leads_out(name):
            continue
        if reason:
            yield stream.skipped(reason, shown(name))
        else:
            yield from _zip_member(archive, member, stream)


def _zip_refusal(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _ENCRYPTED:
        return "encrypted: unpack it first"
    mode = member.external_attr >> 16
    return "not a regular file" if stat.S_IFMT(mode) not in (0, stat.S_IFREG) else ""


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, stream: Stream
) -> Iterator[Stream | Skipped]:
    try:
        source = archive.open(member)
    except (*DAMAGE, OSError) as error:
        yield stream.skipped(f"damaged: {why_damaged(error)}", shown(member.filename))
        return
    with source:
        yield stream.member(bounded(source, lambda: member.compress_size), member.filename)


def untar(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the members of a tar archive, each to be read before the next is asked for. Raises OSError."""
    try:
        with tarfile.open(fileobj=stream.file, mode="r|") as archive:
            yield from _tar_members(archive, stream)
    except DAMAGE as error:
        raise StreamError(f"damaged archive: {why_damaged(error)}") from None


def _tar_members(archive: tarfile.TarFile, stream: Stream) -> Iterator[Stream | Skipped]:
    taken: set[str] = set()
    while (member := archive.next()) is not None:
        archive.members = []  # type: ignore[attr-defined]  # it would keep them all
        name = member.name.removeprefix("./")
        if member.isdir() or (is_passed_over(name) and not _leads_out(name)):
            continue
        reason = _refusal(name, taken)
        if not member.isreg() or member.issparse():
            reason = "not a regular file"
        source = None if reason else archive.extractfile(member)
        if source is None:
            yield stream.skipped(reason, shown(name))
        else:
            yield stream.member(bounded(source, partial(int, member.size)), name)


def _refusal(name: str, taken: set[str]) -> str:
    """Why a member is not read because of its name, which is taken from now on; empty if it is."""
    if not name:
        return "it has no name"
    if _leads_out(name):
        return "its name leads out of the archive"
    if name in taken:
        return "an earlier member has the same name"
    taken.add(name)
    return ""


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
