"""The pages of visits: the observer's own, and the secretariat's review."""
