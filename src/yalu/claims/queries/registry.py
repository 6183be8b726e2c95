"""The registry: every query that a claim may name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from yalu.claims.answer import Answer
from yalu.claims.queries.calendar import (
    day_of_year,
    days_between,
    eve_and_window,
    place_in_order,
    years_between,
)
from yalu.claims.queries.cycle import (
    condemnations,
    events_logged,
    rounds_resumed,
    warnings_heeded,
)
from yalu.claims.queries.enforcement import enforcement
from yalu.claims.queries.estimates import estimate_trend
from yalu.claims.queries.geography import distance
from yalu.claims.queries.law import announcement, cap_history, rulings, total_ban
from yalu.claims.queries.pressure import cost_beside_fall, other_patron
from yalu.claims.queries.reports import contested, earlier_visits, event_dated
from yalu.claims.queries.scope import codes_left_open, scope_compared
from yalu.claims.queries.strategy import sign_of_change
from yalu.claims.queries.trade import (
    alternative_growth,
    best_alternative,
    lead_since,
    patron_share,
    trade_left_open,
)
from yalu.claims.queries.votes import adoption_after, votes_before, votes_of

__all__ = ["QUERIES"]

QUERIES: Mapping[str, Callable[..., Answer]] = MappingProxyType(
    {
        query.__name__: query
        for query in (
            adoption_after,
            alternative_growth,
            announcement,
            best_alternative,
            cap_history,
            codes_left_open,
            condemnations,
            contested,
            cost_beside_fall,
            day_of_year,
            days_between,
            distance,
            enforcement,
            earlier_visits,
            estimate_trend,
            eve_and_window,
            event_dated,
            events_logged,
            lead_since,
            other_patron,
            patron_share,
            place_in_order,
            rounds_resumed,
            rulings,
            sign_of_change,
            scope_compared,
            total_ban,
            trade_left_open,
            votes_before,
            votes_of,
            warnings_heeded,
            years_between,
        )
    }
)
