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
        if self.end is not None and self.end <= self.start:
            msg = (
                f"ends on {self.end}, not after it starts on {self.start}; `until` is "
                "the first day outside. Write null for law never in force"
            )
            raise ValueError(msg)
        return self

    @property
    def interval(self) -> Interval:
        """The same days as an `Interval`."""
        return Interval(self.start, self.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)
