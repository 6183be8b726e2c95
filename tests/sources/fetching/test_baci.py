"""What fetching BACI promises."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sources.fetching.conftest import Heard, Open, Said, Server
from yalu.errors import SchemaError, UnusableFileError
from yalu.flows import read
from yalu.sources.fetching import (
    FetchedBaci,
    ServiceError,
    fetch_baci,
    trade_about,
)

HEADER = "t,i,j,k,v,q\n"
PAGE = b"""<a href="../data/BACI_HS17_V202501.zip">HS17</a>
<a href="../data/BACI_HS17_V202601.zip">HS17</a>
<a href="../data/BACI_HS22_V202701.zip">HS22</a>"""
LINES = (
    "2018,156,408,010121,1.5,0.25\n2018,408,156,270112,2,NA\n2018,156,392,270112,9,1\n"
)


def archive(**files: str) -> bytes:
    """Return a release of BACI, with the years it has or other files."""
    beside = {
        "country_codes_V202601.csv": "country_code,country_name\n408,DPR Korea\n",
        "product_codes_HS17_V202601.csv": "code,description\n010121,Horses\n",
        "Readme.txt": "BACI\n",
    }
    years = {
        f"BACI_HS17_{name}_V202601.csv" if name.startswith("Y") else name: text
        for name, text in files.items()
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as held:
        for name, text in {**beside, **years}.items():
            held.writestr(name, text)
    return packed.getvalue()


RELEASE = archive(Y2017=HEADER, Y2018=HEADER + LINES)


def serve(server: Server, content: bytes = RELEASE) -> None:
    """Let the server have the page and one archive."""

    def answer(heard: Heard) -> Said:
        if heard.path.endswith(".html"):
            return Said(body=PAGE)
        tag = {"ETag": '"release"'}
        return Said(body=content, headers=tag, ranges=True)

    server.answer = answer


def fetched(server: Server, opened: Open, folder: Path, **rest: object) -> FetchedBaci:
    """Return what a fetch of 2018 brings."""
    chosen: dict[str, object] = {"edition": "17", "years": [2018], **rest}
    with opened() as client:
        return fetch_baci(client, folder=folder, service=server.baci, **chosen)  # type: ignore[arg-type]


def test_the_newest_release_of_an_edition_is_taken(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """The page links several; only those of the edition count."""
    serve(server)
    found = fetched(server, opened, tmp_path / "baci")

    assert found.release == "202601"
    assert server.heard[-1].path.endswith("/BACI_HS17_V202601.zip")


def test_a_stated_release_needs_no_page(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """A result is repeated with the release it was made with."""
    serve(server)
    fetched(server, opened, tmp_path / "baci", release="202601")

    assert len(server.heard) == 1


def test_only_the_years_asked_for_are_unpacked(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """And what explains them."""
    serve(server)
    found = fetched(server, opened, tmp_path / "baci")

    assert [path.name for path in found.files] == ["BACI_HS17_Y2018_V202601.csv"]
    assert sorted(path.name for path in (tmp_path / "baci").iterdir()) == sorted(
        [found.files[0].name, *(path.name for path in found.beside)]
    )
    assert len(found.beside) == 3


def test_what_is_unpacked_is_read_as_baci(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """Thousands of dollars, tonnes, estimates; a quantity may be missing."""
    serve(server)
    found = fetched(server, opened, tmp_path / "baci")
    rows = read(found.files, layout="baci").flows.table.to_pylist()

    assert [row["value_usd"] for row in rows] == [1500, 2000, 9000]
    assert [row["quantity"] for row in rows] == [Decimal("0.25"), None, 1]
    assert {row["evidence"] for row in rows} == {"estimated"}


def test_the_trade_of_one_territory_is_picked_out(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """In both directions; ten million other rows stay on disk."""
    serve(server)
    found = fetched(server, opened, tmp_path / "baci")
    result = trade_about(found.files, "PRK")

    assert result.flows.table["reporter"].to_pylist() == ["CHN", "PRK"]
    assert result.flows.table["hs_code"].to_pylist() == ["010121", "270112"]
    assert result.flows.table["hs_revision"].to_pylist() == ["HS2017", "HS2017"]


def test_a_broken_download_goes_on_where_it_stopped(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """An archive has hundreds of megabytes."""
    tag = {"ETag": '"release"'}
    server.says(
        Said(body=RELEASE, headers=tag, cut=200),
        Said(body=RELEASE, headers=tag, ranges=True),
    )
    found = fetched(server, opened, tmp_path / "baci", release="202601")

    assert server.heard[1].headers["Range"] == "bytes=200-"
    assert found.archive.bytes == len(RELEASE)


def test_a_year_that_is_not_there_is_told(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """With the years that are."""
    serve(server)

    with pytest.raises(UnusableFileError, match=r"2017, 2018; expected also 2030"):
        fetched(server, opened, tmp_path / "baci", years=[2018, 2030])


def test_changed_columns_are_told(server: Server, opened: Open, tmp_path: Path) -> None:
    """For every file at once."""
    serve(server, archive(Y2017="t,i,j,k,w,q\n", Y2018="year,i,j,k,v\n"))

    with pytest.raises(SchemaError) as caught:
        fetched(server, opened, tmp_path / "baci", years=[2017, 2018])
    assert "v missing" in str(caught.value)
    assert "t, q missing" in str(caught.value)


def test_a_page_instead_of_the_archive_is_not_kept(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """A site that is down often says so with the status of a success."""
    serve(server, b"<html>Maintenance</html>")

    with pytest.raises(ServiceError, match="a web page instead"):
        fetched(server, opened, tmp_path / "baci")
    assert not (tmp_path / "baci").exists()


def test_a_page_without_releases_says_how_to_name_one(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """Pages are rebuilt more often than archives are moved."""
    server.says(Said(body=b"<html></html>"))

    with pytest.raises(ServiceError, match=r"Name the release \(--release\)"):
        fetched(server, opened, tmp_path / "baci")


def test_damage_inside_the_archive_is_found(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """Each file carries a sum of its own; half a year is not left behind."""
    at = RELEASE.index(b"BACI_HS17_Y2018") + 40
    serve(server, RELEASE[:at] + b"\0\0\0\0" + RELEASE[at + 4 :])

    with pytest.raises(UnusableFileError, match="damaged"):
        fetched(server, opened, tmp_path / "baci")
    assert not list((tmp_path / "baci").glob("BACI*"))


def test_nothing_is_unpacked_outside_the_folder(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """A path inside an archive is a claim, not an order."""
    name = "../../BACI_HS17_Y2018_V202601.csv"
    serve(server, archive(**{name: HEADER}))
    found = fetched(server, opened, tmp_path / "a" / "baci")

    assert found.files[0].parent == tmp_path / "a" / "baci"
    assert found.files[0].is_file()


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"edition": "99"}, "92, 96, 02"),
        ({"years": [2012]}, "HS17 begins in 2017"),
        ({"years": []}, "none"),
        ({"release": "2026"}, "202601"),
    ],
)
def test_what_baci_does_not_have_is_not_asked_for(
    server: Server,
    opened: Open,
    tmp_path: Path,
    changes: dict[str, object],
    finding: str,
) -> None:
    """The question is put back with what there is."""
    with pytest.raises(SchemaError, match=finding):
        fetched(server, opened, tmp_path / "baci", **changes)
    assert not server.heard
