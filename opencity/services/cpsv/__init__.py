"""CPSV-AP 3.2, the EU's vocabulary of public services: JSON-LD and Turtle."""
