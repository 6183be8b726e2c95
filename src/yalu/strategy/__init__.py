"""Why the players act as they do: finite dynamic games, solved and fitted."""
