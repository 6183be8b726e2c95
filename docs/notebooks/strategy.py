"""Why enforcement is partial, and what each side would do."""


# %% [markdown]
# # Strategy: why is enforcement partial, and what would each side do?
#
# Target, sender and patron play a game quarter by quarter. What each weighs was
# fitted to the record since 1992; the answers come with Yalu, so that nothing is
# fitted here. First what speaks against them.

# %%
import pandas as pd

from yalu.cli.answers.strategy_fitted import reserved
from yalu.strategy.answers import Question, Standing, stored

answers = stored()
for words in reserved():
    print("Not to be built upon, because", words)
print("current" if answers.is_current else f"stale: {'; '.join(answers.stale)}")
print(
    f"{answers.basis.draws} draws, worth {answers.basis.effective:.0f} that count alike"
)

# %% [markdown]
# ## How much is enforced, and what it is worth
#
# The middle of the draws with their middle 90 %. Beside it stands the same *before
# the record was seen*: where both are alike, the record taught nothing.

# %%
figures = [
    one
    for one in answers.figures
    if one.quantity.question is Question.PARTIAL
    and one.quantity.standing is Standing.TODAY
    and not one.quantity.at
]
pd.DataFrame(
    [
        {
            "what": one.quantity.label,
            "unit": one.quantity.unit.value,
            "low": round(one.fitted.low, 3),
            "middle": round(one.fitted.median, 3),
            "high": round(one.fitted.high, 3),
            "middle before": "" if one.prior is None else round(one.prior.median, 3),
        }
        for one in figures
    ]
)

# %% [markdown]
# ## Did the record decide any sign?
#
# For changes: the chance that the answer is above zero, given the record and before
# it.

# %%
changes = [one for one in answers.figures if one.quantity.is_change]
today = [one for one in changes if one.quantity.standing is Standing.TODAY]
pairs = [(one, one.prior) for one in today if one.prior is not None]
signs = pd.DataFrame(
    [
        {
            "question": one.quantity.question.value,
            "what changes": one.quantity.label,
            "where": ", ".join(f"{axis}: {label}" for axis, label in one.quantity.at),
            "above 0": round(one.fitted.above, 2),
            "before": round(prior.above, 2),
        }
        for one, prior in pairs
    ]
)
signs["taught"] = (signs["above 0"] - signs["before"]).abs()
signs.sort_values("taught", ascending=False).head(8).round(2)

# %% [markdown]
# The game observes no motive: it says what would follow if all weighed things so. How
# it did on precedents left out, and where records that it makes do not look like the
# real one, stands under [how we know](../../how-we-know.md). Go on: [ask what they
# would do](../../howto/ask-what-they-would-do.md).
