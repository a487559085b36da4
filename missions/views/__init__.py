"""Pages of this room: signing in and the start, and what a mission is set up with."""
