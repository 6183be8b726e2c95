"""The rules of the game for one place on the board, in plain numbers and no tensors."""

from collections.abc import Mapping
from math import exp
from types import SimpleNamespace

__all__ = ["changes", "payoffs"]

By = Mapping[str, float]
Chances = list[float]


def payoffs(at: SimpleNamespace, by: By) -> dict[str, float]:
    """Return what each player gets where `at` holds labels of actions and levels."""
    test, missile = float(at.move == "test"), float(at.move == "missile")
    bows = float(at.move == "overture")
    noise = test + by["missile_share"] * missile
    refused, gap = float(at.vote == "refuse"), 1 - at.enforcement
    hazard = by["collapse_rate"] * at.hardship**3
    target = by["target_capability"] * at.capability
    target += by["target_test"] * test + by["target_missile"] * missile
    target -= by["target_bowing"] * bows
    target -= by["target_hardship"] * at.hardship
    target -= by["target_posture"] * at.posture
    target += by["target_overture"] * at.overture
    target += by["target_engaged"] * (at.response == "engage")
    target -= by["target_collapse"] * hazard
    target += by["target_support_pressure"] * at.support * at.hardship * noise
    target += by["target_belief"] * (at.resolve - by["prior_resolute"]) * noise
    sender = -by["sender_capability"] * at.capability
    sender -= by["sender_inaction"] * noise * (at.response == "nothing")
    sender -= by["sender_tabling"] * (at.response == "table")
    sender -= by["sender_deploy"] * (at.response == "deploy")
    if at.response == "engage":
        sender += by["sender_relief"] * bows - by["sender_engage"]
    sender -= by["sender_gap"] * at.stringency * gap
    sender -= by["sender_vetoed"] * refused
    patron = -by["patron_capability"] * at.capability
    patron -= (
        by["patron_provocation"] * noise * (1 + by["patron_broken"] * (1 - at.channel))
    )
    patron -= by["patron_posture"] * at.posture + by["patron_veto"] * refused
    patron -= (
        by["patron_gap"]
        * at.stringency
        * (gap ** by["patron_gap_power"] if gap else 0.0)
        * exp(by["patron_gap_test"] * test + by["patron_gap_posture"] * at.posture)
    )
    patron -= by["patron_commerce"] * at.stringency * at.enforcement
    patron -= by["patron_overture"] * at.overture
    patron += (
        by["patron_deference"]
        * (bows + at.overture * (1 - noise))
        * exp(by["patron_support_deference"] * at.support)
    )
    patron += by["patron_joint"] * at.stringency * at.enforcement * at.overture
    side = 0.5 if at.type == "fearful" else -0.5
    patron -= by["patron_collapse"] * exp(side * by["patron_collapse_gap"]) * hazard
    return {"target": target, "sender": sender, "patron": patron}


def changes(
    at: SimpleNamespace, rank: Mapping[str, int], size: Mapping[str, int], by: By
) -> dict[str, Chances]:
    """Return the chance of each next level of each component, from positions now."""
    tabled = at.response == "table"
    adopted = tabled and at.vote == "accept"
    ready = {"test": by["capability_test"], "missile": by["capability_missile"]}
    pressure = at.stringency * at.enforcement * (1 - at.support)
    mended = (1 - by["channel_mend"]) * (1 - by["channel_overture"] * at.overture)
    mended *= 1 - by["channel_overture"] * (at.move == "overture")
    fresh = 1 - by["stringency_other"]
    fresh *= 1 - by["stringency_adopted"] * adopted
    aided = (1 - by["hardship_recovery"]) * (1 - by["hardship_aid"] * at.overture)
    sought = (1 - by["support_rise"]) * (1 - by["support_broken"] * (1 - at.channel))

    def rungs(name: str, up: float, down: float) -> Chances:
        now, top = rank[name], size[name] - 1
        up = up if now < top else 0.0
        found = [0.0] * size[name]
        # The chance of falling looks at the chance of rising as it would be below.
        down = (1 - full[name]) * down if now > 0 else 0.0
        found[now] = 1 - up - down
        if now < top:
            found[now + 1] += up
        if now > 0:
            found[now - 1] += down
        return found

    full = {
        "capability": ready.get(at.move, 0.0),
        "stringency": 1 - fresh,
        "hardship": by["hardship_pressure"] * pressure,
        "support": 1 - sought,
        "channel": 1 - mended,
    }
    falls = {
        "capability": 0.0,
        "stringency": by["stringency_lapse"],
        "hardship": 1 - aided,
        "support": by["support_fall"],
        "channel": by["channel_break"],
    }
    found = {name: rungs(name, full[name], falls[name]) for name in full}
    found["posture"] = _posture(at, rank["posture"], size["posture"], by)
    for name, chance in (
        ("hardship", by["hardship_shock"]),
        ("posture", by["surprise"]),
        ("support", by["surprise"]),
    ):
        found[name] = [(1 - chance) * x + chance / size[name] for x in found[name]]
    return found


def _posture(at: SimpleNamespace, now: int, size: int, by: By) -> Chances:
    found, top = [0.0] * size, size - 1
    raised = {"table": by["posture_tabled"], "deploy": by["posture_deployed"]}
    up = raised.get(at.response, 0.0)
    down = by["posture_relief"] if at.response == "engage" else 0.0
    found[top] += up
    found[0] += down
    left = 1 - up - down
    drift, towards = 0.0, now
    if now == top:
        drift, towards = by["posture_decay"], now - 1
    elif now < top - 1:
        drift, towards = by["posture_resumed"], now + 1
    found[towards] += left * drift
    found[now] += left * (1 - drift)
    return found
