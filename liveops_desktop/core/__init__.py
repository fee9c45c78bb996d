"""What is true: frozen data and pure functions. No Qt, no I/O, no clock, no random, no sentences."""
