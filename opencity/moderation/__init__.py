"""The queue of what people send in: feedback, and how it is answered."""
