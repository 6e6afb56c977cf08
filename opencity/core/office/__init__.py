"""What every app's screens in the back office share."""
