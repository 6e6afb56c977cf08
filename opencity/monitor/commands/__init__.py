"""What ``opencity monitor`` can do, a module each."""
