"""What people read about planning at the tablet, by noun. Staff words stand in the rules."""
