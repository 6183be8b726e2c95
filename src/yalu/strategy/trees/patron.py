"""A worked example: a patron whose resolve its target can only infer.

Chance draws the patron *resolute* or *soft*. In each round the target provokes or
talks, then the patron enforces against it or covers it. Both see every move, but the
target never sees the type.
"""

from yalu.strategy.trees.tree import Move, Payoff, SignallingTree, Types

__all__ = ["patron_tree"]


def patron_tree(
    rounds: int,
    *,
    resolute: float = 0.4,
    gain: float = 1.0,
    aid: float = 0.2,
    pain: float = 0.6,
    lost_aid: float = 0.5,
    embarrassment: float = 0.6,
    blame: float = 0.8,
    cost: tuple[float, float] = (0.3, 1.2),
    discount: float = 1.0,
) -> SignallingTree:
    """Return the tree of a patron whose resolve its target does not see.

    All payoffs are those of one round, in one unit of no name; the numbers are chosen
    to make a game that is not trivial and are estimates of nothing.

    Parameters
    ----------
    rounds : int
        How many rounds are played.
    resolute : float
        Chance that the patron is resolute, between 0 and 1.
    gain, aid : float
        What the target gets where it is covered: from provoking, and from talking.
    pain, lost_aid : float
        What the target loses where the patron enforces: after provoking, and after
        talking.
    embarrassment : float
        What the patron loses whenever the target provokes.
    blame : float
        What it loses besides where it covers a provocation.
    cost : tuple of float
        What enforcing costs a resolute and a soft patron.
    discount : float
        What a round counts beside the round before it.

    Raises
    ------
    SchemaError
        If the chance is none, or there is no round or too many of them.

    Examples
    --------
    >>> print(patron_tree(3))
    patron: 3 rounds of target's move, patron's answer; 128 ends

    """
    costs = dict(zip(("resolute", "soft"), cost, strict=True))
    return SignallingTree(
        name="patron",
        types=Types(
            player="patron",
            names=("resolute", "soft"),
            prior=(resolute, 1.0 - resolute),
        ),
        moves=(
            Move(player="target", name="move", choices=("provoke", "talk")),
            Move(player="patron", name="answer", choices=("enforce", "cover")),
        ),
        payoffs=(
            *_of_target(gain=gain, aid=aid, pain=pain, lost_aid=lost_aid),
            Payoff(
                player="patron",
                name="embarrassment",
                value=lambda at: -embarrassment * at.chosen("move", "provoke"),
            ),
            Payoff(
                player="patron",
                name="blame",
                value=lambda at: (
                    -blame * at.chosen("move", "provoke") * at.chosen("answer", "cover")
                ),
            ),
            *(
                Payoff(
                    player="patron",
                    name=f"cost of enforcing, {name}",
                    value=lambda at, name=name, each=each: (  # type: ignore[misc]
                        -each * at.type(name) * at.chosen("answer", "enforce")
                    ),
                )
                for name, each in costs.items()
            ),
        ),
        rounds=rounds,
        discount=discount,
    )


def _of_target(
    *, gain: float, aid: float, pain: float, lost_aid: float
) -> tuple[Payoff, ...]:
    """Return what the target gets after each pair of moves."""
    each = {
        "gain": (gain, "provoke", "cover"),
        "pain": (-pain, "provoke", "enforce"),
        "aid": (aid, "talk", "cover"),
        "lost aid": (-lost_aid, "talk", "enforce"),
    }

    def term(name: str, worth: float, move: str, answer: str) -> Payoff:
        return Payoff(
            player="target",
            name=name,
            value=lambda at: (
                worth * at.chosen("move", move) * at.chosen("answer", answer)
            ),
        )

    return tuple(term(name, *three) for name, three in each.items())
