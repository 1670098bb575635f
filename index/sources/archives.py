"""What is in this archive? Its members one by one, read where they stand; nothing is written anywhere."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO

from index.sources.packed import DAMAGE, Readable, bounded, why_damaged
from index.sources.part import Stream, StreamError
from index.sources.walk import Skipped, is_passed_over, metadata_beside, shown

_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 1 << 0, 1 << 3, 1 << 11
"""Bits of a ZIP member's flags."""
_SIGNATURE = b"PK\x03\x04"
_HEADER = struct.Struct("<4s2xHH4x3I2H")
"""Of a ZIP member, before its data: signature, flags, method, checksum, sizes, lengths of its name and of more."""


def unzip(stream: Stream) -> Iterator[Stream | Skipped]:
    """Yield the members of a ZIP archive, each to be read before the next is asked for. Raises OSError.

    Of an archive that breaks off, those before the break are found by the headers of their own.
    """
    if not stream.file.seekable():
        raise StreamError("a ZIP archive inside another archive: unpack it first")
    try:
        archive = zipfile.ZipFile(stream.file)
    except (*DAMAGE, OSError) as error:
        whole = list(_before_the_break(stream.file))
        yield from _zip_members(stream, whole, lambda member: _opened(stream.file, member))
        raise StreamError(f"damaged archive: {why_damaged(error)}") from None
    yield from _zip_members(stream, archive.infolist(), lambda member: _readable(archive.open(member)))


def _zip_members(
    stream: Stream, members: Sequence[zipfile.ZipInfo], opened: Callable[[zipfile.ZipInfo], Readable]
) -> Iterator[Stream | Skipped]:
    if sum(member.compress_size for member in members) > stream.file.seek(0, io.SEEK_END):
        raise StreamError("its members overlap: not read")
    names = {member.filename for member in members}
    taken: set[str] = set()
    for member in members:
        name = member.filename
        if name.endswith("/") or (is_passed_over(name) and not _leads_out(name)):
            continue
        text = metadata_beside(name, names)
        reason = f"metadata beside {text}" if text else _refusal(name, taken) or _zip_refusal(member)
        if reason:
            yield stream.skipped(reason, shown(name))
            continue
        try:
            source = opened(member)
        except (*DAMAGE, OSError) as error:
            yield stream.skipped(f"damaged: {why_damaged(error)}", shown(name))
        else:
            yield stream.member(bounded(source, partial(int, member.compress_size)), name)


def _zip_refusal(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _ENCRYPTED:
        return "encrypted: unpack it first"
    mode = member.external_attr >> 16
    return "not a regular file" if stat.S_IFMT(mode) not in (0, stat.S_IFREG) else ""


def _before_the_break(file: io.BufferedReader) -> Iterator[zipfile.ZipInfo]:
    """The members whose headers (APPNOTE 4.3.7) follow each other from the beginning and tell their sizes.

    `header_offset` is where their data begin.
    """
    at = 0
    while len(header := _at(file, at).read(_HEADER.size)) == _HEADER.size:
        signature, flags, method, crc, packed, unpacked, name_size, more_size = _HEADER.unpack(header)
        if signature != _SIGNATURE or flags & _SIZES_FOLLOW:
            return
        name = file.read(name_size).decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
        member = zipfile.ZipInfo(name)
        member.flag_bits, member.compress_type, member.CRC = flags, method, crc
        member.compress_size, member.file_size = packed, unpacked
        member.header_offset = at + _HEADER.size + name_size + more_size
        at = member.header_offset + packed
        if at <= file.seek(0, io.SEEK_END):
            yield member


def _opened(file: io.BufferedReader, member: zipfile.ZipInfo) -> Readable:
    return zipfile.ZipExtFile(_at(file, member.header_offset), "r", member)


def _readable(member: IO[bytes]) -> Readable:
    """What the libraries give to read a member, by its true type."""
    assert isinstance(member, io.BufferedIOBase)
    return member


def _at(file: io.BufferedReader, offset: int) -> io.BufferedReader:
    file.seek(offset)
    return file


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
            yield stream.member(bounded(_readable(source), partial(int, member.size)), name)


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
