"""Pages of this room: delegations, people, teams, where teams go, and the own delegation."""
