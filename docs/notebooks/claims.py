"""Whether what was written is so."""


# %% [markdown]
# # Claims: is it so?
#
# Every checkable claim of two articles is a row: what is said, the query that tests
# it, the figure found, and a verdict that is computed and never typed. Claims on cost
# and on strategy ask models that are not run here; they say what they wait for.

# %%
import pandas as pd

import yalu
from yalu import sources

law = yalu.load_regime("dprk")
ledger = yalu.check_claims(
    regime=law,
    flows=sources.load("trade"),
    partner_totals=sources.load("partner_totals"),
    estimates=sources.load("estimates"),
    events=yalu.read_events(),
    assessment=yalu.assess(law, sources.load("trade")),
    matrix=sources.repaired_trade(),
)
for verdict, count in ledger.counts.items():
    print(f"{count:3} {verdict.value.replace('_', ' ')}")

# %% [markdown]
# ## One claim, from its words to its sources

# %%
claim = next(one for one in ledger if one.id == "C01")
print(claim.statement)
print("verdict:", claim.verdict.value.replace("_", " "))
print("found:  ", claim.figure)
print("query:  ", claim.query)
print("sources:", ", ".join(claim.sources[:6]), "and more")

# %% [markdown]
# ## Those that do not hold, or only with a caveat

# %%
pd.DataFrame(
    [
        {"id": one.id, "claim": one.statement, "verdict": one.verdict.value,
         "found": one.figure}
        for one in ledger
        if one.verdict.value in {"does_not_hold", "holds_with_caveat"}
    ]
).head(10)  # fmt: skip

# %% [markdown]
# Go on: `yalu claims` has all of them, with cost and strategy asked too; a
# [source](../data.md) leads from its identifier to its publisher and terms.
