"""Forecasts that would have been issued on past days, and how they fared."""

from yalu.cycle.backtest.backtest import Backtest, LeftOut, Unfitted
from yalu.cycle.backtest.dprk import dprk_backtest
from yalu.cycle.backtest.issued import Issued
from yalu.cycle.backtest.judging import ALL_YEARS, Contest, MeanScore
from yalu.cycle.backtest.keeping import (
    StoredBacktest,
    backtest_sha256,
    store_backtest,
    stored_backtest,
)
from yalu.cycle.backtest.modelled import Modelled
from yalu.cycle.backtest.naive import Climatology, LastYear, PastWindows
from yalu.cycle.backtest.paired import Judgement, Margin
from yalu.cycle.backtest.reliability import ReliabilityBin
from yalu.cycle.backtest.running import backtest, dated_when_known, replay
from yalu.cycle.backtest.schedule import Every
from yalu.cycle.backtest.scores import Score
from yalu.cycle.backtest.verdict import Verdict

__all__ = [
    "ALL_YEARS",
    "Backtest",
    "Climatology",
    "Contest",
    "Every",
    "Issued",
    "Judgement",
    "LastYear",
    "LeftOut",
    "Margin",
    "MeanScore",
    "Modelled",
    "PastWindows",
    "ReliabilityBin",
    "Score",
    "StoredBacktest",
    "Unfitted",
    "Verdict",
    "backtest",
    "backtest_sha256",
    "dated_when_known",
    "dprk_backtest",
    "replay",
    "store_backtest",
    "stored_backtest",
]
