"""What fetching the consolidated list promises."""

from datetime import date
from pathlib import Path

import pytest

from tests.sources.fetching.conftest import Open, Said, Server
from yalu.errors import SchemaError
from yalu.sources.fetching import FetchedList, ServiceError, fetch_un_list
from yalu.sources.fetching.un_list import LIST_SCHEMA

# Made up in the form of the real list: names and numbers stand for nobody.
LIST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00.000Z">
<INDIVIDUALS>
  <INDIVIDUAL><DATAID>2</DATAID><VERSIONNUM>1</VERSIONNUM>
    <FIRST_NAME>ANNA</FIRST_NAME><SECOND_NAME>EXAMPLE </SECOND_NAME><THIRD_NAME/>
    <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.998</REFERENCE_NUMBER>
    <LISTED_ON>2016-11-30-05:00</LISTED_ON><COMMENTS1>Passport 12345</COMMENTS1>
    <LAST_DAY_UPDATED><VALUE>2018-06-05</VALUE><VALUE>2017-08-05</VALUE></LAST_DAY_UPDATED>
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Anne Example</ALIAS_NAME>
    </INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_DATE_OF_BIRTH><YEAR>1950</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  </INDIVIDUAL>
</INDIVIDUALS>
<ENTITIES>
  <ENTITY><DATAID>1</DATAID><FIRST_NAME>EXAMPLE &amp; SONS</FIRST_NAME>
    <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER>
    <LISTED_ON>2009-04-24</LISTED_ON>
    <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Sons</ALIAS_NAME></ENTITY_ALIAS>
  </ENTITY>
  <ENTITY><DATAID>3</DATAID><FIRST_NAME>OTHER</FIRST_NAME>
    <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.999</REFERENCE_NUMBER>
    <LISTED_ON/>
  </ENTITY>
</ENTITIES>
</CONSOLIDATED_LIST>"""


def fetched(server: Server, opened: Open, text: str = LIST) -> FetchedList:
    """Return what the list brings."""
    server.says(Said(body=text.encode()))
    with opened() as client:
        return fetch_un_list(client, service=server.un_list)


def test_every_listing_is_one_row(server: Server, opened: Open) -> None:
    """In the order of the reference numbers, with their days."""
    found = fetched(server, opened)

    assert found.table.schema == LIST_SCHEMA
    assert found.table.to_pylist()[:2] == [
        {
            "reference": "KPe.999",
            "name": "EXAMPLE & SONS",
            "aliases": ["Sons"],
            "kind": "entity",
            "list": "DPRK",
            "listed_on": date(2009, 4, 24),
            "last_updated": None,
        },
        {
            "reference": "KPi.998",
            "name": "ANNA EXAMPLE",
            "aliases": ["Anne Example"],
            "kind": "individual",
            "list": "DPRK",
            "listed_on": date(2016, 11, 30),
            "last_updated": date(2018, 6, 5),
        },
    ]
    assert found.generated == "2026-01-01T00:00:00.000Z"
    assert server.heard[0].path == "/resources/xml/en/consolidated.xml"


def test_nothing_else_about_a_person_is_kept(server: Server, opened: Open) -> None:
    """Dates of birth and passports are not needed here."""
    found = fetched(server, opened)

    assert "1950" not in str(found.table.to_pylist())
    assert "12345" not in str(found.table.to_pylist())


def test_a_missing_day_is_missing_and_counted(server: Server, opened: Open) -> None:
    """It is not guessed."""
    found = fetched(server, opened)

    assert found.undated == 1
    assert found.table["listed_on"].to_pylist()[2] is None


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:/etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/list.dtd">',
    ],
)
def test_a_document_type_is_refused(
    server: Server, opened: Open, declared: str
) -> None:
    """Entities make a document grow without bounds, or read files of this machine."""
    text = LIST.replace("?>\n", f"?>\n{declared}\n", 1)

    with pytest.raises(ServiceError, match="document type"):
        fetched(server, opened, text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (LIST[:900], "breaks off"),
        ("<html><body>Maintenance</body></html>", "XML of 'html'"),
        ("", "breaks off or is malformed"),
        ("not xml", "malformed"),
    ],
)
def test_what_is_no_list_is_told(
    server: Server, opened: Open, text: str, finding: str
) -> None:
    """After asking again, since it may pass."""
    with pytest.raises(ServiceError, match=finding):
        fetched(server, opened, text)
    assert len(server.heard) == 4


def test_a_changed_form_is_told_all_at_once(
    server: Server, opened: Open, tmp_path: Path
) -> None:
    """A list without reference numbers or without persons is not half read."""
    text = LIST.replace("REFERENCE_NUMBER", "REFERENCE").replace(
        "INDIVIDUAL>", "PERSON>"
    )

    with pytest.raises(SchemaError) as caught:
        fetched(server, opened, text)
    assert "element INDIVIDUAL: no listing" in str(caught.value)
    assert "ENTITY/REFERENCE_NUMBER: missing in 2 of 2" in str(caught.value)
    assert not list(tmp_path.rglob("manifest.json"))
