"""`yalu fetch`: the options of asking those who publish trade and lists."""

from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.options import AsJson, Folder

__all__ = ["app", "baci", "comtrade", "un_list"]

app = typer.Typer(
    no_args_is_help=True,
    help="Fetch trade or lists from those who publish them, and keep what came.",
)

_Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Folder of replies; else YALU_CACHE, else your cache folder.",
    ),
]
_Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again for what is kept.")
]
_Offline = Annotated[bool, typer.Option("--offline", help="Use kept replies alone.")]
_Server = Annotated[
    str | None, typer.Option(metavar="URL", help="A mirror to ask instead.")
]


_Reporter = Annotated[
    list[str], typer.Option(metavar="ISO3", help="Who recorded it; may be repeated.")
]
_Partner = Annotated[
    list[str],
    typer.Option(metavar="ISO3", help="The other side; WLD, or all; repeatable."),
]
_From = Annotated[
    str, typer.Option("--from", metavar="DATE", help="First month, as 2015-01.")
]
_Until = Annotated[str, typer.Option(metavar="DATE", help="First month not asked for.")]
_Table = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="A .parquet or .csv.")
]
_Codes = Annotated[
    str | None,
    typer.Option(
        metavar="HS,…", help="HS codes, TOTAL, AG2, AG4, AG6; else TOTAL,AG6."
    ),
]
_Flow = Annotated[str | None, typer.Option(help="import or export; else both.")]
_Annual = Annotated[bool, typer.Option("--annual", help="Years instead of months.")]
_Parts = Annotated[
    bool, typer.Option("--parts", help="Ask for parts of cells too, and compare.")
]
_KeyFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="File with the key; else COMTRADE_API_KEY."),
]
_AskKey = Annotated[bool, typer.Option("--ask-key", help="Type the key, unseen.")]
_Quarantine = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Where to write the rows put aside, as CSV."),
]


@app.command("comtrade")
def comtrade(
    *,
    reporter: _Reporter,
    partner: _Partner,
    start: _From,
    until: _Until,
    output: _Table,
    codes: _Codes = None,
    flow: _Flow = None,
    annual: _Annual = False,
    parts: _Parts = False,
    key_file: _KeyFile = None,
    ask_key: _AskKey = False,
    quarantine: _Quarantine = None,
    cache: _Cache = None,
    refresh: _Refresh = False,
    offline: _Offline = False,
    server: _Server = None,
    as_json: AsJson = False,
) -> None:
    """Fetch recorded trade from UN Comtrade: the public preview, or with a key more."""
    from yalu.cli.answers.fetching import Trade, answer_trade  # noqa: PLC0415
    from yalu.cli.answers.retrieval import Access  # noqa: PLC0415

    answer_trade(
        Trade(
            reporters=tuple(reporter),
            partners=tuple(partner),
            start=start,
            until=until,
            codes=codes,
            flow=flow,
            annual=annual,
            parts=parts,
        ),
        Access(
            cache=cache,
            refresh=refresh,
            offline=offline,
            server=server,
            key_file=key_file,
            ask_key=ask_key,
        ),
        output=output,
        quarantine=quarantine,
        as_json=as_json,
    )


@app.command("baci")
def baci(
    *,
    hs: Annotated[
        str, typer.Option(metavar="NN", help="Edition of the codes: 92 … 12, 17, 22.")
    ],
    years: Annotated[
        str, typer.Option(metavar="YEARS", help="As 2018, 2018..2022 or 2016,2018.")
    ],
    output: Folder,
    release: Annotated[
        str | None,
        typer.Option(metavar="YYYYMM", help="Month of the release; else the newest."),
    ] = None,
    territory: Annotated[
        str | None,
        typer.Option(metavar="ISO3", help="Also write its own trade, as Parquet."),
    ] = None,
    cache: _Cache = None,
    refresh: _Refresh = False,
    offline: _Offline = False,
    server: _Server = None,
    as_json: AsJson = False,
) -> None:
    """Fetch years of BACI, the reconciled trade of the world, from CEPII."""
    from yalu.cli.answers.fetching import answer_baci  # noqa: PLC0415
    from yalu.cli.answers.retrieval import Access  # noqa: PLC0415

    answer_baci(
        Access(cache=cache, refresh=refresh, offline=offline, server=server),
        hs=hs,
        years=years,
        output=output,
        release=release,
        territory=territory,
        as_json=as_json,
    )


@app.command("un-list")
def un_list(
    *,
    output: _Table,
    only: Annotated[
        str | None,
        typer.Option("--list", metavar="NAME", help="One list; DPRK is that of 1718."),
    ] = None,
    cache: _Cache = None,
    refresh: _Refresh = False,
    offline: _Offline = False,
    server: _Server = None,
    as_json: AsJson = False,
) -> None:
    """Fetch the consolidated list of the UN Security Council."""
    from yalu.cli.answers.fetching import answer_list  # noqa: PLC0415
    from yalu.cli.answers.retrieval import Access  # noqa: PLC0415

    answer_list(
        Access(cache=cache, refresh=refresh, offline=offline, server=server),
        output=output,
        only=only,
        as_json=as_json,
    )
