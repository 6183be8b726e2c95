"""States and areas that trade, under the codes and names others use for them."""

from yalu.territories.comtrade import from_comtrade
from yalu.territories.groups import Group, groups, members
from yalu.territories.names import territory
from yalu.territories.table import Standing, Territory, territories

__all__ = [
    "Group",
    "Standing",
    "Territory",
    "from_comtrade",
    "groups",
    "members",
    "territories",
    "territory",
]
