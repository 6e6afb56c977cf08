"""Background work: tasks that are tried again, and schedules that several workers share."""
