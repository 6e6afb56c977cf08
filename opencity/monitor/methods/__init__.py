"""Methods that judge a series of figures: pure functions, each with its source."""
