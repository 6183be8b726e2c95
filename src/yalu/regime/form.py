"""The form every piece of encoded law shares: closed, frozen, dated."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yalu.periods import Interval

__all__ = ["LawForm", "Span"]


class LawForm(BaseModel):
    """A piece of encoded law: unknown keys are refused, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Span(LawForm):
    """Days in force, half-open as in `yalu.periods.Interval`.

    Attributes
    ----------
    start : date
        First day inside (written ``from``).
    end : date or None
        First day outside (written ``until``); None while open.

    """

    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="until")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.end is None or self.start < self.end:
            return self
        msg = (
            f"found until {self.end}, which is not after from {self.start}; `until` is "
            "the first day without the law. Write null for law never in force"
        )
        raise ValueError(msg)

    @property
    def interval(self) -> Interval:
        """The same days as an `Interval`."""
        return Interval(self.start, self.end)

    def __contains__(self, day: date) -> bool:
        return day in self.interval
