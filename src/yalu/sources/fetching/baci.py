"""BACI: the reconciled trade of the world by year, as CEPII publishes it.

Each edition of the goods codes comes as one archive (``BACI_HS17_V202601.zip``) with a
file for each year (``BACI_HS17_Y2018_V202601.csv``), the names of countries and goods
and a note. A release is named after the month of its publication. The page that
describes the releases links the newest archives; it is read for its name only.
"""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as pa_csv

from yalu.errors import Problem, SchemaError, UnusableFileError, describe
from yalu.files import written
from yalu.flows import ReadResult, read
from yalu.sources.fetching.areas import area_number
from yalu.sources.fetching.cache import Ask, Entry, Service
from yalu.sources.fetching.client import Client
from yalu.sources.fetching.failure import ServiceError, UnfitReplyError

__all__ = [
    "BACI",
    "COLUMNS_OF_BACI",
    "EDITIONS",
    "FetchedBaci",
    "fetch_baci",
    "trade_about",
]

BACI = Service(
    id="baci",
    title="CEPII BACI",
    server="https://www.cepii.fr",
    licence="Etalab Open Licence 2.0, with the source named: CEPII, BACI",
    access="BACI needs no key; check the address (--server)",
)
"""The service as it is; `dataclasses.replace` its server for a mirror."""

EDITIONS = {"92": 1995, "96": 1996, "02": 2002, "07": 2007, "12": 2012, "17": 2017,
            "22": 2022}  # fmt: skip
"""The editions of goods codes that BACI is published in, with their first year."""

COLUMNS_OF_BACI = ("t", "i", "j", "k", "v", "q")
"""Year, exporter, importer, good, value in 1,000 US dollars, quantity in tonnes."""

_PAGE = "/DATA_DOWNLOAD/baci/doc/baci_webpage.html"
_FOLDER = "/DATA_DOWNLOAD/baci/data/"
_RELEASE = re.compile(r"V?(\d{6})")
_BESIDE = re.compile(
    r"(country_codes|product_codes|readme)\w*\.(csv|txt)", re.IGNORECASE
)
_MOST_PAGE = 1 << 24
_MOST_ARCHIVE = 1 << 34
_MOST_FILE = 1 << 34
_HEAD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedBaci:
    """What a fetch brought.

    Attributes
    ----------
    release : str
        The month of the release, as ``202601``.
    files : tuple of Path
        The years asked for, in order; the layout ``baci`` of `yalu.flows.read`.
    beside : tuple of Path
        Names of countries and goods, and the note of the publisher.
    archive : Entry
        The archive they came from.

    """

    release: str
    files: tuple[Path, ...]
    beside: tuple[Path, ...]
    archive: Entry


def fetch_baci(
    client: Client,
    *,
    edition: str,
    years: Iterable[int],
    folder: Path,
    release: str | None = None,
    service: Service = BACI,
) -> FetchedBaci:
    """Return some years of BACI, unpacked into a folder.

    Parameters
    ----------
    client : Client
        Asks and keeps; the archive is taken up where it broke off.
    edition : str
        Edition of the goods codes in two digits, a key of `EDITIONS`.
    years : iterable of int
        Years wanted.
    folder : Path
        Where the files go; made if need be.
    release : str or None
        Month of the release as ``202601``; None for the newest one on the page.
    service : Service
        CEPII, or a mirror.

    Raises
    ------
    SchemaError
        If edition, years or release are none, or the columns of a file have changed.
    UnusableFileError
        If the archive lacks a year, or the folder cannot be written into.
    ServiceError
        If the service cannot be reached, or the page names no release.

    """
    wanted = tuple(sorted(set(years)))
    _require_clear(edition, wanted, release)
    found = release or _newest(client, service, edition)
    number = found.removeprefix("V")
    name = f"BACI_HS{edition}_V{number}.zip"
    archive = client.fetch(
        Ask(
            service=service,
            path=f"{_FOLDER}{name}",
            name=name,
            resumable=True,
            most_bytes=_MOST_ARCHIVE,
        ),
        _require_archive,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = (
            f"{folder}: found no way to make this folder ({error.strerror}); expected "
            "one to unpack into. Name another (-o)."
        )
        raise UnusableFileError(msg) from error
    files, beside = _unpacked(archive.body, edition, wanted, folder)
    return FetchedBaci(release=number, files=files, beside=beside, archive=archive)


def trade_about(files: Iterable[Path], territory: str) -> ReadResult:
    """Return the flows to and from one state or area in files of BACI.

    Parameters
    ----------
    files : iterable of Path
        Years as `fetch_baci` leaves them; they stream, so that memory holds only what
        is about the territory.
    territory : str
        ISO code.

    Raises
    ------
    UnknownCodeError
        If there is no such state or area.
    UnusableFileError
        If a file cannot be split into its columns.

    """
    number = area_number(territory, place="territory")
    with tempfile.TemporaryDirectory() as name:
        kept = []
        for path in files:
            # The name is kept, since it states the edition of the goods codes.
            kept.append(Path(name) / path.name)
            _keep_lines(path, kept[-1], number)
        return read(kept, layout="baci")


def _keep_lines(path: Path, kept: Path, number: str) -> None:
    """Copy the lines of a file that are about one territory."""
    options = pa_csv.ConvertOptions(
        column_types=dict.fromkeys(COLUMNS_OF_BACI, pa.string()),
        include_columns=list(COLUMNS_OF_BACI),
    )
    schema = pa.schema([(name, pa.string()) for name in COLUMNS_OF_BACI])
    try:
        with (
            pa_csv.open_csv(path, convert_options=options) as source,
            pa_csv.CSVWriter(kept, schema) as sink,
        ):
            for batch in source:
                sides = (
                    pc.equal(pc.utf8_ltrim(batch[side], characters=" 0"), number)
                    for side in ("i", "j")
                )
                sink.write_batch(batch.filter(pc.or_(*sides)))
    except pa.ArrowInvalid as error:
        msg = (
            f"{path}: found text that cannot be split into columns ({error}); expected "
            "CSV as CEPII publishes it. Fetch it again with --refresh."
        )
        raise UnusableFileError(msg) from error


def _require_clear(edition: str, years: tuple[int, ...], release: str | None) -> None:
    """Do nothing if BACI can be asked for this."""
    problems = []
    if edition not in EDITIONS:
        finding = f"{edition!r}; expected one of {', '.join(EDITIONS)}"
        problems.append(Problem("hs", finding, "name an edition in two digits"))
    else:
        early = [str(year) for year in years if year < EDITIONS[edition]]
        if early:
            finding = f"{', '.join(early)}; HS{edition} begins in {EDITIONS[edition]}"
            remedy = "ask for later years, or for an older edition"
            problems.append(Problem("years", finding, remedy))
    if not years:
        problems.append(Problem("years", "none", "name one, or a span as 2018..2022"))
    if release is not None and not _RELEASE.fullmatch(release):
        finding = f"{release!r}; expected a month such as 202601"
        problems.append(Problem("release", finding, "write it in six digits"))
    if problems:
        raise SchemaError(describe("BACI cannot be asked for this", problems))


def _newest(client: Client, service: Service, edition: str) -> str:
    """Return the newest release that the page links for an edition."""
    ask = Ask(service=service, path=_PAGE, name="page.html", most_bytes=_MOST_PAGE)
    page = client.fetch(ask, lambda path: path)
    text = page.body.read_text(encoding="utf-8", errors="replace")
    releases = re.findall(rf"BACI_HS{edition}_V(\d{{6}})\.zip", text)
    if not releases:
        msg = (
            f"{ask.address}: found no link to an archive of HS{edition}; expected one "
            f"such as BACI_HS{edition}_V202601.zip. Name the release (--release) "
            "as the page shows it."
        )
        raise ServiceError(msg)
    return str(max(releases))


def _require_archive(path: Path) -> None:
    """Do nothing if a file is an archive with its list of contents at the end."""
    if not zipfile.is_zipfile(path):
        start = path.read_bytes()[:_HEAD].decode("utf-8", errors="replace")
        told = "a web page" if start.lstrip().startswith("<") else "no zip archive"
        raise UnfitReplyError(f"CEPII BACI: found {told} instead of the data")


def _unpacked(
    archive: Path, edition: str, years: tuple[int, ...], folder: Path
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files of the years, and those beside them, once unpacked."""
    pattern = re.compile(rf"BACI_HS{edition}_Y(\d{{4}})_V\d{{6}}\w*\.csv")
    try:
        with zipfile.ZipFile(archive) as held:
            # The name without its folders, so that nothing lands outside.
            names = {Path(each.filename).name: each for each in held.infolist()}
            by_year = {
                int(match[1]): name
                for name in names
                if (match := pattern.fullmatch(name))
            }
            lacking = [str(year) for year in years if year not in by_year]
            if lacking:
                there = ", ".join(map(str, sorted(by_year))) or "none"
                msg = (
                    f"{archive.name}: found the years {there}; expected also "
                    f"{', '.join(lacking)}. Ask for years that are there, or for "
                    "another release (--release)."
                )
                raise UnusableFileError(msg)
            chosen = [by_year[year] for year in years]
            beside = sorted(name for name in names if _BESIDE.fullmatch(name))
            for name in (*chosen, *beside):
                _unpack(held, names[name], folder / name)
    # A method of packing that is not known, or a password, is a RuntimeError.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        msg = (
            f"{archive}: found a damaged archive ({error}); expected a whole one. "
            "Fetch it again with --refresh."
        )
        raise UnusableFileError(msg) from error
    files = tuple(folder / name for name in chosen)
    _require_columns(files)
    return files, tuple(folder / name for name in beside)


def _unpack(held: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    if member.file_size > _MOST_FILE:
        msg = (
            f"{member.filename}: found {member.file_size:,} bytes to unpack; expected "
            f"at most {_MOST_FILE:,}. Look at the archive before you unpack it by hand."
        )
        raise UnusableFileError(msg)
    with written(path) as fresh, held.open(member) as source, fresh.open("wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)


def _require_columns(files: tuple[Path, ...]) -> None:
    """Do nothing if every file has the columns of BACI."""
    problems = []
    for path in files:
        with path.open(encoding="utf-8", errors="replace") as stream:
            header = stream.readline(_HEAD)
        found = [name.strip().strip('"') for name in header.split(",")]
        lacking = [name for name in COLUMNS_OF_BACI if name not in found]
        if lacking:
            finding = f"columns {', '.join(found)}; {', '.join(lacking)} missing"
            remedy = "read the file with a mapping (--mapping), and report the change"
            problems.append(Problem(path.name, finding, remedy))
    if problems:
        raise SchemaError(describe("BACI has changed its form", problems))
