"""A reply: what a program is told has the fields that are promised, and no other."""

from pydantic import BaseModel, ConfigDict

__all__ = ["Reply"]


class Reply(BaseModel):
    """What a program is told; also read from what carries the same attributes."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)
