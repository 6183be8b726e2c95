"""World trade as it ships with the package, repaired for one target."""

from yalu.flows import Repair, TradeMatrix, printed_trade, repair
from yalu.sources.holdings import describe, load

__all__ = ["repaired_trade"]

_MATRIX = "bilateral_trade"
_PRINTED = "partner_totals"


def repaired_trade(*, target: str = "PRK", patron: str = "CHN") -> Repair:
    """Return the embedded matrix of world trade after its repair.

    The matrix books some trade with South Korea under the North, and scales the
    North's exports to a total of its own; see `yalu.flows.repair`. What others
    printed of the target's trade comes from the embedded partner totals.

    Parameters
    ----------
    target, patron : str
        ISO3 codes of the state whose rows are repaired and of the partner that sets
        the ceiling.

    Raises
    ------
    IntegrityError
        If a dataset is not the one that was published.

    """
    matrix = TradeMatrix.from_table(load(_MATRIX), sources=describe(_MATRIX).sources)
    return repair(
        matrix, target=target, patron=patron, printed=printed_trade(load(_PRINTED))
    )
