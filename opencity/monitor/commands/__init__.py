"""What ``opencity monitor`` does, a module for each action."""
